"""One page of an answer, and that page as a self-contained HTML file."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its caption, headings and rows of text.

    A heading of several lines names those of its cells.
    """

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


class Heading(str):
    """A paragraph that begins a part of a page."""


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
  padding: 0 1rem; color: #111; background: #fff; overflow-wrap: break-word }
h1 { font-size: 1.5rem; line-height: 1.25 }
h1 + p { font-size: 1.2rem; font-weight: 600; border-left: .4rem solid #111; padding-left: .8rem }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-top: 2px solid #111; padding-top: .5rem }
.wide { overflow-x: auto } table { border-collapse: collapse; margin: 1rem 0 }
caption, figcaption { text-align: left; font-weight: 600 }
th, td { border: 1px solid #888; padding: .25rem .5rem; text-align: left; vertical-align: top;
  white-space: pre-line }
th { background: #eee }
.n { text-align: right; font-variant-numeric: tabular-nums }
td:first-child { min-width: 6rem }
.pictures { columns: 26rem 2; column-gap: 2.5rem }
figure { margin: 0 0 1.5rem; max-width: 36rem; break-inside: avoid }
figure svg { width: 100%; height: auto; display: block }
@media screen and (max-width: 40rem) {
  .stack, .stack tbody, .stack tr, .stack caption { display: block }
  .stack thead, .stack td:empty { display: none }
  .stack tr { border: 1px solid #888; margin: 0 0 .6rem; padding: .2rem .5rem }
  .stack td, .stack td.n { border: 0; padding: 0 1rem 0 0; text-align: left;
    display: inline-block; white-space: pre-line }
  .stack td:first-child { display: block; font-weight: 600; min-width: 0 }
  .stack td::before { content: attr(data-label) ": "; color: #444; white-space: normal }
}
@page { size: A4; margin: 12mm }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt } h1 { font-size: 14pt }
  .wide { overflow: visible } table { font-size: 8pt }
  .stack { font-size: 7pt } th, td { padding: .1rem .25rem } td:first-child { min-width: 3.5rem }
  h2, caption, thead { break-after: avoid } tbody tr:first-child { break-before: avoid }
  tr { break-inside: avoid } .pictures { columns: 2 }
}
"""
LONG, MANY = 40, 5
"""Letters of a cell, and columns, from which a phone shows each row of a table as a card."""
FIGURE = re.compile(r"£?[+-]?[\d,]+(\.\d+)?%?|-?")


def as_html(page: Page) -> str:
    """The page as one file that loads nothing from elsewhere."""
    body = "\n".join(_blocks(page.blocks))
    title = html.escape(page.title)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Each block; pictures that follow each other stand side by side where there is room."""
    open_ = False
    for block in blocks:
        if isinstance(block, Picture) != open_:
            open_ = not open_
            yield '<div class="pictures">' if open_ else "</div>"
        yield _block(block)
    if open_:
        yield "</div>"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        caption = html.escape(block.caption)
        return f"<figure><figcaption>{caption}</figcaption>{block.svg}</figure>"
    tag = "h2" if isinstance(block, Heading) else "p"
    return f"<{tag}>{html.escape(block)}</{tag}>"


def _table(table: Table) -> str:
    """A table: figures to the right; one too wide for a phone is cards there."""
    cells = [cell for row in table.rows for cell in row]
    stack = len(table.columns) >= MANY or any(len(cell) > LONG for cell in cells)
    columns = zip(*table.rows, strict=True)
    right = [all(FIGURE.fullmatch(cell) for cell in column) for column in columns]
    right = right or [False] * len(table.columns)
    sides = [' class="n"' if figures else "" for figures in right]
    names = [html.escape(name) for name in table.columns]
    head = "".join(
        f'<th scope="col"{side}>{name}</th>' for name, side in zip(names, sides, strict=True)
    )
    starts = [
        f'<td{side} data-label="{", ".join(name.splitlines())}">' if stack else f"<td{side}>"
        for name, side in zip(names, sides, strict=True)
    ]
    rows = "\n".join(
        "<tr>"
        + "".join(f"{td}{html.escape(c)}</td>" for td, c in zip(starts, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    kind = ' class="stack"' if stack else ""
    return (
        f'<div class="wide"><table{kind}><caption>{html.escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )
