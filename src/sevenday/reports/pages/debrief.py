"""What was planned against what happened, and the time owed to those who covered."""

from sevenday.model.walkout import Count
from sevenday.reports.render.page import Block, Page, Table
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.disclosure import merge_units
from sevenday.walkout.result import CoverResult

IN_STEPS = (
    "Counts are shown in steps, so that nobody can be told from them: the ranges are what the "
    "steps allow."
)


def debrief_page(result: CoverResult) -> Page:
    """What was planned against what happened: attendance of units, and time owed to who covered."""
    inputs, plan = result.inputs, result.plan
    units = merge_units(inputs.hospital, result.counts, lambda count: _expected(inputs, count))
    rows = [
        (
            unit.service,
            unit.shift,
            unit.day,
            f"{unit.rostered}",
            f"{unit.expected:.1f}",
            f"{unit.least} to {unit.most}",
            _absent(unit.rostered, unit.least, unit.most),
        )
        for unit in units
    ]
    rostered, least, most, expected = (
        sum(getattr(u, n) for u in units) for n in ("rostered", "least", "most", "expected")
    )
    gone = plan.lists_withdrawn
    head = (
        f"Counted: {rostered} rostered, {least} to {most} came where {expected:.1f} were expected: "
        f"{_absent(rostered, least, most)} did not, all causes. {IN_STEPS}"
        if units
        else "No count is shown: too few people, or a service that is not counted whole."
    )
    done = (
        f"{len(gone)} of {len(plan.problem.lists)} lists were withdrawn, "
        f"{sum(row.patients for row in gone)} patients; {len({s for s, _ in plan.calls})} "
        f"substitutes were called {len(plan.calls)} times; "
        f"{sum(each.unsafe for each in plan.places)} places stayed over what their rank allows."
    )
    owed: dict[str, float] = {}
    for s, p in plan.calls:
        who = plan.problem.substitutes[s].name
        owed[who] = owed.get(who, 0.0) + plan.problem.pools[p].hours
    columns = ("service", "shifts that begin", "date", "rostered", "expected", "present", "absent")
    blocks: list[Block] = [
        head,
        done,
        Table("Attendance by unit, in steps; small services are merged", columns, rows),
        Table(
            "Time owed to those who covered: hours called",
            ("who", "hours"),
            [(who, f"{hours:g}") for who, hours in sorted(owed.items())],
        ),
        "Delete the counts when the debrief is closed: nothing here keeps them.",
    ]
    name = inputs.hospital.name or "The hospital"
    return Page(f"{name}: debrief of the walkout", tuple(blocks))


def _absent(rostered: int, least: int, most: int) -> str:
    """The share who did not come, from the least to the most that it may be."""
    return f"{1 - most / rostered:.0%} to {1 - least / rostered:.0%}"


def _expected(inputs: WalkoutInputs, count: Count) -> float:
    """How many of a group the plan expected on a shift."""
    return sum(
        crew.group.expected
        for pool in inputs.problem.pools
        if (pool.service, pool.day) == (count.service, count.date)
        for crew in pool.crews
        if (crew.tier, crew.shift) == (count.tier, count.shift)
    )
