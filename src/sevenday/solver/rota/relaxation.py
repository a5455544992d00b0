"""What a rule costs: the same hospital built without it, beside the rota built with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits import Checker
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.results import Result
from sevenday.solver.rota.build import build
from sevenday.solver.rota.params import BuildParams
from sevenday.solver.rota.result import RotaResult


def _every_doctor(**blank: Any) -> Callable[[Hospital], Hospital]:
    def blanked(hospital: Hospital) -> Hospital:
        each: tuple[Doctor, ...] = tuple(replace(d, **blank) for d in hospital.doctors)
        return replace(hospital, doctors=each)

    return blanked


def _every_requirement(**blank: Any) -> Callable[[Hospital], Hospital]:
    def blanked(hospital: Hospital) -> Hospital:
        each: tuple[Requirement, ...] = tuple(replace(n, **blank) for n in hospital.cover)
        return replace(hospital, cover=each)

    return blanked


def _without_leave(hospital: Hospital) -> Hospital:
    requests = tuple(wish for wish in hospital.requests if wish.want != "leave")
    return replace(hospital, requests=requests)


RELAXABLE: dict[str, Callable[[Hospital], Hospital]] = {
    "leave": _without_leave,
    "pins": lambda hospital: replace(hospital, pins=None),
    "tier": _every_requirement(tier=None),
    "competence": _every_requirement(competence=""),
    "service": _every_doctor(service=""),
    "opt_out": _every_doctor(opt_out=True),
    "max_nights": _every_doctor(max_nights=None),
    "max_duties": _every_doctor(max_duties=None),
    "never_alone": _every_doctor(never_alone=False),
    "max_weekends": _every_doctor(max_weekends=None),
    "weekly_hours_max": _every_doctor(weekly_hours_max=None),
    "weekly_hours_min": _every_doctor(weekly_hours_min=None),
}
"""What may be given up besides a contract's rules; opt_out: everybody opts out of the 48 hours."""


@dataclass(frozen=True, slots=True)
class LevelDifference(Result):
    """One objective with the rule and without it.

    Attributes
    ----------
    name
        The objective.
    cost, without
        What the rota with the rule costs on it, and the rota without.
    proved
        The least that the rule is proved to cost.
    """

    name: str
    cost: int
    without: int
    proved: int


@dataclass(frozen=True, eq=False, slots=True)
class RelaxationResult(Result):
    """What one rule costs a rota.

    Attributes
    ----------
    rule
        The rule that was left out.
    levels
        The objectives in order, with it and without it.
    unfilled
        Places left empty with it and without it.
    """

    ROWS: ClassVar[str] = "levels"
    KEYS: ClassVar[str] = "rule gains places levels"

    rule: str
    levels: tuple[LevelDifference, ...]
    unfilled: tuple[int, int]

    @property
    def gains(self) -> bool:
        """Whether the first objective that differs is better without it."""
        return next((lv.without < lv.cost for lv in self.levels if lv.without != lv.cost), False)

    @property
    def places(self) -> dict[str, int]:
        """Places left empty, as JSON has them."""
        return {"with": self.unfilled[0], "without": self.unfilled[1]}


def without_rule(hospital: Hospital, terms: Terms, rule: str) -> tuple[Hospital, Terms]:
    """The hospital and the contract with one rule less. Raises InputError for one that is none."""
    if rule in RELAXABLE:
        return RELAXABLE[rule](hospital), terms
    ids = [each.id for each in Checker(hospital, terms).rules_for(opt_out=False)]
    if rule not in ids:
        known = ", ".join((*ids, *RELAXABLE))
        raise InputError(
            Fault("no such rule", "", None, "--relax", rule, f"one of {known}", code="unknown-word")
        )
    return hospital, replace(terms, waived=terms.waived | {rule})


def relax(
    made: RotaResult,
    hospital: Hospital,
    terms: Terms,
    rule: str,
    seconds: float,
    seed: int,
    steps: int | None,
    params: BuildParams = BuildParams(),
) -> RelaxationResult:
    """What a rule costs the rota `made` of a hospital: it is built again without it.

    The rota with the rule keeps it without it too, so where the second search finds nothing
    better, nothing is gained. The two are compared by their levels, so nothing is explained of the
    second. Raises InputError as `without_rule` and `build` do.
    """
    brief = replace(params, explain=replace(params.explain, seconds=0.0))
    other = build(*without_rule(hospital, terms, rule), seconds, seed, steps, params=brief)
    before, after = made.levels, other.levels
    if [lv.cost for lv in after] > [lv.cost for lv in before]:
        other, after = made, before
    levels = tuple(
        LevelDifference(old.name, old.cost, new.cost, max(0, old.bound - new.cost))
        for old, new in zip(before, after, strict=True)
    )
    places = tuple(sum(place.missing for place in each.uncovered) for each in (made, other))
    return RelaxationResult(rule, levels, (places[0], places[1]))
