"""Words that pages share."""

import re
from decimal import ROUND_HALF_UP, Decimal

from sevenday.model import Shift

SURE = (
    "Confirmed: read in the contract or circular itself. Secondary: read in a summary by a body "
    "that should know. Unconfirmed: derived, remembered or in dispute."
)
"""What each certainty means."""


def one_in(frequency: float | None) -> str:
    """A frequency as people say it: 1 in so many."""
    return f"1 in {1 / frequency:.3g}" if frequency else "none"


def two_places(number: float) -> str:
    """A number to two places, half up as on a payslip: 44.625 is 44.63."""
    return f"{Decimal(f'{number:.9f}').quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def certainty(sure: str) -> str:
    """How sure a figure is: what is unconfirmed stands out."""
    return sure.upper() if sure == "unconfirmed" else sure


def named(shift: Shift) -> str:
    """A shift's name, and that it is on call where the name does not say so."""
    on_call = shift.on_call and "on call" not in shift.name.lower().replace("-", " ")
    return ", ".join(filter(None, (shift.name, "on call" if on_call else "")))


def plain(id: str) -> str:
    """A rule's or a pay element's id without its marks: hours.in_168h is in 168 hours."""
    words = id.removeprefix("hours.").replace("oncall.", "on call: ").replace("_", " ")
    words = re.sub(r"(\d)h\b", r"\1 hours", words)
    return f"{words} shifts" if words.endswith(("long", "evening")) else words
