"""A page for the wall of each service: whether it is safe, its places day by day, who covers."""

from sevenday.clock import short_date
from sevenday.reports.pages.board import NO_ISSUE, Issue, header, hospital_name
from sevenday.reports.render.page import Alarm, Block, Page, Table
from sevenday.walkout.planning.plan import PlaceChance
from sevenday.walkout.result import CoverResult


def service_pages(result: CoverResult, issue: Issue = NO_ISSUE) -> dict[str, Page]:
    """A page a service: its verdict, its places over time, how many are rostered, who covers."""
    services = dict.fromkeys(pool.service for pool in result.plan.problem.pools)
    top = header(result, issue)
    return {
        service: Page(
            f"During the walkout: {service} ({hospital_name(result)})",
            tuple(_blocks(result, service)),
            top,
            upright=True,
        )
        for service in services
    }


def _blocks(result: CoverResult, service: str) -> list[Block]:
    plan = result.plan
    of_service = [(p, pool) for p, pool in enumerate(plan.problem.pools) if pool.service == service]
    places = [each for p, _ in of_service for each in plan.by_pool[p]]
    days: dict[str, list[tuple[str, ...]]] = {}
    for p, pool in of_service:
        rostered = sum(crew.group.rostered for crew in pool.crews)
        rows = days.setdefault(short_date(pool.day), [])
        rows += [_row(each, rostered) for each in plan.by_pool[p]]
    columns = ("hours", "shift", "rank", "needed", "covering", "chance of being short", "rostered")
    in_reserve = [
        f"{who.name}, {spare.start:%a %H:%M}-{spare.end:%H:%M}"
        for who, spare in plan.reserve
        if spare.service == service
    ]
    return [
        *_verdict(places),
        *(Table(day, columns, rows) for day, rows in days.items()),
        f"Reserve of the service: {'; '.join(in_reserve) or 'nobody'}. Whoever is there goes where "
        "the rank is highest.",
        "Posts that may be struck are not named here, and nobody is asked whether they will.",
    ]


def _verdict(places: list[PlaceChance]) -> list[Block]:
    """The verdict in the largest type, and the places that it is about."""
    unsafe = [each for each in places if each.unsafe]
    if not unsafe:
        if all(each.limit is None for each in places):
            return ["No place here has a limit: nobody is called, and what is short waits."]
        return [Alarm("All places within their limits")]
    spots = "; ".join(
        f"{each.place.shift}, {each.place.start:%a %H:%M} (rank {each.place.rank}): {short(each)}"
        for each in sorted(unsafe, key=lambda each: (each.place.rank, each.place.start))
    )
    return [Alarm(f"NOT SAFE: {len(unsafe)} of {len(places)} places"), f"{spots}."]


def _row(each: PlaceChance, rostered: int) -> tuple[str, ...]:
    spot = each.place
    return (
        f"{spot.start:%H:%M}-{spot.end:%H:%M}",
        spot.shift,
        f"{spot.rank}",
        f"{spot.needed} of {spot.competence or 'any'}, tier {spot.tier} or above",
        ", ".join(each.cover) or "those rostered",
        short(each),
        f"{rostered}",
    )


def short(each: PlaceChance) -> str:
    """The chance of being short; of a place that is counted only whether it is to be filled."""
    if each.empty:
        return "EMPTY"
    return "counted" if each.alone is None else f"{each.chance:.2%}"
