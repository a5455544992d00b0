"""A rota as it was worked: duties with the hours of exception reports, and what they break.

Only what the extra hours made is a breach of a report: what the rota breaks as it is written is the
rota's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sevenday.clock import DAY
from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits import check
from sevenday.limits.verdict import Verdict
from sevenday.model import Hospital, Rota, Shift
from sevenday.model.roll import roll

MORE = 1e-6
"""Hours by which a breach as worked has to exceed the rota's own to be another."""


@dataclass(frozen=True, slots=True)
class ExtraHours:
    """Extra work of a report: whose, on the duty of which date, minutes after its midnight."""

    report: str
    doctor: str
    day: date
    start: int
    end: int


def dated_hospital(hospital: Hospital, last: date) -> Hospital:
    """The hospital with a dated rota: its own, else its template rolled out to a date.

    Without a rota where it has neither, or a template that says no date to start from.
    """
    if hospital.rota is not None or not hospital.templates or hospital.starts is None:
        return hospital
    first = hospital.monday(hospital.starts)
    weeks = (max(last, first) - first).days // 7 + 1
    cycles = max(template.weeks for template in hospital.templates.values())
    whole = -(-weeks // cycles) * cycles
    return replace(hospital, rota=roll(hospital, whole))


def duty_on(hospital: Hospital, doctor: str, day: date) -> tuple[Shift, ...] | None:
    """The parts of a doctor's duty on a date; None where the rota does not say."""
    rota = hospital.rota
    if rota is None or doctor not in rota.doctors or not rota.first <= day <= rota.last:
        return None
    code = rota.codes[rota.doctors.index(doctor), (day - rota.first).days]
    parts: tuple[Shift, ...] = hospital.cells.parts[code]
    return parts


def breaches_made(
    hospital: Hospital, terms: Terms, extra: Sequence[ExtraHours]
) -> tuple[Mapping[str, tuple[Verdict, ...]], tuple[str, ...]]:
    """What the hours of each report broke, by report, and notes on hours that were not judged.

    A breach is of the last report whose work lies in its window. `hospital` has a dated rota.
    """
    worked, notes = _worked(hospital, extra)
    own = check(hospital, terms, "rota").breaches
    made: dict[str, list[Verdict]] = {}
    for breach in check(worked, terms, "rota").breaches:
        if any(_same(breach, other) for other in own):
            continue
        within = [x for x in extra if x.doctor == breach.doctor and _touches(x, breach)]
        if within:
            last = max(within, key=lambda x: (x.day, x.end))
            made.setdefault(last.report, []).append(breach)
    return {report: tuple(found) for report, found in made.items()}, notes


def _worked(hospital: Hospital, extra: Sequence[ExtraHours]) -> tuple[Hospital, tuple[str, ...]]:
    """The hospital with each duty as long as it was worked."""
    rota = hospital.rota
    if rota is None:
        return hospital, ()
    cells, codes = deepcopy(hospital.cells), rota.codes.copy()
    notes = []
    for number, each in enumerate(extra):
        place = rota.doctors.index(each.doctor), (each.day - rota.first).days
        duty = cells.parts[codes[place]]
        try:
            longer = list(_longer(duty, each, f"worked-{number}"))
            cells.shifts.update({shift.code: shift for shift in longer})
            codes[place] = cells.code("+".join(shift.code for shift in longer))
        except InputError:
            notes.append(
                f"Report {each.report}: its hours do not join the duty of {each.day}, so what they "
                "break is not judged."
            )
    worked = Rota(rota.doctors, rota.first, codes)
    return replace(hospital, cells=cells, rota=worked), tuple(notes)


def _longer(duty: tuple[Shift, ...], extra: ExtraHours, code: str) -> Iterator[Shift]:
    """The parts of a duty with the extra work in them, or the work alone on a day off.

    On call it is more work in the period; a resident part lasts longer. Raises InputError where the
    work does not touch the duty.
    """
    if not duty:
        long = float(extra.end - extra.start)
        yield Shift(code, extra.start, extra.end, work=long, breaks=())
        return
    touched = [part for part in duty if part.start <= extra.end and extra.start <= part.end]
    if not touched:
        raise InputError("the work does not touch the duty", code="outside-dates")
    main = min(touched, key=lambda part: part.on_call)
    for number, part in enumerate(duty):
        name = f"{code}-{number}"
        if part is not main:
            yield replace(part, code=name)
        elif part.on_call:
            yield replace(part, code=name, work=part.work + extra.end - extra.start)
        else:
            start, end = min(part.start, extra.start), max(part.end, extra.end)
            if start < 0 or end - start > DAY:
                raise InputError("the work makes a duty of over a day", code="out-of-range")
            yield replace(part, code=name, start=start, end=end, work=float(end - start))


def _same(breach: Verdict, other: Verdict) -> bool:
    """Whether a breach is the rota's own, no worse for the hours worked."""
    if (breach.rule, breach.doctor) != (other.rule, other.doctor):
        return False
    apart = abs(breach.value - breach.limit) > abs(other.value - other.limit) + MORE
    return not apart and breach.start < other.end and other.start < breach.end


def _touches(extra: ExtraHours, breach: Verdict) -> bool:
    """Whether the work of a report lies at or in the window of a breach."""
    midnight = datetime.combine(extra.day, datetime.min.time())
    start, end = (midnight + timedelta(minutes=m) for m in (extra.start, extra.end))
    return start <= breach.end and breach.start <= end
