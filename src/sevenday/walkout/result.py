"""What `cover` gives back: a plan, or what a walkout that has stopped gives back, or a notice."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sevenday.clock import short_time
from sevenday.frames import frame
from sevenday.model.walkout import Count, Elective, Walkout
from sevenday.results import Result, encode
from sevenday.walkout.law.notice import ActionNotice
from sevenday.walkout.law.state import Restored
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.plan_file import write_plan
from sevenday.walkout.planning.baselines import StressComparison
from sevenday.walkout.planning.escalation import Escalation
from sevenday.walkout.planning.orders import Saving
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.planning.problem import CHANGES
from sevenday.walkout.planning.published import CountedGroup
from sevenday.walkout.planning.shortages import RANKS, RankShortage, by_rank
from sevenday.walkout.planning.tradeoff import TradeoffPoint

NOTHING_PLANNED: dict[str, Any] = {
    **{key: [] for key in ("places", "withdrawn", "reserve", "escalations", "levels")},
    "cost": 0,
    "bound": 0,
    "gap": 0.0,
}
"""The keys of a plan where there is none."""


@dataclass(frozen=True, eq=False)
class NoticeResult(Result):
    """What the law says of a walkout in a folder without a rota: no cover is planned."""

    name: str
    walkout: Walkout
    notice: ActionNotice
    remarks: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether the notice stands, as far as it can be judged."""
        return self.notice.valid is not False

    def summary(self) -> str:
        """What the law says, a sentence a line."""
        return self.notice.summary()

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sevenday walkout`, with nothing planned."""
        return {"notice": encode(self.notice), **NOTHING_PLANNED}


@dataclass(frozen=True, eq=False)
class StoppedResult(Result):
    """A walkout that is off, suspended or over: the rota stands; which lists can still run."""

    inputs: WalkoutInputs
    notice: ActionNotice
    restored: Restored
    remarks: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Always: the rota stands as it was published."""
        return True

    def summary(self) -> str:
        """That the rota stands, then each withdrawn list, a sentence a line."""
        return "\n".join(self.restored.sentences)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sevenday walkout --call-off`."""
        return {"notice": encode(self.notice), **NOTHING_PLANNED, **encode(self.restored)}


@dataclass(frozen=True, eq=False)
class CoverResult(Result):
    """The plan of a walkout, what the law says of its notice, and what cannot be made safe.

    Parameters
    ----------
    inputs
        The hospital's folder, read and checked.
    plan
        Who is called where, and which lists are withdrawn.
    notice
        What the law says of notice, ballot and mandate.
    escalations
        Places over what their rank allows, the gravest first.
    conflict
        Places of rank 1 that cannot all be made safe; without those of any one service and hours
        the others could.
    orders
        What is changed for those who hold the earlier plan; None where there was none.
    saving
        What is given back, where more come than was feared or the plan is made anew.
    again
        Places counted before and not in these counts: they are to be counted again.
    fresh
        Whether the plan was made anew.
    stress
        The plan on random turnouts, beside what hospitals do now; None where it was not asked for.
    curve
        Safety against planned work; None where it was not asked for.
    remarks
        What a reader of the plan has to know of how it was made.
    """

    KEYS = """notice places=plan.places withdrawn reserve escalations levels cost=plan.cost
        bound=plan.bound gap=plan.gap ranks state=inputs.walkout.state prior
        not_substitutes=inputs.not_substitutes clash changes=orders? gives_back=saving?
        count_again=again_by_name? stress? curve?"""

    inputs: WalkoutInputs
    plan: CoverPlan
    notice: ActionNotice
    escalations: tuple[Escalation, ...]
    conflict: tuple[PlaceChance, ...] = ()
    orders: tuple[str, ...] | None = None
    saving: Saving | None = None
    again: tuple[CountedGroup, ...] = ()
    fresh: bool = False
    stress: StressComparison | None = None
    curve: tuple[TradeoffPoint, ...] | None = None
    remarks: tuple[str, ...] = ()
    counts: tuple[Count, ...] = field(default=(), repr=False)

    @property
    def safe(self) -> bool:
        """Whether every place is within what its rank allows, and the notice stands."""
        return not self.escalations and self.notice.valid is not False

    def summary(self) -> str:
        """The verdict, and each place that cannot be made safe, in a few lines of text."""
        return "\n".join([verdict(self.plan), *(f"  {e.sentence}" for e in self.escalations)])

    def to_frame(self) -> Any:
        """The places as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        rows = (encode(place) for place in self.plan.places)
        return frame([{**row, "cover": ", ".join(row["cover"])} for row in rows])

    def keep(self) -> None:
        """Write the plan to its folder, where later calls start from it; the last stays beside it.

        Raises InputError where the folder cannot be written.
        """
        write_plan(self.plan.published, self.inputs.folder)

    @property
    def ranks(self) -> tuple[RankShortage, ...]:
        """By rank: how surely and for how long places are short."""
        return by_rank(self.plan)

    @property
    def withdrawn(self) -> list[dict[str, Any]]:
        """The lists withdrawn, as plain values."""
        return [_withdrawn(row) for row in self.plan.lists_withdrawn]

    @property
    def reserve(self) -> list[dict[str, Any]]:
        """Who is called and put nowhere yet, as plain values."""
        return [
            {"name": who.name, "service": pool.service, "start": pool.start, "end": pool.end}
            for who, pool in self.plan.reserve
        ]

    @property
    def levels(self) -> list[dict[str, Any]]:
        """Each level's cost, bound and gap, as plain values."""
        keys = ("name", "cost", "bound", "gap")
        return [{key: getattr(level, key) for key in keys} for level in self.plan.levels]

    @property
    def again_by_name(self) -> list[str] | None:
        """What is to be counted again, in words; None where nothing is."""
        return [
            f"{g.service}, {g.shift}, tier {g.tier}, {g.day:%a} {g.day.day} {g.day:%b}"
            for g in self.again
        ] or None

    @property
    def prior(self) -> str | None:
        """The record's sentence, where turnout is taken from it."""
        return self.inputs.prior.sentence if self.inputs.prior else None

    @property
    def clash(self) -> list[dict[str, Any]]:
        """The places in conflict, as plain values."""
        return [
            {"service": place.service, "shift": place.shift, "start": place.start}
            for place in (each.place for each in self.conflict)
        ]


WalkoutResult = CoverResult | StoppedResult | NoticeResult


def _withdrawn(row: Elective) -> dict[str, Any]:
    start, end = row.span
    return {
        "list": row.name,
        "service": row.service,
        "start": start,
        "end": end,
        "urgency": row.urgency,
        "patients": row.patients,
        "frees": row.frees,
    }


def verdict(plan: CoverPlan) -> str:
    """What is not safe, how surely some place is short, at what price, and who will wait."""
    assumptions = plan.problem.assumptions
    unsafe = Counter(each.place.rank for each in plan.places if each.unsafe)
    total = Counter(each.place.rank for each in plan.places)
    limits = sorted(assumptions.limits.items(), key=lambda limit: (not unsafe[limit[0]], limit))
    parts = [_against_limit(*limit, unsafe[limit[0]], total[limit[0]]) for limit in limits]
    allowed = ("NOT SAFE. " if unsafe else "") + ". ".join(parts)
    lists, gone = plan.problem.lists, plan.lists_withdrawn
    patients = sum(row.patients for row in gone)
    people = len({s for s, _ in plan.calls})
    ranks = {each.rank: each for each in by_rank(plan)}
    return (
        f"{allowed}. {_gravest(plan, ranks, total)} {len(gone)} of {len(lists)} lists are "
        f"withdrawn, {patients} of {sum(row.patients for row in lists)} patients; {people} "
        f"substitutes are called {len(plan.calls)} times, for £{plan.levels[-1].cost:,}. "
        f"{_sureness(plan)} {_who_waits(ranks, total)}"
    )


def _against_limit(rank: int, chance: float, unsafe: int, total: int) -> str:
    """How many places of a rank are over what it allows."""
    if not total:
        return f"No place has rank {rank}"
    short = f"the {chance:g} chance of being short that is allowed"
    if unsafe:
        verb = "is" if unsafe == 1 else "are"
        return f"{unsafe} of {total} places of rank {rank} {verb} over {short}"
    if total == 1:
        return f"The one place of rank {rank} is within {short}"
    return f"All {total} places of rank {rank} are within {short}"


def _gravest(plan: CoverPlan, ranks: Mapping[int, RankShortage], total: Counter[int]) -> str:
    """The chance that some place of the gravest rank is short at any hour, and the worst place."""
    rank = min(total, default=1)
    if rank not in ranks:
        return f"No place of rank {rank} is still to come and not counted."
    found = ranks[rank]
    spot = found.worst.place
    return (
        f"With {plan.problem.assumptions.sick_rate:.0%} ill, the chance that some place of rank "
        f"{rank} is short at any hour is {found.any_short:.2%}; the worst is {spot.shift}, "
        f"{spot.service}, {short_time(spot.start)}: {found.worst.chance:.2%}."
    )


def _who_waits(ranks: Mapping[int, RankShortage], total: Counter[int]) -> str:
    """Whose patients wait: by rank, for how many hours its places are short on average."""
    waits = [
        _wait(rank, ranks.get(rank), total[rank]) for rank in RANKS if rank > min(total, default=1)
    ]
    return f"Who will wait, in hours short on average: {'; '.join(waits)}." if waits else ""


def _wait(rank: int, found: RankShortage | None, total: int) -> str:
    if found is None:
        return f"rank {rank} {'none to come' if total else 'no place'}"
    short = "under 1" if 0 < found.hours_short < 0.5 else f"{found.hours_short:,.0f}"
    return f"rank {rank} {short} of {found.hours:,.0f}"


def _sureness(plan: CoverPlan) -> str:
    """How sure it is that nothing is better: proved is said of what was proved alone."""
    if CHANGES not in plan.costs:
        return (
            "This is proved the least."
            if plan.gap == 0
            else f"This is within {plan.gap:.1%} of the least."
        )
    changes = next(level for level in plan.levels if level.name == CHANGES)
    if all(level.gap == 0 for level in plan.levels):
        return "It is proved that no plan as safe changes less."
    return f"That no plan as safe changes less than {changes.cost} is not proved."
