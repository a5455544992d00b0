"""Words and figures that the pages of offers share: changes with both ends of what is not known."""

from collections.abc import Iterable

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.talks.pay_change import PayChange


def doctors_text(many: int) -> str:
    """So many doctors."""
    return f"{many} doctor{'s' * (many != 1)}"


def change_in_pounds(change: float) -> str:
    """A change of pay with its sign, in whole pounds."""
    return f"{'-' if change < 0 else '+'}£{abs(change):,.0f}"


def contract_and_date(terms: Terms) -> str:
    """A contract's id and its date."""
    return f"{terms.id} (as on {short_date(terms.on)})"


def signed(change: PayChange) -> str:
    """A change, and both ends of what is not known."""
    text = f"{change.change['value']:+,.0f}"
    if change.ranged:
        text += f"\n{change.change['low']:+,.0f} to {change.change['high']:+,.0f}"
    return text


def counts(change: PayChange, which: str) -> str:
    """How many gain or lose, and between which ends."""
    of = change.gain if which == "gain" else change.lose
    if not change.ranged:
        return f"{of['value']}"
    return f"{of['value']}\n{min(of.values())} to {max(of.values())}"


def heading(name: str, ranged: bool) -> str:
    """A heading, with one for the ends of what is not known where there are any."""
    return name + "\nmay be" * ranged


def at_best_guess(ranged: bool) -> str:
    """What to add to figures that are one of many that they could be."""
    return ", at the best guess" * ranged


def between(ends: Iterable[float | None], form: str) -> str:
    """Both ends of what is not known, in words; blank where they are one."""
    low, high = (format(end, form) for end in sorted(end for end in ends if end is not None))
    return "" if low == high else f" at the best guess, anywhere from {low} to {high}"
