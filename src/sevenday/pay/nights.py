"""The minutes of a duty that the night rate enhances (contracts.md 3.3), each of them once."""

from sevenday.clock import DAY, in_window, minutes
from sevenday.contracts import Terms
from sevenday.model import Shift


def ends_late(shift: Shift, terms: Terms) -> bool:
    """Whether the rule of the 2019 agreement rates a shift whole: it ends by 04:00, not before."""
    if shift.on_call or not terms.has("pay.night_shift_late"):
        return False
    late = terms.value("pay.night_shift_late")
    after, by = minutes(late["end_after"]), minutes(late["end_by"])
    return after < shift.end % DAY <= by and shift.end > DAY


def night_minutes(shift: Shift, terms: Terms) -> float:
    """Night-rated minutes of a part, by the clock.

    A resident shift of at least `least` hours that begins in the evening is rated up to `end_by`,
    and so is the whole of one that `ends_late`; every other minute by the night window. On call,
    only work is rated: the part of it expected at night, pro rata to the clock where that is not
    stated.
    """
    opens, closes = (minutes(text) for text in terms.value("pay.night_window"))
    inside = in_window(shift.start, shift.end, opens, closes)
    if shift.on_call:
        stated = shift.work_night
        return shift.work * inside / shift.minutes if stated is None else stated
    rule = terms.value("pay.night_shift")
    begins = minutes(rule["start_from"]) <= shift.start <= minutes(rule["start_to"])
    if begins and shift.minutes >= 60 * rule["least"]:
        until = min(shift.end, DAY + minutes(rule["end_by"]))
        return until - shift.start + in_window(until, shift.end, opens, closes)
    return shift.minutes if ends_late(shift, terms) else inside
