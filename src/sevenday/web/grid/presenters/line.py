"""One doctor's line: what is wrong with it and what would mend it, and how near each rule is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sevenday.web.grid.presenters.cell import (
    BreachWords,
    SpareWords,
    line_verdict,
    spare_words,
    with_mends,
)
from sevenday.web.hospitals.models import Doctor
from sevenday.web.rotas.judged import LineSums, judged
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period


@dataclass(frozen=True)
class LinePage:
    """A line: its sums, its breaches, and every rule with what it has to spare."""

    period: Period
    doctor: Doctor
    sums: LineSums | None
    breaches: Sequence[BreachWords]
    slacks: Sequence[SpareWords]


def line_page(now: DraftMatrix, doctor: Doctor) -> LinePage:
    """What a line's page shows."""
    breaches, slacks = line_verdict(now, doctor)
    return LinePage(
        now.period,
        doctor,
        judged(now).sums.get(doctor.pk),
        with_mends(now, breaches, breaches),
        [
            spare_words(now, each)
            for each in sorted(slacks, key=lambda each: (each.unit, each.slack))
        ],
    )
