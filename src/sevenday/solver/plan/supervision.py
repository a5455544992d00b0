"""Who may not be alone: duties of juniors where the cover has somebody senior all the while."""

from collections.abc import Iterator, Sequence

import numpy as np

from sevenday.clock import DAY
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.solver.engine.problem import Bools
from sevenday.solver.plan.cover_lines import CoverLine, can_fill, filling_codes
from sevenday.solver.plan.horizon import Horizon

Span = tuple[int, int]
"""Minutes from the first date's midnight."""


def bar_alone(horizon: Horizon, cover_lines: Sequence[CoverLine], allowed: Bools) -> None:
    """Take out of `allowed` (R, D, C) the duties on which a doctor of never_alone could be alone.

    By post, not by person: a duty is theirs where places of a higher tier of the same service are
    needed all the while. That such a place is left unfilled is said with the place.
    """
    rows = [row for row, doctor in enumerate(horizon.hospital.doctors) if doctor.never_alone]
    for row in rows:
        doctor = horizon.hospital.doctors[row]
        seniors = list(_senior_spans(horizon.hospital, doctor, cover_lines))
        for day in range(horizon.days):
            for symbol, code in enumerate(horizon.codes):
                if symbol and allowed[row, day, symbol]:
                    services = {
                        need.service
                        for need, on, _ in cover_lines
                        if on == day
                        and can_fill(doctor, need)
                        and code in filling_codes(horizon.hospital, need)
                    }
                    spans = [span for service, span in seniors if service in services]
                    allowed[row, day, symbol] = all(
                        _within((part.start + day * DAY, part.end + day * DAY), spans)
                        for part in horizon.hospital.cells.parts[code]
                    )


def _senior_spans(
    hospital: Hospital, doctor: Doctor, cover_lines: Sequence[CoverLine]
) -> Iterator[tuple[str, Span]]:
    """(service, span) of each place that asks for a higher tier than a doctor's."""
    for need, day, _ in cover_lines:
        if need.min and need.tier is not None and need.tier > (doctor.tier or 0):
            for begin, end in _spans(hospital, need):
                yield need.service, (begin + day * DAY, end + day * DAY)


def _spans(hospital: Hospital, need: Requirement) -> list[Span]:
    if need.span is not None:
        return [need.span]
    return [(p.start, p.end) for p in hospital.cells.parts[hospital.cells.code(need.shift)]]


def _within(span: Span, spans: Sequence[Span]) -> bool:
    """Whether spans together last through another."""
    reached, end = span
    for begin, stop in sorted(spans):
        if begin <= reached < stop:
            reached = stop
    return bool(np.greater_equal(reached, end))
