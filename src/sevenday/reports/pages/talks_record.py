"""A record of talks as a page: what is agreed and open, what was offered, what happened when."""

from sevenday.clock import short_date
from sevenday.reports.pictures.talks import talks_picture
from sevenday.reports.render.page import Block, Heading, Page, Table
from sevenday.talks.record import TalksRecord

SILENT = "-"


def recorded_page(state: TalksRecord, weighed: str = "") -> Page:
    """The record as a page. `weighed`: in words, on which rota and contract money was counted."""
    talks = state.talks
    lead, *lines = (line.strip() for line in state.summary().splitlines())
    sentences = [f"{line[:1].upper()}{line[1:]}." for line in lines]
    note = [talks.note] if talks.note else []
    blocks: list[Block] = [lead, *sentences, *note, talks_picture(state), Heading("Term by term")]
    if weighed:
        blocks.append(weighed)
    blocks.append(_terms(state))
    if state.offer_wording:
        blocks += [
            "What each offer's own file says of these terms: sevenday contracts show ID has the "
            "source and the certainty of each value.",
            _offers(state),
        ]
    blocks += [Heading("What happened"), _events(state)]
    if talks.meetings:
        rows = [(short_date(when), source) for when, source in talks.meetings]
        blocks.append(Table("Meetings that can be dated", ("date", "source"), rows))
    return Page(talks.name or "Talks", tuple(blocks))


def _terms(state: TalksRecord) -> Table:
    """Each term with its status, who conceded or holds it, and what it is worth."""
    weights = any(term.weight is not None for term in state.talks.terms)
    whole = sum(term.weight or 0.0 for term in state.talks.terms)
    rows = []
    for term in (*state.open, *state.agreed):
        money: tuple[str, ...] = ()
        if weights:
            share = f"{(term.weight or 0.0) / whole:.1%}" if whole else SILENT
            money = (SILENT if term.weight is None else f"{term.weight:,.0f}", share)
        rows.append((term.says, term.status, term.by or SILENT, *money))
    heads = ("worth", "share") if weights else ()
    who = "agreed: conceded by; open: held by"
    return Table(f"Terms ({who})", ("term", "status", "by", *heads), rows)


def _offers(state: TalksRecord) -> Table:
    """Terms by offer: how the position moved."""
    says = {term.id: term.says for term in state.talks.terms}
    rows = [
        (says[id], *(each.get(offer) or SILENT for offer in state.talks.offers))
        for id, each in state.offer_wording.items()
    ]
    return Table("Offer by offer", ("term", *state.talks.offers), rows, lined=True)


def _events(state: TalksRecord) -> Table:
    rows = [(short_date(e.date), e.party, e.kind, e.term, e.text, e.source) for e in state.timeline]
    return Table("In order of date", ("date", "party", "kind", "term", "what", "source"), rows)
