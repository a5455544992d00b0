"""`sd.fit`: a hospital's flow fitted to what it has measured."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.extras import is_installed, missing
from sevenday.files import read
from sevenday.files.observed import read_observed
from sevenday.flow.calibration.arrivals_fit import ArrivalsFit, fit_arrivals
from sevenday.flow.calibration.figures import WORDS, observed_figures
from sevenday.flow.calibration.result import FlowFit, figures_of, identifiability_words, settings_of
from sevenday.flow.calibration.service_fit import fit_times
from sevenday.flow.calibration.settings_fit import fit_settings
from sevenday.flow.calibration.simulated_week import SimulatedWeek
from sevenday.flow.hospital.arms import service_arms
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.load import load_words
from sevenday.flow.hospital.one_more import OnProgress
from sevenday.flow.hospital.plans import planned_lists
from sevenday.flow.hospital.settings_named import check_settings
from sevenday.flow.hospital.which_days import AFTER, WEEK, first_day
from sevenday.model import ArrivalCount, Hospital
from sevenday.model.observed import Observed, ObservedStay
from sevenday.model.walkout import Elective

GROWING = "Figures then hang on how long it has gone on: they are of the days said here alone."
WEEKS = 100
"""Simulated weeks at each value of the settings."""


def fit(
    hospital: Hospital | str | Path,
    observed: Observed | str | Path | Iterable[str | Path],
    *,
    on: str | None = None,
    replications: int | None = None,
    seed: int = 1,
    on_progress: OnProgress | None = None,
) -> FlowFit:
    """Fit a hospital's flow to what it has measured.

    Arrivals by date and doctors' times by maximum likelihood; what nobody sees, by simulated
    moments: settings of [flow] are moved until the model's waits, stays and shares are those
    observed. Needs `sevenday[fit]`.

    Parameters
    ----------
    hospital
        A folder, or a hospital that is read already.
    observed
        CSV files, or what `files.observed.read_observed` made of them: a patient a row
        (`service,class,arrived,seen,decided,left,outcome`), a doctor's task a row
        (`service,step,class,tier,minutes`), or a figure a row
        (`service,class,figure,value,patients`).
    on
        The first day of the week that is simulated (default: the rota's first Monday).
    replications
        Simulated weeks at each value of the settings (100).
    seed
        Of all random numbers.
    on_progress
        Called with what is done and how much of it.

    Raises
    ------
    InputError
        With every fault of the files; where nobody is known to come, where a service was observed
        that nobody comes to, and where scipy is not installed.
    """
    if not is_installed("scipy"):
        raise missing("scipy", "a fit")
    if isinstance(observed, str | Path):
        observed = [observed]
    seen = observed if isinstance(observed, Observed) else read_observed(observed)
    lists: tuple[Elective, ...] = ()
    if not isinstance(hospital, Hospital):
        lists = planned_lists(Path(hospital))
        hospital = read(hospital)
    hospital, arrivals, remarks = _with_arrivals(hospital, seen)
    _check_services(hospital, seen)
    check_settings(hospital)
    times = fit_times(seen.contacts)
    if times:
        own = {(each.service, each.step) for each in times}
        others = tuple(
            row for row in hospital.patients.service_times if (row.service, row.step) not in own
        )
        rows = tuple(row for each in times for row in each.rows)
        patients = replace(hospital.patients, service_times=(*others, *rows))
        hospital = replace(hospital, patients=patients)
    figures = observed_figures(seen)
    if rare := [each for each in figures if each.rare]:
        names = ", ".join(dict.fromkeys(WORDS[each.figure] for each in rare))
        remarks.append(f"Too rare to be fitted (or too common): {names}.")
    figures = tuple(each for each in figures if not each.rare)
    weeks = replications or WEEKS
    if not figures:
        return FlowFit(hospital, arrivals, times, (), (), 1.0, (), {}, weeks, seed, tuple(remarks))
    days = DaysRun(first_day(hospital, on), WEEK, AFTER)
    week = SimulatedWeek(hospital, days, figures, weeks, seed, lists, on_progress)
    found = fit_settings(week)
    settings = settings_of(hospital, found)
    profiles = {
        settings[k].name: tuple(
            (settings[k].value.value * float(factor), float(rise))
            for factor, rise in zip(np.exp(points[0]), points[1], strict=True)
        )
        for k, points in found.profiles.items()
    }
    fitted = week.at(found.moved)
    for service in week.services:
        _, load, _ = service_arms(fitted, service, days, seed, lists=lists)
        remarks += [f"As fitted: {says} {GROWING}" for says in load_words(load)]
    return FlowFit(
        fitted,
        arrivals,
        times,
        settings,
        figures_of(figures, found),
        found.times_chance,
        tuple(identifiability_words(found)),
        profiles,
        weeks,
        seed,
        tuple(remarks),
        days.first,
    )


def _with_arrivals(
    hospital: Hospital, seen: Observed
) -> tuple[Hospital, tuple[ArrivalsFit, ...], list[str]]:
    """The hospital with its arrivals fitted where they have dates.

    Where there is no arrivals.csv, who came is counted from patients a row each; where it has no
    classes, theirs are taken.
    """
    counts, remarks = hospital.patients.arrivals, []
    if not counts:
        counts = counted(seen.stays)
        if counts:
            remarks.append("There is no arrivals.csv: who came is counted from patients observed.")
    if not counts:
        what = "who comes is not known: there is no arrivals.csv, nor a patient a row"
        expected = "arrivals.csv, or a file of patients as --fit"
        raise InputError(Fault(what, "arrivals.csv", expected=expected, code="missing-file"))
    services = tuple(dict.fromkeys(each.service for each in counts))
    found = [fit for service in services if (fit := fit_arrivals(service, counts)) is not None]
    fitted = {each.service for each in found}
    rows = [row for each in found for row in each.rows]
    others = [row for row in counts if row.service not in fitted]
    arrivals = (*others, *rows)
    if any(not isinstance(row.day, str) for row in others) and rows:
        found, arrivals = [], counts
        remarks.append("Some services have too few dates: arrivals are taken as they are.")
    arrivals, more = _classed(arrivals, seen.stays)
    flow = hospital.flow
    made = replace(hospital, patients=replace(hospital.patients, arrivals=arrivals))
    result = tuple(found)
    if result:
        days = sum(each.days for each in result)
        spread = sum(each.days * each.spread.value for each in result) / days
        made = replace(made, flow=replace(flow, day_spread=round(spread, 4)))
    return made, result, [*remarks, *more]


def counted(stays: Iterable[ObservedStay]) -> tuple[ArrivalCount, ...]:
    """Patients a row each, as counts by date, hour and class."""
    found: dict[tuple[str, datetime, int | None], int] = {}
    for stay in stays:
        key = (stay.service, stay.arrived.replace(minute=0, second=0, microsecond=0), stay.triage)
        found[key] = found.get(key, 0) + 1
    return tuple(
        ArrivalCount(service, at.date(), at.hour, triage, float(many))
        for (service, at, triage), many in found.items()
    )


def _classed(
    arrivals: tuple[ArrivalCount, ...], stays: tuple[ObservedStay, ...]
) -> tuple[tuple[ArrivalCount, ...], list[str]]:
    """Arrivals without a class, shared out as the classes of patients observed are."""
    remarks = []
    found = list(arrivals)
    for service in dict.fromkeys(stay.service for stay in stays):
        own = [stay.triage for stay in stays if stay.service == service and stay.triage]
        rows = [row for row in found if row.service == service]
        if not own or not rows or any(row.triage is not None for row in rows):
            continue
        share = {kind: own.count(kind) / len(own) for kind in sorted(set(own))}
        found = [row for row in found if row.service != service]
        found += [
            replace(row, triage=kind, patients=row.patients * part)
            for row in rows
            for kind, part in share.items()
        ]
        remarks.append(f"{service}: classes are shared out as those of {len(own)} patients are.")
    return tuple(found), remarks


def _check_services(hospital: Hospital, seen: Observed) -> None:
    known = {each.service for each in hospital.patients.arrivals}
    named = {each.service for each in seen.stays} | {each.service for each in seen.figures}
    if unknown := sorted(named - known):
        what = "observed, and nobody comes to it"
        expected = f"a service of arrivals.csv: {', '.join(sorted(known))}"
        raise InputError(
            *(
                Fault(what, "", None, "--fit", name, expected, code="nothing-to-fill")
                for name in unknown
            )
        )
