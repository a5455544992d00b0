"""What a built rota leaves open, explained: why each place is, and which requirements conflict."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sevenday.contracts import Terms
from sevenday.model import Hospital
from sevenday.results import Result
from sevenday.solver.engine.problem import Ints
from sevenday.solver.explain.conflicts import Conflict, find_conflicts
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.explain.unfilled import UnfilledExplainer, UnfilledReason
from sevenday.solver.plan.plan import Plan


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
    """

    plan: Plan
    reasons: tuple[UnfilledReason, ...]
    conflicts_by_place: tuple[Conflict | None, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts, each once."""
        return tuple(
            dict.fromkeys(conflict for conflict in self.conflicts_by_place if conflict is not None)
        )

    def sentences(self) -> list[str]:
        """Each conflict in a sentence, and how many places are in none that was proved."""
        found = [conflict.sentence(self.plan) for conflict in self.conflicts]
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
        """The conflicts as JSON has them."""
        return {"clashes": [conflict.to_dict(self.plan) for conflict in self.conflicts]}


def explain(
    plan: Plan,
    hospital: Hospital,
    terms: Terms,
    counts: Ints,
    params: ExplainParams = ExplainParams(),
) -> Explanation:
    """Explain the places of a built rota that are below their least.

    `hospital` has the rota; `counts` (J,) are the doctors on each cover line of the plan's
    problem. `params`: how long conflicts are looked for.
    """
    short = [place for place in plan.cover_lines if counts[place.line] < place.need.min]
    explainer = UnfilledExplainer(hospital, terms)
    reasons = tuple(
        explainer(place.need, plan.first + timedelta(days=place.day)) for place in short
    )
    found = find_conflicts(plan, counts, params) if short else {}
    return Explanation(plan, reasons, tuple(found.get(place.line) for place in short))
