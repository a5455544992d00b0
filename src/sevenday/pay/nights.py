"""The minutes of a duty that the night rate enhances (contracts.md 3.3), each of them once."""

from sevenday.clock import minutes
from sevenday.contracts import Terms
from sevenday.model import DAY, Shift


def in_window(start: int, end: int, opens: int, closes: int) -> int:
    """Minutes of [start, end) within a window of the day that passes midnight."""
    return sum(
        max(0, min(end, closes + DAY + day) - max(start, opens + day)) for day in (-DAY, 0, DAY)
    )


def night_minutes(shift: Shift, terms: Terms) -> float:
    """Night-rated minutes of a part, by the clock.

    A resident shift of at least `least` hours that begins in the evening is rated whole, up to
    `end_by`; from December 2019 so is one that ends between `end_after` and `end_by` of the late
    rule; any other by its minutes in the night window. On call, only work is rated: the part of
    it expected at night, pro rata to the clock where that is not stated.
    """
    opens, closes = (minutes(text) for text in terms.value("pay.night_window"))
    inside = in_window(shift.start, shift.end, opens, closes)
    if shift.on_call:
        stated = shift.work_night
        return shift.work * inside / shift.minutes if stated is None else stated
    rule = terms.value("pay.night_shift")
    begins = minutes(rule["start_from"]) <= shift.start <= minutes(rule["start_to"])
    if begins and shift.minutes >= 60 * rule["least"]:
        return min(shift.end, DAY + minutes(rule["end_by"])) - shift.start
    if terms.has("pay.night_shift_late"):
        late = terms.value("pay.night_shift_late")
        after, by = minutes(late["end_after"]), minutes(late["end_by"])
        if after < shift.end % DAY <= by and shift.end > after:
            return shift.minutes
    return inside
