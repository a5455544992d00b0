"""What a comparison of offers gives back: each contract over the same doctors."""

import json
from dataclasses import dataclass
from typing import Any

from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.frames import frame
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.talks.pay_change import PairedPay, PayChange


@dataclass(frozen=True, slots=True)
class LimitOutcome:
    """A contract's limits on the same lines: averages are hours a week.

    `breaches`: how many lines break each rule, the most broken first; `by_doctor`: the rules that
    a (hospital, doctor) breaks, nobody who breaks none; `hours`: each one's average.
    """

    lines: int
    broken: int
    breaches: dict[str, int]
    average_hours: float
    most_hours: float
    by_doctor: dict[tuple[str, str], tuple[str, ...]]
    hours: dict[tuple[str, str], float]


@dataclass(frozen=True, eq=False, slots=True)
class OfferOutcome:
    """One contract over all the doctors, held against the baseline.

    `pay`, `low`, `high`: (n,) pounds a year. `parts`, `part_hours`: what unsocial hours earn, (n,)
    by part. `limits`: None where the contract has none. `envelope`: pounds a year that it may
    cost in all, None where none is stated. `rises`: by end, of
    basic pay by grade, whoever works here.
    """

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
    rises: dict[End, dict[str, float]]

    @property
    def cost(self) -> float:
        """Pounds a year that the offer costs in all."""
        return self.everyone.after

    @property
    def over(self) -> float | None:
        """Pounds a year over the envelope (under: negative); None where none is stated."""
        return None if self.envelope is None else self.cost - self.envelope

    @property
    def neutral_supplement(self) -> float | None:
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


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    """Offers held against a baseline over the same doctors: `doctors` are (hospital, doctor)."""

    baseline: OfferOutcome
    offers: tuple[OfferOutcome, ...]
    doctors: tuple[tuple[str, Doctor], ...]
    notes: tuple[str, ...]

    def summary(self) -> str:
        """Each offer's cost, winners and losers, in a few lines of text."""
        head = f"{len(self.doctors)} doctors, against {self.baseline.terms.id}: "
        return "\n".join([head + f"£{self.baseline.cost:,.2f} a year", *map(_line, self.offers)])

    def to_frame(self) -> Any:
        """A row a doctor and contract, the baseline first (needs `sevenday[frames]`)."""
        return frame([row for one in (self.baseline, *self.offers) for row in self.rows(one)])

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

    def to_json(self) -> str:
        """The result as JSON text (docs/commands/talks.md)."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)

    def document(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return {
            "baseline": _as_json(self.baseline),
            "offers": [
                _as_json(one)
                | {
                    "all": one.everyone.to_json(),
                    "grades": [change.to_json() for change in one.grades],
                    "worst_off": one.worst.to_json(),
                    "neutral_supplement": _rounded(one.neutral_supplement, 6),
                    "basic_rises": {
                        end: {grade: round(rise, 6) for grade, rise in one.rises[end].items()}
                        for end in ENDS
                    },
                    "envelope": one.envelope,
                    "over_envelope": _rounded(one.over, 2),
                    "over_envelope_low": _over(one, one.low),
                    "over_envelope_high": _over(one, one.high),
                }
                for one in self.offers
            ],
            "doctors": [row for one in (self.baseline, *self.offers) for row in self.rows(one)],
            "notes": list(self.notes),
        }


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


def _over(one: OfferOutcome, pay: Floats) -> float | None:
    """Pounds over the envelope at an end of what is not known."""
    return None if one.envelope is None else round(float(pay.sum()) - one.envelope, 2)


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def _as_json(one: OfferOutcome) -> dict[str, Any]:
    """What the baseline and an offer both say."""
    found: dict[str, Any] = {
        "contract": one.terms.id,
        "on": f"{one.terms.on}",
        "cost": round(one.cost, 2),
        "low": round(float(one.low.sum()), 2),
        "high": round(float(one.high.sum()), 2),
        "unsocial": {
            part: {"cost": round(float(pounds.sum()), 2)}
            | (
                {"hours_a_week": round(float(one.part_hours[part].sum()), 4)}
                if part in one.part_hours
                else {}
            )
            for part, pounds in one.parts.items()
        },
        "limits": None,
    }
    if one.limits:
        found["limits"] = {
            "lines": one.limits.lines,
            "lines_with_a_breach": one.limits.broken,
            "breaches": one.limits.breaches,
            "average_hours": round(one.limits.average_hours, 4),
            "most_hours": round(one.limits.most_hours, 4),
        }
    return found
