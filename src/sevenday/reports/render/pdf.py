"""A page as PDF, by Typst, where that is installed."""

import json
import re
from importlib.resources import files
from typing import Any

from sevenday.extras import missing
from sevenday.reports.render.page import Block, Heading, Page, Picture

VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
MOST_ACROSS, MOST_DOWN = 150.0, 160.0
"""Millimetres of a picture on paper."""


def page_as_pdf(page: Page) -> bytes:
    """The page as a PDF on A4 across. Raises InputError where the extra `pdf` is not installed."""
    try:
        import typst
    except ImportError:
        raise missing("typst", "a PDF") from None
    template = (files("sevenday.reports.render") / "page.typ").read_bytes()
    content = {"title": page.title, "blocks": [_block(block) for block in page.blocks]}
    made: bytes = typst.compile(template, sys_inputs={"data": json.dumps(content)})
    return made


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block}
    if isinstance(block, str):
        return {"kind": "text", "text": block}
    if isinstance(block, Picture):
        across, down = map(float, VIEW.findall(block.svg)[0])
        width = min(MOST_ACROSS, MOST_DOWN * across / down)
        return {"kind": "picture", "caption": block.caption, "svg": block.svg, "width": width}
    rows = [list(row) for row in block.rows]
    return {"kind": "table", "caption": block.caption, "columns": list(block.columns), "rows": rows}
