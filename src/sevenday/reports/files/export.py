"""Everything that people take away from a hospital, written to a folder."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.extras import how_to_install, is_installed
from sevenday.frames import frame
from sevenday.limits.lines import LineSource
from sevenday.model import Hospital
from sevenday.results import Result
from sevenday.writing import unwritable, write_whole

ExportKind = Literal["workbook", "calendars", "schedules", "report"]
KINDS: tuple[ExportKind, ...] = get_args(ExportKind)
NEEDS = {
    "workbook": "xlsxwriter",
    "calendars": "icalendar",
    "schedules": "typst",
}
"""The library that a kind needs."""

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for its devices."""


@dataclass(frozen=True, slots=True)
class Exported(Result):
    """The files written, in order, and in words what was left out and why."""

    KEYS: ClassVar[str] = "written=files left_out"

    written: tuple[Path, ...]
    left_out: tuple[str, ...] = ()

    @property
    def files(self) -> list[str]:
        """The files written, as text."""
        return [str(path) for path in self.written]

    def to_frame(self) -> Any:
        """The files as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame([{"file": file} for file in self.files])

    def summary(self) -> str:
        """A line a file, or a folder and how many are new in it; then what was left out."""
        folders: dict[Path, list[Path]] = {}
        for path in self.written:
            folders.setdefault(path.parent, []).append(path)
        top = min(folders, key=lambda folder: len(folder.parts), default=None)
        lines: list[str] = []
        for folder, files in folders.items():
            whole = folder != top and len(files) > 1
            lines += [f"{folder}: {len(files)} files"] if whole else map(str, files)
        return "\n".join([*lines, *(f"Left out: {why}" for why in self.left_out)])


def export(
    hospital: Hospital,
    terms: Terms,
    out: str | Path,
    kinds: Sequence[ExportKind] = (),
    use: LineSource | None = None,
    priced: Sequence[Terms] = (),
) -> Exported:
    """Write what people take away to the folder `out`, made where it is not there.

    `kinds`: some of KINDS; by default each that the libraries installed and the hospital allow.
    `priced`: the contracts whose pay the report compares. A calendar that is there already is the
    feed before. Raises InputError for a kind asked for that cannot be written, for a calendar
    there that is none, and where the folder cannot be written.
    """
    out = Path(out)
    for kind in kinds:
        if kind not in KINDS:
            expected = ", ".join(KINDS)
            raise InputError(
                Fault(
                    "nothing of that kind", "", None, "--what", kind, expected, code="unknown-word"
                )
            )
    written: list[Path] = []
    left_out: list[str] = []
    for kind in kinds or KINDS:
        if why := _impossible(kind, hospital):
            if kinds:
                raise InputError(f"{kind} cannot be written: {why}", code="unwritable-file")
            left_out.append(f"{kind} ({why})")
            continue
        try:
            out.mkdir(parents=True, exist_ok=True)
            written += _write(kind, hospital, terms, out, use, priced)
        except OSError as error:
            raise InputError(unwritable(error.filename or out, error)) from None
    if "calendars" in (kinds or KINDS):
        left_out += _nobodys(out / "calendars", written)
    return Exported(tuple(written), tuple(left_out))


def _impossible(kind: ExportKind, hospital: Hospital) -> str:
    """Why a kind cannot be written; blank where it can."""
    library = NEEDS.get(kind)
    if library and not is_installed(library):
        return f"{library} is not installed: {how_to_install(library)}"
    if kind != "workbook" and hospital.rota is None and not hospital.templates:
        return "there is no rota and no template: build one first"
    if kind == "calendars" and hospital.rota is None:
        return "a template has no dates: roll it out first"
    return ""


def _write(
    kind: ExportKind,
    hospital: Hospital,
    terms: Terms,
    out: Path,
    use: LineSource | None,
    priced: Sequence[Terms],
) -> Iterator[Path]:
    """Write one kind; the libraries that it needs are fetched here."""
    if kind == "workbook":
        from sevenday.reports.files.workbook import workbook
        from sevenday.reports.pages.answers import answers

        file = out / f"{safe(hospital.name or 'hospital')}.xlsx"
        if hospital.rota or hospital.templates:
            found = answers(hospital, terms, use)
            workbook(hospital, file, found.checked, found.paid)
        else:
            workbook(hospital, file)  # before there is a rota: its files alone
        yield file
    elif kind == "report":
        from sevenday.reports.pages.report import report
        from sevenday.reports.render.page import as_html

        file = out / "report.html"
        write_whole(file, as_html(report(hospital, terms, priced, use)))
        yield file
    elif kind == "calendars":
        from sevenday.reports.files.calendar import calendar

        for doctor, file in _files(hospital, out / "calendars", "ics"):
            before = file.read_text("utf-8", "replace") if file.exists() else None
            try:
                feed = calendar(hospital, doctor, before)
            except InputError as error:
                where = f"{file.parent.name}/{file.name}"
                raise InputError(*(replace(fault, file=where) for fault in error.faults)) from None
            write_whole(file, feed)
            yield file
    else:
        from sevenday.reports.files.schedule import as_pdf, schedules

        made = schedules(hospital, terms, use)
        for doctor, file in _files(hospital, out / "schedules", "pdf"):
            write_whole(file, as_pdf(made[doctor]))
            yield file


def _nobodys(folder: Path, written: Sequence[Path]) -> list[str]:
    """Feeds in the folder of somebody who is not in this rota: not ours to cancel unasked."""
    others = sorted(set(folder.glob("*.ics")) - set(written))
    return [f"{file} (nobody of that name is in this rota: left as it was)" for file in others]


def _files(hospital: Hospital, folder: Path, suffix: str) -> Iterator[tuple[str, Path]]:
    """Each doctor and a file for them, the same whoever else is there, no two alike."""
    folder.mkdir(exist_ok=True)
    names = [safe(doctor.name) for doctor in hospital.doctors]
    times = Counter(name.lower() for name in names)
    for doctor, name in zip(hospital.doctors, names, strict=True):
        if times[name.lower()] > 1:
            name += f"-{sha256(doctor.name.encode()).hexdigest()[:8]}"
        yield doctor.name, folder / f"{name}.{suffix}"


def safe(name: str) -> str:
    """A name as a file's on any system: letters, figures, dots and dashes, never a path."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", folded).strip("-._")[:80].rstrip("-._") or "unnamed"
    return f"_{safe}" if RESERVED.match(safe) else safe
