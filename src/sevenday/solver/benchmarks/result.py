"""What a search hands back: the roster, scored by the rules, with its bound and what it took."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sevenday.files.benchmarks.curtois import Curtois
from sevenday.solver.benchmarks.score import Score

OnIncumbent = Callable[[Sequence[Sequence[str]], int, float], None]
"""Told of each better roster (lines of shift codes), the bound, and the seconds so far."""


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """A lawful roster as lines of shift codes, in the order of the problem's people.

    `bound`: no roster under these rules costs less. `steps` is None where the engine counts none;
    `stopped`: the user ended the search.
    """

    lines: tuple[tuple[str, ...], ...]
    score: Score
    bound: int
    seconds: float
    steps: int | None
    seed: int
    stopped: bool

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.score.cost - self.bound) / max(1, self.score.cost)

    def document(self, problem: Curtois) -> dict[str, Any]:
        """The answer as `build` prints it in JSON (FORMS.md)."""
        cost, bound, gap = self.score.cost, self.bound, round(self.gap, 6)
        return {
            "cost": cost,
            "bound": bound,
            "gap": gap,
            "levels": [{"name": "cost", "cost": cost, "bound": bound, "gap": gap}],
            "seconds": round(self.seconds, 3),
            "steps": self.steps,
            "seed": self.seed,
            "breaches": [],
            "uncovered": [
                {"day": p.day, "shift": p.shift, "wanted": p.wanted, "there": p.there}
                for p in self.score.uncovered
            ],
            "rota": {
                person.id: list(line)
                for person, line in zip(problem.people, self.lines, strict=True)
            },
        }


def roster_text(problem: Curtois, lines: Sequence[Sequence[str]], score: Score) -> str:
    """A roster's file: a comment with its cost, then a line a person and a field a day."""
    short = sum(place.wanted - place.there for place in score.uncovered)
    over = sum(place.there - place.wanted for place in score.over)
    name = problem.name.rpartition(".")[0] or problem.name
    head = (
        f"# {name} objective={score.cost} requests={score.requests} cover={score.cover} "
        f"short={short} over={over}"
    )
    people = (
        ",".join((person.id, *line)) for person, line in zip(problem.people, lines, strict=True)
    )
    return "\n".join((head, *people)) + "\n"
