"""`sevenday flow`: can this hospital cope: waits, crowding, beds and harm, with and without."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sevenday.cli.common import Folder, Format, TableOut, Threads
from sevenday.cli.output import TABLES, check_ending, checked_format, emit, emit_roster
from sevenday.errors import Fault, InputError

Plan = Annotated[
    Path | None,
    typer.Option(help="a plan of sevenday walkout (walkout-plan.json), or a cover.csv"),
]
Replications = Annotated[
    int | None,
    typer.Option(min=2, max=1_000_000, help="how many (default: until the half-width is reached)"),
]
HalfWidth = Annotated[
    float,
    typer.Option(min=0.0005, max=0.5, help="of the share within four hours, either way"),
]
OneMoreAtEach = Annotated[
    bool,
    typer.Option("--one-more/--no-one-more", help="what a doctor more or fewer is worth, by hour"),
]
After = Annotated[
    int | None,
    typer.Option(min=1, max=60, help="days run after those looked at (default: 2; walkout: 14)"),
]
Seniors = Annotated[
    int,
    typer.Option(
        min=0,
        max=50,
        help="the posts of the walkout in which so many seniors more do most, as a cover.csv",
    ),
]
Staff = Annotated[
    bool, typer.Option("--staff", help="the least doctors by hour and tier, as a cover.csv")
]
Standard = Annotated[
    list[str] | None,
    typer.Option(
        help="what --staff has to keep, as four-hours=0.95; more than once: all of them. "
        "first-clinician (minutes), delay and twelve-hours (shares) too"
    ),
]
Fit = Annotated[
    list[Path] | None,
    typer.Option(
        help="fit the hospital to what it measured: a CSV file of patients, of doctors' tasks or "
        "of figures; more than once: all of them"
    ),
]
Into = Annotated[
    Path | None, typer.Option(help="with --fit: write the folder with what was found to this one")
]
Seed = Annotated[int, typer.Option(min=0, help="seed of all random numbers")]
FirstDay = Annotated[
    str | None,
    typer.Option("--on", help="the first day looked at (default: the walkout's, else a Monday)"),
]


def flow(
    path: Folder,
    plan: Plan = None,
    staff: Staff = False,
    standard: Standard = None,
    fit: Fit = None,
    into: Into = None,
    on: FirstDay = None,
    replications: Replications = None,
    half_width: HalfWidth = 0.01,
    one_more: OneMoreAtEach = True,
    after: After = None,
    seniors: Seniors = 0,
    seed: Seed = 1,
    threads: Threads = None,
    format: Format = None,
    out: TableOut = None,
) -> None:
    """Run a hospital's patients through its doctors and beds: exit 1 where a queue never clears."""
    if fit or into is not None:
        _fit(path, fit, into, plan, staff, on, replications, seed, format, out)
        return
    if staff:
        _staff(path, plan, standard, on, replications, seed, format, out)
        return
    if standard:
        what, expected = "a standard is kept by a staffing", "--staff beside it"
        raise InputError(
            Fault(what, "", None, "--standard", standard[0], expected, code="arguments-clash")
        )
    if format is None:
        check_ending(out, TABLES if seniors else ())
    from sevenday.flow.hospital.simulate import simulate
    from sevenday.reports.pages.flow import flow_page

    result = simulate(
        path,
        plan=plan,
        on=on,
        replications=replications,
        half_width=half_width,
        one_more=one_more,
        after=after,
        seniors=seniors,
        seed=seed,
        on_progress=_progress if sys.stderr.isatty() else None,
    )
    if seniors:
        emit_roster(flow_page(result), result, result.cover_csv(), format, out)
    else:
        emit(flow_page(result), result, format, out)
    if not result.copes:
        raise typer.Exit(1)


def _progress(what: str, done: int, total: int) -> None:
    end = "\n" if done == total else ""
    typer.echo(f"\r{what}: {done} of {total}{end}", nl=False, err=True)


def _staff(
    path: Path,
    plan: Path | None,
    standard: list[str] | None,
    on: str | None,
    replications: int | None,
    seed: int,
    format: str | None,
    out: Path | None,
) -> None:
    """The least staffing: cover.csv to the file named, the page to standard output."""
    from sevenday.flow.hospital.staff import staff
    from sevenday.reports.pages.staffing import staff_page

    if plan is not None:
        what, expected = "a staffing is found from demand, not from a plan", "one of the two"
        raise InputError(
            Fault(what, "", None, "--plan", f"{plan}", expected, code="arguments-clash")
        )
    checked_format(format)
    result = staff(path, standard or (), on=on, replications=replications, seed=seed)
    emit_roster(staff_page(result), result, result.cover_csv(), format, out)
    if not result.possible:
        raise typer.Exit(1)


def _fit(
    path: Path,
    observed: list[Path] | None,
    into: Path | None,
    plan: Path | None,
    staff: bool,
    on: str | None,
    replications: int | None,
    seed: int,
    format: str | None,
    out: Path | None,
) -> None:
    """What was measured, fitted: the page to standard output or a file, the folder to `into`."""
    clash = "--into" if not observed else "--plan" if plan else "--staff" if staff else ""
    if clash:
        what = "nothing to fit" if not observed else "a fit is of usual days, and finds no staffing"
        expected = "--fit FILE, and neither --plan nor --staff beside it"
        raise InputError(
            Fault(what, "", None, clash, f"{into or plan or ''}", expected, code="arguments-clash")
        )
    if format is None:
        check_ending(out)
    from sevenday.flow.calibration.fit import fit
    from sevenday.flow.calibration.fitted_folder import write_fitted
    from sevenday.reports.pages.flow_fit import fit_page

    result = fit(
        path,
        observed or (),
        on=on,
        replications=replications,
        seed=seed,
        on_progress=_count if sys.stderr.isatty() else None,
    )
    if into is not None:
        write_fitted(result, path, into)
    emit(fit_page(result), result, format, out)


def _count(what: str, done: int, total: int) -> None:
    typer.echo(f"\r{what}: {done}", nl=False, err=True)
