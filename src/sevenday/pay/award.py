"""Pay awards: what a rise makes of a pay point."""

from decimal import ROUND_CEILING, ROUND_HALF_UP
from typing import Literal

from sevenday.errors import InputError
from sevenday.pay.rounding import POUND, exact

WAYS = {"up": ROUND_CEILING, "nearest": ROUND_HALF_UP}


def uplift(
    amount: float, share: float, flat: float = 0.0, rounding: Literal["up", "nearest"] = "nearest"
) -> int:
    """A point after an award of a share and a flat sum: whole pounds, "up" or "nearest".

    The first award of 2023/24 and that of 2025/26 rounded up; those of 2024 and 2026 to the
    nearest pound (contracts.md 8.1).
    """
    if rounding not in WAYS:
        raise InputError(
            f"rounding is {rounding!r}; expected {' or '.join(WAYS)}", code="unknown-word"
        )
    return int(exact(amount * (1 + share) + flat).quantize(POUND, WAYS[rounding]))
