"""The order of a template's weeks: the same steps in another order, so that no month is the worst.

Where a cycle comes twice from one state to another, what lies between can change places; so much
of the law as is made of states holds for any such order.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from sevenday.clock import SATURDAY, WEEK
from sevenday.solver.engine.problem import Ints
from sevenday.solver.template.params import TemplateParams
from sevenday.solver.template.problem import TemplateProblem

Rank = tuple[int, int, int]


def order_weeks(
    problem: TemplateProblem,
    walk: Sequence[int],
    seed: int,
    params: TemplateParams = TemplateParams(),
) -> tuple[list[int], int]:
    """A walk's arcs in the order that is evenest, and how many limits it still breaks."""
    draw = Random(seed)
    best = list(walk)
    rank = _rank(problem, best, params.month_weeks)
    idle = 0
    for _ in range(params.tries):
        if idle > params.idle and not rank[0]:
            break
        idle += 1
        other = _changed(problem, best, draw)
        if other is None:
            continue
        found = _rank(problem, other, params.month_weeks, rank)
        if found <= rank:
            idle = 0 if found < rank else idle
            best, rank = other, found
    return best, rank[0]


def _rank(
    problem: TemplateProblem, walk: Sequence[int], month: int, against: Rank | None = None
) -> Rank:
    """(limits broken, how uneven, how uneven from week to week). A worse order is not checked."""
    line = problem.line(walk)
    uneven, rough = unevenness(problem, line, month), _roughness(problem, line)
    if against is not None and not against[0] and (0, uneven, rough) > against:
        return (1, uneven, rough)
    return (problem.broken(line), uneven, rough)


def _loads(problem: TemplateProblem, line: Ints) -> tuple[Ints, Ints]:
    """(weeks,) nights, and weekends with a duty."""
    weeks = line.reshape(-1, WEEK)
    nights = np.asarray(np.array(problem.steps.nights, np.int64)[weeks].sum(1))
    return nights, np.asarray((weeks[:, SATURDAY:] > 0).any(1), np.int64)


def _months(each: Ints, weeks: int) -> Ints:
    """(weeks,) the sum of each so many weeks in a row, round the cycle."""
    return np.asarray(np.stack([np.roll(each, -k) for k in range(weeks)]).sum(0))


def unevenness(problem: TemplateProblem, line: Ints, month: int) -> int:
    """By how much the fullest `month` weeks are over the emptiest: nights and weekends together."""
    if len(line) <= month * WEEK:
        return 0
    return sum(int(np.ptp(_months(each, month))) for each in _loads(problem, line))


def least_unevenness(problem: TemplateProblem, line: Ints, month: int) -> int:
    """What no order of the same weeks is below: a load that does not divide is uneven by one."""
    weeks = len(line) // WEEK
    if weeks <= month:
        return 0
    return sum(int(month * int(each.sum()) % weeks != 0) for each in _loads(problem, line))


def _roughness(problem: TemplateProblem, line: Ints) -> int:
    """Squares of nights, and of weekends, of each week and the next."""
    return sum(int((_months(each, 2) ** 2).sum()) for each in _loads(problem, line))


def _changed(problem: TemplateProblem, walk: list[int], draw: Random) -> list[int] | None:
    """Two stretches that lead from one state to another, exchanged."""
    turn = WEEK * draw.randrange(len(walk) // WEEK)
    walk = walk[turn:] + walk[:turn]
    arcs = problem.steps.arcs
    at = [(arcs[a].day, arcs[a].before) for a in walk]
    places: dict[object, list[int]] = {}
    for k, node in enumerate([*at, at[0]]):
        places.setdefault(node, []).append(k)
    many = [node for node in dict.fromkeys(at) if len(places[node]) > 1]
    if not many:
        return None
    i, k = sorted(draw.sample(places[draw.choice(many)], 2))
    j = draw.randint(i + 1, k)
    later = [place for place in places[at[j] if j < len(at) else at[0]] if place > k]
    if not later:
        return None
    end = draw.choice(later)
    return walk[:i] + walk[k:end] + walk[j:k] + walk[i:j] + walk[end:]
