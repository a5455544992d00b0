"""Every limit a second time, slow and plain, from READINGS.md and the facts alone.

Nothing of `sevenday.limits` is imported and no contract file is read: the figures are typed here
from the facts, so that this also checks the data. Each reading is a function that takes a line and
yields what it found, breach or not: (rule, from, to, value, limit, broken), on the day that shows
it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from sevenday.clock import bank_holidays
from sevenday.model import Shift

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2018, 1, 1)  # templates have no dates: this one keeps weekdays apart

TERMS_2016 = {
    "long": 5,
    "evening": 4,
    "nights": 4,
    "shifts": 8,
    "night_run": 3,
    "weekends": Fraction(1, 2),
    "third_break": None,
    "agreed_shifts": 8,
    "agreed_weekends": Fraction(1, 2),
    "agreed_oncall": 1,
}
TERMS_2019 = {
    "long": 4,
    "evening": 4,
    "nights": 4,
    "shifts": 7,
    "night_run": 1,
    "weekends": Fraction(1, 3),
    "third_break": 12,
    "agreed_shifts": 8,
    "agreed_weekends": Fraction(1, 2),
    "agreed_oncall": 7,
}
NEW_DEAL = {
    "full": {"duty": 56, "continuous": 14, "off": 8, "days": 28},
    "partial": {"duty": 64, "continuous": 16, "off": 8, "days": 28},
    "partial-24h": {"duty": 64, "continuous": 24, "off": 8, "days": 28},
    "on-call": {"duty": 72, "continuous": 32, "weekend": 56, "off": 12, "days": 21},
}


LEAVE = ("AL", "SL", "BH")
ABSENCE = (*LEAVE, "SICK", "PAR", "COMP")


class HalfLeave(tuple):
    """The parts of a duty with half a day of leave beside it; `text`: what the cell says."""

    text: str


@dataclass(frozen=True)
class Duty:
    """A part of a cell: by the wall clock, and in real time."""

    day: int
    shift: Shift
    wall_start: datetime
    wall_end: datetime
    start: datetime
    end: datetime

    @cached_property
    def seen(self) -> bool:
        return not self.shift.on_call or self.shift.work > 0

    @cached_property
    def rostered(self) -> float:
        return (self.wall_end - self.wall_start) / timedelta(hours=1)

    @cached_property
    def length(self) -> float:
        return (self.end - self.start) / timedelta(hours=1)

    @cached_property
    def hours(self) -> float:
        return self.shift.work / 60 if self.shift.on_call else self.length

    @cached_property
    def weekday(self) -> int:
        return self.wall_start.weekday()

    @cached_property
    def long(self) -> bool:
        return not self.shift.on_call and self.rostered > 10

    @cached_property
    def night(self) -> bool:
        if self.shift.on_call:
            return False
        inside = timedelta()
        for back in (-1, 0, 1):
            midnight = datetime.combine(
                self.wall_start.date() + timedelta(back), datetime.min.time()
            )
            opens, closes = midnight + timedelta(hours=23), midnight + timedelta(hours=30)
            inside += max(min(closes, self.wall_end) - max(opens, self.wall_start), timedelta())
        return inside >= timedelta(hours=3)

    @cached_property
    def evening(self) -> bool:
        midnight = datetime.combine(self.wall_start.date(), datetime.min.time())
        late = self.wall_end > midnight + timedelta(hours=23)
        return self.long and not self.night and self.wall_start.hour < 16 and late


@dataclass
class PlainLine:
    """A line to read. `first` None: a template, laid out from a Monday until it repeats."""

    first: date | None
    cells: list[tuple[Shift, ...] | str]
    opt_out: bool = False
    leave_days: float = 0
    joined: date | None = None
    left: date | None = None
    settings: dict = field(default_factory=dict)
    changes: bool = True
    days_a_week: float = 5
    history: int = 0
    _laid_out: dict[int, list[Duty]] = field(default_factory=dict, init=False)

    @property
    def begins(self) -> date:
        return self.first or MONDAY

    @property
    def days(self) -> int:
        return len(self.cells)

    @property
    def passes(self) -> int:
        return 1 if self.first else -(-28 // self.days) + 1

    @property
    def reported(self) -> range:
        """All of a rota; the last pass of a template, once 28 days have gone before it."""
        whole = self.days * self.passes
        return range(self.history, self.days) if self.first else range(whole - self.days, whole)

    @property
    def span(self) -> range:
        """The days of the rota on which the doctor is there; a template's last pass."""
        if self.first is None:
            return self.reported
        low = max(self.history, (self.joined - self.first).days) if self.joined else self.history
        high = min(self.days, (self.left - self.first).days + 1) if self.left else self.days
        return range(low, high)

    @property
    def known(self) -> int:
        """The first day of which anything is known."""
        return self.span.start if self.first and self.span.start > self.history else 0

    @property
    def part(self) -> bool:
        """Whether the span is a part of its reference period."""
        stated = self.settings.get("span")
        return self.first is not None and (stated == "part" if stated else len(self.span) < 8 * 7)

    def counted(self, weeks: int | None = None) -> range:
        """The days that averages count; of a part history too, the last so many weeks at most."""
        if not self.part:
            return self.span
        low = self.known if weeks is None else max(self.known, self.span.stop - 7 * weeks)
        return range(low, self.span.stop)

    def moment(self, day: int, minute: int) -> datetime:
        """Real time at a wall-clock minute of a day: naive, in UTC or on the template's clock."""
        wall = self.wall(day, minute)
        if self.first is None or not self.changes:
            return wall
        real = wall.replace(tzinfo=LONDON).astimezone(UTC)
        if real.astimezone(LONDON).replace(tzinfo=None) != wall:  # skipped: the change itself
            real = datetime(wall.year, wall.month, wall.day, 1, tzinfo=UTC)
        return real.replace(tzinfo=None)

    def wall(self, day: int, minute: int) -> datetime:
        midnight = datetime.combine(self.begins + timedelta(day), datetime.min.time())
        return midnight + timedelta(minutes=minute)

    def duties(self, passes: int | None = None) -> list[Duty]:
        """All duties in order, over so many passes of the cycle."""
        passes = passes or self.passes
        if passes not in self._laid_out:
            self._laid_out[passes] = list(self._lay_out(passes))
        return self._laid_out[passes]

    def _lay_out(self, passes: int) -> Iterator[Duty]:
        for day in range(self.days * passes):
            cell = self.cells[day % self.days]
            for shift in cell if isinstance(cell, tuple) else ():
                yield Duty(
                    day,
                    shift,
                    self.wall(day, shift.start),
                    self.wall(day, shift.end),
                    self.moment(day, shift.start),
                    self.moment(day, shift.end),
                )

    def weeks_away(self, days: range, kinds: tuple[str, ...]) -> Fraction:
        """Each calendar week's cells of some kinds over the days a week worked, at most a week."""
        if self.first is None:
            return Fraction(0)
        by_week: dict[tuple[int, int], Fraction] = {}
        for day in days:
            cell = self.cells[day]
            text = cell if isinstance(cell, str) else getattr(cell, "text", "")
            share = sum(
                (Fraction(1, 2) if part.endswith("/2") else Fraction(1))
                for part in text.split("+")
                if part.removesuffix("/2") in kinds
            )
            monday = (self.first + timedelta(day)).isocalendar()[:2]
            by_week[monday] = by_week.get(monday, Fraction(0)) + share
        each = Fraction(self.days_a_week).limit_denominator(1000)
        return sum((min(Fraction(1), cells / each) for cells in by_week.values()), Fraction(0))


Found = tuple[int, str, datetime, datetime, float, float, bool]


def hours(span: timedelta) -> float:
    return span / timedelta(hours=1)


def runs(duties: list[Duty], belongs) -> list[list[Duty]]:
    """Runs of duties of a class on dates in a row."""
    found: list[list[Duty]] = []
    for duty in duties:
        if not belongs(duty):
            continue
        if found and duty.day - found[-1][-1].day <= 1:
            found[-1].append(duty)
        else:
            found.append([duty])
    return found


def dates(run: list[Duty]) -> list[int]:
    return sorted({duty.day for duty in run})


def low_run(line: PlainLine, run: list[Duty], duties: list[Duty]) -> bool:
    """Whether low-intensity on-call is agreed and all weekend duty of the run's dates is such."""
    if not line.settings.get("low_intensity_oncall"):
        return False
    days = set(dates(run))
    weekend = [d for d in duties if d.day in days and d.seen and d.weekday >= 5]
    return all(d.shift.on_call and d.shift.work <= 180 and d.shift.episodes <= 3 for d in weekend)


def run_limits(line: PlainLine, terms: dict) -> Iterator[Found]:
    duties = line.duties()
    kinds = {
        "long": ("hours.consecutive_long", lambda d: d.long),
        "evening": ("hours.consecutive_long_evening", lambda d: d.evening),
        "nights": ("hours.consecutive_nights", lambda d: d.night),
        "shifts": ("hours.consecutive_shifts", lambda d: d.seen),
    }
    for name, (rule, belongs) in kinds.items():
        most = terms[name]
        if name == "shifts" and line.settings.get("eight_shifts_agreed"):
            most = terms["agreed_shifts"]
        for run in runs(duties, belongs):
            for day in dates(run):
                head = [d for d in run if d.day <= day]
                limit = most
                if name == "shifts" and low_run(line, head, duties):
                    limit = 12
                count = len(dates(head))
                yield day, rule, head[0].start, head[-1].end, count, limit, count > limit


def rest_after_runs(line: PlainLine, terms: dict) -> Iterator[Found]:
    duties = line.duties()
    seen = [d for d in duties if d.seen]
    most = terms["agreed_shifts" if line.settings.get("eight_shifts_agreed") else "shifts"]
    for rule, belongs, least, rest in (
        ("hours.rest_after_long", lambda d: d.long, terms["long"], 48),
        ("hours.rest_after_long_evening", lambda d: d.evening, terms["evening"], 48),
        ("hours.rest_after_nights", lambda d: d.night, terms["night_run"], 46),
        ("hours.rest_after_shifts", lambda d: d.seen, most, 48),
    ):
        for run in runs(duties, belongs):
            owed = least
            if rule == "hours.rest_after_shifts" and low_run(line, run, duties):
                owed = 12
            following = [d for d in seen if d.start >= run[-1].end and d is not run[-1]]
            if len(dates(run)) < owed or not following:
                continue
            nearest = following[0]
            gap = hours(nearest.start - run[-1].end)
            shown = max(nearest.day, run[-1].day + 1) if line.first is None else nearest.day
            yield shown, rule, run[-1].end, nearest.start, gap, rest, gap < rest


def each_shift(line: PlainLine, terms: dict) -> Iterator[Found]:
    before: Duty | None = None
    for duty in line.duties():
        if duty.shift.on_call:
            continue
        yield (
            duty.day,
            "hours.shift_length",
            duty.start,
            duty.end,
            duty.length,
            13,
            duty.length > 13,
        )
        if before:
            gap = hours(duty.start - before.end)
            yield (duty.day, "hours.rest_between_shifts", before.end, duty.start, gap, 11, gap < 11)
        before = duty
        if duty.shift.breaks is None:
            continue
        owed = (duty.rostered > 5) + (duty.rostered > 9)
        if terms["third_break"] and duty.night and duty.rostered >= terms["third_break"]:
            owed = 3
        taken = sum(minutes // 30 for minutes in duty.shift.breaks)
        yield duty.day, "hours.breaks", duty.start, duty.end, taken, owed, taken < owed


def in_window(line: PlainLine, rule: str, days: int, most: float) -> Iterator[Found]:
    week = timedelta(days=days)
    duties = [d for d in line.duties() if d.seen]

    def worked(opens: datetime, known: list[Duty]) -> float:
        total = 0.0
        for d in known:
            shared = min(d.end, opens + week) - max(d.start, opens)
            if shared > timedelta():
                total += hours(shared) * d.hours / d.length
        return total

    for k, duty in enumerate(duties):
        known = [d for d in duties[: k + 1] if d.end > duty.start - week]
        windows = [duty.end - week]
        windows += [d.start for d in known if duty.start < d.start + week < duty.end]
        best = max(
            windows, key=lambda opens: (round(worked(opens, known), 9), -windows.index(opens))
        )
        value = worked(best, known)
        yield duty.day, rule, best, best + week, value, most, value > most + 1e-8


def adjusted(line: PlainLine, days: range, total: float, weeks: float) -> tuple[float, float]:
    """Average hours over so many weeks, plain and with cover for the leave not yet shown."""
    here = weeks - float(line.weeks_away(days, ABSENCE))
    plain = total / here if here > 1e-12 else 0.0
    if not line.leave_days:
        return plain, plain
    a_year = line.leave_days / line.days_a_week
    shown = float(line.weeks_away(days, LEAVE))
    ahead = max(0.0, a_year * weeks / 52 - shown)
    if shown and ahead * line.days_a_week < 1 - 1e-9:
        ahead = 0.0  # less than a day of leave is still to come
    a_week = line.settings.get("normal_day_hours", 8) * line.days_a_week
    left = here - ahead
    return plain, (total - ahead * a_week) / left if left > 1e-12 else 0.0


def averages(
    line: PlainLine, rule: str, most: float, hours_of, cover: bool, weeks: int = 26
) -> Iterator[Found]:
    """A part is over its limit only where no rest of its reference period could mend it."""
    span = line.counted()
    by_day: dict[int, float] = {}
    for duty in line.duties():
        by_day[duty.day] = by_day.get(duty.day, 0.0) + hours_of(duty)
    windows = [span]
    window = 7 * weeks
    if len(span) > window:
        first = span[0] if line.first else span[0] - window + 1  # a cycle goes round
        windows = [range(low, low + window) for low in range(first, span[-1] - window + 2)]
    for days in windows:
        if not len(days):
            continue
        total = sum(by_day.get(day, 0.0) for day in days)
        of_weeks = weeks if line.part else len(days) / 7
        value = max(adjusted(line, days, total, of_weeks)[: 2 if cover else 1])
        start, end = line.moment(days[0], 0), line.moment(days[-1] + 1, 0)
        yield days[-1], rule, start, end, value, most, value > most + 1e-8


def weekend_days(line: PlainLine, weeks: int) -> Iterator[tuple[int, bool]]:
    """Whole weekends counted, by their Saturday, and whether any seen work falls in them."""
    duties, counted = line.duties(), line.counted(weeks)
    for day in counted:
        if line.wall(day, 0).weekday() == 5 and day + 1 in counted:
            opens, closes = line.wall(day, 1), line.wall(day + 1, 24 * 60 - 1)
            near = [d for d in duties if day - 2 <= d.day <= day + 1]
            yield (
                day,
                any(min(d.wall_end, closes) > max(d.wall_start, opens) for d in near if d.seen),
            )


def weekends(line: PlainLine, terms: dict, weeks: int = 26) -> Iterator[Found]:
    agreed = line.settings.get("weekend_1_in_2_agreed")
    most = terms["agreed_weekends"] if agreed else terms["weekends"]
    worked = [touched for _, touched in weekend_days(line, weeks)]
    if worked:
        share = Fraction(sum(worked), max(len(worked), weeks) if line.part else len(worked))
        span = line.counted()
        yield (
            span[-1],
            "hours.weekend_frequency",
            line.moment(span[0], 0),
            line.moment(span[-1] + 1, 0),
            float(share),
            float(most),
            share > most,
        )


def rest_short(duty: Duty) -> tuple[float, float]:
    """The tighter of the two rests expected on call, and what is owed of it."""
    work = duty.shift.work / 60
    daily = ((duty.rostered - work) * 24 / duty.rostered, 8.0)
    if duty.shift.rest_continuous is None:
        return daily
    unbroken = (duty.shift.rest_continuous / 60, 5.0)
    return min(daily, unbroken, key=lambda pair: pair[0] - pair[1])


def on_call(line: PlainLine, terms: dict) -> Iterator[Found]:
    duties = line.duties()
    calls = [d for d in duties if d.shift.on_call]
    for duty in calls:
        yield duty.day, "oncall.length", duty.start, duty.end, duty.length, 24, duty.length > 24
        rest, owed = rest_short(duty)
        yield duty.day, "oncall.rest", duty.start, duty.end, rest, owed, rest < owed - 1e-9
    agreed = line.settings.get("oncall_run_agreed") and terms["agreed_oncall"] > 1
    most = terms["agreed_oncall"] if agreed else 1
    for run in runs(duties, lambda d: d.shift.on_call):
        for day in dates(run):
            head = [d for d in run if d.day <= day]
            days = dates(head)
            count = len(days)
            if not agreed:
                count -= sum(line.wall(d, 0).weekday() == 6 and d - 1 in days for d in days)
            yield (
                day,
                "oncall.consecutive",
                head[0].start,
                head[-1].end,
                len(days),
                most,
                count > most,
            )
    for day in dates(calls):
        near = [d for d in calls if day - 7 < d.day <= day]
        count = len(dates(near))
        start = min(d.start for d in near)
        yield day, "oncall.in_7_days", start, near[-1].end, count, 3, count > 3
        after = [d for d in duties if d.day == day + 1 and d.seen]
        also_on_call = any(d.day == day + 1 for d in calls)
        worked = sum(d.hours for d in after)
        if worked and not (line.wall(day, 0).weekday() == 5 and also_on_call):
            tired = any(r < o - 1e-9 for r, o in (rest_short(d) for d in calls if d.day == day))
            limit = 5 if tired else 10
            yield (
                day + 1,
                "oncall.day_after",
                after[0].start,
                after[-1].end,
                worked,
                limit,
                worked > limit + 1e-9,
            )


def england(line: PlainLine, terms: dict) -> Iterator[Found]:
    yield from run_limits(line, terms)
    yield from rest_after_runs(line, terms)
    yield from each_shift(line, terms)
    yield from in_window(line, "hours.in_168h", 7, 72)
    most = 56 if line.opt_out else 48
    yield from averages(line, "hours.average_week", most, lambda d: d.hours, True)
    yield from weekends(line, terms)
    yield from on_call(line, terms)


def stretches(duties: list[Duty]) -> list[list[Duty]]:
    """Duties that touch, together."""
    found: list[list[Duty]] = []
    for duty in duties:
        if found and duty.start <= found[-1][-1].end:
            found[-1].append(duty)
        else:
            found.append([duty])
    return found


def offs(line: PlainLine, duties: list[Duty], low: int, high: int) -> list[timedelta]:
    """Times off within the dates low .. high - 1, midnight to midnight."""
    opens, closes = line.moment(low, 0), line.moment(high, 0)
    found, free = [], opens
    for duty in duties:
        if duty.end <= opens or duty.start >= closes:
            continue
        if duty.start > free:
            found.append(duty.start - free)
        free = max(free, duty.end)
    if closes > free:
        found.append(closes - free)
    return sorted(found, reverse=True)


def new_deal(line: PlainLine, pattern: str) -> Iterator[Found]:
    terms = NEW_DEAL[pattern]
    duties = line.duties()
    yield from averages(line, "hours.duty_week", terms["duty"], lambda d: d.length, True)
    yield from averages(line, "hours.actual_week", 56, lambda d: d.hours, True)
    yield from averages(line, "hours.average_week", 48, lambda d: d.hours, False)
    groups = stretches(duties)
    for before, group in zip([None, *groups], groups, strict=False):
        if before:
            gap = hours(group[0].start - before[-1].end)
            yield (
                group[0].day,
                "hours.off_between",
                before[-1].end,
                group[0].start,
                gap,
                terms["off"],
                gap < terms["off"],
            )
        for duty in group:
            head = [d for d in group if d.start <= duty.start]
            weekend = any(
                d.weekday >= 5 or (d.weekday == 4 and d.shift.end > 24 * 60) for d in head
            )
            limit = terms.get("weekend", terms["continuous"]) if weekend else terms["continuous"]
            length = hours(duty.end - head[0].start)
            yield (
                duty.day,
                "hours.continuous_duty",
                head[0].start,
                duty.end,
                length,
                limit,
                length > limit,
            )
    residents = stretches([d for d in duties if not d.shift.on_call])
    for before, group in itertools.pairwise(residents):
        gap = hours(group[0].start - before[-1].end)
        yield (group[0].day, "hours.daily_rest", before[-1].end, group[0].start, gap, 11, gap < 11)
    for run in runs(duties, lambda d: True):
        for day in dates(run):
            head = [d for d in run if d.day <= day]
            count = len(dates(head))
            yield day, "hours.duty_days", head[0].start, head[-1].end, count, 13, count > 13
    yield from weekly_rest(line)
    window = terms["days"]
    first = 0 if line.first is None else line.known
    for day in range(first + window - 1, line.days * line.passes):
        if line.first and day not in line.span:
            continue
        off = [hours(o) for o in offs(line, duties, day - window + 1, day + 1)] + [0.0, 0.0]
        value, limit = (off[0], 62) if off[0] < 62 else (off[1], 48)
        yield (
            day,
            "hours.long_off",
            line.moment(day - window + 1, 0),
            line.moment(day + 1, 0),
            value,
            limit,
            value < limit,
        )


def weekly_rest(line: PlainLine) -> Iterator[Found]:
    passes = line.passes + (line.first is None and line.days % 14 > 0)
    duties = line.duties(passes)
    span = line.span if line.first else range(line.reported.start, line.days * passes)

    def blocks(length: int) -> list[tuple[float, int]]:
        lows = range(span.start, span.stop - length + 1, length)
        return [(hours((offs(line, duties, k, k + length) or [timedelta()])[0]), k) for k in lows]

    weeks, fortnights = blocks(7), blocks(14)
    if not weeks:
        return
    worst, low = min(weeks)
    broken = worst < 24 and not (fortnights and min(fortnights)[0] >= 48)
    yield (
        line.reported[-1],
        "hours.weekly_rest",
        line.moment(low, 0),
        line.moment(low + 7, 0),
        worst,
        24,
        broken,
    )


def band(line: PlainLine, pattern: str, ltft: bool, nation: str = "england") -> str:
    """The decision trees of the facts, section 6.3."""
    broken = {f[1] for f in new_deal(line, pattern) if f[6] and f[0] in line.reported}
    if broken - {"hours.average_week"} or line.settings.get("rest_met") is False:
        return "3"
    duties = [d for d in line.duties() if d.day in line.counted(26)]
    last = line.begins + timedelta(line.days + 1)
    holidays = bank_holidays(line.begins, last, nation) if line.first else frozenset()

    def outside(d: Duty, opens: int) -> float:
        inside = 0.0
        for day in (d.day, d.day + 1):
            midnight = line.wall(day, 0)
            if midnight.weekday() < 5 and midnight.date() not in holidays:
                low, high = midnight + timedelta(hours=opens), midnight + timedelta(hours=19)
                inside += max(hours(min(high, d.wall_end) - max(low, d.wall_start)), 0.0)
        return d.rostered - inside

    days = len(line.counted(26))
    ooh_hours = sum(outside(d, 7) for d in duties)
    total = sum(d.length for d in duties)
    if not sum(outside(d, 8 if ltft else 7) for d in duties) > 1e-9:
        return "none"
    ooh = ooh_hours / total
    h = average_week(line)[1]
    whole = [day for day, _ in weekend_days(line, 26)]
    touched = sum(
        any(
            min(d.wall_end, line.wall(s + 1, 1439)) > max(d.wall_start, line.wall(s, 1))
            for d in line.duties()
            if s - 2 <= d.day <= s + 1
        )
        for s in whole
    )
    wk = Fraction(touched, len(whole)) if whole else Fraction(0)
    calls = len(dates([d for d in duties if d.shift.on_call]))
    oc0 = calls / days
    oc = calls / (days - 7 * line.leave_days / line.days_a_week * days / 7 / 52)
    res = any(outside(d, 7) > 1e-9 for d in duties if not d.shift.on_call)
    r = bool(line.settings.get("criterion_r"))
    rota = pattern == "on-call"
    close = 1e-9
    if ltft:
        high, mid, weekend, names = 1 / 10, 1 / 13.5, Fraction(2, 13), ("FA", "FB", "FC")
    else:
        high, mid, weekend, names = 1 / 6, 1 / 8, Fraction(1, 4), ("1A", "1B", "1C")
        if h > 48 + close:
            if rota:
                often = oc >= 1 / 6 - close or wk >= Fraction(1, 3)
                return "2A" if often and r else "2B"
            return "2A" if ooh > 1 / 3 + close or wk >= Fraction(1, 3) else "2B"
    if not rota:
        return names[0] if ooh > 1 / 3 + close or wk >= weekend else names[1]
    if oc >= high - close:
        return names[0]
    if oc >= mid - close or wk >= weekend:
        return names[0] if r else names[1]
    if oc0 > mid + close or res:
        return names[1]
    return names[2]


def average_week(line: PlainLine, weeks: int = 26) -> tuple[float, float]:
    """Actual hours so far, plain and with prospective cover."""
    days = line.counted(weeks)
    total = sum(d.hours for d in line.duties() if d.day in days)
    return adjusted(line, days, total, len(days) / 7)


def merged(found: list[Found], line: PlainLine) -> dict[str, list[tuple]]:
    """Breaches by rule; those that overlap are one, by the worst."""
    by_rule: dict[str, list[Found]] = {}
    for item in found:
        if item[6] and item[0] in line.reported:
            by_rule.setdefault(item[1], []).append(item)
    made: dict[str, list[tuple]] = {}
    cycle = timedelta(days=line.days)
    for rule, items in by_rule.items():
        if line.first is None:
            items = [in_cycle(item, cycle) for item in items]
        groups: list[list[Found]] = []
        for item in sorted(items, key=lambda f: (f[2], -abs(f[4] - f[5]))):
            if groups and item[2] < max(f[3] for f in groups[-1]):
                groups[-1].append(item)
            else:
                groups.append([item])
        reach = max(f[3] for f in items)
        if line.first is None and len(groups) > 1 and reach - cycle > groups[0][0][2]:
            groups[-1] += groups.pop(0)
        made[rule] = [
            min(
                ((f[2], f[3], f[4], f[5]) for f in group), key=lambda b: -round(abs(b[2] - b[3]), 6)
            )
            for group in groups
        ]
    return made


def in_cycle(item: Found, cycle: timedelta) -> Found:
    """The same moved by whole cycles, so that it begins in the first."""
    turns = (item[2] - datetime.combine(MONDAY, datetime.min.time())) // cycle
    return (item[0], item[1], item[2] - turns * cycle, item[3] - turns * cycle, *item[4:])
