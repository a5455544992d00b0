"""Limits that judge a duty by its weekday: the last days, put to the checker on the right weekdays.

A machine of states that has no weekdays cannot hold them; a flow round the week knows which day it
is, and so needs the last few days alone.
"""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

import numpy as np

from sevenday.clock import DAY, WEEK
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import ALT, FLAG, KIND, MOST, REST, RUN, UNKNOWN_LOOKBACK
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import nameless
from sevenday.limits.rule_table import Rule
from sevenday.model import OFF
from sevenday.solver.law.automaton import WINTER_MONDAY

MAX_WEEKDAY_DAYS = 5
"""The longest memory that is part of a state day by day."""

Tail = tuple[int, ...]
"""The group of each of the last days, as far as these limits tell them apart."""


def by_weekday(rule: Rule) -> bool:
    """Whether a rule judges a duty by its weekday."""
    kind, row = int(rule.row[KIND]), rule.row
    alternative = row[ALT] > 0 and kind in (Kind.IN_A_ROW, Kind.REST_AFTER_RUN, Kind.CONTINUOUS)
    return bool(alternative or (kind == Kind.IN_A_ROW and row[FLAG]))


def weekday_lookback_days(rule: Rule) -> int:
    """Days that such a rule can see before the one that it judges."""
    row = rule.row
    most = max(row[MOST], row[ALT])
    by_kind: dict[int, int] = {
        Kind.IN_A_ROW: int(most) + 2,  # a weekend may count as one
        Kind.REST_AFTER_RUN: int(max(row[RUN], row[ALT])) + ceil(row[REST] / DAY) + 1,
        Kind.CONTINUOUS: ceil(most / DAY) + 1,
    }
    return by_kind.get(int(row[KIND]), UNKNOWN_LOOKBACK)


class WeekdayRules:
    """What may follow the last days on a weekday, of some rules and groups of cell codes."""

    def __init__(self, checker: Checker, groups: Sequence[Sequence[int]]) -> None:
        """A checker of these rules, which may be none: then all may follow."""
        rules = checker.rules_for(opt_out=False)
        self.days = max(map(weekday_lookback_days, rules), default=0)
        self.checker, self.parts = checker, checker.duties
        self.first = np.array([group[0] for group in groups])
        whole = any(int(rule.row[KIND]) != Kind.IN_A_ROW for rule in rules)
        self.group_alike = [g if whole else self._by_mask(g) for g in range(len(groups))]
        self.rested: Tail = (OFF,) * self.days
        self._known: dict[tuple[int, Tail, int], bool] = {}

    def _by_mask(self, group: int) -> int:
        """The first group whose duties are of the same classes."""
        masks = []
        for code in self.first.tolist():
            low, high = self.parts.first[code], self.parts.first[code + 1]
            masks.append(self.parts.mask[low:high].tolist())
        return masks.index(masks[group])

    def after(self, tail: Tail, symbol: int) -> Tail:
        """The last days once a group's duty is among them."""
        return (*tail, self.group_alike[symbol])[1:] if self.days else ()

    def allow(self, day: int, tail: Tail, symbol: int) -> bool:
        """Whether a group's duty may follow the last days on a weekday."""
        if not self.days or symbol == OFF:
            return True
        key = (day, tail, self.group_alike[symbol])
        if key not in self._known:
            line = self.first[[*tail, symbol]].astype(np.int16)[None]
            first = WINTER_MONDAY + timedelta(days=(day - self.days) % WEEK)
            slack = self.checker.slack(nameless(line, first))
            self._known[key] = bool((slack >= -EPSILON).all())
        return self._known[key]
