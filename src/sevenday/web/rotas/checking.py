"""What is wrong with a draft: a line's and a day's verdict in a few milliseconds after an edit.

The contract is made ready for a department once, for each revision of its folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sevenday.limits import Checker, CheckResult
from sevenday.limits.lines import dated
from sevenday.limits.result import LineResult
from sevenday.limits.slack import RuleSlack
from sevenday.limits.verdict import Verdict
from sevenday.model import Hospital, Rota
from sevenday.web.hospitals.loading import loaded, terms_of
from sevenday.web.hospitals.models import Department
from sevenday.web.ready import Ready
from sevenday.web.rotas.matrix import INTERNING, DraftMatrix

_ready: Ready[Checker] = Ready(16)


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """One doctor's line: its averages, its breaches, and what each rule has to spare."""

    line: LineResult
    breaches: tuple[Verdict, ...]
    slacks: tuple[RuleSlack, ...]


def checker_of(now: DraftMatrix) -> Checker:
    """The department's contract, on the rota's first date, made ready for its duties.

    Raises InputError where the department names no contract, or one without limits.
    """
    department = now.period.department
    with INTERNING:  # no new duty while the table of duties is made
        return _ready.get(
            (*department.state, now.period.first, len(now.cells.texts)),
            lambda: Checker(now.department.hospital, terms_of(department, now.period.first)),
        )


def judge_lines(now: DraftMatrix, doctors: Sequence[int]) -> list[LineVerdict]:
    """Judge the lines of some doctors, by their keys."""
    checker = checker_of(now)
    names = now.department.hospital.doctors
    rows = [now.row[doctor] for doctor in doctors]
    some = Rota(
        tuple(names[row].name for row in rows),
        now.period.first,
        np.ascontiguousarray(now.codes[rows]),
    )
    lines = dated(checker.hospital, some)
    result = checker.check_lines(lines)
    slacks = list(checker.rule_slacks(lines))
    return [
        LineVerdict(
            line,
            tuple(breach for breach in result.breaches if breach.doctor == line.doctor),
            tuple(slack for slack in slacks if slack.doctor == line.doctor),
        )
        for line in result.lines
    ]


def judge_rota(now: DraftMatrix) -> CheckResult:
    """Judge every line, as `sevenday check` does."""
    checker = checker_of(now)
    return checker.check_lines(dated(checker.hospital, now.rota))


def contract_is_named(department: Department) -> bool:
    """Whether the department names a contract: without one nothing is judged."""
    return bool(loaded(department).hospital.contract)


def nation_of(now: DraftMatrix) -> Hospital:
    """The department with the bank holidays of its nation, or of its contract's."""
    hospital = now.department.hospital
    if not hospital.contract:
        return hospital.in_nation(hospital.nation) if hospital.nation else hospital
    return hospital.in_nation(terms_of(now.period.department, now.period.first).contract.nation)
