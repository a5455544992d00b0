"""The walkout's papers: a rota page a service, the sitrep, the rate card, the debrief.

What is shared outside never shows a unit of under five, or one in which all or none were absent:
such units are merged. Source: walkouts.md 2.9, 3.4.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sevenday.clock import hhmm
from sevenday.model.walkout import Count
from sevenday.reports.render.page import Block, Page, Table
from sevenday.walkout.law.deductions import Deduction, RateCard
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.planning.turnout import is_disclosive

MERGED = "several units"


def service_pages(inputs: WalkoutInputs, plan: CoverPlan) -> dict[str, Page]:
    """A rota page a service: its places over time, how many are rostered, who covers."""
    pages = {}
    name = inputs.hospital.name or "The hospital"
    for service in dict.fromkeys(pool.service for pool in plan.problem.pools):
        rows = []
        held: list[str] = []
        for p, pool in enumerate(plan.problem.pools):
            if pool.service != service:
                continue
            rostered = sum(crew.group.rostered for crew in pool.crews)
            for each in plan.by_pool[p]:
                spot = each.place
                rows.append(
                    (
                        f"{spot.start:%a} {spot.start.day} {spot.start:%b}",
                        f"{spot.start:%H:%M}-{spot.end:%H:%M}",
                        spot.shift,
                        f"{spot.rank}",
                        f"{spot.needed} of {spot.competence or 'any'}, tier {spot.tier} or above",
                        ", ".join(each.cover) or "-",
                        _short(each),
                        f"{rostered}",
                    )
                )
            held += [
                f"{who.name}, {spare.start:%a %H:%M}-{spare.end:%H:%M}"
                for who, spare in plan.reserve
                if spare is pool
            ]
        columns = ("day", "hours", "shift", "rank", "needed", "cover", "short", "rostered here")
        reserve = "; ".join(held) or "nobody"
        blocks: list[Block] = [
            Table(f"{service}: places and cover", columns, rows),
            f"Reserve of the service: {reserve}. Whoever is there goes where the rank is highest.",
            "Posts that may be struck are not named here, and nobody is asked whether they will.",
        ]
        pages[service] = Page(f"{name}: {service}, during the walkout", tuple(blocks))
    return pages


def _short(each: PlaceChance) -> str:
    """The chance of being short, or once it is counted whether the place is covered."""
    if each.alone is None:
        return "not covered" if each.chance else "covered"
    return f"{each.chance:.2%}"


@dataclass(frozen=True, slots=True)
class SitrepUnit:
    """One line of a sitrep: a unit, how many were due there, expected, and came."""

    service: str
    tier: str
    shift: str
    day: str
    rostered: int
    present: int
    expected: float = 0.0

    @property
    def disclosive(self) -> bool:
        """Whether it is too small to be shown, or all or none were absent."""
        return is_disclosive(self.rostered, self.present)


def merged(
    counts: Sequence[Count], expected: Callable[[Count], float] = lambda _: 0.0
) -> list[SitrepUnit]:
    """Counts as units that are not disclosive: small ones go together, by day, then altogether.

    What is still disclosive goes into the smallest unit that is shown, so that the units add
    up to the whole and no difference gives it away; where there is none, nothing is shown.
    """
    units = [
        SitrepUnit(
            c.service, f"{c.tier}", c.shift, c.date.isoformat(), c.rostered, c.present, expected(c)
        )
        for c in counts
    ]
    shown = [unit for unit in units if not unit.disclosive]
    small = [unit for unit in units if unit.disclosive]
    left: list[SitrepUnit] = []
    for day in dict.fromkeys(unit.day for unit in small):
        whole = _together([unit for unit in small if unit.day == day], day)
        if whole.disclosive and (host := _smallest(shown, day)):
            shown.remove(host)
            whole = _together([whole, host], day)
        (left if whole.disclosive else shown).append(whole)
    if left:
        whole = _together(left, "several days")
        if whole.disclosive and (host := _smallest(shown)):
            shown.remove(host)
            whole = _together([whole, host], "several days")
        shown += [] if whole.disclosive else [whole]
    return shown


def _smallest(units: Sequence[SitrepUnit], day: str = "") -> SitrepUnit | None:
    """The unit, of a day if one is asked for, with the fewest people."""
    found = [unit for unit in units if day in ("", unit.day)]
    return min(found, key=lambda unit: unit.rostered, default=None)


def _together(units: Sequence[SitrepUnit], day: str) -> SitrepUnit:
    rostered, present, expected = (
        sum(getattr(u, name) for u in units) for name in ("rostered", "present", "expected")
    )
    return SitrepUnit(MERGED, "all", "all", day, rostered, present, expected)


def _expected(inputs: WalkoutInputs, count: Count) -> float:
    """How many of a group the plan expected on a shift."""
    return sum(
        crew.group.expected
        for pool in inputs.problem.pools
        if (pool.service, pool.day) == (count.service, count.date)
        for crew in pool.crews
        if (crew.tier, crew.shift) == (count.tier, count.shift)
    )


def sitrep(inputs: WalkoutInputs, counts: Sequence[Count]) -> str:
    """The workforce return as CSV: how many were due, and how many came, by unit (3.4)."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(
        (
            "site",
            "service",
            "tier",
            "shift",
            "date",
            "shift_start",
            "shift_end",
            "required_min",
            "rostered",
            "present",
            "absent_all_cause",
        )
    )
    needs = {
        (f"{place.tier}", place.service, place.shift, f"{place.day}"): place
        for pool in inputs.problem.pools
        for place in pool.places
    }
    for unit in merged(counts):
        place = needs.get((unit.tier, unit.service, unit.shift, unit.day))
        shift = inputs.hospital.shifts.get(unit.shift)
        hours = (hhmm(shift.start), hhmm(shift.end)) if shift else ("", "")
        out.writerow(
            (
                inputs.hospital.name,
                unit.service,
                unit.tier,
                unit.shift,
                unit.day,
                *hours,
                place.needed if place else "",
                unit.rostered,
                unit.present,
                unit.rostered - unit.present,
            )
        )
    return text.getvalue()


def activity(inputs: WalkoutInputs, plan: CoverPlan, counts: Sequence[Count]) -> str:
    """The return of rescheduled activity as CSV: what is withdrawn, what stays unfilled (3.4).

    A row for each day that is counted; without counts, for each day of the action.
    """
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    site = inputs.hospital.name
    days = sorted({count.date for count in counts}) or sorted({p.day for p in plan.problem.pools})
    out.writerow(
        (
            "site",
            "date",
            "lists_planned",
            "lists_withdrawn",
            "patients_planned",
            "patients_rescheduled",
            "substitutes_called",
            "places_over_limit",
        )
    )
    for day in days:
        planned = [row for row in plan.problem.lists if row.date == day]
        gone = [row for row in plan.lists_withdrawn if row.date == day]
        called = sum(plan.problem.pools[p].day == day for _, p in plan.calls)
        over = sum(each.unsafe and each.place.day == day for each in plan.places)
        out.writerow(
            (
                site,
                day,
                len(planned),
                len(gone),
                sum(r.patients for r in planned),
                sum(r.patients for r in gone),
                called,
                over,
            )
        )
    return text.getvalue()


def rate_card_page(inputs: WalkoutInputs, card: RateCard) -> Page:
    """What payroll deducts for a duty that was struck, by grade and shift; no names."""
    months = list(dict.fromkeys(month for line in card.lines for month, _ in line.by_month))
    alike: dict[Deduction, list[str]] = {}
    for line in card.lines:
        alike.setdefault(replace(line, shift=""), []).append(line.shift)
    rows = [
        (
            line.grade,
            ", ".join(shifts),
            f"{line.hours:g}",
            f"{line.salary:,.2f}",
            f"{line.by_year:,.2f}",
            "-" if line.by_hours is None else f"{line.by_hours:,.2f}",
            f"{line.most:,.2f}",
            *(f"{dict(line.by_month)[month]:,.2f}" for month in months),
        )
        for line, shifts in alike.items()
    ]
    columns = (
        "grade",
        "shifts",
        "hours",
        "salary £",
        "a 365th £",
        "by hours £",
        "the lower £",
        *(f"by month {month} £" for month in months),
    )
    name = inputs.hospital.name or "The hospital"
    in_use = {"year": "the column 'the lower'", "month": "the column 'by month'"}[card.method]
    blocks: list[Block] = [f"In use on the first day of action: {in_use}."]
    blocks += [Table("Pounds for one duty, by grade and shift", columns, rows), *card.notes]
    return Page(f"{name}: pay deducted for a duty struck", tuple(blocks))


def debrief(inputs: WalkoutInputs, plan: CoverPlan, counts: Sequence[Count]) -> Page:
    """What was planned against what happened: attendance of units, and time owed to who covered."""
    units = merged(counts, lambda count: _expected(inputs, count))
    rows = [
        (
            unit.service,
            unit.tier,
            unit.shift,
            unit.day,
            f"{unit.rostered}",
            f"{unit.expected:.1f}",
            f"{unit.present}",
            f"{1 - unit.present / unit.rostered:.0%}",
        )
        for unit in units
    ]
    rostered, present, expected = (
        sum(getattr(u, n) for u in units) for n in ("rostered", "present", "expected")
    )
    gone = plan.lists_withdrawn
    head = (
        f"Counted: {rostered} rostered, {present} came where {expected:.1f} were expected: "
        f"{1 - present / rostered:.0%} did not, all causes."
        if units
        else "No count can be shown: together they would tell who came."
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
    columns = ("service", "tier", "shift", "date", "rostered", "expected", "present", "absent")
    blocks: list[Block] = [
        head,
        done,
        Table("Attendance by unit; small units, and all or none, are merged", columns, rows),
        Table(
            "Time owed to those who covered: hours called",
            ("who", "hours"),
            [(who, f"{hours:g}") for who, hours in sorted(owed.items())],
        ),
        "Delete the counts when the debrief is closed: nothing here keeps them.",
    ]
    name = inputs.hospital.name or "The hospital"
    return Page(f"{name}: debrief of the walkout", tuple(blocks))
