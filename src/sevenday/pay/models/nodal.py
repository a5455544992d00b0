"""The 2016 contract's pay: basic at a nodal point, and what is added to it (contracts.md 1, 3).

`amounts` is the one definition, over arrays of doctors; `lines` puts one doctor's in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.model import Doctor
from sevenday.pay.line_work import CLOSE, Floats, LineWork, share_of
from sevenday.pay.working import PayElement


@dataclass(frozen=True, eq=False, slots=True)
class Staff:
    """(n,) arrays of what the pay of each doctor turns on beside their line."""

    basic: Floats
    ltft: npt.NDArray[np.bool_]
    wte: Floats
    weekend_share: Floats
    oncall_share: Floats
    premia: Floats
    london: Floats


def staff_arrays(
    doctors: tuple[Doctor, ...], terms: Terms, basic: Mapping[str, float] | None = None
) -> Staff:
    """Look up each doctor's basic pay (by grade, default the nodal points) and annual sums.

    Raises InputError for all that is not known.
    """
    faults = [
        fault
        for d in doctors
        for names, term in (((d.london,), "pay.london"), (d.premia, "pay.premia"))
        for fault in unknown_names(names, term, terms, d.name)
    ]
    if faults:
        raise InputError(*faults)
    if basic is None:
        basic = {grade: nodal_point(grade, terms)[1] for grade in {d.grade for d in doctors}}
    share = [d.wte if d.weekend_share is None else d.weekend_share for d in doctors]
    on_call = [d.wte if d.oncall_share is None else d.oncall_share for d in doctors]
    return Staff(
        np.array([basic[d.grade] for d in doctors], np.float64),
        np.array([d.ltft for d in doctors], np.bool_),
        np.array([d.wte for d in doctors], np.float64),
        np.array(share, np.float64),
        np.array(on_call, np.float64),
        np.array(
            [sum(named_sum(p, "pay.premia", terms) for p in d.premia) for d in doctors], float
        ),
        np.array([named_sum(d.london, "pay.london", terms) for d in doctors], float),
    )


def nodal_point(grade: str, terms: Terms) -> tuple[str, float]:
    """The nodal point of a grade, and its basic pay."""
    point = terms.value("pay.point_of_grade")[grade]
    return point, float(terms.value("pay.nodal")[point])


def unknown_names(names: tuple[str, ...], term: str, terms: Terms, doctor: str) -> Iterator[Fault]:
    """A fault for each name that a term does not hold; a blank one is none."""
    known = terms.value(term) if any(names) else {}
    for name in names:
        if name and name not in known:
            what = f"{doctor}: not in the contract on {terms.on}"
            column = term.removeprefix("pay.")
            yield Fault(what, "doctors.csv", None, column, name, ", ".join(known))


def named_sum(name: str, term: str, terms: Terms) -> float:
    """An annual sum by its name, which the contract has; 0 for none."""
    return float(terms.value(term)[name]) if name else 0.0


def weekend_rate(frequency: Floats, terms: Terms) -> Floats:
    """The share of basic that a weekend frequency earns."""
    return rate_by_frequency(frequency, terms.value("pay.weekend"))


def rate_by_frequency(
    frequency: Floats, table: Sequence[tuple[str, float | str]], otherwise: float = 0.0
) -> Floats:
    """The share of the first row of [least frequency, share] that each frequency reaches."""
    reached = [frequency >= share_of(least) - CLOSE for least, _ in table]
    return np.select(reached, [share_of(rate) for _, rate in table], otherwise)


def amounts(figures: LineWork, weekends: Floats, staff: Staff, terms: Terms) -> dict[str, Floats]:
    """Each element in pounds a year, unrounded: arrays over doctors.

    `weekends` is the frequency of the full-time line (`figures.full_time_weekends`).
    """
    hourly = staff.basic / terms.value("pay.basic_hours")
    over = np.maximum(figures.hours - terms.value("pay.basic_hours"), 0.0)
    share = np.where(staff.ltft, staff.weekend_share, 1.0)
    on_call = np.where(staff.ltft, staff.oncall_share, 1.0) * figures.on_call
    allowance = terms.value("pay.ltft_allowance") if terms.has("pay.ltft_allowance") else 0.0
    return {
        "basic": np.where(staff.ltft, hourly * figures.hours, staff.basic),
        "additional_hours": np.where(staff.ltft, 0.0, hourly * over),
        "night": hourly * terms.value("pay.night_rate") * figures.night_hours,
        "weekend": staff.basic * weekend_rate(weekends, terms) * share,
        "on_call": staff.basic * terms.value("pay.on_call") * on_call,
        "flexible_premium": staff.premia * staff.wte,
        "london_weighting": staff.london * staff.wte,
        "ltft_allowance": np.where(staff.ltft, allowance, 0.0),
    }


def explain_elements(
    i: int, doctor: Doctor, figures: LineWork, weekends: Floats, staff: Staff, terms: Terms
) -> Iterator[PayElement]:
    """The working of each element for doctor i, in the order of `amounts`."""
    point, basic = nodal_point(doctor.grade, terms)
    hours, nights = figures.hours[i], figures.night_hours[i]
    normal = terms.value("pay.basic_hours")
    pay = f"£{basic:,.0f}"
    nodal = (terms.get("pay.nodal"), terms.get("pay.point_of_grade"))
    rate = float(weekend_rate(weekends[i : i + 1], terms)[0])
    adjusted = bool(abs(hours - figures.hours_without_leave[i]) > CLOSE)
    leave = ", leave adjusted" if adjusted else ""
    per_hour = f"{pay} / {normal:g} x"
    part = f" x {staff.wte[i]:g} of full time"
    yield PayElement(
        "basic",
        f"point {point}: {per_hour} {hours:.6g} h a week{leave}"
        if doctor.ltft
        else f"point {point}: {pay} for {normal:g} h a week",
        nodal,
    )
    additional = f"{per_hour} ({hours:.6g} - {normal:g}) h a week{leave}"
    yield PayElement("additional_hours", additional, (terms.get("pay.additional_rate"), *nodal))
    percent = 100 * terms.value("pay.night_rate")
    window = "-".join(terms.value("pay.night_window"))
    late = (terms.get("pay.night_shift_late"),) if figures.late[i] else ()
    yield PayElement(
        "night",
        f"{per_hour} {percent:g}% x {nights:.6g} h a week{leave}, in {window} or in shifts that "
        "count whole",
        (terms.get("pay.night_rate"), *late, *nodal),
        "that nights scale so" if adjusted else "",
    )
    often = f"1 in {1 / weekends[i]:.3g}" if weekends[i] else "no weekend"
    share = f" x {staff.weekend_share[i]:g} of the full-time weekends" if doctor.ltft else ""
    weekend = f"{pay} x {100 * rate:g}% for {often}{share}"
    yield PayElement("weekend", weekend, (terms.get("pay.weekend"), *nodal))
    share = f" x {staff.oncall_share[i]:g} of the full-time on-call" if doctor.ltft else ""
    on_call = f"{pay} x {100 * terms.value('pay.on_call'):g}%{share}"
    yield PayElement("on_call", on_call, (terms.get("pay.on_call"), *nodal))
    premia = " + ".join(f"{p} £{named_sum(p, 'pay.premia', terms):,.0f}" for p in doctor.premia)
    working = premia + (part if doctor.ltft else "")
    source = terms.get("pay.premia")
    low, high = (
        None if bound is None else float(staff.wte[i]) * sum(bound[p] for p in doctor.premia)
        for bound in (source.low, source.high)
    )
    yield PayElement("flexible_premium", working, (source,), low=low, high=high)
    zone = f"{doctor.london} £{staff.london[i]:,.0f}{part if doctor.ltft else ''}"
    yield PayElement("london_weighting", zone, (terms.get("pay.london"),))
    if terms.has("pay.ltft_allowance"):
        flat = "a flat sum for every doctor who works less than full time"
        yield PayElement("ltft_allowance", flat, (terms.get("pay.ltft_allowance"),))
