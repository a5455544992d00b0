"""Whether members would accept a deal, and what waiting costs: as little as the record says.

The few votes in votes.toml are all the data that there is, and none says how an offer's size moves
a vote: so the chance is one for any offer, with the wide band that so few votes leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from tomllib import loads
from typing import Any, ClassVar

import numpy as np

from sevenday.results import Result

BAND = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class RatificationChance(Result):
    """The chance of ratification: votes that carried, of how many, the mean and a band of 95 %.

    `unconfirmed`: how many of the votes are so.
    """

    KEYS: ClassVar[str] = "carried votes mean low high"

    carried: int
    votes: int
    unconfirmed: int
    mean: float
    low: float
    high: float

    @property
    def sentence(self) -> str:
        """The chance in words, with how little it rests on."""
        return (
            f"{self.carried} of the {self.votes} offers on record were accepted "
            f"({self.unconfirmed} of these votes unconfirmed): the chance that members accept one "
            f"is {self.mean:.0%}, anywhere from {self.low:.0%} to "
            f"{self.high:.0%}. Nothing on record says how far the offer itself moves it."
        )


@dataclass(frozen=True, slots=True)
class WaitingCost(Result):
    """What another strike day costs a side, in pounds over all England."""

    KEYS: ClassVar[str] = "side low high certainty"

    side: str
    low: float
    high: float
    certainty: str
    source: str

    @property
    def sentence(self) -> str:
        """The cost in words."""
        return (
            f"A strike day costs the {self.side} £{self.low / 1e6:g} to £{self.high / 1e6:g} "
            f"million ({self.source}; {self.certainty})."
        )


def votes_on_record() -> dict[str, Any]:
    """The votes on offers, and what waiting costs, as votes.toml has them."""
    return loads((files("sevenday.talks") / "votes.toml").read_text("utf-8"))


def ratification(record: Mapping[str, Any] | None = None) -> RatificationChance:
    """The chance from the votes of a record, by Jeffreys' prior for a share.

    `record`: as `votes_on_record` gives it, which is the default.
    """
    votes = (record or votes_on_record())["vote"]
    carried = sum(vote["yes"] > 0.5 for vote in votes)
    a, b = carried + 0.5, len(votes) - carried + 0.5
    grid = np.linspace(0, 1, 200_001)[1:-1]
    weight = grid ** (a - 1) * (1 - grid) ** (b - 1)
    whole = np.cumsum(weight) / weight.sum()
    unsure = sum(vote["certainty"] == "unconfirmed" for vote in votes)
    low, high = (float(grid[np.searchsorted(whole, end)]) for end in BAND)
    return RatificationChance(carried, len(votes), unsure, a / (a + b), low, high)


def waiting_costs(record: Mapping[str, Any] | None = None) -> tuple[WaitingCost, ...]:
    """What a strike day costs each side, by the same record."""
    return tuple(
        WaitingCost(side, row["low"], row["high"], row["certainty"], row["source"])
        for side, row in (record or votes_on_record())["waiting"].items()
    )
