"""One dated, cited value of a term, and where it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from sevenday.results import Result

End = Literal["low", "value", "high"]
ENDS: tuple[End, End, End] = ("low", "value", "high")
"""The low end of a range, its best guess, the high end."""

Status = Literal["in force", "offered", "rejected", "superseded"]
Certainty = Literal["confirmed", "secondary", "unconfirmed"]

GENERAL = "general"
"""The branch of the general rule: what holds where no exception does."""


@dataclass(frozen=True, slots=True)
class Source(Result):
    """The document that says a value, the place in it, and what was really read.

    `announced` says, where it is not blank, why the date of announcement is not the document's.
    """

    KEYS: ClassVar[str] = "document clause page read_in announced"

    document: str
    clause: str = ""
    read_in: str = ""
    page: str = ""
    announced: str = ""

    def __str__(self) -> str:
        """Document, clause and page on one line, as a verdict cites them."""
        return ", ".join(part for part in (self.document, self.clause, self.page) if part)


@dataclass(frozen=True, slots=True)
class Value(Result):
    """What a term is, from a date on. Lists are tuples; `low` and `high` bound a range."""

    term: str
    branch: str
    value: Any
    unit: str
    says: str
    effective_from: date
    announced_on: date
    status: Status
    certainty: Certainty
    source: Source
    low: Any = None
    high: Any = None

    def at(self, end: End) -> Any:
        """The value, or that end of its range where it is one."""
        bound = {"low": self.low, "value": self.value, "high": self.high}[end]
        return self.value if bound is None else bound
