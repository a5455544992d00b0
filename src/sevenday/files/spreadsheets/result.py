"""What was understood of a workbook: what stands where, how it was taken, what was left out."""

import json
from dataclasses import dataclass
from typing import Any

from sevenday.errors import Fault
from sevenday.frames import frame
from sevenday.model import Hospital


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that was understood, or was not read: its range on the sheet, and a sentence."""

    where: str
    says: str

    def __str__(self) -> str:
        """The range first."""
        return f"{self.where}: {self.says}" if self.where else self.says


@dataclass(frozen=True)
class Understood:
    """A workbook as understood. `hospital` is None where `faults` say that something is wrong.

    `grids` are the rotas and templates, `legend` the codes, `taken` what was assumed, `unknown`
    the cells that nothing explains, `ignored` what was seen and not read.
    """

    book: str
    grids: tuple[Statement, ...] = ()
    legend: tuple[Statement, ...] = ()
    assumed: tuple[Statement, ...] = ()
    unknown: tuple[Statement, ...] = ()
    ignored: tuple[Statement, ...] = ()
    faults: tuple[Fault, ...] = ()
    hospital: Hospital | None = None

    @property
    def groups(self) -> dict[str, tuple[Statement, ...]]:
        """What was understood, by kind, as `import` shows it."""
        return {
            "understood": self.grids,
            "codes": self.legend,
            "taken_as": self.assumed,
            "not_understood": self.unknown,
            "not_read": self.ignored,
        }

    def summary(self) -> str:
        """All of it, a line each, faults last."""
        lines = [
            f"{name}: {statement}" for name, group in self.groups.items() for statement in group
        ]
        return "\n".join([self.book, *lines, *(f"wrong: {fault}" for fault in self.faults)])

    def to_frame(self) -> Any:
        """All of it as a polars DataFrame: kind, where, says (needs `sevenday[frames]`)."""
        rows = [
            {"kind": name, "where": statement.where, "says": statement.says}
            for name, group in self.groups.items()
            for statement in group
        ]
        return frame(rows)

    def to_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)

    def document(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        groups = {
            name: [{"where": statement.where, "says": statement.says} for statement in group]
            for name, group in self.groups.items()
        }
        errors = [
            {"what": f.what, "where": f.file, "found": f.found, "expected": f.expected}
            for f in self.faults
        ]
        return {"book": self.book, **groups, "errors": errors}
