"""One duty explained, its swaps, and two rotas compared, as pages."""

from collections.abc import Iterable, Sequence

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.limits.slack import RuleSlack
from sevenday.limits.swaps import REACH, SwapResult
from sevenday.model.differ import RotaDiff
from sevenday.reports.render.page import Block, Page, Table
from sevenday.solver.explain.why import DutyExplanation

RULES_SHOWN = 2
"""Rules that the page names of a swap; JSON has every one."""


def why_page(found: DutyExplanation, hospital: str) -> Page:
    """Who could take a duty, the cheapest first, and what stands against everybody else."""
    costs = ("requests refused", "over the fair share", "pounds a year", "hours a week then")
    could = [
        (
            each.candidate.doctor,
            f"{each.unmet:g}",
            f"{each.above:+.2f}",
            "not known" if each.pounds is None else f"{each.pounds:+,.2f}",
            f"{each.candidate.hours:.2f}",
        )
        for each in found.replacements
        if each.candidate.could
    ]
    others = [each.candidate for each in found.replacements if not each.candidate.could]
    barred = [
        (one.doctor, _joined((*one.reasons, *(breach.sentence for breach in one.breaches))))
        for one in others
    ]
    blocks: list[Block] = [found.summary(), *_notes(found.notes)]
    if could:
        blocks.append(Table("Who could, the cheapest first", ("doctor", *costs), could))
    if barred:
        blocks.append(Table("Who could not, and why", ("doctor", "why"), barred))
    return Page(f"{hospital or 'Rota'}: one duty", tuple(blocks))


def swaps_page(found: SwapResult, terms: Terms, hospital: str) -> Page:
    """The lawful swaps of a duty, and with whom there is none."""
    swaps = "1 lawful swap" if len(found.swaps) == 1 else f"{len(found.swaps)} lawful swaps"
    head = (
        f"{swaps} of {found.doctor}'s duty on {short_date(found.day)} with "
        f"a duty within {REACH} days, under {terms.id} on {terms.on}."
    )
    columns = (
        "partner",
        "takes",
        "gives on",
        "gives",
        f"{found.doctor}: hours a week",
        "partner: hours",
        "what it uses up",
    )
    rows = [
        (
            swap.partner,
            swap.mine,
            short_date(swap.day),
            swap.theirs,
            *(f"{hours:.2f}" for hours in swap.hours),
            _tightest(swap.rules),
        )
        for swap in found.swaps
    ]
    blocks: list[Block] = [head, *_notes(found.notes)]
    if rows:
        blocks.append(Table("Swaps", columns, rows))
    if found.barred:
        barred = [(one.partner, _joined(one.reasons)) for one in found.barred]
        blocks.append(Table("No lawful swap, and what says so", ("doctor", "why"), barred))
    return Page(f"{hospital or 'Rota'}: swaps", tuple(blocks))


def _notes(notes: Iterable[str]) -> list[str]:
    return [f"Note: {note}" for note in notes]


def _joined(reasons: Iterable[str]) -> str:
    """Several reasons, sentences or parts of one, as one text."""
    return " ".join(reason if reason.endswith(".") else f"{reason};" for reason in reasons).rstrip(
        ";"
    )


def _tightest(rules: Sequence[RuleSlack]) -> str:
    """The rules that the swap brings nearer to their limits, the nearest first."""
    nearer = sorted((rule for rule in rules if rule.nearer), key=lambda rule: rule.slack)
    named = "; ".join(rule.sentence for rule in nearer[:RULES_SHOWN])
    return named or "no rule is nearer to its limit"


def diff_page(found: RotaDiff) -> Page:
    """The cells that differ between two rotas."""
    rows = [
        (one.doctor, short_date(one.day), _cell(one.before), _cell(one.after))
        for one in found.changes
    ]
    table = Table("Changes", ("doctor", "date", "was", "is"), rows)
    return Page("Two rotas", (found.summary(), *_notes(found.notes), *([table] if rows else [])))


def _cell(text: str | None) -> str:
    return "not in it" if text is None else text or "off"
