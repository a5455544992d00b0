"""What a move takes out: which rows, and which weeks of them."""

from typing import NamedTuple

from sevenday.kernels import spliced
from sevenday.solver.engine.problem import Arrays
from sevenday.solver.engine.roster import Roster, RowWindow
from sevenday.solver.engine.xorshift import draw

DRAWS = 8
"""How often an understaffed place, and a row that may fill it, are drawn before any row will do."""


class AnnealingRound(NamedTuple):
    """Moves at one temperature, of windows of `shortest` to `longest` weeks of a part of the rota.

    `from_week` and `to_week`: the part. `rows`: taken out at once at most. `two_windows`: the share
    of moves that take two windows of each row out, so that work may go from one to the other, in a
    part of `long_weeks` or more. `understaffed`: the share of moves whose first row may work where
    too few do. `most`: settled levels may cost no more; `keep`: nor in what is kept as the best.
    `dear`: the share that begin at a cell which costs more than it need. `bold`: the share in which
    rows are first put back at prices as noisy as an open place is dear.
    """

    moves: int
    heat: float
    shortest: int
    longest: int
    from_week: int
    to_week: int
    rows: int
    two_windows: float
    long_weeks: int
    understaffed: float
    most: int
    keep: int
    dear: float
    bold: float


@spliced
def pick_rows(P: Arrays, X: Roster, window: RowWindow, understaffed, begun, rng, picked):
    """Different rows for one move: first `begun`, or one that may work where too few do, mostly."""
    first, stop = window.first, window.stop
    R, C = P.allowed.shape[0], P.allowed.shape[2]
    many = 0
    if begun >= 0:
        picked[0] = begun
        many = 1
    elif draw(rng) < understaffed:
        for _ in range(DRAWS):
            d = first + int(draw(rng) * (stop - first))
            c = int(draw(rng) * C)
            r = int(draw(rng) * R)
            j = P.lines[P.team[r], d, c, 0]
            if j < 0 or P.penalty[j, X.cover[j] + 1] >= P.penalty[j, X.cover[j]]:
                continue
            for _ in range(DRAWS):
                if P.allowed[r, d, c] and X.symbols[r, d] != c:
                    break
                r = int(draw(rng) * R)
            picked[0] = r
            many = 1
            break
    while many < len(picked):
        r = int(draw(rng) * R)
        fresh = True
        for k in range(many):
            fresh = fresh and picked[k] != r
        if fresh:
            picked[many] = r
            many += 1


@spliced
def dearest_open(P: Arrays, X: Roster, window: RowWindow):
    """What the dearest open place costs that a row may fill in a window; 0 where there is none."""
    r, dearest = window.row, 0
    for d in range(window.first, window.stop):
        for c in range(P.allowed.shape[2]):
            saved = 0
            for k in range(P.lines.shape[3] if P.allowed[r, d, c] else 0):
                j = P.lines[P.team[r], d, c, k]
                if j >= 0:
                    saved += P.penalty[j, X.cover[j]] - P.penalty[j, X.cover[j] + 1]
            dearest = max(dearest, saved)
    return dearest


@spliced
def pick_windows(round_: AnnealingRound, rng, first):
    """Draw one window, or two of them far enough apart: (windows, weeks of each)."""
    weeks = round_.to_week - round_.from_week
    w = min(round_.shortest + int(draw(rng) * (round_.longest - round_.shortest + 1)), weeks)
    first[0] = 7 * (round_.from_week + int(draw(rng) * (weeks - w + 1)))
    if weeks >= round_.long_weeks and draw(rng) < round_.two_windows:
        first[1] = 7 * (round_.from_week + int(draw(rng) * (weeks - w + 1)))
        if abs(first[1] - first[0]) > 7 * w:  # a week between, or they are each other's ends
            return 2, w
    return 1, w


@spliced
def begin_at(round_: AnnealingRound, day, rng, drawn, first):
    """Move one of the windows over a day, the first where neither is: how many there are then.

    `drawn`: (windows, weeks of each). The second goes where it is too near to the first then.
    """
    windows, weeks = drawn
    for v in range(windows):
        if first[v] <= day < first[v] + 7 * weeks:
            return windows
    week = min(day // 7 - int(draw(rng) * weeks), round_.to_week - weeks)
    first[0] = 7 * max(round_.from_week, week)
    return 1 if windows == 2 and abs(first[1] - first[0]) <= 7 * weeks else windows
