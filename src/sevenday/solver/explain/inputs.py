"""What no search can mend, refused before one starts: each with its place and what conflicts.

Refused is what the files themselves make impossible: requests and pins outside the dates, pins
against each other, against leave or against the law, a place that nobody may fill, more places at
once than there are doctors, hours that no lawful line has. A day on which leave or the law leaves
too few is not refused: the least bad rota is made, and each open place is explained.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sevenday.errors import Fault, InputError
from sevenday.model import NOT_PINNED, OFF, Doctor, Hospital, Requirement
from sevenday.solver.explain.headcount import headcount_faults
from sevenday.solver.explain.params import ExplainParams

Pin = tuple[Doctor, date, int]
"""Who is pinned, on which date, to which cell code."""


def refuse_inputs(hospital: Hospital, params: ExplainParams = ExplainParams()) -> None:
    """Raise InputError for all that a hospital's files make impossible, whatever the contract."""
    if hospital.starts is None or hospital.rota_days is None:
        return  # refused where the dates are read
    first = hospital.starts
    last = first + timedelta(days=hospital.rota_days - 1)
    dates = [first + timedelta(days=d) for d in range((last - first).days + 1)]
    faults = [
        *_outside(hospital, first, last),
        *_pins(hospital, first, last),
        *_nobody(hospital, dates),
    ]
    faults = faults or list(headcount_faults(hospital, dates, params.headcount_seconds))
    if faults:
        raise InputError(*faults)


def _outside(hospital: Hospital, first: date, last: date) -> Iterator[Fault]:
    """Requests and pins that no date of the rota is in."""
    span = f"dates from {first} to {last}, or other starts and ends in hospital.toml"
    for wish in hospital.requests:
        if wish.last < first or wish.first > last:
            what = f"{wish.doctor}'s request is outside the dates of the rota"
            found = f"{wish.first}" if wish.first == wish.last else f"{wish.first} to {wish.last}"
            yield Fault(what, "requests.csv", wish.row, "from", found, span, code="outside-dates")
    for doctor, day, code in _pinned(hospital):
        if not first <= day <= last:
            what = f"{doctor.name}'s pin is outside the dates of the rota"
            yield Fault(
                what,
                "pins.csv",
                None,
                f"{day}",
                _shift_text(hospital, code),
                span,
                code="outside-dates",
            )


def _pinned(hospital: Hospital) -> Iterator[Pin]:
    pins = hospital.pins
    if pins is None:
        return
    known = {doctor.name: doctor for doctor in hospital.doctors}
    for name, codes in zip(pins.doctors, pins.codes.tolist(), strict=True):
        for n, code in enumerate(codes):
            if code != NOT_PINNED:
                yield known[name], pins.first + timedelta(days=n), code


def _shift_text(hospital: Hospital, code: int) -> str:
    return hospital.cells.texts[code] or "-"


def _pins(hospital: Hospital, first: date, last: date) -> Iterator[Fault]:
    """Pinned duties against leave, employment, tier and competence, and the most of a place."""
    duties = [
        (who, day, code)
        for who, day, code in _pinned(hospital)
        if code != OFF and hospital.cells.parts[code] and first <= day <= last
    ]
    for who, day, code in duties:
        text = _shift_text(hospital, code)
        for reason, how in _against(hospital, who, day, text):
            what = f"{who.name} cannot work {text} on {day}: {reason}"
            yield Fault(what, "pins.csv", None, f"{day}", text, how, code="infeasible")
    for need in hospital.cover:
        if need.max is None:
            continue
        for day in dict.fromkeys(day for _, day, _ in duties if need.holds_on(day)):
            on = [
                who.name
                for who, when, code in duties
                if when == day
                and _shift_text(hospital, code) == need.shift
                and not need.against(who)
            ]
            if len(on) > need.max:
                what = f"{', '.join(on)} are pinned to {need.shift} on {day}: {len(on)}"
                how = (
                    f"at most {need.max} of these pins, or a larger max in cover.csv row {need.row}"
                )
                yield Fault(what, "pins.csv", None, f"{day}", need.shift, how, code="infeasible")


def _against(hospital: Hospital, who: Doctor, day: date, text: str) -> Iterator[tuple[str, str]]:
    """What stands against a pinned duty, and how to mend it."""
    for wish in hospital.requests:
        if wish.doctor == who.name and wish.want == "leave" and wish.first <= day <= wish.last:
            row = f" row {wish.row}" if wish.row else ""
            yield f"on leave (requests.csv{row})", "the pin or the leave, not both"
    if who.joined and day < who.joined:
        yield f"not here before {who.joined}", "a pin of somebody who is here"
    if who.left and day > who.left:
        yield f"not here after {who.left}", "a pin of somebody who is here"
    asked = [need for need in hospital.cover if need.shift == text and need.holds_on(day)]
    if asked and all(need.against(who) for need in asked):
        words = dict.fromkeys(reason for need in asked for reason in need.against(who))
        yield "; ".join(words), "a pin of somebody who may fill it"


def _nobody(hospital: Hospital, dates: list[date]) -> Iterator[Fault]:
    """Requirements that no doctor of the file may fill."""
    for need in hospital.cover:
        if need.min and any(map(need.holds_on, dates)) and all(map(need.against, hospital.doctors)):
            column, found, how = _missing(need, hospital)
            name = f"{need.service}: " if need.service else ""
            what = f"{name}no doctor may fill {need.shift}, of which {need.min} are needed"
            yield Fault(what, "cover.csv", need.row, column, found, how, code="infeasible")


def _missing(need: Requirement, hospital: Hospital) -> tuple[str, str, str]:
    """The column that shuts everybody out, what it holds, and how to mend it."""
    if need.competence and not any(need.competence in d.competences for d in hospital.doctors):
        return "competence", need.competence, f"a doctor of doctors.csv with {need.competence}"
    if need.tier and all(d.tier not in (None, need.tier) for d in hospital.doctors):
        return "tier", f"{need.tier}", f"a doctor of tier {need.tier} in doctors.csv"
    if need.service and all(d.service not in ("", need.service) for d in hospital.doctors):
        return (
            "service",
            need.service,
            f"a doctor of {need.service}, or of no service, in doctors.csv",
        )
    wanted = [f"tier {need.tier}"] if need.tier else []
    wanted += [need.competence] if need.competence else []
    wanted += [need.service] if need.service else []
    how = f"one doctor of doctors.csv with all of {', '.join(wanted)}"
    return "competence" if need.competence else "tier", need.competence or f"{need.tier}", how
