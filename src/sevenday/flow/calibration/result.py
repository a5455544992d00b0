"""What `fit` gives back: arrivals, doctors' times and settings as fitted, and what is left over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import exp, expm1, log
from typing import Any

from sevenday.clock import short_date
from sevenday.flow.calibration.arrivals_fit import ArrivalsFit
from sevenday.flow.calibration.figures import FigureOf
from sevenday.flow.calibration.service_fit import ServiceFit
from sevenday.flow.calibration.settings_fit import SettingsFit
from sevenday.flow.calibration.simulated_week import SETTINGS
from sevenday.flow.hospital.estimates import Estimate
from sevenday.frames import frame
from sevenday.model import Hospital
from sevenday.results import Result

SURE = 1.96
DIGITS = 4
MORE = 0.2
"""The change of a setting that is said of one that is not told apart from others."""
SAYS = {
    "work": "the default times of doctors' work",
    "results": "the default times of results",
    "leave_rate": "the rate at which people leave unseen",
    "admit_odds": "the odds of being admitted",
    "bed_stay": "the stays of beds.csv",
}


@dataclass(frozen=True, slots=True)
class SettingFit:
    """One setting: its value with its interval, what it was, and whether the figures tell it."""

    name: str
    value: Estimate
    was: float
    identified: bool


@dataclass(frozen=True, slots=True)
class FigureFit:
    """One figure: observed and fitted, in minutes or a share, and how many errors lie between."""

    service: str
    triage: int | None
    figure: str
    patients: int
    observed: float
    fitted: float
    errors_off: float


@dataclass(frozen=True, eq=False)
class FlowFit(Result):
    """A hospital's flow as fitted to what it has measured.

    Parameters
    ----------
    hospital
        With what was found in place: `sd.simulate` takes it.
    arrivals
        By service, where there are counts by date.
    times
        By service and step, where doctors' tasks were seen.
    settings
        Keys of [flow] by simulated moments; () where no figure was observed.
    figures
        Each observed figure beside the model's.
    times_chance
        How many times larger what is left of the figures is than chance makes it.
    identifiability
        In words: what the figures cannot tell, or cannot tell apart.
    profiles
        By setting: its values and by how much the misfit rises there, when the others follow.
    replications, seed
        Simulated weeks, and of which random numbers.
    remarks
        How what was not there was taken, and what has to be known of the fit.
    first
        The first of the seven usual days that settings were fitted on; None where none were.
    """

    hospital: Hospital
    arrivals: tuple[ArrivalsFit, ...]
    times: tuple[ServiceFit, ...]
    settings: tuple[SettingFit, ...]
    figures: tuple[FigureFit, ...]
    times_chance: float
    identifiability: tuple[str, ...]
    profiles: dict[str, tuple[tuple[float, float], ...]]
    replications: int
    seed: int
    remarks: tuple[str, ...] = ()
    first: date | None = None

    @property
    def changed(self) -> dict[str, float]:
        """The keys of [flow] that were found, with their values."""
        found = {
            each.name: round(each.value.value, DIGITS) for each in self.settings if each.identified
        }
        if self.arrivals:
            found["day_spread"] = round(self.day_spread, DIGITS)
        return found

    @property
    def day_spread(self) -> float:
        """Of all services, by their days."""
        days = sum(each.days for each in self.arrivals)
        return sum(each.days * each.spread.value for each in self.arrivals) / days

    def summary(self) -> str:
        """What was found, a sentence each."""
        return "\n".join(fit_sentences(self))

    def to_frame(self) -> Any:
        """The figures, observed and fitted, as a polars DataFrame (needs `sevenday[frames]`)."""
        return frame([_figure(each) for each in self.figures])

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sevenday flow --fit`."""
        return {
            "settings": [
                {
                    "setting": each.name,
                    "value": round(each.value.value, DIGITS),
                    "interval": _interval(each.value) if each.identified else None,
                    "was": each.was,
                    "identified": each.identified,
                }
                for each in self.settings
            ],
            "figures": [_figure(each) for each in self.figures],
            "times_chance": round(self.times_chance, DIGITS),
            "identifiability": list(self.identifiability),
            "profiles": {
                name: [[round(x, DIGITS), round(rise, DIGITS)] for x, rise in points]
                for name, points in self.profiles.items()
            },
            "arrivals": [
                {
                    "service": each.service,
                    "days": each.days,
                    "levels": [round(level.value, 2) for level in each.levels],
                    "intervals": [_interval(level) for level in each.levels],
                    "spread": round(each.spread.value, DIGITS),
                    "spread_interval": _interval(each.spread),
                    "trend": round(each.trend.value, DIGITS),
                    "trend_interval": _interval(each.trend),
                    "left_out": each.left_out,
                    "shape": each.shape,
                    "mix": each.mix if each.classed else None,
                }
                for each in self.arrivals
            ],
            "times": [
                {
                    "service": each.service,
                    "step": each.step,
                    "tasks": each.tasks,
                    "cv": round(each.cv, DIGITS),
                    "minutes": [
                        {
                            "class": triage,
                            "tier": tier,
                            "mean": round(mean.value, 2),
                            "interval": _interval(mean),
                        }
                        for (triage, tier), mean in sorted(each.means.items())
                    ],
                }
                for each in self.times
            ],
            "flow": self.changed,
            "first": self.first,
            "replications": self.replications,
            "seed": self.seed,
            "remarks": list(self.remarks),
        }


def _interval(figure: Estimate) -> list[float]:
    return [round(figure.low, DIGITS), round(figure.high, DIGITS)]


def _figure(each: FigureFit) -> dict[str, Any]:
    return {
        "service": each.service,
        "class": each.triage,
        "figure": each.figure,
        "patients": each.patients,
        "observed": round(each.observed, DIGITS),
        "fitted": round(each.fitted, DIGITS),
        "errors_off": round(each.errors_off, 2),
    }


def settings_of(hospital: Hospital, found: SettingsFit) -> tuple[SettingFit, ...]:
    """The settings that were found, and those that are left as they were."""
    rows = []
    for k, name in enumerate(SETTINGS):
        was = float(getattr(hospital.flow, name))
        if k in found.known.free:
            middle, error = float(found.moved[k]), SURE * float(found.errors[k])
            ends = (was * exp(by) for by in (middle, middle - error, middle + error))
            rows.append(SettingFit(name, Estimate(*ends), was, True))
        else:
            rows.append(SettingFit(name, Estimate(was, was, was), was, False))
    return tuple(rows)


def figures_of(figures: Iterable[FigureOf], found: SettingsFit) -> tuple[FigureFit, ...]:
    """Each figure beside the model's, and how far apart they are."""
    rows = []
    for k, each in enumerate(figures):
        value = float(found.fitted[k])
        off = (each.scaled(each.value) - value) / float(found.figure_errors[k])
        key = (each.service, each.triage, each.figure, each.patients)
        rows.append(FigureFit(*key, each.value, each.unscaled(value), off))
    return tuple(rows)


def identifiability_words(found: SettingsFit) -> Iterable[str]:
    """What the figures cannot tell, and what they cannot tell apart."""
    known = found.known
    if known.free and not found.settled:
        yield (
            "The fit has not settled: no settings within an eighth and eight times of what they "
            "were bring the model to these figures. See what is left, and the files first."
        )
    for k in known.silent:
        yield f"{SETTINGS[k]} ({SAYS[SETTINGS[k]]}): nothing observed tells it; left as it was."
    for k, (moves, rest) in known.instead.items():
        name = SETTINGS[k]
        others = [
            f"{SETTINGS[free]} {abs(change):.0%} {'higher' if change > 0 else 'lower'}"
            for free, by in zip(known.free, moves.tolist(), strict=True)
            if abs(change := expm1(-by * log(1 + MORE))) >= 0.01
        ]
        words = " and ".join(others) or "nothing else much moved"
        yield (
            f"{name} ({SAYS[name]}) is not told apart: were it {MORE:.0%} higher, {words} would "
            f"fit within {rest * log(1 + MORE):.1f} standard errors. It is left as it was."
        )
    for a, b, correlation in known.correlated:
        yield (
            f"{SETTINGS[a]} and {SETTINGS[b]} are told apart badly: correlation {correlation:.2f}."
        )


def trend_words(fit: ArrivalsFit) -> str:
    """That the fit has no trend, and what it would be."""
    low, value, high = (100 * fit.trend[k] for k in (1, 0, 2))
    change = f"{value:+.1f}% in 30 days ({low:+.1f} to {high:+.1f})"
    if low <= 0 <= high:
        says = f"no trend is to be seen: {change}"
    else:
        says = (
            f"the days counted {'rise' if value > 0 else 'fall'} by {change}, which it leaves out"
        )
    return f"{fit.service}: arrivals are fitted with neither trend nor season; {says}."


def fit_sentences(result: FlowFit) -> Iterable[str]:
    """What was found, a sentence each."""
    for each in result.settings:
        if each.identified:
            yield (
                f"{each.name}: {each.value.value:.2f} ({each.value.low:.2f}-{each.value.high:.2f}),"
                f" a multiple of {SAYS[each.name]}; it was {each.was:g}."
            )
    yield from result.identifiability
    if result.first is not None:
        yield (
            "Settings and figures are of usual days, the seven from "
            f"{short_date(result.first)}: sevenday flow with --on {result.first} runs the same "
            "ones. Without --on it looks at the days of a walkout where there is one, and at no "
            "other days: its figures are then of those."
        )
    if result.figures:
        many = f"{len(result.figures)} figures" if len(result.figures) > 1 else "the one figure"
        worst = max(result.figures, key=lambda each: abs(each.errors_off))
        yield (
            f"What is left of {many} is {result.times_chance:.1f} times as "
            f"large as chance makes it; most of all {worst.figure}, by {worst.errors_off:+.1f} "
            "standard errors."
        )
    for fit in result.arrivals:
        low, high = (f"{100 * end:.1f}" for end in fit.spread[1:])
        yield (
            f"{fit.service}: {fit.days} days of arrivals from {fit.first}; hours: {fit.shape}; "
            f"days differ beyond chance by {100 * fit.spread.value:.1f}% ({low}-{high})."
        )
        yield trend_words(fit)
        if fit.left_out:
            yield f"{fit.service}: {fit.left_out} dates between have no row, and are left out."
    for times in result.times:
        yield (
            f"{times.service or 'all services'}, {times.step}: {times.tasks} tasks, spread "
            f"{times.cv:.2f} around the mean."
        )
