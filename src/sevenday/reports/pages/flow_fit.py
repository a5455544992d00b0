"""A hospital's flow as fitted, as a page: settings, what is left over in pictures, and tables."""

from collections.abc import Iterator

from sevenday.clock import WEEKDAYS, short_date
from sevenday.flow.calibration.arrivals_fit import ArrivalsFit
from sevenday.flow.calibration.figures import WORDS
from sevenday.flow.calibration.result import SAYS, FigureFit, FlowFit, fit_sentences
from sevenday.flow.calibration.service_fit import ServiceFit
from sevenday.reports.pictures.flow import Series, hours_picture
from sevenday.reports.pictures.residuals import (
    Profile,
    errors_strip,
    normal_picture,
    points_picture,
    profiles_picture,
)
from sevenday.reports.render.page import Block, Heading, Page, Picture, Table

EVERY = 6


def fit_page(result: FlowFit) -> Page:
    """What was found, how well it fits, and what the observations cannot tell."""
    name = result.hospital.name or "the hospital"
    return Page(f"The flow of {name}, fitted to what was measured", (*_blocks(result),))


def _blocks(result: FlowFit) -> Iterator[Block]:
    yield from fit_sentences(result)
    yield from result.remarks
    if result.settings:
        yield Heading("Settings of [flow]")
        yield _settings(result)
        if result.profiles:
            yield _profiles(result)
        yield Heading("Figures, observed and fitted")
        yield _strip(result)
        yield _figures(result)
    for arrivals in result.arrivals:
        yield Heading(f"Arrivals: {arrivals.service}")
        yield _by_hour(arrivals)
        yield _days(arrivals)
        yield _levels(arrivals)
    for times in result.times:
        yield Heading(f"Doctors' times: {times.service or 'all services'}, {times.step}")
        yield _tasks(times)
        yield _means(times)
    yield Heading("How this was worked out")
    yield (
        f"Arrivals and doctors' times by maximum likelihood. Settings by simulated moments: "
        f"{result.replications} simulated weeks from seed {result.seed}, the same patients at "
        "every value, figures weighed by how surely they are known. A setting is fitted where the "
        "figures tell it within half and double; others are left. Intervals are 95 %, and are "
        "widened where more is left over than chance makes. They hold for a model that is right, "
        "with weeks that do not depend on each other, and with what is left as it was."
    )


def _settings(result: FlowFit) -> Table:
    rows = [
        (
            each.name,
            SAYS[each.name],
            f"{each.was:g}",
            f"{each.value.value:.3f} ({each.value.low:.3f}-{each.value.high:.3f})"
            if each.identified
            else "left",
        )
        for each in result.settings
    ]
    return Table("Multiples, and 95 % intervals", ("setting", "of", "was", "fitted"), rows)


def _profiles(result: FlowFit) -> Picture:
    profiles = [
        Profile(name, [x for x, _ in points], [rise for _, rise in points])
        for name, points in result.profiles.items()
    ]
    says = "; ".join(
        f"{each.name} {each.value.value:.2f}, 95 % from {each.value.low:.2f} to "
        f"{each.value.high:.2f}"
        for each in result.settings
        if each.identified
    )
    return profiles_picture("By how much the misfit rises beside the fit", f"{says}.", profiles)


def _label(each: FigureFit) -> str:
    return WORDS[each.figure] + (f", class {each.triage}" if each.triage else "")


def _strip(result: FlowFit) -> Picture:
    many = len({each.service for each in result.figures}) > 1
    rows = [
        (f"{each.service}: {_label(each)}" if many else _label(each), each.errors_off)
        for each in result.figures
    ]
    beyond = sum(abs(off) > 2 for _, off in rows)
    says = f"{beyond} of {len(rows)} figures lie more than two standard errors from the model's."
    return errors_strip("What is left of each figure", says, rows)


def _figures(result: FlowFit) -> Table:
    rows = [
        (
            each.service,
            _label(each),
            f"{each.patients}",
            _value(each, each.observed),
            _value(each, each.fitted),
            f"{each.errors_off:+.1f}",
        )
        for each in result.figures
    ]
    columns = ("service", "figure", "patients", "observed", "fitted", "errors off")
    return Table("Figures", columns, rows)


def _value(each: FigureFit, value: float) -> str:
    return f"{value:.0f} min" if each.figure.endswith(("median", "p95")) else f"{value:.1%}"


def _by_hour(fit: ArrivalsFit) -> Picture:
    counted = fit.by_hour.tolist()
    model = (fit.patients.sum(axis=(0, 2)) / 7).tolist()
    says = (
        f"{fit.service}: {sum(counted):.1f} patients on a mean day of {fit.days}; hours: "
        f"{fit.shape}."
    )
    labels = [f"{hour:02}:00" if hour % EVERY == 0 else "" for hour in range(24)]
    lines = [Series("fitted", model), Series("counted", counted, "1 3", 2.0)]
    return hours_picture("Arrivals by hour", says, labels, lines, stepped=True)


def _days(fit: ArrivalsFit) -> Picture:
    off = fit.off.tolist()
    beyond = sum(abs(value) > 2 for value in off)
    says = f"{beyond} of {len(off)} days lie more than two standard deviations off; by chance 5 %."
    return points_picture(
        "What is left of each day's count",
        says,
        off,
        "Counted less fitted, in standard deviations.",
        (short_date(fit.first), f"{fit.days} days counted"),
    )


def _levels(fit: ArrivalsFit) -> Table:
    rows = [
        (WEEKDAYS[day], f"{level.value:.1f} ({level.low:.1f}-{level.high:.1f})")
        for day, level in enumerate(fit.levels)
    ]
    return Table("Patients a day", ("weekday", "mean"), rows)


def _tasks(fit: ServiceFit) -> Picture:
    off = fit.off.tolist()
    worst = max(abs(value) for value in off)
    return normal_picture(
        "What is left of the tasks' logarithms, against a normal distribution",
        f"{fit.tasks} tasks; the furthest quantile lies {worst:.1f} deviations out.",
        off,
        "On the dashed line: lognormal, as the simulation draws them.",
    )


def _means(fit: ServiceFit) -> Table:
    rows = [
        (f"{triage}", f"{tier}", f"{mean.value:.1f} ({mean.low:.1f}-{mean.high:.1f})")
        for (triage, tier), mean in sorted(fit.means.items())
    ]
    return Table(f"Minutes; spread {fit.cv:.2f}", ("class", "tier", "mean"), rows)
