"""An offer with a term or two changed: a Saturday premium, its window, how often, basic pay.

A variant is a contract like any other: `sevenday.pay.price` prices it, and a sweep must agree.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sevenday.clock import DAY, SATURDAY, hhmm, minutes
from sevenday.contracts import Terms, Value, contract, contract_ids
from sevenday.contracts.value import ENDS
from sevenday.contracts.windows import MIDNIGHT, weekdays
from sevenday.errors import Fault, InputError
from sevenday.pay.line_work import share_of
from sevenday.pay.models.window_hours import SATURDAYS, WINDOWS
from sevenday.pay.models.windows import SATURDAY_OFTEN

RISE, ALLOWANCE = "pay.basic_uplift", "pay.weekend"


@dataclass(frozen=True, slots=True)
class Variant:
    """What is changed of an offer; None leaves the term as it was offered.

    `saturday`: the share that every window of Saturday alone pays. `saturday_from`: the hour of
    Saturday at which plain time ends. `saturday_often`: 1 Saturday in so many, from which the
    premium on plain Saturday hours is paid. `night`: the share that nights pay. `weekend`: how many
    times over the whole table of the weekend allowance is paid. `basic`: the rise of basic pay, as
    the offer counts it; every grade moves in proportion.
    """

    saturday: float | None = None
    saturday_from: float | None = None
    saturday_often: float | None = None
    night: float | None = None
    basic: float | None = None
    weekend: float | None = None


TERMS = {
    "saturday": "share of basic pay an hour, 0 to 1 (0.3 is 30%)",
    "saturday_from": "an hour of Saturday, 0 to under 24 (17 is 17:00)",
    "saturday_often": "1 Saturday in so many, 1 or more (4 is 1 in 4)",
    "night": "share of basic pay an hour, 0 to 1 (0.5 is 50%)",
    "basic": "share of basic pay, over -1 and at most 1 (0.11 is 11%)",
    "weekend": "times the allowance for weekends as offered, 0 to 10 (1 is as offered)",
}
"""What each term of a variant is counted in."""
AS_OFFERED = {
    "saturday": 0.3,
    "saturday_from": 17,
    "saturday_often": 4,
    "night": 0.5,
    "basic": 0.1,
    "weekend": 1,
}
"""A value of each term that fits it, to try whether an offer has the term."""
FITS: dict[str, Callable[[float], bool]] = {
    "saturday": lambda x: 0 <= x <= 1,
    "saturday_from": lambda x: 0 <= x < 24 and (60 * x) % 1 == 0,
    "saturday_often": lambda x: x >= 1,
    "night": lambda x: 0 <= x <= 1,
    "basic": lambda x: -1 < x <= 1,
    "weekend": lambda x: 0 <= x <= 10,
}


def apply_variant(terms: Terms, variant: Variant) -> Terms:
    """The offer with the variant's terms in place of its own, as another contract.

    Raises InputError for a term that the offer does not have, or a value not of its unit.
    """
    values = dict(terms.values)
    for field in fields(variant):
        value = getattr(variant, field.name)
        if value is None:
            continue
        if not FITS[field.name](value):
            what = "not of the term's unit"
            raise InputError(
                Fault(
                    what, "", None, field.name, f"{value:g}", TERMS[field.name], code="wrong-unit"
                )
            )
        try:
            changes = CHANGES[field.name](terms, value)
        except NoSuchTermError as error:
            able = ", ".join(offers_with(field.name)) or "none is held"
            mend = f"an offer whose {field.name} can be changed: {able}"
            raise NoSuchTermError(*(replace(f, expected=mend) for f in error.faults)) from None
        for changed in changes:
            # a later change to the same term builds on an earlier one
            values[changed.term, changed.branch] = changed
        terms = _with(terms, values)
    return terms


def _with(terms: Terms, values: dict[tuple[str, str], Value]) -> Terms:
    contract = replace(terms.contract, values=tuple(values.values()))
    return Terms(contract, terms.on, terms.known)


def basic_rise(terms: Terms) -> float:
    """The rise of basic pay as the offer counts it: 0 where it states none."""
    return float(Fraction(terms.value(RISE))) if terms.has(RISE) else 0.0


class NoSuchTermError(InputError):
    """The offer has no such term to change: another offer may."""


@lru_cache
def offers_with(name: str) -> tuple[str, ...]:
    """The contracts held here that have a term of a variant to change, by id."""
    return tuple(id for id in contract_ids() if _has(id, name))


def _has(id: str, name: str) -> bool:
    try:
        CHANGES[name](contract(id), AS_OFFERED[name])
    except InputError:
        return False
    return True


def _refuse(terms: Terms, name: str, why: str) -> NoSuchTermError:
    return NoSuchTermError(
        Fault(f"{terms.id} {why}", "", None, name, "", TERMS[name], code="unknown-term")
    )


def _rewritten(value: Value, rewrite: Callable[[Any], Any]) -> Value:
    """A value with the best guess and both ends rewritten."""
    low, mid, high = (rewrite(value.at(end)) for end in ENDS)
    return replace(value, low=low, value=mid, high=high)


def _shared(terms: Terms, name: str, share: float, days: tuple[int, ...]) -> list[Value]:
    """The premium terms with a share on each window of exactly those days."""
    found = []
    for term in (WINDOWS, SATURDAYS):
        if terms.has(term) and any(weekdays(row["days"]) == days for row in terms.value(term)):
            found.append(
                _rewritten(
                    terms.get(term),
                    lambda rows: tuple(
                        {**row, "share": share} if weekdays(row["days"]) == days else row
                        for row in rows
                    ),
                )
            )
    if not found:
        raise _refuse(terms, name, "has no premium on hours of those days alone to change")
    return found


def _saturday(terms: Terms, share: float) -> list[Value]:
    return _shared(terms, "saturday", share, (SATURDAY,))


def _night(terms: Terms, share: float) -> list[Value]:
    if terms.has("pay.night_rate"):
        return [_rewritten(terms.get("pay.night_rate"), lambda _: share)]
    return _shared(terms, "night", share, tuple(range(7)))


def _saturday_from(terms: Terms, hour: float) -> list[Value]:
    """Plain time of Saturday ends at another hour, and the premium paid always starts there.

    A premium by frequency on the plain hours ends where they end.
    """
    name = "saturday_from"
    if not terms.has(WINDOWS):
        raise _refuse(terms, name, "pays no premium by windows of the week")
    own = [row for row in terms.value(WINDOWS) if weekdays(row["days"]) == (SATURDAY,)]
    if len(own) != 1:
        raise _refuse(terms, name, f"has {len(own)} windows of Saturday alone: expected one")
    was, until = own[0]["window"]
    at = hhmm(round(60 * hour))
    end = DAY if until == MIDNIGHT else minutes(until)
    if 60 * hour >= end:
        fault = Fault(
            f"{terms.id}: the window of Saturday would be empty or run backwards",
            "",
            None,
            name,
            f"{at} to {until}",
            f"an hour before {until}",
            code="out-of-order",
        )
        raise InputError(fault)

    def always(rows: Any) -> Any:
        return tuple(
            {**row, "window": (at, until)} if weekdays(row["days"]) == (SATURDAY,) else row
            for row in rows
        )

    def often(rows: Any) -> Any:
        moved = []
        for row in rows:
            opens, closes = row["window"]
            if closes == was:
                if minutes(opens) >= 60 * hour:
                    continue  # no plain hours are left for it
                row = {**row, "window": (opens, at)}
            moved.append(row)
        return tuple(moved)

    found = [_rewritten(terms.get(WINDOWS), always)]
    if terms.has(SATURDAYS):
        found.append(_rewritten(terms.get(SATURDAYS), often))
    return found


def _saturday_often(terms: Terms, one_in: float) -> list[Value]:
    if not terms.has(SATURDAY_OFTEN):
        raise _refuse(terms, "saturday_often", "pays no Saturday premium by frequency")
    frequency = str(1 / Fraction(one_in).limit_denominator(1000))
    often = frequency if "/" in frequency else f"{frequency}/1"
    return [replace(terms.get(SATURDAY_OFTEN), value=often, low=None, high=None)]


def _basic(terms: Terms, rise: float) -> list[Value]:
    factor = (1 + rise) / (1 + basic_rise(terms))
    found = []
    if terms.has(RISE):
        found.append(
            _rewritten(terms.get(RISE), lambda share: (1 + float(Fraction(share))) * factor - 1)
        )
    for term in ("pay.basic_known", "pay.nodal"):
        if terms.has(term):
            found.append(
                _rewritten(
                    terms.get(term), lambda of: {name: float(n) * factor for name, n in of.items()}
                )
            )
    if not found:
        raise _refuse(terms, "basic", "is no offer: its basic pay is a scale")
    return found


def _weekend(terms: Terms, times: float) -> list[Value]:
    if not terms.has(ALLOWANCE):
        raise _refuse(terms, "weekend", "pays no allowance by how often weekends are worked")
    table = terms.get(ALLOWANCE)
    return [
        _rewritten(table, lambda rows: tuple((often, share_of(x) * times) for often, x in rows))
    ]


CHANGES: dict[str, Callable[[Terms, float], list[Value]]] = {
    "saturday": _saturday,
    "saturday_from": _saturday_from,
    "saturday_often": _saturday_often,
    "night": _night,
    "basic": _basic,
    "weekend": _weekend,
}
