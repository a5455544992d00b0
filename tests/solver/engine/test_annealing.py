"""Chains of moves: they cool within one round, and find lines that fit only together."""

import numpy as np
import pytest

from sevenday.solver.engine import annealing
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.params import SearchParams, SwapParams
from sevenday.solver.engine.problem import Problem
from sevenday.solver.engine.search import search

WEEK, ROWS, SYMBOLS = 7, 2, 2
PLACE = 10_000
LINES = ("1111100", "1010101", "0101010", "0000000")
"""What each of two rows may work. The longest leaves nothing that fits beside it."""


def week_of_places() -> Problem:
    """Seven places, one a day, and two rows that each work one of `LINES`."""
    states = sorted({line[:k] for line in LINES for k in range(WEEK + 1)}, key=len)
    at = {state: k for k, state in enumerate(states)}
    moves = [[at.get(state + symbol, NO_STATE) for symbol in "01"] for state in states]
    adds = np.zeros((1, WEEK, len(states), SYMBOLS), np.int64)
    machine = Machine(np.array(moves), adds, np.arange(SYMBOLS), np.ones(len(states), np.bool_))
    return Problem(
        ("a", "b"),
        ("-", "D"),
        np.arange(WEEK),
        (machine,),
        np.zeros(ROWS, np.int64),
        np.zeros(ROWS, np.int64),
        np.ones((ROWS, WEEK, SYMBOLS), np.bool_),
        np.zeros((ROWS, WEEK, SYMBOLS), np.int64),
        np.zeros(ROWS, np.int64),
        np.full(ROWS, WEEK),
        np.full((ROWS, 1), WEEK),
        np.full((ROWS, SYMBOLS), WEEK),
        np.zeros((ROWS, 1, WEEK + 1), np.int64),
        np.zeros(ROWS, np.int64),
        np.stack([np.full(WEEK, -1), np.arange(WEEK)], 1)[None, :, :, None],
        np.array([[PLACE, 0, PLACE]] * WEEK),
        margin=(True,),
    )


def small(**changed) -> SearchParams:
    return SearchParams(swaps=SwapParams(hot=200.0, swaps=200)._replace(**changed))


@pytest.mark.parametrize("seed", range(5))
def test_lines_that_fit_only_together_are_found(seed):
    made = search(week_of_places(), steps=4, seed=seed, params=small())
    assert made.cost == 0
    assert sorted("".join(map(str, line)) for line in made.roster) == ["0101010", "1010101"]


def test_no_small_step_leads_to_them():
    made = search(week_of_places(), steps=4, params=small(bold=0.0))
    assert made.cost == 2 * PLACE


def test_one_round_cools_to_the_end(monkeypatch):
    heats = []
    temperature = annealing.temperature

    def heard(*given: float) -> float:
        heats.append(temperature(*given))
        return heats[-1]

    monkeypatch.setattr(annealing, "temperature", heard)
    settings = small(bold=0.0).swaps
    made = search(week_of_places(), steps=1, params=small(bold=0.0))
    assert made.steps == 1
    assert max(heats) == settings.hot
    coolest = settings.cold * (settings.hot / settings.cold) ** (1 / settings.falls)
    assert min(heats) == pytest.approx(coolest)
