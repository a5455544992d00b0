"""`sevenday demo`: the real rota of the dispute's year, under the old terms and today's."""

from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sevenday.cli.common import Format, Out, Page, Table, emit
from sevenday.reports.words import one_in

if TYPE_CHECKING:
    from sevenday.limits import CheckResult
    from sevenday.model import Hospital

EXAMPLE = "psychiatry-2015"
TODAY = "2026-09-01"
"""Terms in force on a fixed date, so that the demo says the same whenever it is run."""

STEPS = (
    ("newdeal-2002", "2015-08-05", "the contract that it was worked under"),
    ("england-2016", "2016-08-03", "the limits of 2016"),
    ("england-2016", TODAY, "the terms in force today"),
)

ASSUMED = (
    "26 real posts, 26 weeks from August 2015 (see SOURCE.md beside the rota). Our assumption: "
    "every SHO is a CT1 and every SpR an ST4, all full time; breaks are taken as met, and no "
    "flexible pay premium is counted."
)


def example(name: str) -> Path:
    """The folder of an example, in a clone or beside an installed package."""
    clone = Path(__file__).parents[3] / "examples" / name
    return clone if clone.exists() else Path(str(files("sevenday"))) / "examples" / name


def demo(format: Format = "text", out: Out = None) -> None:
    """Check and price a real rota under the contract of its year and under today's."""
    import sevenday as sd
    from sevenday.reports.priced import by_grade

    hospital = sd.read(example(EXAMPLE))
    blocks: list[str | Table] = [ASSUMED]
    data: dict[str, Any] = {"example": EXAMPLE, "assumed": ASSUMED, "checks": [], "pay": []}
    for contract, on, label in STEPS:
        terms = sd.contract(contract, on=on)
        result = sd.check(hospital, terms)
        blocks += _verdict(result, label)
        data["checks"].append(result.document())
        if label != STEPS[1][2]:
            priced = sd.price(hospital, terms)
            blocks += [f"Pay under {label} ({contract}, {on}):", by_grade(priced)]
            data["pay"].append(priced.document())
    blocks.append(_next(hospital))
    emit(Page(hospital.name, tuple(blocks)), data, format, out)


def _verdict(result: "CheckResult", label: str) -> list[str | Table]:
    """Who breaks what, each rule with one breach read out."""
    bands = Counter(line.band for line in result.lines if line.band)
    banded = "".join(f" Band {band}: {n} posts." for band, n in bands.items())
    broken: dict[str, set[str]] = defaultdict(set)
    for breach in result.breaches:
        broken[breach.rule].add(breach.doctor)
    posts = len({breach.doctor for breach in result.breaches})
    head = f"Under {label} ({result.contract}, {result.on}): {posts} of {len(result.lines)} posts"
    said = f"{head} break a limit.{banded}"
    if not broken:
        return [said]
    first = {breach.rule: breach for breach in reversed(result.breaches)}
    rows = [(rule, f"{len(who)}", first[rule].sentence) for rule, who in sorted(broken.items())]
    posts_by_rule = Table("Who breaks what", ("rule", "posts", "for example"), rows, lined=True)
    return [said, posts_by_rule, _by_post(result)]


def _by_post(result: "CheckResult") -> Table:
    """Each post's breaches, by rule."""
    counts = Counter((breach.doctor, breach.rule) for breach in result.breaches)
    rules = sorted({breach.rule for breach in result.breaches})
    rows = [
        (
            line.doctor,
            f"{line.average_hours:.2f}",
            one_in(line.weekend_frequency),
            *(f"{counts[line.doctor, rule] or '-'}" for rule in rules),
        )
        for line in result.lines
    ]
    return Table("Post by post: breaches", ("post", "hours a week", "weekends", *rules), rows)


def _next(hospital: "Hospital") -> str:
    return (
        f"Every sentence and every pound: sevenday check examples/{EXAMPLE} --contract "
        f"england-2016 --on {TODAY}, and sevenday pay with the same words."
    )
