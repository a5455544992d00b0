"""Why a place is unfilled: each doctor, and each limit or fact that keeps them out of it.

Everything is put to the checker. Whoever could take it breaks nothing when put on it; whoever could
not breaks what is listed; a duty that is given up is taken out and the line checked again.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits.verdict import Verdict
from sevenday.model import NOT_PINNED, OFF, Codes, Doctor, Hospital, Requirement, without_duty
from sevenday.model.absence import DAYS_OFF
from sevenday.results import Result
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.explain.plan_limits import PlanLimits
from sevenday.solver.explain.trial import LineTrial
from sevenday.solver.plan.cover_lines import filling_codes
from sevenday.solver.plan.plan import Plan

NOT_LOOKED_INTO = "not looked into in the time"


@dataclass(frozen=True, slots=True)
class Sacrifice(Result):
    """A duty that a doctor could give up to take another."""

    KEYS: ClassVar[str] = "date=day shift"

    day: date
    shift: str


@dataclass(frozen=True, slots=True)
class Exclusion(Result):
    """What keeps one doctor out of a place; nothing where they could take it as the rota stands.

    Attributes
    ----------
    doctor
        The name.
    reasons
        In words: leave, a competence, another duty, the hours agreed.
    breaches
        Those that it would add.
    gives_up
        Duties any one of which, given up, would let them take it and break nothing.
    """

    KEYS: ClassVar[str] = "doctor could reasons breaches gives_up"

    doctor: str
    reasons: tuple[str, ...]
    breaches: tuple[Verdict, ...]
    gives_up: tuple[Sacrifice, ...]

    @property
    def could(self) -> bool:
        """Whether nothing stands against it."""
        return not (self.reasons or self.breaches)


@dataclass(frozen=True, slots=True)
class UnfilledReason(Result):
    """Why a place of a requirement on a date is unfilled.

    `exclusions`: one for each doctor; none where there was no time to look.
    """

    KEYS: ClassVar[str] = "could could_if says=sentence doctors=exclusions"

    need: Requirement
    day: date
    exclusions: tuple[Exclusion, ...]

    @property
    def could(self) -> int:
        """How many doctors could take it as the rota stands."""
        return sum(each.could for each in self.exclusions)

    @property
    def could_if(self) -> int:
        """How many could if they gave up one other duty."""
        return sum(bool(each.gives_up) for each in self.exclusions)

    @property
    def sentence(self) -> str:
        """How many doctors are kept out by what, the most frequent first."""
        if not self.exclusions:
            return NOT_LOOKED_INTO
        counts: Counter[str] = Counter()
        for each in self.exclusions:
            counts.update({_without_figures(reason) for reason in each.reasons})
            counts.update({breach.rule for breach in each.breaches})
        words = [
            f"{many} {why}" for why, many in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        ]
        words += [f"{self.could} could take it as the rota stands"] if self.could else []
        words += [f"{self.could_if} could if they gave up one other duty"] if self.could_if else []
        return "; ".join(words)


def _without_figures(reason: str) -> str:
    """A reason without the figures and codes that only its own doctor has."""
    if reason.startswith("works "):
        return "on another duty that day"
    return re.sub(r"over the [\d.]+ ", "over the ", reason).replace("h a week", "hours")


class UnfilledExplainer:
    """Explains open places of a hospital's dated rota."""

    def __init__(
        self,
        hospital: Hospital,
        terms: Terms,
        params: ExplainParams = ExplainParams(),
        plan: Plan | None = None,
    ) -> None:
        """The rota has to be there, a line for each doctor in the order of the file.

        `plan`: whose limits hold beside the contract's, where the rota was built by one.
        """
        self.params, self.plan_limits = params, None if plan is None else PlanLimits(plan)
        assert hospital.rota is not None
        self.hospital, self.rota = hospital, hospital.rota
        self.trial = LineTrial(hospital, terms, self.rota.first)
        self.pinned = _pinned(hospital)

    def __call__(self, need: Requirement, day: date) -> UnfilledReason:
        """Each doctor's reasons not to be on a place, by trying them on it."""
        column = (day - self.rota.first).days
        code = filling_codes(self.hospital, need)[0]
        found: list[Exclusion | None] = []
        asked: list[int] = []
        for row, doctor in enumerate(self.hospital.doctors):
            fixed = self._unfit(row, doctor, need, column)
            found.append(Exclusion(doctor.name, fixed, (), ()) if fixed else None)
            if not fixed:
                asked.append(row)
        if asked:
            for row, exclusion in zip(
                asked, self._trial_exclusions(asked, column, code), strict=True
            ):
                found[row] = exclusion
        return UnfilledReason(
            need, day, tuple(exclusion for exclusion in found if exclusion is not None)
        )

    def _unfit(self, row: int, who: Doctor, need: Requirement, column: int) -> tuple[str, ...]:
        """What no other duty of theirs can mend: tier, competence, leave, dates, pins."""
        code = int(self.rota.codes[row, column])
        text, day = self.hospital.cells.texts[code], self.rota.first + timedelta(days=column)
        reasons = list(need.against(who))
        if code != OFF and not self.hospital.cells.parts[code]:
            reasons.append(f"on {'a ' if text in DAYS_OFF else ''}{without_duty(text)}")
        if (who.joined and day < who.joined) or (who.left and day > who.left):
            reasons.append("not here on that date")
        if text == need.shift:
            reasons.append("on it already")
        elif self.pinned[row, column] != NOT_PINNED:
            reasons.append(f"pinned to {text or 'off'} that day")
        return tuple(reasons)

    def _trial_exclusions(self, rows: list[int], column: int, code: int) -> list[Exclusion]:
        """Everybody on the place in place of what they do that day, then without a duty more."""
        lines = self.rota.codes[rows].copy()
        had = lines[:, column].copy()
        lines[:, column] = code
        tried = self.trial(rows, lines)
        own = [
            self._over_agreed(*each)
            for each in zip(rows, tried.minutes, tried.weekends, tried.nights, strict=True)
        ]
        breaches = [()] * len(rows) if tried.lawful.all() else self.trial.breaches(rows, lines)
        barred = self._barred_by_plan(rows, lines)
        given = self._sacrifices(rows, lines, had, column)
        found = []
        for k, row in enumerate(rows):
            works = self.hospital.cells.texts[had[k]]
            reasons = (*((f"works {works} that day",) if works else ()), *own[k])
            if not own[k] and not breaches[k]:
                reasons = (*reasons, *barred[k])
            gives = given[k] if reasons or breaches[k] else ()
            found.append(
                Exclusion(self.hospital.doctors[row].name, reasons, tuple(breaches[k]), gives)
            )
        return found

    def _barred_by_plan(self, rows: list[int], lines: Codes) -> list[tuple[str, ...]]:
        """What each line is kept from by the plan alone."""
        return [()] * len(rows) if self.plan_limits is None else self.plan_limits(rows, lines)

    def _over_agreed(
        self, row: int, minutes: float, weekends: float, nights: int
    ) -> tuple[str, ...]:
        """What a doctor has agreed of their own that a line would pass."""
        who, weeks = self.hospital.doctors[row], self._weeks(row)
        reasons = []
        if who.weekly_hours_max is not None and minutes > who.weekly_hours_max * 60 * weeks + 1e-6:
            reasons.append(f"over the {who.weekly_hours_max:g} h a week agreed")
        if who.max_nights is not None and nights > who.max_nights:
            reasons.append(f"over the {who.max_nights} nights agreed")
        if who.max_duties is not None and self._duties(row) >= who.max_duties:
            reasons.append(f"over the {who.max_duties} duties agreed")
        if who.max_weekends is not None and weekends > who.max_weekends:
            reasons.append(f"over the {who.max_weekends} weekends agreed")
        return tuple(reasons)

    def _duties(self, row: int) -> int:
        """How many duties a doctor has in the rota."""
        works = [bool(parts) for parts in self.hospital.cells.parts]
        return sum(works[code] for code in self.rota.codes[row].tolist())

    def _weeks(self, row: int) -> float:
        who, rota = self.hospital.doctors[row], self.rota
        first = max(rota.first, who.joined or rota.first)
        last = min(rota.last, who.left or rota.last)
        return max(0, (last - first).days + 1) / 7

    def _sacrifices(
        self, rows: list[int], lines: Codes, had: Codes, column: int
    ) -> list[tuple[Sacrifice, ...]]:
        """The duties of each that, given up, would make their line lawful with the place in it."""
        who: list[int] = []
        where: list[int] = []
        made = []
        near = self.params.sacrifice_days
        first, stop = max(0, column - near), min(self.rota.days, column + near + 1)
        for k, row in enumerate(rows):
            if self.hospital.cells.parts[had[k]]:  # that day's own duty goes anyhow
                who.append(k)
                where.append(column)
                made.append(lines[k].copy())
                continue
            for there in range(first, stop):
                duty = self.hospital.cells.parts[lines[k, there]]
                if there != column and duty and self.pinned[row, there] == NOT_PINNED:
                    who.append(k)
                    where.append(there)
                    made.append(lines[k].copy())
                    made[-1][there] = OFF
        found: list[list[Sacrifice]] = [[] for _ in rows]
        if not made:
            return [() for _ in rows]
        tried = self.trial([rows[k] for k in who], np.array(made))
        barred = self._barred_by_plan([rows[k] for k in who], np.array(made))
        for n, (k, there) in enumerate(zip(who, where, strict=True)):
            row, minutes = rows[k], tried.minutes[n]
            least = self.hospital.doctors[row].weekly_hours_min or 0
            enough = minutes >= least * 60 * self._weeks(row) - 1e-6
            own = self._over_agreed(row, minutes, tried.weekends[n], int(tried.nights[n]))
            if tried.lawful[n] and enough and not own and not barred[n]:
                code = had[k] if there == column else lines[k, there]
                day = self.rota.first + timedelta(days=there)
                found[k].append(Sacrifice(day, self.hospital.cells.texts[code]))
        return [tuple(each) for each in found]


def _pinned(hospital: Hospital) -> Codes:
    """(R, D) the pinned cells over the rota's dates."""
    rota = hospital.rota
    assert rota is not None
    pinned = np.full(rota.codes.shape, NOT_PINNED, np.int16)
    pins = hospital.pins
    if pins is None:
        return pinned
    at = {name: row for row, name in enumerate(rota.doctors)}
    for name, codes in zip(pins.doctors, pins.codes, strict=True):
        for n, code in enumerate(codes.tolist()):
            day = (pins.first - rota.first).days + n
            if code != NOT_PINNED and 0 <= day < rota.days:
                pinned[at[name], day] = code
    return pinned
