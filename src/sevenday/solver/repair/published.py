"""A rota that is out, laid beside what is asked of it now: the past, leave and pins as they are."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.files.rotas import NOT_PINNED
from sevenday.model import LEAVE, OFF, Codes, Hospital, Request, Requirement, Rota

NOTICE_DAYS = 42
"""Days of notice beyond which a change is no cheaper, where the contract does not say."""


def with_dates(hospital: Hospital, published: Rota) -> Hospital:
    """The hospital with dates, those of the kept rota where it has none."""
    starts = hospital.starts or published.first
    weeks = hospital.weeks or -(-((published.last - starts).days + 1) // 7)
    return replace(hospital, starts=starts, weeks=max(1, weeks))


def refuse_other_rota(
    hospital: Hospital, published: Rota, first: date, days: int, since: date
) -> None:
    """Raise InputError where a kept rota is of other doctors or dates."""
    names = tuple(doctor.name for doctor in hospital.doctors)
    last = first + timedelta(days=days - 1)
    strangers = [name for name in published.doctors if name not in names]
    if strangers:
        what = f"the rota to keep is of other doctors: {', '.join(strangers[:5])}"
        how = "the doctors of doctors.csv; a leaver stays there, with `left`"
        raise InputError(Fault(what, "--keep", expected=how))
    if published.last < first or published.first > last:
        what = f"the rota to keep has other dates: {published.first} to {published.last}"
        raise InputError(Fault(what, "--keep", expected=f"dates of {first} to {last}"))
    if not first <= since <= last:
        raise InputError(
            Fault("not in the rota", "", None, "--from", f"{since}", f"{first} to {last}")
        )


def published_codes(hospital: Hospital, published: Rota, first: date, days: int) -> Codes:
    """(R, D) the kept cells in the hospital's order of doctors and dates; off where it has none."""
    codes = np.full((len(hospital.doctors), days), OFF, np.int16)
    row = {name: k for k, name in enumerate(published.doctors)}
    skip = (published.first - first).days
    low, high = max(0, skip), min(days, skip + published.days)
    for k, doctor in enumerate(hospital.doctors):
        if doctor.name in row:
            codes[k, low:high] = published.codes[row[doctor.name], low - skip : high - skip]
    return codes


def remaining_demands(hospital: Hospital, codes: Codes, published: Rota, since: date) -> Hospital:
    """What is asked from a date on: kept leave as pins, requests and pins of the past left out.

    Shifts that the kept rota has and cover.csv does not ask for are there too.
    """
    first = hospital.starts
    assert first is not None
    names = tuple(doctor.name for doctor in hospital.doctors)
    texts = hospital.cells.texts
    leave = np.isin(codes, [c for c, text in enumerate(texts) if text in LEAVE])
    zero_day = codes == hospital.cells.code("ZD")  # a day off that may not be worked
    pins = np.where(leave, codes, np.where(zero_day, OFF, NOT_PINNED)).astype(np.int16)
    now = (since - first).days
    if hospital.pins is not None:
        asked = _cells_at(hospital.pins, names, first, codes.shape[1])
        asked[:, :now] = NOT_PINNED
        pins = np.where(asked == NOT_PINNED, pins, asked)
    requests = tuple(_later(r, since) for r in hospital.requests if r.last >= since)
    asked_for = {need.shift for need in hospital.cover}
    more = tuple(
        Requirement("", texts[c], "", 0, 0)
        for c in np.unique(codes).tolist()
        if hospital.cells.parts[c] and texts[c] not in asked_for
    )
    history = hospital.history
    if history is None and published.first < first:
        early = Rota(
            published.doctors, published.first, published.codes[:, : (first - published.first).days]
        )
        history = Rota(
            names, published.first, _cells_at(early, names, published.first, early.days, OFF)
        )
    return replace(
        hospital,
        rota=None,
        pins=Rota(names, first, pins),
        requests=requests,
        cover=hospital.cover + more,
        history=history,
    )


def _cells_at(
    rota: Rota, names: tuple[str, ...], first: date, days: int, blank: int = NOT_PINNED
) -> Codes:
    """(R, days) a rota's cells for some doctors from a date on, `blank` where it has none."""
    codes = np.full((len(names), days), blank, np.int16)
    skip = (rota.first - first).days
    low, high = max(0, skip), min(days, skip + rota.days)
    for k, name in enumerate(names):
        if name in rota.doctors and low < high:
            row = rota.codes[rota.doctors.index(name)]
            codes[k, low:high] = row[low - skip : high - skip]
    return codes


def _later(request: Request, since: date) -> Request:
    return replace(request, first=max(request.first, since))


def first_unfrozen_day(hospital: Hospital, first: date, days: int) -> int:
    """The first day that is not frozen."""
    until = hospital.build.get("frozen_to")
    if not until:
        return 0
    try:
        day = until if isinstance(until, date) else date.fromisoformat(str(until))
    except ValueError:
        place = ("hospital.toml", None, "build.frozen_to", str(until), "YYYY-MM-DD")
        raise InputError(Fault("not a date", *place)) from None
    return min(days, max(0, (day - first).days + 1))


def notice_days(terms: Terms) -> int:
    """Days of notice that the contract owes of a duty roster."""
    if terms.has("notice.duty_roster"):
        return int(terms.get("notice.duty_roster").value * 7)
    return NOTICE_DAYS
