"""A published rota put right after sickness, a leaver or a new requirement: the fewest changes.

Cover comes first, then changes (as few as can be; of as many, those with the longest notice), then
everything else. Days before `from_date`, frozen days and pins stay as they are.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from time import monotonic

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits import CheckResult
from sevenday.milp.levels import Level
from sevenday.model import Hospital, Rota
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.unfilled import UnfilledPlace
from sevenday.solver.repair.formulation import make_repair_problem
from sevenday.solver.repair.params import RepairParams
from sevenday.solver.repair.problem import RepairProblem
from sevenday.solver.repair.published import PublishedRota, read_published, remaining_demands
from sevenday.solver.repair.result import ReplanResult, RotaChange
from sevenday.solver.repair.solver import OnRepaired, RepairSolver, starts_before

SHOWN = 6
"""Doctors that a note names at most."""


def replan(
    hospital: Hospital,
    terms: Terms,
    published: Rota,
    from_date: date,
    seconds: float | None = None,
    params: RepairParams = RepairParams(),
    on_incumbent: OnRepaired | None = None,
) -> ReplanResult:
    """Put a published rota right from a date on, with the fewest changes and the longest notice.

    Parameters
    ----------
    hospital, terms
        What is asked for now (leave, leavers, cover), and the contract.
    published
        The rota that doctors hold.
    from_date
        The first date that may change.
    seconds
        Time to prove that the changes are the fewest; the changes themselves take less. None: as
        `params` says. It ends when the proof does.
    params
        Settings.
    on_incumbent
        Called with each lawful rota that is found before its changes are proved to be the fewest.

    Raises
    ------
    InputError
        For a rota of other doctors or dates, a date that is not in it, and pins that break a limit.
    """
    began = monotonic()
    hospital = hospital.in_nation(terms.contract.nation)
    now = read_published(hospital, terms, published, from_date, params)
    plan = make_plan(remaining_demands(now), terms, together=True).by_law()
    repair = make_repair_problem(plan, now, params)
    if seconds is None:
        small = repair.base.size <= params.small_cells
        seconds = params.small_proof_seconds if small else params.proof_seconds
    solver = RepairSolver(now, plan, repair, seconds, on_incumbent)
    roster, bound, checked = solver.solve()
    made = solver.with_roster(roster)
    assert made.rota is not None
    return ReplanResult(
        made,
        from_date,
        _changes(now, repair, made.rota, roster),
        _levels(repair, now, roster, bound),
        _unfilled(now, plan, repair, roster),
        checked,
        (*_notes(now, checked), *_owed_hours(plan, repair, roster)),
        monotonic() - began,
        solver.stopped,
    )


def _changes(
    published: PublishedRota, repair: RepairProblem, rota: Rota, roster: Ints
) -> tuple[RotaChange, ...]:
    """Every cell that differs from the published rota, by date, chosen before given."""
    texts = published.hospital.cells.texts
    changes = []
    for row, day in np.argwhere(rota.codes != published.codes).tolist():
        chosen = not repair.given[row, day] and roster[row, day] != repair.base[row, day]
        changes.append(
            RotaChange(
                doctor=rota.doctors[row],
                day=rota.first + timedelta(days=day),
                before=texts[published.codes[row, day]],
                after=texts[rota.codes[row, day]],
                notice=day - published.now,
                price=int(repair.price[row, day, roster[row, day]]) if chosen else 0,
                given=not chosen,
            )
        )
    return tuple(sorted(changes, key=lambda change: (change.day, change.given, change.doctor)))


def _unfilled(
    published: PublishedRota, plan: Plan, repair: RepairProblem, roster: Ints
) -> tuple[UnfilledPlace, ...]:
    """The places from `now` on with fewer doctors than they need."""
    counts, before = repair.problem.cover(roster), repair.problem.cover(repair.published)
    return tuple(
        UnfilledPlace(need, plan.first + timedelta(days=day), int(counts[line]), int(before[line]))
        for need, day, line in plan.cover_lines
        if counts[line] < need.min and day >= published.now
    )


def _levels(
    repair: RepairProblem, published: PublishedRota, roster: Ints, bound: int
) -> tuple[Level, ...]:
    """Cover, then changes, of which one number was bounded."""
    cover = repair.cover_cost(roster)
    changed = repair.cost(roster) - cover
    least = int(repair.cover.min(1).sum())
    proved = bound >= cover + changed
    most = int(repair.cover.max(1).sum())
    rows, days, _ = repair.problem.shape
    every = rows * days * (repair.params.change_cost + published.notice_days)
    return (
        Level("cover", cover, cover if proved else least, most),
        Level("changes", changed, changed if proved else max(0, bound - cover), every),
    )


def _owed_hours(plan: Plan, repair: RepairProblem, roster: Ints) -> Iterator[str]:
    """A remark on those who have less than their `weekly_hours_min`."""
    under = []
    for row, doctor in enumerate(plan.hospital.doctors):
        owed, spent = (
            int(plan.problem.least[row]),
            int(repair.machine(row).spend[roster[row]].sum()),
        )
        if spent < owed and doctor.weekly_hours_min:
            under.append(f"{doctor.name} ({doctor.weekly_hours_min * spent / owed:.1f} a week)")
    if under:
        yield (
            f"Less than weekly_hours_min: {', '.join(under[:SHOWN])}. Nobody has to make up hours "
            "that leave took, or that a limit takes."
        )


def _notes(published: PublishedRota, checked: CheckResult) -> Iterator[str]:
    """Remarks of the checker, breaches of the past, and frozen days."""
    yield from checked.notes
    since = published.from_date
    past = [breach for breach in checked.breaches if starts_before(breach, since)]
    if past:
        names = ", ".join(sorted({f"{b.doctor} ({b.rule})" for b in past})[:6])
        yield (
            f"{len(past)} breaches that began before {since} are left alone, as the past is: "
            f"{names}."
        )
    if published.first > published.now:
        until = published.first_date + timedelta(days=published.first - 1)
        yield f"Frozen to {until}: up to then only what is given changes."
