"""A call sheet for each substitute: when, where and as what, and nothing of anybody else."""

from collections.abc import Mapping, Sequence

from sevenday.clock import short_date
from sevenday.model import Shift
from sevenday.model.walkout import Substitute
from sevenday.reports.pages.board import Issue, header, hospital_name
from sevenday.reports.render.page import Alarm, Block, Page, Table
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.published import PublishedCall
from sevenday.walkout.result import CoverResult

YOURS = "your duties during the walkout"
"""What a call sheet is known by."""


def call_sheets(result: CoverResult, issue: Issue) -> dict[str, Page]:
    """A page for each substitute who is called, by name."""
    plan = result.plan
    calls: dict[str, list[PublishedCall]] = {}
    for call in sorted(plan.published.calls, key=lambda call: call.start):
        calls.setdefault(call.name, []).append(call)
    who = {each.name: each for each in plan.problem.substitutes}
    top = header(result, issue)
    return {
        name: Page(
            f"{name}: {YOURS} at {hospital_name(result)}",
            tuple(_blocks(plan, who[name], mine, result.inputs.hospital.shifts)),
            top,
            upright=True,
        )
        for name, mine in sorted(calls.items())
    }


def _blocks(
    plan: CoverPlan,
    who: Substitute,
    mine: Sequence[PublishedCall],
    shifts: Mapping[str, Shift],
) -> list[Block]:
    """Their duties, then what is withdrawn for them, and what to do where it cannot be."""
    hours = {(pool.service, pool.start, pool.end): pool.hours for pool in plan.problem.pools}
    each = [hours[call.service, call.start, call.end] for call in mine]
    first = mine[0]
    rows = [
        (
            short_date(call.start.date()),
            f"{call.start:%H:%M}-{call.end:%H:%M}",
            f"{long:g}",
            call.service,
            _as_what(call, shifts),
        )
        for call, long in zip(mine, each, strict=True)
    ]
    columns = ("day", "from - to", "hours", "where", "as")
    own = [row for row in plan.lists_withdrawn if who.name in row.frees]
    rates = " and ".join(f"£{rate:,.2f}" for rate in dict.fromkeys(x.rate for x in who.spans))
    pay = sum(who.pay(call.start, call.end) or 0.0 for call in mine)
    duties = f"{len(mine)} {'duty' if len(mine) == 1 else 'duties'}"
    blocks: list[Block] = [
        Alarm(f"First: {first.start:%a} {first.start.day} {first.start:%b %H:%M}, {first.service}"),
        f"{duties}, {sum(each):g} hours in all, at {rates} an hour: £{pay:,.2f}.",
        Table("Your duties", columns, rows),
    ]
    if own:
        lists = "; ".join(f"{row.name}, {short_date(row.date)}" for row in own)
        blocks.append(f"Withdrawn, so that you are free: {lists}.")
    if any(call.post is None for call in mine):
        blocks.append(
            "In reserve: come at the hour, to the service named. The count of the morning says "
            "where you go, and the control room tells you."
        )
    blocks += [
        "You cannot come, are ill, or the hours are not what you agreed to: tell the control room "
        "at once. Its telephone: ................",
    ]
    return blocks


def _as_what(call: PublishedCall, shifts: Mapping[str, Shift]) -> str:
    """The post in words, with the shift's code; or that it is in reserve."""
    if call.post is None:
        return "reserve"
    code, what = call.post.shift, call.post.competence or f"tier {call.post.tier}"
    return f"{shifts[code].name or 'shift'} ({code}, {what})" if code in shifts else code
