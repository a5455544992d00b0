"""The New Deal's pay band of a line, by the decision tree of contracts.md 6.3.

A paper calculation is indicative: in law the band followed from monitored work.
"""

from dataclasses import dataclass
from fractions import Fraction

from sevenday.contracts import Terms

REST_RULES = frozenset(
    f"hours.{name}"
    for name in (
        "duty_week",
        "actual_week",
        "continuous_duty",
        "off_between",
        "long_off",
        "duty_days",
        "daily_rest",
        "weekly_rest",
    )
)
"""Rules whose breach makes a line `BREACHED`."""

NO_BAND = "none"
BREACHED = "3"
"""The band of a line that breaks a rule on rest."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the tree asks of a line.

    `hours`: actual, with prospective cover. `out_of_hours`: share of duty. `weekends`,
    `on_call` (with cover), `on_call_plain`: frequencies. `resident`: resident out of hours.
    """

    ltft: bool
    on_call_pattern: bool
    any_out_of_hours: bool
    hours: float
    out_of_hours: float
    weekends: float
    on_call: float
    on_call_plain: float
    resident: bool
    criterion_r: bool


CLOSE = 1e-9


def pay_band(figures: Figures, terms: Terms) -> str:
    """The band of a line that keeps its rest: 2A, 2B, 1A, 1B, 1C, FA, FB, FC or none."""
    if not figures.any_out_of_hours:
        return NO_BAND
    return _part_time(figures, terms) if figures.ltft else _full_time(figures, terms)


def _least(value: float, terms: Terms, term: str) -> bool:
    """Whether a frequency is at least the term's."""
    return value >= float(Fraction(terms.value(term))) - CLOSE


def _over(value: float, terms: Terms, term: str) -> bool:
    """Whether a share or a number is over the term's."""
    return value > float(Fraction(terms.value(term))) + CLOSE


def _full_time(f: Figures, terms: Terms) -> str:
    if _over(f.hours, terms, "band.hours"):
        weekends = _least(f.weekends, terms, "band.weekends_over_48")
        if f.on_call_pattern:
            often = _least(f.on_call, terms, "band.oncall_high") or weekends
            return "2A" if often and f.criterion_r else "2B"
        return "2A" if _over(f.out_of_hours, terms, "band.ooh_share") or weekends else "2B"
    weekends = _least(f.weekends, terms, "band.weekends")
    if not f.on_call_pattern:
        return "1A" if _over(f.out_of_hours, terms, "band.ooh_share") or weekends else "1B"
    return "1" + _on_call(f, terms, weekends, "band.oncall_high", "band.oncall_mid")


def _part_time(f: Figures, terms: Terms) -> str:
    weekends = _least(f.weekends, terms, "band.weekends_ltft")
    if not f.on_call_pattern:
        return "FA" if _over(f.out_of_hours, terms, "band.ooh_share") or weekends else "FB"
    return "F" + _on_call(f, terms, weekends, "band.oncall_high_ltft", "band.oncall_mid_ltft")


def _on_call(f: Figures, terms: Terms, weekends: bool, high: str, mid: str) -> str:
    """A, B or C of an on-call rota: one tree, at the full-time or the LTFT frequencies."""
    if _least(f.on_call, terms, high):
        return "A"
    if _least(f.on_call, terms, mid) or weekends:
        return "A" if f.criterion_r else "B"
    return "B" if _over(f.on_call_plain, terms, mid) or f.resident else "C"
