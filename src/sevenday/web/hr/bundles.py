"""Work schedules of a published version, one or all of them."""

from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from sevenday.reports.files.export import safe
from sevenday.reports.files.schedule import as_pdf, schedules
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version


def one_schedule(version: Version, doctor: Doctor) -> bytes:
    """A doctor's work schedule as PDF. Raises InputError where it cannot be made."""
    return as_pdf(_contents(version)[doctor.name])


def all_schedules(version: Version) -> Iterator[bytes]:
    """A zip of every doctor's work schedule, piece by piece as each is laid out.

    Raises InputError before the first where they cannot be made.
    """
    return _pieces(_contents(version))


def _contents(version: Version) -> dict[str, dict[str, Any]]:
    terms = terms_of(version.period.department, version.period.first)
    return schedules(version_matrix(version).hospital, terms, "rota")


class _Pieces:
    """What a zip is written to, and taken from as it grows: no going back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        piece = b"".join(self._parts)
        self._parts.clear()
        return piece


def _pieces(contents: dict[str, dict[str, Any]]) -> Iterator[bytes]:
    pieces = _Pieces()
    with ZipFile(pieces, "w", ZIP_STORED) as made:  # type: ignore[call-overload]  # PDFs are packed
        for number, (doctor, content) in enumerate(contents.items(), 1):
            made.writestr(f"{number:03}-{safe(doctor)}.pdf", as_pdf(content))
            yield pieces.taken()
    yield pieces.taken()
