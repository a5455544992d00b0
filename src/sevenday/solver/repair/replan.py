"""A rota that is out, put right after sickness, a leaver or a new requirement: the fewest changes.

Cover comes first, then changes (as few as can be; of as many, those with the longest notice), then
everything else. Days before `since`, frozen days and pins stay as they are.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.files.rotas import NOT_PINNED
from sevenday.limits import CheckResult, check
from sevenday.limits.verdict import Verdict
from sevenday.milp.levels import Level
from sevenday.model import Hospital, Rota
from sevenday.solver.engine.problem import EXACT, NO_STATE, Bools, Ints
from sevenday.solver.plan.plan import make_plan
from sevenday.solver.plan.unfilled import UnfilledPlace
from sevenday.solver.repair.min_changes import SMALL_CELLS, make_lawful, minimise_changes, warm_up
from sevenday.solver.repair.published import (
    first_unfrozen_day,
    notice_days,
    published_codes,
    refuse_other_rota,
    remaining_demands,
    with_dates,
)
from sevenday.solver.repair.repair import LocalRepair, RepairProblem, SecondaryCost, counting_bound
from sevenday.solver.repair.result import CHANGE_COST, ReplanResult, RotaChange

CHANGES_PER_RANK = 20
"""Changes that are made at most for a place of the lowest rank, and so many times more above."""
RANKS = 7
PROOF_SECONDS, PROOF_SECONDS_SMALL = 0.8, 10.0
"""Time to prove that the changes are the fewest; and for a small rota, which can be proved."""
MAX_ROUNDS = 5
"""Times that a roster is made anew where the checker finds what the machine cannot see."""


def replan(
    hospital: Hospital, terms: Terms, published: Rota, since: date, seconds: float | None = None
) -> ReplanResult:
    """Put a kept rota right from a date on, with the fewest and latest changes.

    `seconds`: time to prove that they are the fewest (the changes themselves take less); it ends
    when that is done. Raises InputError for a rota of other doctors or dates, and a date not in it.
    """
    began = monotonic()
    given = _Replanning(hospital, terms, published, since)
    small = given.case.base.size <= SMALL_CELLS
    roster, bound, result = given.solve(
        seconds or (PROOF_SECONDS_SMALL if small else PROOF_SECONDS)
    )
    return given.result(roster, bound, result, monotonic() - began)


class _Replanning:
    """A kept rota, what is asked of it now, and what may change."""

    def __init__(self, hospital: Hospital, terms: Terms, published: Rota, since: date) -> None:
        self.terms, self.since = terms, since
        self.asked = with_dates(hospital, published)
        first, days = self.asked.starts, 7 * (self.asked.weeks or 0)
        assert first is not None
        refuse_other_rota(self.asked, published, first, days, since)
        self.codes = published_codes(self.asked, published, first, days)
        self.now = (since - first).days
        self.plan = make_plan(remaining_demands(self.asked, self.codes, published, since), terms)
        self.first = max(self.now, first_unfrozen_day(hospital, first, days))
        self.longest = notice_days(terms)
        self.forced, self.case = self._case()
        self.stopped = False

    def _case(self) -> tuple[Bools, RepairProblem]:
        """(R, D) the cells that cannot stay as they are; and the case."""
        problem, symbol = self.plan.problem, {c: k for k, c in enumerate(self.plan.codes)}
        rows, days, symbols = problem.shape
        published = np.array([[symbol.get(c, 0) for c in line] for line in self.codes.tolist()])
        allowed = self._allowed(published)
        at = np.arange(rows)[:, None], np.arange(days)[None, :]
        forced = ~allowed[(*at, published)]
        forced[:, : self.now] = False
        pinned = allowed.sum(2) == 1
        base = np.where(forced, np.where(pinned, allowed.argmax(2), 0), published)
        price = np.zeros((rows, days, symbols), np.int64)
        price += self._price(np.arange(days))[None, :, None]
        price[(*at, base)] = 0
        price[forced] = 0
        spend = np.array(
            [problem.machines[problem.machine[k]].spend[base[k]].sum() for k in range(rows)]
        )
        past = np.array(
            [
                problem.machines[problem.machine[k]].spend[base[k, : self.first]].sum()
                for k in range(rows)
            ]
        )
        # nobody has to make up hours that leave took; hours over the most in the past stay
        least = np.minimum(problem.least, spend)
        most = np.where(past > problem.most, np.maximum(spend, problem.most), problem.most)
        case = RepairProblem(
            problem,
            published,
            base,
            self.first,
            allowed,
            price,
            self._cover(),
            least,
            most,
            problem.caps.copy(),
        )
        for row in range(rows):  # a counter that the past alone has used up may grow no further
            walked = case.walk(row, base[row])
            if walked is not None:
                over = case.past[row] > case.caps[row]
                case.caps[row] = np.where(over, walked[1], case.caps[row])
        return forced, case

    def _allowed(self, published: Ints) -> Bools:
        """(R, D, C) what each cell may hold: a shift that nothing asks for any more may stay."""
        problem = self.plan.problem
        allowed = problem.allowed.copy()
        held: Bools = np.any(problem.lines >= 0, axis=(0, 3))
        unasked = np.logical_not(held[np.arange(published.shape[1])[None, :], published])
        for row, day in np.argwhere(unasked).tolist():
            if allowed[row, day].sum() > 1 or self._open(row, day):
                allowed[row, day, published[row, day]] = True
        for day in range(self.now, self.first):  # frozen: what is given, and nothing else
            for row in range(len(published)):
                if allowed[row, day, published[row, day]]:
                    allowed[row, day] = False
                    allowed[row, day, published[row, day]] = True
        return allowed

    def _open(self, row: int, day: int) -> bool:
        """Whether somebody is here, not on leave and not pinned on a day."""
        doctor, when = self.asked.doctors[row], self.plan.first + timedelta(days=day)
        away = (doctor.joined and when < doctor.joined) or (doctor.left and when > doctor.left)
        return not (away or self.plan.leave[row, day] or self._pinned(row, day))

    def _pinned(self, row: int, day: int) -> bool:
        pins = self.plan.hospital.pins
        if pins is None:
            return False
        at = (self.plan.first - pins.first).days + day
        there = 0 <= at < pins.days and self.plan.problem.names[row] in pins.doctors
        return there and pins.codes[pins.doctors.index(self.plan.problem.names[row]), at] != (
            NOT_PINNED
        )

    def _price(self, days: Ints) -> Ints:
        """What a change on each day costs."""
        return np.asarray(
            CHANGE_COST + np.maximum(0, self.longest - np.maximum(0, days - self.now))
        )

    def _cover(self) -> Ints:
        """(J, R + 1) what each count of a line costs: below its least, over its most, by rank."""
        problem = self.plan.problem
        rows, days, _ = problem.shape
        deep = problem.lines.shape[3]
        room = EXACT // (2 * (RANKS - 1) * deep * max(1, days - self.first))
        unit = min(CHANGES_PER_RANK * (CHANGE_COST + self.longest), room)
        count, cover = np.arange(rows + 1), np.zeros_like(problem.penalty, np.int64)
        open_ = set(np.unique(problem.lines[:, self.first :]).tolist())
        for need, _, line in self.plan.cover_lines:
            if line not in open_:
                continue  # nothing that may change counts on it
            over = 0 if need.max is None else np.maximum(0, count - need.max)
            cover[line] = unit * (RANKS - need.rank) * (np.maximum(0, need.min - count) + over)
        return cover

    def solve(self, seconds: float) -> tuple[Ints, int, CheckResult]:
        """The roster, what no roster costs less, and what the checker says of it."""
        case = self.case
        known, self.limit = self._known(), 0.0
        for _ in range(MAX_ROUNDS):
            self._possible()
            roster = LocalRepair(case, case.base, SecondaryCost(case.problem)).run()
            if case.broken(roster):
                roster = make_lawful(case, roster)
                roster = LocalRepair(case, roster, SecondaryCost(case.problem)).run()
            bound = counting_bound(case)
            if case.cost(roster) > bound and case.first < roster.shape[1]:
                if not self.limit:
                    warm_up(case)
                    self.limit = monotonic() + seconds
                try:
                    found = minimise_changes(case, roster, bound, lambda: monotonic() > self.limit)
                except KeyboardInterrupt:
                    self.stopped = True
                else:
                    roster = LocalRepair(case, found.roster, SecondaryCost(case.problem)).settled()
                    bound = found.bound
            result = check(self._made(roster), self.terms, "rota")
            new = [b for b in result.breaches if self._added(b, known)]
            if not new or not self._bar(roster, new):
                break
        if new:
            raise RuntimeError(f"a rota that breaks a rule: {new[0].sentence}")
        return roster, min(bound, case.cost(roster)), result

    def _possible(self) -> None:
        """Raise InputError where a doctor has no lawful line at all: pins that break the law."""
        case = self.case
        for row, name in enumerate(case.problem.names):
            if case.allowed[row, case.first :, 0].all():
                continue  # a day off may come after anything
            moves, held = case.machine(row).moves, {case.start_state[row]}
            for day in range(case.first, case.base.shape[1]):
                may = np.flatnonzero(case.allowed[row, day]).tolist()
                held = {int(moves[s, c]) for s in held for c in may} - {NO_STATE}
                if not held:
                    when = self.plan.first + timedelta(days=day)
                    what = f"{name}: no lawful line keeps the pins up to {when}"
                    raise InputError(Fault(what, "pins.csv", expected="pins that keep the limits"))

    def _known(self) -> tuple[Verdict, ...]:
        """The breaches of the kept rota, and of its past with nothing after."""
        past = self.case.base.copy()
        past[:, self.first :] = 0
        breaches = list(check(self._made(past), self.terms, "rota").breaches)
        whole = replace(self.asked, rota=Rota(self.plan.problem.names, self.plan.first, self.codes))
        breaches += check(whole, self.terms, "rota").breaches
        return tuple(breaches)

    def _added(self, breach: Verdict, known: tuple[Verdict, ...]) -> bool:
        """Whether a breach is neither of the past nor as bad in the kept rota."""
        if breach.start[:10] < self.since.isoformat():
            return False
        return not any(
            b.rule == breach.rule
            and b.doctor == breach.doctor
            and b.start <= breach.end
            and breach.start <= b.end
            and abs(b.value - b.limit) >= abs(breach.value - breach.limit) - 1e-9
            for b in known
        )

    def _bar(self, roster: Ints, breaches: list[Verdict]) -> bool:
        """Bar the changes that a breach comes of; False where it comes of none.

        The machine knows no clock change and no weekday: the checker has the last word.
        """
        barred = False
        for breach in breaches:
            row = self.case.problem.names.index(breach.doctor)
            first, last = (
                (date.fromisoformat(text[:10]) - self.plan.first).days
                for text in (breach.start, breach.end)
            )
            for day in range(max(first, self.first), min(last + 1, roster.shape[1])):
                symbol = int(roster[row, day])
                if symbol != self.case.base[row, day] and symbol != 0:
                    self.case.allowed[row, day, symbol] = False
                    barred = True
        return barred

    def _made(self, roster: Ints) -> Hospital:
        """The hospital with a roster of symbols as its rota."""
        codes = np.array(self.plan.codes)[roster]
        codes = np.where((self.plan.leave > 0) & (roster == 0), self.plan.leave, codes)
        same = roster == self.case.base
        keep = same & ~self.forced & ~(self.plan.leave > 0)
        keep[:, : self.now] = True
        codes = np.where(keep, self.codes, codes).astype(np.int16)
        return replace(self.asked, rota=Rota(self.plan.problem.names, self.plan.first, codes))

    def result(self, roster: Ints, bound: int, result: CheckResult, seconds: float) -> ReplanResult:
        """The answer: changes, levels, what is still open."""
        case, made = self.case, self._made(roster)
        rota, texts = made.rota, made.cells.texts
        assert rota is not None
        changes = []
        for row, day in np.argwhere(rota.codes != self.codes).tolist():
            chosen = not self.forced[row, day] and roster[row, day] != case.base[row, day]
            price = int(case.price[row, day, roster[row, day]]) if chosen else 0
            when = rota.first + timedelta(days=day)
            changes.append(
                RotaChange(
                    rota.doctors[row],
                    when,
                    texts[self.codes[row, day]],
                    texts[rota.codes[row, day]],
                    day - self.now,
                    price,
                    not chosen,
                )
            )
        changes.sort(key=lambda c: (c.day, c.given, c.doctor))
        counts, before = case.problem.cover(roster), case.problem.cover(case.published)
        unfilled = tuple(
            UnfilledPlace(
                need, rota.first + timedelta(days=day), int(counts[line]), int(before[line])
            )
            for need, day, line in self.plan.cover_lines
            if counts[line] < need.min and day >= self.now
        )
        levels = self._levels(roster, bound)
        return ReplanResult(
            made,
            self.since,
            tuple(changes),
            levels,
            unfilled,
            result,
            tuple(self._notes(result)),
            seconds,
            self.stopped,
        )

    def _levels(self, roster: Ints, bound: int) -> tuple[Level, ...]:
        case = self.case
        cover = case.cover_cost(roster)
        changed = case.cost(roster) - cover
        least = int(case.cover.min(1).sum())
        proved = bound >= cover + changed
        most = int(case.cover.max(1).sum())
        rows, days, _ = case.problem.shape
        every = rows * days * (CHANGE_COST + self.longest)
        return (
            Level("cover", cover, cover if proved else least, most),
            Level("changes", changed, changed if proved else max(0, bound - cover), every),
        )

    def _notes(self, result: CheckResult) -> Iterator[str]:
        yield from result.notes
        since = self.since.isoformat()
        past = [b for b in result.breaches if b.start[:10] < since]
        if past:
            names = ", ".join(sorted({f"{b.doctor} ({b.rule})" for b in past})[:6])
            yield (
                f"{len(past)} breaches that began before {since} are left alone, as the past is: "
                f"{names}."
            )
        if self.first > self.now:
            until = self.plan.first + timedelta(days=self.first - 1)
            yield f"Frozen to {until}: up to then only what is given changes."
