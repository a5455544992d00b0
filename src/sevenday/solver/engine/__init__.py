"""Rosters from arrays: a problem, its search, and what it found. It knows no hospital.

    from sevenday.solver.engine import Machine, Problem, search

`docs/engine.md` builds a small roster.
"""

from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.problem import Problem
from sevenday.solver.engine.progress import OnIncumbent
from sevenday.solver.engine.search import SearchResult, search
from sevenday.solver.engine.warm_up import prepare

__all__ = [
    "NO_STATE",
    "Machine",
    "OnIncumbent",
    "Problem",
    "SearchParams",
    "SearchResult",
    "prepare",
    "search",
]
