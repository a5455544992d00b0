"""What a built rota leaves open, explained: why each place is, and which requirements conflict."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Any

from sevenday.contracts import Terms
from sevenday.model import Hospital
from sevenday.results import Result
from sevenday.solver.engine.problem import Ints
from sevenday.solver.explain.clash import Clash, tell_clashes
from sevenday.solver.explain.conflicts import Conflict, find_conflicts
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.explain.unfilled import UnfilledExplainer, UnfilledReason
from sevenday.solver.plan.plan import Plan

FEW = 10
"""Places whose reasons are given however short the time."""
FOR_CLASHES = 1 / 3
"""The part of the time for conflicts that goes to which limit each turns on."""


@dataclass(frozen=True, eq=False, slots=True)
class Explanation(Result):
    """Why places are unfilled.

    Attributes
    ----------
    plan
        The plan whose rota leaves them open.
    reasons
        Who is kept out of each place and by what, in the order of the plan's cover lines.
    conflicts_by_place
        The minimal conflict that each place is in; None where none was proved in the time.
    clashes
        The conflicts, those that differ by their dates alone as one.
    """

    plan: Plan
    reasons: tuple[UnfilledReason, ...]
    conflicts_by_place: tuple[Conflict | None, ...]
    clashes: tuple[Clash, ...]

    def sentences(self) -> list[str]:
        """Each clash in words, and how many places are in none that was proved."""
        found = [clash.sentence(self.plan) for clash in self.clashes]
        unproved = [
            b
            for b, conflict in zip(self.reasons, self.conflicts_by_place, strict=True)
            if conflict is None
        ]
        if unproved:
            found.append(
                f"{len(unproved)} open places are in no conflict that was proved in the time: more "
                "time may fill them."
            )
        return found

    def to_dict(self) -> dict[str, Any]:
        """The clashes as JSON has them."""
        return {"clashes": [clash.to_dict(self.plan) for clash in self.clashes]}


def explain(
    plan: Plan,
    hospital: Hospital,
    terms: Terms,
    counts: Ints,
    params: ExplainParams = ExplainParams(),
) -> Explanation:
    """Explain the places of a built rota that are below their least.

    `hospital` has the rota; `counts` (J,) are the doctors on each cover line of the plan's
    problem. `params.seconds`: for all of it, reasons and then conflicts; 0: reasons of a few places
    alone.
    """
    ends = monotonic() + params.seconds
    short = [place for place in plan.cover_lines if counts[place.line] < place.need.min]
    explainer = UnfilledExplainer(hospital, terms, params, plan)
    reasons = tuple(
        explainer(place.need, day)
        if n < FEW or monotonic() < ends
        else UnfilledReason(place.need, day, ())
        for n, place in enumerate(short)
        for day in (plan.first + timedelta(days=place.day),)
    )

    def left(share: float) -> ExplainParams:
        return replace(params, seconds=max(0.0, share * (ends - monotonic())))

    found = find_conflicts(plan, counts, left(1 - FOR_CLASHES)) if short else {}
    by_place = tuple(found.get(place.line) for place in short)
    broken_by_trial = {
        conflict: tuple(Counter(b.rule for each in reason.exclusions for b in each.breaches))
        for conflict, reason in zip(by_place, reasons, strict=True)
        if conflict is not None
    }
    clashes = tell_clashes(plan, list(broken_by_trial.items()), left(1.0))
    return Explanation(plan, reasons, by_place, clashes)
