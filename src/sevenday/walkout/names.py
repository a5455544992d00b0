"""What a walkout's files call things, held against each other: one name, in one spelling.

A service that no place has, or that is "ICU" here and "icu" there, would be planned for as two, or
not at all, and nobody would be told.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sevenday.files.spelling import folded, name_meant, nearest
from sevenday.files.table import Faults
from sevenday.model import Hospital
from sevenday.model.walkout import Elective, Substitute, Walkout

WALKOUT, COVER, DOCTORS = "walkout.toml", "cover.csv", "doctors.csv"
SUBSTITUTES, ELECTIVES = "substitutes.csv", "electives.csv"
MOST = 3
"""People whom a sentence names."""


class Spelling(NamedTuple):
    """A name where it stands."""

    name: str
    file: str
    column: str
    row: int | None = None


def check_names(
    hospital: Hospital,
    walkout: Walkout,
    substitutes: tuple[Substitute, ...],
    lists: tuple[Elective, ...],
    faults: Faults,
) -> None:
    """Every name of a walkout's files is known, and spelled alike wherever it stands."""
    _check_spellings("service", _services(hospital, lists), faults)
    _check_spellings("competence", _competences(hospital, substitutes), faults)
    _check_spellings("name", _people(hospital, substitutes, lists), faults)
    _check_placed(hospital, faults)
    _check_known(hospital, walkout, faults)
    _check_ranks(hospital, faults)


def _services(hospital: Hospital, lists: tuple[Elective, ...]) -> Iterator[Spelling]:
    yield from (Spelling(need.service, COVER, "service", need.row) for need in hospital.cover)
    yield from (Spelling(doctor.service, DOCTORS, "service") for doctor in hospital.doctors)
    yield from (Spelling(row.service, ELECTIVES, "service") for row in lists)


def _competences(hospital: Hospital, substitutes: tuple[Substitute, ...]) -> Iterator[Spelling]:
    yield from (Spelling(need.competence, COVER, "competence", need.row) for need in hospital.cover)
    for file, people in ((DOCTORS, hospital.doctors), (SUBSTITUTES, substitutes)):
        for who in people:
            yield from (Spelling(skill, file, "competences") for skill in who.competences)


def idle_competences(hospital: Hospital, substitutes: tuple[Substitute, ...]) -> Iterator[str]:
    """A sentence on each competence of substitutes that no place asks for and no doctor has.

    It may be another's name misspelled, or be true and of no use here: so it is said, not refused.
    """
    known = {need.competence for need in hospital.cover} - {""}
    known |= {skill for doctor in hospital.doctors for skill in doctor.competences}
    spelled = {folded(skill): skill for skill in sorted(known)}
    who_has: dict[str, list[str]] = {}
    for who in substitutes:
        for skill in who.competences:
            if folded(skill) not in spelled:
                who_has.setdefault(skill, []).append(who.name)
    for skill, names in who_has.items():
        near = nearest(skill, known)
        some = ", ".join(names[:MOST]) + f" and {len(names) - MOST} more" * (len(names) > MOST)
        yield (
            f"{SUBSTITUTES}, competences: {skill!r} is asked for by no place and held by no "
            f"doctor, so nobody is called for it ({some})"
            + (f": did you mean {near!r}?" if near else ".")
        )


def _people(
    hospital: Hospital, substitutes: tuple[Substitute, ...], lists: tuple[Elective, ...]
) -> Iterator[Spelling]:
    yield from (Spelling(who.name, SUBSTITUTES, "name") for who in substitutes)
    yield from (Spelling(doctor.name, DOCTORS, "doctor") for doctor in hospital.doctors)
    yield from (Spelling(name, ELECTIVES, "frees") for row in lists for name in row.frees)


def _check_spellings(kind: str, spellings: Iterator[Spelling], faults: Faults) -> None:
    """No two spellings of one name: they would pass for two."""
    first: dict[str, Spelling] = {}
    reported = set()
    for each in spellings:
        if not each.name:
            continue
        before = first.setdefault(folded(each.name), each)
        if each.name != before.name and each not in reported:
            reported.add(each)
            what = f"a {kind} that is spelled in another way in {before.file}"
            expected = f"{before.name!r} in every file, letter by letter"
            faults.add(
                what, each.file, each.row, each.column, each.name, expected, code="unclear-name"
            )


def _check_placed(hospital: Hospital, faults: Faults) -> None:
    """Every service that has doctors has a place to plan for; `pools` says where there is none."""
    if not hospital.cover:
        return
    placed = {need.service for need in hospital.cover}
    spelled = {folded(name) for name in placed}
    for service in dict.fromkeys(doctor.service for doctor in hospital.doctors):
        if service and "" not in placed and folded(service) not in spelled:
            what = f"{service}: doctors are in it, and no place"
            expected = f"a row of cover.csv for {service}, or its doctors in another service"
            faults.add(what, COVER, None, "service", service, expected, code="nothing-to-fill")


def _check_known(hospital: Hospital, walkout: Walkout, faults: Faults) -> None:
    """The services and shifts that walkout.toml names are the hospital's."""
    services = {need.service for need in hospital.cover}
    services |= {doctor.service for doctor in hospital.doctors}
    services.discard("")
    exempt = [(k, each) for a in walkout.actions for k, each in enumerate(a.exempt, 1)]
    turnout = [(k, each) for a in walkout.actions for k, each in enumerate(a.turnout, 1)]
    spellings = [
        Spelling(name, WALKOUT, "services") for a in walkout.actions for name in a.services
    ]
    spellings += [Spelling(each.service, WALKOUT, "exempt.service", k) for k, each in exempt]
    spellings += [Spelling(each.service, WALKOUT, "turnout.service", k) for k, each in turnout]
    for name, file, column, row in dict.fromkeys(spellings):
        if services and name and name not in services:
            expected = name_meant(name, services)
            faults.add("no such service", file, row, column, name, expected, code="unknown-service")
    shifts = {
        Spelling(x, WALKOUT, "exempt.shifts", k): None for k, each in exempt for x in each.shifts
    }
    for name, file, column, row in shifts:
        if name not in hospital.shifts:
            expected = name_meant(name, hospital.shifts.keys())
            faults.add("no such shift", file, row, column, name, expected, code="unknown-shift")


def _check_ranks(hospital: Hospital, faults: Faults) -> None:
    """Every place says its rank: of one without, nobody knows whether lives hang on it."""
    expected = "1 (life and limb) to 6 (routine elective): a walkout is planned by it"
    if hospital.cover and not any(need.ranked for need in hospital.cover):
        faults.add("column missing", COVER, 1, "rank", "", expected, code="missing-column")
        return
    for need in hospital.cover:
        if not need.ranked:
            faults.add("nothing there", COVER, need.row, "rank", "", expected, code="missing-value")
