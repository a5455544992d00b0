"""The board pack of a walkout: two sheets of A4 that a medical director can sign.

The verdict, what is not safe, what is withdrawn; then each service, what it costs, the range over
turnout, who decides, and room to sign.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sevenday.clock import short_date, short_time
from sevenday.contracts import contract
from sevenday.errors import InputError
from sevenday.model.walkout import URGENCIES
from sevenday.reports.render.page import Alarm, Block, NewSheet, Signatures, Table
from sevenday.walkout.law.deductions import RateCard, rate_card
from sevenday.walkout.over_turnout import TurnoutPoint, over_turnout
from sevenday.walkout.plan_file import plan_text
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.result import CoverResult

MOST = 8
"""Rows of a table on the two sheets: the detail has the others."""
SIGNED_BY = ("Medical director", "Chief operating officer")


@dataclass(frozen=True, slots=True)
class Issue:
    """What a paper says of itself. `paid_by`: the contract of pay deductions, else the hospital's.

    `made`: when, London time; None where the paper does not say.
    """

    paid_by: str | None = None
    made: datetime | None = None


NO_ISSUE = Issue()


def version(result: CoverResult) -> str:
    """Name the plan: two papers of one version are of one plan."""
    return sha256(plan_text(result.plan.published).encode()).hexdigest()[:6]


def header(result: CoverResult, issue: Issue) -> str:
    """What stands at the head of every sheet: whose, which walkout, which version, when."""
    first, last = result.inputs.walkout.span
    made = f", made {short_time(issue.made)} {issue.made:%Y}" if issue.made else ""
    return (
        f"{hospital_name(result)}: walkout {short_date(first.date())} to {short_time(last)}. "
        f"Version {version(result)}{made}"
    )


def hospital_name(result: CoverResult) -> str:
    """The hospital's name, or the words for one that has none."""
    return result.inputs.hospital.name or "The hospital"


def alarm(plan: CoverPlan) -> Alarm:
    """NOT SAFE and how many places, or that all is within what is allowed."""
    unsafe = Counter(each.place.rank for each in plan.places if each.unsafe)
    empty = sum(each.empty and not each.past for each in plan.places)
    if not unsafe:
        return Alarm("All places within their limits")
    parts = [f"{n} {_of_rank(rank, n)}" for rank, n in sorted(unsafe.items())]
    posts = f". {empty} EMPTY" if empty else ""
    return Alarm(f"NOT SAFE: {' and '.join(parts)}{posts}")


def _of_rank(rank: int, n: int) -> str:
    place = "place" if n == 1 else "places"
    return f"life-and-limb {place}" if rank == 1 else f"{place} of rank {rank}"


def first_sheet(result: CoverResult) -> list[Block]:
    """What is not safe, and what is withdrawn."""
    return [*_not_safe(result), _withdrawn(result.plan)]


def second_sheet(result: CoverResult, paid_by: str | None) -> list[Block]:
    """Each service, what it costs, the range over turnout, who decides, and room to sign."""
    card, why_not = card_of(result, paid_by)
    points = over_turnout(result.inputs, result.plan, card)
    return [
        NewSheet("For decision"),
        _services(result),
        *_money(result, next(point for point in points if point.planned), why_not),
        _range(points),
        _decisions(result),
        Signatures(SIGNED_BY),
    ]


def card_of(result: CoverResult, paid_by: str | None) -> tuple[RateCard | None, str]:
    """The rate card; None, and why, where no contract is named or it has no basic pay."""
    hospital, walkout = result.inputs.hospital, result.inputs.walkout
    named = paid_by or hospital.contract
    if not named:
        return None, "no contract is named (--contract)"
    try:
        terms = contract(named, walkout.span[0].date())
        return rate_card(hospital, walkout, terms), ""
    except InputError as error:
        return None, f"{error}"


def _not_safe(result: CoverResult) -> list[Block]:
    """The gravest places that are not safe; in words where there is none."""
    found = result.escalations
    if not found:
        return ["Not safe: none of the places that have a limit."]
    rows = [
        (
            f"{spot.rank}",
            spot.service,
            f"{spot.shift}, {short_time(spot.start)}",
            "EMPTY" if one.place.empty else f"{one.place.chance:.2%}",
            f"{one.place.limit:.2%}",
            one.mends[0] if one.mends else "no single person",
        )
        for one in found[:MOST]
        for spot in [one.place.place]
    ]
    more = f", the gravest {MOST} of {len(found)}; all in the detail" if len(found) > MOST else ""
    columns = ("rank", "service", "place", "chance of being short", "allowed", "what would mend it")
    return [Table(f"Not safe{more}", columns, rows)]


def _withdrawn(plan: CoverPlan) -> Table:
    """Lists and patients withdrawn, by day and urgency."""
    days = sorted({row.date for row in plan.lists_withdrawn})
    rows = []
    for day in days:
        of_day = [row for row in plan.lists_withdrawn if row.date == day]
        planned = sum(row.date == day for row in plan.problem.lists)
        by = Counter[str]()
        for row in of_day:
            by[row.urgency] += row.patients
        of = f"{len(of_day)} of {planned}"
        rows.append((short_date(day), of, *(f"{by[u]}" for u in URGENCIES), f"{by.total()}"))
    if len(days) > 1:
        gone, lists = plan.lists_withdrawn, plan.problem.lists
        sums = [sum(row.patients for row in gone if row.urgency == u) for u in URGENCIES]
        of = f"{len(gone)} of {len(lists)}"
        rows.append(("in all", of, *(f"{n}" for n in sums), f"{sum(sums)}"))
    caption = "Withdrawn: lists, and patients by urgency" if rows else "Withdrawn: no list"
    return Table(caption, ("day", "lists", *URGENCIES, "patients"), rows)


def _services(result: CoverResult) -> Table:
    """A row a service, the least safe first."""
    plan = result.plan
    rows: list[tuple[int, tuple[str, ...]]] = []
    for service in dict.fromkeys(pool.service for pool in plan.problem.pools):
        places = [e for e in plan.places if e.place.service == service and not e.past]
        unsafe = sum(e.unsafe for e in places)
        limited = sum(e.limit is not None for e in places)
        called = sum(plan.problem.pools[call.pool].service == service for call in plan.calls)
        lists = sum(row.service == service for row in plan.lists_withdrawn)
        state = f"NOT SAFE: {unsafe}" if unsafe else "within limits"
        rows.append((-unsafe, (service, state, f"{limited}", f"{called}", f"{lists}")))
    rows.sort(key=lambda row: row[0])
    shown = [row for _, row in rows[: 2 * MOST]]
    more = f", {len(shown)} of {len(rows)}" if len(rows) > len(shown) else ""
    columns = ("service", "verdict", "places with a limit", "calls", "lists withdrawn")
    return Table(f"Each service{more}", columns, shown)


def _money(result: CoverResult, own: TurnoutPoint, why_not: str) -> list[Block]:
    """What the calls cost, what pay is deducted, and the net; what is not in it."""
    cover = result.plan.levels[-1].cost
    left_out = (
        "Not in it: income of the lists withdrawn, booking them again, time owed to those who "
        "cover."
    )
    if own.deducted is None:
        return [f"Cover costs £{cover:,}. Pay deducted is not known: {why_not}. {left_out}"]
    net = f"£{cover:,} for cover, less about £{own.deducted:,} of pay deducted"
    return [f"Net cost: about {_pounds(cover - own.deducted)} ({net}). {left_out}"]


def _pounds(amount: int) -> str:
    """Whole pounds, their sign before them."""
    return f"{'-' * (amount < 0)}£{abs(amount):,}"


def _range(points: Sequence[TurnoutPoint]) -> Table:
    """The same plan where more stay away, or fewer."""
    rows = [
        (
            f"{point.absence_share:.0%}{' AS PLANNED' if point.planned else ''}",
            *(f"{n}" for n in point.over.values()),
            f"{point.worst:.2%}",
            *(
                ["-", "-"]
                if point.deducted is None
                else [f"£{point.deducted:,}", _pounds(point.net or 0)]
            ),
        )
        for point in points
    ]
    ranks = tuple(points[0].over)
    gravest = min(ranks, default=1)
    columns = (
        "share who stay away",
        *(f"rank {rank} over limit" for rank in ranks),
        f"worst chance, rank {gravest}",
        "pay deducted",
        "net cost",
    )
    return Table("The same plan, if more or fewer stay away", columns, rows)


def _decisions(result: CoverResult) -> Table:
    """Who decides what. Ours: a trust's own scheme of delegation comes first."""
    plan, unsafe = result.plan, result.escalations
    by = {step.step.lower(): step.by for step in result.notice.deadlines}
    called = len({s for s, _ in plan.calls})
    rows = []
    if unsafe:
        rows += [
            (f"Take the risk of {len(unsafe)} places, or close or divert", "Medical director", ""),
            (
                "Ask for a derogation, once the action has begun",
                "Chief executive, through the region; the union decides",
                "",
            ),
        ]
    if plan.lists_withdrawn:
        who = "Chief operating officer, with each service's clinical lead"
        what = f"Withdraw {len(plan.lists_withdrawn)} lists and tell patients"
        rows.append((what, who, _latest(by, "elective")))
    if called:
        what = f"Call {called} substitutes, for £{plan.levels[-1].cost:,}"
        rows.append((what, "Chief operating officer", _latest(by, "pledges")))
    rows.append(("Who is put where on the morning", "The duty manager in the control room", ""))
    return Table(
        "Who decides (our suggestion: your own scheme of delegation comes first)",
        ("decision", "who", "by"),
        rows,
    )


def _latest(by: Mapping[str, str], word: str) -> str:
    """The latest date of the step that has a word in it; blank where none has."""
    found = next((at for step, at in by.items() if word in step), "")
    return short_date(datetime.fromisoformat(found).date()) if found else ""
