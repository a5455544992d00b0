"""Places over time, each bar filled by how its chance of being short stands to what is allowed."""

from datetime import datetime, timedelta

from sevenday.clock import moment
from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import ROW, WIDTH, Drawing
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance

RISKS = ("as allowed", "over, up to ten times", "over more", "no limit", "begun before the count")
FILL = dict(zip(RISKS, (2, 1, 4, 5, 5), strict=True))
LEFT = 62.0
LABEL = 10
"""Characters of a shift's code, which names a row."""
WIDE, NARROW = 38, 14
"""Room that a day's name with its number takes, and the number alone."""


def risk(each: PlaceChance) -> str:
    """How far a place is over what its rank allows."""
    if each.limit is None:
        return "no limit"
    if each.past:
        return "begun before the count"
    if not each.unsafe:
        return "as allowed"
    return "over, up to ten times" if each.chance <= 10 * each.limit else "over more"


def timeline(plan: CoverPlan, ranks: tuple[int, ...] = (1, 2)) -> Picture:
    """The places of some ranks as bars over time, a row a shift under the name of its service."""
    shown = [each for each in plan.places if each.place.rank in ranks]
    over = sum(each.unsafe for each in shown)
    caption = (
        f"{len(shown)} places of rank {' and '.join(map(str, ranks))}; {over} over their limit."
    )
    drawing = Drawing("Places over time, by the chance of being short", caption)
    drawing.named_fills([(FILL[name], name) for name in RISKS[:3]])
    if not shown:
        return drawing.done()
    first = min(each.place.start for each in shown)
    last = max(each.place.end for each in shown)
    midnight = moment(first.date())

    def at(moment: datetime) -> float:
        return LEFT + (WIDTH - LEFT - 2) * ((moment - midnight) / (last - midnight))

    top = drawing.height
    day = midnight
    while day < last:
        room = at(min(last, day + timedelta(days=1))) - at(day)
        label = f"{day:%a} {day.day}" if room > WIDE else f"{day.day}"
        drawing.text(at(day) + 2, top + 9, label if room > NARROW else "", size=9.5)
        day += timedelta(days=1)
    drawing.height += ROW
    rows: dict[tuple[int, str], dict[str, list[PlaceChance]]] = {}
    for each in shown:
        spot = each.place
        rows.setdefault((spot.rank, spot.service), {}).setdefault(spot.shift, []).append(each)
    for (rank, service), shifts in sorted(rows.items()):
        drawing.text(0, drawing.height + 10, f"Rank {rank}: {service or 'any service'}", size=9.5)
        drawing.height += ROW - 2
        for shift, places in sorted(shifts.items()):
            short = shift if len(shift) <= LABEL else shift[: LABEL - 1] + "…"
            drawing.text(0, drawing.height + 10, short, size=9.5)
            for each in places:
                left, right = at(each.place.start), at(each.place.end)
                drawing.bar(left, drawing.height, right - left, ROW - 4, FILL[risk(each)])
            drawing.height += ROW - 1
    day = midnight
    while day < last:
        drawing.line([(at(day), top), (at(day), drawing.height)], "2 3", 0.5)
        day += timedelta(days=1)
    return drawing.done()
