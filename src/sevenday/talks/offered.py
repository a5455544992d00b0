"""The values that an offer has of the terms that a variant can change."""

from collections.abc import Mapping
from typing import Any

from sevenday.clock import SATURDAY, minutes
from sevenday.contracts import Terms
from sevenday.contracts.windows import weekdays
from sevenday.errors import InputError
from sevenday.pay.line_work import share_of
from sevenday.pay.models.window_hours import SATURDAYS, WINDOWS
from sevenday.pay.models.windows import SATURDAY_OFTEN
from sevenday.talks.variant import AS_OFFERED, Variant, apply_variant, basic_rise

HOUR = 60


def as_offered(terms: Terms) -> dict[str, float]:
    """By term of a variant, in its unit, what the offer has of it; no term that it has not.

    Where windows of Saturday pay different shares it is the first's; of what is not fully known the
    best guess.
    """
    return {name: _value(terms, name) for name in AS_OFFERED if _has(terms, name)}


def _has(terms: Terms, name: str) -> bool:
    try:
        apply_variant(terms, Variant(**{name: AS_OFFERED[name]}))
    except InputError:
        return False
    return True


def _value(terms: Terms, name: str) -> float:
    if name == "basic":
        return basic_rise(terms)
    if name == "weekend":
        return 1.0
    if name == "saturday_often":
        return 1 / share_of(terms.value(SATURDAY_OFTEN))
    if name == "saturday":
        return share_of(_window(terms, (SATURDAY,))["share"])
    if name == "saturday_from":
        return minutes(_window(terms, (SATURDAY,))["window"][0]) / HOUR
    if terms.has("pay.night_rate"):
        return float(terms.value("pay.night_rate"))
    return share_of(_window(terms, tuple(range(7)))["share"])


def _window(terms: Terms, days: tuple[int, ...]) -> Mapping[str, Any]:
    """The first window of exactly those days."""
    return next(
        row
        for term in (WINDOWS, SATURDAYS)
        if terms.has(term)
        for row in terms.value(term)
        if weekdays(row["days"]) == days
    )
