"""What stands beside a comparison in its folder: the record of the talks, and the two sides."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sevenday.reports.render.page import Block
    from sevenday.talks.record import TalksRecord
    from sevenday.talks.settle import Settlement


@dataclass(frozen=True, slots=True)
class TalksContext:
    """Where the talks stand and what could be settled; None where the folder has no such file."""

    record: "TalksRecord | None"
    settled: "Settlement | None"

    @classmethod
    def of(cls, path: Path) -> "TalksContext":
        """Read a folder's talks.toml and sides.toml. Raises InputError with all that is wrong."""
        record, sides = path / "talks.toml", path / "sides.toml"
        return cls(
            _record(record) if record.is_file() else None,
            _settled(sides) if sides.is_file() else None,
        )

    def __bool__(self) -> bool:
        """Whether there is either."""
        return bool(self.record or self.settled)

    def blocks(self) -> "tuple[Block, ...]":
        """Both as parts of a page."""
        from sevenday.reports.pages.settlement import settled_page
        from sevenday.reports.pages.talks_record import recorded_page
        from sevenday.reports.render.page import Heading
        from sevenday.talks.ratify import ratification, waiting_costs

        blocks: list[Block] = []
        if self.record:
            blocks += [Heading("Where the talks stand"), *recorded_page(self.record).blocks]
        if self.settled:
            page = settled_page(self.settled, ratification(), waiting_costs())
            blocks += [Heading(page.title), *page.blocks]
        return tuple(blocks)

    def to_dict(self) -> dict[str, Any]:
        """Both as JSON has them."""
        from sevenday.talks.ratify import ratification, waiting_costs

        found: dict[str, Any] = {}
        if self.record:
            found["record"] = self.record
        if self.settled:
            found["settlement"] = self.settled.to_dict() | {
                "ratification": ratification(),
                "waiting": waiting_costs(),
            }
        return found


def _record(file: Path) -> "TalksRecord":
    from sevenday.files.talks import read_talks
    from sevenday.talks.record import talks_record

    return talks_record(read_talks(file))


def _settled(file: Path) -> "Settlement":
    from sevenday.talks.settle import settle
    from sevenday.talks.sides import read_sides

    return settle(read_sides(file))
