"""The walkout's papers, written to a folder."""

from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from sevenday.errors import InputError
from sevenday.extras import is_installed
from sevenday.reports.files.export import safe
from sevenday.reports.files.walkout_returns import activity, sitrep
from sevenday.reports.pages.board import NO_ISSUE, Issue, card_of, hospital_name
from sevenday.reports.pages.call_sheet import YOURS, call_sheets
from sevenday.reports.pages.cover_plan import cover_page, orders_page
from sevenday.reports.pages.debrief import debrief_page
from sevenday.reports.pages.derogation import derogation_page
from sevenday.reports.pages.rate_card import rate_card_page
from sevenday.reports.pages.service_rota import service_pages
from sevenday.reports.render.page import Page, as_html
from sevenday.reports.render.pdf import page_as_pdf, pages_as_pdf
from sevenday.walkout.result import CoverResult
from sevenday.writing import unwritable, write_papers

CALLS = "calls"
"""The folder of call sheets: each goes to its own substitute."""


def write_pack(result: CoverResult, folder: Path, issue: Issue = NO_ISSUE) -> list[Path]:
    """Write a walkout's papers.

    The board pack, a page for the wall of each service, a call sheet for each substitute, the
    returns and the rate card; with places that cannot be made safe the evidence for a derogation;
    against an earlier plan the orders, and with counts the debrief. Pages are HTML; where Typst is
    installed the pack, the wall pages and the call sheets are PDFs too.

    Parameters
    ----------
    result
        What `cover` gave back.
    folder
        Where to; made where it is not there.
    issue
        What the papers say of themselves, and the contract of the rate card.

    Returns
    -------
    list of Path
        The files written, in order.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    pages = _pages(result, issue)
    walls = service_pages(result, issue)
    sheets = call_sheets(result, issue)
    papers: dict[str, str | bytes] = {f"{name}.html": as_html(page) for name, page in pages.items()}
    papers |= {f"rota-{safe(name)}.html": as_html(page) for name, page in walls.items()}
    papers |= {f"{CALLS}/{name}.html": as_html(page) for name, page in _names(sheets).items()}
    papers["sitrep.csv"] = sitrep(result)
    papers["sitrep-activity.csv"] = activity(result)
    if is_installed("typst"):
        papers["board.pdf"] = page_as_pdf(pages["board"])
        papers |= _together("wall.pdf", list(walls.values()))
        papers |= _together("calls.pdf", list(sheets.values()))
    _remove_sheets(folder / CALLS)
    return write_papers(folder, papers)


def _together(name: str, pages: Sequence[Page]) -> dict[str, str | bytes]:
    """Pages as one file to print; none where there is no page."""
    return {name: pages_as_pdf(pages)} if pages else {}


def _remove_sheets(folder: Path) -> None:
    """Remove the call sheets of an earlier plan: none of them stays."""
    try:
        for sheet in folder.glob("*.html"):
            if YOURS in sheet.read_text("utf-8", "replace"):
                sheet.unlink()
    except OSError as error:
        raise InputError(unwritable(folder, error)) from None


def _names(sheets: Mapping[str, Page]) -> dict[str, Page]:
    """Each sheet under a file's name of its own: two names may be one once they are safe."""
    found: dict[str, Page] = {}
    for name, page in sheets.items():
        plain = safe(name)
        twins = chain([plain], (f"{plain}-{n}" for n in count(2)))
        found[next(each for each in twins if each not in found)] = page
    return found


def _pages(result: CoverResult, issue: Issue) -> dict[str, Page]:
    """The papers that are one page each, by the name of their file."""
    pages = {}
    if result.orders is not None:
        pages["orders"] = orders_page(result, issue)
    pages["board"] = cover_page(result, issue)
    card, _ = card_of(result, issue.paid_by)
    if card is not None:
        pages["rate-card"] = rate_card_page(hospital_name(result), card)
    if result.escalations:
        pages["derogation"] = derogation_page(result)
    if result.counts:
        pages["debrief"] = debrief_page(result)
    return pages
