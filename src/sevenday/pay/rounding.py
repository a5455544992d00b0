"""Pounds and pennies: every line to the penny, or whole pounds as the circulars print them."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from sevenday.errors import InputError

Rounding = Literal["penny", "circular"]
"""To the penny as a payslip, or to the pound as the printed circulars."""

PENNY, POUND = Decimal("0.01"), Decimal(1)
Floats = npt.NDArray[np.float64]


def known_rounding(text: str) -> Rounding:
    """A rounding by its name. Raises InputError for another."""
    if text not in get_args(Rounding):
        raise InputError(
            f"rounding is {text!r}; expected {' or '.join(get_args(Rounding))}", code="unknown-word"
        )
    return cast(Rounding, text)


def exact(amount: float) -> Decimal:
    """A float as the decimal it stands for: what binary fractions add is far below this."""
    return Decimal(repr(round(amount, 7)))


def penny(amount: float) -> float:
    """Half up to the penny."""
    return float(exact(amount).quantize(PENNY, ROUND_HALF_UP))


def pounds_up(amount: float) -> int:
    """Up to the whole pound, as the circulars print allowances."""
    return int(exact(amount).quantize(POUND, ROUND_CEILING))


def to_the_penny(amounts: Floats) -> Floats:
    """Half up to the penny, as `penny`, over arrays."""
    pennies: Floats = np.floor(np.round(amounts * 100, 5) + 0.5) / 100
    return pennies


def to_the_pound(amounts: Floats, up: npt.NDArray[np.bool_]) -> Floats:
    """To whole pounds over arrays: up where the circulars print it so, else half up."""
    whole = np.round(amounts, 7)
    pounds: Floats = np.where(up, np.ceil(whole), np.floor(whole + 0.5))
    return pounds
