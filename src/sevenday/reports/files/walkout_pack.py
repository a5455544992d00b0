"""The walkout's papers, written to a folder."""

from pathlib import Path

from sevenday.contracts import contract
from sevenday.errors import Fault, InputError
from sevenday.extras import is_installed
from sevenday.reports.files.export import safe
from sevenday.reports.files.walkout_returns import activity, sitrep
from sevenday.reports.pages.cover_plan import cover_page
from sevenday.reports.pages.debrief import debrief_page
from sevenday.reports.pages.derogation import derogation_page
from sevenday.reports.pages.rate_card import rate_card_page
from sevenday.reports.pages.service_rota import service_pages
from sevenday.reports.render.page import Page, as_html
from sevenday.reports.render.pdf import page_as_pdf
from sevenday.walkout.law.deductions import rate_card
from sevenday.walkout.result import CoverResult
from sevenday.writing import write_whole


def write_pack(result: CoverResult, folder: Path, paid_by: str | None = None) -> list[Path]:
    """Write a walkout's papers.

    The board pack (HTML, and PDF where Typst is), a rota page a service, the returns and the rate
    card; with places that cannot be made safe the evidence for a derogation, and with counts the
    debrief.

    Parameters
    ----------
    result
        What `cover` gave back.
    folder
        Where to; made where it is not there.
    paid_by
        The contract of the rate card (default: the hospital's own).

    Returns
    -------
    list of Path
        The files written, in order.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    pages = _pages(result, paid_by)
    papers: dict[str, str | bytes] = {f"{name}.html": as_html(page) for name, page in pages.items()}
    papers["sitrep.csv"] = sitrep(result)
    papers["sitrep-activity.csv"] = activity(result)
    if is_installed("typst"):
        papers["board.pdf"] = page_as_pdf(pages["board"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            Fault(f"cannot be written: {error.strerror}", folder.name, code="unwritable-file")
        ) from None
    for name, paper in papers.items():
        write_whole(folder / name, paper)
    return [folder / name for name in papers]


def _pages(result: CoverResult, paid_by: str | None) -> dict[str, Page]:
    """The papers that are pages, by the name of their file."""
    pages = {"board": cover_page(result)}
    for service, page in service_pages(result).items():
        pages[f"rota-{safe(service)}"] = page
    if (card := _rate_card(result, paid_by)) is not None:
        pages["rate-card"] = card
    if result.escalations:
        pages["derogation"] = derogation_page(result)
    if result.counts:
        pages["debrief"] = debrief_page(result)
    return pages


def _rate_card(result: CoverResult, paid_by: str | None) -> Page | None:
    """The rate card; None where no contract is named, or it has no basic pay on the date."""
    hospital, walkout = result.inputs.hospital, result.inputs.walkout
    named = paid_by or hospital.contract
    if not named:
        return None
    try:
        terms = contract(named, walkout.span[0].date())
        return rate_card_page(hospital.name or "The hospital", rate_card(hospital, walkout, terms))
    except InputError:
        return None
