"""What may lawfully be used as cover on a date, with source and certainty (walkouts.md 2.5)."""

from dataclasses import dataclass
from datetime import date

from sevenday.clock import ENGLAND
from sevenday.model.walkout import Walkout
from sevenday.results import Result
from sevenday.walkout.law.rules import rules, where


@dataclass(frozen=True, slots=True)
class LawfulCover(Result):
    """One kind of cover: its name in the data, whether it is lawful, and why, with the source."""

    kind: str
    lawful: bool
    says: str
    source: str
    certainty: str

    @property
    def sentence(self) -> str:
        """Whether it may be used, in a line."""
        return f"{'May' if self.lawful else 'May not'} be used: {self.says}"


def may_cover(on: date, nation: str = ENGLAND) -> tuple[LawfulCover, ...]:
    """Every kind of cover that the law was looked at for, on a date in a nation.

    Raises InputError for a date before the rules that are known begin.
    """
    return tuple(
        LawfulCover(
            value.term.removeprefix("cover."),
            value.value,
            f"{value.says.rstrip('.')} {where(value)}.",
            f"{value.source}",
            value.certainty,
        )
        for value in rules("cover", on, nation)
    )


def changes_within(walkout: Walkout, nation: str = ENGLAND) -> tuple[tuple[str, date], ...]:
    """What of it changes inside a walkout: the kind of cover and the day on which it does."""
    first, last = (at.date() for at in walkout.span)
    changed = rules("cover", first, nation).changes(last)
    return tuple((term.removeprefix("cover."), day) for term, _, day in changed)
