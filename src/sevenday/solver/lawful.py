"""A contract's limits as a machine of states, made by the checker's own fold: no rule said twice.

A state is the tail of the last days, as far back as the rules with a short memory can see. Every
tail is put to the compiled fold with every duty after it; tails that no future can tell apart are
one state. Averages and weekends are not in it: they are sums over the whole line.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.classes import parts_of
from sevenday.limits.fold import (
    AVERAGE,
    BREAKS_OWED,
    CONTINUOUS,
    COUNT,
    DAY_AFTER,
    EPSILON,
    FREQUENCY,
    IN_A_ROW,
    IN_WINDOW,
    LENGTH,
    ON_CALL_REST,
    REST_AFTER_DUTY,
    REST_AFTER_RUN,
    REST_BETWEEN,
    Fold,
)
from sevenday.limits.kinds import ALT, KIND, MOST, REST, RUN, WINDOW
from sevenday.limits.lines import Lines
from sevenday.limits.rules.draft import Side
from sevenday.limits.table import Rule, rules_of
from sevenday.model import DAY, OFF, Doctor, Hospital
from sevenday.solver.problem import NO_STATE, Bools, Ints

WINTER = date(2026, 1, 5)
"""A Monday with no clock change for weeks: a template has no dates."""
MOST_DAYS = 12
"""The longest memory that is made into states."""
MOST_TAILS = 400_000
AT_ONCE = 16_384
"""Lines that are put to the fold at once."""
UNSEEN = 99
"""Days of a kind of limit whose memory is not known here."""


@dataclass(frozen=True, eq=False, slots=True)
class Lawful:
    """What may follow what. `groups`: cell codes that no rule tells apart; group 0 is a day off.

    `moves` (S, groups): the state after a duty, -1 where a limit is broken. `rested`: the state
    after many days off. `rules`: every rule of the contract; `days`: how far back a state sees.
    """

    groups: tuple[tuple[int, ...], ...]
    moves: Ints
    rested: int
    rules: tuple[Rule, ...]
    days: int


def lawful(
    hospital: Hospital,
    terms: Terms,
    codes: tuple[int, ...],
    side: Side,
    short: tuple[Rule, ...] | None = None,
) -> Lawful:
    """The machine for these cell codes, of all rules that are no sums, or of those in `short`.

    Raises InputError where a rule's memory is too long.
    """
    rules = rules_of(terms, side)
    if short is None:
        short = tuple(rule for rule in rules if int(rule.row[KIND]) not in (AVERAGE, FREQUENCY))
    days = max(memory(rule) for rule in short)
    if days > MOST_DAYS:
        longest = max(short, key=memory)
        what = f"{longest.id} of {terms.id} looks {memory(longest)} days back"
        how = f"a contract whose limits look {MOST_DAYS} days back at most, as england-2016"
        raise InputError(Fault(what, "", None, "--contract", terms.id, how))
    groups = ((OFF,), *_alike(hospital, codes))
    check = _Check(hospital, terms, short, np.array([group[0] for group in groups]))
    tails, after = _tails(check, days)
    moves, rested = _merged(after, tails)
    return Lawful(groups, moves, rested, rules, days)


def memory(rule: Rule) -> int:
    """Days that a rule can see before the one that it judges; UNSEEN for kinds not known here."""
    row = rule.row
    rest = ceil(row[REST] / DAY) + 1
    by_kind: dict[int, int] = {
        LENGTH: 1,
        BREAKS_OWED: 1,
        ON_CALL_REST: 1,
        REST_BETWEEN: rest,
        DAY_AFTER: 2,
        IN_WINDOW: ceil(row[WINDOW] / DAY) + 1,
        COUNT: int(row[WINDOW]) + 1,
        IN_A_ROW: int(row[MOST]) + 1,
        REST_AFTER_RUN: int(row[RUN]) + rest,
        REST_AFTER_DUTY: ceil(row[RUN] / DAY) + 1 + rest,
        CONTINUOUS: UNSEEN if row[ALT] else ceil(row[MOST] / DAY) + 1,
    }
    return by_kind.get(int(row[KIND]), UNSEEN)


def _alike(hospital: Hospital, codes: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
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


class _Check:
    """Puts many short lines of groups to the fold at once."""

    def __init__(
        self, hospital: Hospital, terms: Terms, rules: tuple[Rule, ...], first: Ints
    ) -> None:
        self.tables = np.array([[rule.row for rule in rules]])
        self.parts, self.first = parts_of(hospital.cells, terms), first

    def __call__(self, lines: Ints) -> Bools:
        """(n,) whether lines (n, days) of groups break nothing."""
        parts = [self._kept(lines[k : k + AT_ONCE]) for k in range(0, len(lines), AT_ONCE)]
        return np.concatenate(parts)

    def _kept(self, lines: Ints) -> Bools:
        many, days = lines.shape
        made = Lines(
            (Doctor(""),) * many, self.first[lines].astype(np.int16), WINTER, 0, False,
            np.zeros(many, np.int64), np.full(many, days),
        )  # fmt: skip
        fold = Fold(made, self.tables, np.zeros(many, np.int64), np.zeros(many), self.parts)
        return np.asarray((fold.slack() >= -EPSILON).all(1))


def _tails(check: _Check, days: int) -> tuple[Ints, Ints]:
    """All lawful lines of `days` groups, sorted, and the line that each group leads to (or -1)."""
    groups = len(check.first)
    lines = np.zeros((1, 0), np.int64)
    each = np.arange(groups)
    for _ in range(days):
        longer = np.hstack([np.repeat(lines, groups, 0), np.tile(each, len(lines))[:, None]])
        lines = longer[check(longer)]
        if len(lines) > MOST_TAILS:
            what = f"{len(lines):,} ways to work {days} days: too many to tell apart"
            raise InputError(
                Fault(what, "shifts.csv", expected="fewer kinds of shift in the cover")
            )
    longer = np.hstack([np.repeat(lines, groups, 0), np.tile(each, len(lines))[:, None]])
    kept = check(longer)
    weight = groups ** np.arange(days - 1, -1, -1)
    keys = lines @ weight  # sorted, as each step kept the order
    after = np.searchsorted(keys, longer[:, 1:] @ weight)
    after = np.where(kept, after, NO_STATE).reshape(len(lines), groups)
    return lines, after


def _merged(after: Ints, tails: Ints) -> tuple[Ints, int]:
    """Tails that no future tells apart as one state (Moore's refinement), and the rested one."""
    state = np.zeros(len(after), np.int64)
    many = 1
    while True:
        then = np.where(after == NO_STATE, NO_STATE, state[after])
        for column in then.T:  # one number for all that a state leads to
            key = state * (many + 2) + column + 1
            _, first, state = np.unique(key, return_index=True, return_inverse=True)
        if len(first) == many:
            break
        many = len(first)
    moves = np.where(after[first] == NO_STATE, NO_STATE, state[after[first]])
    rested = int(state[np.flatnonzero((tails == 0).all(1))[0]])
    return moves, rested
