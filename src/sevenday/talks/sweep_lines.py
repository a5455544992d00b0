"""What a sweep reads of the rotas, once: a variant changes rates, and never the hours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.limits.lines import LineSource
from sevenday.model import Doctor, Hospital
from sevenday.pay.arrays import pay_arrays
from sevenday.pay.line_work import Floats
from sevenday.pay.linear_pay import LinearPay, Segments
from sevenday.pay.lines import paid_lines
from sevenday.pay.models import pay_model


@dataclass(frozen=True, eq=False, slots=True)
class SweepLines:
    """The n doctors that both contracts pay, as (hospital, doctor), in order of their grades.

    `before`: (n,) pounds a year under the baseline. `offer`: their pay under the offer.
    """

    doctors: tuple[tuple[str, Doctor], ...]
    before: Floats
    offer: LinearPay


def read_sweep_lines(
    hospitals: Sequence[Hospital],
    offer: Terms,
    baseline: Terms,
    segments: Segments,
    use: LineSource | None = None,
) -> SweepLines:
    """Read the rotas once. Raises InputError for an offer that moves pay in no straight line."""
    doctors: list[tuple[str, Doctor]] = []
    before: list[float] = []
    parts: list[LinearPay] = []
    model = pay_model(offer)
    for hospital in hospitals:
        paid = pay_arrays(hospital, baseline, use)
        totals = dict(zip((d.name for d in paid.doctors), paid.total().tolist(), strict=True))
        lines = paid_lines(hospital, offer, model.grades, use)
        both = [i for i, doctor in enumerate(lines.doctors) if doctor.name in totals]
        doctors += [(hospital.name, lines.doctors[i]) for i in both]
        before += [totals[lines.doctors[i].name] for i in both]
        parts.append(_rows([model.linear(lines, segments)], np.array(both, np.int64)))
    order = np.argsort(np.array([doctor.grade for _, doctor in doctors]), kind="stable")
    return SweepLines(
        tuple(doctors[i] for i in order.tolist()),
        np.array(before, np.float64)[order],
        _rows(parts, order),
    )


def _rows(parts: list[LinearPay], rows: npt.NDArray[np.int64]) -> LinearPay:
    """Some rows, in that order, of parts one after another."""

    def by_end(name: str) -> dict[End, Floats]:
        return {end: np.concatenate([getattr(p, name)[end] for p in parts])[rows] for end in ENDS}

    def joined(name: str) -> Floats:
        array: Floats = np.concatenate([getattr(part, name) for part in parts])[rows]
        return array

    return LinearPay(
        by_end("proportional"),
        by_end("hourly"),
        by_end("fixed"),
        joined("weekend"),
        np.ascontiguousarray(joined("hours")),
        joined("saturdays"),
        joined("floor"),
    )
