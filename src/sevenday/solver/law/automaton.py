"""A contract's limits as an automaton, made by the checker's own fold: no rule is stated twice.

A state is what the rules with a short memory keep of the last days. From a rested doctor on, every
state is put to the compiled fold with every duty after it. States that no future can tell apart are
merged. Averages and weekends are not in it: they are sums over the whole line.

States know no dates. Where duties on call may follow one another at a weekend alone, what may come
goes by the weekday, if that is asked for. What the lost hour of a spring night bars besides is said
of each state and each day from that night on, where it is asked for, and tells states apart.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sevenday.clock import WEEK
from sevenday.errors import Fault, InputError
from sevenday.limits import Checker
from sevenday.limits.duty_times import duty_times
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import KIND, STATE, UNKNOWN_LOOKBACK
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import nameless
from sevenday.limits.rule_table import Rule
from sevenday.model import OFF, Hospital
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.law.clock_changes import barred_after
from sevenday.solver.law.minimise import minimise
from sevenday.solver.law.state_keys import state_keys

WINTER_MONDAY = date(2026, 1, 5)
"""A Monday with no clock change for weeks: a template has no dates."""
MAX_LOOKBACK_DAYS = 12
"""The longest memory that is made into states."""
MIN_LOOKBACK_DAYS = 3
"""Days that the states have to look back at least."""
MAX_STATES = 200_000
BATCH = 256
"""Lines that are made longer at once."""
KEY_SCALE = 1024
"""Two memories are the same state where no number differs by one part in so many."""


@dataclass(frozen=True, eq=False, slots=True)
class Automaton:
    """What may follow what under a contract.

    Attributes
    ----------
    groups
        Cell codes that no rule can tell apart; group 0 is a day off.
    moves
        (W, S, groups) the state after a duty, -1 where it would break a limit: on each weekday, or
        on any, where W is 1.
    rested
        The state after many days off.
    rules
        Every rule of the contract.
    state_rules
        The rules that `moves` keeps. The others look too far back, or are sums over a line.
    days
        How many days back a state sees.
    spring
        (K, S, groups) what may not come on the day that the clocks go forward and the days after
        it, though `moves` has it; K is 0 where no such day was asked for.
    """

    groups: tuple[tuple[int, ...], ...]
    moves: Ints
    rested: int
    rules: tuple[Rule, ...]
    state_rules: tuple[Rule, ...]
    days: int
    spring: Bools

    def after(self, state: int, group: int, weekday: int = 0) -> int:
        """The state after a duty on a weekday; -1 where it would break a limit."""
        return int(self.moves[weekday % len(self.moves), state, group])

    @property
    def has_long_windows(self) -> bool:
        """Whether a rule that is no sum is not among the moves."""
        in_states = {rule.id for rule in self.state_rules}
        return any(
            rule.id not in in_states and int(rule.row[KIND]) not in (Kind.AVERAGE, Kind.FREQUENCY)
            for rule in self.rules
        )


def build_automaton(
    checker: Checker,
    codes: tuple[int, ...],
    short: tuple[Rule, ...] | None = None,
    forward: date | None = None,
    by_weekday: bool = False,
) -> Automaton:
    """The automaton over some cell codes.

    Parameters
    ----------
    checker
        The contract, made ready for the hospital.
    codes
        The cell codes of duties.
    short
        The rules to make states of; None: those that look at most `MAX_LOOKBACK_DAYS` back. Where
        that makes too many states, the rule that looks farthest is left to the checker.
    forward
        A day on which the clocks go forward, where the rota has one.
    by_weekday
        Whether to tell weekdays apart where a duty is on call: without, what may come on some
        weekdays alone is left out.

    Raises
    ------
    InputError
        Where there are too many states all the same.
    """
    rules = checker.rules_for(opt_out=False)
    if short is None:
        short = tuple(rule for rule in rules if lookback_days(rule) <= MAX_LOOKBACK_DAYS)
    try:
        return _automaton(checker, codes, rules, short, forward, by_weekday)
    except InputError:
        farthest = max(short, key=lookback_days)
        if lookback_days(farthest) <= MIN_LOOKBACK_DAYS:
            raise
        less = tuple(rule for rule in short if rule is not farthest)
        return build_automaton(checker, codes, less, forward, by_weekday)


def _automaton(
    checker: Checker,
    codes: tuple[int, ...],
    rules: tuple[Rule, ...],
    short: tuple[Rule, ...],
    forward: date | None,
    by_weekday: bool,
) -> Automaton:
    days = max((lookback_days(rule) for rule in short), default=0)
    groups = ((OFF,), *equivalent_codes(checker.hospital, codes))
    first = np.array([group[0] for group in groups])
    judge = checker.with_rules(short)
    parts = [part for code in codes for part in checker.hospital.cells.parts[code]]
    apart = by_weekday and any(part.on_call for part in parts)
    after, lines = _StateExplorer(judge, first, days, WEEK if apart else 1).states()
    states = after.shape[1]
    spring = np.zeros((0, *after.shape[1:]), np.bool_)
    if forward is not None:
        spring = barred_after(judge, first[lines], (after != NO_STATE).any(0), first, forward)
    steps = after.transpose(1, 0, 2).reshape(states, -1)
    state = minimise(steps, spring.transpose(1, 0, 2).reshape(states, -1))
    _, distinct = np.unique(state, return_index=True)
    less = after[:, distinct]
    moves = np.where(less == NO_STATE, NO_STATE, state[less])
    return Automaton(groups, moves, int(state[0]), rules, short, days, spring[:, distinct])


def lookback_days(rule: Rule) -> int:
    """Days that a rule sees before the one that it judges; UNKNOWN_LOOKBACK for other kinds."""
    lookback = Kind.that_have("lookback").get(Kind.of(rule.row))
    return UNKNOWN_LOOKBACK if lookback is None else int(lookback(rule.row))


def equivalent_codes(hospital: Hospital, codes: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Codes by what the rules can see of them: all but name, service and colour."""
    found: dict[tuple[object, ...], list[int]] = {}
    for code in codes:
        parts = hospital.cells.parts[code]
        key = tuple(
            (p.start, p.end, p.on_call, p.breaks, p.work, p.episodes, p.rest_continuous)
            for p in parts
        )
        found.setdefault(key, []).append(code)
    return tuple(tuple(group) for group in found.values())


class _StateExplorer:
    """Every memory that a line can leave, and which of them each duty after it leads to."""

    def __init__(self, checker: Checker, first: Ints, days: int, weekdays: int) -> None:
        self.checker, self.first, self.days, self.weekdays = checker, first, days, weekdays
        self.rows = np.array([rule.row for rule in checker.rules_for(opt_out=False)])
        self.may = duty_times(checker.duties, first)
        self.room = np.empty((BATCH * len(first), len(self.rows), STATE))

    def states(self) -> tuple[Ints, Ints]:
        """(W, S, groups) the state that each group leads to from each on a weekday, -1 for none.

        And (S, days) a line of groups that leads to each. State 0 is rested. A state stands for
        every line that its rules remember alike, and may begin each weekday that one of them does.
        """
        groups = len(self.first)
        # one day more than any rule looks back: the day that is added pushes the oldest out
        rested = np.zeros((1, self.days + 1), np.int64)
        known = {self._fold(rested, WEEK - 1)[1][0].tobytes(): 0}
        lines = [rested[0, 1:]]
        leads = {(0, weekday): lines[0] for weekday in range(self.weekdays)}
        left = [[0] for _ in range(self.weekdays)]
        moves: dict[tuple[int, int], Ints] = {}
        while any(left):  # breadth first, a batch of one weekday's lines at a time
            weekday = next(day for day, states in enumerate(left) if states)
            batch, left[weekday] = left[weekday][:BATCH], left[weekday][BATCH:]
            now = np.array([leads[state, weekday] for state in batch])
            longer = np.hstack(
                [np.repeat(now, groups, 0), np.tile(np.arange(groups), len(now))[:, None]]
            )
            lawful, keys = self._fold(longer, weekday)
            after = np.full(len(longer), NO_STATE)
            for k in np.flatnonzero(lawful):
                # lines with one memory have the same future, so the first that was met will do
                state = known.setdefault(keys[k].tobytes(), len(lines))
                if state == len(lines):
                    lines.append(longer[k, 1:])
                then = (weekday + 1) % self.weekdays
                if (state, then) not in leads:
                    leads[state, then] = longer[k, 1:]
                    left[then].append(state)
                after[k] = state
            rows = after.reshape(-1, groups)
            moves |= {(state, weekday): row for state, row in zip(batch, rows, strict=True)}
            if len(lines) > MAX_STATES:
                what = f"{len(lines):,} ways to have worked before a day: too many to tell apart"
                how = "fewer kinds of shift in the cover"
                raise InputError(Fault(what, "shifts.csv", expected=how, code="unsupported-rule"))
        found = np.full((self.weekdays, len(lines), groups), NO_STATE)
        for (state, weekday), row in moves.items():
            found[weekday, state] = row
        return found, np.array(lines)

    def _fold(self, lines: Ints, weekday: int) -> tuple[Bools, Ints]:
        """(n,) whether lines (n, days + 1) of groups break nothing; (n, numbers) their memory.

        Their last day is the weekday; where weekdays are not told apart, as from a Monday on.
        """
        days = lines.shape[1]
        first = WINTER_MONDAY
        if self.weekdays > 1:
            first += timedelta(days=(weekday + 1 - days) % WEEK)
        slack, state = self.checker.memory(nameless(self.first[lines], first), self.room)
        lawful = np.asarray((slack >= -EPSILON).all(1))
        return lawful, np.rint(state_keys(self.rows, state, days, self.may) * KEY_SCALE).astype(
            np.int64
        )
