"""`sevenday demo`: the real rota of the dispute's year, under each contract of the dispute."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sevenday.cli.common import Format, Out
from sevenday.cli.output import emit
from sevenday.example_folders import example
from sevenday.reports.render.page import Page, Table

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.limits import CheckResult
    from sevenday.model import Hospital

EXAMPLE = "psychiatry-2015"
BASELINES = ("england-2016", "2026-09-01", "the terms in force today")
"""Terms on a fixed date, so that the demo says the same whenever it is run."""

CHECKED = (
    ("newdeal-2002", "2015-08-05", "the contract that it was worked under"),
    ("england-2016", "2016-08-03", "the limits of 2016"),
    BASELINES,
)
DISPUTE = (
    ("newdeal-2002", "2015-08-05", "the New Deal"),
    ("imposed-2016-03", "2016-03-31", "the contract imposed in March 2016"),
    ("acas-2016-05", "2016-05-18", "the agreement of May 2016"),
)
"""The three sets of terms of the dispute, each on a date of its own; the first is what was paid."""

OFFERS = ("offer-2015-11", "letter-2016-01", "imposed-2016-03", "acas-2016-05")
TALKS_ON = "2016-05-18"
RANGES = (
    "Where an offer's rises by grade are not known, the best guess stands with the least and the "
    "most that it may be."
)

REBUILT = "psychiatry-rebuilt"
REBUILT_STEPS, REBUILT_SEED = 50, 1
"""Steps and no seconds, so that every machine builds the same rota."""
REBUILT_OF = (
    "The same cover built anew under the terms in force today, from August 2026 (examples/"
    f"{REBUILT}: one doctor a day on each of L1, L2, L3, N1 and N2, at least 16 on D on working "
    "days, each post within an hour a week of its real average)."
)

FLOW_REPLICATIONS = 40

WALKOUTS = (
    ("district-2016", "The walkout of 26 and 27 April 2016"),
    ("district-2025", "A walkout of five days, November 2025"),
)

ASSUMED = (
    "26 real posts, 26 weeks from August 2015 (see SOURCE.md beside the rota). Our assumption: "
    "every SHO is a CT1 and every SpR an ST4, all full time; breaks are taken as met, and no "
    "flexible pay premium is counted."
)
NOT_A_GAIN = (
    "Ten years of pay awards lie between the dispute and today: today's pay stands apart, and the "
    "difference is not a gain."
)

Folder = Annotated[Path, typer.Option(help="where to write the report and the workbook")]


def demo(folder: Folder = Path("sevenday-demo"), format: Format = None, out: Out = None) -> None:
    """Check a real rota, and price it under each contract of the dispute of 2015-16."""
    import sevenday as sd
    from sevenday.reports.pages.gains import gains, gains_table
    from sevenday.reports.pages.pay import by_grade

    hospital = sd.read(example(EXAMPLE))
    blocks: list[Any] = [ASSUMED]
    data: dict[str, Any] = {"example": EXAMPLE, "assumed": ASSUMED}
    checks = [(sd.check(hospital, sd.contract(id, on=on)), label) for id, on, label in CHECKED]
    for result, label in checks:
        blocks += _verdict(result, label)
    terms = [sd.contract(id, on=on) for id, on, _ in DISPUTE]
    before, *offers = [sd.price(hospital, each) for each in terms]
    blocks += [f"Pay under {DISPUTE[0][2]} ({before.contract}, {before.on}):", by_grade(before)]
    data["gains"] = {}
    for offer, (_, _, label) in zip(offers, DISPUTE[1:], strict=True):
        found = gains(before, offer)
        blocks.append(f"Pay under {label} ({offer.contract}, {offer.on}), on the same rota:")
        blocks += [by_grade(offer), gains_table(f"Against {DISPUTE[0][2]}, £ a year", found)]
        data["gains"][offer.contract] = [
            {
                "grade": g.grade,
                "doctors": g.doctors,
                "gain": g.gain,
                "lose": g.lose,
                "mean": round(g.mean, 2),
                "low": g.low and round(g.low, 2),
                "high": g.high and round(g.high, 2),
            }
            for g in found
        ]
    id, on, label = BASELINES
    now_terms = sd.contract(id, on=on)
    now = sd.price(hospital, now_terms)
    blocks += [f"Pay under {label} ({id}, {on}). {NOT_A_GAIN}", by_grade(now)]
    blocks += _rebuilt(data, hospital, now_terms, folder)
    blocks += _talks(data)
    blocks += _walkouts(data)
    blocks += [*_written(hospital, terms, folder), _next()]
    blocks += _patients(data)
    data["checks"] = [result for result, _ in checks]
    data["pay"] = [before, *offers, now]
    emit(Page(hospital.name, tuple(blocks)), data, format, out)


def _rebuilt(data: dict[str, Any], worked: "Hospital", terms: "Terms", folder: Path) -> list[Any]:
    """The psychiatry rota from its cover alone, beside the one that was worked."""
    import sevenday as sd
    from sevenday.files.write import file_texts
    from sevenday.reports.pages.rebuilt import by_post, side, side_by_side
    from sevenday.writing import write_papers

    made = sd.build(sd.read(example(REBUILT)), terms, steps=REBUILT_STEPS, seed=REBUILT_SEED)
    sides = side("as worked", worked, terms), side("built anew", made.hospital, terms)
    filled = (
        "Every place is filled"
        if not made.uncovered
        else (f"{sum(place.missing for place in made.uncovered)} places are left empty")
    )
    broken = sides[1].figures()["posts_in_breach"]
    data["rebuilt"] = {
        "steps": made.steps,
        "seed": made.seed,
        "uncovered": made.to_dict()["uncovered"],
        **{side.name.replace(" ", "_"): side.figures() for side in sides},
    }
    try:
        rota = {"rebuilt-rota.csv": file_texts(made.hospital)["rota.csv"]}
        (out,) = write_papers(folder, rota)
    except sd.InputError as error:
        where = f"The rota was not written: {error}"
    else:
        where = f"The rota: {out.as_posix()}"
    return [
        REBUILT_OF,
        f"Built anew: {broken} of {len(sides[1].lines)} posts break a limit. {filled}, in "
        f"{made.steps} steps of sevenday build; more steps share out more fairly. "
        f"{where}",
        side_by_side(sides),
        by_post(*sides),
    ]


def _talks(data: dict[str, Any]) -> list[Any]:
    """What each government offer would have cost on two hospitals, and where the talks stood."""
    import sevenday as sd
    from sevenday.files.talks import read_talks
    from sevenday.reports.pages.comparison import cost_by_grade
    from sevenday.talks.record import talks_record
    from sevenday.talks.sides import read_sides

    base = sd.contract(DISPUTE[0][0], on=TALKS_ON)
    offers = [sd.contract(id) for id in OFFERS]
    blocks: list[Any] = []
    data["talks"] = {}
    for name in (EXAMPLE, WALKOUTS[0][0]):
        found = sd.compare(sd.read(example(name)), offers, base)
        text = f"The offers of the dispute on examples/{name}, against {base.id}. {RANGES}"
        blocks += [text, cost_by_grade(found) if name == EXAMPLE else found.summary()]
        data["talks"][name] = found.offers
    state = talks_record(read_talks(example("talks-2016") / "talks.toml"))
    settled = sd.settle(read_sides(example("talks-2016") / "sides.toml"))
    blocks += [
        f"Where the talks stood. {state.summary()}",
        f"What could be settled, by weights that are our assumption. {settled.summary()}",
    ]
    data["talks"]["record"] = state
    return blocks


def _walkouts(data: dict[str, Any]) -> list[str]:
    """The cover plans of the two synthetic walkouts, in a paragraph each."""
    from sevenday.walkout.load import load_walkout
    from sevenday.walkout.planning.plan import plan
    from sevenday.walkout.result import verdict

    lines = []
    data["walkouts"] = {}
    for name, what in WALKOUTS:
        made = plan(load_walkout(example(name)).problem)
        lines.append(f"{what} (examples/{name}, a synthetic hospital): {verdict(made)}")
        data["walkouts"][name] = {
            "lists": len(made.problem.lists),
            "withdrawn": len(made.withdrawn),
            "unsafe": sum(each.unsafe for each in made.places),
            "gap": made.gap,
        }
    return lines


def _patients(data: dict[str, Any]) -> list[Any]:
    """The patients of the 2016 hospital on the days of its walkout, with and without its plan."""
    import sevenday as sd
    from sevenday.flow.hospital.result import sentences
    from sevenday.reports.pages.flow import arms_table
    from sevenday.reports.pages.flow_hours import hours_table, queue_picture
    from sevenday.walkout.load import load_walkout
    from sevenday.walkout.planning.plan import plan

    name, what = WALKOUTS[0]
    walkout = load_walkout(example(name))
    result = sd.simulate(
        walkout.hospital,
        walkout=walkout,
        plan=plan(walkout.problem).published,
        replications=FLOW_REPLICATIONS,
        one_more=False,
        after=2,
    )
    data["patients"] = result
    (service,) = result.services
    return [
        f"{what}, its patients: with and without its plan (sevenday flow examples/{name} --plan "
        f"PLAN has every figure with its interval; {result.replications} replications here).",
        *sentences(result),
        arms_table(result, service),
        queue_picture(result, service),
        hours_table(result, service, 1),
    ]


def _written(hospital: "Hospital", priced: "list[Terms]", folder: Path) -> list[str]:
    """Write the report and the workbook; what could not be written is said, and is no failure."""
    import sevenday as sd
    from sevenday.reports.files.export import export

    id, on, _ = BASELINES
    lines = []
    for kind in ("report", "workbook"):
        try:
            done = export(hospital, sd.contract(id, on=on), folder, (kind,), None, priced)
        except sd.InputError as error:
            lines.append(f"The {kind} was not written: {error}")
        else:
            lines.append(f"The {kind}: {', '.join(path.as_posix() for path in done.written)}")
    return lines


def _verdict(result: "CheckResult", label: str) -> list[str | Table]:
    """Who breaks what, each rule with one breach read out."""
    bands = Counter(line.band for line in result.lines if line.band)
    banded = "".join(f" Band {band}: {n} posts." for band, n in bands.items())
    broken: dict[str, set[str]] = defaultdict(set)
    for breach in result.breaches:
        broken[breach.rule].add(breach.doctor)
    posts = len({breach.doctor for breach in result.breaches})
    head = f"Under {label} ({result.contract}, {result.on}): {posts} of {len(result.lines)} posts"
    text = f"{head} break a limit.{banded}"
    if not broken:
        return [text]
    first = {breach.rule: breach for breach in reversed(result.breaches)}
    rows = [(rule, f"{len(who)}", first[rule].sentence) for rule, who in sorted(broken.items())]
    posts_by_rule = Table("Who breaks what", ("rule", "posts", "for example"), rows, lined=True)
    return [text, posts_by_rule, _by_post(result)]


def _by_post(result: "CheckResult") -> Table:
    """Each post's breaches, by rule."""
    from sevenday.reports.render.words import one_in

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


def _next() -> str:
    id, on, _ = BASELINES
    return (
        f"Every sentence and every pound: sevenday check examples/{EXAMPLE} --contract {id} --on "
        f"{on}, and sevenday pay with the same words."
    )
