"""`sd.scan`: forecast every trust of a folder, run a walkout over them, rank them, plan aid."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sevenday import __version__
from sevenday.batch.engine import Engine
from sevenday.batch.run import run
from sevenday.batch.store import Store
from sevenday.batch.tasks import Batch, OnProgress, Task
from sevenday.errors import InputError
from sevenday.flow.country.aid import loans
from sevenday.flow.country.assess import FORM, TrustTask, assess
from sevenday.flow.country.backtest import AHEAD, ForecastTest, backtest
from sevenday.flow.country.months import month_text
from sevenday.flow.country.outlook import Outlook, look_ahead
from sevenday.flow.country.panel import Panel, read_panel
from sevenday.flow.country.result import History, ScanResult
from sevenday.flow.country.risks import limit_of, places_of, trust_risks
from sevenday.flow.country.scenario import CountryWalkout, read_walkout

Floats = npt.NDArray[np.float64]

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
    outlook = look_ahead(panel)
    tasks = _tasks(panel, outlook, what, params)
    store = None
    if params.resume is not None:
        stamp = repr((__version__, FORM, [(task.name, task.arguments) for task in tasks]))
        store = Store(params.resume, stamp)
    batch = run(assess, tasks, engine, store, on_progress)
    return _result(panel, outlook, what, tasks, batch)


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
    limits = {"over_four_hours": limit_of(values, months)}
    if outlook.has_beds:
        limits["beds_over_twelve_hours"] = limit_of(panel.beds_over_twelve_hours(), months)
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
        trust_risks(panel, outlook, [asked[code] for code in done], batch.answers, limits),
        tests[0] if tests else None,
        tuple(tests[1:]),
        loans(panel, what, [asked[code] for code in done], batch.answers),
        limits,
        places_of(values, months),
        what.says if what else None,
        batch.lost,
        (*panel.remarks, *left_out),
        first.replications if first else 0,
        history,
        batch.stopped,
        what.which if what else None,
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
