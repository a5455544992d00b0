"""A contract's limits as linear rows over the days of a line, for engines that take such rows.

A second statement of the kinds of limit, by hand, for duties in the hospital: what is built from
these rows is put to the checker like everything else.
"""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from sevenday.clock import DAY
from sevenday.errors import Fault, InputError
from sevenday.limits.classes import ON_CALL, SEEN
from sevenday.limits.duty_times import DutyTimes
from sevenday.limits.kinds import FLAG, KIND, MASK, MOST, REST, RUN, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rule_table import Rule


class LinearRule(NamedTuple):
    """For every day: the sum of `terms` (days back, group of codes, weight) is at most `most`."""

    terms: tuple[tuple[int, int, int], ...]
    most: int


class _GroupDuty(NamedTuple):
    """The duty of a group of codes: its number, class bits and times in minutes of its date."""

    group: int
    mask: int
    start: int
    end: int


def linear_rules(rules: tuple[Rule, ...], times: DutyTimes) -> tuple[LinearRule, ...]:
    """The rows of a contract's rules. Raises InputError where a cell is on call or of parts."""
    many = len(times.group) != len(set(times.group.tolist()))
    if many or any(mask & ON_CALL for mask in times.mask.tolist()):
        what = "this engine has no rows for on-call periods and joined duties"
        raise InputError(
            Fault(what, "", None, "--engine", "cpsat", "--engine rows", code="unsupported-rule")
        )
    columns = zip(*(column.tolist() for column in times[:4]), strict=True)
    duties = [_GroupDuty(*(int(value) for value in each)) for each in columns]
    found = {row for rule in rules for row in _rows(rule, duties)}
    return tuple(sorted(found))


def _rows(rule: Rule, duties: list[_GroupDuty]) -> Iterator[LinearRule]:
    kind, mask = int(rule.row[KIND]), int(rule.row[MASK])
    of_class = [duty for duty in duties if duty.mask & mask]
    if not of_class:
        return
    if kind == Kind.IN_A_ROW:
        most = int(rule.row[MOST])
        terms = [(-k, duty.group, 1) for k in range(most + 1) for duty in of_class]
        yield LinearRule(tuple(terms), most)
    elif kind == Kind.REST_BETWEEN:
        yield from _between(rule, of_class)
    elif kind == Kind.REST_AFTER_RUN:
        yield from _after_run(rule, of_class, [duty for duty in duties if duty.mask & SEEN])
    elif kind == Kind.IN_WINDOW:
        yield from _window(rule, of_class)


def _between(rule: Rule, of_class: list[_GroupDuty]) -> Iterator[LinearRule]:
    for back in range(1, ceil(rule.row[REST] / DAY) + 2):
        for duty in of_class:
            gaps = {other.group: other.start + back * DAY - duty.end for other in of_class}
            early = [
                group
                for group, gap in gaps.items()
                if gap < rule.row[REST] and not (rule.row[FLAG] and gap <= 0)
            ]
            if early:
                yield LinearRule(((-back, duty.group, 1), *((0, group, 1) for group in early)), 1)


def _after_run(
    rule: Rule, of_class: list[_GroupDuty], seen: list[_GroupDuty]
) -> Iterator[LinearRule]:
    """A run of so many that ends on one day leaves no duty of another too early."""
    run, inside = int(rule.row[RUN]), {duty.group for duty in of_class}
    for back in range(1, ceil(rule.row[REST] / DAY) + 2):
        ends: dict[tuple[int, ...], list[int]] = {}
        for duty in of_class:
            early = tuple(
                other.group
                for other in seen
                if other.start + back * DAY - duty.end < rule.row[REST]
                and not (back == 1 and other.group in inside)  # that goes on with the run
            )
            ends.setdefault(early, []).append(duty.group)
        for early, last in ends.items():
            if not early:
                continue
            terms = [(0, group, 1) for group in early]
            if back > 1:
                terms += [(1 - back, group, -1) for group in sorted(inside)]
            terms += [(-back, group, 1) for group in last]
            terms += [(-back - k, group, 1) for k in range(1, run) for group in sorted(inside)]
            yield LinearRule(tuple(terms), run)


def _window(rule: Rule, of_class: list[_GroupDuty]) -> Iterator[LinearRule]:
    """No more than so much work in the window that ends with a duty."""
    span, most = rule.row[WINDOW], int(rule.row[MOST])
    for duty in of_class:
        opens = duty.end - span
        own = duty.end - duty.start
        terms, greatest = [], 0
        for back in range(1, ceil(span / DAY) + 2):
            inside = {
                other.group: int(other.end - back * DAY - max(other.start - back * DAY, opens))
                for other in of_class
            }
            inside = {group: minutes for group, minutes in inside.items() if minutes > 0}
            terms += [(-back, group, minutes) for group, minutes in inside.items()]
            greatest += max(inside.values(), default=0)
        room = greatest - (most - own)
        if room > 0:
            yield LinearRule(((0, duty.group, room), *terms), greatest)
