"""A benchmark's roster as a page: its cost, what that is made of, how far off the best."""

from sevenday.files.benchmarks import Curtois
from sevenday.reports.render.page import Page, Table
from sevenday.solver.benchmarks.result import BenchmarkResult


def benchmark_page(problem: "Curtois", answer: "BenchmarkResult") -> Page:
    """The answer for people: the cost, what it is made of, and how far off the best it may be."""
    found = answer.score
    proof = "proved: no roster under these rules costs less"
    if answer.gap > 0:
        proof = f"gap {answer.gap:.1%}: no roster under these rules costs less than the bound"
    short = sum(place.wanted - place.there for place in found.uncovered)
    over = sum(place.there - place.wanted for place in found.over)
    rows = (
        ("cost", str(found.cost)),
        ("bound", f"{answer.bound} ({proof})"),
        ("requests refused", f"{found.requests} of the cost"),
        ("cover", f"{found.cover} of the cost: {short} places short, {over} over"),
        ("hard rules broken", "none"),
        (
            "search",
            f"{answer.seconds:.1f} seconds, seed {answer.seed}"
            + (f", {answer.steps} steps" if answer.steps is not None else ""),
        ),
    )
    blocks: list[str | Table] = [Table("What was found", ("what", "value"), rows)]
    if found.uncovered:
        places = tuple((str(p.day), p.shift, str(p.wanted), str(p.there)) for p in found.uncovered)
        blocks.append(Table("Places short", ("day (from 0)", "shift", "wanted", "there"), places))
    if answer.stopped:
        blocks.append("Stopped by you: this is the best roster so far.")
    title = f"{problem.name}: {len(problem.people)} people, {problem.days} days"
    return Page(title, tuple(blocks))
