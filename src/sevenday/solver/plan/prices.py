"""What a search pays for each thing: how objectives that are not alike come to one cost.

Levels are priced in the order of the folder, each some ten times the one below it, and cover by
rank. A price alone holds no level: `rota/by_level.py` does that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sevenday.model import Hospital, Requirement
from sevenday.solver.plan.cover_lines import IDEAL, can_fill

COVER, REQUESTS, FAIRNESS, PATTERNS, COST = LEVELS = (
    "cover",
    "requests",
    "fairness",
    "patterns",
    "cost",
)
"""The levels of a build, in the order that they have unless `levels` says otherwise."""


TOP = 2**27
"""No place costs more, however many are missing: prices are added up in 32 bits."""


def asked_levels(hospital: Hospital) -> tuple[str, ...]:
    """The levels of a hospital's build, the most important first."""
    return tuple(hospital.build.get("levels") or LEVELS)


def levels_above(hospital: Hospital, level: str) -> tuple[str, ...]:
    """The levels that come before another; none where it is not asked for."""
    levels = asked_levels(hospital)
    return levels[: levels.index(level)] if level in levels else ()


@dataclass(frozen=True, slots=True)
class SearchPrices:
    """Prices in units of cost, of levels in the usual order.

    Parameters
    ----------
    place
        A place below its ideal; `rank_step` times that for the lowest rank that is asked for.
    rank_step
        A place of each rank costs so many times one of the next.
    request
        A request of weight 1 that is refused.
    nights, weekends, long_days, on_call, bank_holidays
        The square of one away from the fair share, for a whole time.
    hours
        The square of one duty's hours away from what all should have, for a whole time.
    outside
        What one beyond the fairest shares adds, where those are known, to the price of being
        beyond.
    pattern
        An unwanted pattern of weight 1.
    duty_hours
        Hours that count as one duty, where hours are shared out.
    free_hours
        Hours a week from what all should have within which a row may be at no price.
    pounds
        Pounds to a unit of cost.
    most
        No count of an objective costs more.
    """

    place: int = 4000
    rank_step: float = 5
    request: int = 400
    nights: float = 40
    weekends: float = 20
    long_days: float = 40
    on_call: float = 40
    bank_holidays: float = 40
    hours: float = 80
    outside: int = 4
    pattern: float = 4
    duty_hours: float = 8
    free_hours: float = 0.45
    pounds: float = 40
    most: int = 2_000_000

    def square(self, objective: str) -> float:
        """The price of the square of one away from the fair share of an objective."""
        return float(getattr(self, objective))

    def one_of(self, level: str) -> float:
        """What one of a level costs: where cover comes first, a request of weight 1."""
        return {
            COVER: self.request,
            REQUESTS: self.request,
            FAIRNESS: self.nights,
            PATTERNS: self.pattern,
            COST: max(1.0, 1 / self.pounds),
        }[level]

    def by_rank(self, ranks: Iterable[int]) -> dict[int, int]:
        """The price of a place of each of the ranks that are asked for, and below its ideal."""
        prices = {IDEAL: self.place}
        for n, rank in enumerate(sorted(set(ranks), reverse=True), 1):
            prices[rank] = round(self.place * self.rank_step**n)
        return prices

    def with_fairness(self, times: float) -> "SearchPrices":
        """The same, with every share so many times as dear."""
        return replace(
            self,
            nights=self.nights * times,
            weekends=self.weekends * times,
            long_days=self.long_days * times,
            on_call=self.on_call * times,
            bank_holidays=self.bank_holidays * times,
            hours=self.hours * times,
        )


def _most_wrong(hospital: Hospital, need: Requirement) -> int:
    """How many too few or too many there can be on a place."""
    many = sum(can_fill(doctor, need) for doctor in hospital.doctors)
    over = 0 if need.max is None else many - need.max
    return max(need.min, need.ideal, 1, over)


def prices_for(hospital: Hospital, prices: SearchPrices) -> SearchPrices:
    """The prices with the hospital's own order of levels, whatever its requests weigh.

    A level takes the price of the place in the order that it has. One that comes before cover costs
    more than a place of the first rank.
    """
    levels, ranks = asked_levels(hospital), {need.rank for need in hospital.cover}
    heaviest = max((r.weight for r in hospital.requests if r.want != "leave"), default=1.0)
    place = max(prices.place, round(2 * prices.request * heaviest))
    most = max((_most_wrong(hospital, need) for need in hospital.cover), default=1)
    step = min(prices.rank_step, (TOP / (place * most)) ** (1 / max(1, len(ranks))))
    # one of each level at its usual price, as a ladder
    usual = {
        COVER: place,
        REQUESTS: prices.request,
        FAIRNESS: prices.nights,
        PATTERNS: prices.pattern,
        COST: prices.pattern / 10,
    }
    ladder = sorted((usual[level] for level in levels), reverse=True)
    times = {level: step / usual[level] for level, step in zip(levels, ladder, strict=True)}
    if COVER in levels:
        above = step ** len(ranks)
        for level in levels[: levels.index(COVER)]:
            times[level] *= above
    fair = prices.with_fairness(times.get(FAIRNESS, 1.0))
    return replace(
        fair,
        place=max(1, round(place * times.get(COVER, 1.0))),
        rank_step=step,
        request=max(1, round(prices.request * times.get(REQUESTS, 1.0))),
        pattern=prices.pattern * times.get(PATTERNS, 1.0),
        pounds=prices.pounds / times.get(COST, 1.0),
    )
