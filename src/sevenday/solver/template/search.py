"""The search for a template: the fewest weeks, then level after level, each with its bound."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, inf
from time import monotonic

from sevenday.errors import Fault, InputError
from sevenday.limits.fold import EPSILON
from sevenday.model.hospital import WEEKDAYS
from sevenday.solver.template.model import Rolling
from sevenday.solver.template.problem import Asked
from sevenday.solver.template.week_order import arrange

MOST_WEEKS = 104
"""The longest template that is looked for."""
AIMS = ("patterns", "cost")
"""What follows cover, dearest first, unless [build] levels says otherwise."""


@dataclass
class Search:
    """One search: its clock, and what the levels have come to so far."""

    seconds: float
    steps: int | None
    seed: int
    tell: Callable[[str], None]
    began: float = field(default_factory=monotonic)
    nodes: int = 0
    stopped: bool = False

    def left(self, share: float = 1.0) -> float:
        """A share of the seconds that are left: no end of them where steps are counted."""
        if self.steps is not None:
            return inf
        return share * (self.seconds - (monotonic() - self.began))


@dataclass
class Found:
    """A lawful walk round the steps, and each level's cost and bound in what the flow counts."""

    walk: list[int]
    values: tuple[float, ...]
    rolling: Rolling
    levels: dict[str, tuple[int, int]] = field(default_factory=dict)


def refuse(asked: Asked, weeks: int) -> None:
    """Raise InputError where a weekday needs more doctors than there are weeks."""
    if not 1 <= weeks <= MOST_WEEKS:
        how = f"1 to {MOST_WEEKS}, or least"
        raise InputError(Fault("no such template", "", None, "--weeks", f"{weeks}", how))
    late = [d for d in asked.hospital.doctors if (d.start_week or 1) > weeks]
    if late:
        what = f"{late[0].name} starts in a week that a template of {weeks} weeks has not"
        how = f"1 to {weeks}"
        raise InputError(
            Fault(what, "doctors.csv", None, "start_week", f"{late[0].start_week}", how)
        )
    day, needed, rows = _fullest(asked)
    if needed > weeks:
        what = (
            f"{day} needs {needed} doctors ({'; '.join(rows)}), and in a template of {weeks} "
            f"weeks {weeks} are there"
        )
        how = f"--weeks {needed} or more, or --weeks least"
        raise InputError(Fault(what, "cover.csv", None, "min", f"{needed}", how))


def _fullest(asked: Asked) -> tuple[str, int, list[str]]:
    """The weekday that needs most doctors, how many, and by which rows."""
    best: tuple[str, int, list[str]] = (WEEKDAYS[0], 0, [])
    for day, name in enumerate(WEEKDAYS):
        by_shift: dict[str, int] = {}
        for n, (need, days) in enumerate(zip(asked.hospital.cover, asked.needs, strict=True)):
            if day in days and need.min:
                now = by_shift.get(need.shift, n)
                most = max(now, n, key=lambda row: (asked.hospital.cover[row].min, -row))
                by_shift[need.shift] = most
        total = sum(asked.hospital.cover[n].min for n in by_shift.values())
        if total > best[1]:
            best = (name, total, [asked.named(n) for n in by_shift.values()])
    return best


def least_weeks(asked: Asked, search: Search) -> tuple[int, int, Found]:
    """The fewest weeks whose template fills the cover, the fewest not proved impossible, and one.

    Raises InputError where none was found.
    """
    bound = weeks = _at_least(asked)
    while weeks <= MOST_WEEKS and search.left() > 0:
        found, impossible = filled(asked, weeks, search)
        if found is not None:
            search.tell(f"{weeks} weeks can fill the cover")
            return weeks, bound, found
        if impossible:
            search.tell(f"{weeks} weeks cannot fill the cover: proved")
            bound = weeks + 1 if bound == weeks else bound
        else:
            search.tell(f"{weeks} weeks: nothing found, nothing proved")
        weeks += 1
    what = f"no template that fills the cover found; fewer than {bound} weeks cannot: proved"
    raise InputError(Fault(what, "cover.csv", expected="more --seconds, or --weeks N"))


def filled(asked: Asked, weeks: int, search: Search) -> tuple[Found | None, bool]:
    """A lawful template that fills the cover; whether it is proved that there is none.

    Any flow round the week; where it breaks a limit that looks far, the tidiest, which seldom does;
    then one round the whole cycle.
    """
    rolling = Rolling(asked, weeks, search.seed)
    for unrolled, tidy in ((False, False), (False, True), (True, False)):
        if unrolled:
            rolling = Rolling(asked, weeks, search.seed, unrolled)
        rolling.fill(True)
        if tidy:
            rolling.flow.minimise(rolling.level("patterns"))
        found = rolling.flow.solve(search.left(0.5), search.steps, rolling.refuse)
        search.nodes += found.nodes
        if found.impossible:
            return None, True
        if found.walk is not None:
            walk, broken = arrange(asked, rolling.base(found.walk), search.seed)
            if not broken:
                rolling.fill(False)
                return Found(walk, found.values, rolling), False
    return None, False


def _at_least(asked: Asked) -> int:
    """Weeks that doctors a day, hours and starting weeks ask for by counting alone."""
    counts: dict[tuple[int, int], int] = {}
    for need, days in zip(asked.hospital.cover, asked.needs, strict=True):
        for day in days if need.min else ():
            place = (day, asked.hospital.cells.code(need.shift))
            counts[place] = max(counts.get(place, 0), need.min)
    hours = [
        sum(one.hours[asked.group[code]] * n for (_, code), n in counts.items()) / one.most
        for one in asked.sums
        if one.most > 0
    ]
    starts = [doctor.start_week or 1 for doctor in asked.hospital.doctors]
    return max(1, _fullest(asked)[1], *starts, *(ceil(h - EPSILON) for h in hours))


def climb(asked: Asked, weeks: int, search: Search, start: Found | None) -> Found | None:
    """The levels one after another, round the week; round the whole cycle where that must be.

    `start`: a lawful template that fills the cover, to begin with, if there is one. None where
    nothing was found in the time.
    """
    far = asked.far is not None or any(weeks > one.weeks for one in asked.sums)
    rolling = start.rolling if start else Rolling(asked, weeks, search.seed)
    found = _levels(asked, rolling, search, 0.5 if far else 1.0, start)
    if found is None:
        return None
    found.walk, broken = arrange(asked, found.walk, search.seed)
    if not broken or search.stopped:
        return start if broken else found
    search.tell("limits that look far are broken: the whole cycle is searched")
    whole = _levels(asked, Rolling(asked, weeks, search.seed, True), search, 1.0, None)
    if whole is not None:
        whole.walk, _ = arrange(asked, whole.walk, search.seed)
        return whole
    if start is not None:  # the flow's bound holds for it too
        cost = _cost(start, "cover")
        start.levels = {"cover": (cost, min(cost, found.levels["cover"][1]))}
    return start


def _cost(found: Found, level: str) -> int:
    return round(sum(value * found.values[v] for v, value in found.rolling.level(level)))


def _levels(
    asked: Asked, rolling: Rolling, search: Search, share: float, start: Found | None
) -> Found | None:
    """Make each level as cheap as can be with those above it held. None: none in the time."""
    chosen = asked.hospital.build.get("levels") or AIMS
    names = ["cover", *(name for name in chosen if name in AIMS)]
    found = None if start is None else Found(start.walk, start.values, rolling)
    for k, name in enumerate(names):
        rolling.flow.minimise(rolling.level(name))
        part = share if k == len(names) - 1 else share / 2
        known = found.values if found else ()
        try:
            one = rolling.flow.solve(search.left(part), search.steps, rolling.refuse, known)
        except KeyboardInterrupt:
            if found is None:
                raise
            search.stopped = True
            break
        search.nodes += one.nodes
        if one.walk is not None:
            levels = found.levels if found else {}
            found = Found(rolling.base(one.walk), one.values, rolling, levels)
        if found is None:
            return None
        cost = _cost(found, name)
        found.levels[name] = cost, min(cost, max(0, round(one.bound))) if one.bound > -inf else 0
        search.tell(f"{name}: {cost}, at least {found.levels[name][1]}")
        rolling.flow.row(rolling.level(name), -inf, cost + 0.5)
    return found
