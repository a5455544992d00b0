"""A hospital's folder with a walkout in it, as the problem that its plan solves."""

from dataclasses import dataclass, replace
from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.files import read
from sevenday.files.substitutes import (
    check_not_called_out,
    check_planned_lists,
    read_counts,
    read_electives,
    read_substitutes,
    rostered_of,
)
from sevenday.files.table import Faults
from sevenday.files.walkout import read_walkout
from sevenday.model import Hospital
from sevenday.model.walkout import Count, Walkout
from sevenday.walkout.places import pools
from sevenday.walkout.problem import Problem
from sevenday.walkout.record import Prior, like


@dataclass(frozen=True, eq=False)
class Gathered:
    """What a folder holds of a walkout. `prior`: the turnout asked for by --like, if any."""

    hospital: Hospital
    walkout: Walkout
    problem: Problem
    prior: Prior | None


def gather(folder: Path, likened: str | None = None) -> Gathered:
    """Read a hospital, its walkout, substitutes and lists, checked against each other.

    `likened`: take the turnout of a strike of the record ("2016-04-26", "2025-11") in place of
    the file's. Raises InputError with every fault.
    """
    hospital, walkout = read(folder), read_walkout(folder)
    faults = Faults([])
    there = {name: folder / name for name in ("substitutes.csv", "electives.csv")}
    substitutes = (
        read_substitutes(there["substitutes.csv"], faults)
        if there["substitutes.csv"].exists()
        else ()
    )
    names = [who.name for who in substitutes]
    lists = (
        read_electives(there["electives.csv"], faults, names)
        if there["electives.csv"].exists()
        else ()
    )
    check_planned_lists(substitutes, lists, faults)
    check_not_called_out(substitutes, hospital, walkout, faults)
    _check_services(hospital, faults)
    if faults.found:
        raise InputError(*faults.found)
    prior = like(likened) if likened else None
    if prior is not None:
        walkout = replace(walkout, turnout=(prior.turnout,))
    problem = Problem(pools(hospital, walkout), substitutes, lists)
    return Gathered(hospital, walkout, problem, prior)


def counts_of(gathered: Gathered, file: Path) -> tuple[Count, ...]:
    """The counts of a file, none larger than the rota has. Raises InputError with every fault."""
    faults = Faults([])
    found = read_counts(file, faults, rostered_of(gathered.hospital))
    if faults.found:
        raise InputError(*faults.found)
    if not found:
        expected = "service,tier,shift,date,rostered,present"
        raise InputError(Fault("no count in it", file.name, expected=expected))
    return found


def _check_services(hospital: Hospital, faults: Faults) -> None:
    """Every service that has doctors has a place to plan for."""
    placed = {need.service for need in hospital.cover}
    for service in dict.fromkeys(doctor.service for doctor in hospital.doctors):
        if service and service not in placed and "" not in placed:
            what = f"{service}: doctors are in it, and no place"
            expected = f"a row of cover.csv for {service}, or its doctors in another service"
            faults.add(what, "cover.csv", None, "service", service, expected)
