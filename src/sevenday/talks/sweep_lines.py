"""What a sweep reads of the rotas, once: a variant changes rates, and never the hours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.batch.engine import Engine
from sevenday.batch.run import run_all
from sevenday.batch.tasks import Task
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
    engine: Engine | None = None,
) -> SweepLines:
    """Read the rotas once, a task a hospital: here, or on an engine.

    Raises InputError for an offer that moves pay in no straight line, and where a hospital could
    not be read: a sum without it would be another sum.
    """
    arguments = [(hospital, offer, baseline, segments, use) for hospital in hospitals]
    if engine is None:
        read = [_of_hospital(*each) for each in arguments]
    else:
        names = [f"{hospital.name} ({k + 1})" for k, hospital in enumerate(hospitals)]
        tasks = [Task(name, each) for name, each in zip(names, arguments, strict=True)]
        read = run_all(_of_hospital, tasks, engine)
    doctors = [pair for each in read for pair in each.doctors]
    before = np.concatenate([each.before for each in read])
    parts = [each.offer for each in read]
    order = np.argsort(np.array([doctor.grade for _, doctor in doctors]), kind="stable")
    return SweepLines(
        tuple(doctors[i] for i in order.tolist()),
        before[order],
        _rows(parts, order),
    )


def _of_hospital(
    hospital: Hospital,
    offer: Terms,
    baseline: Terms,
    segments: Segments,
    use: LineSource | None,
) -> SweepLines:
    """One hospital's doctors that both contracts pay, in its own order."""
    model = pay_model(offer)
    paid = pay_arrays(hospital, baseline, use)
    totals = dict(zip((d.name for d in paid.doctors), paid.total().tolist(), strict=True))
    lines = paid_lines(hospital, offer, model.grades, use)
    both = [i for i, doctor in enumerate(lines.doctors) if doctor.name in totals]
    return SweepLines(
        tuple((hospital.name, lines.doctors[i]) for i in both),
        np.array([totals[lines.doctors[i].name] for i in both], np.float64),
        _rows([model.linear(lines, segments)], np.array(both, np.int64)),
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
