"""Who can cover this? Everybody in order, what it costs, and what each rule has to spare."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sevenday.limits.replacements import ExplainedDuty, explain_duty, explain_place
from sevenday.limits.slack import RuleSlack
from sevenday.model import Requirement
from sevenday.solver.explain.replacements import Replacement, rank_replacements
from sevenday.solver.plan.cover_lines import lasts_through
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.rotas.checking import judge_lines
from sevenday.web.rotas.matrix import DraftMatrix


@dataclass(frozen=True, slots=True)
class Taker:
    """A doctor and what their taking a duty would cost, or why they could not.

    `key`: of the doctor. `nearest`: of the rules that it brings nearer to their limit, the one
    with the least to spare for its size before; None where there is none.
    """

    key: int
    replacement: Replacement
    nearest: RuleSlack | None


def takers_of_place(now: DraftMatrix, need: Requirement, shift: str, day: date) -> list[Taker]:
    """Who could take a shift that fills an empty place, in order; then who could not, and why.

    Raises InputError where the department names no contract.
    """
    period = now.period
    terms = terms_of(period.department, period.first)
    hospital = now.hospital.in_nation(terms.contract.nation)
    duty = explain_place(hospital, terms, need, shift, day)
    return _takers(now, duty, rank_replacements(hospital, terms, duty))


def takers_of_duty(now: DraftMatrix, doctor: int, day: date) -> list[Taker]:
    """Who could take a doctor's duty, as `sevenday why` has it."""
    period = now.period
    terms = terms_of(period.department, period.first)
    hospital = now.hospital.in_nation(terms.contract.nation)
    name = hospital.doctors[now.row[doctor]].name
    duty = explain_duty(hospital, terms, name, day)
    return _takers(now, duty, rank_replacements(hospital, terms, duty))


def shifts_for(now: DraftMatrix, need: Requirement) -> list[str]:
    """The shifts that fill a place: its own, or each that lasts through its span of the clock."""
    hospital = now.department.hospital
    span = need.span
    if span is None:
        return [need.shift]
    return [
        shift
        for shift in hospital.shifts
        if lasts_through(hospital, hospital.cells.code(shift), span, 0)
    ]


def _takers(now: DraftMatrix, duty: ExplainedDuty, ranked: Iterable[Replacement]) -> list[Taker]:
    keys = {now.department.hospital.doctors[row].name: key for key, row in now.row.items()}
    return [
        Taker(
            keys[each.candidate.doctor],
            each,
            _nearest(now, keys[each.candidate.doctor], duty) if each.candidate.could else None,
        )
        for each in ranked
    ]


def _nearest(now: DraftMatrix, doctor: int, duty: ExplainedDuty) -> RuleSlack | None:
    """Of the rules that a duty brings nearer to their limit, the one that lost the most of it."""
    then = now.with_cells([(doctor, duty.day, duty.text)])
    before = {each.rule: each.slack for each in judge_lines(now, [doctor])[0].slacks}
    nearer = [
        (each.slack / before[each.rule], each)
        for each in judge_lines(then, [doctor])[0].slacks
        if before.get(each.rule, 0.0) > max(0.0, each.slack)
    ]
    return min(nearer, key=lambda pair: pair[0])[1] if nearer else None
