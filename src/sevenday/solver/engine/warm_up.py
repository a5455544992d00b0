"""Compile the engine's loops before its clock runs, by a search of the smallest problem."""

import numpy as np

from sevenday.kernels import announce
from sevenday.solver.engine.problem import Machine, Problem
from sevenday.solver.engine.search import search


def prepare() -> None:
    """Compile the loops, where that has not been done, so that no search pays for it."""
    announce(60)
    week, two = 7, 2
    machine = Machine(
        np.zeros((1, two), np.int64),
        np.zeros((1, week, 1, two), np.int64),
        np.arange(two),
        np.ones(1, np.bool_),
    )
    penalty = np.array([[1, 0, 1]] * week)
    lines = np.stack([np.full(week, -1), np.arange(week)], 1)[None, :, :, None]
    fields = (
        ("a", "b"),
        ("-", "D"),
        np.arange(week),
        (machine,),
        np.zeros(two, np.int64),
        np.zeros(two, np.int64),
        np.ones((two, week, two), np.bool_),
        np.ones((two, week, two), np.int64),
        np.zeros(two, np.int64),
        np.full(two, 3),
        np.full((two, 1), week),
        np.full((two, two), week),
        np.zeros((two, 1, week + 1), np.int64),
        np.zeros(two, np.int64),
        lines,
        penalty,
    )
    for margin in ((False,), (True,)):
        search(Problem(*fields, margin=margin), seconds=None, steps=1)
