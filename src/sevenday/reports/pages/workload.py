"""Who carries what: nights, weekends and hours of each line, week by week."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms, contract
from sevenday.limits.classes import NIGHT, class_bits
from sevenday.limits.lines import LineSource, select_lines
from sevenday.model import Hospital

NIGHTS_BY = "england-2016"
"""The contract that says what a night is, where the one asked about does not."""


@dataclass(frozen=True, eq=False, slots=True)
class Workload:
    """Arrays over lines. `nights` and `weekends`: (n,) counts over the line; `hours`: (n, weeks).

    Hours are as rostered by the clock, on call by the work expected; a week is Monday to Sunday,
    and part weeks at either end are left out. `weeks`: their Mondays, or None for a template.
    """

    doctors: tuple[str, ...]
    wte: npt.NDArray[np.float64]
    nights: npt.NDArray[np.int64]
    weekends: npt.NDArray[np.int64]
    hours: npt.NDArray[np.float64]
    weeks: tuple[date, ...] | None


def workload(hospital: Hospital, terms: Terms, use: LineSource | None = None) -> Workload:
    """The workload of a hospital's lines, templates of unequal length over their shortest."""
    nights_by = terms if terms.has("define.night_window") else _nights(terms)
    night = np.array(
        [
            [any(class_bits(part, day, nights_by) & NIGHT for part in parts) for day in range(7)]
            for parts in hospital.cells.parts
        ],
        np.int64,
    )
    worked = np.array([bool(parts) for parts in hospital.cells.parts])
    hours = np.array([sum(part.work for part in parts) / 60 for parts in hospital.cells.parts])
    names: list[str] = []
    wte, counts, weekends, by_week = [], [], [], []
    mondays: tuple[date, ...] | None = None
    for block in select_lines(hospital, terms.on, use):
        codes, first = block.codes[:, block.history :], block.first
        weekday = (first.weekday() + np.arange(codes.shape[1])) % 7
        skip = -first.weekday() % 7
        whole = (codes.shape[1] - skip) // 7
        weeks = codes[:, skip : skip + 7 * whole].reshape(len(codes), whole, 7)
        names += [doctor.name for doctor in block.doctors]
        wte += [doctor.wte for doctor in block.doctors]
        counts.append(night[codes, weekday].sum(axis=1))
        weekends.append(worked[weeks[:, :, 5:]].any(axis=2).sum(axis=1))
        by_week.append(hours[weeks].sum(axis=2))
        if not block.cyclic:
            start = first + timedelta(days=skip)
            mondays = tuple(start + timedelta(weeks=k) for k in range(whole))
    shortest = min(part.shape[1] for part in by_week)
    return Workload(
        tuple(names),
        np.array(wte),
        np.concatenate(counts),
        np.concatenate(weekends),
        np.concatenate([part[:, :shortest] for part in by_week]),
        mondays,
    )


def _nights(terms: Terms) -> Terms:
    """A contract that defines a night, on the date asked about or its own first."""
    found = contract(NIGHTS_BY).contract
    return Terms(found, max(terms.on, found.first))
