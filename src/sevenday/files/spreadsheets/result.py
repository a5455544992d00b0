"""What was understood of a workbook: what stands where, how it was taken, what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sevenday.errors import Fault
from sevenday.frames import frame
from sevenday.model import Hospital
from sevenday.results import Result


@dataclass(frozen=True, slots=True)
class Statement(Result):
    """One thing that was understood, or was not read: its range on the sheet, and a sentence."""

    where: str
    says: str

    def __str__(self) -> str:
        """The range first."""
        return f"{self.where}: {self.says}" if self.where else self.says


@dataclass(frozen=True)
class Understood(Result):
    """A workbook as understood. `hospital` is None where `faults` say that something is wrong.

    `grids` are the rotas and templates, `legend` the codes, `assumed` what was taken as what,
    `asked` the readings that a person has to agree to, `unknown` the cells that nothing explains,
    `ignored` what was seen and not read, `left_out` how much of it by kind. `duties` are the cells
    of the dated rota as far as they are understood, by doctor and ISO date.
    """

    KEYS: ClassVar[str] = "book *groups left_out duties errors"

    book: str
    grids: tuple[Statement, ...] = ()
    legend: tuple[Statement, ...] = ()
    assumed: tuple[Statement, ...] = ()
    unknown: tuple[Statement, ...] = ()
    ignored: tuple[Statement, ...] = ()
    asked: tuple[Statement, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    duties: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    hospital: Hospital | None = None

    @property
    def groups(self) -> dict[str, tuple[Statement, ...]]:
        """What was understood, by kind, as `import` shows it."""
        return {
            "understood": self.grids,
            "codes": self.legend,
            "taken_as": self.assumed,
            "asked": self.asked,
            "not_understood": self.unknown,
            "not_read": self.ignored,
        }

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, as JSON has it."""
        return [
            {"what": f.what, "where": f.file, "found": f.found, "expected": f.expected}
            for f in self.faults
        ]

    def summary(self) -> str:
        """All of it, a line each, faults last."""
        lines = [
            f"{name}: {statement}" for name, group in self.groups.items() for statement in group
        ]
        return "\n".join(
            [self.book, *lines, *self.left_out_words, *(f"wrong: {fault}" for fault in self.faults)]
        )

    @property
    def left_out_words(self) -> list[str]:
        """What was left out in one sentence, where anything was."""
        parts = [count(n, kind) for kind, n in self.left_out.items()]
        return [f"Left out: {', '.join(parts)}."] if parts else []

    def to_frame(self) -> Any:
        """All of it as a polars DataFrame: kind, where, says (needs `sevenday[frames]`)."""
        rows = [
            {"kind": name, "where": statement.where, "says": statement.says}
            for name, group in self.groups.items()
            for statement in group
        ]
        return frame(rows)


def count(n: int, thing: str) -> str:
    """A number and its noun: 1 date, 2 dates, 2 rows of counts."""
    first, *rest = thing.split(" ", 1)
    if n != 1 and rest and first in ("row", "column", "sheet", "cell", "line", "place"):
        return f"{n} {first}s {rest[0]}"
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
