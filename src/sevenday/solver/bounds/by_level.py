"""What a built rota costs on each level, and what none costs less, those above it as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from math import ceil, inf
from time import monotonic

import numpy as np

from sevenday.limits.fold import EPSILON
from sevenday.milp.levels import Level
from sevenday.patterns.counts import count_patterns
from sevenday.patterns.trackers import DEAREST
from sevenday.pay import price
from sevenday.solver.bounds.bank_holidays import BankHolidaySpread, fairest_bank_holidays
from sevenday.solver.bounds.cost import highest_shares, least_pay
from sevenday.solver.bounds.cover import least_cost, least_wrong
from sevenday.solver.bounds.fair_shares import least_unfairness
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.bounds.pay_programme import PRICED
from sevenday.solver.bounds.staffing import StaffingBound
from sevenday.solver.bounds.unwanted_patterns import least_patterns
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.amounts import WEEK_HOURS
from sevenday.solver.plan.cover_lines import IDEAL, CoverLine, rank_weights
from sevenday.solver.plan.fairness import HUNDREDTHS, WITHIN, FairnessGroup, unfair_by
from sevenday.solver.plan.most_by_requests import most_by_requests
from sevenday.solver.plan.objectives import HOLIDAYS, HOURS
from sevenday.solver.plan.pay_cost import YEAR_WEEKS, PayRates
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COVER, FAIRNESS, REQUESTS, asked_levels, levels_above

"""Cover counts places by rank, one of a rank outweighing all that can be wrong below it. Requests:
weights refused. Fairness: by how much shares are further apart than one, by weight. Patterns:
weights of the unwanted ones that are there; these three in hundredths. Cost: pounds a year."""


def measured_levels(
    plan: Plan,
    symbols: Ints,
    granted: BankHolidaySpread,
    seconds: float = inf,
    params: BoundParams = BoundParams(),
) -> tuple[Level, ...]:
    """What a roster costs on each level, and what no rota costs less, those above as they are.

    Parameters
    ----------
    plan, symbols
        The plan with the states of its patterns, and a roster (R, D) of it.
    granted
        How bank holidays fall most fairly where all requests are met.
    seconds
        For all bounds; each level may take half of what those before it have left. 0: nothing
        is proved that takes a programme.
    params
        Settings of the bounds.
    """
    asked = asked_levels(plan.hospital)
    measured = _Measured(plan, symbols, seconds, params)
    found = {level.name: level for level in measured.levels(granted, asked)}
    return tuple(found[name] for name in asked if name in found)


class _Measured:
    """A roster of a plan, level by level."""

    def __init__(self, plan: Plan, symbols: Ints, seconds: float, params: BoundParams) -> None:
        self.patterned, plan = plan, plan.by_law()
        self.plan, self.symbols, self.all_params = plan, symbols, params
        self.ends = self.level_ends = monotonic() + seconds
        self.counts = plan.counts(symbols)
        self.there = plan.problem.cover(symbols)
        self.short = sum(
            max(0, place.need.min - int(self.there[place.line])) for place in plan.cover_lines
        )

    def levels(self, granted: BankHolidaySpread, asked: Sequence[str]) -> Iterator[Level]:
        """Every level that may be asked for."""
        self.next_level()
        cover = self.cover()
        yield cover
        self.next_level()
        requests = self.requests()
        yield requests
        self.next_level()
        # the fairest with every request granted binds only a rota that grants them all
        fairness, room = self.fairness(cover.cost > 0, None if requests.cost else granted)
        yield fairness
        self.next_level()
        yield self.patterns()
        self.level_ends = self.ends
        if self.plan.pay_rates is not None:
            yield self.cost(self.plan.pay_rates, room)

    def next_level(self) -> None:
        """Give the next level half of the time that is left."""
        self.level_ends = (monotonic() + self.ends) / 2

    def done(self) -> bool:
        """Whether the level's time is over."""
        return monotonic() >= self.level_ends

    @property
    def params(self) -> BoundParams:
        """The settings, no programme longer than the level has left."""
        return self.all_params.within(max(0.0, self.level_ends - monotonic()))

    @property
    def teams(self) -> StaffingBound:
        """The flow of teams, no slower than the level has time for."""
        self._stated.params = self.params
        return self._stated

    @cached_property
    def _stated(self) -> StaffingBound:
        return StaffingBound(self.plan, self.all_params)

    def cover(self) -> Level:
        """Places short, rank by rank, each with what windows of days prove of it alone."""
        plan, rows = self.plan, len(self.plan.hospital.doctors)
        weights = rank_weights(plan.cover_lines, rows)
        cost = sum(p.weigh(int(self.there[p.line]), weights) for p in plan.cover_lines)
        most = sum(max(p.weigh(0, weights), p.weigh(rows, weights)) for p in plan.cover_lines)
        bound, proved = 0, True
        for rank in sorted(weights):
            wrong = self._wrong(rank)
            least = self._least_wrong(rank, wrong)
            bound += weights[rank] * least
            # a rota that is better on a lower rank alone is as good on all that are proved
            if proved and monotonic() < self.ends:
                self.teams.hold(rank, wrong)
            proved = proved and least == wrong
        return Level("cover", cost, min(cost, bound), most, (self._cover_in_words(),))

    def _wrong(self, rank: int) -> int:
        """How many places of a rank are wrong; for IDEAL, below it."""
        count = CoverLine.below_ideal if rank == IDEAL else CoverLine.wrong
        places = [p for p in self.plan.cover_lines if rank in (IDEAL, p.need.rank)]
        return sum(count(place, int(self.there[place.line])) for place in places)

    def _least_wrong(self, rank: int, wrong: int) -> int:
        """How many are wrong in any rota: by teams over all days, or by windows.

        Where the roster has as few as teams can, windows are not looked at.
        """
        if not wrong or self.done():
            return 0
        teams = self.teams.least_wrong(rank)
        if teams >= wrong:
            return wrong
        windows = least_wrong(self.plan, rank, self.symbols, self.done, self.params)
        return min(wrong, max(teams, windows))

    def _cover_in_words(self) -> str:
        """How many places of each rank are short, and how many are below their ideal."""
        short: dict[int, int] = {}
        missing = 0
        for place in self.plan.cover_lines:
            there = int(self.there[place.line])
            if under := max(0, place.need.min - there):
                short[place.need.rank] = short.get(place.need.rank, 0) + under
            missing += max(0, place.need.ideal - max(there, place.need.min))
        says = [f"{many} of rank {rank}" for rank, many in sorted(short.items())]
        in_all = f"{self.short} places short of the least"
        if says:
            in_all += f" ({', '.join(says)})"
        return f"{in_all}, {missing} more below the ideal"

    def requests(self) -> Level:
        """Requests refused, by weight."""
        plan, requests = self.plan, self.plan.requests
        most = sum(round(HUNDREDTHS * request.weight) for request in requests.days)
        refusals = [
            request
            for request in requests.days
            if int(self.symbols[request.row, request.day]) not in request.symbols
        ]
        cost = sum(round(HUNDREDTHS * request.weight) for request in refusals)
        bound = 0
        if cost and not self.done():
            rows, days = np.indices(self.symbols.shape)
            paid = int(requests.cost[rows, days, self.symbols].sum())
            spent, least = self._windows(requests.cost)
            # cover is part of that bound, and stays as it is: what it costs is taken off
            proved = max(0, least - (spent - paid))
            bound = ceil(HUNDREDTHS * proved / plan.prices.request - EPSILON)
        says = f"{len(refusals)} of {len(requests.days)} days asked for refused"
        return Level("requests", cost, min(bound, cost), most, (says,))

    def _windows(self, cost: Ints) -> tuple[int, int]:
        plan = self.plan
        return least_cost(plan.problem, cost, plan.rested, self.symbols, self.done, self.params)

    def fairness(self, uncovered: bool, granted: BankHolidaySpread | None) -> tuple[Level, int]:
        """The level; and how much of its cost nights, weekends and hours may have between them."""
        plan = self.plan
        cost = bound = most = others = 0
        says = []
        days, nothing = plan.problem.shape[1], np.zeros(self.symbols.shape, np.int64)
        for group in plan.fairness.groups:
            weight = plan.objectives.weight(group.name)
            mine = self.counts[list(group.rows), plan.objectives.index(group.name)].tolist()
            cost += unfair_by(group.spread(mine), weight)
            if group.name != HOLIDAYS or uncovered:
                top = inf if uncovered else None
                if granted is not None and REQUESTS in levels_above(plan.hospital, FAIRNESS):
                    group = replace(group, top=most_by_requests(plan, group, nothing))
                least = unfair_by(self._least_spread(group, mine, top), weight)
                bound += least
                others += least if group.name not in PRICED else 0
            most += round(weight * HUNDREDTHS * (days + max(group.history)) / min(group.wte))
            says.append(_describe(group, mine))
        if not uncovered:
            unknown = BankHolidaySpread(0, None)
            fairest = granted or (
                unknown if self.done() else fairest_bank_holidays(plan, False, self.params)
            )
            bound, others = bound + fairest.unfair, others + fairest.unfair
        hours = plan.fairness.hours
        if (weight := plan.objectives.weight(HOURS)) > 0 and hours.rows:
            each = hours.per_week(plan.problem.machines[0].spend[self.symbols].sum(1))
            cost += unfair_by(float(each.max() - each.min()), weight)
            bound += unfair_by(hours.least_spread, weight)
            most += round(weight * HUNDREDTHS * WEEK_HOURS * WEEK_HOURS)
            says.append(f"hours a week: {each.min():.4g} to {each.max():.4g} for a whole time")
        if bound < cost and not self.done() and COVER in levels_above(plan.hospital, FAIRNESS):
            bound = max(bound, least_unfairness(self.teams))
        level = Level("fairness", cost, min(cost, bound), most, tuple(says))
        return level, max(0, cost - others)

    def _least_spread(self, group: FairnessGroup, mine: Sequence[int], top: float | None) -> float:
        """How far apart the shares of a group are at least, cover as it is where that is above."""
        least = group.least_spread(self.short, top)
        there = max(WITHIN, group.spread(mine))
        if least >= there or self.done() or COVER not in levels_above(self.plan.hospital, FAIRNESS):
            return least
        owed = max(group.least - self.short, self.teams.least_of(group))
        return max(least, replace(group, least=owed).least_spread(0, top))

    def patterns(self) -> Level:
        """Unwanted patterns, by weight."""
        plan = self.plan
        made = replace(plan.hospital, rota=plan.rota(self.symbols))
        found = count_patterns(made, plan.terms, "rota").counts
        weighed = [one for one in found if one.weight > 0]
        rows, days, _ = plan.problem.shape
        most = sum(round(HUNDREDTHS * one.weight) * DEAREST * rows * days for one in weighed)
        says = tuple(
            f"{one.pattern.says} ({one.pattern.name}): {one.many}" for one in weighed if one.many
        )
        cost = sum(one.cost for one in weighed)
        wanted = [max(place.need.min, place.need.ideal) for place in plan.cover_lines]
        least = 0
        if cost and not self.done():
            least = least_patterns(self.patterned, self.symbols, wanted, cost, self.params)
        return Level("patterns", cost, min(cost, least), most, says)

    def cost(self, rates: PayRates, unfair: int) -> Level:
        """Pounds a year. `unfair`: hundredths that a fair rota may be unfair by, for less pay."""
        plan = self.plan
        rota = plan.rota(self.symbols)
        total = price(replace(plan.hospital, rota=rota), plan.terms, "rota").total
        rows, days, _ = plan.problem.shape
        least = float(rates.idle.sum())
        if not self.done():
            tops = highest_shares(plan, self.symbols, self.counts)
            least = least_pay(plan, rates, self.short, unfair, tops, self.params)
        # each doctor's pay is rounded to the penny and to the pound: a pound each is let off
        bound = max(0, int(least * YEAR_WEEKS * 7 / days) - rows)
        cost = round(total)
        says = f"£{total:,.2f} a year in pay"
        return Level("cost", cost, min(cost, bound), 10**9, (says,))


def _describe(group: FairnessGroup, counts: Sequence[int]) -> str:
    each = group.shares(counts)
    many = f"{len(group.rows)} doctors" if len(group.rows) > 1 else "1 doctor"
    history = ", history counted in" if any(group.history) else ""
    name = group.name.replace("_", " ")
    return f"{name}: {min(each):.4g} to {max(each):.4g} for a whole time ({many}{history})"
