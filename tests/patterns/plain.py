"""A plain reading of each pattern, written from its words alone: it shares no line with the code.

A line is a text of letters, one a day: E early, L late, X long day, N night, - off, A annual leave,
S study leave. `first` is the weekday of its first day, Monday 0. The days before it were off.
"""

import itertools
import re

OFF = "-AS"
TIMES = {"E": (8, 16), "L": (14, 22), "X": (8, 20.5), "N": (20.5, 32.5)}


def runs_over(line: str, letters: str, most: int) -> tuple[int, int]:
    """Runs that are too long, and their weight: 1, 2, 3, 3 ... a day too many."""
    runs = [len(run) for run in re.findall(f"[{letters}]+", line) if len(run) > most]
    return len(runs), sum(min(k, 3) for run in runs for k in range(1, run - most + 1))


def matches(line: str, first: int, pattern: str, starts: int | None = None) -> int:
    """How often a pattern of letters is in a line, overlapping; from a weekday alone if given."""
    found = [m.start() for m in re.finditer(f"(?={pattern})", line)]
    return sum(starts is None or (first + at) % 7 == starts for at in found)


def simple(line: str, first: int) -> dict[str, int]:
    """Every pattern that is a number of places in the line."""
    work, off, day = "[ELXN]", "[-AS]", "[EX]"
    not_night = "[ELX]"
    before = "-" * 7 + line  # sequences may begin before the first day
    at = (first - 7) % 7

    def n(pattern: str, starts: int | None = None) -> int:
        return matches(before, at, pattern, starts)

    returns = 0
    for one, other in itertools.pairwise(line):
        if one in TIMES and other in TIMES and TIMES[other][0] < TIMES[one][0]:
            returns += 24 + TIMES[other][0] - TIMES[one][1] < 13
    weekends, worked = [], False
    for k, cell in enumerate(line):
        weekday = (first + k) % 7
        worked |= weekday >= 5 and cell not in OFF
        worked |= weekday == 4 and cell in "NL" and TIMES[cell][1] > 24
        if weekday == 6 or k == len(line) - 1:
            weekends.append(worked)
            worked = False
    return {
        "nights_block_min": n(r"(?<!N)N[^N]"),
        "rest_after_nights": n(f"N{not_night}")
        + n(f"N{off}{not_night}")
        + n(f"NNN{off}{off}{not_night}"),
        "soft_landing": sum(n(f"N{off * k}X") for k in range(4)),
        "rest_before_nights": n(f"{not_night}N"),
        "quick_return": returns,
        "forward_rotation": n(f"L{day}") + n(f"N{not_night}"),
        "regular_mix": n(f"{day}L") + n(f"{day}N") + n("LN") + n(f"L{day}") + n(f"N{not_night}"),
        "whole_weekend": n(f"{work}{off}", 5) + n(f"{off}{work}", 5) + n(f"N{off}{off}", 4),
        "weekend_nights_together": n("N[^N]", 4) + n("[^N]N", 4),
        "weekends_in_row": sum(one and other for one, other in itertools.pairwise(weekends)),
        "weekend_sandwich": n(work * 4, 4),
        "days_off_together": n(f"{work}{off}{work}"),
        "rest_joins_weekend": sum(n(f"{work}{off}{work}", start) for start in (0, 1, 2)),
        "no_island_shift": n(f"{off}{work}{off}"),
        "leave_whole_week": n(f"{work}.[AS][AS][AS][AS][AS]", 5)
        + n(f"{work}[AS][AS][AS][AS][AS]", 6)
        + n(f"[AS][AS][AS][AS][AS]{work}", 0)
        + n(f"[AS][AS][AS][AS][AS].{work}", 0),
        "leave_clear_of_nights": n("N[AS]") + n("N[^AS][AS]") + n("[AS]N"),
        "exam_and_study_clear": n("NS") + n("N[^S]S") + n("SN") + n("[LX]S") + n("[LX][^S]S"),
    }


def counts(line: str, first: int) -> dict[str, tuple[int, int]]:
    """Of each pattern, how often it is in a line and what it comes to."""
    return {name: (n, n) for name, n in simple(line, first).items()} | {
        "nights_in_row_max": runs_over(line, "N", 3),
        "long_days_in_row_max": runs_over(line, "X", 3),
        "lates_in_row_max": runs_over(line, "L", 3),
        "shifts_in_row_max": runs_over(line, "ELXN", 5),
    }


def cyclic(line: str, first: int) -> dict[str, int]:
    """What each pattern comes to in a cycle: what many turns of it add a turn."""
    many, more = counts(line * 6, first), counts(line * 7, first)
    return {name: more[name][1] - many[name][1] for name in many}
