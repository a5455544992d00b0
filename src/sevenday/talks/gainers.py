"""Who gains and who loses by an offer, by how much and how surely: what its page says first."""

from typing import NamedTuple

from sevenday.talks.comparison import OfferOutcome
from sevenday.talks.pay_change import PENNY, PayChange

APART = "Not sure of anybody: pay awards of the years between are in each one's change."


class Sure(NamedTuple):
    """Doctors who gain, and who lose, whatever the terms that are not known turn out to be."""

    gain: int
    lose: int


def surely(one: OfferOutcome) -> Sure:
    """How many gain and lose at both ends of what is not known."""
    low, high = one.pays.change["low"], one.pays.change["high"]
    gain = ((low >= PENNY) & (high >= PENNY)).sum()
    lose = ((low <= -PENNY) & (high <= -PENNY)).sum()
    return Sure(int(gain), int(lose))


def who_gains(one: OfferOutcome, years_apart: bool = False) -> str:
    """Who gains and loses by an offer, by how much on average and in which grade, how surely.

    `years_apart`: whether the offer's pay is of other years than the baseline's; then nothing is
    sure.
    """
    change = one.pays.change["value"]
    many = len(change)
    winners, losers = change[change >= PENNY], change[change <= -PENNY]
    parts = []
    if len(winners):
        parts.append(f"{_of(len(winners), many, 'gain')} £{winners.mean():,.0f} a year")
    if len(losers):
        parts.append(f"{_of(len(losers), many, 'lose')} £{-losers.mean():,.0f} a year")
    if not parts:
        return f"Under {one.terms.id} nobody's pay changes."
    average = " on average" if len(winners) > 1 or len(losers) > 1 else ""
    text = f"Under {one.terms.id} {' and '.join(parts)}{average}."
    by_grade = sorted(one.grades, key=lambda c: c.change["value"] / c.doctors)
    if len(by_grade) > 1:
        text += f" By grade from {_mean(by_grade[0])} to {_mean(by_grade[-1])} each."
    return f"{text} {APART if years_apart else _how_surely(one, many)}"


def _of(some: int, many: int, verb: str) -> str:
    """So many of all doctors gain, or lose."""
    who = f"all {many}" if some == many > 1 else f"{some} of {many}"
    return f"{who} {verb}{'s' * (some == 1)}"


def _mean(change: PayChange) -> str:
    """A grade's mean change in words."""
    mean = change.change["value"] / change.doctors
    return f"£{abs(mean):,.0f} {'less' if mean < 0 else 'more'} ({change.group})"


def _how_surely(one: OfferOutcome, many: int) -> str:
    """How much of it hangs on terms that are not known."""
    if not one.everyone.ranged:
        return "Every figure that decides it is known."
    sure = surely(one)
    if sure == (0, 0):
        return "Not sure of anybody: terms that are not known could turn each one's change round."
    left = many - sum(sure)
    text = f"Sure, whatever the terms not known turn out to be: {sure.gain} gain, {sure.lose} lose"
    return f"{text}; the other {left} may do either." if left else f"{text}."
