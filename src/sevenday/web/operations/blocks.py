"""A page of the library as a job keeps it, and a template shows it."""

from collections.abc import Iterable
from typing import Any

from sevenday.reports.render.page import Alarm, Block, Heading, Picture, Signatures, Table


def block_rows(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Each block as JSON has it: an alarm, a heading, words, a picture or a table."""
    return [_row(block) for block in blocks if not isinstance(block, Signatures)]


def _row(block: str | Table | Picture) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"table": block.caption, "columns": block.columns, "rows": list(block.rows)}
    if isinstance(block, Picture):
        return {"picture": block.svg, "caption": block.caption}
    kind = "alarm" if isinstance(block, Alarm) else "heading" if isinstance(block, Heading) else ""
    return {kind or "words": str(block)}
