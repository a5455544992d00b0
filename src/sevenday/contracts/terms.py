"""A contract's terms, resolved on a date and by what was known on another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from sevenday.clock import ENGLAND
from sevenday.contracts.value import GENERAL, Value
from sevenday.contracts.words import in_words
from sevenday.errors import Fault, InputError
from sevenday.frames import frame
from sevenday.results import Result

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Contract(Result):
    """A contract file, read: every value that each term ever had. `first` is its first day.

    `offered`: the date of an offer, None for a contract that came into force. `envelope`: pounds
    a year that its side says it may cost. `inherits`: the contract that it builds on, if any.
    `nation`: where it holds; "other" where that is none of those known here.
    """

    KEYS: ClassVar[str] = "contract=id name says pay_model first"

    id: str
    name: str
    says: str
    pay_model: str
    first: date
    values: tuple[Value, ...]
    offered: date | None = None
    envelope: float | None = None
    inherits: str = ""
    nation: str = ENGLAND

    def latest(self, known: date | None = None) -> date:
        """The date of its latest version, by what was known; an offer's is the day it was made."""
        dates = (v.effective_from for v in self.values if known is None or v.announced_on <= known)
        return self.offered or max(dates, default=self.first)


@dataclass(frozen=True, slots=True, eq=False)
class Terms(Result):
    """A contract on a date: one value for each term and branch. Iterates over the values.

    `waived`: rules that are not held to, to see what each costs; their values are there still.
    """

    KEYS: ClassVar[str] = "contract=id name on known terms"

    contract: Contract
    on: date
    known: date | None = None
    waived: frozenset[str] = frozenset()
    values: dict[Key, Value] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Resolve. Raises InputError for a date before the contract's first."""
        if self.on < self.contract.first:
            first = self.contract.first
            what = f"{self.contract.id} has no terms on {self.on}: it begins on {first}"
            expected = f"--on, or else the rota's first date, from {first} on"
            raise InputError(Fault(what, expected=expected, code="not-in-contract"))
        object.__setattr__(self, "values", resolve(self.contract, self.on, self.known))

    @property
    def id(self) -> str:
        """The contract's id."""
        return self.contract.id

    @property
    def name(self) -> str:
        """The contract's full name."""
        return self.contract.name

    @property
    def pay_model(self) -> str:
        """How it pays: nodal, banding, premium_windows or none."""
        return self.contract.pay_model

    @property
    def terms(self) -> tuple[Value, ...]:
        """Every value, in the order of the file."""
        return tuple(self)

    def summary(self) -> str:
        """Each term and what it is, a line each."""
        head = f"{self.name}, on {self.on}" + (f", known on {self.known}" if self.known else "")
        return "\n".join([head, *(f"  {value.term}: {in_words(value)}" for value in self)])

    def to_frame(self) -> Any:
        """The terms as a polars DataFrame, a row a value (needs `sevenday[frames]`)."""
        rows = (value.to_dict() for value in self)
        return frame([row | {key: f"{row[key]}" for key in ("value", "source")} for row in rows])

    def __iter__(self) -> Iterator[Value]:
        """Every value, in the order of the file."""
        return iter(self.values.values())

    def has(self, term: str, branch: str = GENERAL) -> bool:
        """Whether the term has a value on that branch on this date."""
        return (term, branch) in self.values

    def get(self, term: str, branch: str = GENERAL) -> Value:
        """The value with its dates, source and certainty. Raises InputError where it has none."""
        found = self.values.get((term, branch))
        if found is None:
            by = "" if self.known is None else f" by what was known on {self.known}"
            way = "" if branch == GENERAL else f" on the branch {branch!r}"
            raise InputError(
                f"{self.id} has no {term}{way} on {self.on}{by}", code="not-in-contract"
            )
        return found

    def value(self, term: str, branch: str = GENERAL) -> Any:
        """The bare value: a number, a text, a tuple or a table, as its unit says."""
        return self.get(term, branch).value

    def branches(self, term: str) -> tuple[str, ...]:
        """The branches on which the term has a value, in the order of the file."""
        return tuple(branch for name, branch in self.values if name == term)

    def at(self, on: date) -> "Terms":
        """The same contract, by the same knowledge, on another date."""
        return Terms(self.contract, on, self.known, self.waived)

    def changes(self, until: date) -> list[tuple[str, str, date]]:
        """What changes after `on`, up to and with `until`: term, branch and the date it does."""
        dates = {v.effective_from for v in self.contract.values}
        changed, before = [], self.values
        for day in sorted(d for d in dates if self.on < d <= until):
            after = resolve(self.contract, day, self.known)
            for key, value in after.items():
                if key not in before or before[key].value != value.value:
                    changed.append((*key, day))
            before = after
        return changed

    def notes_of_changes(self, until: date, sections: tuple[str, ...]) -> Iterator[str]:
        """A note for each date up to `until` on which terms of some sections change, naming them.

        One call uses one version: the values of `on` are used throughout.
        """
        by_day: dict[date, list[str]] = {}
        for term, branch, day in self.changes(until):
            if term.partition(".")[0] in sections:
                label = term if branch == GENERAL else f"{term} ({branch})"
                by_day.setdefault(day, []).append(label)
        for day, labels in by_day.items():
            one = len(labels) == 1
            yield (
                f"{', '.join(labels)} {'changes' if one else 'change'} on {day}, inside the rota; "
                f"the {'value' if one else 'values'} of {self.on} {'is' if one else 'are'} used."
            )


def resolve(contract: Contract, on: date, known: date | None) -> dict[Key, Value]:
    """Of the values in effect and announced by then, the latest announced of each branch.

    Two announced together: the one that took effect later wins.
    """
    best: dict[Key, Value] = {}
    for value in contract.values:
        if value.effective_from > on or (known is not None and value.announced_on > known):
            continue
        key = value.term, value.branch
        if key not in best or _order(value) >= _order(best[key]):
            best[key] = value
    return best


def _order(value: Value) -> tuple[date, date]:
    return value.announced_on, value.effective_from
