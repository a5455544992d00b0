"""What pay turns on beside a doctor's line: basic pay, share of full time, annual sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.contracts.value import End
from sevenday.errors import InputError
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.pay.models.named_sums import LONDON, PREMIA, named_sum, unknown_names
from sevenday.pay.working import PayElement


@dataclass(frozen=True, eq=False, slots=True)
class Staff:
    """(n,) arrays of what the pay of each doctor turns on beside their line.

    `premia`, `london`: full-time annual sums. The shares are those of the full-time frequency.
    """

    basic: Floats
    ltft: npt.NDArray[np.bool_]
    wte: Floats
    weekend_share: Floats
    oncall_share: Floats
    premia: Floats
    london: Floats


def staff_arrays(doctors: tuple[Doctor, ...], terms: Terms, basic: Sequence[float]) -> Staff:
    """Look up each doctor's annual sums. `basic`: full-time basic pay of each.

    Raises InputError for every name that the contract does not hold.
    """
    faults = [
        fault
        for d in doctors
        for names, term in (((d.london,), LONDON), (d.premia, PREMIA))
        for fault in unknown_names(names, term, terms, d.name)
    ]
    if faults:
        raise InputError(*faults)
    share = [d.wte if d.weekend_share is None else d.weekend_share for d in doctors]
    on_call = [d.wte if d.oncall_share is None else d.oncall_share for d in doctors]
    return Staff(
        np.array(basic, np.float64),
        np.array([d.ltft for d in doctors], np.bool_),
        np.array([d.wte for d in doctors], np.float64),
        np.array(share, np.float64),
        np.array(on_call, np.float64),
        premia_sums(doctors, terms),
        np.array([named_sum(d.london, LONDON, terms) for d in doctors], np.float64),
    )


def premia_sums(doctors: tuple[Doctor, ...], terms: Terms, end: End = "value") -> Floats:
    """(n,) flexible premia of a full-time year, at an end of what is not known of them."""
    if not any(doctor.premia for doctor in doctors):
        return np.zeros(len(doctors))
    sums = terms.get(PREMIA).at(end)
    return np.array([sum(float(sums[name]) for name in d.premia) for d in doctors], np.float64)


def sums_working(doctor: Doctor, terms: Terms, staff: Staff, i: int) -> Iterator[PayElement]:
    """The working of the premia and the London weighting of doctor i of the staff."""
    part = f" x {staff.wte[i]:g} of full time" if doctor.ltft else ""
    if doctor.premia:
        named = ((name, named_sum(name, PREMIA, terms)) for name in doctor.premia)
        premia = " + ".join(f"{name} £{pounds:,.0f}" for name, pounds in named)
        yield PayElement("flexible_premium", premia + part, (terms.get(PREMIA),))
    if doctor.london:
        zone = f"{doctor.london} £{staff.london[i]:,.0f}{part}"
        yield PayElement("london_weighting", zone, (terms.get(LONDON),))
