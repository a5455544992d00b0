"""What an offer changes for a group of doctors: winners and losers, and the whole distribution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from sevenday.contracts.value import ENDS, End
from sevenday.pay.line_work import Floats
from sevenday.results import Measured, Pounds, Result

QUANTILES = {
    "least": 0.0,
    "1 in 20": 0.05,
    "1 in 4": 0.25,
    "median": 0.5,
    "3 in 4": 0.75,
    "19 in 20": 0.95,
    "most": 1.0,
}
"""The share of a group whose change is at most so much."""
PENNY = 0.005
"""A change that rounds to a penny or more is one."""


@dataclass(frozen=True, slots=True)
class PayChange(Result):
    """A group's change of pay from one contract to another, pounds a year.

    `before`, `after`: sums over the group. `gain`, `lose`, `change`: by end of what is not known,
    doctors and the sum of changes. `quantiles`: of the change at the best guess.
    `protection_cost`: by end, what keeping every loser at the pay before would cost a year.
    `basic_share`: the change of basic pay as a share of it.
    `before_by`, `after_by`: sums by element.
    """

    KEYS: ClassVar[str] = (
        "group doctors before after change=change.value share gain=gain.value lose=lose.value "
        "quantiles held=protection_cost.value basic_share elements low? high?"
    )

    group: str
    doctors: int
    before: Pounds
    after: Pounds
    gain: Mapping[End, int]
    lose: Mapping[End, int]
    change: Mapping[End, Pounds]
    quantiles: Mapping[str, Pounds]
    protection_cost: Mapping[End, Pounds]
    basic_share: Measured
    before_by: Mapping[str, float]
    after_by: Mapping[str, float]

    @property
    def share(self) -> Measured:
        """The change as a share of the pay before."""
        return self.share_at("value")

    def share_at(self, end: End) -> float:
        """The same at an end of what is not known."""
        return self.change[end] / self.before if self.before else 0.0

    @property
    def ranged(self) -> bool:
        """Whether the change is not fully known."""
        return self.change["low"] < self.change["high"]

    @property
    def elements(self) -> dict[str, dict[str, Pounds]]:
        """What each element sums to before and after."""
        return {
            element: {
                "before": self.before_by.get(element, 0.0),
                "after": self.after_by.get(element, 0.0),
            }
            for element in dict.fromkeys([*self.before_by, *self.after_by])
        }

    @property
    def low(self) -> dict[str, float] | None:
        """The change where what is not known is at its low end; None where all is known."""
        return self._at("low") if self.ranged else None

    @property
    def high(self) -> dict[str, float] | None:
        """The same at the high end."""
        return self._at("high") if self.ranged else None

    def _at(self, end: End) -> dict[str, float]:
        return {
            "change": round(self.change[end], 2),
            "gain": self.gain[end],
            "lose": self.lose[end],
            "share": round(self.share_at(end), 6),
            "held": round(self.protection_cost[end], 2),
        }


@dataclass(frozen=True, eq=False, slots=True)
class PairedPay:
    """(n,) arrays that both contracts pay: `before`, `after` and by end the `change`."""

    before: Floats
    after: Floats
    change: Mapping[End, Floats]
    before_by: Mapping[str, Floats]
    after_by: Mapping[str, Floats]

    def of(self, group: str, rows: npt.NDArray[np.int64]) -> PayChange:
        """The change of some doctors, at least one."""
        at = {end: self.change[end][rows] for end in ENDS}
        value = at["value"]
        points = np.quantile(value, list(QUANTILES.values()), method="linear")
        sums = [
            {name: float(amount[rows].sum()) for name, amount in found.items() if amount.any()}
            for found in (self.before_by, self.after_by)
        ]
        basic = [by.get("basic", 0.0) for by in sums]
        return PayChange(
            group,
            len(rows),
            float(self.before[rows].sum()),
            float(self.after[rows].sum()),
            {end: int((at[end] >= PENNY).sum()) for end in ENDS},
            {end: int((at[end] <= -PENNY).sum()) for end in ENDS},
            {end: float(at[end].sum()) for end in ENDS},
            dict(zip(QUANTILES, points.tolist(), strict=True)),
            {end: float(np.maximum(-at[end], 0.0).sum()) for end in ENDS},
            basic[1] / basic[0] - 1 if basic[0] else 0.0,
            *sums,
        )


def worst_off(pays: PairedPay, groups: Sequence[str]) -> str:
    """The group whose median change, as a share of its own pay before, is the lowest.

    `groups`: (n,) the group of each doctor. Of a tie, the first by name.
    """
    share = np.divide(
        pays.change["value"], pays.before, where=pays.before > 0, out=np.zeros_like(pays.before)
    )
    names = np.array(groups)
    return str(min(sorted(set(groups)), key=lambda name: float(np.median(share[names == name]))))
