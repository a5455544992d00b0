"""`sd.scan`: forecast every trust of a folder, run a walkout over them, rank them, plan aid."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sevenday import __version__
from sevenday.batch.engine import Engine
from sevenday.batch.run import run
from sevenday.batch.store import Store
from sevenday.batch.tasks import Batch, OnProgress, Task
from sevenday.errors import InputError
from sevenday.flow.country.aid import Loan, TrustCover, lendable, mutual_aid
from sevenday.flow.country.assess import TrustTask, assess
from sevenday.flow.country.backtest import AHEAD, ForecastTest, backtest
from sevenday.flow.country.forecast import Forecast, forecast
from sevenday.flow.country.months import month_text
from sevenday.flow.country.outline import capacity_without, usual_capacity
from sevenday.flow.country.panel import Panel, read_panel
from sevenday.flow.country.ranks import places_known, rank_intervals
from sevenday.flow.country.result import Driver, History, ScanResult, Target, TrustRisk
from sevenday.flow.country.scenario import CountryWalkout, assumptions, read_walkout

Floats = npt.NDArray[np.float64]

WORST = 0.9
"""The share of trusts and months at hand that lie below the limit."""
USUAL_DAYS, USUAL_WEEKDAY = 5, 0


@dataclass(frozen=True, slots=True)
class ScanParams:
    """How much is worked out.

    Parameters
    ----------
    replications
        Of each trust's days.
    seed
        Of all random numbers.
    resume
        A file of answers: those there are taken, new ones added.
    """

    replications: int = 1000
    seed: int = 1
    resume: Path | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Outlook:
    """The forecasts of one month ahead, by trust: of four hours, beds, arrivals and admissions."""

    four: Forecast
    beds_four: Floats
    beds_twelve: Floats
    beds_twelve_sd: Floats
    daily: Floats
    admitted: Floats
    has_beds: bool


def scan(
    folder: str | Path,
    walkout: str | Path | None = None,
    engine: Engine = Engine(),
    params: ScanParams = ScanParams(),
    on_progress: OnProgress | None = None,
) -> ScanResult:
    """Scan a country's hospitals: forecast, test, a walkout, ranks, mutual aid.

    Parameters
    ----------
    folder
        Files `trusts-*.csv`; see `panel.read_panel`.
    walkout
        A strike of the record, as "2025-11", or a TOML file; None: usual days.
    engine
        Where the trusts' days are run. The answer is the same on any, to the last digit.
    params
        Replications, seed, a file to resume from.
    on_progress
        Called as trusts are done.

    Raises
    ------
    InputError
        For whatever is wrong in the files or the walkout, and where a cluster is lost.
    """
    if params.replications < 1:
        raise InputError("replications: 1 or more are needed", code="not-a-number")
    panel = read_panel(folder)
    what = read_walkout(walkout) if walkout is not None else None
    if what is not None and (strange := sorted(set(what.trusts) - set(panel.codes))):
        raise InputError(
            f"the walkout names trusts that no file has: {', '.join(strange)}",
            code="outside-dates",
        )
    outlook = _outlook(panel)
    tasks = _tasks(panel, outlook, what, params)
    store = None
    if params.resume is not None:
        stamp = repr((__version__, [(task.name, task.arguments) for task in tasks]))
        store = Store(params.resume, stamp)
    batch = run(assess, tasks, engine, store, on_progress)
    return _result(panel, outlook, what, tasks, batch)


def _outlook(panel: Panel) -> Outlook:
    """Forecasts of the month after the last."""
    four = forecast(panel.over_four_hours(), panel.months, AHEAD)
    daily = np.exp(forecast(np.log(panel.daily()), panel.months, 1, share=False).mean[:, 0])
    admitted = forecast(panel.admitted(), panel.months, 1).mean[:, 0] / 100
    ones = np.ones(len(panel.codes))
    found = {}
    for name, values in (
        ("four", panel.beds_over_four_hours()),
        ("twelve", panel.beds_over_twelve_hours()),
    ):
        if np.isnan(values[:, panel.months > panel.months[-1] - 3]).all():
            part = assumptions()["beds"]
            usual = ones * part["over_four"], ones * part["over_twelve"], ones * 0
            return Outlook(four, *usual, daily, admitted, False)
        found[name] = forecast(values, panel.months, 1)
    mean = {name: np.nan_to_num(made.mean[:, 0] / 100) for name, made in found.items()}
    twelve = np.clip(mean["twelve"], 0.0005, 0.9)
    return Outlook(
        four,
        np.clip(mean["four"], twelve + 0.005, 0.98),
        twelve,
        np.sqrt(found["twelve"].own[:, 0] + found["twelve"].country[0]) / 100,
        daily,
        admitted,
        True,
    )


def _tasks(
    panel: Panel, outlook: Outlook, what: CountryWalkout | None, params: ScanParams
) -> list[Task]:
    """A task for each trust that has a forecast."""
    mean = outlook.four.mean[:, 0] / 100
    return [
        Task(
            code,
            (
                TrustTask(
                    code,
                    k,
                    float(outlook.daily[k]),
                    float(outlook.admitted[k]),
                    float(np.clip(mean[k], 0.005, 0.98)),
                    float(np.sqrt(outlook.four.own[k, 0])) / 100,
                    float(np.sqrt(outlook.four.country[0])) / 100,
                    float(outlook.beds_four[k]),
                    float(outlook.beds_twelve[k]),
                    float(outlook.beds_twelve_sd[k]),
                    what.at(code) if what else None,
                    params.replications,
                    params.seed,
                    what.weekday if what else USUAL_WEEKDAY,
                    what.days if what else USUAL_DAYS,
                ),
            ),
        )
        for k, code in enumerate(panel.codes)
        if outlook.four.known[k]
    ]


def _result(
    panel: Panel, outlook: Outlook, what: CountryWalkout | None, tasks: list[Task], batch: Batch
) -> ScanResult:
    asked = {task.name: task.arguments[0] for task in tasks}
    done = [code for code in asked if code in batch.answers]
    values, months = panel.over_four_hours(), panel.months
    tests = _tests(values, months)
    limits = {"over_four_hours": _limit(values, months)}
    if outlook.has_beds:
        limits["beds_over_twelve_hours"] = _limit(panel.beds_over_twelve_hours(), months)
    left_out = [
        f"{code} has no month since {month_text(int(months[-1]) - 2)}: it is left out."
        for k, code in enumerate(panel.codes)
        if not outlook.four.known[k] and months[-1] - _last(values[k], months) < 12
    ]
    low, high = outlook.four.interval()
    history = History(
        tuple(month_text(int(month)) for month in months),
        panel.codes,
        values,
        tuple(month_text(int(month)) for month in outlook.four.months),
        outlook.four.mean,
        low,
        high,
    )
    first = tasks[0].arguments[0] if tasks else None
    return ScanResult(
        history.ahead[0],
        _trusts(panel, outlook, [asked[code] for code in done], batch.answers, limits),
        tests[0] if tests else None,
        tuple(tests[1:]),
        _aid(panel, what, [asked[code] for code in done], batch.answers),
        limits,
        _places(values, months),
        what.says if what else None,
        batch.lost,
        (*panel.remarks, *left_out),
        first.replications if first else 0,
        history,
        batch.stopped,
    )


def _last(row: Floats, months: npt.NDArray[np.int64]) -> int:
    """The last month that a trust has."""
    there = np.flatnonzero(~np.isnan(row))
    return int(months[there[-1]]) if len(there) else 0


def _tests(values: Floats, months: npt.NDArray[np.int64]) -> list[ForecastTest]:
    """The forecast against the last months, and the same months of years before, latest first."""
    origins = range(int(months[-1]) - AHEAD, int(months[0]) - 1, -12)
    found = [backtest(values, months, origin) for origin in origins]
    return [test for test in found if test is not None]


def _recent(values: Floats, months: npt.NDArray[np.int64]) -> Floats:
    """The months of the last run in which trusts are, without trusts that miss one."""
    gaps = np.flatnonzero(np.diff(months) > 1)
    run = values[:, gaps[-1] + 1 if len(gaps) else 0 :]
    run = run[:, ~np.isnan(run).all(axis=0)]
    return run[~np.isnan(run).any(axis=1)]


def _limit(values: Floats, months: npt.NDArray[np.int64]) -> float:
    recent = _recent(values, months)
    return float(np.quantile(recent, WORST)) / 100 if recent.size else float("nan")


def _places(values: Floats, months: npt.NDArray[np.int64]) -> dict[str, float]:
    recent = _recent(values, months)
    if len(recent) < 2 or recent.shape[1] < 2:
        return {}
    one, many, number = places_known(recent)
    return {"one_month": one, f"{number}_months": many}


def _trusts(
    panel: Panel,
    outlook: Outlook,
    tasks: list[TrustTask],
    answers: Mapping[str, Any],
    limits: Mapping[str, float],
) -> tuple[TrustRisk, ...]:
    """Each trust's risk, the worst first."""
    if not tasks:
        return ()
    found = [answers[task.code] for task in tasks]
    front = np.array([answer["walkout"] for answer in found])
    worse = _past(front, np.array([a["usual"] for a in found]), limits["over_four_hours"])
    doors = _targets(front, [answer["usual"] for answer in found])
    beds: list[Target] | list[None] = [None] * len(tasks)
    if outlook.has_beds:
        waits = np.array([answer["walkout_beds"] for answer in found])
        usual = np.array([answer["usual_beds"] for answer in found])
        worse = np.maximum(worse, _past(waits, usual, limits["beds_over_twelve_hours"]))
        beds = _targets(waits, [answer["usual_beds"] for answer in found])
    rank, rank_low, rank_high = rank_intervals(worse)
    country = float(np.mean([answer["usual"].mean() for answer in found]))
    made = [
        TrustRisk(
            task.code,
            panel.names.get(task.code, ""),
            panel.regions.get(task.code, ""),
            int(rank[k]),
            int(rank_low[k]),
            int(rank_high[k]),
            float((worse[k] > 0).mean()),
            _drivers(answer, country, task.walkout is not None),
            doors[k],
            beds[k],
            task.daily,
            task.admitted,
            _pair(answer["waits"], 60),
            _pair(answer["left"], 1),
            float(answer["fitted"]),
            task.four_hours,
        )
        for k, (task, answer) in enumerate(zip(tasks, found, strict=True))
    ]
    return tuple(sorted(made, key=lambda trust: trust.rank))


def _past(draws: Floats, usual: Floats, limit: float) -> Floats:
    """How far each draw is past the limit, in deviations between trusts on usual days."""
    between = float(usual.mean(axis=1).std()) or 1.0
    return (draws - limit) / between


def _targets(draws: Floats, usual: list[Floats]) -> list[Target]:
    rank, rank_low, rank_high = rank_intervals(draws)
    low, high = np.quantile(draws, [0.05, 0.95], axis=1)
    return [
        Target(
            float(usual[k].mean()),
            float(draws[k].mean()),
            float(low[k]),
            float(high[k]),
            int(rank[k]),
            int(rank_low[k]),
            int(rank_high[k]),
        )
        for k in range(len(draws))
    ]


def _pair(both: Floats, times: float) -> tuple[float, float]:
    usual, walkout = both.mean(axis=1) * times
    return float(usual), float(walkout)


def _drivers(answer: Mapping[str, Floats], country: float, walkout: bool) -> tuple[Driver, ...]:
    level = 100 * (float(answer["usual"].mean()) - country)
    parts = [Driver("usual level", level)]
    if walkout:
        names = ("fewer doctors", "fewer patients", "beds")
        parts += [
            Driver(name, 100 * float(value))
            for name, value in zip(names, answer["drivers"], strict=True)
        ]
    return tuple(parts)


def _aid(
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
