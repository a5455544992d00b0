"""What a comparison of offers gives back: each contract over the same doctors."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.frames import frame
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.results import Digits, Measured, Pounds, Result
from sevenday.talks.pay_change import PairedPay, PayChange

WeeklyHours = Annotated[float, Digits(4)]


@dataclass(frozen=True, slots=True)
class LimitOutcome(Result):
    """A contract's limits on the same lines: averages are hours a week.

    `breaches`: how many lines break each rule, the most broken first; `by_doctor`: the rules that
    a (hospital, doctor) breaks, nobody who breaks none; `hours`: each one's average.
    """

    KEYS: ClassVar[str] = "lines lines_with_a_breach=broken breaches average_hours most_hours"

    lines: int
    broken: int
    breaches: dict[str, int]
    average_hours: WeeklyHours
    most_hours: WeeklyHours
    by_doctor: dict[tuple[str, str], tuple[str, ...]]
    hours: dict[tuple[str, str], float]


@dataclass(frozen=True, eq=False, slots=True)
class OfferOutcome(Result):
    """One contract over all the doctors, held against the baseline.

    `pay`, `low`, `high`: (n,) pounds a year. `parts`, `part_hours`: what unsocial hours earn, (n,)
    by part. `limits`: None where the contract has none. `envelope`: pounds a year that it may
    cost in all, None where none is stated. `rises`: by end, of
    basic pay by grade, whoever works here.
    """

    KEYS: ClassVar[str] = (
        "*common all=everyone grades worst_off=worst neutral_supplement basic_rises=rises envelope "
        "over_envelope=over over_envelope_low=over_low over_envelope_high=over_high"
    )

    terms: Terms
    pay: Floats
    low: Floats
    high: Floats
    by_element: dict[str, Floats]
    parts: dict[str, Floats]
    part_hours: dict[str, Floats]
    limits: LimitOutcome | None
    pays: PairedPay
    everyone: PayChange
    grades: tuple[PayChange, ...]
    worst: PayChange
    envelope: float | None
    rises: dict[End, dict[str, Measured]]

    @property
    def cost(self) -> float:
        """Pounds a year that the offer costs in all."""
        return self.everyone.after

    @property
    def common(self) -> dict[str, Any]:
        """What the baseline and an offer both have in JSON."""
        return {
            "contract": self.terms.id,
            "on": self.terms.on,
            "cost": round(self.cost, 2),
            "low": round(float(self.low.sum()), 2),
            "high": round(float(self.high.sum()), 2),
            "unsocial": {part: self._unsocial(part) for part in self.parts},
            "limits": self.limits,
        }

    def _unsocial(self, part: str) -> dict[str, float]:
        """What a part of unsocial hours costs, and how many hours a week it has."""
        found = {"cost": round(float(self.parts[part].sum()), 2)}
        if part in self.part_hours:
            found["hours_a_week"] = round(float(self.part_hours[part].sum()), 4)
        return found

    @property
    def over(self) -> Pounds | None:
        """Pounds a year over the envelope (under: negative); None where none is stated."""
        return None if self.envelope is None else self.cost - self.envelope

    @property
    def over_low(self) -> Pounds | None:
        """The same where what is not known is at its low end."""
        return None if self.envelope is None else float(self.low.sum()) - self.envelope

    @property
    def over_high(self) -> Pounds | None:
        """The same at the high end."""
        return None if self.envelope is None else float(self.high.sum()) - self.envelope

    @property
    def neutral_supplement(self) -> Measured | None:
        """The share of the old basic pay at which banding would cost what this offer does.

        None where the baseline does not pay by bands.
        """
        return self.supplement_at("value")

    def supplement_at(self, end: End) -> float | None:
        """The same at an end of what is not known."""
        before = self.everyone.before_by
        if "band_supplement" not in before:
            return None
        other = self.everyone.before - before["basic"] - before["band_supplement"]
        cost = self.everyone.before + self.everyone.change[end]
        return (cost - other) / before["basic"] - 1


YEAR = 366
"""Days from one contract's pay to another's that hold one yearly award at most."""


@dataclass(frozen=True, eq=False, slots=True)
class Comparison(Result):
    """Offers held against a baseline over the same doctors: `doctors` are (hospital, doctor)."""

    KEYS: ClassVar[str] = "baseline=baseline.common offers doctors=all_rows notes"

    baseline: OfferOutcome
    offers: tuple[OfferOutcome, ...]
    doctors: tuple[tuple[str, Doctor], ...]
    notes: tuple[str, ...]

    def summary(self) -> str:
        """Each offer's cost, winners and losers, in a few lines of text."""
        head = f"{len(self.doctors)} doctors, against {self.baseline.terms.id}: "
        return "\n".join([head + f"£{self.baseline.cost:,.2f} a year", *map(_line, self.offers)])

    @property
    def years_apart(self) -> tuple[str, ...]:
        """A sentence on each offer whose pay is of a day over a year from the baseline's."""
        base = self.baseline.terms
        return tuple(
            f"{one.terms.id} is at the pay of {short_date(one.terms.on)} and {base.id} at that of "
            f"{short_date(base.on)}: pay awards of the years between are in the difference, which "
            f"is not what the offer itself changes.{_one_day(one.terms, base)}"
            for one in self.offers
            if self.is_years_apart(one)
        )

    def is_years_apart(self, one: OfferOutcome) -> bool:
        """Whether an offer's pay is of a day over a year from the baseline's."""
        return abs((one.terms.on - self.baseline.terms.on).days) > YEAR

    def to_frame(self) -> Any:
        """A row a doctor and contract, the baseline first (needs `sevenday[frames]`)."""
        return frame(self.all_rows)

    @property
    def all_rows(self) -> list[dict[str, Any]]:
        """Every contract's rows, the baseline's first."""
        return [row for one in (self.baseline, *self.offers) for row in self.rows(one)]

    def rows(self, one: OfferOutcome) -> list[dict[str, Any]]:
        """A contract's pay of each doctor, by element, with the change at both ends."""
        found = []
        for i, (hospital, doctor) in enumerate(self.doctors):
            row: dict[str, Any] = {
                "hospital": hospital,
                "doctor": doctor.name,
                "grade": doctor.grade,
                "contract": one.terms.id,
                "total": float(one.pay[i]),
                "low": float(one.low[i]),
                "high": float(one.high[i]),
            }
            for end in ENDS:
                key = "change" if end == "value" else f"change_{end}"
                row[key] = round(float(one.pays.change[end][i]), 2)
            if one.limits:
                row["average_hours"] = _rounded(one.limits.hours.get((hospital, doctor.name)), 4)
                row["breaks"] = list(one.limits.by_doctor.get((hospital, doctor.name), ()))
            row |= {name: float(amount[i]) for name, amount in one.by_element.items()}
            row |= {f"for_{p}": round(float(a[i]), 2) for p, a in one.parts.items()}
            found.append(row)
        return found


def _one_day(offer: Terms, base: Terms) -> str:
    """How to hold both to one day: an offer's is fixed; no contract is before its first."""
    if base.contract.offered or offer.on < base.contract.first:
        return ""
    return f" --on {offer.on} holds both to one day."


def _line(one: OfferOutcome) -> str:
    all_ = one.everyone
    ends = ""
    if all_.ranged:
        ends = f" ({all_.change['low']:+,.2f} to {all_.change['high']:+,.2f})"
    over = "" if one.over is None else f", £{abs(one.over):,.2f} {_side(one.over)} the envelope"
    return (
        f"  {one.terms.id}: £{one.cost:,.2f}, {all_.change['value']:+,.2f}{ends}, "
        f"{all_.share:+.1%}{over}; {all_.gain['value']} gain, {all_.lose['value']} lose; "
        f"worst off: {one.worst.group}"
    )


def _side(over: float) -> str:
    return "over" if over > 0 else "under"


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)
