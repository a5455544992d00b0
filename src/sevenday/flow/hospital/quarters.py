"""Groups on duty, and how many of them see patients in each quarter of an hour.

A doctor sees nobody new in the minutes of handover at either end of a duty, nor in breaks, which
those on duty take in turn. Groups are drawn, never people: so many of a tier on one shift.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from sevenday.flow.hospital.defaults import default
from sevenday.flow.simulation.inputs import TIERS, Floats, Ints

QUARTER = 15
"""Minutes."""
IN_A_ROW = 4
"""Doctors who take their breaks one after the other; a fifth goes with the first."""
CALL_IN = 60
"""Minutes that a doctor on call from home comes in for at a time."""
BLOCK = 50
"""Replications whose draws are made at once."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """So many of a tier who are on duty from one minute to another, counted from a midnight.

    `away`: the share away on average; `alike`: how alike they turn out. `sees`: the share who see
    these patients. `breaks`: minutes each, through the duty. `called_in`: of a duty on call from
    home, how often they come for an hour. `key`: what their draws go by.
    """

    tier: int
    start: int
    end: int
    doctors: int
    away: float = 0.0
    alike: float = 0.0
    sees: float = 1.0
    breaks: tuple[int, ...] = ()
    key: str = ""
    called_in: int = 0


class DoctorsByQuarter:
    """(tiers, quarters) doctors who see patients in a replication, by its number.

    A group's draws go by its key and the replication alone, so that another plan meets the same
    absences wherever it has the same groups.
    """

    def __init__(self, on_duty: Sequence[OnDuty], hours: int, seed: int) -> None:
        """`hours`: how long; `seed`: of the draws."""
        self.seed = seed
        self.fixed = np.zeros((TIERS, 4 * hours), np.int64)
        self.groups: list[tuple[OnDuty, int, Ints]] = []
        before: Counter[tuple[int, int]] = Counter()
        for each in on_duty:
            first, counts = _one_more(each, 4 * hours, before[each.start, each.end])
            before[each.start, each.end] += each.doctors
            if each.away <= 0:
                many = _seeing(each, each.doctors)
                self.fixed[each.tier - 1, first : first + counts.shape[1]] += counts[many]
            else:
                self.groups.append((each, first, counts))
        self._drawn: dict[int, Ints] = {}

    @property
    def most(self) -> Ints:
        """(tiers, quarters) those there if everybody comes."""
        found = self.fixed.copy()
        for each, first, counts in self.groups:
            row = counts[_seeing(each, each.doctors)]
            found[each.tier - 1, first : first + len(row)] += row
        return found

    @property
    def usual(self) -> Floats:
        """(tiers, quarters) those there on average."""
        found = self.fixed.astype(np.float64)
        for each, first, counts in self.groups:
            row = (1 - each.away) * counts[_seeing(each, each.doctors)]
            found[each.tier - 1, first : first + len(row)] += row
        return found

    def __call__(self, number: int) -> Ints:
        """Those there in a replication."""
        found = self.fixed.copy()
        block, k = divmod(number, BLOCK)
        if block not in self._drawn:
            self._drawn[block] = np.array(
                [_attending(each, self.seed, block) for each, _, _ in self.groups], np.int64
            ).reshape(len(self.groups), BLOCK)
        for (each, first, counts), many in zip(
            self.groups, self._drawn[block][:, k].tolist(), strict=True
        ):
            row = counts[_seeing(each, many)]
            found[each.tier - 1, first : first + len(row)] += row
        return found


def _seeing(each: OnDuty, there: int) -> int:
    """How many of those there see these patients."""
    return int(there * each.sees + 0.5)


def _attending(each: OnDuty, seed: int, block: int) -> Ints:
    """(BLOCK,) how many come: the share that does is drawn once for all of a group."""
    rng = np.random.default_rng([seed, crc32(each.key.encode()), block])
    share: float | Floats = 1 - each.away
    if 0 < each.alike < 1 and 0 < each.away < 1:
        strength = 1 / each.alike - 1
        share = rng.beta((1 - each.away) * strength, each.away * strength, BLOCK)
    return rng.binomial(each.doctors, share, BLOCK).astype(np.int64)


def _one_more(each: OnDuty, quarters: int, before: int) -> tuple[int, Ints]:
    """The first quarter of a duty, and (doctors + 1, quarters) how many of so many see patients.

    `before`: others on duty in the same hours, who take their breaks before them.
    """
    first = min(max(0, each.start // QUARTER), quarters)
    last = min(max(first, -(-each.end // QUARTER)), quarters)
    counts = np.zeros((each.doctors + 1, last - first), np.int64)
    for k in range(each.doctors):
        for start, end in at_work(each, before + k):
            a, b = (min(max(first, t // QUARTER), last) - first for t in (start, end))
            counts[k + 1 :, a:b] += 1
    return first, counts


def at_work(each: OnDuty, k: int) -> Iterator[tuple[int, int]]:
    """When the k-th on duty sees patients: without the duty's ends and breaks, taken in turn.

    Breaks part the duty evenly; of so many in a row each goes when the one before is back. Those on
    call from home are there for an hour in the middle of each even part of it.
    """
    if each.called_in:
        part = (each.end - each.start) / each.called_in
        for n in range(each.called_in):
            begins = each.start + round(((n + 0.5) * part - CALL_IN / 2) / QUARTER) * QUARTER
            yield max(each.start, begins), min(begins + CALL_IN, each.end)
        return
    handover = int(default("handover_minutes"))
    start, end = each.start + handover, each.end - handover
    at, parts = start, len(each.breaks) + 1
    for n, minutes in enumerate(each.breaks, 1):
        length = -(-minutes // QUARTER) * QUARTER
        middle = start + (end - start) * n // parts + (k % IN_A_ROW - IN_A_ROW // 2) * length
        begins = middle // QUARTER * QUARTER
        yield at, min(begins, end)
        at = min(begins + length, end)
    yield at, end
