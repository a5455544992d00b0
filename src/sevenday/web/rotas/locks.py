"""RowCells that are locked: no edit, build or re-plan changes them."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from django.db import transaction

from sevenday.model import NOT_PINNED, Rota
from sevenday.web.audit.record import record
from sevenday.web.people.models import User
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Lock, Period
from sevenday.web.rotas.refusals import refuse_cells


def lock(actor: User, now: DraftMatrix, cells: Iterable[tuple[int, date]]) -> None:
    """Lock cells of a rota, each a doctor's key and a date; those locked stay so."""
    period, wanted = now.period, list(dict.fromkeys(cells))
    refuse_cells(period, now, wanted, locks=False)
    with transaction.atomic():
        there = set(period.locks.values_list("doctor_id", "day"))
        new = [cell for cell in wanted if cell not in there]
        Lock.objects.bulk_create(
            [Lock(period=period, doctor_id=doctor, day=day, by=actor) for doctor, day in new],
            ignore_conflicts=True,
        )
        _record(actor, period, "cells.locked", None, new)


def unlock(actor: User, period: Period, cells: Iterable[tuple[int, date]]) -> None:
    """Unlock cells; those that are not locked stay so."""
    with transaction.atomic():
        old = [
            (doctor, day)
            for doctor, day in cells
            if period.locks.filter(doctor=doctor, day=day).delete()[0]
        ]
        _record(actor, period, "cells.unlocked", old, None)


def _record(
    actor: User,
    period: Period,
    what: str,
    before: list[tuple[int, date]] | None,
    after: list[tuple[int, date]] | None,
) -> None:
    if before or after:
        record(actor, what, before, after, about=period, department=period.department)


def with_locks(now: DraftMatrix) -> Rota | None:
    """The pins of a build or a re-plan: the folder's own, and the cells that are locked."""
    own, period = now.department.hospital.pins, now.period
    locked = list(period.locks.values_list("doctor_id", "day"))
    if not locked:
        return own
    rota = now.rota
    codes = np.full(rota.codes.shape, NOT_PINNED, np.int16)
    if own is not None:
        shift = (own.first - rota.first).days
        for column in range(max(0, shift), min(rota.days, shift + own.days)):
            codes[:, column] = own.codes[:, column - shift]
    for doctor, day in locked:
        at = now.row[doctor], now.column(day)
        codes[at] = rota.codes[at]
    return Rota(rota.doctors, rota.first, codes)
