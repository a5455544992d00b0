"""What a plan assumes: the chances that it accepts, sickness, what delay weighs, rest.

The figures are data (assumptions.toml), each ours unless it says more. A hospital's own `[walkout]`
of hospital.toml comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from tomllib import loads

from sevenday.contracts import Terms, contract
from sevenday.model import Hospital
from sevenday.walkout.past_strikes import other_absence


@dataclass(frozen=True, eq=False, slots=True)
class Assumptions:
    """What a plan assumes of a hospital.

    `limits`: by rank, the chance that a place may be short; a rank without one has no limit, and
    nobody is called for it. `sick_rate`: the share who are away for other reasons than the
    walkout. `delay`: what a day's delay weighs for a patient of each urgency. `rest`: between two
    duties of a substitute, or a duty and a planned list. `nights_in_row`: the most nights that a
    substitute is called for on dates that follow each other. `absence_range`: absence shares that a
    plan is shown at.
    """

    limits: Mapping[int, float]
    sick_rate: float
    delay: Mapping[str, int]
    rest: timedelta
    nights_in_row: int
    absence_range: tuple[float, ...] = ()

    @property
    def ranks(self) -> tuple[int, ...]:
        """The ranks that have a limit, the gravest first."""
        return tuple(rank for rank, chance in self.limits.items() if chance < 1)

    def limit(self, rank: int) -> float | None:
        """The chance that a place of a rank may be short; None where any may be."""
        return self.limits.get(rank)


@lru_cache(maxsize=1)
def default_assumptions() -> Assumptions:
    """What is assumed where a hospital says nothing of its own."""
    file = files("sevenday.walkout.planning") / "assumptions.toml"
    figures = loads(file.read_text("utf-8"))
    rest, nights = figures["rest"], figures["nights_in_row"]
    return Assumptions(
        {int(rank): float(chance) for rank, chance in figures["limits"].items()},
        other_absence(),
        figures["delay"],
        timedelta(hours=float(contract(rest["contract"]).value(rest["term"]))),
        int(contract(nights["contract"]).value(nights["term"])),
        tuple(figures["absence_range"]),
    )


def working_time_terms() -> tuple[Terms, Terms]:
    """The working-time rules that substitutes keep, and the policy on nights in a row."""
    file = files("sevenday.walkout.planning") / "assumptions.toml"
    figures = loads(file.read_text("utf-8"))
    rest, nights = (contract(figures[key]["contract"]) for key in ("rest", "nights_in_row"))
    return rest, nights


def assumptions_for(hospital: Hospital) -> Assumptions:
    """The defaults, with what a hospital's `[walkout]` sets in their place.

    A rank that it does not name keeps its own limit.
    """
    own, default = hospital.walkout, default_assumptions()
    limits = dict(sorted({**default.limits, **own.limits}.items()))
    sick_rate = default.sick_rate if own.sick is None else own.sick
    return replace(default, limits=limits, sick_rate=sick_rate)
