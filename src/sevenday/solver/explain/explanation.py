"""What a built rota leaves open, explained: why each place is, and what cannot hold together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sevenday.contracts import Terms
from sevenday.model import Hospital, Requirement
from sevenday.solver.engine.problem import Ints
from sevenday.solver.explain.conflicts import Clash, clashes
from sevenday.solver.explain.unfilled import Because, Openings
from sevenday.solver.plan.plan import Plan


@dataclass(frozen=True, eq=False, slots=True)
class Explanation:
    """Why places stand open. `because`: one a place, in the order asked.

    `clash`: of each place its smallest clash, None where none was proved in the time.
    """

    plan: Plan
    because: tuple[Because, ...]
    clash: tuple[Clash | None, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The clashes, each once."""
        return tuple(dict.fromkeys(clash for clash in self.clash if clash is not None))

    def said(self) -> list[str]:
        """Each clash in a sentence, and how many places are in none that was proved."""
        said = [clash.said(self.plan) for clash in self.clashes]
        unproved = [b for b, clash in zip(self.because, self.clash, strict=True) if clash is None]
        if unproved:
            said.append(
                f"{len(unproved)} open places are in no clash that was proved in the time: more "
                "time may fill them."
            )
        return said

    def document(self) -> dict[str, Any]:
        """The clashes as JSON has them."""
        return {"clashes": [clash.document(self.plan) for clash in self.clashes]}


def explain(
    plan: Plan,
    hospital: Hospital,
    terms: Terms,
    counts: Ints,
    places: Iterable[tuple[Requirement, date]],
    seconds: float,
) -> Explanation:
    """Explain the open places of a rota that was built.

    `hospital` has the rota; `counts` (J,) are the doctors on each cover line of the plan's
    problem; `places` are those below their least. Clashes are looked for no longer than `seconds`.
    """
    opening = Openings(hospital, terms)
    because = tuple(opening(need, day) for need, day in places)
    found: dict[int, Clash | None] = clashes(plan, counts, seconds) if because else {}
    line = {(need, plan.first + timedelta(days=d)): j for need, d, j in plan.needs}
    return Explanation(plan, because, tuple(found.get(line[b.need, b.day]) for b in because))
