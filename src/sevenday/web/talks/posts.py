"""A published rota with a number for each doctor: what the talks are about, and no persons."""

from collections.abc import Sequence
from dataclasses import replace

from sevenday.errors import Fault, InputError
from sevenday.model import Hospital, Rota
from sevenday.web.hospitals.models import Department
from sevenday.web.pages import PageRequest
from sevenday.web.ready import Ready
from sevenday.web.rotas.current import last_version, period_on, today
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version

FEWEST = 5
"""Doctors of whom figures are shown together: of fewer they would be somebody's own."""
_ready: Ready[Hospital] = Ready(16)


def versions_at(request: PageRequest) -> tuple[Version, ...]:
    """The rotas that hold today where a page is: the department's, else each department's."""
    place = request.place
    departments: Sequence[Department]
    if place.department is not None:
        departments = [place.department]
    else:
        assert place.hospital is not None
        departments = list(place.hospital.departments.order_by("slug"))
    found = (_version_of(department) for department in departments)
    return tuple(version for version in found if version is not None)


def _version_of(department: Department) -> Version | None:
    """What is out of today's period, else the last that is out; None where nothing is."""
    period = period_on(department, today())
    version = last_version(period) if period else None
    return version or (
        Version.objects.filter(period__department=department)
        .order_by("-period__first", "-number")
        .first()
    )


def posts_of(version: Version) -> Hospital:
    """A version's department as a hospital of posts: nothing in it names anybody.

    Raises InputError where it has so few doctors that every figure would be somebody's.
    """
    return _ready.get(state_of(version), lambda: _posts(version))


def state_of(version: Version) -> tuple[object, ...]:
    """What names a version and the folder that it is read with."""
    return version.pk, version.period.department.state


def _posts(version: Version) -> Hospital:
    hospital = version_matrix(version).hospital
    many = len(hospital.doctors)
    if many < FEWEST:
        what = f"{many} doctors: figures of so few would be somebody's own"
        raise InputError(Fault(what, expected=f"{FEWEST} or more", code="out-of-range"))
    names = tuple(post_name(row) for row in range(many))
    doctors = tuple(
        replace(doctor, name=name) for doctor, name in zip(hospital.doctors, names, strict=True)
    )

    def renamed(rota: Rota | None) -> Rota | None:
        return rota and replace(rota, doctors=names)

    return replace(
        hospital,
        name=version.period.department.name,
        doctors=doctors,
        rota=renamed(hospital.rota),
        history=renamed(hospital.history),
        pins=None,
        requests=(),
        notes=(),
    )


def post_name(row: int) -> str:
    """What a line of a rota is called where nobody is named."""
    return f"Post {row + 1}"
