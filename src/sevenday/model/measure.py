"""What pay reads from a line: how many of each duty on each weekday, and weekends begun."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sevenday.clock import SATURDAY, SUNDAY
from sevenday.kernels import inlined, kernel
from sevenday.model.absence import count_away
from sevenday.model.rota import DutyCodes


@dataclass(frozen=True, eq=False, slots=True)
class Measures:
    """Arrays over lines. Pay is linear in `counts`, so a rota needs reading only once.

    `counts`: (n, codes, 7) dates by cell code and weekday; `weekends`: (n,) weekends on which a
    duty begins; `whole_weekends`: (n,) weekends whole within the span; `days`: (n,) of the span;
    `absent`, `on_leave`: (n,) weeks that absence, and of it leave, takes out.
    """

    counts: npt.NDArray[np.int32]
    weekends: npt.NDArray[np.int64]
    whole_weekends: npt.NDArray[np.int64]
    days: npt.NDArray[np.int64]
    absent: npt.NDArray[np.float64]
    on_leave: npt.NDArray[np.float64]

    def total(self, figures: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """(n,) sums over all dates of a figure that each cell code has, (codes,)."""
        by_code: npt.NDArray[np.float64] = self.counts.sum(axis=2) @ figures
        return by_code


@inlined
def _count_line(codes: Any, weekday: Any, start: Any, stop: Any, duty: Any, counts: Any) -> Any:
    """Count one line's dates; returns weekends begun and whole weekends."""
    begun = whole = 0
    marked = False
    for day in range(start, stop):
        at = (weekday + day) % 7
        counts[codes[day], at] += 1
        if at >= SATURDAY and duty[codes[day]]:
            marked = True
        if at == SUNDAY:
            if day - 1 >= start:
                whole += 1
                begun += marked
            marked = False
    return begun, whole


@kernel
def _count(
    codes: Any,
    weekday: Any,
    start: Any,
    stop: Any,
    duty: Any,
    counts: Any,
    weekends: Any,
    whole: Any,
) -> None:
    for i in range(len(codes)):
        weekends[i], whole[i] = _count_line(codes[i], weekday, start[i], stop[i], duty, counts[i])


def measure(
    codes: npt.NDArray[np.int16],
    weekday: int,
    start: npt.NDArray[np.int64],
    stop: npt.NDArray[np.int64],
    cells: DutyCodes,
    days_a_week: npt.NDArray[np.float64],
) -> Measures:
    """Measure lines (n, days) whose day 0 is a `weekday` (Monday 0), each over [start, stop).

    `days_a_week`: (n,) that each doctor works.
    """
    # lines that are priced for many doctors are counted once
    spans = np.column_stack([codes, start, stop])
    alike = np.ascontiguousarray(spans).view([("", spans.dtype)] * spans.shape[1]).ravel()
    _, first, which = np.unique(alike, return_index=True, return_inverse=True)
    n = len(first)
    counts = np.zeros((n, len(cells.texts), 7), np.int32)
    weekends, whole = np.zeros(n, np.int64), np.zeros(n, np.int64)
    duty = np.array([bool(parts) for parts in cells.parts])
    _count.at(codes[first].size // 4)(
        codes[first], weekday, start[first], stop[first], duty, counts, weekends, whole
    )
    shares = cells.days_absent(), cells.days_on_leave()
    away = count_away(codes, weekday, (start, stop), days_a_week, shares)
    return Measures(counts[which], weekends[which], whole[which], stop - start, *away)
