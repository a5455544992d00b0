"""One page of an answer, and that page as a self-contained HTML file."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its caption, headings and rows of text.

    A heading of several lines names those of its cells. `folded`: an HTML page shows it when it is
    opened, and text says where it is.
    """

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    lined: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: an inline SVG, and in words what it shows."""

    caption: str
    svg: str
    says: str


class Heading(str):
    """A paragraph that begins a part of a page."""


class NewSheet(Heading):
    """A heading that begins a new sheet of paper."""


class Alarm(str):
    """What has to be read first, in the largest type."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to be signed, each by its role, with a name, a date and a time."""

    roles: tuple[str, ...]


SIGN = ("name", "signature", "date and time")
"""What is to be filled in beside each role."""
Block = str | Table | Picture | Signatures


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say: a title, then paragraphs, tables and pictures in order.

    `header`: what stands at the head of every sheet of paper. `upright`: on paper the sheets are
    upright, else across.
    """

    title: str
    blocks: tuple[Block, ...]
    header: str = ""
    upright: bool = False

    def with_more(self, *blocks: Block) -> "Page":
        """The page with more at its end."""
        return replace(self, blocks=(*self.blocks, *blocks))


STYLE = """
:root { color-scheme: light }
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 72rem;
  padding: 0 1rem; color: #111; background: #fff; overflow-wrap: break-word }
h1 { font-size: 1.5rem; line-height: 1.25 }
h1 + p { font-size: 1.2rem; font-weight: 600; border-left: .4rem solid #111; padding-left: .8rem }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-top: 2px solid #111; padding-top: .5rem }
.alarm { font-size: 2.6rem; line-height: 1.1; font-weight: 800; margin: 1rem 0;
  border: .4rem solid #111; padding: .5rem .8rem }
h1 + .alarm { font-size: 2.6rem; font-weight: 800; border-left: .4rem solid #111 }
.alarm + p { font-size: 1.2rem; font-weight: 600 }
.sign td { height: 2.6rem; min-width: 8rem }
.wide { overflow-x: auto } table { border-collapse: collapse; margin: 1rem 0 }
summary { cursor: pointer; padding: .4rem 0 }
details caption { display: none }
caption, figcaption, summary { text-align: left; font-weight: 600 }
caption { width: max-content; max-width: min(70rem, calc(100vw - 3rem)) }
th, td { border: 1px solid #888; padding: .25rem .5rem; text-align: left; vertical-align: top;
  white-space: pre-line }
th { background: #eee }
.n { text-align: right; font-variant-numeric: tabular-nums }
td.k { white-space: nowrap } p { white-space: pre-line } code { font-size: .95em }
td:first-child { min-width: 6rem }
.pictures { columns: 26rem 2; column-gap: 2.5rem }
figure { margin: 0 0 1.5rem; max-width: 36rem; break-inside: avoid }
figure svg { width: 100%; height: auto; display: block }
@media screen and (max-width: 40rem) {
  h1 { font-size: 1.25rem } body { margin: .8rem auto }
  .stack, .stack tbody, .stack tr, .stack caption { display: block }
  details .stack caption { display: none }
  .stack thead, .stack td:empty { display: none }
  .stack tr { border: 1px solid #888; margin: 0 0 .6rem; padding: .2rem .5rem }
  .stack td, .stack td.n { border: 0; padding: 0 1rem 0 0; text-align: left;
    display: inline-block; white-space: pre-line }
  .stack td:first-child { display: block; font-weight: 600; min-width: 0 }
  .stack td::before { content: attr(data-label) ": "; color: #444; white-space: normal }
}
@media print {
  body { margin: 0; max-width: none; font-size: 10pt } h1 { font-size: 14pt }
  .wide { overflow: visible } table { font-size: 8pt }
  .stack { font-size: 7pt } th, td { padding: .1rem .25rem } td:first-child { min-width: 3.5rem }
  h2, caption, thead { break-after: avoid } tbody tr:first-child { break-before: avoid }
  tr { break-inside: avoid } .sheet { break-before: page; border-top: 0 }
  .alarm, h1 + .alarm { font-size: 26pt } .pictures { columns: 2 }
}
"""
LONG, MANY = 40, 5
"""Letters of a cell, and columns, from which a phone shows each row of a table as a card."""
SHORT = 16
"""Letters of a word, such as a date or a doctor's name, that no line is broken in."""
CODE = re.compile(r"`([^`]+)`")
FIGURE = re.compile(r"£?[+-]?[\d,]+(\.\d+)?%?|-?")


def as_html(page: Page) -> str:
    """The page as one file that loads nothing from elsewhere."""
    body = "\n".join(_blocks(page.blocks))
    title = html.escape(page.title)
    style = STYLE + _on_paper(page)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head>\n"
        f"<body><main><h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )


def _on_paper(page: Page) -> str:
    """Which way the sheets are, and what stands at the head and foot of each."""
    lines = ['@bottom-right { content: counter(page) " of " counter(pages); font-size: 8pt }']
    if page.header:
        words = page.header.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
        lines.append(f'@top-left {{ content: "{words}"; font-size: 8pt; white-space: nowrap }}')
    size = "A4" if page.upright else "A4 landscape"
    return f"@page {{ size: {size}; margin: 14mm 12mm; {' '.join(lines)} }}\n"


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
        return _folded(block) if block.folded else _table(block)
    if isinstance(block, Picture):
        caption = html.escape(block.caption)
        return f"<figure><figcaption>{caption}</figcaption>{block.svg}</figure>"
    if isinstance(block, Signatures):
        return _signatures(block)
    tag = "h2" if isinstance(block, Heading) else "p"
    kind = {NewSheet: ' class="sheet"', Alarm: ' class="alarm"'}.get(type(block), "")
    words = CODE.sub(r"<code>\1</code>", html.escape(block))
    return f"<{tag}{kind}>{words}</{tag}>"


def _signatures(block: Signatures) -> str:
    """A table with room to write in."""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("", *SIGN))
    rows = "".join(
        f'<tr><th scope="row">{html.escape(role)}</th>{"<td></td>" * len(SIGN)}</tr>'
        for role in block.roles
    )
    return (
        f'<div class="wide"><table class="sign"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _folded(table: Table) -> str:
    """A table that opens at a touch of its caption."""
    summary = html.escape(f"{table.caption} ({len(table.rows)})")
    return f"<details><summary>{summary}</summary>{_table(table)}</details>"


def figures_of(table: Table) -> list[bool]:
    """Which columns hold figures alone, and stand to the right."""
    columns = zip(*table.rows, strict=True)
    found = [all(FIGURE.fullmatch(cell) for cell in column) for column in columns]
    return found or [False] * len(table.columns)


def _hyphened(table: Table) -> list[bool]:
    """Which columns hold short words alone, some with a hyphen, such as dates: none is broken."""
    columns = list(zip(*table.rows, strict=True))
    short = [all(len(c) <= SHORT and not re.search(r"\s", c) for c in each) for each in columns]
    hyphens = [any("-" in c for c in each) for each in columns]
    found = [one and other for one, other in zip(short, hyphens, strict=True)]
    return found or [False] * len(table.columns)


def _table(table: Table) -> str:
    """A table: figures to the right; one too wide for a phone is cards there."""
    cells = [cell for row in table.rows for cell in row]
    across = len(table.columns)
    stack = across >= MANY or (across > 1 and any(len(cell) > LONG for cell in cells))
    sides = [
        ' class="n"' if figures else ' class="k"' if whole else ""
        for figures, whole in zip(figures_of(table), _hyphened(table), strict=True)
    ]
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
