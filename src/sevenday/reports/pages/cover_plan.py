"""The page of a walkout: the orders, the board pack's two sheets, then what lies behind them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from sevenday.clock import short_time
from sevenday.reports.pages.board import (
    NO_ISSUE,
    Issue,
    alarm,
    first_sheet,
    header,
    hospital_name,
    second_sheet,
)
from sevenday.reports.pages.cover_risk import curve_table, stress_blocks
from sevenday.reports.pages.walkout_law import (
    action_words,
    lawful_table,
    notice_page,
    rules_table,
    steps_table,
)
from sevenday.reports.pictures.timeline import risk, timeline
from sevenday.reports.render.page import Block, Heading, NewSheet, Page, Table
from sevenday.walkout.plan_file import BEFORE
from sevenday.walkout.planning.assumptions import Assumptions
from sevenday.walkout.planning.escalation import Escalation
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.result import (
    CoverResult,
    NoticeResult,
    StoppedResult,
    WalkoutResult,
    verdict,
)

KINDS = {
    "EMPTY": "posts to fill",
    "Still empty": "posts to fill",
    "Call": "call",
    "Stand down": "stand down",
    "Withdraw": "withdraw",
    "Restore": "restore",
    "Put": "move",
    "No longer empty": "posts filled again",
}
"""What an order is, by how it begins."""
MOST = 8
"""Orders of a kind before the two sheets that are signed; posts to fill all stand there."""
ALL_SHOWN = ("posts to fill",)


def walkout_page(result: WalkoutResult, issue: Issue = NO_ISSUE) -> Page:
    """The page of whatever `cover` gave back."""
    if isinstance(result, NoticeResult):
        return notice_page(result)
    return stopped_page(result) if isinstance(result, StoppedResult) else cover_page(result, issue)


def stopped_page(result: StoppedResult) -> Page:
    """A walkout that is off, suspended or over: the rota stands; which lists can still run."""
    name = result.inputs.hospital.name or "The hospital"
    state = result.restored.walkout.state.replace("-", " ")
    return Page(f"{name}: the walkout is {state}", result.restored.sentences)


def cover_page(result: CoverResult, issue: Issue = NO_ISSUE) -> Page:
    """The plan as a page: what a count changes, then two sheets to sign, then the detail."""
    notice, walkout = result.notice, result.inputs.walkout
    law = f"{action_words(walkout)} {notice.in_all if notice.valid else notice.summary()}"
    blocks: list[Block] = [alarm(result.plan)]
    blocks += orders_blocks(result, MOST)
    if result.orders:
        blocks.append(NewSheet("The plan as it is now"))
    blocks += [verdict(result.plan), *first_sheet(result), law]
    blocks += second_sheet(result, issue.paid_by)
    blocks += _detail(result)
    if result.orders and _cut(result.orders, MOST):
        blocks += [Heading("Every order"), *_by_kind(result.orders)]
    title = f"{hospital_name(result)}: cover plan for the walkout"
    return Page(title, tuple(blocks), header(result, issue), upright=True)


def orders_page(result: CoverResult, issue: Issue = NO_ISSUE) -> Page:
    """The orders alone, for the control room: what is not safe, then what changes now."""
    title = f"{hospital_name(result)}: orders now"
    blocks = (alarm(result.plan), *orders_blocks(result))
    return Page(title, blocks, header(result, issue), upright=True)


def _detail(result: CoverResult) -> list[Block]:
    """Every list, place and person, the law, and what is assumed."""
    inputs, plan, notice = result.inputs, result.plan, result.notice
    walkout = inputs.walkout
    blocks: list[Block] = [NewSheet("Detail"), notice.summary()]
    if result.prior is not None:
        blocks.append(result.prior)
    if inputs.not_substitutes:
        blocks.append(
            "Freed by lists, but not in substitutes.csv, so that they are not called: "
            f"{', '.join(inputs.not_substitutes)}."
        )
    blocks += inputs.idle_competences
    if result.escalations:
        blocks.append(unsafe_table(result.escalations))
    blocks += _conflict(result.conflict)
    blocks += [withdrawn_table(plan), timeline(plan), places_table(plan), reserve_table(plan)]
    if result.stress is not None:
        blocks += stress_blocks(result.stress)
    blocks += [
        levels_table(plan),
        steps_table(notice),
        lawful_table(walkout, notice.nation),
        rules_table(notice),
    ]
    blocks.append(assumed(plan.problem.assumptions))
    if result.curve is not None:
        blocks.append(curve_table(result.curve))
    return blocks


def orders_blocks(result: CoverResult, most: int | None = None) -> list[Block]:
    """What is changed for those who hold the plan before; nothing where there was none.

    `most`: orders of a kind that are shown; all where it is None.
    """
    if result.orders is None:
        return []
    blocks: list[Block] = []
    if result.orders:
        if result.fresh:
            blocks.append("Planned anew. This is what it changes:")
        blocks += _by_kind(result.orders, most)
        if _cut(result.orders, most):
            blocks.append("Every order stands at the end, and in the orders' own paper.")
    else:
        blocks.append("Nothing changes: the plan that people hold stands.")
    if result.saving is not None:
        blocks.append(result.saving.sentence)
    if result.fresh:
        blocks.append(f"This is now the plan. The one that people hold is in {BEFORE}.")
    if result.again:
        shifts: dict[str, dict[str, None]] = {}
        for group in result.again:
            day = f"{group.service}, {group.day:%a} {group.day.day} {group.day:%b}"
            shifts.setdefault(day, {})[group.shift] = None
        names = "; ".join(f"{day}: {', '.join(codes)}" for day, codes in shifts.items())
        blocks.append(
            f"Count again: {names}. They were counted before and are not in these counts: what was "
            "decided for them stands."
        )
    return blocks


def _by_kind(orders: Sequence[str], most: int | None = None) -> Iterator[Table]:
    """Orders of one kind together: what is empty, then calls, stand-downs, lists, posts."""
    for kind, of_kind in groupby(orders, key=kind_of_order):
        rows = [(order,) for order in of_kind]
        shown = rows if kind in ALL_SHOWN else rows[:most]
        first = f", the first {len(shown)} of them" if len(shown) < len(rows) else ""
        yield Table(f"Now, {kind}: {len(rows)}{first}", ("order",), shown)


def _cut(orders: Sequence[str], most: int | None) -> bool:
    """Whether orders are left out where so many of a kind are shown."""
    many = Counter(map(kind_of_order, orders))
    return most is not None and any(many[k] > most for k in many if k not in ALL_SHOWN)


def kind_of_order(order: str) -> str:
    """What an order is, in the words of KINDS."""
    return next((words for begins, words in KINDS.items() if order.startswith(begins)), "change")


def _conflict(places: Sequence[PlaceChance]) -> list[Block]:
    """Places that cannot all be made safe; nothing where all can."""
    if not places:
        return []
    spots = "; ".join(
        f"{e.place.service}, {e.place.shift}, {short_time(e.place.start)}" for e in places
    )
    together = {(e.place.service, e.place.start, e.place.end) for e in places}
    if len(together) == 1:
        return [
            "Not safe even if everybody who may be called came here and nowhere else was covered: "
            f"{spots}."
        ]
    return [
        f"There are too few people to make all of these safe: {spots}. Were any one service's "
        "places at one time left out, the rest of them could be."
    ]


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
        start, end = row.span
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
    urgencies = ", ".join(f"{urgency} {n}" for urgency, n in by.items())
    return Table(f"Withdrawn: patients by urgency {urgencies}", columns, rows)


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
    words = "put where the morning's count says" if rows else "nobody"
    return Table(f"Reserve: {words}", ("who", "service", "when"), rows)


def levels_table(plan: CoverPlan) -> Table:
    """Each level's cost, the bound on it, and the gap."""
    rows = [(x.name, f"{x.cost:,}", f"{x.bound:,}", f"{x.gap:.2%}") for x in plan.levels]
    return Table("How good the plan is, level by level", ("level", "cost", "bound", "gap"), rows)


def assumed(assumptions: Assumptions) -> str:
    """What the plan takes for granted, said on the page."""
    allowed = ", ".join(
        f"rank {rank} at most {chance:g}" for rank, chance in assumptions.limits.items()
    )
    return (
        f"Assumed by us: the chance that a place may be short ({allowed}); what a patient's delay "
        "weighs by urgency; that groups (a tier of a service on a day) turn out apart from each "
        "other; "
        f"that {assumptions.sick_rate:.0%} of substitutes and of those not called out are ill, "
        "each shift apart. "
        "People of a service can be moved between its places of the same hours. "
        "Nothing here says or asks who takes part."
    )
