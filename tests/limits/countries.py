"""The limits of other countries a second time, slow and plain, from READINGS and the facts alone.

As `plain`: nothing of `sevenday.limits`, no contract file. Each reading yields what it found,
breach or not: (day that shows it, rule, from, to, value, limit, broken).
"""

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction

from tests.limits import plain
from tests.limits.plain import Duty, Found, PlainLine, hours, stretches

MANY = 10**6


def residents(line: PlainLine) -> list[Duty]:
    return [d for d in line.duties() if not d.shift.on_call]


def lengths(line: PlainLine, most: float) -> Iterator[Found]:
    for d in residents(line):
        yield d.day, "hours.shift_length", d.start, d.end, d.length, most, d.length > most


def continuous(line: PlainLine, most: float) -> Iterator[Found]:
    """Resident duties that touch are one."""
    for group in stretches(residents(line)):
        for d in group:
            length = hours(d.end - group[0].start)
            yield (
                d.day,
                "hours.continuous_duty",
                group[0].start,
                d.end,
                length,
                most,
                length > most,
            )


def rests(line: PlainLine, rule: str, least: float, touching: bool) -> Iterator[Found]:
    """Between resident duties; `touching`: those that touch are one."""
    duties = residents(line)
    groups = stretches(duties) if touching else [[d] for d in duties]
    for before, group in itertools.pairwise(groups):
        gap = hours(group[0].start - before[-1].end)
        yield group[0].day, rule, before[-1].end, group[0].start, gap, least, gap < least


def breaks(line: PlainLine, over: float, minutes: int) -> Iterator[Found]:
    for d in residents(line):
        if d.shift.breaks is not None:
            owed = int(d.rostered > over)
            taken = sum(b // minutes for b in d.shift.breaks)
            yield d.day, "hours.breaks", d.start, d.end, taken, owed, taken < owed


def worked(line: PlainLine, rule: str, most: float, weeks: int, cover: bool = True):
    return plain.averages(line, rule, most, lambda d: d.hours, cover, weeks)


def nights(line: PlainLine, most: int, run: int) -> Iterator[Found]:
    terms = {"long": MANY, "evening": MANY, "shifts": MANY, "agreed_shifts": MANY}
    terms |= {"nights": most, "night_run": run}
    for found in (*plain.run_limits(line, terms), *plain.rest_after_runs(line, terms)):
        if found[1] in ("hours.consecutive_nights", "hours.rest_after_nights"):
            yield found


def duty_days(line: PlainLine, most: int) -> Iterator[Found]:
    for run in plain.runs(line.duties(), lambda d: True):
        for day in plain.dates(run):
            head = [d for d in run if d.day <= day]
            count = len(plain.dates(head))
            yield day, "hours.duty_days", head[0].start, head[-1].end, count, most, count > most


def weekly_rest(line: PlainLine) -> Iterator[Found]:
    """35 h a week, 24 of it inside; or twice in a fortnight, or 59 h once, 48 of it inside."""
    ever = timedelta(days=9999)
    passes = line.passes + (line.first is None and line.days % 14 > 0)
    span = line.span if line.first else range(line.reported.start, line.days * passes)
    duties = [d for d in line.duties(passes + 1) if d.seen]
    if line.first:
        duties = [d for d in line.duties() if d.seen]
    if not any(d.day in span for d in duties):
        return
    spells: list[tuple[datetime, datetime]] = []
    free = duties[0].start - ever
    for d in duties:
        if d.start > free:
            spells.append((free, d.start))
        free = max(free, d.end)
    spells.append((free, free + ever))

    def score(spell, low: int, length: int, least: float) -> float:
        opens, closes = line.moment(low, 0), line.moment(low + length, 0)
        inside = hours(min(spell[1], closes) - max(spell[0], opens))
        if inside <= 0:
            return -least
        return min(hours(spell[1] - spell[0]), inside + 11) - least

    def best(low: int, length: int, least: float) -> list[float]:
        return sorted((score(s, low, length, least) for s in spells), reverse=True) + [-least] * 2

    weeks = range(span.start, span.stop - 6, 7)
    if not len(weeks):
        return
    worst, low = min((round(best(k, 7, 35)[0], 9), k) for k in weeks)
    fortnights = [
        max(best(k, 14, 35)[1], best(k, 14, 59)[0]) for k in range(span.start, span.stop - 13, 14)
    ]
    broken = worst < 0 and not (fortnights and min(fortnights) >= -1e-9)
    yield (
        line.reported[-1],
        "hours.weekly_rest",
        line.moment(low, 0),
        line.moment(low + 7, 0),
        worst + 35,
        35,
        broken,
    )


def days_off(line: PlainLine) -> list[datetime]:
    """The middle of each whole 24 h off, laid end to end from where each time off begins."""
    day = timedelta(hours=24)
    known = line.known
    free, found = line.moment(known if known != line.days else 0, 0), []
    last = line.moment(line.days * line.passes, 0) + day
    for start, end in [*((d.start, d.end) for d in line.duties()), (last, last)]:
        while free + day <= start:
            found.append(free + day / 2)
            free += day
        free = max(free, end)
    return found


def free_days(line: PlainLine) -> Iterator[Found]:
    """A seventh of the dates that are not leave, over every 28, by the middle of each day off."""
    midnights = [line.moment(day, 0) for day in range(line.days * line.passes + 1)]
    off = Counter(bisect_right(midnights, middle) - 1 for middle in days_off(line))
    stop = line.span.stop
    known = line.known
    windows = [range(low, low + 28) for low in range(known, stop - 27)]
    if line.first is None:  # the last window of a cycle is as the one a cycle before
        windows = [w for w in windows if w.stop < stop and w.stop >= line.span.start]
    elif 0 < stop - known < 28:
        windows = [range(known, stop)]
    for days in windows:
        leave = {day for day in days if line.first and away(line.cells[day])}
        rest = 28 - len(days) if line.part else 0
        count = sum(off[day] for day in days if day not in leave) + rest
        owed = (len(days) - len(leave) + rest) // 7
        shown = line.reported[-1] if line.first is None else days[-1]
        yield (
            shown,
            "hours.free_days",
            midnights[days[0]],
            midnights[days[-1] + 1],
            count,
            owed,
            count < owed,
        )


def away(cell: object) -> bool:
    """Whether a cell is absence and no duty."""
    return isinstance(cell, str) and cell.removesuffix("/2") in plain.ABSENCE


def call(line: PlainLine) -> Iterator[Found]:
    """At most a third of the 28 nights that follow a call, and 14 h after it."""
    calls = [d for d in residents(line) if d.rostered >= 24]
    days = sorted({d.day for d in calls})
    known = line.known
    for day in days:
        first = min(d for d in days if day - 28 <= d <= day)
        share = Fraction(sum(first < d <= day for d in days), 28)
        start = min(d.start for d in calls if d.day == first)
        end = max(d.end for d in calls if d.day == day)
        yield (day, "oncall.frequency", start, end, float(share), 1 / 3, share > Fraction(1, 3))
    length = line.span.stop - known
    if line.first and length <= 28 and len(days) > 1:
        share = Fraction(len(days) - 1, 28 if line.part else length - 1)
        yield (
            line.span[-1],
            "oncall.frequency",
            line.moment(known, 0),
            line.moment(line.span.stop, 0),
            float(share),
            1 / 3,
            share > Fraction(1, 3),
        )
    seen = [d for d in line.duties() if d.seen]
    for group in stretches_of_residents(seen):
        following = [d for d in seen if d.start >= group[-1].start and d is not group[-1]]
        if hours(group[-1].end - group[0].start) >= 24 and following:
            gap = hours(following[0].start - group[-1].end)
            yield (
                following[0].day,
                "hours.rest_after_long",
                group[-1].end,
                following[0].start,
                gap,
                14,
                gap < 14,
            )


def stretches_of_residents(seen: list[Duty]) -> list[list[Duty]]:
    """Resident duties that follow and touch each other, with no on-call between them."""
    found: list[list[Duty]] = []
    before: Duty | None = None
    for d in seen:
        if not d.shift.on_call:
            touches = before and not before.shift.on_call and d.start <= before.end
            if touches:
                found[-1].append(d)
            else:
                found.append([d])
        before = d
    return found


def ewtd(line: PlainLine, pattern: str) -> Iterator[Found]:
    if not line.opt_out:
        yield from worked(line, "hours.average_week", 48, 17)
    yield from rests(line, "hours.daily_rest", 11, False)
    yield from weekly_rest(line)
    yield from breaks(line, 6, 1)


def ireland(line: PlainLine, pattern: str) -> Iterator[Found]:
    yield from worked(line, "hours.average_week", 48, 26)
    yield from continuous(line, 24)
    yield from rests(line, "hours.daily_rest", 11, True)
    yield from weekly_rest(line)
    yield from breaks(line, 6, 30)


def acgme(line: PlainLine, pattern: str) -> Iterator[Found]:
    yield from worked(line, "hours.average_4_weeks", 80, 4)
    yield from rests(line, "hours.rest_between_shifts", 8, True)
    yield from continuous(line, 28)
    yield from free_days(line)
    yield from call(line)


def new_zealand(line: PlainLine, pattern: str) -> Iterator[Found]:
    yield from plain.in_window(line, "hours.in_168h", 7, 72)
    yield from plain.in_window(line, "hours.in_14_days", 14, 144)
    yield from lengths(line, 16)
    yield from rests(line, "hours.rest_between_shifts", 8, False)
    yield from duty_days(line, 10)
    yield from (f for f in nights(line, 4, 1) if f[1] == "hours.consecutive_nights")
    half = {"weekends": Fraction(1, 2), "agreed_weekends": Fraction(1, 2)}
    yield from plain.weekends(line, half, 4)


def scotland(line: PlainLine, pattern: str, run: int = 3) -> Iterator[Found]:
    for found in plain.new_deal(line, pattern):
        if found[1] not in ("hours.duty_days", "hours.average_week"):
            yield found
    yield from worked(line, "hours.average_week", 56 if line.opt_out else 48, 26, cover=False)
    yield from duty_days(line, 7)
    yield from nights(line, 6, run)
    yield from breaks(line, 4, 30)


def scotland_2021(line: PlainLine, pattern: str) -> Iterator[Found]:
    return scotland(line, pattern, 1)


READINGS = {
    "ewtd": ewtd,
    "ireland": ireland,
    "acgme": acgme,
    "nz": new_zealand,
    "scotland": scotland,
    "scotland-2021": scotland_2021,
}
