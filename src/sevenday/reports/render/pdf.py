"""A page as PDF, by Typst, where that is installed."""

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Literal

from sevenday.extras import missing
from sevenday.reports.render.page import (
    SIGN,
    Alarm,
    Block,
    Heading,
    NewSheet,
    Page,
    Picture,
    Signatures,
    figures_of,
)

VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
MOST_ACROSS, MOST_DOWN = 150.0, 160.0
"""Millimetres of a picture on paper."""


def page_as_pdf(page: Page) -> bytes:
    """The page as a PDF on A4. Raises InputError where the extra `pdf` is not installed."""
    return pages_as_pdf([page])


def pages_as_pdf(pages: Sequence[Page]) -> bytes:
    """Pages one after another, each from a new sheet of A4.

    The first says how the sheets stand. Raises InputError where the extra `pdf` is not installed.
    """
    made: bytes = compiled(pages)
    return made


def compiled(pages: Sequence[Page], format: Literal["pdf", "png"] = "pdf") -> Any:
    """Pages as Typst makes them: a PDF, or as "png" a picture of each sheet.

    Raises InputError where the extra `pdf` is not installed.
    """
    try:
        import typst
    except ImportError:
        raise missing("typst", "a PDF") from None
    template = (files("sevenday.reports.render") / "page.typ").read_bytes()
    content = {
        "upright": pages[0].upright,
        "pages": [
            {
                "title": page.title,
                "header": page.header,
                "blocks": [_block(block) for block in page.blocks],
            }
            for page in pages
        ],
    }
    return typst.compile(template, format=format, sys_inputs={"data": json.dumps(content)})


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, str):
        kinds = {Heading: "heading", NewSheet: "sheet", Alarm: "alarm"}
        return {"kind": kinds.get(type(block), "text"), "text": block}
    if isinstance(block, Signatures):
        return {"kind": "sign", "roles": list(block.roles), "names": list(SIGN)}
    if isinstance(block, Picture):
        across, down = map(float, VIEW.findall(block.svg)[0])
        width = min(MOST_ACROSS, MOST_DOWN * across / down)
        return {"kind": "picture", "caption": block.caption, "svg": block.svg, "width": width}
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": list(block.columns),
        "rows": [list(row) for row in block.rows],
        "right": figures_of(block),
    }
