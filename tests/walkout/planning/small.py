"""Random small walkouts, and every one of their plans by brute force, read plainly."""

import itertools
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import comb, exp, lgamma

from sevenday.model.walkout import Elective, Substitute
from sevenday.walkout.planning.assumptions import default_assumptions
from sevenday.walkout.planning.places import CoverPlace, Crew, Pool
from sevenday.walkout.planning.problem import CoverProblem
from sevenday.walkout.planning.turnout import Group

DAY = date(2025, 11, 14)
MIDNIGHT = datetime(2025, 11, 14)
LIMITS = {1: 0.001, 2: 0.01}
SICK = (0.0, 0.05)
"""Of those called, by turns: where nobody falls ill more can be made safe."""
DELAY = {"P1": 1000, "P2": 100, "P3": 10, "P4": 1}


def problem(seed: int) -> CoverProblem:
    """Two or three pools, two or three substitutes, one or two lists."""
    rng = random.Random(seed)
    pools = []
    for k, (hour, long) in enumerate(
        rng.sample([(8, 12), (20, 12), (32, 12), (14, 8)], rng.choice((2, 2, 3)))
    ):
        start = MIDNIGHT + timedelta(hours=hour)
        end = start + timedelta(hours=long)
        places = tuple(
            CoverPlace(
                f"S{k}",
                f"X{k}",
                start.date(),
                start,
                end,
                rng.choice((1, 1, 2, 3)),
                rng.choice((1, 1, 2)),
                rng.choice((1, 2)),
                rng.choice(("", "airway")),
            )
            for _ in range(rng.choice((1, 2, 2)))
        )
        places = tuple(sorted(places, key=lambda p: p.rank))
        crews = []
        for _ in range(rng.choice((1, 2))):
            tier, skills = rng.choice((1, 2)), rng.choice(((), ("airway",)))
            fills = tuple(p.takes(tier, skills) for p in places)
            if any(fills) and fills not in [c.fills for c in crews]:
                group = Group(
                    rng.randint(0, 3),
                    rng.choice((0.2, 0.5, 0.9, 1.0)),
                    rng.choice((0.0, 0.1, 0.4)),
                    rng.choice((0.0, 0.05)),
                )
                if crews and rng.random() < 0.5:  # of one group with those before
                    group = replace(crews[0].group, rostered=group.rostered)
                crews.append(Crew(fills, group))
        pools.append(Pool(f"S{k}", start.date(), start, end, places, tuple(crews)))
    lists = tuple(
        Elective(
            f"L{n}",
            "theatre",
            DAY + timedelta(days=rng.choice((0, 0, 1))),
            480,
            1020,
            rng.choice(("P2", "P3", "P4")),
            rng.randint(1, 5),
        )
        for n in range(rng.choice((1, 2)))
    )
    substitutes = tuple(
        Substitute(
            f"C{n}",
            rng.choice((1, 3, 3)),
            rng.choice(((), ("airway",))),
            None,
            rng.choice((None, None, MIDNIGHT + timedelta(hours=34))),
            rng.choice((None, 12, 24)),
            rng.choice((100.0, 150.0)),
            rng.random() < 0.9,
            rng.choice(("", *(row.name for row in lists))),
        )
        for n in range(rng.choice((2, 3)))
    )
    assumed = replace(default_assumptions(), sick_rate=SICK[seed % 2])
    return CoverProblem(tuple(pools), substitutes, lists, assumptions=assumed)


def chance_of(groups: tuple[Group, ...], there: tuple[int, ...]) -> float:
    """The chance that so many of each attend, of groups whose share is drawn once for all.

    Given the share, each is binomial; its powers are integrated by gamma functions, and those away
    for other reasons are thinned out term by term.
    """
    p, rho, absent = groups[0].attendance, groups[0].rho, groups[0].other_absence
    total = 0.0
    for willing in itertools.product(
        *(range(n, group.rostered + 1) for n, group in zip(there, groups, strict=True))
    ):
        yes, no = sum(willing), sum(g.rostered for g in groups) - sum(willing)
        if p >= 1:
            chance = float(no == 0)
        elif rho == 0:
            chance = p**yes * (1 - p) ** no
        else:
            a, b = p * (1 / rho - 1), (1 - p) * (1 / rho - 1)
            beta = lgamma(yes + a) + lgamma(no + b) - lgamma(yes + no + a + b)
            chance = exp(beta - lgamma(a) - lgamma(b) + lgamma(a + b))
        for group, k, n in zip(groups, willing, there, strict=True):
            chance *= comb(group.rostered, k) * comb(k, n)
            chance *= (1 - absent) ** n * absent ** (k - n)
        total += chance
    return total


def filled(places: tuple[CoverPlace, ...], people: list[tuple[bool, ...]]) -> tuple[bool, ...]:
    """Which places are covered, every way of putting the people tried."""
    best: tuple = ()
    answer: tuple[bool, ...] = tuple(False for _ in places)
    choices = [[None, *(k for k, can in enumerate(p) if can)] for p in people]
    for put in {
        tuple(sorted(c, key=lambda x: -1 if x is None else x)) for c in itertools.product(*choices)
    }:
        covered = tuple(put.count(k) >= place.needed for k, place in enumerate(places))
        counts = tuple(
            sum(c for c, place in zip(covered, places, strict=True) if place.rank == rank)
            for rank in range(1, 7)
        )
        if (counts, covered) > best:
            best, answer = (counts, covered), covered
    return answer


def short(pool: Pool, sent: list[tuple[bool, ...]], sick: float) -> list[float]:
    """The chance that each place of a pool is short with those sent, each of whom may be ill."""
    chances = [0.0] * len(pool.places)
    for well in itertools.product((False, True), repeat=len(sent)):
        chance = sick ** well.count(False) * (1 - sick) ** well.count(True)
        come = [who for who, comes in zip(sent, well, strict=True) if comes]
        for k, each in enumerate(short_with(pool, come)):
            chances[k] += chance * each
    return chances


def short_with(pool: Pool, sent: list[tuple[bool, ...]]) -> list[float]:
    """The same with those sent there."""
    chances = [0.0] * len(pool.places)
    for there in itertools.product(*(range(c.group.rostered + 1) for c in pool.crews)):
        chance = 1.0
        people = list(sent)
        alike: dict[tuple, list[tuple[Group, int]]] = {}
        for crew, n in zip(pool.crews, there, strict=True):
            group = crew.group
            key = (group.attendance, group.rho, group.other_absence)
            alike.setdefault(key, []).append((group, n))
            people += [crew.fills] * n
        for of in alike.values():
            chance *= chance_of(*zip(*of, strict=True))
        if chance:
            for k, done in enumerate(filled(pool.places, people)):
                chances[k] += chance * (not done)
    return chances


def rested(spans: list[tuple[datetime, datetime]]) -> bool:
    gap = timedelta(hours=11)
    return all(late[0] - early[1] >= gap for early, late in itertools.pairwise(sorted(spans)))


def first_stages(made: CoverProblem):
    """Every first stage: the pools of each substitute, the lists forced out, excess by rank."""
    own: list[list[tuple[int, ...]]] = []
    for who in made.substitutes:
        able = [
            p
            for p, pool in enumerate(made.pools)
            if who.consent
            and any(x.takes(who.tier, who.competences) for x in pool.places)
            and (who.available_to is None or pool.end <= who.available_to)
        ]
        ways = []
        for size in range(len(able) + 1):
            for chosen in itertools.combinations(able, size):
                spans = [(made.pools[p].start, made.pools[p].end) for p in chosen]
                hours = sum((b - a) / timedelta(hours=1) for a, b in spans)
                if rested(spans) and (who.max_hours is None or hours <= who.max_hours):
                    ways.append(chosen)
        own.append(ways)
    memo: dict = {}
    for chosen in itertools.product(*own):
        gone = set()
        for who, pools in zip(made.substitutes, chosen, strict=True):
            for n, row in enumerate(made.lists):
                midnight = datetime.combine(row.date, datetime.min.time())
                span = (
                    midnight + timedelta(minutes=row.start),
                    midnight + timedelta(minutes=row.end),
                )
                if row.name == who.planned_list:
                    for p in pools:
                        if not rested([span, (made.pools[p].start, made.pools[p].end)]):
                            gone.add(n)
        over = {1: 0, 2: 0}
        for p, pool in enumerate(made.pools):
            sent = tuple(
                sorted(
                    tuple(x.takes(w.tier, w.competences) for x in pool.places)
                    for w, pools in zip(made.substitutes, chosen, strict=True)
                    if p in pools
                )
            )
            if (p, sent) not in memo:
                memo[p, sent] = short(pool, list(sent), made.assumptions.sick_rate)
            for place, chance in zip(pool.places, memo[p, sent], strict=True):
                if place.rank in over and chance - LIMITS[place.rank] > 1e-12:
                    over[place.rank] += max(1, round((chance - LIMITS[place.rank]) * 1e6))
        yield chosen, gone, (over[1], over[2])


def plans(made: CoverProblem):
    """The cost of every first stage: excess of rank 1, of rank 2, delay, minutes lost, pounds."""
    for chosen, gone, over in first_stages(made):
        rows = [made.lists[n] for n in gone]
        pounds = sum(
            int(w.rate * ((made.pools[p].end - made.pools[p].start) / timedelta(hours=1)) + 0.5)
            for w, pools in zip(made.substitutes, chosen, strict=True)
            for p in pools
        )
        yield (
            *over,
            sum(DELAY[r.urgency] * r.patients for r in rows),
            sum(r.end - r.start for r in rows),
            pounds,
        )


def fewest_changes(made: CoverProblem, calls: set, withdrawn: set) -> tuple[int, int, int]:
    """The least excess of each rank, and the fewest changes among plans as safe.

    `calls`: (name, service, start, end); `withdrawn`: (list, date).
    """
    best = (1 << 60, 1 << 60, 1 << 60)
    rows = [(row.name, row.date) for row in made.lists]
    for chosen, gone, over in first_stages(made):
        new = {
            (who.name, made.pools[p].service, made.pools[p].start, made.pools[p].end)
            for who, pools in zip(made.substitutes, chosen, strict=True)
            for p in pools
        }
        forced = {rows[n] for n in gone}
        lists = forced | (withdrawn & set(rows))  # restoring one that need not be is a change
        best = min(best, (*over, len(new ^ calls) + len(lists ^ withdrawn)))
    return best
