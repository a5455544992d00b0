"""Where a breach shows in a grid: the cells of a rota or a template that a note belongs on."""

from collections.abc import Iterator
from datetime import timedelta

from sevenday.clock import WEEKDAYS
from sevenday.limits.result import CheckResult
from sevenday.limits.verdict import Verdict
from sevenday.model import Codes, Hospital

MOST_NOTE = 1500
"""Characters of a cell's note: more cannot be read in one."""

Cell = tuple[str, str, str]
"""A sheet, the first cell of a row, and the heading of a column."""


def notes(hospital: Hospital, result: CheckResult | None) -> dict[Cell, str]:
    """What the breaches say of each cell; a window's stand on its first and its last duty.

    A template's cell is worked by many: its note has one sentence a rule, and how many more.
    """
    found: dict[Cell, dict[str, list[Verdict]]] = {}
    for breach in result.breaches if result else ():
        cells = _dated(hospital, breach) if breach.week is None else _rolling(hospital, breach)
        for cell in dict.fromkeys(cells):
            found.setdefault(cell, {}).setdefault(breach.rule, []).append(breach)
    return {cell: _comment(cell, by_rule)[:MOST_NOTE] for cell, by_rule in found.items()}


def _comment(cell: Cell, by_rule: dict[str, list[Verdict]]) -> str:
    sentences = []
    for breaches in by_rule.values():
        others = len({breach.doctor for breach in breaches} - {breaches[0].doctor})
        own = breaches[:1] if others else breaches
        sentences += [breach.sentence for breach in own]
        sentences += [f"So do {others} more lines."] if others else []
    return "\n".join(sentences)


def _dated(hospital: Hospital, breach: Verdict) -> Iterator[Cell]:
    """Cells of the rota, within its dates."""
    rota = hospital.rota
    if rota is None or breach.doctor not in rota.doctors:
        return
    row = rota.codes[rota.doctors.index(breach.doctor)]
    low, high = breach.start.date(), breach.end.date()
    span = range(max(0, (low - rota.first).days), min(len(row), (high - rota.first).days + 1))
    for k in _ends(span, _worked(hospital, row)):
        yield "rota", breach.doctor, (rota.first + timedelta(days=k)).isoformat()


def _rolling(hospital: Hospital, breach: Verdict) -> Iterator[Cell]:
    """Cells of the doctor's template, from the weeks of the line back to the template's own."""
    place, doctor = next(
        (k, each) for k, each in enumerate(hospital.doctors) if each.name == breach.doctor
    )
    template = hospital.template_for(doctor)
    begin = doctor.start_week or place % template.weeks + 1
    row = template.line(begin)
    start, end = breach.start, breach.end
    first = 7 * ((breach.week or 1) - 1) + start.weekday()
    span = range(first, first + min((end.date() - start.date()).days + 1, len(row)))
    sheet = f"template-{doctor.template}" if doctor.template else "template"
    for k in _ends(span, _worked(hospital, row)):
        week, day = divmod(k % len(row), 7)
        yield sheet, f"{(begin - 1 + week) % template.weeks + 1}", WEEKDAYS[day]


def _worked(hospital: Hospital, row: Codes) -> list[bool]:
    return [bool(hospital.cells.parts[code]) for code in row.tolist()]


def _ends(span: range, worked: list[bool]) -> list[int]:
    """The first and the last day of a span with a duty, else of the span."""
    days = [k for k in span if worked[k % len(worked)]] or list(span)
    return [*days[:1], *days[-1:]]
