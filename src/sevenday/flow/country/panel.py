"""The monthly counts of many trusts as arrays: what a folder of files says, checked.

Any `trusts-*.csv` in the folder is read, in the form of `examples/england/SOURCE.md`, or with the
headings that NHS England's own monthly files have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sevenday.errors import Fault, InputError
from sevenday.files.table import Faults, Row, records, rows
from sevenday.flow.country.columns import COUNTS, KNOWN, NEEDED, TEXTS
from sevenday.flow.country.headings import as_ours
from sevenday.flow.country.mergers import read_mergers
from sevenday.flow.country.months import month_number, month_text

Floats = npt.NDArray[np.float64]

MOST = 1_000_000
"""More than any trust's patients of a month."""


@dataclass(frozen=True, eq=False, slots=True)
class Panel:
    """Counts by trust and month; what is not there is no number (NaN).

    Parameters
    ----------
    codes
        Organisation codes of the n trusts, in order.
    names, regions
        By code, as the latest file that says has them.
    months
        (m,) months in order, as `months.month_number` counts them; not each need follow the last.
    counts
        By column (n, m) patients of the month.
    remarks
        What was done with rows that are not as expected.
    """

    codes: tuple[str, ...]
    names: Mapping[str, str]
    regions: Mapping[str, str]
    months: npt.NDArray[np.int64]
    counts: Mapping[str, Floats]
    remarks: tuple[str, ...] = ()

    def until(self, month: int) -> "Panel":
        """The months up to one, that one among them."""
        return self._of(self.months <= month)

    def _of(self, chosen: npt.NDArray[np.bool_]) -> "Panel":
        counts = {name: values[:, chosen] for name, values in self.counts.items()}
        return Panel(
            self.codes, self.names, self.regions, self.months[chosen], counts, self.remarks
        )

    def over_four_hours(self) -> Floats:
        """(n, m) percentage points of type 1 attendances that took over four hours."""
        return 100 * self.counts["over_4h_type1"] / self.counts["attendances_type1"]

    def admitted(self) -> Floats:
        """(n, m) percentage points of type 1 attendances that were admitted."""
        return 100 * self.counts["admissions_type1"] / self.counts["attendances_type1"]

    def beds_over_four_hours(self) -> Floats:
        """(n, m) percentage points of admissions that waited over four hours for a bed."""
        return 100 * (self.counts["dta_4_12h"] + self.counts["dta_over_12h"]) / self._admissions

    def beds_over_twelve_hours(self) -> Floats:
        """(n, m) percentage points of admissions that waited over twelve hours for a bed."""
        return 100 * self.counts["dta_over_12h"] / self._admissions

    def daily(self) -> Floats:
        """(n, m) type 1 attendances a day."""
        days = np.array([_days(int(month)) for month in self.months], np.float64)
        return np.asarray(self.counts["attendances_type1"] / days)

    @property
    def _admissions(self) -> Floats:
        """(n, m) admissions through any department: waits for a bed are counted over them all."""
        return (
            self.counts["admissions_type1"]
            + self.counts["admissions_type2"]
            + self.counts["admissions_other"]
        )


def _days(month: int) -> int:
    from calendar import monthrange

    return monthrange(month // 12, month % 12 + 1)[1]


def read_panel(folder: str | Path) -> Panel:
    """Read every `trusts-*.csv` of a folder as one panel.

    Headings of NHS England's own files are understood. A trust without a month is left blank there.
    Predecessors in `mergers.csv` are added to the trust that they became.

    Parameters
    ----------
    folder
        Where the files are.

    Raises
    ------
    InputError
        For whatever is wrong in any file, every fault at once: a column that is missing or has
        another name, a negative count, more over four hours than attended, a trust twice in a
        month.
    """
    where = Path(folder)
    files = sorted(where.glob("trusts-*.csv")) if where.is_dir() else []
    if not files:
        what = "no file of trusts is there" if where.is_dir() else "no such folder"
        expected = "a folder with files trusts-*.csv, as examples/england has"
        raise InputError(Fault(what, f"{where}", expected=expected, code="missing-file"))
    faults = Faults([])
    found: dict[tuple[str, int], dict[str, float]] = {}
    texts: dict[str, dict[str, str]] = {name: {} for name in TEXTS}
    for file in files:
        for row in _rows(file, faults):
            _take(row, found, texts)
    merged, remarks = read_mergers(where, faults)
    if faults.found:
        raise InputError(*faults.found)
    if not found:
        what = "no trust in any file"
        raise InputError(Fault(what, f"{where}", expected="rows of trusts", code="empty-file"))
    return _panel(found, texts, merged, remarks)


def _rows(file: Path, faults: Faults) -> "Sequence[Row]":
    """The rows of a file, its headings as ours."""
    table = list(records(file, faults))
    if not table:
        return [*rows(file, faults, NEEDED, NEEDED)]
    source = as_ours(file, table, faults)
    return [*rows(source, faults, KNOWN, NEEDED)]


def _take(
    row: Row, found: dict[tuple[str, int], dict[str, float]], texts: dict[str, dict[str, str]]
) -> None:
    """Note one row: a trust's counts of a month."""
    code = row.needed("org_code")
    month = month_number(row.needed("month"))
    if month is None:
        row.fault("month", "not a month", "YYYY-MM, as 2025-07", code="not-a-date")
        return
    counts = {}
    for name in COUNTS:
        if name in row.cells or name in NEEDED:
            if name in NEEDED:
                row.needed(name)
            value = row.whole(name, None, 0, MOST)
            counts[name] = float("nan") if value is None else float(value)
    if counts["attendances_type1"] == 0:
        row.fault(
            "attendances_type1",
            "a trust without a patient",
            "1 or more, or no row of it in this month",
            code="out-of-range",
        )
    for part, whole in (
        ("over_4h_type1", "attendances_type1"),
        ("admissions_type1", "attendances_type1"),
    ):
        if counts[part] > counts[whole]:
            row.fault(part, f"more than {whole}", f"at most {counts[whole]:g}", code="out-of-range")
    if (code, month) in found:
        row.fault("org_code", "a trust twice in one month", "one row", code="repeated")
    found[code, month] = counts
    for name, known in texts.items():
        if text := row.text(name):
            known[code] = text


def _panel(
    found: dict[tuple[str, int], dict[str, float]],
    texts: dict[str, dict[str, str]],
    merged: Mapping[str, str],
    remarks: Sequence[str],
) -> Panel:
    codes = tuple(sorted({merged.get(code, code) for code, _ in found}))
    months = np.array(sorted({month for _, month in found}), np.int64)
    place = {code: k for k, code in enumerate(codes)}
    when = {int(month): k for k, month in enumerate(months)}
    counts = {name: np.full((len(codes), len(months)), np.nan) for name in COUNTS}
    for (code, month), values in found.items():
        at = place[merged.get(code, code)], when[month]
        for name, value in values.items():
            before = counts[name][at]
            counts[name][at] = value if np.isnan(before) else before + value
    every = [*remarks, *_whole_gaps(months), *_gaps(codes, months, counts["attendances_type1"])]
    names, regions = texts["name"], texts["region"]
    return Panel(codes, names, regions, months, counts, tuple(every))


def _whole_gaps(months: npt.NDArray[np.int64]) -> list[str]:
    """Months between the first and the last that no file has, in words."""
    remarks = []
    for k in np.flatnonzero(np.diff(months) > 1).tolist():
        first, last = int(months[k]) + 1, int(months[k + 1]) - 1
        which = month_text(first) + (f" to {month_text(last)}" if last > first else "")
        remarks.append(
            f"No file has {which}: no trust is known there. Limits, and how far months rank "
            f"trusts, go by the months from {month_text(int(months[k + 1]))} on."
        )
    return remarks


def _gaps(codes: Sequence[str], months: npt.NDArray[np.int64], present: Floats) -> list[str]:
    """Months that a trust lacks between its first and its last of a run of months, in words."""
    remarks = []
    runs = np.split(np.arange(len(months)), np.flatnonzero(np.diff(months) > 1) + 1)
    for code, row in zip(codes, ~np.isnan(present), strict=True):
        missing = []
        for run in runs:
            there = run[row[run]]
            if len(there):
                missing += [k for k in range(there[0], there[-1]) if not row[k]]
        if missing:
            remarks.append(
                f"{code} has no row for {', '.join(month_text(int(months[k])) for k in missing)}: "
                "it is taken as not known there."
            )
    return remarks
