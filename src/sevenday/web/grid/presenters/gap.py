"""Who can cover this? Those who could, in order and at what price; the others, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sevenday.model import Requirement
from sevenday.web.grid.presenters.cell import shift_words, spare_words
from sevenday.web.grid.presenters.cover import line_name
from sevenday.web.rotas.candidates import Taker, shifts_for, takers_of_place
from sevenday.web.rotas.gaps import cover_on
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period


@dataclass(frozen=True, slots=True)
class CouldRow:
    """Somebody who could, and what it costs, in words; `seen`: what their cell holds."""

    key: int
    name: str
    seen: str
    asked: str
    share: str
    pounds: str
    hours: str
    spare: str


@dataclass(frozen=True, slots=True)
class CouldNotRow:
    """Somebody who could not: what stands against it, each in a sentence."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class GapPage:
    """A place that is short on a day, and everybody."""

    period: Period
    number: int
    column: int
    day: date
    need: Requirement
    place: str
    there: int
    shift: str
    shift_words: str
    shifts: Sequence[str]
    could: Sequence[CouldRow]
    could_not: Sequence[CouldNotRow]

    @property
    def missing(self) -> int:
        """How many are missing."""
        return max(0, self.need.min - self.there)


def gap_page(
    now: DraftMatrix, number: int, need: Requirement, day: date, shift: str, names: bool
) -> GapPage:
    """What the page of a place shows; `shift`: which of those that fill it, the first if blank.

    `names`: whether it says who could, what they asked for and what it does to their pay.
    """
    shifts = shifts_for(now, need)
    chosen = shift if shift in shifts else (shifts or [""])[0]
    there = next((each.there for each in cover_on(now, [day]) if each.need == need), 0)
    takers = takers_of_place(now, need, chosen, day) if chosen and names else []
    known = now.department.hospital.shifts.get(chosen)
    return GapPage(
        now.period,
        number,
        now.column(day),
        day,
        need,
        line_name(need),
        there,
        chosen,
        shift_words(known) if known else "no shift fills it",
        shifts,
        [_could(now, each, day) for each in takers if each.replacement.candidate.could],
        [_could_not(each) for each in takers if not each.replacement.candidate.could],
    )


def _could(now: DraftMatrix, taker: Taker, day: date) -> CouldRow:
    found = taker.replacement
    asked = "asked not to" if found.unmet > 0 else "asked for it" if found.unmet < 0 else "–"
    share = "at their share" if abs(found.above) < 0.5 else f"{found.above:+.1f} duties"
    pounds = "not known" if found.pounds is None else f"£{found.pounds:,.0f} a year"
    spare = spare_words(now, taker.nearest) if taker.nearest else None
    return CouldRow(
        taker.key,
        found.candidate.doctor,
        now.text_at(taker.key, day),
        asked,
        share,
        pounds,
        f"{found.candidate.hours:.1f}",
        f"{spare.rule}: {spare.spare} left" if spare else "no rule comes nearer",
    )


def _could_not(taker: Taker) -> CouldNotRow:
    candidate = taker.replacement.candidate
    name = f"{candidate.doctor}: "
    breaches = (breach.sentence.removeprefix(name) for breach in candidate.breaches)
    return CouldNotRow(candidate.doctor, (*candidate.reasons, *breaches))
