"""The board pack of a walkout: what is safe, what is withdrawn, who covers, what might go wrong."""

from collections import Counter
from collections.abc import Sequence

from sevenday.clock import short_time
from sevenday.model.walkout import Walkout
from sevenday.reports.pictures.timeline import risk, timeline
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty
from sevenday.walkout.cover import verdict
from sevenday.walkout.law.lawful_cover import changes_within, may_cover
from sevenday.walkout.law.notice import ActionNotice
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.assumptions import Assumptions
from sevenday.walkout.planning.baselines import PlanComparison
from sevenday.walkout.planning.escalation import Escalation
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.planning.problem import span_of
from sevenday.walkout.planning.stress_test import StressResult
from sevenday.walkout.planning.tradeoff import TradeoffPoint

SHOWN = 40
"""Rows of what may go wrong that a page shows."""


def board(
    inputs: WalkoutInputs,
    plan: CoverPlan,
    notice: ActionNotice,
    escalations: tuple[Escalation, ...],
    stress: StressResult | None = None,
    orders: list[str] | None = None,
    clash: tuple[PlaceChance, ...] = (),
    others: Sequence[PlanComparison] = (),
) -> Page:
    """The plan as a page. `orders`: what the morning's count changes, told first.

    `clash`: places of rank 1 that cannot all be made safe; `others`: the plan beside what people
    do now.
    """
    walkout = inputs.walkout
    windows = "; ".join(f"{short_time(w.start)} to {short_time(w.end)}" for w in walkout.windows)
    action = f"{walkout.action.replace('-', ' ')} action"
    blocks: list[Block] = []
    if orders is not None:
        blocks.append(
            Table("Now: what this count changes", ("order",), [(o,) for o in orders])
            if orders
            else "This count changes nothing: the plan stands."
        )
    blocks += [
        verdict(plan),
        f"{walkout.union or 'A union that is not named'}, {action}, {windows}. {notice.summary()}",
    ]
    if inputs.prior is not None:
        blocks.append(inputs.prior.sentence)
    if inputs.not_substitutes:
        blocks.append(
            "Freed by lists, but not in substitutes.csv, so that they are not called: "
            f"{', '.join(inputs.not_substitutes)}."
        )
    if escalations:
        blocks.append(unsafe_table(escalations))
    if clash:
        spots = "; ".join(
            f"{e.place.service}, {e.place.shift}, {short_time(e.place.start)}" for e in clash
        )
        blocks.append(f"These cannot all be made safe, and without any one of them could: {spots}.")
    blocks += [withdrawn_table(plan), timeline(plan), places_table(plan), reserve_table(plan)]
    if stress is not None:
        blocks += stress_blocks(stress)
    if others:
        blocks.append(beside_table(others))
    blocks += [
        levels_table(plan),
        steps_table(notice),
        lawful_table(inputs.walkout),
        rules_table(notice),
        *assumed(plan.problem.assumptions),
    ]
    name = inputs.hospital.name or "The hospital"
    return Page(f"{name}: cover plan for the walkout", tuple(blocks))


def notice_page(name: str, walkout: Walkout, notice: ActionNotice) -> Page:
    """What the law says of a walkout, where there is no rota to plan on."""
    blocks: list[Block] = [
        notice.summary(),
        "No rota.csv and cover.csv are there, so that no cover is planned.",
        steps_table(notice),
        lawful_table(walkout),
        rules_table(notice),
    ]
    return Page(f"{name}: notice of the walkout", tuple(blocks))


def unsafe_table(escalations: Sequence[Escalation]) -> Table:
    """What cannot be made safe: by how much, what was tried, what alone would mend it."""
    rows = []
    for one in escalations:
        spot = one.place.place
        rows.append(
            (
                f"{spot.rank}",
                spot.service,
                spot.shift,
                short_time(spot.start),
                f"{spot.needed} of {spot.competence or f'tier {spot.tier}'}",
                f"{one.place.chance:.2%}",
                f"{one.place.limit:.2%}",
                "; ".join(one.tried),
                "; ".join(one.mends) or "no single person",
            )
        )
    columns = (
        "rank",
        "service",
        "shift",
        "when",
        "needed",
        "short",
        "allowed",
        "tried",
        "what alone would mend it",
    )
    return Table("What cannot be made safe", columns, rows, True)


def withdrawn_table(plan: CoverPlan) -> Table:
    """The lists withdrawn, with their patients' urgency and what they free."""
    rows = []
    for row in plan.lists_withdrawn:
        start, end = span_of(row)
        rows.append(
            (
                row.name,
                row.service,
                f"{short_time(start)}-{end:%H:%M}",
                row.urgency,
                f"{row.patients}",
                f"{row.theatres}",
                f"{row.beds}",
                ", ".join(row.frees),
            )
        )
    columns = ("list", "service", "when", "urgency", "patients", "theatres", "beds", "frees")
    by = Counter(dict.fromkeys(("P1", "P2", "P3", "P4"), 0))
    for row in plan.lists_withdrawn:
        by[row.urgency] += row.patients
    said = ", ".join(f"{urgency} {n}" for urgency, n in by.items())
    return Table(f"Withdrawn: patients by urgency {said}", columns, rows)


def places_table(plan: CoverPlan) -> Table:
    """Every place: its chance alone and with the plan, and who is put there."""
    rows = [
        (
            f"{e.place.rank}",
            e.place.service,
            e.place.shift,
            f"{short_time(e.place.start)}-{e.place.end:%H:%M}",
            f"{e.place.needed}",
            "counted" if e.alone is None else f"{e.alone:.2%}",
            f"{e.chance:.2%}",
            f"{e.sick:.2%}",
            risk(e),
            ", ".join(e.cover),
        )
        for e in sorted(plan.places, key=lambda e: (e.place.rank, e.place.start, e.place.service))
    ]
    columns = (
        "rank",
        "service",
        "shift",
        "when",
        "needed",
        "alone",
        "planned",
        "with sick calls",
        "risk",
        "cover",
    )
    return Table("Places: the chance of being short", columns, rows)


def reserve_table(plan: CoverPlan) -> Table:
    """Who is held in reserve, for which service and hours."""
    rows = [
        (who.name, pool.service, f"{short_time(pool.start)}-{pool.end:%H:%M}")
        for who, pool in plan.reserve
    ]
    return Table("Reserve: put where the morning's count says", ("who", "service", "when"), rows)


def stress_blocks(stress: StressResult) -> list[Block]:
    """What came of the plan over many turnouts."""
    worst = [e for e in stress.worst if e.share > 0 and e.place.rank <= 2][:SHOWN]
    rows = [
        (
            f"{e.place.rank}",
            e.place.service,
            e.place.shift,
            short_time(e.place.start),
            f"{e.share:.2%}",
            f"{e.hours:.3f}",
        )
        for e in worst
    ]
    head = (
        f"Over {stress.draws:,} turnouts and sick calls (seed {stress.seed}), some place of rank 1 "
        f"was short in {stress.any_rank_1:.2%}: {stress.rank_1_hours:.2f} hours of rank 1 and "
        f"{stress.rank_2_hours:.2f} of rank 2 on average. The plan's own chances leave out sick "
        "calls among those who are not called out; this does not."
    )
    columns = ("rank", "service", "shift", "when", "short", "hours short")
    out = [(r.pool, f"{r.share:.2%}") for r in stress.ran_out[:SHOWN]]
    return [
        head,
        Table("Places of rank 1 and 2 most often short", columns, rows),
        Table(
            "Where all who were called were in use and a place of rank 1 or 2 was short",
            ("where", "share"),
            out,
        ),
    ]


def beside_table(others: Sequence[PlanComparison]) -> Table:
    """The plan beside what people do now, on the same draws."""
    rows = []
    for one in others:
        said = one.document()
        rows.append(
            (
                one.name,
                f"{said['rank_1_over']:.3f}",
                f"{said['rank_2_over']:.3f}",
                f"{said['withdrawn']}",
                f"{said['delay']:,}",
                f"{said['pounds']:,}",
                f"{said['rank_1_hours']:.2f}",
                f"{said['rank_2_hours']:.2f}",
            )
        )
    columns = (
        "plan",
        "rank 1 over what is allowed",
        "rank 2 over",
        "lists withdrawn",
        "delay",
        "pounds",
        "hours of rank 1 short",
        "hours of rank 2 short",
    )
    return Table("Beside what people do now, on the same turnouts and sick calls", columns, rows)


def curve_blocks(points: Sequence[TradeoffPoint]) -> list[Block]:
    """Safety against planned work kept, so that somebody can choose a point."""
    rows = [
        (
            f"{p.most}",
            f"{p.withdrawn}",
            f"{p.kept:.1%}",
            f"{p.rank_1_over:.4f}",
            f"{p.rank_2_over:.4f}",
            f"{p.pounds:,}",
        )
        for p in points
    ]
    columns = (
        "lists withdrawn at most",
        "withdrawn",
        "planned lists kept",
        "rank 1 over what is allowed",
        "rank 2 over",
        "pounds",
    )
    return [Table("Safety against planned work kept", columns, rows)]


def levels_table(plan: CoverPlan) -> Table:
    """Each level's cost, the bound on it, and the gap."""
    rows = [(x.name, f"{x.cost:,}", f"{x.bound:,}", f"{x.gap:.2%}") for x in plan.levels]
    return Table("How good the plan is, level by level", ("level", "cost", "bound", "gap"), rows)


def steps_table(notice: ActionNotice) -> Table:
    """By when each step of the plan has to be done."""
    rows = [(step.by.replace("T", " "), step.step) for step in notice.deadlines]
    return Table("Steps, and the latest date of each", ("by", "step"), rows)


def rules_table(notice: ActionNotice) -> Table:
    """Which rules of which Act apply, and how sure that is."""
    rows = [(rule.act, rule.rule, certainty(rule.certainty)) for rule in notice.rules]
    return Table("The rules that apply", ("Act", "rule", "certainty"), rows)


def lawful_table(walkout: Walkout) -> Table:
    """What may be used as cover on the first day, and what of it changes before the last."""
    first = walkout.windows[0].start.date()
    rows = [(one.sentence, certainty(one.certainty)) for one in may_cover(first)]
    rows += [
        (f"{kind} changes on {day}, inside the walkout", "")
        for kind, day in changes_within(walkout)
    ]
    return Table("What may lawfully be used as cover", ("cover", "certainty"), rows)


def assumed(assumptions: Assumptions) -> list[Block]:
    """What the plan takes for granted, said on the page."""
    allowed = ", ".join(
        f"rank {rank} at most {chance:g}" for rank, chance in assumptions.limits.items()
    )
    return [
        f"Assumed by us: the chance that a place may be short ({allowed}); what a patient's delay "
        "weighs by urgency; that groups (a tier of a service on a day) turn out apart from each "
        "other; "
        "that those who are not called out come, substitutes who have agreed among them. Beside it "
        f"stands the chance with {assumptions.sick_rate:.0%} of those sick. "
        "People of a service can be moved between its places of the same hours. "
        "Nothing here says or asks who takes part."
    ]
