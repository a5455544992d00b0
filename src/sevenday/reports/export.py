"""Everything that people take away from a hospital, written to a folder."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits import check
from sevenday.model import Hospital
from sevenday.pay import price

KINDS = ("workbook", "calendars", "schedules", "report")
NEEDS = {"workbook": ("xlsxwriter", "excel"), "calendars": ("icalendar", "calendar"),
         "schedules": ("typst", "pdf")}  # fmt: skip
"""The library that a kind needs, and the extra that brings it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The files written, in order, and in words what was left out and why."""

    written: tuple[Path, ...]
    left_out: tuple[str, ...] = ()

    def summary(self) -> str:
        """A line a file, then what was left out."""
        return "\n".join([*map(str, self.written), *(f"Left out: {why}" for why in self.left_out)])


def export(
    hospital: Hospital,
    terms: Terms,
    out: Path,
    kinds: Sequence[str] = (),
    use: str | None = None,
    priced: Sequence[Terms] = (),
) -> Exported:
    """Write what people take away to the folder `out`, made where it is not there.

    `kinds`: some of KINDS; by default each that the libraries installed and the hospital allow.
    `priced`: the contracts whose pay the report compares. Raises InputError for a kind asked for
    that cannot be written, and where the folder cannot.
    """
    for kind in kinds:
        if kind not in KINDS:
            expected = ", ".join(KINDS)
            raise InputError(Fault("nothing of that kind", "", None, "--what", kind, expected))
    written: list[Path] = []
    left_out: list[str] = []
    for kind in kinds or KINDS:
        if why := _impossible(kind, hospital):
            if kinds:
                raise InputError(f"{kind} cannot be written: {why}")
            left_out.append(f"{kind} ({why})")
            continue
        try:
            out.mkdir(parents=True, exist_ok=True)
            written += _write(kind, hospital, terms, out, use, priced)
        except OSError as error:
            where = str(error.filename or out)
            raise InputError(Fault(f"cannot be written: {error.strerror}", where)) from None
    return Exported(tuple(written), tuple(left_out))


def _impossible(kind: str, hospital: Hospital) -> str:
    """Why a kind cannot be written; blank where it can."""
    library, extra = NEEDS.get(kind, ("", ""))
    if library and find_spec(library) is None:
        return f"{library} is not installed: pip install 'sevenday[{extra}]'"
    if kind == "calendars" and hospital.rota is None:
        return "a template has no dates: roll it out first"
    return ""


def _write(
    kind: str, hospital: Hospital, terms: Terms, out: Path, use: str | None, priced: Sequence[Terms]
) -> Iterator[Path]:
    """Write one kind; the libraries that it needs are fetched here."""
    if kind == "workbook":
        from sevenday.reports.workbook import workbook

        paid = all(doctor.grade for doctor in hospital.doctors) and terms.pay_model != "none"
        file = out / f"{safe(hospital.name or 'hospital')}.xlsx"
        pay = price(hospital, terms, use) if paid else None
        workbook(hospital, file, check(hospital, terms, use), pay)
        yield file
    elif kind == "report":
        from sevenday.reports.page import as_html
        from sevenday.reports.report import report

        file = out / "report.html"
        file.write_text(as_html(report(hospital, terms, priced, use)), encoding="utf-8")
        yield file
    elif kind == "calendars":
        from sevenday.reports.calendar import calendar

        for doctor, file in _files(hospital, out / "calendars", "ics"):
            before = file.read_text("utf-8", "replace") if file.exists() else None
            try:
                feed = calendar(hospital, doctor, before)
            except InputError as error:
                where = f"{file.parent.name}/{file.name}"
                raise InputError(*(replace(fault, file=where) for fault in error.faults)) from None
            file.write_bytes(feed.encode())
            yield file
    else:
        from sevenday.reports.schedule import as_pdf, schedules

        made = schedules(hospital, terms, use)
        for doctor, file in _files(hospital, out / "schedules", "pdf"):
            file.write_bytes(as_pdf(made[doctor]))
            yield file


def _files(hospital: Hospital, folder: Path, suffix: str) -> Iterator[tuple[str, Path]]:
    """Each doctor and a file for them, no two alike."""
    folder.mkdir(exist_ok=True)
    taken: set[str] = set()
    for doctor in hospital.doctors:
        name, k = safe(doctor.name), 2
        while name.lower() in taken:
            name, k = f"{safe(doctor.name)}-{k}", k + 1
        taken.add(name.lower())
        yield doctor.name, folder / f"{name}.{suffix}"


def safe(name: str) -> str:
    """A name as a file's: letters, figures, dots and dashes, never a path."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")[:80] or "unnamed"
