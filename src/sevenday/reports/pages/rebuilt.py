"""A rota built anew beside the one that was worked: breaches, nights, weekends, hours and pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.limits import check
from sevenday.model import Hospital
from sevenday.pay import price
from sevenday.reports.pages.workload import workload
from sevenday.reports.render.page import Table


@dataclass(frozen=True, slots=True)
class Line:
    """One post's part in a rota: breaches, nights, weekends (as the limit counts them), pay."""

    doctor: str
    breaches: int
    nights: int
    weekends: int
    hours: float
    pay: float


@dataclass(frozen=True, slots=True)
class Side:
    """A rota by post under one set of terms."""

    name: str
    lines: tuple[Line, ...]

    def figures(self) -> dict[str, Any]:
        """What is set side by side: sums, and the least and most of any post."""
        lines = self.lines
        return {
            "posts_in_breach": sum(line.breaches > 0 for line in lines),
            "breaches": sum(line.breaches for line in lines),
            "nights": [min(x.nights for x in lines), max(x.nights for x in lines)],
            "weekends": [min(x.weekends for x in lines), max(x.weekends for x in lines)],
            "hours": [round(min(x.hours for x in lines), 2), round(max(x.hours for x in lines), 2)],
            "pay": round(sum(line.pay for line in lines), 2),
        }


def side(name: str, hospital: Hospital, terms: Terms) -> Side:
    """A dated rota's breaches, shares and pay. Raises InputError where its posts have no grade."""
    checked = check(hospital, terms, "rota")
    broken = [breach.doctor for breach in checked.breaches]
    assert hospital.rota is not None
    weeks = hospital.rota.days / WEEK
    nights = dict(zip(hospital.rota.doctors, workload(hospital, terms, "rota").nights, strict=True))
    pay = {slip.doctor: slip.total for slip in price(hospital, terms, "rota").doctors}
    return Side(
        name,
        tuple(
            Line(
                line.doctor,
                broken.count(line.doctor),
                int(nights[line.doctor]),
                round(line.weekend_frequency * weeks),
                float(line.average_hours_without_leave),
                float(pay[line.doctor]),
            )
            for line in checked.lines
        ),
    )


def side_by_side(sides: Sequence[Side]) -> Table:
    """Rotas in columns: who breaks a limit, and what the posts carry and earn."""
    found = [side.figures() for side in sides]
    rows = (
        (
            "posts that break a limit",
            [
                f"{f['posts_in_breach']} of {len(s.lines)}"
                for f, s in zip(found, sides, strict=True)
            ],
        ),
        ("breaches", [f"{f['breaches']}" for f in found]),
        ("nights a doctor", ["{} to {}".format(*f["nights"]) for f in found]),
        ("weekends a doctor", ["{} to {}".format(*f["weekends"]) for f in found]),
        ("hours a week, without leave", ["{:.2f} to {:.2f}".format(*f["hours"]) for f in found]),
        ("pay, £ a year", [f"{f['pay']:,.2f}" for f in found]),
    )
    names = tuple(side.name for side in sides)
    return Table("Side by side", ("what", *names), [(what, *cells) for what, cells in rows])


def by_post(worked: Side, anew: Side) -> Table:
    """Each post in both rotas."""
    after = {line.doctor: line for line in anew.lines}
    rows = [
        (
            line.doctor,
            f"{line.breaches} / {after[line.doctor].breaches}",
            f"{line.nights} / {after[line.doctor].nights}",
            f"{line.weekends} / {after[line.doctor].weekends}",
            f"{line.hours:.2f} / {after[line.doctor].hours:.2f}",
            f"{line.pay:,.2f} / {after[line.doctor].pay:,.2f}",
        )
        for line in worked.lines
    ]
    columns = ("post", "breaches", "nights", "weekends", "hours a week", "£ a year")
    return Table(f"Post by post: {worked.name} / {anew.name}", columns, rows)
