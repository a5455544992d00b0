"""Write a page and a picture for each contract: its values over time, and where each was read.

`make docs` runs it; a test fails where a page or a picture says something else than the data.
"""

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from sevenday.contracts import contract, contract_ids, in_words
from sevenday.contracts.terms import Contract
from sevenday.contracts.value import Value

HERE = Path(__file__).parent
FOLDER = Path("contracts")
MADE = "<!-- Made by docs/generate_contracts.py from the contract data: do not edit by hand. -->\n"
FILLS = {"confirmed": "#1b7f5c", "secondary": "#3b73b9", "unconfirmed": "#c9701d"}
"""Of a bar by how sure its value is; an unconfirmed one is hatched too."""
LEFT, WIDE, ROW, TOP, LAST = 260, 720, 18, 46, date(2027, 1, 1)
SHORT = 30
"""Letters of a value that a bar has room for at most."""


def own(found: Contract) -> list[Value]:
    """The values that a contract's own file has, without those that it inherits."""
    if not found.inherits:
        return list(found.values)
    parent = {_mark(value) for value in contract(found.inherits).contract.values}
    return [value for value in found.values if _mark(value) not in parent]


def _mark(value: Value) -> tuple[object, ...]:
    return value.term, value.branch, in_words(value), value.source


def by_term(values: list[Value]) -> dict[str, list[Value]]:
    """Values by term and branch, in order of their first day."""
    found: dict[str, list[Value]] = {}
    for value in sorted(values, key=lambda v: (v.effective_from, v.announced_on)):
        name = value.term + ("" if value.branch == "general" else f" [{value.branch}]")
        found.setdefault(name, []).append(value)
    order = {value.term: k for k, value in reversed(list(enumerate(values)))}
    return dict(sorted(found.items(), key=lambda item: order[item[1][0].term]))


def picture(found: Contract) -> str:
    """The values as bars over the years, a row a term: colour and hatching say how sure each is."""
    rows = by_term(own(found))
    first = min(value.effective_from for values in rows.values() for value in values)
    last = max([LAST, *(v.effective_from for values in rows.values() for v in values)])
    if found.offered:  # never in force: a year is drawn, so that its bars have room for words
        last = first.replace(year=first.year + 1)
    height = TOP + ROW * len(rows) + 10

    def x(day: date) -> float:
        return LEFT + WIDE * (day - first).days / max(1, (last - first).days)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 20} {height}" '
        'font-family="sans-serif" font-size="11">',
        f"<title>{escape(found.name)}: values over time</title>",
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{FILLS["unconfirmed"]}"/>'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#fff" stroke-width="2"/></pattern></defs>',
        f'<rect width="{LEFT + WIDE + 20}" height="{height}" fill="#fff"/>',
        *_key(),
        *_years(first, last, x, height),
    ]
    for k, (name, values) in enumerate(rows.items()):
        y = TOP + ROW * k
        parts.append(f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
        ends = [*(value.effective_from for value in values[1:]), last]
        for value, end in zip(values, ends, strict=True):
            parts += _bar(value, x(value.effective_from), x(end), y)
    return "\n".join([*parts, "</svg>\n"])


def _key() -> Iterator[str]:
    for k, level in enumerate(FILLS):
        x = LEFT + 120 * k
        yield f'<rect x="{x}" y="4" width="22" height="12" fill="{_fill(level)}"/>'
        yield f'<text x="{x + 28}" y="14">{level}</text>'


def _fill(level: str) -> str:
    return "url(#hatch)" if level == "unconfirmed" else FILLS[level]


def _years(first: date, last: date, x, height: int) -> Iterator[str]:
    years = last.year - first.year
    for year in range(first.year + 1, last.year + 1, 1 if years <= 12 else 2):
        at = x(date(year, 1, 1))
        yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 8}" y2="{height - 6}" stroke="#ddd"/>'
        yield f'<text x="{at:.1f}" y="{TOP - 12}" text-anchor="middle" fill="#555">{year}</text>'


def _bar(value: Value, start: float, end: float, y: int) -> Iterator[str]:
    wide = max(1.5, end - start - 1)
    words = in_words(value)
    said = f"from {value.effective_from}: {words} ({value.certainty}; {value.source})"
    yield (
        f'<rect x="{start:.1f}" y="{y + 2}" width="{wide:.1f}" height="{ROW - 4}" '
        f'fill="{_fill(value.certainty)}"><title>{escape(said)}</title></rect>'
    )
    short = words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
    if value.certainty != "unconfirmed" and 5.6 * len(short) < wide:
        place = f'x="{start + 4:.1f}" y="{y + 13}" fill="#fff" font-size="10"'
        yield f"<text {place}>{escape(short)}</text>"


def page(id: str) -> str:
    """One contract: what it is, the picture, and every value of its own with its source."""
    found = contract(id).contract
    values = own(found)
    lines = [f"# `{id}`: {found.name}", MADE, found.says]
    if found.inherits:
        lines.append(f"What is not below stands as in [`{found.inherits}`]({found.inherits}.md).")
    counts = {level: sum(v.certainty == level for v in values) for level in FILLS}
    sure = ", ".join(f"{n} {level}" for level, n in counts.items())
    lines.append(f"{len(values)} values: {sure}.")
    lines.append(f"![The values of {id} over time]({id}.svg)")
    for name, rows in by_term(values).items():
        lines.append(f"## `{name}`\n\n{rows[-1].says}")
        head = ("from", "announced", "value", "status", "certainty", "source")
        table = [head, ("---",) * len(head), *(_row(value) for value in rows)]
        lines.append("\n".join(f"| {' | '.join(cells)} |" for cells in table))
    return "\n\n".join(lines) + "\n"


def _row(value: Value) -> tuple[str, ...]:
    sure = f"**{value.certainty}**" if value.certainty == "unconfirmed" else value.certainty
    cells = (
        f"{value.effective_from}",
        f"{value.announced_on}",
        in_words(value),
        value.status,
        sure,
        f"{value.source}. Read in: {value.source.read_in}",
    )
    return tuple(cell.replace("|", "/") for cell in cells)


def pages() -> dict[Path, str]:
    """Every page and picture that is made, by its path under docs/."""
    made = {}
    for id in contract_ids():
        made[FOLDER / f"{id}.md"] = page(id)
        made[FOLDER / f"{id}.svg"] = picture(contract(id).contract)
    links = "\n".join(f"- [`{id}`]({id}.md): {contract(id).contract.name}" for id in contract_ids())
    made[FOLDER / "README.md"] = f"# Contracts\n\n{MADE}\n{links}\n"
    return made


def main() -> None:
    """Write them."""
    (HERE / FOLDER).mkdir(exist_ok=True)
    for path, text in pages().items():
        (HERE / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
