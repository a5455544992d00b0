"""The search for a template: the fewest weeks, then level after level, each with its bound."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, inf
from time import monotonic

from sevenday.clock import WEEKDAYS
from sevenday.errors import Fault, InputError
from sevenday.limits.fold import EPSILON
from sevenday.solver.template.model import TemplateModel
from sevenday.solver.template.params import TemplateParams
from sevenday.solver.template.problem import TemplateProblem
from sevenday.solver.template.week_order import order_weeks

AIMS = ("patterns", "cost")
"""What follows cover, most important first, unless [build] levels says otherwise."""


@dataclass
class TemplateSearch:
    """One search: its clock, and what the levels have come to so far."""

    seconds: float
    steps: int | None
    seed: int
    on_stage: Callable[[str], None]
    params: TemplateParams = TemplateParams()
    began: float = field(default_factory=monotonic)
    nodes: int = 0
    stopped: bool = False

    def left(self, share: float = 1.0) -> float:
        """A share of the seconds that are left: no end of them where steps are counted."""
        if self.steps is not None:
            return inf
        return share * (self.seconds - (monotonic() - self.began))


@dataclass
class TemplateSolution:
    """A lawful walk round the steps, and each level's cost and bound in what the flow counts."""

    walk: list[int]
    values: tuple[float, ...]
    model: TemplateModel
    levels: dict[str, tuple[int, int]] = field(default_factory=dict)


def refuse_weeks(problem: TemplateProblem, weeks: int, most: int) -> None:
    """Raise InputError for more weeks than `most`, or fewer than a weekday's doctors."""
    if not 1 <= weeks <= most:
        how = f"1 to {most}, or least"
        raise InputError(
            Fault("no such template", "", None, "--weeks", f"{weeks}", how, code="unknown-template")
        )
    late = [d for d in problem.hospital.doctors if (d.start_week or 1) > weeks]
    if late:
        what = f"{late[0].name} starts in a week that a template of {weeks} weeks has not"
        how = f"1 to {weeks}"
        raise InputError(
            Fault(
                what,
                "doctors.csv",
                None,
                "start_week",
                f"{late[0].start_week}",
                how,
                code="unknown-template",
            )
        )
    day, needed, rows = _fullest(problem)
    if needed > weeks:
        what = (
            f"{day} needs {needed} doctors ({'; '.join(rows)}), and in a template of {weeks} "
            f"weeks {weeks} are there"
        )
        how = f"--weeks {needed} or more, or --weeks least"
        raise InputError(Fault(what, "cover.csv", None, "min", f"{needed}", how, code="infeasible"))


def _fullest(problem: TemplateProblem) -> tuple[str, int, list[str]]:
    """The weekday that needs most doctors, how many, and by which rows."""
    best: tuple[str, int, list[str]] = (WEEKDAYS[0], 0, [])
    for day, name in enumerate(WEEKDAYS):
        by_shift: dict[str, int] = {}
        for n, (need, days) in enumerate(zip(problem.hospital.cover, problem.needs, strict=True)):
            if day in days and need.min:
                now = by_shift.get(need.shift, n)
                most = max(now, n, key=lambda row: (problem.hospital.cover[row].min, -row))
                by_shift[need.shift] = most
        total = sum(problem.hospital.cover[n].min for n in by_shift.values())
        if total > best[1]:
            best = (name, total, [problem.named(n) for n in by_shift.values()])
    return best


def least_weeks(
    problem: TemplateProblem, search: TemplateSearch
) -> tuple[int, int, TemplateSolution]:
    """The fewest weeks whose template fills the cover, the fewest not proved impossible, and one.

    Raises InputError where none was found.
    """
    bound = weeks = _at_least(problem)
    while weeks <= search.params.most_weeks and search.left() > 0:
        found, impossible = fill_cover(problem, weeks, search)
        if found is not None:
            search.on_stage(f"{weeks} weeks can fill the cover")
            return weeks, bound, found
        if impossible:
            search.on_stage(f"{weeks} weeks cannot fill the cover: proved")
            bound = weeks + 1 if bound == weeks else bound
        else:
            search.on_stage(f"{weeks} weeks: nothing found, nothing proved")
        weeks += 1
    what = f"no template that fills the cover found; fewer than {bound} weeks cannot: proved"
    raise InputError(
        Fault(what, "cover.csv", expected="more --seconds, or --weeks N", code="infeasible")
    )


def fill_cover(
    problem: TemplateProblem, weeks: int, search: TemplateSearch
) -> tuple[TemplateSolution | None, bool]:
    """A lawful template that fills the cover; whether it is proved that there is none.

    Any flow round the week; where it breaks a limit that looks far, the tidiest, which seldom does;
    then one round the whole cycle.
    """
    model = TemplateModel(problem, weeks, search.seed)
    for unrolled, tidy in ((False, False), (False, True), (True, False)):
        if unrolled:
            model = TemplateModel(problem, weeks, search.seed, unrolled)
        model.fill(True)
        if tidy:
            model.flow.model.minimise(model.level("patterns"))
        found = model.flow.solve(search.left(search.params.share), search.steps, model.cuts)
        search.nodes += found.nodes
        if found.impossible:
            return None, True
        if found.walk is not None:
            walk, broken = order_weeks(problem, model.base(found.walk), search.seed, search.params)
            if not broken:
                model.fill(False)
                return TemplateSolution(walk, found.values, model), False
    return None, False


def _at_least(problem: TemplateProblem) -> int:
    """Weeks that doctors a day, hours and starting weeks ask for by counting alone."""
    counts: dict[tuple[int, int], int] = {}
    for need, days in zip(problem.hospital.cover, problem.needs, strict=True):
        for day in days if need.min else ():
            place = (day, problem.hospital.cells.code(need.shift))
            counts[place] = max(counts.get(place, 0), need.min)
    hours = [
        sum(one.hours[problem.group[code]] * n for (_, code), n in counts.items()) / one.most
        for one in problem.sums
        if one.most > 0
    ]
    starts = [doctor.start_week or 1 for doctor in problem.hospital.doctors]
    return max(1, _fullest(problem)[1], *starts, *(ceil(h - EPSILON) for h in hours))


def improve(
    problem: TemplateProblem, weeks: int, search: TemplateSearch, start: TemplateSolution | None
) -> TemplateSolution | None:
    """The levels one after another, round the week; round the whole cycle where that must be.

    `start`: a lawful template that fills the cover, to begin with, if there is one. None where
    nothing was found in the time.
    """
    far = problem.far is not None or any(weeks > one.weeks for one in problem.sums)
    model = start.model if start else TemplateModel(problem, weeks, search.seed)
    found = _levels(problem, model, search, search.params.share if far else 1.0, start)
    if found is None:
        return None
    found.walk, broken = order_weeks(problem, found.walk, search.seed, search.params)
    if not broken or search.stopped:
        return start if broken else found
    search.on_stage("limits that look far are broken: the whole cycle is searched")
    whole = _levels(problem, TemplateModel(problem, weeks, search.seed, True), search, 1.0, None)
    if whole is not None:
        whole.walk, _ = order_weeks(problem, whole.walk, search.seed, search.params)
        return whole
    if start is not None:  # the flow's bound holds for it too
        cost = _level_cost(start, "cover")
        start.levels = {"cover": (cost, min(cost, found.levels["cover"][1]))}
    return start


def _level_cost(found: TemplateSolution, level: str) -> int:
    return round(sum(value * found.values[v] for v, value in found.model.level(level)))


def _levels(
    problem: TemplateProblem,
    model: TemplateModel,
    search: TemplateSearch,
    share: float,
    start: TemplateSolution | None,
) -> TemplateSolution | None:
    """Make each level as cheap as can be with those above it held. None: none in the time."""
    chosen = problem.hospital.build.get("levels") or AIMS
    names = ["cover", *(name for name in chosen if name in AIMS)]
    found = None if start is None else TemplateSolution(start.walk, start.values, model)
    for k, name in enumerate(names):
        model.flow.model.minimise(model.level(name))
        part = share if k == len(names) - 1 else share / 2
        known = found.values if found else ()
        try:
            one = model.flow.solve(search.left(part), search.steps, model.cuts, known)
        except KeyboardInterrupt:
            if found is None:
                raise
            search.stopped = True
            break
        search.nodes += one.nodes
        if one.walk is not None:
            levels = found.levels if found else {}
            found = TemplateSolution(model.base(one.walk), one.values, model, levels)
        if found is None:
            return None
        cost = _level_cost(found, name)
        found.levels[name] = cost, min(cost, max(0, round(one.bound))) if one.bound > -inf else 0
        search.on_stage(f"{name}: {cost}, at least {found.levels[name][1]}")
        model.flow.model.row(model.level(name), -inf, cost + 0.5)
    return found
