"""Mutual aid: which trust lends senior shifts to which, as an integer transport problem.

No donor lends more than leaves its gravest patients covered: what it has when turnout is as bad as
it may be (the limit of rank 1), less the work of arrivals that cannot wait. Trusts lend within
their region: how far apart they are is in no file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, inf
from typing import Any

import numpy as np

from sevenday.flow.country.assess import TrustTask
from sevenday.flow.country.outline import capacity_without, usual_capacity
from sevenday.flow.country.panel import Panel
from sevenday.flow.country.scenario import CountryWalkout, assumptions
from sevenday.milp.levels import Objective, solve_levels
from sevenday.milp.model import MilpModel
from sevenday.results import Result

MILLE = 1000
SECONDS = 20.0
"""For the plan of one region."""


@dataclass(frozen=True, slots=True)
class TrustCover:
    """Senior shifts a day at one trust.

    Parameters
    ----------
    code, region
        Which trust.
    have
        Shifts' worth of work that its doctors do, on average over turnouts.
    need
        What the country's middle trust has for as many patients.
    lend
        What it may lend at most: its rank 1 margin.
    """

    code: str
    region: str
    have: float
    need: float
    lend: int

    @property
    def short(self) -> int:
        """Whole shifts that it is short of its need; 0 or less where it is not."""
        return ceil(self.need - self.have)


@dataclass(frozen=True, slots=True)
class Loan(Result):
    """Senior shifts a day that one trust lends another.

    Parameters
    ----------
    donor, receiver
        Codes of the trusts.
    shifts
        How many a day.
    margin_left
        What the donor could still lend.
    """

    KEYS = "from=donor to=receiver shifts margin_left"

    donor: str
    receiver: str
    shifts: int
    margin_left: int


def mutual_aid(trusts: Sequence[TrustCover]) -> tuple[Loan, ...]:
    """The loans that leave the worst trust least short, then all together, with the fewest moved.

    Parameters
    ----------
    trusts
        Of a country; those of one region lend to each other.
    """
    ordered = sorted(trusts, key=lambda trust: (trust.region, trust.code))
    loans: list[Loan] = []
    for _, group in groupby(ordered, key=lambda trust: trust.region):
        loans += _within([*group])
    return tuple(loans)


def _within(trusts: Sequence[TrustCover]) -> list[Loan]:
    """The loans of one region."""
    donors = [i for i, trust in enumerate(trusts) if trust.lend > 0]
    needy = [j for j, trust in enumerate(trusts) if trust.short > 0]
    if not donors or not needy:
        return []
    model = MilpModel()
    moved = {(i, j): model.variable(trusts[i].lend) for i in donors for j in needy if i != j}
    short = [model.variable(max(0, trust.short) + max(0, trust.lend) + 1) for trust in trusts]
    worst = model.variable(MILLE * 10)
    for i in donors:
        model.row([(v, 1) for (a, _), v in moved.items() if a == i], -inf, trusts[i].lend)
    for k, trust in enumerate(trusts):
        flows = [(v, -1.0 if a == k else 1.0) for (a, b), v in moved.items() if k in (a, b)]
        model.row([(short[k], 1.0), *flows], trust.short, inf)
        model.row([(worst, trust.need), (short[k], -float(MILLE))], 0, inf)
    start = [0.0] * len(model.upper)
    for k, trust in enumerate(trusts):
        start[short[k]] = max(0, trust.short)
        start[worst] = max(start[worst], ceil(MILLE * max(0, trust.short) / trust.need))
    values, _ = solve_levels(
        model,
        [
            Objective("worst shortage", [(worst, 1)]),
            Objective("shortage", [(v, 1) for v in short]),
            Objective("moved", [(v, 1) for v in moved.values()]),
        ],
        SECONDS,
        start,
    )
    lent = {i: sum(values[v] for (a, _), v in moved.items() if a == i) for i in donors}
    return [
        Loan(trusts[i].code, trusts[j].code, values[v], trusts[i].lend - lent[i])
        for (i, j), v in moved.items()
        if values[v]
    ]


def lendable(least: float, grave: float, shift: float) -> int:
    """Whole shifts that leave the gravest patients covered.

    `least`: work that is done when turnout is as bad as it may be; `grave`: that of patients who
    cannot wait; `shift`: that of one shift, all in patients a day.
    """
    return max(0, floor((least - grave) / shift))


def loans(
    panel: Panel,
    what: CountryWalkout | None,
    tasks: list[TrustTask],
    answers: Mapping[str, Any],
) -> tuple[Loan, ...]:
    """Who lends whom; nobody on usual days, nor where no file has regions."""
    if what is None or not tasks:
        return ()
    grave_part, tiers = assumptions()["rank_1"], assumptions()["tiers"]
    work = np.array(grave_part["mix"]) * np.array(grave_part["minutes"])
    grave = float(work[: grave_part["classes"]].sum() / work.sum())
    usual = {t.code: usual_capacity(t.daily, 24).sum() / answers[t.code]["pace"] for t in tasks}
    load = float(np.median([t.daily / usual[t.code] for t in tasks]))
    trusts = []
    for task in tasks:
        region = panel.regions.get(task.code, "")
        if not region or task.code in assumptions()["aid"]["apart"]:
            continue
        assert task.walkout is not None
        answer = answers[task.code]
        rate = assumptions()["doctors"]["an_hour"] * tiers["senior_pace"]
        shift = grave_part["shift_hours"] * rate / float(answer["pace"])
        share = capacity_without(answer["absence_share"], task.walkout.seniors)
        least = float(np.quantile(share, grave_part["limit"]))
        came = task.daily * task.walkout.demand
        trusts.append(
            TrustCover(
                task.code,
                region,
                float(usual[task.code] * share.mean() / shift),
                float(came / load / shift),
                lendable(usual[task.code] * least, came * grave, shift),
            )
        )
    return mutual_aid(trusts)
