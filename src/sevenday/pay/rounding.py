"""Pounds and pennies: every line to the penny, or whole pounds as the circulars print them."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from sevenday.errors import InputError

PENNY, POUND = Decimal("0.01"), Decimal(1)
ROUNDINGS = ("penny", "circular")


def exact(amount: float) -> Decimal:
    """A float as the decimal it stands for: what binary fractions add is far below this."""
    return Decimal(repr(round(amount, 7)))


def penny(amount: float) -> float:
    """Half up to the penny."""
    return float(exact(amount).quantize(PENNY, ROUND_HALF_UP))


def pounds_up(amount: float) -> int:
    """Up to the whole pound, as the circulars print allowances."""
    return int(exact(amount).quantize(POUND, ROUND_CEILING))


def rounded(amount: float, rounding: str, up: bool) -> float:
    """An amount as a payslip (penny) or a circular prints it; `up` as the contract rounds it."""
    if rounding not in ROUNDINGS:
        raise InputError(f"rounding is {rounding!r}; expected {' or '.join(ROUNDINGS)}")
    if rounding == "penny":
        return penny(amount)
    return float(pounds_up(amount) if up else exact(amount).quantize(POUND, ROUND_HALF_UP))
