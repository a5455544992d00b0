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
from sevenday.milp.level import Level
from sevenday.model import Hospital, Rota
from sevenday.solver.engine.problem import EXACT, NO_STATE, Bools, Ints
from sevenday.solver.plan.plan import plan_of
from sevenday.solver.repair.min_changes import SMALL, fewest, made_lawful, ready
from sevenday.solver.repair.published import asking, cells_of, dated, frozen, notice, of_this
from sevenday.solver.repair.repair import Case, Mending, Rest, counted
from sevenday.solver.repair.result import CHANGE, Change, Gap, Replanned

WORTH = 20
"""Changes that are made at most for a place of the lowest rank, and so many times more above."""
RANKS = 7
SECONDS, SECONDS_SMALL = 0.8, 10.0
"""Time to prove that the changes are the fewest; and for a small rota, which can be proved."""
TRIES = 5
"""Times that a roster is made anew where the checker finds what the machine cannot see."""


def replan(
    hospital: Hospital, terms: Terms, kept: Rota, since: date, seconds: float | None = None
) -> Replanned:
    """Put a kept rota right from a date on, with the fewest and latest changes.

    `seconds`: time to prove that they are the fewest (the changes themselves take less); it ends
    when that is done. Raises InputError for a rota of other doctors or dates, and a date not in it.
    """
    began = monotonic()
    given = _Given(hospital, terms, kept, since)
    small = given.case.base.size <= SMALL
    roster, bound, result = given.solved(seconds or (SECONDS_SMALL if small else SECONDS))
    return given.told(roster, bound, result, monotonic() - began)


class _Given:
    """A kept rota, what is asked of it now, and what may change."""

    def __init__(self, hospital: Hospital, terms: Terms, kept: Rota, since: date) -> None:
        self.terms, self.since = terms, since
        self.asked = dated(hospital, kept)
        first, days = self.asked.starts, 7 * (self.asked.weeks or 0)
        assert first is not None
        of_this(self.asked, kept, first, days, since)
        self.codes = cells_of(self.asked, kept, first, days)
        self.now = (since - first).days
        self.plan = plan_of(asking(self.asked, self.codes, kept, since), terms)
        self.first = max(self.now, frozen(hospital, first, days))
        self.longest = notice(terms)
        self.forced, self.case = self._case()
        self.stopped = False

    def _case(self) -> tuple[Bools, Case]:
        """(R, D) the cells that cannot stay as they are; and the case."""
        problem, symbol = self.plan.problem, {c: k for k, c in enumerate(self.plan.codes)}
        rows, days, symbols = problem.shape
        kept = np.array([[symbol.get(c, 0) for c in line] for line in self.codes.tolist()])
        allowed = self._allowed(kept)
        at = np.arange(rows)[:, None], np.arange(days)[None, :]
        forced = ~allowed[(*at, kept)]
        forced[:, : self.now] = False
        pinned = allowed.sum(2) == 1
        base = np.where(forced, np.where(pinned, allowed.argmax(2), 0), kept)
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
        case = Case(
            problem,
            kept,
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

    def _allowed(self, kept: Ints) -> Bools:
        """(R, D, C) what each cell may hold: a shift that nothing asks for any more may stay."""
        problem = self.plan.problem
        allowed = problem.allowed.copy()
        held: Bools = np.any(problem.lines >= 0, axis=(0, 3))
        unasked = np.logical_not(held[np.arange(kept.shape[1])[None, :], kept])
        for row, day in np.argwhere(unasked).tolist():
            if allowed[row, day].sum() > 1 or self._open(row, day):
                allowed[row, day, kept[row, day]] = True
        for day in range(self.now, self.first):  # frozen: what is given, and nothing else
            for row in range(len(kept)):
                if allowed[row, day, kept[row, day]]:
                    allowed[row, day] = False
                    allowed[row, day, kept[row, day]] = True
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
        return np.asarray(CHANGE + np.maximum(0, self.longest - np.maximum(0, days - self.now)))

    def _cover(self) -> Ints:
        """(J, R + 1) what each count of a line costs: below its least, over its most, by rank."""
        problem = self.plan.problem
        rows, days, _ = problem.shape
        deep = problem.lines.shape[3]
        room = EXACT // (2 * (RANKS - 1) * deep * max(1, days - self.first))
        unit = min(WORTH * (CHANGE + self.longest), room)
        count, cover = np.arange(rows + 1), np.zeros_like(problem.penalty, np.int64)
        open_ = set(np.unique(problem.lines[:, self.first :]).tolist())
        for need, _, line in self.plan.needs:
            if line not in open_:
                continue  # nothing that may change counts on it
            over = 0 if need.max is None else np.maximum(0, count - need.max)
            cover[line] = unit * (RANKS - need.rank) * (np.maximum(0, need.min - count) + over)
        return cover

    def solved(self, seconds: float) -> tuple[Ints, int, CheckResult]:
        """The roster, what no roster costs less, and what the checker says of it."""
        case = self.case
        known, self.limit = self._known(), 0.0
        for _ in range(TRIES):
            self._possible()
            roster = Mending(case, case.base, Rest(case.problem)).run()
            if case.broken(roster):
                roster = made_lawful(case, roster)
                roster = Mending(case, roster, Rest(case.problem)).run()
            bound = counted(case)
            if case.cost(roster) > bound and case.first < roster.shape[1]:
                if not self.limit:
                    ready(case)
                    self.limit = monotonic() + seconds
                try:
                    found = fewest(case, roster, bound, lambda: monotonic() > self.limit)
                except KeyboardInterrupt:
                    self.stopped = True
                else:
                    roster = Mending(case, found.roster, Rest(case.problem)).settled()
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
            moves, held = case.machine(row).moves, {case.begun[row]}
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

    def told(self, roster: Ints, bound: int, result: CheckResult, seconds: float) -> Replanned:
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
                Change(
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
        counts, before = case.problem.cover(roster), case.problem.cover(case.kept)
        gaps = tuple(
            Gap(need, rota.first + timedelta(days=day), int(counts[line]), int(before[line]))
            for need, day, line in self.plan.needs
            if counts[line] < need.min and day >= self.now
        )
        levels = self._levels(roster, bound)
        return Replanned(
            made,
            self.since,
            tuple(changes),
            levels,
            gaps,
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
        every = rows * days * (CHANGE + self.longest)
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
