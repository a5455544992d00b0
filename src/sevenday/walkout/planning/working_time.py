"""What a substitute may work in all: the checker's own fold over their line, calls and rota alike.

A line is a substitute's duties of rota.csv with their calls among them. It is judged by the
working-time rules (weekly rest, the 48 h average or an opt-out) and by the nights in a row of a
policy that is named. What the rota breaks by itself is no call's doing: a call may not make it
worse. Where other duties are not known, an average means nothing: then at most 48 h are called for
in each week begun of the action.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, inf

import numpy as np

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.limits.checker import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import Lines
from sevenday.limits.verdict import added_breaches
from sevenday.model import Codes, Doctor, Hospital
from sevenday.model.rota import OFF
from sevenday.model.walkout import Substitute
from sevenday.walkout.planning.places import Pool

RULES = ("hours.average_week", "hours.weekly_rest")
"""Of the working-time rules. Daily rest is kept as rest between duties; breaks are the shift's."""
NIGHTS = "hours.consecutive_nights"
AVERAGE = "hours.average_week"

PoolIds = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class WorkingTime:
    """Substitutes' lines of one action, ready to be judged.

    `pools`: what there is to be called to. `checkers`: the rules that judge a line.
    `own`: (substitutes, days) the codes of their own duties from `first` on; `doctors`: who they
    are on the rota, with their opt-out; `known`: whose own duties the rota has. `weekly`: most
    hours a week on average. `days`: of the action.
    """

    pools: tuple[Pool, ...]
    hospital: Hospital
    checkers: tuple[Checker, ...]
    doctors: tuple[Doctor, ...]
    known: tuple[bool, ...]
    first: date
    own: Codes
    weekly: float
    days: int

    @classmethod
    def of(
        cls,
        hospital: Hospital,
        pools: tuple[Pool, ...],
        substitutes: tuple[Substitute, ...],
        terms: Terms,
        policy: Terms,
    ) -> "WorkingTime":
        """The lines of substitutes.

        Parameters
        ----------
        hospital
            With its rota: their other duties.
        pools, substitutes
            Of the action.
        terms
            The working-time rules.
        policy
            Whose nights in a row are kept to.
        """
        rota = hospital.rota
        assert rota is not None  # the pools were made of it
        rows = {name: k for k, name in enumerate(rota.doctors)}
        by_name = {doctor.name: doctor for doctor in hospital.doctors}
        last = max((pool.end.date() for pool in pools), default=rota.last)
        days = max(rota.days, (last - rota.first).days + 1)
        own = np.full((len(substitutes), days), OFF, np.int16)
        for s, who in enumerate(substitutes):
            if who.name in rows:
                own[s, : rota.days] = rota.codes[rows[who.name]]
        dates = [pool.day for pool in pools]
        return cls(
            pools,
            hospital,
            (_checker(hospital, terms, RULES), _checker(hospital, policy, (NIGHTS,))),
            tuple(by_name.get(who.name) or Doctor(who.name) for who in substitutes),
            tuple(any(hospital.cells.parts[code] for code in line) for line in own.tolist()),
            rota.first,
            own,
            float(terms.value(AVERAGE)),
            (max(dates) - min(dates)).days + 1 if dates else 0,
        )

    def most_hours(self, substitute: int) -> float:
        """Most hours of calls in the action, where a substitute's other duties are not known."""
        if self.known[substitute] or self.doctors[substitute].opt_out:
            return inf
        return self.weekly * ceil(self.days / WEEK)

    def alike(self, substitute: int) -> list[int]:
        """Those whose own duties and opt-out are the same: what one may not do none of them may."""
        mine, opt_out = self.own[substitute], self.doctors[substitute].opt_out
        same = (self.own == mine).all(axis=1)
        return [s for s in np.flatnonzero(same).tolist() if self.doctors[s].opt_out == opt_out]

    def unlawful(self, calls: Mapping[int, Collection[int]]) -> dict[int, PoolIds]:
        """Of each substitute whose line breaks a limit, calls that cannot all be made.

        None of them could be left out.

        Parameters
        ----------
        calls
            By substitute, the pools that they are called to.
        """
        who = [s for s, pools in calls.items() if pools]
        found = {}
        for s, bad in zip(who, self._break([(s, calls[s]) for s in who]), strict=True):
            if bad:
                left = sorted(calls[s], key=lambda p: self.pools[p].start)
                for p in list(left):
                    rest = [q for q in left if q != p]
                    if self._break([(s, rest)])[0]:
                        left = rest
                found[s] = tuple(left)
        return found

    def _break(self, lines: list[tuple[int, Collection[int]]]) -> list[bool]:
        """Whether each substitute's line is worse with some calls than without them."""
        if not lines:
            return []
        before = self.own[[s for s, _ in lines]]
        after = before.copy()
        cannot = np.zeros(len(lines), np.bool_)
        cells = self.hospital.cells
        for k, (_, pools) in enumerate(lines):
            for p in pools:
                column = (self.pools[p].day - self.first).days
                cannot[k] |= bool(cells.parts[after[k, column]])  # one duty a date
                after[k, column] = cells.code(self.pools[p].places[0].shift)
        people = tuple(self.doctors[s] for s, _ in lines)
        for checker in self.checkers:
            own, called = (checker.slack(self._lines(codes, people)) for codes in (before, after))
            broken, sound = called < -EPSILON, own >= -EPSILON
            cannot |= (broken & sound).any(axis=1)
            # a rota that breaks the limit by itself: only what a call adds is counted
            for k in np.flatnonzero((broken & ~sound).any(axis=1) & ~cannot).tolist():
                found = [
                    checker.verdicts(self._lines(codes[[k]], people[k : k + 1]))[0]
                    for codes in (before, after)
                ]
                cannot[k] = bool(added_breaches(*found))
        return cannot.tolist()

    def _lines(self, codes: Codes, people: tuple[Doctor, ...]) -> Lines:
        n, days = codes.shape
        start, stop = np.zeros(n, np.int64), np.full(n, days, np.int64)
        return Lines(people, np.ascontiguousarray(codes), self.first, 0, False, start, stop)


def _checker(hospital: Hospital, terms: Terms, ids: Collection[str]) -> Checker:
    """A contract's checker with some of its rules alone."""
    checker = Checker(hospital, terms)
    return checker.with_rules(
        *(tuple(rule for rule in rules if rule.id in ids) for rules in checker.rules)
    )
