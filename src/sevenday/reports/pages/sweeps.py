"""One term of an offer at a time, as a page: cost, winners and losers, break-even, who turns."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sevenday.reports.render.page import Block, Heading, Table
from sevenday.talks.sweep_result import BEST, HIGH, LOW, SweepResult

MOST_NAMES = 6
"""Names in a cell of a table; JSON has every one."""
NONE = {"saturday": "no Saturday premium", "weekend": "no allowance for weekends"}
"""What a value is counted from, where that is not the offer as it stands."""
SHOWN = 0.005
"""The least difference that two decimals show."""


def sweep_blocks(term: str, one: SweepResult) -> Iterator[Block]:
    """A sweep: each value's cost, winners and losers, the break-even, and who turns."""
    name = term.replace("_", " ")
    yield Heading(f"One term at a time: {name} in {one.offer.id}")
    rows = []
    for v in range(len(one.variants)):
        ends = one.cost[v, [LOW, HIGH]]
        unknown = f"{ends[0]:,.0f} to {ends[1]:,.0f}" if ends[0] < ends[1] else ""
        worth = f"{100 * one.worth[v, BEST]:+.2f}"
        rows.append(
            (
                f"{one.changed(v)[term]:g}",
                f"{one.cost[v, BEST]:,.0f}",
                unknown,
                f"{one.cost[v, BEST] - one.before:+,.0f}",
                _counted(one.gain[v]),
                _counted(one.lose[v]),
                f"{one.quantiles[v, 3]:+,.0f}",
                worth,
            )
        )
    may_be = "\nmay be" * bool((one.cost[:, LOW] < one.cost[:, HIGH]).any())
    columns = (
        name,
        "£ a year",
        "low to high",
        f"against {one.baseline.id}",
        f"gain{may_be}",
        f"lose{may_be}",
        "median change",
        "worth on basic",
    )
    yield Table(f"{one.offer.id}, {name} changed and all else as offered", columns, rows)
    if term != "basic":
        yield _break_even(term, one)
    turns = one.turns()
    if not turns:
        yield "No doctor turns from losing to gaining, or back, over these values."
        return
    way_in_words = {"gain": "from losing to gaining", "lose": "from gaining to losing"}
    cells = [
        (f"{one.changed(v)[term]:g}", way_in_words[way], grade, where, f"{len(who)}", _names(who))
        for (v, way, grade, where), who in turns.items()
    ]
    heads = (f"{name}, from", "turn", "grade", "where", "doctors", "who")
    guessed = ", at the best guess" * bool((one.cost[:, LOW] < one.cost[:, HIGH]).any())
    yield Table(f"Who turns, and where{guessed}", heads, cells)


def _counted(doctors: npt.NDArray[np.int64]) -> str:
    """Doctors at the best guess, and at both ends of what is not known."""
    least, most = sorted((int(doctors[LOW]), int(doctors[HIGH])))
    return f"{doctors[BEST]}" + (f"\n{least} to {most}" if least < most else "")


def _names(who: list[str]) -> str:
    """Doctors by name, as many as a cell holds."""
    more = len(who) - MOST_NAMES
    return ", ".join(who[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _break_even(term: str, one: SweepResult) -> str:
    """What the value that moves the cost most is worth, in points on basic pay."""
    v = int(np.abs(one.worth[:, BEST]).argmax())
    worth = 100 * one.worth[v]
    ends = sorted((worth[LOW], worth[HIGH]))
    between = ""
    if ends[1] - ends[0] >= SHOWN:
        between = f" ({ends[0]:+.2f} to {ends[1]:+.2f} across what is not known)"
    against = NONE.get(term, "the offer as it stands")
    does = "saves" if worth[BEST] < 0 else "costs"
    return (
        f"Break-even: {term.replace('_', ' ')} at {one.changed(v)[term]:g} {does} what "
        f"{abs(worth[BEST]):.2f} percentage points on basic pay cost{between}, against {against}."
    )
