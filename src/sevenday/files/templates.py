"""template.csv and template-NAME.csv: rolling rotas of weeks and weekdays."""

from collections.abc import Mapping

import numpy as np

from sevenday.clock import WEEKDAYS
from sevenday.files.rota_forms import parse_code
from sevenday.files.table import Faults, Source, rows, torn
from sevenday.model import DutyCodes, Template
from sevenday.model.absence import days_absent

COLUMNS = ("week", *WEEKDAYS)


def read_templates(
    files: Mapping[str, Source], cells: DutyCodes, faults: Faults
) -> dict[str, Template]:
    """The hospital's templates by name; that of template.csv is "".

    Raises nothing: what is wrong goes to `faults`.
    """
    templates = {}
    for file, path in sorted(files.items()):
        if not (file.startswith("template") and file.endswith(".csv")):
            continue
        name = file.removesuffix(".csv").removeprefix("template").removeprefix("-")
        if template := _template(path, cells, faults):
            templates[name] = template
    return templates


def _template(path: Source, cells: DutyCodes, faults: Faults) -> Template | None:
    before = len(faults.found)
    weeks: list[list[int]] = []
    for row in rows(path, faults, COLUMNS, COLUMNS):
        expected = len(weeks) + 1
        if row.whole("week", 0) != expected and row.text("week").isdigit():
            row.fault(
                "week", "a week is missing or out of order", f"week {expected}", code="missing-key"
            )
        elif not row.text("week"):
            row.fault("week", "no week", f"week {expected}", code="missing-value")
        if torn(path, row.cells, COLUMNS):
            day = next(day for day in WEEKDAYS if day not in row.cells)
            row.fault(
                day,
                "half a week: the row ends before this",
                "a cell for each day, if blank",
                code="extra-cells",
            )
        codes = [
            parse_code(cells, row.text(day), faults, path.name, row.number, day) for day in WEEKDAYS
        ]
        weeks.append(codes)
    if not weeks and len(faults.found) == before:
        faults.add("no weeks", path.name, None, "", "", "one row a week", code="empty-file")
    if len(faults.found) > before:
        return None
    template = Template(np.array(weeks, np.int16))
    _check(path, template, cells, faults)
    return template


def _check(path: Source, template: Template, cells: DutyCodes, faults: Faults) -> None:
    """Refuse duties that overlap, the cycle's last and first among them, and leave."""
    codes = template.codes.reshape(-1).tolist()
    for k, code in enumerate(codes):
        place = (path.name, k // 7 + 2, WEEKDAYS[k % 7], cells.texts[code])
        if what := cells.clash(codes[k - 1], code):
            faults.add(
                f"overlapping duties: {what}",
                *place,
                "duties that do not overlap",
                code="overlapping-duties",
            )
        if days_absent(cells.texts[code]):
            faults.add(
                "leave in a template",
                *place,
                "duties, ZD, SDT, NWD or blank: leave stands in a dated rota, or as leave_days",
                code="leave-in-template",
            )
