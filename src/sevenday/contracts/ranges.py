"""Figures that are not known: a value between a low and a high end."""

from fractions import Fraction
from typing import Any


def ordered(low: Any, value: Any, high: Any) -> bool:
    """Whether low <= value <= high in every number of the three, and all else in them is one.

    Tables and lists are walked at every depth; a fraction as "1/3" is a number.
    """
    ends = (low, value, high)
    if all(isinstance(end, dict) for end in ends):
        return set(low) == set(value) == set(high) and all(
            ordered(low[key], value[key], high[key]) for key in value
        )
    if all(isinstance(end, list) for end in ends):
        return len(low) == len(value) == len(high) and all(map(ordered, low, value, high))
    numbers = [_number(end) for end in ends]
    if any(number is None for number in numbers):
        return bool(low == value == high)
    a, b, c = numbers
    return bool(a <= b <= c)  # type: ignore[operator]


def _number(value: Any) -> Fraction | None:
    if isinstance(value, bool):
        return None
    try:
        return Fraction(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
