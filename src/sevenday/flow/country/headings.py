"""Headings of NHS England's monthly files, as ours.

Source: NHS England, "A&E attendances and emergency admissions", monthly CSV files from 2024 on.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from sevenday.errors import Fault
from sevenday.files.spelling import nearest
from sevenday.files.table import Faults, Rows
from sevenday.flow.country.columns import KNOWN

OFFICIAL = {
    "period": "month",
    "org code": "org_code",
    "parent org": "region",
    "org name": "name",
    "a&e attendances type 1": "attendances_type1",
    "a&e attendances type 2": "attendances_type2",
    "a&e attendances other a&e department": "attendances_other",
    "attendances over 4hrs type 1": "over_4h_type1",
    "number of attendances over 4hrs type 1": "over_4h_type1",
    "number of attendances over 4hrs type 2": "over_4h_type2",
    "number of attendances over 4hrs other a&e department": "over_4h_other",
    "attendances over 4hrs type 2": "over_4h_type2",
    "attendances over 4hrs other department": "over_4h_other",
    "patients who have waited 4-12 hs from dta to admission": "dta_4_12h",
    "patients who have waited 12+ hrs from dta to admission": "dta_over_12h",
    "emergency admissions via a&e - type 1": "admissions_type1",
    "emergency admissions via a&e - type 2": "admissions_type2",
    "emergency admissions via a&e - other a&e department": "admissions_other",
    "other emergency admissions": "admissions_direct",
}
"""By their heading, small and with single blanks, our columns."""
BOOKED = "booked appointments"
"""In headings of patients who booked: left out, as in the files of `examples/england`."""
TOTAL = "total"
"""The code or period of the row that sums a file up."""


def as_ours(path: Path, table: Sequence[tuple[int, list[str]]], faults: Faults) -> Rows | Path:
    """A file's rows under our headings; rows of totals and without type 1 patients are left out.

    A file that has our headings is given back as it is. Headings close to ours get a fault that
    says which is meant.
    """
    number, header = table[0]
    ours = [OFFICIAL.get(re.sub(r"\s+", " ", name.lower()), "") for name in header]
    if "org_code" not in ours or "org_code" in header:
        return _renamed(path, table, faults)
    use = [k for k, name in enumerate(header) if ours[k] or BOOKED not in name.lower()]
    names = [ours[k] or header[k] for k in use]
    body: list[tuple[int, list[str]]] = [(number, names)]
    for row, cells in table[1:]:
        chosen = [cells[k] if k < len(cells) else "" for k in use]
        values = dict(zip(names, chosen, strict=True))
        total = TOTAL in (values["org_code"].lower(), values.get("month", "").lower())
        if not total and values.get("attendances_type1", "") not in ("", "0"):
            body.append((row, [cell.replace(",", "") for cell in chosen]))
    return Rows(path.name, body)


def _renamed(path: Path, table: Sequence[tuple[int, list[str]]], faults: Faults) -> Rows | Path:
    """Say which of our columns a heading that is not known may be, and read it as that one."""
    number, header = table[0]
    names = list(header)
    for k, name in enumerate(header):
        near = nearest(name.strip().replace(" ", "_"), KNOWN, 0.7)
        if name not in KNOWN and near and near not in names:
            names[k] = near
            faults.found.append(
                Fault(
                    "a column of another name",
                    path.name,
                    number,
                    name,
                    name,
                    f"{near}: rename it so",
                    code="unknown-column",
                )
            )
    return path if names == header else Rows(path.name, [(number, names), *table[1:]])
