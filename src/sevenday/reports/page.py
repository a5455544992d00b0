"""One page of an answer, and that page as a self-contained HTML file."""

import html
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its caption, headings and rows of text."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    lined: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: an inline SVG, and in words what it shows."""

    caption: str
    svg: str
    says: str


Block = str | Table | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say: a title, then paragraphs, tables and pictures in order."""

    title: str
    blocks: tuple[Block, ...]

    def with_more(self, *blocks: Block) -> "Page":
        """The page with more at its end."""
        return Page(self.title, (*self.blocks, *blocks))


STYLE = """
:root { color-scheme: light }
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 72rem;
  padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.5rem; line-height: 1.25 }
.wide { overflow-x: auto } table { border-collapse: collapse; margin: 1rem 0 }
caption, figcaption { text-align: left; font-weight: 600 }
th, td { border: 1px solid #888; padding: .25rem .5rem; text-align: left; vertical-align: top }
td:first-child { white-space: nowrap }
figure { margin: 1.5rem 0; max-width: 40rem; break-inside: avoid }
figure svg { width: 100%; height: auto; display: block }
@media print { .wide { overflow: visible } table { font-size: 10px } h1 { font-size: 14pt } }
"""


def as_html(page: Page) -> str:
    """The page as one file that loads nothing from elsewhere."""
    body = "\n".join(_block(block) for block in page.blocks)
    title = html.escape(page.title)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n"
        f"<body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )


def _block(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>"
    if isinstance(block, Picture):
        caption = html.escape(block.caption)
        return f"<figure><figcaption>{caption}</figcaption>{block.svg}</figure>"
    head = "".join(f'<th scope="col">{html.escape(c)}</th>' for c in block.columns)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in block.rows
    )
    return (
        f'<div class="wide"><table><caption>{html.escape(block.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )
