"""A name in everything that a department keeps, put in place of by the name of a post."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import models

from sevenday.model.names import name_key
from sevenday.web.audit.models import Change
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.jobs.models import Job
from sevenday.web.notices.models import Notice
from sevenday.web.requests.models import Request, Swap
from sevenday.web.rotas.models import Version


@dataclass(frozen=True)
class OtherWords:
    """Words that go, each with what stands there from now on."""

    words: Mapping[str, str]

    def __call__(self, value: Any) -> Any:
        """A value as JSON has it, with the words replaced wherever they stand whole."""
        if isinstance(value, str):
            return self._pattern.sub(lambda found: self._by_key[found[0].lower()], value)
        if isinstance(value, Mapping):
            return {self(key): self(each) for key, each in value.items()}
        return [self(each) for each in value] if isinstance(value, list) else value

    @property
    def _by_key(self) -> dict[str, str]:
        return {word.lower(): new for word, new in self.words.items()}

    @property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.words, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def replace_in_department(department: Department, old: str, new: str) -> list[dict[str, Any]]:
    """Rename a doctor's line in a department's folder, versions, news and jobs.

    A published version keeps every duty. Its text has the post's name, so its SHA-256 is another:
    both are given back, for the record.
    """
    swap = OtherWords({old: new})
    doctor = Doctor.objects.get(department=department, name=old)
    doctor.name, doctor.cells = new, {**doctor.cells, "doctor": new}
    doctor.save(update_fields=["name", "cells"])
    for paper in department.papers.all():
        if paper.name.endswith(".csv"):
            content = _in_table(paper.name, bytes(paper.content), old, new)
            if content != bytes(paper.content):
                paper.content = content
                paper.save(update_fields=["content"])
    shas = [_in_version(version, doctor, new, swap) for version in _versions(department)]
    of_department = {"department": department}
    _in_rows(Notice.objects.filter(**of_department), ("sentence",), swap)
    _in_rows(Job.objects.filter(**of_department), ("wishes", "progress", "best", "result"), swap)
    _in_rows(Request.objects.filter(**of_department), ("words",), swap)
    _in_rows(Swap.objects.filter(period__department=department), ("words",), swap)
    replace_in_record(Change.objects.filter(department=department), swap)
    department.change()
    return [sha for sha in shas if sha]


def replace_in_record(changes: models.QuerySet[Change], swap: OtherWords) -> int:
    """Replace words in what changes were from and to: who did what when stays as it is.

    The one way in which a recorded change is ever altered, since a name may have to go by law.
    """
    plain: models.QuerySet[Change] = models.QuerySet(Change)  # the manager alters nothing
    many = 0
    for change in changes.exclude(before=None, after=None):
        before, after = swap(change.before), swap(change.after)
        if (before, after) != (change.before, change.after):
            many += plain.filter(pk=change.pk).update(before=before, after=after)
    return many


def _versions(department: Department) -> models.QuerySet[Version]:
    return Version.objects.filter(period__department=department).order_by("id")


def _in_version(
    version: Version, doctor: Doctor, new: str, swap: OtherWords
) -> dict[str, Any] | None:
    """The post's name in a version's row and reasons; both digests, None where it has no such."""
    if doctor.pk not in version.doctors:
        return None
    rows = list(csv.reader(io.StringIO(version.text)))
    rows[1 + version.doctors.index(doctor.pk)][0] = new
    text = _as_text(rows)
    sha = sha256(text.encode()).hexdigest()
    # not `save`, which refuses: the duties stay, a name goes
    Version.objects.filter(pk=version.pk).update(text=text, sha=sha, reasons=swap(version.reasons))
    return {"version": version.pk, "before": version.sha, "after": sha}


def _in_table(name: str, content: bytes, old: str, new: str) -> bytes:
    """A file with a doctor's name replaced in its column of names; as it was where it has none."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        return content  # a file that no reader takes: nothing of it is shown
    heading = "name" if name == "substitutes.csv" else "doctor"
    columns = [k for k, words in enumerate(rows[0] if rows else ()) if words.strip() == heading]
    found = False
    for row in rows[1:]:
        for column in columns:
            if column < len(row) and name_key(row[column]) == name_key(old):
                row[column], found = new, True
    return _as_text(rows).encode() if found else content


def _as_text(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _in_rows(found: models.QuerySet[Any], fields: tuple[str, ...], swap: OtherWords) -> None:
    for row in found:
        before = {field: getattr(row, field) for field in fields}
        after = {field: swap(value) for field, value in before.items()}
        if after != before:
            found.model._base_manager.filter(pk=row.pk).update(**after)
