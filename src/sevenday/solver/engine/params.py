"""Settings of the search: what each means, in which unit, and its default.

The defaults were tuned on the public instances and the hospitals of `benchmarks/`. Each group is a
named tuple, which the compiled loops take as it is.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sevenday.settings import FromFile, Share


class StageParams(NamedTuple):
    """When each stage runs, and for how long.

    Parameters
    ----------
    long_cells
        Rows x days above which a roster is long: annealed in two halves where no columns fit.
    column_cells
        Cells of a row's table above which its whole horizon is not priced exactly.
    branch_cells
        Rows x days up to which a problem is branched to the end.
    branch_nodes
        Nodes of that tree at most, where steps are counted and not time.
    chain_share, long_chain_share
        The part of the time after which the annealing chain of a short, a long roster ends.
    chain_rounds
        Rounds of the chain at most, where steps are counted and not time.
    halves_share
        The part of the time after which the halves of a long roster end.
    lagrangian_share
        The part of the time after which the Lagrangian bound ends.
    root_share
        The part of the time after which the columns of the whole problem end.
    root_gap
        Units of cost between bound and value at which columns of the whole problem converge.
    dives
        Dives from the columns of the whole problem.
    dive_share, dive_rise
        Dives end after this part of the time, where their value has risen by that part of the cost.
    quiet
        Seconds without a better roster after which a better bound is reported by itself.
    """

    long_cells: int = 4000
    column_cells: int = 60_000_000
    branch_cells: int = 500
    branch_nodes: int = 2000
    chain_share: Share = 0.1
    long_chain_share: Share = 0.15
    chain_rounds: int = 60
    halves_share: Share = 0.6
    lagrangian_share: Share = 0.7
    root_share: Share = 0.6
    root_gap: float = 1e-3
    dives: int = 3
    dive_share: Share = 0.25
    dive_rise: float = 1e-3
    quiet: float = 2.0


class ConstructionParams(NamedTuple):
    """The first lawful roster.

    Parameters
    ----------
    table_cells
        A larger table for one row is not made while its limits can be priced instead.
    tries
        Prices tried for a row's limits.
    restarts
        How often those prices begin anew: each time they fall elsewhere.
    part_days
        Days of a row that are made at once, where it is made in parts.
    """

    table_cells: int = 8_000_000
    tries: int = 120
    restarts: int = 3
    part_days: int = 28


class AnnealingParams(NamedTuple):
    """The annealing chain, and the halves of a long roster.

    Parameters
    ----------
    hot, cold
        The first and the last temperature, in units of cost.
    moves
        Moves of one round; between rounds the temperature falls and the clock is looked at.
    weeks, long_weeks
        The longest window taken out, in weeks, of a rota of few weeks and of one of many.
    few_weeks
        From so many weeks on a rota has many.
    rows
        Rows taken out at once at most.
    two_windows, two_window_weeks
        The share of moves that take two windows of each row out, in rotas of that many weeks.
    understaffed
        The share of moves that begin with a row that may work where too few do.
    sweeps
        How often every row of a long roster is placed again before it is annealed in halves.
    half_moves, round_share
        Moves of one round of the halves at most, and the part of the time that a round may take.
    report_share
        The part of the stage between two reports of a better roster of the chain.
    """

    hot: float = 20.0
    cold: float = 0.5
    moves: int = 200
    weeks: int = 4
    long_weeks: int = 2
    few_weeks: int = 13
    rows: int = 4
    two_windows: Share = 0.75
    two_window_weeks: int = 8
    understaffed: Share = 0.6
    sweeps: int = 2
    half_moves: int = 3000
    round_share: Share = 0.03
    report_share: Share = 0.05


class SwapParams(NamedTuple):
    """The chains of reinsertions and swaps, for problems whose shares are priced at the margin.

    Parameters
    ----------
    chains
        Chains side by side. Their number, and not that of the cores, decides what is found.
    hot, cold
        The first and the last temperature, in units of cost.
    moves, swaps
        Reinsertions and swaps that a chain tries in one round.
    falls
        In so many parts a round is taken, each cooler than the one before.
    finest, part_share
        By the clock, the smallest part as a share of the usual one, and the share of the time that
        a part may take above that.
    weeks
        The longest window taken out, in weeks.
    longest_swap
        Days that a swap takes at most.
    dear
        The share of moves that begin at a cell which costs more than it need, such as a request
        that is refused.
    bold
        The share of reinsertions in which rows are first put back at prices as noisy as the dearest
        place that is open then: where lines fit only together, no small step leads there. Of two
        rows; of more, so many times fewer as there are others.
    deals
        Pairs of rows that a chain has deal their days anew in one round.
    deal_days, deal_labels
        The most days of a deal, and the most ways to have come to a day that are followed.
    meet
        Rounds after which the worst chain goes on from the best.
    loose_share
        The part of the time in which levels that are settled may be dearer on the way.
    """

    chains: int = 2
    hot: float = 200.0
    cold: float = 0.5
    moves: int = 200
    swaps: int = 200_000
    falls: int = 10
    finest: Share = 0.05
    part_share: Share = 0.02
    weeks: int = 2
    longest_swap: int = 28
    dear: Share = 0.7
    bold: Share = 0.3
    deals: int = 1
    deal_days: int = 56
    deal_labels: int = 250
    meet: int = 10
    loose_share: Share = 0.5


class ColumnParams(NamedTuple):
    """Column generation and the tree above it.

    Parameters
    ----------
    smoothing
        How far the duals that are priced lean on the best known ones (Wentges, 1997).
    cells_at_once
        Cells of the tables that are priced before the clock is looked at again.
    node_gap
        Units of cost between bound and value at which the columns of a node converge.
    pivots
        Pivots of the simplex method at most, for each row and column of the linear programme.
    seconds
        Of a simplex that makes no pivots any more: far above what a linear programme takes, so
        that the machine's pace decides nothing.
    """

    smoothing: Share = 0.5
    cells_at_once: int = 20_000_000
    node_gap: float = 1e-3
    pivots: int = 50
    seconds: float = 30.0


class DiveParams(NamedTuple):
    """From a mix of columns to a roster.

    Parameters
    ----------
    fixed_share
        The share of the undecided cells that is fixed at once.
    backtracks
        How often a fixing that costs too much is taken back, and its symbol barred instead.
    rounds
        Rounds of pricing after each fixing at most.
    gap, region_gap
        Units of cost between bound and value at which columns converge after each fixing, in a dive
        of the whole problem and of a region.
    """

    fixed_share: Share = 0.03
    backtracks: int = 12
    rounds: int = 30
    gap: float = 0.01
    region_gap: float = 0.02


class LagrangianParams(NamedTuple):
    """The subgradient steps of the bound where no columns fit.

    Parameters
    ----------
    rounds
        Steps at most.
    first_step
        The first step, as a part of what would close the gap (Held, Wolfe and Crowder, 1974).
    shorter, patience
        The step is shortened to this part after so many steps without a better bound.
    """

    rounds: int = 10_000
    first_step: float = 1.0
    shorter: Share = 0.7
    patience: int = 5


class NeighbourhoodParams(NamedTuple):
    """The regions of a roster that are made anew, one after another.

    Parameters
    ----------
    few_rows, few_days, block
        Cells (rows x days) of the first regions of each shape.
    least_cells
        Cells of the smallest region.
    grow, shrink
        How a shape's size changes where nothing better was proved to exist, and where nothing came
        of it.
    longest, shortest
        Days of a region of few rows at most, and of few days at least.
    known_lines
        Lines of a row that are remembered from the columns of the whole problem.
    together
        Regions made anew at once from one roster, where steps are counted and not time.
    sideways
        The share of regions in which a roster as cheap as this one will do.
    patience, drift
        After so many regions without a better roster, the roster may cost that part more than the
        best; after twice as many the search goes back to the best.
    """

    few_rows: float = 170.0
    few_days: float = 200.0
    block: float = 200.0
    least_cells: float = 60.0
    grow: float = 1.1
    shrink: Share = 0.85
    longest: int = 84
    shortest: int = 5
    known_lines: int = 60
    together: int = 2
    sideways: Share = 0.3
    patience: int = 150
    drift: Share = 0.001


@dataclass(frozen=True, slots=True)
class SearchParams(FromFile):
    """All settings of a search, by stage.

    Parameters
    ----------
    stages
        When each stage runs.
    construction, annealing, swaps
        The first roster, the chain that makes it better, and chains with swaps.
    columns, dives, lagrangian
        Column generation, from columns to a roster, and the bound where no columns fit.
    neighbourhoods
        The regions that are made anew.

    Raises
    ------
    InputError
        Where a setting is of another kind than its default, or out of range.
    """

    stages: StageParams = StageParams()
    construction: ConstructionParams = ConstructionParams()
    annealing: AnnealingParams = AnnealingParams()
    swaps: SwapParams = SwapParams()
    columns: ColumnParams = ColumnParams()
    dives: DiveParams = DiveParams()
    lagrangian: LagrangianParams = LagrangianParams()
    neighbourhoods: NeighbourhoodParams = NeighbourhoodParams()
