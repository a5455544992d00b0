"""How often a line works a weekend, a Saturday, an on-call period, and what that earns."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sevenday.model import Doctor
from sevenday.pay.line_work import CLOSE, Floats, LineWork, share_of


def rate_by_frequency(
    frequency: Floats, table: Sequence[tuple[str, float | str]], otherwise: float = 0.0
) -> Floats:
    """The share of the first row of [least frequency, share] that each frequency reaches."""
    reached = [frequency >= share_of(least) - CLOSE for least, _ in table]
    return np.select(reached, [share_of(rate) for _, rate in table], otherwise)


def one_in(frequency: float) -> str:
    """A frequency in words: 1 in 4, or never."""
    return f"1 in {1 / frequency:.3g}" if frequency else "never"


def full_time_weekends(doctors: tuple[Doctor, ...], work: LineWork) -> Floats:
    """(n,) the weekend frequency of the full-time line that each doctor's pay goes by."""
    shares = [doctor.weekend_share for doctor in doctors]
    return full_time(doctors, work.weekends, shares, work.full_hours)


def full_time(
    doctors: tuple[Doctor, ...],
    frequencies: Floats,
    shares: Sequence[float | None],
    full_hours: npt.NDArray[np.bool_],
) -> Floats:
    """(n,) a frequency of the full-time line that each doctor's pay goes by.

    A full-time doctor's is their own. For a LTFT doctor it is the most common among full-time
    doctors of their service and tier, else service, else hospital (the lowest of a tie); with none,
    their own line if it averages full-time hours, else their own frequency over their share of it.
    One who never works so, and of whom no share is stated, takes none of it.
    """
    own = frequencies.copy()
    if not any(doctor.ltft for doctor in doctors):
        return own
    groups: dict[tuple[object, ...], Counter[float]] = {}
    for doctor, frequency in zip(doctors, frequencies.tolist(), strict=True):
        if not doctor.ltft:
            for key in ((doctor.service, doctor.tier), (doctor.service,), ()):
                groups.setdefault(key, Counter())[frequency] += 1
    common = {key: max(sorted(n), key=n.__getitem__) for key, n in groups.items()}
    for i, (doctor, stated) in enumerate(zip(doctors, shares, strict=True)):
        if not doctor.ltft or (stated is None and not own[i]):
            continue
        keys = ((doctor.service, doctor.tier), (doctor.service,), ())
        found = next((common[key] for key in keys if key in common), None)
        if found is None:
            share = doctor.wte if stated is None else stated
            found = own[i] if full_hours[i] or not share else own[i] / share
        own[i] = found
    return own
