"""A week of two doctors, small enough to try every pair of lawful lines."""

import itertools

import numpy as np

WEEK = 'name = "Ward"\ncontract = "england-2016"\nstarts = 2026-09-07\nweeks = 1\n'


def pairs_of_lines(plan):
    """What every pair of lawful lines costs in cover and in requests, by trying all."""
    problem = plan.problem
    symbols = range(problem.shape[2])
    lines = []
    for row in range(2):
        found = []
        for line in itertools.product(symbols, repeat=problem.shape[1]):
            day = np.arange(problem.shape[1])
            if problem.allowed[row, day, list(line)].all():
                try:
                    problem.counters(row, np.array(line))
                except ValueError:
                    continue
                found.append(line)
        lines.append(np.array(found))
    return lines
