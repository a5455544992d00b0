"""A plan over a range of turnouts: what is safe, what pay is deducted, what it costs net.

The plan's calls and lists stay as they are; the groups' absence share is what changes. Nothing of a
count is in it: pay is deducted by payroll, on its own basis (walkouts.md 1.5, 2.4).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sevenday.clock import moment
from sevenday.model import Doctor
from sevenday.model.walkout import Turnout
from sevenday.results import Result
from sevenday.walkout.law.deductions import Deduction, RateCard
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.coverage import coverage, short_with
from sevenday.walkout.planning.places import EMERGENCY, Pool, pools, turnout_of_post
from sevenday.walkout.planning.plan import CoverPlan


@dataclass(frozen=True, slots=True)
class TurnoutPoint(Result):
    """One absence share, and the plan at it.

    `planned`: the folder's own turnout, whose share is the average of its groups. `over`: by rank
    that has a limit, how many places are over it. `worst`: the largest chance that a place of the
    gravest rank is short. `deducted`: pounds of pay on average, and `net`: what the calls cost less
    that; None where no rate card could be made.
    """

    KEYS = "absence_share planned over worst deducted net"

    absence_share: float
    planned: bool
    over: dict[int, int]
    worst: float
    deducted: int | None
    net: int | None


@dataclass(frozen=True, slots=True)
class Struck:
    """Duties that may be struck, alike in what they cost: pounds each, and their absence share."""

    pounds: float
    absence_share: float


def over_turnout(
    inputs: WalkoutInputs, plan: CoverPlan, card: RateCard | None
) -> tuple[TurnoutPoint, ...]:
    """The plan at the folder's own turnout and at each absence share of a range, the least first.

    The range is the assumptions'. Where that ends at what is planned, or below, it goes on: halfway
    to everybody, and everybody.

    Parameters
    ----------
    inputs
        The hospital's folder, read and checked.
    plan
        Whose calls and lists are met by each turnout.
    card
        What a struck duty costs in pay; None where no contract says.
    """
    struck = Counter(_struck(inputs, card)) if card else None
    planned = _planned_share(inputs)
    points = [_point(inputs.problem.pools, plan, planned, True, struck)]
    for share in _shares(inputs, plan, planned):
        turnout = tuple(replace(t, absence_share=share) for t in inputs.walkout.all_turnout)
        anew = pools(inputs.hospital, inputs.walkout.with_turnout(turnout))
        points.append(_point(anew, plan, share, False, struck))
    return tuple(sorted(points, key=lambda point: point.absence_share))


def _planned_share(inputs: WalkoutInputs) -> float:
    """The share of those who may strike that is planned to stay away, over every pool."""
    groups = [
        crew.group
        for pool in inputs.problem.pools
        for crew in pool.crews
        if crew.group.attendance < 1
    ]
    people = sum(group.rostered for group in groups)
    away = sum(group.rostered * (1 - group.attendance) for group in groups)
    return away / people if people else 0.0


def _shares(inputs: WalkoutInputs, plan: CoverPlan, planned: float) -> list[float]:
    """The shares to show beside the planned one: some of them are worse."""
    found = plan.problem.assumptions.absence_range
    if planned >= max(found, default=0.0) - 1e-9:
        found = (*found, (1 + planned) / 2, 1.0)
    own = {turnout.absence_share for turnout in inputs.walkout.all_turnout}
    return [share for share in found if own != {share}]


def _point(
    anew: tuple[Pool, ...],
    plan: CoverPlan,
    share: float,
    planned: bool,
    struck: Counter[Struck] | None,
) -> TurnoutPoint:
    assumptions = plan.problem.assumptions
    over, worst = dict.fromkeys(assumptions.ranks, 0), 0.0
    for p, pool in enumerate(anew):
        if p in plan.problem.past:
            continue
        called = [plan.problem.fills(s, p) for s in plan.called_to(p)]
        chances = short_with(coverage(pool, Counter(called), assumptions), called)
        for each, chance in zip(plan.by_pool[p], chances.tolist(), strict=True):
            limit = assumptions.limit(each.place.rank)
            if limit is None:
                continue
            short = 1.0 if each.empty else chance
            over[each.place.rank] += short > limit + 1e-12
            if each.place.rank == assumptions.ranks[0]:
                worst = max(worst, short)
    if struck is None:
        return TurnoutPoint(share, planned, over, worst, None, None)
    deducted = round(
        sum(
            n * duty.pounds * (duty.absence_share if planned else share)
            for duty, n in struck.items()
        )
    )
    return TurnoutPoint(share, planned, over, worst, deducted, plan.levels[-1].cost - deducted)


def _struck(inputs: WalkoutInputs, card: RateCard) -> Iterator[Struck]:
    """Every duty that may be struck: one a doctor and date, whatever parts it has."""
    hospital, walkout = inputs.hospital, inputs.walkout
    rota = hospital.rota
    assert rota is not None  # the pools were made of it
    lines = {(line.grade, line.shift): line for line in card.lines}
    first, last = (at.date() for at in walkout.span)
    for k in range((last - first).days + 1):
        day = first + timedelta(days=k)
        column = (day - rota.first).days
        if not 0 <= column < rota.codes.shape[1]:
            continue
        for doctor, cell in zip(hospital.doctors, rota.codes[:, column].tolist(), strict=True):
            caught = [
                (line, turnout.absence_share)
                for part in hospital.cells.parts[cell]
                for span in [(moment(day, part.start), moment(day, part.end))]
                for turnout in [_turnout(inputs, doctor, part.code, span)]
                if turnout and (line := lines.get((doctor.grade, part.code)))
            ]
            if caught:
                pounds = _pounds([line for line, _ in caught], card.method, day) * doctor.wte
                yield Struck(pounds, max(share for _, share in caught))


def _turnout(
    inputs: WalkoutInputs, doctor: Doctor, code: str, span: tuple[datetime, datetime]
) -> Turnout | None:
    """How a doctor's group turns out on a shift; None where nobody calls it out."""
    needs = [
        need
        for need in inputs.hospital.cover
        if code in need.shift.split("+")
        and doctor.service in ("", need.service)
        and (doctor.tier or 1) >= (need.tier or 1)
        and (not need.competence or need.competence in doctor.competences)
    ]
    gravest = min((need.rank for need in needs), default=EMERGENCY + 1)
    service = doctor.service or next((need.service for need in needs), "")
    return turnout_of_post(inputs.walkout, doctor, service, code, span, gravest)


def _pounds(lines: list[Deduction], method: str, day: date) -> float:
    """What one strike day costs in pay: the most that the method in use deducts."""
    if method == "month":
        return dict(lines[0].by_month)[f"{day:%Y-%m}"]
    hours = [line.by_hours for line in lines if line.by_hours is not None]
    by_hours = sum(hours) if len(hours) == len(lines) else lines[0].by_year
    return min(lines[0].by_year, by_hours)
