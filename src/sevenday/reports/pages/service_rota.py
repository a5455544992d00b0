"""A rota page for each service of a walkout, to be put on its wall."""

from sevenday.reports.render.page import Block, Page, Table
from sevenday.walkout.planning.plan import PlaceChance
from sevenday.walkout.result import CoverResult


def service_pages(result: CoverResult) -> dict[str, Page]:
    """A rota page a service: its places over time, how many are rostered, who covers."""
    inputs, plan = result.inputs, result.plan
    pages = {}
    name = inputs.hospital.name or "The hospital"
    for service in dict.fromkeys(pool.service for pool in plan.problem.pools):
        rows = []
        in_reserve: list[str] = []
        for p, pool in enumerate(plan.problem.pools):
            if pool.service != service:
                continue
            rostered = sum(crew.group.rostered for crew in pool.crews)
            for each in plan.by_pool[p]:
                spot = each.place
                rows.append(
                    (
                        f"{spot.start:%a} {spot.start.day} {spot.start:%b}",
                        f"{spot.start:%H:%M}-{spot.end:%H:%M}",
                        spot.shift,
                        f"{spot.rank}",
                        f"{spot.needed} of {spot.competence or 'any'}, tier {spot.tier} or above",
                        ", ".join(each.cover) or "-",
                        _short(each),
                        f"{rostered}",
                    )
                )
            in_reserve += [
                f"{who.name}, {spare.start:%a %H:%M}-{spare.end:%H:%M}"
                for who, spare in plan.reserve
                if spare is pool
            ]
        columns = ("day", "hours", "shift", "rank", "needed", "cover", "short", "rostered here")
        reserve = "; ".join(in_reserve) or "nobody"
        blocks: list[Block] = [
            Table(f"{service}: places and cover", columns, rows),
            f"Reserve of the service: {reserve}. Whoever is there goes where the rank is highest.",
            "Posts that may be struck are not named here, and nobody is asked whether they will.",
        ]
        pages[service] = Page(f"{name}: {service}, during the walkout", tuple(blocks))
    return pages


def _short(each: PlaceChance) -> str:
    """The chance of being short; of a place that is counted only whether it is to be filled."""
    if each.empty:
        return "EMPTY"
    return "counted" if each.alone is None else f"{each.chance:.2%}"
