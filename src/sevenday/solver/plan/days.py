"""What each doctor may do on each day, and asks for: leave, joining and leaving, pins, requests."""

from typing import NamedTuple

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.model import ABSENCE, NOT_PINNED, OFF, Codes, Rota
from sevenday.model.absence import Floats, count_away
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.horizon import Horizon


class DayRequest(NamedTuple):
    """A doctor's request about one day: on duty, on a shift, or off.

    Attributes
    ----------
    row, day
        The doctor's row, and the day.
    symbols
        The symbols that meet it.
    weight
        How much it matters to the doctor.
    want, shift
        As requests.csv has them.
    """

    row: int
    day: int
    symbols: tuple[int, ...]
    weight: float
    want: str
    shift: str


class Requests(NamedTuple):
    """The requests for duty and for days off, one for each day that they are about.

    Attributes
    ----------
    days
        The requests.
    cost
        (R, D, C) what a symbol costs for the requests that it refuses.
    """

    days: tuple[DayRequest, ...]
    cost: Ints


def leave_codes(horizon: Horizon) -> Ints:
    """(R, D) the code of a leave cell that a doctor has asked for, 0 for none."""
    hospital = horizon.hospital
    leave = np.zeros(horizon.shape[:2], np.int64)
    for request in hospital.requests:
        if request.want == "leave":
            code = hospital.cells.code(request.shift if request.shift in ABSENCE else "AL")
            for d, day in enumerate(horizon.dates):
                if request.first <= day <= request.last:
                    leave[horizon.row[request.doctor], d] = code
    return leave


def weeks_of_leave(horizon: Horizon, leave: Ints) -> tuple[Floats, Floats]:
    """(R,) weeks that each doctor is absent, and (R,) of these on leave, by their leave cells.

    `leave` (R, D): codes; pins may add half days to a duty.
    """
    hospital, days = horizon.hospital, leave.shape[1]
    codes = leave.astype(np.int16)
    if hospital.pins is not None:
        pinned = _within(hospital.pins, horizon)
        codes = np.where((codes == OFF) & (pinned != NOT_PINNED), pinned, codes)
    rows = len(codes)
    return count_away(
        codes,
        horizon.first.weekday(),
        (np.zeros(rows, np.int64), np.full(rows, days)),
        np.array([doctor.working_days for doctor in hospital.doctors]),
        (hospital.cells.days_absent(), hospital.cells.days_on_leave()),
    )


def _within(pins: Rota, horizon: Horizon) -> Codes:
    """(R, D) the codes of pins, laid on the horizon's doctors and days."""
    laid = np.full(horizon.shape[:2], NOT_PINNED, np.int16)
    offset = (pins.first - horizon.first).days
    low, high = max(0, offset), min(horizon.days, offset + pins.days)
    if low < high:
        rows = [horizon.row[name] for name in pins.doctors]
        laid[rows, low:high] = pins.codes[:, low - offset : high - offset]
    return laid


def days_away(horizon: Horizon) -> Bools:
    """(R, D) before a doctor joins and after they have left."""
    return np.array(
        [
            [
                bool((doctor.joined and day < doctor.joined) or (doctor.left and day > doctor.left))
                for day in horizon.dates
            ]
            for doctor in horizon.hospital.doctors
        ]
    )


def apply_pins(horizon: Horizon, allowed: Bools, leave: Ints) -> None:
    """Narrow `allowed` (R, D, C) to what is pinned, and put pinned leave into `leave` (R, D).

    Raises
    ------
    InputError
        For a pinned duty that the doctor may not work.
    """
    cells, pins = horizon.hospital.cells, horizon.hospital.pins
    if pins is None:
        return
    for name, codes in zip(pins.doctors, pins.codes, strict=True):
        row = horizon.row[name]
        for n, code in enumerate(codes.tolist()):
            day = (pins.first - horizon.first).days + n
            if code == NOT_PINNED or not 0 <= day < horizon.days:
                continue
            if not cells.parts[code]:  # a day off or leave
                if code != OFF:
                    leave[row, day] = code
                allowed[row, day, 1:] = False
                continue
            symbol = horizon.symbol[code]
            if not allowed[row, day, symbol]:
                what = f"{name} cannot work {cells.texts[code]} on {horizon.dates[day]}"
                how = "a pin for somebody who may work it and is not away"
                if not allowed[:, day, symbol].any():
                    what += f" ({horizon.dates[day]:%A}): nothing asks for it then, or nobody may"
                    how = f"a row of cover.csv that asks for {cells.texts[code]} on that day"
                raise InputError(Fault(what, "pins.csv", expected=how, code="outside-dates"))
            allowed[row, day] = False
            allowed[row, day, symbol] = True


def allow_wanted(horizon: Horizon, allowed: Bools, may: Bools) -> None:
    """Allow a shift that cover does not ask for to who has asked for it, on the days asked for.

    `allowed` (R, D, C) is widened, within `may` (R, D, C): who is here, and what is lawful.
    """
    cells = horizon.hospital.cells
    uncovered: Bools = np.asarray(~np.any(allowed, axis=(0, 1)))
    for request in horizon.hospital.requests:
        if request.want != "on" or not request.shift:
            continue
        row, symbol = horizon.row[request.doctor], horizon.symbol[cells.code(request.shift)]
        for d, day in enumerate(horizon.dates):
            if uncovered[symbol] and request.first <= day <= request.last:
                allowed[row, d, symbol] = may[row, d, symbol]


def read_requests(horizon: Horizon, price: int) -> Requests:
    """The requests for duty and for days off, at a price for a refusal of weight 1."""
    hospital, every = horizon.hospital, set(range(len(horizon.codes)))
    requests: list[DayRequest] = []
    for request in hospital.requests:
        if request.want not in ("on", "off"):
            continue
        code = hospital.cells.code(request.shift) if request.shift else None
        if code is not None and code not in horizon.symbol:
            continue  # nobody works that shift, so everybody is spared it
        named = {horizon.symbol[code]} if code is not None else every - {0}
        meets = tuple(sorted(named if request.want == "on" else every - named))
        requests += [
            DayRequest(
                horizon.row[request.doctor],
                d,
                meets,
                request.weight,
                request.want,
                request.shift,
            )
            for d, day in enumerate(horizon.dates)
            if request.first <= day <= request.last
        ]
    cost = np.zeros(horizon.shape, np.int64)
    for each in requests:
        refused = np.ones(len(horizon.codes), np.bool_)
        refused[list(each.symbols)] = False
        cost[each.row, each.day, refused] += round(price * each.weight)
    return Requests(tuple(requests), cost)
