"""A published rota laid beside what is asked for now: the past, leave and pins as they are."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.model import NOT_PINNED, OFF, Codes, Hospital, Request, Requirement, Rota
from sevenday.model.absence import DAYS_OFF, days_absent
from sevenday.solver.repair.params import RepairParams

WEEK = 7


@dataclass(frozen=True, eq=False, slots=True)
class PublishedRota:
    """A published rota in its hospital's order, and which of its days may change.

    Attributes
    ----------
    hospital
        What is asked for now, with the rota's dates where it has none of its own.
    rota
        The rota as it was published.
    codes
        (R, D) its cells in the hospital's order of doctors and dates; off where it has none.
    from_date
        The date from which it may change: what is before is past.
    now
        The day of `from_date`, from 0.
    first
        The first day that may change: neither past nor frozen.
    notice_days
        Days of notice beyond which a change is no cheaper.
    """

    hospital: Hospital
    rota: Rota
    codes: Codes
    from_date: date
    now: int
    first: int
    notice_days: int

    @property
    def first_date(self) -> date:
        """The date of day 0."""
        assert self.hospital.starts is not None
        return self.hospital.starts


def read_published(
    hospital: Hospital, terms: Terms, rota: Rota, from_date: date, params: RepairParams
) -> PublishedRota:
    """Lay a published rota beside its hospital.

    Raises
    ------
    InputError
        For a rota of other doctors or dates, and for a date that is not in it.
    """
    first = hospital.starts or rota.first
    dated = replace(hospital, starts=first)
    if dated.rota_days is None:
        dated = replace(dated, weeks=max(1, -(-((rota.last - first).days + 1) // WEEK)))
    days = dated.rota_days
    assert days is not None
    _refuse_other_rota(dated, rota, from_date, first + timedelta(days=days - 1))
    names = tuple(doctor.name for doctor in dated.doctors)
    now = (from_date - first).days
    return PublishedRota(
        dated,
        rota,
        _cells_at(rota, names, first, days, OFF),
        from_date,
        now,
        max(now, _first_unfrozen_day(hospital, first, days)),
        _notice_days(terms, params),
    )


def _refuse_other_rota(hospital: Hospital, rota: Rota, from_date: date, last: date) -> None:
    """Raise InputError where a rota is of other doctors or dates."""
    first = hospital.starts
    assert first is not None
    names = {doctor.name for doctor in hospital.doctors}
    strangers = [name for name in rota.doctors if name not in names]
    if strangers:
        what = f"the rota to keep is of other doctors: {', '.join(strangers[:5])}"
        how = "the doctors of doctors.csv; a leaver stays there, with `left`"
        raise InputError(Fault(what, "--keep", expected=how, code="other-doctors"))
    if rota.last < first or rota.first > last:
        what = f"the rota to keep has other dates: {rota.first} to {rota.last}"
        raise InputError(
            Fault(what, "--keep", expected=f"dates of {first} to {last}", code="outside-dates")
        )
    if not first <= from_date <= last:
        dates = f"{first} to {last}"
        raise InputError(
            Fault(
                "not in the rota", "", None, "--from", f"{from_date}", dates, code="outside-dates"
            )
        )


def remaining_demands(published: PublishedRota) -> Hospital:
    """The hospital as it is from the published rota's `from_date` on.

    Published leave is there as pins; requests and pins of the past are left out. Shifts that the
    rota has and cover.csv does not ask for are there too, with nothing needed.
    """
    hospital, codes, rota = published.hospital, published.codes, published.rota
    first, from_date = published.first_date, published.from_date
    names = tuple(doctor.name for doctor in hospital.doctors)
    texts = hospital.cells.texts
    leave = np.isin(codes, [c for c, text in enumerate(texts) if days_absent(text)])
    named = np.isin(codes, [c for c, text in enumerate(texts) if text in DAYS_OFF])
    # a day off by a name may not be worked
    pins = np.where(leave, codes, np.where(named, OFF, NOT_PINNED)).astype(np.int16)
    if hospital.pins is not None:
        later = _cells_at(hospital.pins, names, first, codes.shape[1])
        later[:, : published.now] = NOT_PINNED
        pins = np.where(later == NOT_PINNED, pins, later)
    requests = tuple(_later(r, from_date) for r in hospital.requests if r.last >= from_date)
    in_cover = {need.shift for need in hospital.cover}
    more = tuple(
        Requirement("", texts[c], "", 0, 0)
        for c in np.unique(codes).tolist()
        if hospital.cells.parts[c] and texts[c] not in in_cover
    )
    history = hospital.history
    if history is None and rota.first < first:
        early = Rota(rota.doctors, rota.first, rota.codes[:, : (first - rota.first).days])
        history = Rota(names, rota.first, _cells_at(early, names, rota.first, early.days, OFF))
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


def _later(request: Request, from_date: date) -> Request:
    return replace(request, first=max(request.first, from_date))


def _first_unfrozen_day(hospital: Hospital, first: date, days: int) -> int:
    """The first day that is not frozen."""
    until = hospital.build.get("frozen_to")
    if not until:
        return 0
    try:
        day = until if isinstance(until, date) else date.fromisoformat(str(until))
    except ValueError:
        place = ("hospital.toml", None, "build.frozen_to", str(until), "YYYY-MM-DD")
        raise InputError(Fault("not a date", *place, code="not-a-date")) from None
    return min(days, max(0, (day - first).days + 1))


def _notice_days(terms: Terms, params: RepairParams) -> int:
    """Days of notice that the contract owes of a duty roster."""
    if terms.has("notice.duty_roster"):
        return int(terms.get("notice.duty_roster").value * 7)
    return params.notice_days
