"""Files of what a hospital measured: a patient a row, a doctor's task a row, or a figure a row.

Columns that are not listed are refused: names and numbers of patients have no place here.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.files.flow import CLASSES, STEPS, TIERS
from sevenday.files.table import Faults, Row, Source, records, rows
from sevenday.model.observed import Observed, ObservedContact, ObservedFigure, ObservedStay

STAYS = ("service", "class", "arrived", "seen", "decided", "left", "outcome")
CONTACTS = ("service", "step", "class", "tier", "minutes")
FIGURE_ROWS = ("service", "class", "figure", "value", "patients")
MINUTES = ("wait_median", "wait_p95", "stay_median")
SHARES = (
    "four_hours",
    "twelve_hours",
    "left_unseen",
    "admitted",
    "bed_over_four",
    "bed_over_twelve",
)
FIGURES = (*MINUTES, *SHARES)
"""What can be observed: minutes, then shares from 0 to 1, as `sevenday flow` has them."""
OUTCOMES = ("home", "bed", "left", "")


def read_observed(paths: Iterable[str | Path]) -> Observed:
    """What some files say, each in one of the three forms, by its columns.

    Raises
    ------
    InputError
        With every fault of every file, and where none has a row.
    """
    faults = Faults([])
    stays: list[ObservedStay] = []
    columns: set[str] = set()
    contacts: list[ObservedContact] = []
    figures: list[ObservedFigure] = []
    for path in map(Path, paths):
        if not path.is_file():
            expected = "a CSV file of patients, of doctors' tasks or of figures"
            faults.add("not there", "", None, "--fit", f"{path}", expected, code="missing-file")
            continue
        _, header = next(records(path, Faults([])), (1, []))
        before = len(faults.found), len(stays) + len(contacts) + len(figures)
        if "figure" in header:
            figures += _figures(path, faults)
        elif "minutes" in header:
            contacts += _contacts(path, faults)
        else:
            columns.update(header)
            stays += _stays(path, faults)
        if before == (len(faults.found), len(stays) + len(contacts) + len(figures)):
            faults.add("no row in it", path.name, expected="a row each", code="empty-file")
    if not (faults.found or stays or contacts or figures):
        expected = "a CSV file of patients, of doctors' tasks or of figures"
        raise InputError(Fault("nothing observed", expected=expected, code="empty-file"))
    if faults.found:
        raise InputError(*faults.found)
    return Observed(tuple(stays), frozenset(columns), tuple(contacts), tuple(figures))


def _stays(path: Source, faults: Faults) -> list[ObservedStay]:
    found = []
    for row in rows(path, faults, STAYS, ("service", "arrived")):
        row.needed("arrived")
        times = [_moment(row, name) for name in ("arrived", "seen", "decided", "left")]
        arrived = times[0]
        outcome = row.choice("outcome", OUTCOMES, "")
        triage = row.whole("class", None, 1, CLASSES)
        there = [at for at in times if at is not None]
        if there != sorted(there):
            what, expected = "out of order", "arrived, seen, decided and left in turn"
            row.fault("left", what, expected, code="out-of-order")
        elif outcome == "left" and times[1] is not None:
            what, expected = "seen, and left unseen", "no time of being seen, or another outcome"
            row.fault("outcome", what, expected, code="arguments-clash")
        elif arrived is not None:
            _, seen, decided, left = times
            service = row.text("service")
            found.append(ObservedStay(service, triage, arrived, seen, decided, left, outcome))
    return found


def _moment(row: Row, column: str) -> datetime | None:
    text = row.text(column)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None or len(text) < len("2026-09-07 10:00"):
        expected = "YYYY-MM-DD HH:MM by the wall clock"
        row.fault(column, "not a date and time", expected, code="not-a-time")
        return None
    return at


def _contacts(path: Source, faults: Faults) -> list[ObservedContact]:
    found = []
    for row in rows(path, faults, CONTACTS, CONTACTS):
        step = row.choice("step", STEPS, "") if row.needed("step") else ""
        for name in ("class", "tier", "minutes"):
            row.needed(name)
        triage, tier = row.whole("class", None, 1, CLASSES), row.whole("tier", None, 1, TIERS)
        minutes = row.number_in("minutes", None, 0, 1440)
        if minutes == 0:
            what = "a task that took no time"
            row.fault("minutes", what, "minutes above 0", code="out-of-range")
        elif step and triage and tier and minutes:
            found.append(ObservedContact(row.text("service"), step, triage, tier, minutes))
    return found


def _figures(path: Source, faults: Faults) -> list[ObservedFigure]:
    found = []
    seen: dict[tuple[str, int | None, str], int] = {}
    for row in rows(path, faults, FIGURE_ROWS, ("service", "figure", "value", "patients")):
        figure = row.choice("figure", FIGURES, "") if row.needed("figure") else ""
        row.needed("value")
        row.needed("patients")
        value = row.number_in("value", None, 0, 1 if figure in SHARES else 10_080)
        patients = row.whole("patients", None, 1, 10**8)
        triage = row.whole("class", None, 1, CLASSES)
        key = (row.text("service"), triage, figure)
        if key in seen:
            what = f"twice: row {seen[key]} has it too"
            row.fault("figure", what, "each figure of a class once", code="repeated")
        elif figure and value is not None and patients is not None:
            found.append(ObservedFigure(key[0], triage, figure, value, patients))
        seen.setdefault(key, row.number)
    return found
