"""Two contracts side by side: what differs, term by term, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from sevenday.contracts.terms import Terms
from sevenday.contracts.value import GENERAL, Value
from sevenday.contracts.week import Hours, differing_hours
from sevenday.contracts.words import in_words
from sevenday.frames import frame
from sevenday.results import Result

NONE = "nothing said"
HOW_PAID = {
    "nodal": "at nodal points, with a night premium and a weekend allowance",
    "banding": "by band",
    "premium_windows": "at one rate a grade, with premiums on windows of the week",
    "activities": "by programmed activities, an hour of premium time a third more",
    "none": "not at all: it holds limits alone",
}


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """A term on which two contracts differ; None on the side that does not have it."""

    term: str
    branch: str
    a: Value | None
    b: Value | None

    def sentence(self, a: str, b: str) -> str:
        """What each of the two says, with the contracts' names."""
        either = self.a or self.b
        assert either is not None  # a difference has a side
        label = either.says.rstrip(".")
        if self.a is None or self.b is None:
            return f"{label}: {_words(either, None)}. Only in {b if self.a is None else a}."
        first, second = _words(self.a, self.b), _words(self.b, self.a)
        if self.a.says == self.b.says:
            return f"{label}: {first} under {a}; {second} under {b}."
        return f"{label}: {first} under {a}. {self.b.says.rstrip('.')}: {second} under {b}."


@dataclass(frozen=True, eq=False)
class Differences(Result):
    """Every difference of two contracts, each on its date: hours of the week, then terms."""

    KEYS: ClassVar[str] = "a=sides.a b=sides.b model week differences"

    a: Terms
    b: Terms
    hours: tuple[Hours, ...]
    terms: tuple[Difference, ...]

    @cached_property
    def names(self) -> tuple[str, str]:
        """What the two are called in sentences: their ids, with the date where those are one."""
        if self.a.id != self.b.id:
            return self.a.id, self.b.id
        return f"{self.a.id} on {self.a.on}", f"{self.b.id} on {self.b.on}"

    @property
    def model(self) -> str | None:
        """How each pays, where that differs."""
        if self.a.pay_model == self.b.pay_model:
            return None
        a, b = self.names
        ways = HOW_PAID[self.a.pay_model], HOW_PAID[self.b.pay_model]
        return f"{a} pays {ways[0]}; {b} pays {ways[1]}."

    def sentences(self) -> Iterator[str]:
        """Every difference in words: how each pays, hours of the week, then terms."""
        if self.model:
            yield self.model
        yield from (hours.sentence(*self.names) for hours in self.hours)
        yield from (term.sentence(*self.names) for term in self.terms)

    def summary(self) -> str:
        """Which terms were compared on which dates, and every difference, a line each."""
        head = f"{self.a.id} on {self.a.on} and {self.b.id} on {self.b.on}"
        return "\n".join([head, *self.sentences()])

    def to_frame(self) -> Any:
        """The terms that differ as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        names = self.names
        return frame(
            [
                {"term": one.term, "branch": one.branch, "sentence": one.sentence(*names)}
                for one in self.terms
            ]
        )

    @property
    def sides(self) -> dict[str, dict[str, str]]:
        """The two, each by its id and name, on its date."""
        return {
            side: {"contract": terms.id, "name": terms.name, "on": f"{terms.on}"}
            for side, terms in (("a", self.a), ("b", self.b))
        }

    @property
    def week(self) -> list[dict[str, Any]]:
        """The hours of the week that differ, each with its sentence."""
        return [hours.to_dict() | {"sentence": hours.sentence(*self.names)} for hours in self.hours]

    @property
    def differences(self) -> list[dict[str, Any]]:
        """The terms that differ, each with its sentence."""
        return [term.to_dict() | {"sentence": term.sentence(*self.names)} for term in self.terms]


def contract_diff(a: Terms, b: Terms) -> Differences:
    """What differs between two contracts' terms, each as resolved on its own date."""
    keys = dict.fromkeys([*a.values, *b.values])
    pairs = ((key, a.values.get(key), b.values.get(key)) for key in keys)
    found = tuple(Difference(*key, x, y) for key, x, y in pairs if not _same(x, y))
    return Differences(a, b, differing_hours(a, b), found)


def _same(a: Value | None, b: Value | None) -> bool:
    if a is None or b is None:
        return False
    return (a.unit, a.value, a.low, a.high) == (b.unit, b.value, b.low, b.high)


def _words(value: Value, other: Value | None) -> str:
    """A side in words: of a table only what differs; said where it is not confirmed."""
    shown = value
    if other is not None and isinstance(value.value, dict) and isinstance(other.value, dict):
        shown = _differing(value, other)
    if shown.value == {}:
        return NONE
    sure = " (unconfirmed)" if value.certainty == "unconfirmed" and value.low is None else ""
    return f"{in_words(shown)}{sure}"


def _differing(value: Value, other: Value) -> Value:
    """A table without the rows that the other has too."""

    def ends(of: Value, key: str) -> tuple[Any, ...]:
        return tuple(end.get(key) for end in (of.low or {}, of.value, of.high or {}))

    keys = [key for key in value.value if ends(value, key) != ends(other, key)]

    def cut(table: Any) -> Any:
        return None if table is None else {key: table[key] for key in keys}

    return replace(value, low=cut(value.low), value=cut(value.value), high=cut(value.high))


def label(difference: Difference) -> str:
    """A term's id, with its branch where it is an exception."""
    branch = "" if difference.branch == GENERAL else f" [{difference.branch}]"
    return f"{difference.term}{branch}"
