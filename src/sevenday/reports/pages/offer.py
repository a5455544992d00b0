"""One offer of a comparison: what was said of it, whom it changes by how much, and why."""

from collections.abc import Iterator

from sevenday.contracts import in_words
from sevenday.contracts.value import ENDS
from sevenday.reports.pages.offer_words import (
    at_best_guess,
    between,
    change_in_pounds,
    contract_and_date,
    counts,
    doctors_text,
    heading,
    signed,
)
from sevenday.reports.pictures.spread import spread
from sevenday.reports.render.page import Block, Heading, Picture, Table
from sevenday.talks.comparison import Comparison, OfferOutcome

SHOWN = ("least", "1 in 4", "median", "3 in 4", "most")
"""The points of a distribution that a page has room for; JSON has them all."""

SHARES = (
    "Of pay: the change of all pay, as a share of all pay before. Of basic: the change of basic "
    "pay alone, as a share of the basic pay before, without nights, weekends, bands or on-call."
)


def offer_blocks(one: OfferOutcome, found: Comparison) -> Iterator[Block]:
    """An offer's part of the page."""
    yield Heading(f"{contract_and_date(one.terms)}: {one.terms.name}")
    yield from _published_figures(one)
    shown = [*one.grades, one.everyone]
    heads = (heading(x, one.everyone.ranged) for x in ("gain", "lose", "cost, £ a year"))
    columns = ("grade", "doctors", *heads, "of pay", "of basic", *SHOWN)
    rows = [
        (
            c.group,
            f"{c.doctors}",
            counts(c, "gain"),
            counts(c, "lose"),
            signed(c),
            f"{c.share:+.1%}",
            f"{c.basic_share:+.1%}",
            *(f"{c.quantiles[name]:+,.0f}" for name in SHOWN),
        )
        for c in shown
    ]
    guessed = at_best_guess(one.everyone.ranged)
    caption = "Change of a doctor's pay by grade, £ a year"
    yield Table(caption + guessed, columns, rows)
    yield SHARES
    yield (
        f"Worst off{guessed}: {one.worst.group} ({one.worst.doctors} of "
        f"{doctors_text(len(found.doctors))}): "
        f"half of them change by {change_in_pounds(one.worst.quantiles['median'])} or less, the "
        f"worst by {change_in_pounds(one.worst.quantiles['least'])}."
    )
    yield from _rises(one, found)
    yield from _neutral(one, found)
    yield _distribution(one, found)


def _published_figures(one: OfferOutcome) -> Iterator[str]:
    """What was said of the offer, beside what is found here."""
    all_ = one.everyone
    if one.terms.has("talks.cost"):
        claim = one.terms.get("talks.cost")
        words = f"Said of its cost: {claim.value} ({claim.source}). Here: {all_.share:+.1%}"
        yield words + between((all_.share_at("low"), all_.share_at("high")), "+.1%") + "."
    if one.terms.has("talks.gain"):
        claim = one.terms.get("talks.gain")
        low, here, high = ((all_.doctors - all_.lose[end]) / all_.doctors for end in ENDS)
        words = (
            f"Said to gain or keep their pay: {in_words(claim)} ({claim.source}). Here: {here:.0%}"
        )
        yield words + between((low, high), ".0%") + "."


def _rises(one: OfferOutcome, found: Comparison) -> Iterator[str]:
    """The rise of basic pay over every grade that both pay, whether any works here or not."""
    low, best, high = (one.rises[end] for end in ENDS)
    if not best:
        return
    least, most = min(best, key=best.__getitem__), max(best, key=best.__getitem__)
    unknown = ""
    if low != high:
        unknown = (
            f", at the best guess: a grade's may be anything from {min(low.values()):+.1%} to "
            f"{max(high.values()):+.1%}"
        )
    ends = f"{best[least]:+.1%} ({least}) to {best[most]:+.1%} ({most}) over all"
    if f"{best[least]:.1%}" == f"{best[most]:.1%}":
        ends = f"{best[least]:+.1%} in each of the"
    yield (
        f"Basic pay moves by {ends} {len(best)} grades that it and {found.baseline.terms.id} "
        f"pay{unknown}."
    )


def _neutral(one: OfferOutcome, found: Comparison) -> Iterator[str]:
    """Why an offer said to cost nothing more does or does not here: the supplement it replaces."""
    share = one.neutral_supplement
    if share is None:
        return
    before = found.baseline.everyone.before_by
    now = before["band_supplement"] / before["basic"]
    unknown = between((one.supplement_at("low"), one.supplement_at("high")), ".1%")
    so = ""
    if not unknown:
        way = "dearer" if share > now else "cheaper"
        so = (
            f", so here it is {way}. It would cost the same where supplements are {share:.1%} on "
            "average"
        )
    yield (
        f"It costs what a band supplement of {share:.1%} of the old basic pay would{unknown}; "
        f"these doctors have {now:.1%}{so}."
    )


def _distribution(one: OfferOutcome, found: Comparison) -> Picture:
    grades = [doctor.grade for _, doctor in found.doctors]
    change = one.pays.change["value"].tolist()
    rows = [
        (c.group, [x for x, grade in zip(change, grades, strict=True) if grade == c.group])
        for c in one.grades
    ]
    says = (
        f"under {one.terms.id} gain: {doctors_text(one.everyone.gain['value'])}; lose: "
        f"{one.everyone.lose['value']}"
    )
    caption = f"Change of pay by grade under {one.terms.id}, £ a year"
    return spread(caption + at_best_guess(one.everyone.ranged), says, rows)
