"""Deaths associated with waiting for a bed: published bands times a causal factor from 0 to 1.

The bands are of those admitted, by hours from arrival to a bed (England 2016-18). How much of it
the wait causes is not known: an instrumental study finds about none of it. So both ends stand
beside the likeliest, and no second study is added.
"""

from dataclasses import dataclass

import numpy as np

from sevenday.flow.hospital.defaults import default_list
from sevenday.flow.hospital.estimates import Arrived, Estimate, amount
from sevenday.flow.simulation.inputs import Floats
from sevenday.flow.simulation.state import ADMITTED_TO_BED, UNFINISHED

EDGES = (4.0, 6.0, 8.0)
"""Hours from arrival to a bed at which the bands begin."""
BANDS = ("4-6", "6-8", "8+")


@dataclass(frozen=True, eq=False, slots=True)
class Harm:
    """What is associated with the waits of those admitted, in the days looked at.

    Parameters
    ----------
    admitted
        How many were admitted, or still waited for a bed at the end.
    by_band
        How many of them waited for 4 to 6, 6 to 8, and 8 hours or more.
    none, likely, all
        Deaths within 30 days more than if each had a bed within four hours, where the wait causes
        none, the likeliest share, or all of what is seen.
    """

    admitted: Estimate
    by_band: tuple[Estimate, ...]
    none: Estimate
    likely: Estimate
    all: Estimate


def harm_of(came: Arrived, runs: int) -> Harm:
    """The harm that is associated with the waits for a bed, a mean over replications."""
    waited = came.some(np.isfinite(came.decided))
    ended = (waited.outcome == ADMITTED_TO_BED) | (waited.outcome == UNFINISHED)
    waited = waited.some(ended)
    band = np.searchsorted(EDGES, waited.stay, side="right")  # an unfinished stay is the longest
    counts: Floats = np.array(
        [np.bincount(waited.run[band == k], minlength=runs) for k in range(len(EDGES) + 1)], float
    )
    deaths = default_list("harm_points") / 100 @ counts[1:]
    _, likely, _ = default_list("harm_causal")
    return Harm(
        amount(counts.sum(axis=0)),
        tuple(amount(row) for row in counts[1:]),
        amount(0 * deaths),
        amount(likely * deaths),
        amount(deaths),
    )
