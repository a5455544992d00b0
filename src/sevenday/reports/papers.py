"""The walkout's papers: a rota page a service, the sitrep, the rate card, the debrief.

What is shared outside never shows a unit of under five, or one in which all or none were absent:
such units are merged. Source: walkouts.md 2.9, 3.4.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from sevenday.model.walkout import Count
from sevenday.reports.page import Block, Page, Table
from sevenday.walkout.deductions import RateCard
from sevenday.walkout.gather import Gathered
from sevenday.walkout.plan import Plan, places_of

SMALLEST = 5
"""People in the smallest unit that is shown (walkouts.md 2.9)."""
MERGED = "several units"


def service_pages(gathered: Gathered, plan: Plan) -> dict[str, Page]:
    """A rota page a service: its places over time, how many are rostered, who covers."""
    pages = {}
    name = gathered.hospital.name or "The hospital"
    for service in dict.fromkeys(pool.service for pool in plan.problem.pools):
        rows = []
        held: list[str] = []
        for p, pool in enumerate(plan.problem.pools):
            if pool.service != service:
                continue
            rostered = sum(crew.group.rostered for crew in pool.crews)
            for each in places_of(plan, p):
                spot = each.place
                rows.append((
                    f"{spot.start:%a} {spot.start.day} {spot.start:%b}",
                    f"{spot.start:%H:%M}-{spot.end:%H:%M}", spot.shift, f"{spot.rank}",
                    f"{spot.needed} of {spot.competence or 'any'}, tier {spot.tier} or above",
                    ", ".join(each.cover) or "-", f"{each.chance:.2%}", f"{rostered}",
                ))  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a sitrep: a unit, how many were due there and how many came."""

    service: str
    tier: str
    shift: str
    day: str
    rostered: int
    present: int

    @property
    def tells_on_nobody(self) -> bool:
        """Whether it is large enough, and neither all nor none were absent."""
        return self.rostered >= SMALLEST and 0 < self.present < self.rostered


def merged(counts: Sequence[Count]) -> list[Unit]:
    """Counts as units that tell on nobody: small ones go together, by day, then altogether.

    What is left over even so is not shown.
    """
    units = [
        Unit(c.service, f"{c.tier}", c.shift, c.date.isoformat(), c.rostered, c.present)
        for c in counts
    ]
    shown = [unit for unit in units if unit.tells_on_nobody]
    small = [unit for unit in units if not unit.tells_on_nobody]
    left: list[Unit] = []
    for day in dict.fromkeys(unit.day for unit in small):
        whole = _together([unit for unit in small if unit.day == day], day)
        (shown if whole.tells_on_nobody else left).append(whole)
    if len(left) > 1:
        whole = _together(left, "several days")
        shown += [whole] if whole.tells_on_nobody else []
    return shown


def _together(units: Sequence[Unit], day: str) -> Unit:
    rostered, present = sum(u.rostered for u in units), sum(u.present for u in units)
    return Unit(MERGED, "all", "all", day, rostered, present)


def sitrep(gathered: Gathered, plan: Plan, counts: Sequence[Count]) -> str:
    """The day's return as CSV: attendance by unit, what is withdrawn, what stays unfilled."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(("site", "service", "tier", "shift", "date", "rostered", "present",
                  "absent_all_cause"))  # fmt: skip
    site = gathered.hospital.name
    for unit in merged(counts):
        absent = unit.rostered - unit.present
        row = (unit.service, unit.tier, unit.shift, unit.day, unit.rostered, unit.present, absent)
        out.writerow((site, *row))
    days = sorted({count.date for count in counts}) or sorted({p.day for p in plan.problem.pools})
    out.writerow(())
    out.writerow(("site", "date", "lists_planned", "lists_withdrawn", "patients_planned",
                  "patients_rescheduled", "substitutes_called", "places_over_limit"))  # fmt: skip
    for day in days:
        planned = [row for row in plan.problem.lists if row.date == day]
        gone = [row for row in plan.lists_withdrawn if row.date == day]
        called = sum(plan.problem.pools[p].day == day for _, p in plan.calls)
        over = sum(each.unsafe and each.place.day == day for each in plan.places)
        out.writerow((
            site, day, len(planned), len(gone), sum(r.patients for r in planned),
            sum(r.patients for r in gone), called, over,
        ))  # fmt: skip
    return text.getvalue()


def rate_card_page(gathered: Gathered, card: RateCard) -> Page:
    """What payroll deducts for a duty that was struck, by grade and shift; no names."""
    months = list(dict.fromkeys(month for line in card.lines for month, _ in line.by_month))
    rows = [
        (
            line.grade, line.shift, f"{line.hours:g}", f"{line.salary:,.2f}",
            f"{line.by_year:,.2f}", "-" if line.by_hours is None else f"{line.by_hours:,.2f}",
            f"{line.most:,.2f}",
            *(f"{dict(line.by_month)[month]:,.2f}" for month in months),
        )
        for line in card.lines
    ]  # fmt: skip
    columns = ("grade", "shift", "hours", "salary £", "a 365th £", "by hours £", "the lower £",
               *(f"by month {month} £" for month in months))  # fmt: skip
    name = gathered.hospital.name or "The hospital"
    blocks: list[Block] = [f"In use on the first day: by {card.method}."]
    blocks += [Table("For one duty", columns, rows), *card.notes]
    return Page(f"{name}: pay deducted for a duty struck", tuple(blocks))


def debrief(gathered: Gathered, plan: Plan, counts: Sequence[Count]) -> Page:
    """What was planned against what happened: attendance of units, and time owed to who covered."""
    rows = []
    for unit in merged(counts):
        away = 1 - unit.present / unit.rostered
        rows.append((
            unit.service, unit.tier, unit.shift, unit.day, f"{unit.rostered}", f"{unit.present}",
            f"{away:.0%}",
        ))  # fmt: skip
    rostered, present = (sum(getattr(c, n) for c in counts) for n in ("rostered", "present"))
    said = "; ".join(f"{t.mean:.0%}" for t in gathered.walkout.turnout) or "none"
    head = (
        f"Counted: {rostered} rostered, {present} came: {1 - present / max(1, rostered):.0%} did "
        f"not, all causes. The file's turnout was {said}."
    )
    owed: dict[str, float] = {}
    for s, p in plan.calls:
        who = plan.problem.substitutes[s].name
        owed[who] = owed.get(who, 0.0) + plan.problem.pools[p].hours
    columns = ("service", "tier", "shift", "date", "rostered", "present", "absent")
    blocks: list[Block] = [
        head,
        Table("Attendance by unit; small units, and all or none, are merged", columns, rows),
        Table("Time owed to those who covered: hours called", ("who", "hours"),
              [(who, f"{hours:g}") for who, hours in sorted(owed.items())]),
        "Delete the counts when the debrief is closed: nothing here keeps them.",
    ]  # fmt: skip
    name = gathered.hospital.name or "The hospital"
    return Page(f"{name}: debrief of the walkout", tuple(blocks))
