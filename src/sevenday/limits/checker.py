"""The Checker: a contract made ready for a hospital once, for as many lines as need judging."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Self

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits.averages import line_results
from sevenday.limits.band import NO_BAND, REST_RULES
from sevenday.limits.basis import accepted_note, leave_note, source_note, span_note
from sevenday.limits.breaches import find_verdicts
from sevenday.limits.classes import duty_table
from sevenday.limits.fold import EPSILON, NO_MEMORY, Floats, Fold
from sevenday.limits.lines import Lines, LineSource, select_lines
from sevenday.limits.reference import ReferencePeriod
from sevenday.limits.result import CheckResult, LineOutcome, LineResult
from sevenday.limits.rule_table import Rule, resolve_rules
from sevenday.limits.rules.spec import FULL, ON_CALL_PATTERN, RuleContext
from sevenday.limits.slack import RuleSlack
from sevenday.limits.totals import Totals, line_totals
from sevenday.limits.verdict import CLOCK_CHANGE, Verdict, added_breaches
from sevenday.model import Hospital
from sevenday.model.hospital import BAR


def check(hospital: Hospital, terms: Terms, use: LineSource | None = None) -> CheckResult:
    """Find every breach of every line, with averages and, under the New Deal, bands.

    Parameters
    ----------
    hospital
        A hospital's folder, as `sevenday.read` gives it.
    terms
        A contract on a date, as `sevenday.contract` gives it.
    use
        "rota" or "template"; by default the rota where there is one.

    Raises
    ------
    InputError
        Where the contract has no limits, or the hospital has nothing to check.
    """
    return Checker(hospital, terms).check(use)


class Checker:
    """A contract made ready for a hospital: what is worked out once, whatever lines it then judges.

    It is a snapshot: a duty that the hospital's codes learn later is not in its table.

    Attributes
    ----------
    hospital, terms
        Whose lines are judged, and by what.
    contexts
        What decides a line's branches: of doctors without and with an opt-out of the 48 hours.
    rules
        The rules of each of these two contexts, in the same order; empty where there are none.
    duties
        The hospital's duties, classified under the contract.
    """

    def __init__(self, hospital: Hospital, terms: Terms) -> None:
        """Resolve the rules and classify the duties."""
        self.hospital, self.terms = hospital.in_nation(terms.contract.nation), terms
        settings, pattern = hospital.settings, working_pattern(hospital)
        self.contexts = (
            RuleContext(settings, pattern, False),
            RuleContext(settings, pattern, True),
        )
        self.rules = tuple(resolve_rules(terms, context) for context in self.contexts)
        self.duties = duty_table(hospital.cells, terms)

    def with_rules(self, *rules: tuple[Rule, ...]) -> Self:
        """Give the same checker with other rules: one tuple for all doctors, or one a context."""
        other = copy(self)
        other.rules = rules
        return other

    def lines(self, use: LineSource | None = None) -> list[Lines]:
        """Select the hospital's own lines; see `select_lines`."""
        return select_lines(self.hospital, self.terms.on, use)

    def rules_for(self, opt_out: bool) -> tuple[Rule, ...]:
        """Give the rules of a doctor who has, or has not, opted out of the 48 hours."""
        return self.rules[min(int(opt_out), len(self.rules) - 1)]

    def check(self, use: LineSource | None = None) -> CheckResult:
        """Judge the hospital's own lines; see `sevenday.check`."""
        self._require_limits()
        blocks = self.lines(use)
        result = self.check_lines(*blocks)
        return replace(result, notes=(*self._basis(use, blocks), *result.notes))

    def check_lines(self, *blocks: Lines) -> CheckResult:
        """Judge blocks of lines. Raises InputError where the contract has no limits."""
        self._require_limits()
        lines: list[LineResult] = []
        breaches: list[Verdict] = []
        for block in blocks:
            slack = self.slack(block)
            for verdicts in find_verdicts(self.fold(block), slack, self.rules):
                breaches += verdicts
            lines += self._line_results(block, slack)
        notes = tuple(self._notes())
        return CheckResult(self.terms.id, self.terms.on, tuple(lines), tuple(breaches), notes)

    def verdicts(self, lines: Lines) -> list[list[Verdict]]:
        """Find every breach of some lines, in words: a list for each line."""
        return find_verdicts(self.fold(lines), self.slack(lines), self.rules)

    def outcomes(self, use: LineSource | None = None) -> Iterator[LineOutcome]:
        """Judge the hospital's own lines without the words of each breach, for many lines.

        Nothing where the contract has no limits.
        """
        for lines in self.lines(use) if self.rules[0] else ():
            slack = self.slack(lines)
            results = self._line_results(lines, slack)
            for doctor, line, row in zip(lines.doctors, results, slack, strict=True):
                rules = self.rules_for(doctor.opt_out)
                broken = np.flatnonzero(row < -EPSILON)
                yield LineOutcome(line, frozenset(rules[k].id for k in broken))

    def bands(self, use: LineSource | None = None) -> dict[str, str]:
        """Give the New Deal's pay band of each doctor's own line: the rules on rest decide it."""
        rest = self.with_rules(*(tuple(r for r in t if r.id in REST_RULES) for t in self.rules))
        return {
            line.doctor: line.band or NO_BAND
            for block in self.lines(use)
            for line in rest._line_results(block, rest.slack(block))
        }

    def rule_slacks(self, lines: Lines) -> Iterator[RuleSlack]:
        """Measure how far each line is from each limit that it put to the test."""
        for doctor, row in zip(lines.doctors, self.slack(lines).tolist(), strict=True):
            for rule, slack in zip(self.rules_for(doctor.opt_out), row, strict=True):
                if np.isfinite(slack):
                    clause = f"{rule.term.source.document}, {rule.term.source.clause}"
                    yield RuleSlack(doctor.name, rule.id, slack * rule.scale, rule.unit, clause)

    def totals(self, lines: Lines) -> Totals:
        """Add up the hours, weekends and on-call of some lines; history's too, in a part."""
        counted = self.reference(lines).counted(lines)
        return line_totals(counted, self.duties, self.terms, self.hospital.nation)

    def reference(self, lines: Lines) -> ReferencePeriod:
        """Give the reference period of some lines."""
        return ReferencePeriod.of(lines, self.terms, self.hospital.settings.span)

    def slack(self, lines: Lines, clock_changes: bool = True) -> Floats:
        """(lines, rules) least slack; see `Fold.slack`. Without clock changes: as if none came."""
        return self.fold(lines, clock_changes).slack()

    def memory(self, lines: Lines, room: Floats = NO_MEMORY) -> tuple[Floats, Floats]:
        """(lines, rules) least slack, and (lines, rules, STATE) what each rule remembers after.

        `room`: where to write that, for at least so many lines; by default new room is made.
        """
        return self.fold(lines).remembered(room)

    def fold(self, lines: Lines, clock_changes: bool = True) -> Fold:
        """Give the arrays of some lines and of the rules that each is judged by."""
        opted = [min(int(doctor.opt_out), len(self.rules) - 1) for doctor in lines.doctors]
        # lines that are nobody's are many, and all of one doctor
        each = {id(doctor): doctor for doctor in lines.doctors}
        weeks = {key: self.hospital.leave_weeks(doctor) for key, doctor in each.items()}
        return Fold(
            lines,
            np.array([[rule.row for rule in rules] for rules in self.rules]),
            np.array(opted, np.int64),
            np.array([weeks[id(doctor)] for doctor in lines.doctors], np.float64),
            self.reference(lines).part,
            self.duties,
            clock_changes,
        )

    def _require_limits(self) -> None:
        if not self.rules[0]:
            terms = self.terms
            by = "" if terms.known is None else f" by what was known on {terms.known}"
            what = f"{terms.id} holds no limits on {terms.on}{by} to check. {terms.contract.says}"
            raise InputError(what, code="not-in-contract")

    def _line_results(self, lines: Lines, slack: Floats) -> Iterator[LineResult]:
        rest = [k for k, rule in enumerate(self.rules[0]) if rule.id in REST_RULES]
        compliant = np.asarray((slack[:, rest] >= -EPSILON).all(axis=1))
        compliant &= self.hospital.settings.rest_met
        totals, pattern = self.totals(lines), self.contexts[0].pattern
        found = line_results(self.hospital, self.terms, lines, totals, compliant, pattern)
        so_far = self.reference(lines).so_far.tolist()
        return (replace(line, so_far=part) for line, part in zip(found, so_far, strict=True))

    def _basis(self, use: LineSource | None, blocks: list[Lines]) -> Iterator[str]:
        """Say what the answer goes by: the source, the span, and how leave counts."""
        hospital = self.hospital
        yield from source_note(hospital, "template" if blocks[0].cyclic else "rota")
        for lines in blocks:
            yield from span_note(lines, self.reference(lines), hospital.settings.span)
        yield from leave_note(hospital, self.terms, blocks)
        yield from accepted_note(self._accepted(blocks))

    def _accepted(self, blocks: list[Lines]) -> list[Verdict]:
        """Find what `clock_change_nights` lets through: broken where the hour is not accepted."""
        settings = self.hospital.settings
        dated = [lines for lines in blocks if not lines.cyclic]
        if not settings.autumn_hour_accepted or not dated:
            return []
        barring = replace(self.hospital, settings=replace(settings, clock_change_nights=BAR))
        barred = Checker(barring, self.terms)
        return [
            verdict
            for lines in dated
            for ours, theirs in zip(self.verdicts(lines), barred.verdicts(lines), strict=True)
            for verdict in added_breaches(ours, theirs)
            if verdict.branch == CLOCK_CHANGE
        ]

    def _notes(self) -> Iterator[str]:
        hospital, terms = self.hospital, self.terms
        yield from hospital.notes
        if not hospital.settings.rest_met and terms.has("band.hours"):
            yield (
                "rest_met is false: natural breaks or rest on duty were not achieved, so band 3."
            )
        if hospital.rota is not None:
            sections = ("hours", "oncall", "define", "band")
            yield from terms.notes_of_changes(hospital.rota.last, sections)


def working_pattern(hospital: Hospital) -> str:
    """The New Deal's working pattern: as set, else on-call if any duty worked is, else full."""
    if hospital.settings.pattern:
        return hospital.settings.pattern
    worked = [table.codes for table in hospital.templates.values()]
    worked += [hospital.rota.codes] if hospital.rota else []
    codes = {code for table in worked for code in np.unique(table).tolist()}
    on_call = any(part.on_call for code in codes for part in hospital.cells.parts[code])
    return ON_CALL_PATTERN if on_call else FULL
