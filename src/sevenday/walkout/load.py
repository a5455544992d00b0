"""A hospital's folder with a walkout in it, as the problem that its plan solves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sevenday.clock import ENGLAND, moment
from sevenday.contracts import contract
from sevenday.errors import Fault, InputError
from sevenday.files import read
from sevenday.files.refusal import REASON
from sevenday.files.settings import read_settings
from sevenday.files.substitutes import (
    check_not_called_out,
    check_planned_lists,
    read_counts,
    read_electives,
    read_substitutes,
    rostered_counts,
)
from sevenday.files.table import Faults
from sevenday.files.walkout import read_walkout
from sevenday.model import Hospital
from sevenday.model.walkout import Count, Substitute, Walkout
from sevenday.walkout.names import check_names, idle_competences
from sevenday.walkout.past_strikes import Prior, nearest_prior, prior_like
from sevenday.walkout.planning.assumptions import assumptions_for, working_time_terms
from sevenday.walkout.planning.places import pools
from sevenday.walkout.planning.problem import CoverProblem
from sevenday.walkout.planning.turnout import best_match
from sevenday.walkout.planning.working_time import WorkingTime

OF_PATIENTS = ("arrivals.csv", "service_times.csv", "beds.csv")
"""Files with nobody of the staff in them: a column that they may not have is a slip of the pen."""


@dataclass(frozen=True, eq=False)
class WalkoutInputs:
    """What a hospital's folder holds of a walkout.

    `prior`: the turnout of the record, if it was asked for, or where the file has none.
    `nation`: None where neither the folder nor its contract says one.
    """

    folder: Path
    hospital: Hospital
    walkout: Walkout
    problem: CoverProblem
    prior: Prior | None
    nation: str | None = ENGLAND

    @property
    def not_substitutes(self) -> tuple[str, ...]:
        """Whom lists free and substitutes.csv does not have: nobody calls them."""
        known = {who.name for who in self.problem.substitutes}
        freed = dict.fromkeys(name for row in self.problem.lists for name in row.frees)
        return tuple(name for name in freed if name not in known)

    @property
    def idle_competences(self) -> tuple[str, ...]:
        """A sentence on each competence of substitutes that nothing here asks for."""
        return tuple(idle_competences(self.hospital, self.problem.substitutes))


def load_walkout(folder: Path, like: str | None = None) -> WalkoutInputs:
    """Read a hospital, its walkout, substitutes and lists, checked against each other.

    Where a group that is called out has no turnout in the file, that of the nearest strike of its
    kind is taken.

    Parameters
    ----------
    folder
        The hospital's.
    like
        Take the turnout of a strike of the record ("2016-04-26", "2025-11") in place of the file's.

    Raises
    ------
    InputError
        With every fault.
    """
    hospital, walkout = _read(folder), read_walkout(folder)
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
    # by name and date: the order of rows changes no plan
    substitutes = tuple(sorted(substitutes, key=lambda who: who.name))
    lists = tuple(sorted(lists, key=lambda row: (row.date, row.name)))
    check_planned_lists(substitutes, lists, faults)
    check_not_called_out(substitutes, hospital, walkout, faults)
    check_names(hospital, walkout, substitutes, lists, faults)
    if faults.found:
        raise InputError(*faults.found)
    prior = named = prior_like(like) if like else None
    actions = []
    for action in walkout.actions:
        if named is not None:
            action = replace(action, turnout=(named.turnout,))
        elif not _says_all(hospital, action):
            words = {action.withheld(window) for window in action.windows}
            kind = "full" if "full" in words else min(words)
            prior = nearest_prior(kind, action.windows[0].start.date())
            action = replace(action, turnout=(*action.turnout, prior.turnout))
        actions.append(replace(action, others=()))
    walkout = replace(actions[0], others=tuple(actions[1:]))
    open_pools = pools(hospital, walkout)
    problem = CoverProblem(
        open_pools,
        substitutes,
        lists,
        _busy(hospital, substitutes),
        assumptions=assumptions_for(hospital),
        law=WorkingTime.of(hospital, open_pools, substitutes, *working_time_terms()),
    )
    return WalkoutInputs(folder, hospital, walkout, problem, prior, nation_of(folder))


def nation_of(folder: Path) -> str | None:
    """The nation that a folder's hospital.toml says, else its contract's, else None."""
    faults = Faults([])
    path = folder / "hospital.toml"
    settings = read_settings(path, faults) if path.is_file() else {}
    if faults.found:
        raise InputError(*faults.found)
    if settings.get("nation") or not settings.get("contract"):
        return settings.get("nation") or None
    own = folder / "offers" / f"{settings['contract']}.toml"
    return contract(own if own.is_file() else settings["contract"]).contract.nation


def _read(folder: Path) -> Hospital:
    """The hospital, in its nation; a column that it may not have is refused with the law."""
    try:
        return read(folder).in_nation(nation_of(folder) or ENGLAND)
    except InputError as error:
        raise InputError(
            *(
                replace(fault, expected=f"{fault.expected}; {REASON}")
                if fault.what == "unknown column" and fault.file not in OF_PATIENTS
                else fault
                for fault in error.faults
            )
        ) from None


def _says_all(hospital: Hospital, action: Walkout) -> bool:
    """Whether an action has a turnout for every group that it calls out."""
    services = {need.service for need in hospital.cover}
    return all(
        best_match(action.turnout, doctor.grade, doctor.tier or 1, service) is not None
        for doctor in hospital.doctors
        for service in ({doctor.service} if doctor.service else services)
        if action.calls_out(doctor.grade, service)
    )


def _busy(
    hospital: Hospital, substitutes: tuple[Substitute, ...]
) -> tuple[tuple[str, datetime, datetime], ...]:
    """When substitutes who are on the rota have duties of their own."""
    rota, names = hospital.rota, {who.name for who in substitutes}
    if rota is None:
        return ()
    return tuple(
        (doctor.name, moment(day, p.start), moment(day, p.end))
        for doctor, codes in zip(hospital.doctors, rota.codes.tolist(), strict=True)
        if doctor.name in names
        for k, cell in enumerate(codes)
        for day in [rota.first + timedelta(days=k)]
        for p in hospital.cells.parts[cell]
    )


def is_notice_alone(folder: Path) -> bool:
    """Whether a folder has a walkout and nothing that cover could be planned on."""
    needed = ("shifts.csv", "rota.csv", "doctors.csv", "cover.csv", "template.csv")
    return (folder / "walkout.toml").is_file() and not any((folder / n).exists() for n in needed)


def load_counts(inputs: WalkoutInputs, file: Path) -> tuple[Count, ...]:
    """The counts of a file, none larger than the rota has. Raises InputError with every fault."""
    faults = Faults([])
    found = read_counts(file, faults, rostered_counts(inputs.hospital))
    if faults.found:
        raise InputError(*faults.found)
    if not found:
        expected = "service,tier,shift,date,rostered,present"
        raise InputError(Fault("no count in it", file.name, expected=expected, code="empty-file"))
    return found


def join_counts(pictures: Sequence[tuple[Count, ...]]) -> tuple[Count, ...]:
    """Several files' counts as one picture: a later one wins, group by group."""
    joined = {
        (count.service, count.tier, count.shift, count.date): count
        for counts in pictures
        for count in counts
    }
    return tuple(sorted(joined.values(), key=lambda c: (c.date, c.service, c.shift, c.tier)))
