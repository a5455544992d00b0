"""Draw docs/rooms.svg and docs/solver.svg: the rooms of the package, by who imports whom.

`make docs` runs it; a test fails where a picture is older than the imports. An arrow that follows
from others is left out, so that the picture shows the order and not every import.
"""

import textwrap
from collections.abc import Iterable
from html import escape
from pathlib import Path

import grimp

HERE = Path(__file__).parent
PACKAGE = "sevenday"
DRAWN = {"rooms.svg": PACKAGE, "solver.svg": f"{PACKAGE}.solver"}
"""Each picture, and the package whose rooms it shows."""

WIDE, HIGH, BETWEEN, APART, MARGIN = 150, 54, 20, 36, 16
"""Of a room, and between rooms beside and below each other, in pixels."""
LETTERS = 28
"""Of a line of names in a room."""
Arrows = dict[str, set[str]]
"""For each room the rooms that it imports."""


def arrows_between(graph: grimp.ImportGraph, package: str) -> Arrows:
    """Who imports whom among a package's rooms, whichever modules of theirs do so."""
    children = graph.find_children(package) - {f"{package}.__main__"}
    rooms = {room: {room, *graph.find_descendants(room)} for room in children}
    home = {module: room for room, modules in rooms.items() for module in modules}
    found: Arrows = {}
    for room, modules in rooms.items():
        imported = {i for m in modules for i in graph.find_modules_directly_imported_by(m)}
        found[room] = {home[other] for other in imported if other in home} - {room}
    return found


def reachable(arrows: Arrows, starts: Iterable[str]) -> set[str]:
    """The rooms that some rooms lead to, themselves included."""
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        room = todo.pop()
        if room not in seen:
            seen.add(room)
            todo += arrows[room]
    return seen


def reduced(arrows: Arrows) -> Arrows:
    """The arrows that do not follow from others. Raises ValueError where rooms run in a circle."""
    for room, others in arrows.items():
        if room in reachable(arrows, others):
            raise ValueError(f"{room} imports itself by way of other rooms")
    return {
        room: {
            o for o in others if o not in reachable(arrows, set().union(*map(arrows.get, others)))
        }
        for room, others in arrows.items()
    }


def floors(arrows: Arrows) -> list[list[str]]:
    """The rooms by floor, from those that nobody imports down: each over all that it imports."""
    depth: dict[str, int] = {}

    def below(room: str) -> int:
        if room not in depth:
            depth[room] = 1 + max(map(below, arrows[room]), default=-1)
        return depth[room]

    highest = max(map(below, arrows))
    return [sorted(r for r in arrows if depth[r] == floor) for floor in range(highest, -1, -1)]


def inner_rooms(graph: grimp.ImportGraph, room: str) -> list[str]:
    """The packages inside a room, by name."""
    children = graph.find_children(room)
    return sorted(child.rpartition(".")[2] for child in children if graph.find_children(child))


def picture(graph: grimp.ImportGraph, package: str) -> str:
    """The rooms of a package as an SVG image."""
    arrows = reduced(arrows_between(graph, package))
    rows = floors(arrows)
    most = max(map(len, rows))
    width = 2 * MARGIN + most * WIDE + (most - 1) * BETWEEN
    width = max(width, 560)
    height = 2 * MARGIN + len(rows) * HIGH + (len(rows) - 1) * APART
    corner: dict[str, tuple[float, float]] = {}
    for floor, row in enumerate(rows):
        left = (width - len(row) * WIDE - (len(row) - 1) * BETWEEN) / 2
        for place, room in enumerate(row):
            top = MARGIN + floor * (HIGH + APART)
            corner[room] = (left + place * (WIDE + BETWEEN), top)
    lines = [line for room in sorted(arrows) for line in _lines(corner, room, arrows[room])]
    boxes = [box for room in sorted(arrows) for box in _box(corner[room], graph, room)]
    title = f"The rooms of {package}: an arrow goes from a room to one that it imports"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" '
            'font-family="system-ui, sans-serif" text-anchor="middle">',
            f"<title>{escape(title)}</title>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
            'markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">'
            '<path d="M0 0 8 4 0 8z" fill="#5b6770"/></marker></defs>',
            f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
            *lines,
            *boxes,
            "</svg>",
            "",
        ]
    )


def _lines(
    corner: dict[str, tuple[float, float]], room: str, imported: Iterable[str]
) -> Iterable[str]:
    """The arrows from a room, from the middle of its lower edge."""
    x, y = corner[room][0] + WIDE / 2, corner[room][1] + HIGH
    for other in sorted(imported):
        to_x, to_y = corner[other][0] + WIDE / 2, corner[other][1]
        bend = (to_y - y) / 2
        path = f"M{x:g} {y:g}C{x:g} {y + bend:g} {to_x:g} {to_y - bend:g} {to_x:g} {to_y - 1:g}"
        yield (
            f'<path d="{path}" fill="none" stroke="#5b6770" stroke-width="1.3" '
            'marker-end="url(#head)"/>'
        )


def _box(at: tuple[float, float], graph: grimp.ImportGraph, room: str) -> Iterable[str]:
    """A room, with the names of the packages inside it."""
    x, y = at
    middle = x + WIDE / 2
    inside = textwrap.wrap(" ".join(inner_rooms(graph, room)), LETTERS)
    name = escape(room.rpartition(".")[2]) + ("/" if graph.find_children(room) else ".py")
    yield (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="5" fill="#eef3f7" '
        'stroke="#2f5d7c"/>'
    )
    base = y + HIGH / 2 + 5 - 6 * len(inside)
    yield f'<text x="{middle:g}" y="{base:g}" font-size="14" fill="#16242e">{name}</text>'
    for number, line in enumerate(inside, 1):
        below = base + 2 + 11 * number
        yield (
            f'<text x="{middle:g}" y="{below:g}" font-size="10" fill="#44525c">'
            f"{escape(line)}</text>"
        )


def pictures() -> dict[str, str]:
    """Every picture by its file's name under docs/."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    return {name: picture(graph, package) for name, package in DRAWN.items()}


def main() -> None:
    """Draw every picture."""
    for name, text in pictures().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
