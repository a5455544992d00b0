"""The walkout's papers, written to a folder."""

from collections.abc import Sequence
from pathlib import Path

from sevenday.contracts import contract
from sevenday.errors import Fault, InputError
from sevenday.model.walkout import Count
from sevenday.reports.files.export import safe
from sevenday.reports.files.walkout_papers import (
    activity,
    debrief,
    rate_card_page,
    service_pages,
    sitrep,
)
from sevenday.reports.pages.derogation import derogation_page
from sevenday.reports.render.page import Page, as_html
from sevenday.reports.render.pdf import page_as_pdf
from sevenday.walkout.law.deductions import rate_card
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.escalation import escalations
from sevenday.walkout.planning.plan import CoverPlan


def pack(
    inputs: WalkoutInputs,
    plan: CoverPlan,
    board: Page,
    counts: Sequence[Count],
    out: Path,
    paid_by: str | None = None,
) -> list[Path]:
    """Write the board pack (HTML, and PDF where Typst is), service rotas, sitreps and rate card.

    With places that cannot be made safe, the evidence for a derogation.
    `paid_by`: the contract of the rate card (default: the hospital's own). With counts, the debrief
    too. Gives the files written, in order. Raises InputError where the folder cannot be written.
    """
    first = inputs.walkout.windows[0].start.date()
    pages = {"board": board}
    pages |= {
        f"rota-{safe(service)}": page for service, page in service_pages(inputs, plan).items()
    }
    if named := paid_by or inputs.hospital.contract:
        try:
            terms = contract(named, first)
            card = rate_card(inputs.hospital, inputs.walkout, terms)
            pages["rate-card"] = rate_card_page(inputs, card)
        except InputError:
            pass  # a contract without basic pay on the date has no rate card
    if unsafe := escalations(plan):
        pages["derogation"] = derogation_page(inputs, plan, unsafe)
    if counts:
        pages["debrief"] = debrief(inputs, plan, counts)
    texts = {f"{name}.html": as_html(page).encode() for name, page in pages.items()}
    texts["sitrep.csv"] = sitrep(inputs, counts).encode()
    texts["sitrep-activity.csv"] = activity(inputs, plan, counts).encode()
    if (pdf := page_as_pdf(board)) is not None:
        texts["board.pdf"] = pdf
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (out / name).write_bytes(text)
    except OSError as error:
        raise InputError(Fault(f"cannot be written: {error.strerror}", out.name)) from None
    return [out / name for name in texts]
