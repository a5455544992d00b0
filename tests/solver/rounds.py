"""Rounds of annealing with the settings that a search has."""

from sevenday.solver.engine.annealing import NO_LIMIT
from sevenday.solver.engine.params import AnnealingParams
from sevenday.solver.engine.picks import AnnealingRound


def round_of(moves: int, heat: float, longest: int, weeks: int) -> AnnealingRound:
    """Moves of windows of up to `longest` weeks, over the first `weeks`."""
    usual = AnnealingParams()
    return AnnealingRound(
        moves,
        heat,
        1,
        longest,
        0,
        weeks,
        usual.rows,
        usual.two_windows,
        usual.two_window_weeks,
        usual.understaffed,
        NO_LIMIT,
        NO_LIMIT,
        0.5,
        0.1,
    )
