"""A version or a draft as a matrix of codes: what it is based on, and then each edit in order."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import RLock
from typing import Any

import numpy as np
from django.db import transaction

from sevenday.files.rota_text import rota_text
from sevenday.model import OFF, Codes, DutyCodes, Hospital, Rota
from sevenday.web.hospitals.loading import Loaded, loaded
from sevenday.web.ready import Ready
from sevenday.web.rotas.discretion import discreet
from sevenday.web.rotas.models import Draft, Edit, Period, Version


@dataclass(frozen=True, eq=False)
class DraftMatrix:
    """A draft, or a version, laid out: `codes` (doctors, days) in the department's order.

    `last_edit`: the key of the last edit in it, 0 for none. `version`: its number where it is
    published, 0 for a draft. `discreet`: whether what it shows leaves out why somebody is away.
    `row`: of a doctor by their key.
    """

    period: Period
    department: Loaded
    codes: Codes
    last_edit: int = 0
    version: int = 0
    discreet: bool = False

    @property
    def row(self) -> Mapping[int, int]:
        """The row of each doctor, by the doctor's key."""
        return self.department.rows

    @property
    def cells(self) -> DutyCodes:
        """What each code means."""
        return self.department.hospital.cells

    @property
    def shown(self) -> list[str]:
        """By its code, what a cell shows to whom it is laid out for."""
        texts = self.cells.texts
        return [discreet(text) for text in texts] if self.discreet else texts

    @property
    def rota(self) -> Rota:
        """It as the library's rota."""
        names = tuple(doctor.name for doctor in self.department.hospital.doctors)
        return Rota(names, self.period.first, self.codes)

    @property
    def hospital(self) -> Hospital:
        """The department with it as its rota."""
        return replace(self.department.hospital, rota=self.rota)

    def text_at(self, doctor: int, day: date) -> str:
        """What a doctor's cell holds on a date."""
        return self.cells.texts[self.code_at(doctor, day)]

    def code_at(self, doctor: int, day: date) -> int:
        """The code of a doctor's cell on a date."""
        return int(self.codes[self.row[doctor], self.column(day)])

    def column(self, day: date) -> int:
        """The column of a date."""
        return (day - self.period.first).days

    def with_cells(self, cells: Iterable[tuple[int, date, str]]) -> "DraftMatrix":
        """The same with other texts in some cells, each a doctor's key, a date and a text.

        Raises InputError for a text that no cell may hold.
        """
        codes = self.codes.copy()
        with INTERNING:
            for doctor, day, text in cells:
                codes[self.row[doctor], self.column(day)] = self.cells.code(text)
        return replace(self, codes=codes)

    def emptied(self) -> "DraftMatrix":
        """The same with every cell blank."""
        return replace(self, codes=np.full_like(self.codes, OFF), last_edit=0)

    def text(self) -> str:
        """It as the text of a rota.csv."""
        return rota_text(self.rota, self.cells)


INTERNING = RLock()
"""Held while cells are given codes: a code is one text's alone, whichever thread asks first."""
_ready: Ready[DraftMatrix] = Ready(32)
_versions: Ready[DraftMatrix] = Ready(32)


def draft_matrix(draft: Draft) -> DraftMatrix:
    """A draft as it stands: from what this process has ready, and the edits since.

    Edits of one draft are written one transaction after the other, so their keys are in the order
    in which they count.
    """
    with INTERNING:
        made = _ready.peek((draft.pk, draft.period.department.state))
        if made is None and draft.base is not None:
            base = version_matrix(draft.base)
            made = replace(base, period=draft.period, last_edit=0, version=0)
        elif made is None:
            made = _blank(draft.period, loaded(draft.period.department))
        made = _with_edits(made, Edit.objects.filter(draft=draft, id__gt=made.last_edit))
    if not transaction.get_connection().in_atomic_block:
        remember(draft, made)
    return made


def remember(draft: Draft, made: DraftMatrix) -> None:
    """Have a draft ready: only what is written for good, never what may be rolled back."""
    _ready.put((draft.pk, draft.period.department.state), made)


def replayed(draft: Draft, last_edit: int) -> DraftMatrix:
    """A draft as it stood after one of its edits, from the log alone."""
    made = (
        replayed(draft.base.draft, draft.base.last_edit)
        if draft.base is not None
        else _blank(draft.period, loaded(draft.period.department))
    )
    made = replace(made, period=draft.period, last_edit=0)
    return _with_edits(made, Edit.objects.filter(draft=draft, id__lte=last_edit))


def version_matrix(version: Version) -> DraftMatrix:
    """A published version in the department's present order of doctors."""
    key = (version.pk, version.sha, *version.period.department.state)
    with INTERNING:  # taken before the store's own lock, as everywhere
        made = _versions.get(key, lambda: _read(version))
    return replace(made, period=version.period)


def _read(version: Version) -> DraftMatrix:
    """A version from the text of its rota.csv."""
    blank = _blank(version.period, loaded(version.period.department))
    made = replace(blank, version=version.number)
    _, *body = csv.reader(io.StringIO(version.text))
    return _filled(made, zip(version.doctors, (row[1:] for row in body), strict=True))


def _filled(made: DraftMatrix, lines: Iterable[tuple[int, Sequence[str]]]) -> DraftMatrix:
    """A matrix with the texts of whole lines, by the doctor's key."""
    with INTERNING:
        for doctor, texts in lines:
            known = {text: made.cells.code(text) for text in set(texts)}
            made.codes[made.row[doctor]] = [known[text] for text in texts]
    return made


def _blank(period: Period, department: Loaded) -> DraftMatrix:
    codes = np.full((len(department.hospital.doctors), period.days), OFF, np.int16)
    return DraftMatrix(period, department, codes)


def _with_edits(made: DraftMatrix, edits: Any) -> DraftMatrix:
    rows = list(edits.order_by("id").values_list("id", "doctor_id", "day", "after"))
    if not rows:
        return made
    changed = made.with_cells((doctor, day, text) for _, doctor, day, text in rows)
    return replace(changed, last_edit=rows[-1][0])
