"""An offer with terms moved: what it then costs, who gains and loses by grade."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sevenday.reports.pages.offer_words import change_in_pounds
from sevenday.talks.sweep_result import BEST, HIGH, LOW, SweepResult
from sevenday.web.talks.groups import groups_of
from sevenday.web.talks.presenters.columns import FigureRow
from sevenday.web.talks.sliders import SetSlider

OFFERED, MOVED = 0, 1
"""The variants of the sweep."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The sliders as they stand; a sentence on what they do; a row a grade."""

    offer: str
    sliders: tuple[SetSlider, ...]
    says: str
    over: str
    heads: tuple[str, ...]
    rows: tuple[FigureRow, ...]


def moved_of(found: SweepResult, sliders: tuple[SetSlider, ...], envelope: float | None) -> Moved:
    """What two variants of an offer, as it was made and as it is moved, do."""
    heads = ("doctors", "now gain", "gained", "now lose", "lost", "£ a year each, against now")
    return Moved(
        found.offer.id,
        sliders,
        _says(found),
        _over(found, envelope),
        heads,
        tuple(_rows(found)),
    )


def _says(found: SweepResult) -> str:
    """Who gains, who loses, at what cost, how sure; against the offer as it was made."""
    many = len(found.doctors)
    cost, before = found.cost[MOVED], found.before
    text = (
        f"So {_between(found.gain[MOVED])} of {many} doctors gain and "
        f"{_between(found.lose[MOVED])} lose; it costs £{cost[BEST]:,.0f} a year"
    )
    if cost[LOW] < cost[HIGH]:
        text += f" (£{cost[LOW]:,.0f} to £{cost[HIGH]:,.0f}, by what is not known)"
    text += f", {change_in_pounds(cost[BEST] - before)} against {found.baseline.id}"
    apart = cost[BEST] - found.cost[OFFERED, BEST]
    if abs(apart) >= 1:
        points = 100 * found.worth[MOVED, BEST]
        text += (
            f" and {change_in_pounds(apart)} against the offer as it was made: worth "
            f"{points:+.2f} points on basic pay"
        )
    return f"{text}."


def _between(counts: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> str:
    """A count at the best guess, and between which it may be."""
    best, low, high = int(counts[BEST]), int(counts.min()), int(counts.max())
    return f"{best}" if low == high else f"{best} ({low} to {high})"


def _over(found: SweepResult, envelope: float | None) -> str:
    if envelope is None:
        return ""
    low, best, high = (float(found.cost[MOVED, end]) - envelope for end in (LOW, BEST, HIGH))
    side = "over" if best > 0 else "under"
    text = f"£{abs(best):,.0f} {side} the envelope of £{envelope:,.0f}"
    if low < high:
        text += f" (from {change_in_pounds(low)} to {change_in_pounds(high)})"
    return f"{text}."


def _rows(found: SweepResult) -> Iterator[FigureRow]:
    """A row a group of grades: doctors, winners and losers as moved and as offered."""
    names = [doctor.grade for _, doctor in found.doctors]
    groups = groups_of(names)
    many = np.array([names.count(grade) for grade in found.grades])
    for group in dict.fromkeys(groups.values()):
        these = np.array([groups[grade] == group for grade in found.grades])
        doctors = int(many[these].sum())
        moved, offered = (found.by_grade[v][:, these].sum(axis=1) for v in (MOVED, OFFERED))
        mean = (moved[0] - found.before_by_grade[these].sum()) / doctors
        figures = (moved[1], offered[1], moved[2], offered[2])
        yield FigureRow(
            group,
            (f"{doctors}", *(f"{figure:.0f}" for figure in figures), f"{mean:+,.0f}"),
        )
