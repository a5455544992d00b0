"""A build and a re-plan of a draft, with the best so far as it comes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Any

import numpy as np

import sevenday as sd
from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.files.rota_text import rota_text
from sevenday.limits import CheckResult
from sevenday.model import NOT_PINNED, Hospital, Rota
from sevenday.model.absence import apart
from sevenday.solver.rota.so_far import SoFar
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.jobs.differences import found_cells
from sevenday.web.jobs.models import Job
from sevenday.web.requests.rows import standing
from sevenday.web.rotas.gaps import gaps
from sevenday.web.rotas.locks import with_locks
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix

SECONDS, MOST_SECONDS = 60.0, 1800.0
"""A build's time, where nothing is said, and at most."""


def build_job(job: Job, note: Callable[..., None]) -> dict[str, Any]:
    """Fill a draft's cover: `wishes` may say `seconds` and `seed`.

    Leave and other absence in the draft stay, and so do locked cells.
    """
    now, hospital, terms = _asked(job)
    hospital = replace(hospital, pins=_with_absence(now, hospital.pins), rota=None)

    def so_far(made: Hospital, how: SoFar) -> None:
        rota = made.rota
        assert rota is not None
        step = {
            "seconds": round(how.seconds, 1),
            "unfilled": sum(how.short.values()),
            "below_ideal": how.below_ideal,
            "unmet": how.refused,
            "away": how.away,
            "says": str(how).strip(),
        }
        note(step, {**step, "rota": rota_text(rota, made.cells)})

    note({"seconds": 0.0, "says": "Looking at what is asked for"})
    found = sd.build(
        hospital,
        terms,
        seconds=_seconds(job),
        seed=int(job.wishes.get("seed", 1)),
        on_incumbent=so_far,
    )
    assert found.hospital.rota is not None
    return {
        "cells": found_cells(now, _in_order(now, found.hospital.rota), found.hospital.cells.texts),
        "json": found.to_dict(),
        "summary": found.summary(),
        "weighed": found.weighed,
        "uncovered": found.explained_places,
        "unmet": [each.to_dict() for each in found.refused_requests],
        "stopped": found.stopped,
        **_checked(found.checked),
    }


def replan_job(job: Job, note: Callable[..., None]) -> dict[str, Any]:
    """Put a draft right with the fewest changes: `wishes` say `from`, and may say `seconds`."""
    now, hospital, terms = _asked(job)
    began = monotonic()

    def so_far(made: Hospital) -> None:
        rota = made.rota
        assert rota is not None
        then = replace(now, codes=_in_order(now, rota).codes)
        changes, short = int((then.codes != now.codes).sum()), len(gaps(then))
        step = {
            "seconds": round(monotonic() - began, 1),
            "unfilled": short,
            "changes": changes,
            "says": f"{changes} changes, {short} places short; looking for fewer changes",
        }
        note(step, {**step, "rota": rota_text(rota, made.cells)})

    note({"seconds": 0.0, "says": "Looking for the fewest changes"})
    since = job.wishes.get("from")
    found = sd.replan(
        replace(hospital, rota=None),
        terms,
        now.rota,
        date.fromisoformat(since) if since else now.period.first,
        seconds=_seconds(job) if "seconds" in job.wishes else None,
        on_incumbent=so_far,
    )
    assert found.hospital.rota is not None
    return {
        "cells": found_cells(now, _in_order(now, found.hospital.rota), found.hospital.cells.texts),
        "json": found.to_dict(),
        "summary": found.summary(),
        "changes": [change.to_dict() for change in found.changes],
        "weighed": found.weighed,
        "uncovered": [place.to_dict() for place in found.uncovered],
        "proved": found.proved,
        "notes": list(found.notes),
        "stopped": found.stopped,
        **_checked(found.checked),
    }


def _asked(job: Job) -> tuple[DraftMatrix, Hospital, Terms]:
    """The draft, and the hospital as it is asked to be filled: dates, requests, locked cells."""
    assert job.draft is not None
    now, period = draft_matrix(job.draft), job.draft.period
    hospital = replace(
        now.hospital,
        starts=period.first,
        **_span(period.days, period.last),
        requests=standing(period.department),
        pins=with_locks(now),
    )
    return now, hospital, terms_of(period.department, period.first)


def _span(days: int, last: date) -> dict[str, Any]:
    if days % WEEK:
        return {"weeks": None, "ends": last}
    return {"weeks": days // WEEK, "ends": None}


def _with_absence(now: DraftMatrix, pins: Rota | None) -> Rota:
    """Pins that hold every cell of a draft without a duty that is no plain day off too."""
    rota, texts = now.rota, now.cells.texts
    stays = np.array([bool(text) and set(text.split("+")) == set(apart(text)) for text in texts])
    there = stays[rota.codes]
    codes = np.where(there, rota.codes, NOT_PINNED).astype(np.int16)
    if pins is not None:
        low = (pins.first - rota.first).days
        for column in range(max(0, low), min(rota.days, low + pins.days)):
            theirs = pins.codes[:, column - low]
            codes[:, column] = np.where(theirs == NOT_PINNED, codes[:, column], theirs)
    return Rota(rota.doctors, rota.first, codes)


def _in_order(now: DraftMatrix, found: Rota) -> Rota:
    """A rota in the draft's order of doctors."""
    names = now.rota.doctors
    order = [found.doctors.index(name) for name in names]
    return Rota(names, found.first, found.codes[order])


def _seconds(job: Job) -> float:
    return min(MOST_SECONDS, max(1.0, float(job.wishes.get("seconds", SECONDS))))


def _checked(found: CheckResult) -> dict[str, Any]:
    return {"breaches": [breach.to_dict() for breach in found.breaches]}
