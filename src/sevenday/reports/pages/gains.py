"""Who gains and who loses between two contracts, on the same lines."""

from dataclasses import dataclass

from sevenday.pay.result import DoctorPay, PayResult
from sevenday.reports.render.page import Table


@dataclass(frozen=True, slots=True)
class Gains:
    """One grade's change of pay from one contract to another, in pounds a year.

    `least`, `mean`, `most`: over its doctors. `low`, `high`: the mean at either end of what is not
    known, None where all is. `share`: the mean change over the mean pay before.
    """

    grade: str
    doctors: int
    gain: int
    lose: int
    before: float
    after: float
    least: float
    most: float
    low: float | None
    high: float | None

    @property
    def mean(self) -> float:
        """The mean change."""
        return self.after - self.before

    @property
    def share(self) -> float:
        """The mean change as a share of the mean pay before."""
        return self.mean / self.before if self.before else 0.0


def gains(before: PayResult, after: PayResult) -> list[Gains]:
    """The change of each grade, over the doctors that both contracts pay."""
    old = {slip.doctor: slip for slip in before.doctors}
    grades: dict[str, list[tuple[DoctorPay, DoctorPay]]] = {}
    for slip in after.doctors:
        if slip.doctor in old:
            grades.setdefault(slip.grade, []).append((old[slip.doctor], slip))
    return [_of(grade, pairs) for grade, pairs in grades.items()]


def _of(grade: str, pairs: list[tuple[DoctorPay, DoctorPay]]) -> Gains:
    changes = [round(new.total - old.total, 2) for old, new in pairs]
    many = len(pairs)
    ends = [new.bounds or (new.total, new.total) for _, new in pairs]
    before = sum(old.total for old, _ in pairs) / many
    ranged = any(new.bounds for _, new in pairs)
    return Gains(
        grade,
        many,
        sum(change > 0 for change in changes),
        sum(change < 0 for change in changes),
        before,
        sum(new.total for _, new in pairs) / many,
        min(changes),
        max(changes),
        sum(low for low, _ in ends) / many - before if ranged else None,
        sum(high for _, high in ends) / many - before if ranged else None,
    )


COLUMNS = ("grade", "doctors", "gain", "lose", "before", "after", "mean change", "least", "most")


def gains_table(title: str, found: list[Gains]) -> Table:
    """The changes as a table; where a term is a range, both ends of the mean change too."""
    ranged = any(one.low is not None for one in found)
    rows = []
    for one in found:
        cells = [
            one.grade,
            f"{one.doctors}",
            f"{one.gain}",
            f"{one.lose}",
            f"{one.before:,.2f}",
            f"{one.after:,.2f}",
            f"{one.mean:+,.2f} ({one.share:+.1%})",
            f"{one.least:+,.2f}",
            f"{one.most:+,.2f}",
        ]
        if ranged:
            known = one.low is None or one.high is None
            cells.append("" if known else f"{one.low:+,.2f} to {one.high:+,.2f}")
        rows.append(tuple(cells))
    columns = (*COLUMNS, "mean change may be") if ranged else COLUMNS
    return Table(title, columns, rows)
