"""What a sweep of a term gives back: cost, winners, losers, and who turns, value by value."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.frames import frame
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.results import Pounds, Result
from sevenday.talks.pay_change import QUANTILES
from sevenday.talks.variant import Variant

LOW, BEST, HIGH = range(3)
"""The ends of what is not known, in the order of the arrays."""


@dataclass(frozen=True, eq=False, slots=True)
class SweepResult(Result):
    """V variants of an offer over n doctors, pounds a year.

    `cost`, `gain`, `lose`: (V, 3) at the low end, the best guess and the high end. `quantiles`:
    (V, 7) of the change. `by_grade`: (V, 3, grades) cost, gain, lose. `worth`: (V, 3) the rise of
    basic pay that would cost as much more than the reference does, as a share. `turned`: (n,) the
    first variant at which a doctor who lost at the first gains, or who gained loses, else -1;
    `lost`: (n,) whether they lost at the first.
    """

    KEYS: ClassVar[str] = (
        "contract=offer.id baseline=baseline.id before variants=by_variant turns=turned_groups"
    )

    offer: Terms
    baseline: Terms
    variants: tuple[Variant, ...]
    doctors: tuple[tuple[str, Doctor], ...]
    before: Pounds
    cost: Floats
    gain: npt.NDArray[np.int64]
    lose: npt.NDArray[np.int64]
    quantiles: Floats
    grades: tuple[str, ...]
    before_by_grade: Floats
    by_grade: Floats
    worth: Floats
    turned: npt.NDArray[np.int64]
    lost: npt.NDArray[np.bool_]

    def summary(self) -> str:
        """The first, the cheapest and the dearest variant, in a few lines of text."""
        at = dict.fromkeys((0, int(self.cost[:, BEST].argmin()), int(self.cost[:, BEST].argmax())))
        head = f"{self.offer.id}: {len(self.variants)} variants over {len(self.doctors)} doctors"
        return "\n".join([head, *(f"  {self.line(v)}" for v in at)])

    def line(self, v: int) -> str:
        """One variant in a sentence."""
        changed = ", ".join(f"{k} {x:g}" for k, x in self.changed(v).items()) or "as offered"
        return (
            f"{changed}: £{self.cost[v, BEST]:,.0f}, {self.gain[v, BEST]} gain, "
            f"{self.lose[v, BEST]} lose; worth {100 * self.worth[v, BEST]:+.2f} points on basic"
        )

    def changed(self, v: int) -> dict[str, float]:
        """The terms that a variant changes, with their values."""
        return {name: x for name, x in asdict(self.variants[v]).items() if x is not None}

    def turns(self) -> dict[tuple[int, str, str, str], list[str]]:
        """Who turns, by variant, direction ("gain", "lose"), grade and where they work."""
        many = len({hospital for hospital, _ in self.doctors}) > 1
        found: dict[tuple[int, str, str, str], list[str]] = {}
        for i in np.flatnonzero(self.turned >= 0).tolist():
            hospital, doctor = self.doctors[i]
            way = "gain" if self.lost[i] else "lose"
            parts = (hospital if many or not doctor.service else "", doctor.service)
            where = ", ".join(part for part in parts if part)
            key = int(self.turned[i]), way, doctor.grade, where
            found.setdefault(key, []).append(doctor.name)
        return dict(sorted(found.items()))

    def to_frame(self) -> Any:
        """A row a variant (needs `sevenday[frames]`)."""
        return frame(list(map(self._row, range(len(self.variants)))))

    @property
    def by_variant(self) -> list[dict[str, Any]]:
        """Each variant's row, with its cost, winners and losers by grade."""
        return [
            self._row(v)
            | {
                "grades": {
                    grade: {
                        "cost": round(float(self.by_grade[v, 0, g]), 2),
                        "gain": int(self.by_grade[v, 1, g]),
                        "lose": int(self.by_grade[v, 2, g]),
                    }
                    for g, grade in enumerate(self.grades)
                }
            }
            for v in range(len(self.variants))
        ]

    @property
    def turned_groups(self) -> list[dict[str, Any]]:
        """Who turns at which variant, as JSON has it."""
        return [
            {**self.changed(v), "to": way, "grade": grade, "where": where, "doctors": names}
            for (v, way, grade, where), names in self.turns().items()
        ]

    def _row(self, v: int) -> dict[str, Any]:
        row: dict[str, Any] = dict(self.changed(v))
        for e, suffix in ((BEST, ""), (LOW, "_low"), (HIGH, "_high")):
            row[f"cost{suffix}"] = round(float(self.cost[v, e]), 2)
            row[f"gain{suffix}"] = int(self.gain[v, e])
            row[f"lose{suffix}"] = int(self.lose[v, e])
            row[f"worth_on_basic{suffix}"] = round(float(self.worth[v, e]), 6)
        points = zip(QUANTILES, self.quantiles[v].tolist(), strict=True)
        return row | {f"change {name}": round(value, 2) for name, value in points}
