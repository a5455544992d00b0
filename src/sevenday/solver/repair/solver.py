"""The search of a re-plan: repaired, proved, and checked until nothing new is broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.limits import CheckResult, Verdict, check
from sevenday.model import Hospital, Rota
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.plan import Plan
from sevenday.solver.repair.chains import ChainRepair
from sevenday.solver.repair.local_search import LocalRepair
from sevenday.solver.repair.min_changes import make_lawful, minimise_changes, warm_up
from sevenday.solver.repair.problem import RepairProblem, counting_bound
from sevenday.solver.repair.published import PublishedRota

OnRepaired = Callable[[Hospital], None]
"""Called with a lawful rota whose changes are not proved to be the fewest yet."""


class RepairSolver:
    """Solves a repair problem until the checker passes what comes out."""

    def __init__(
        self,
        published: PublishedRota,
        plan: Plan,
        repair: RepairProblem,
        seconds: float,
        on_incumbent: OnRepaired | None = None,
    ) -> None:
        """`seconds`: the most that the proof takes that the changes are the fewest.

        `on_incumbent`: called with what is repaired before that is proved, where it is lawful.
        """
        self.published, self.plan, self.repair, self.seconds = published, plan, repair, seconds
        self.on_incumbent = on_incumbent
        self.stopped = False
        self.proof_ends: float | None = None

    def solve(self) -> tuple[Ints, int, CheckResult]:
        """The roster, what no roster costs less, and what the checker says of it.

        What is proved where changes are barred is proved of the others alone, so it is not claimed.
        """
        repair, old = self.repair, self._old_breaches()
        proved: int | None = None
        for _ in range(repair.params.max_rounds):
            self._refuse_unlawful_pins()
            roster = LocalRepair(repair, repair.base).run()
            if repair.broken(roster):
                roster = LocalRepair(repair, make_lawful(repair, roster)).run()
            if repair.short_lines(roster):
                roster = self._by_chains(roster)
            self._report(roster, old)
            bound = counting_bound(repair)
            if repair.cost(roster) > bound and repair.first < roster.shape[1]:
                roster, bound = self._improved(roster, bound)
            proved = bound if proved is None else proved
            checked = check(self.with_roster(roster), self.plan.terms, "rota")
            new = [breach for breach in checked.breaches if self._is_new(breach, old)]
            if not new or not self._bar(roster, new):
                break
        assert proved is not None
        if new:
            raise RuntimeError(f"a rota that breaks a rule: {new[0].sentence}")
        return roster, min(proved, repair.cost(roster)), checked

    def _report(self, roster: Ints, old: tuple[Verdict, ...]) -> None:
        """Hand on a repaired roster that the checker passes."""
        if self.on_incumbent is None:
            return
        made = self.with_roster(roster)
        breaches = check(made, self.plan.terms, "rota").breaches
        if not any(self._is_new(breach, old) for breach in breaches):
            self.on_incumbent(made)

    def _by_chains(self, roster: Ints) -> Ints:
        """Fill by chains of changes what single ones leave open."""
        ends = monotonic() + self.repair.params.chain_seconds
        local = LocalRepair(self.repair, roster)
        ChainRepair(local, lambda: monotonic() > ends).run()
        return local.hand_on_changes()

    def _improved(self, roster: Ints, bound: int) -> tuple[Ints, int]:
        """A roster of fewer changes, where there is one, and a better bound, while time is left."""
        if self.proof_ends is None:
            warm_up(self.repair)
            self.proof_ends = monotonic() + self.seconds
        ends = self.proof_ends
        try:
            found = minimise_changes(self.repair, roster, bound, lambda: monotonic() > ends)
        except KeyboardInterrupt:
            self.stopped = True
            return roster, bound
        return LocalRepair(self.repair, found.roster).hand_on_changes(), found.bound

    def _refuse_unlawful_pins(self) -> None:
        """Raise InputError where a doctor has no lawful line at all: pins that break the law."""
        repair = self.repair
        for row, name in enumerate(repair.problem.names):
            if repair.allowed[row, repair.first :, 0].all():
                continue  # a day off may come after anything
            moves, states = repair.machine(row).moves, {repair.start_state[row]}
            for day in range(repair.first, repair.base.shape[1]):
                may = np.flatnonzero(repair.allowed[row, day]).tolist()
                states = {
                    int(moves[repair.problem.table[day], s, c]) for s in states for c in may
                } - {NO_STATE}
                if not states:
                    when = self.plan.first + timedelta(days=day)
                    what = f"{name}: no lawful line keeps the pins up to {when}"
                    raise InputError(
                        Fault(
                            what,
                            "pins.csv",
                            expected="pins that keep the limits",
                            code="infeasible",
                        )
                    )

    def _old_breaches(self) -> tuple[Verdict, ...]:
        """The breaches of the published rota, and of its past with nothing after."""
        past = self.repair.base.copy()
        past[:, self.repair.first :] = 0
        breaches = list(check(self.with_roster(past), self.plan.terms, "rota").breaches)
        breaches += check(self._with_codes(self.published.codes), self.plan.terms, "rota").breaches
        return tuple(breaches)

    def _is_new(self, breach: Verdict, old: tuple[Verdict, ...]) -> bool:
        """Whether a breach is neither of the past nor as bad in the published rota."""
        if starts_before(breach, self.published.from_date):
            return False
        return not any(
            b.rule == breach.rule
            and b.doctor == breach.doctor
            and b.start <= breach.end
            and breach.start <= b.end
            and abs(b.value - b.limit) >= abs(breach.value - breach.limit) - 1e-9
            for b in old
        )

    def _bar(self, roster: Ints, breaches: list[Verdict]) -> bool:
        """Bar the changes that a breach comes of; False where it comes of none.

        The machine knows no clock change and no weekday: the checker has the last word.
        """
        barred = False
        for breach in breaches:
            row = self.repair.problem.names.index(breach.doctor)
            first, last = ((at.date() - self.plan.first).days for at in (breach.start, breach.end))
            for day in range(max(first, self.repair.first), min(last + 1, roster.shape[1])):
                symbol = int(roster[row, day])
                if symbol != self.repair.base[row, day] and symbol != 0:
                    self.repair.allowed[row, day, symbol] = False
                    barred = True
        return barred

    def with_roster(self, roster: Ints) -> Hospital:
        """The hospital with a roster (R, D) of symbols as its rota."""
        plan = self.plan
        codes = np.array(plan.codes)[roster]
        codes = np.where((plan.leave > 0) & (roster == 0), plan.leave, codes)
        unchanged = (roster == self.repair.base) & ~self.repair.given & ~(plan.leave > 0)
        unchanged[:, : self.published.now] = True
        return self._with_codes(np.where(unchanged, self.published.codes, codes))

    def _with_codes(self, codes: Ints) -> Hospital:
        rota = Rota(self.plan.problem.names, self.plan.first, codes.astype(np.int16))
        return replace(self.published.hospital, rota=rota)


def starts_before(breach: Verdict, day: date) -> bool:
    """Whether a breach begins before a date."""
    return breach.start.date() < day
