"""A rota put right, as a page: the changes to send, places left empty."""

from datetime import date

from sevenday.reports.pages.open_places import open_places
from sevenday.reports.render.page import Block, Page, Table
from sevenday.solver.repair.result import ReplanResult, RotaChange


def replanned_page(made: "ReplanResult") -> Page:
    """The changes as a page."""
    blocks: list[Block] = [made.summary()]
    heads: tuple[str, ...] = ("date", "doctor", "was", "is", "days of notice")
    if made.chosen:
        blocks.append(Table("Changes to send", heads, [_row(c) for c in made.chosen]))
    given = [change for change in made.changes if change.given]
    if given:
        blocks.append(Table("Given", heads[:4], [_row(c)[:4] for c in given]))
    if made.uncovered:
        blocks.append(open_places(made.uncovered))
    blocks += list(made.notes)
    if made.stopped:
        blocks.append("Stopped by you: these are the fewest changes found so far.")
    blocks.append(f"{made.seconds:.1f} seconds.")
    return Page(f"{made.hospital.name or 'The hospital'}: a rota put right", tuple(blocks))


def _row(change: "RotaChange") -> tuple[str, ...]:
    return (
        _day(change.day),
        change.doctor,
        change.before or "off",
        change.after or "off",
        f"{change.notice}",
    )


def _day(day: date) -> str:
    return f"{day:%a} {day}"
