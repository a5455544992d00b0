"""The record of walkouts as priors: what turnout was, how sure that is, and where it stands."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.model.walkout import Turnout


@dataclass(frozen=True, slots=True)
class Prior:
    """A turnout of the record, with both ends of what it may have been.

    `absence_share`: the share as the record says it. `turnout`: the share without those away for
    other reasons, who come on top of it in a plan.
    """

    turnout: Turnout
    absence_share: float
    low: float
    high: float
    certainty: str
    source: str

    @property
    def sentence(self) -> str:
        """The prior in words, its doubt with it."""
        doubt = " This is unconfirmed." if self.certainty == "unconfirmed" else ""
        ends = f" (from {self.low:.0%} to {self.high:.0%})" if self.low < self.high else ""
        return (
            f"Turnout as on the record: {self.absence_share:.0%} of a group do not attend{ends}, "
            f"correlation {self.turnout.rho:g}. {self.source}.{doubt}"
        )


@lru_cache(maxsize=1)
def _record() -> dict[str, Any]:
    return loads((files("sevenday.walkout") / "past_strikes.toml").read_text("utf-8"))


def other_absence() -> float:
    """The share away for other reasons, where no file says."""
    return float(_record()["absent"]["value"])


def prior_like(when: str, option: str = "--like") -> Prior:
    """The prior of the strike that began in a month or ran on a date: "2025-11", "2016-04-26".

    `option`: what the fault is told of. Raises InputError where the record has none, or more than
    one in that month.
    """
    record = _record()
    found = [
        row
        for row in record["strike"]
        if f"{row['start']}".startswith(when) or (len(when) == 10 and _ran(row, when))
    ]
    if len(found) != 1:
        what = "no strike of the record" if not found else "more than one strike of the record"
        known = ", ".join(f"{row['start']}" for row in record["strike"])
        raise InputError(Fault(what, "", None, option, when, known, code="not-on-record"))
    row = found[0]
    return _prior(row)


def nearest_prior(action: str, day: date) -> Prior:
    """The prior of the strike that began nearest to a day, of those of an action, else of any."""
    strikes = _record()["strike"]
    alike = [row for row in strikes if row["action"] == action] or strikes
    return _prior(min(alike, key=lambda row: abs(row["start"] - day)))


def first_strike(first: date, last: date) -> date | None:
    """The day on which the first strike of the record between two days began."""
    return min(
        (r["start"] for r in _record()["strike"] if first <= r["start"] <= last), default=None
    )


def _prior(row: dict[str, Any]) -> Prior:
    mean = float(row["mean"])
    here = 1 - other_absence() if row.get("all_causes") else 1.0
    turnout = Turnout(max(0.0, 1 - (1 - mean) / here), float(_record()["rho"]["value"]))
    ends = float(row.get("low", mean)), float(row.get("high", mean))
    return Prior(turnout, mean, *ends, row["certainty"], row["source"])


def _ran(row: dict[str, Any], day: str) -> bool:
    return f"{row['start']}" <= day < f"{row['end']}"
