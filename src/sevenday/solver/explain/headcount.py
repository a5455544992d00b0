"""More places at once than there are doctors: the smallest such set of a date's requirements.

Everybody of doctors.csv counts who is employed on any of the dates, on leave or not. Spans of the
clock do not: one duty may last through many.
"""

from collections.abc import Iterator
from datetime import date

from sevenday.errors import Fault
from sevenday.milp.model import MilpModel
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.solver.plan.joined_duties import joined_codes, shifts_of

Needs = tuple[Requirement, ...]


def headcount_faults(hospital: Hospital, dates: list[date], seconds: float) -> Iterator[Fault]:
    """A fault for each smallest set of requirements of one date that are too many.

    `seconds`: the most that one count may take; a count that takes longer finds nothing wrong.
    """
    here = [
        doctor
        for doctor in hospital.doctors
        if (doctor.joined or dates[0]) <= dates[-1] and (doctor.left or dates[-1]) >= dates[0]
    ]
    cells = hospital.cells
    joined = tuple(shifts_of(cells.texts[code]) for code in joined_codes(hospital))
    reported: set[Needs] = set()
    known: set[Needs] = set()
    for day in dates:
        needs = tuple(
            need for need in hospital.cover if need.min and need.holds_on(day) and need.span is None
        )
        if needs in known:
            continue
        known.add(needs)
        shortage = minimal_shortage(needs, here, seconds, joined)
        if shortage and shortage not in reported:
            reported.add(shortage)
            yield _headcount_fault(shortage, here, day)


def minimal_shortage(
    needs: Needs,
    doctors: list[Doctor],
    seconds: float,
    joined: tuple[tuple[str, ...], ...] = (),
) -> Needs:
    """The smallest set of requirements of one date that the doctors are too few for; () for none.

    Without any one of them there are enough. `joined`: shifts that one doctor may do on one day.
    """
    if _enough(needs, doctors, seconds, joined):
        return ()
    for need in needs:
        rest = tuple(other for other in needs if other is not need)
        if not _enough(rest, doctors, seconds, joined):
            needs = rest
    return needs


def _enough(
    needs: Needs, doctors: list[Doctor], seconds: float, joined: tuple[tuple[str, ...], ...]
) -> bool:
    """Whether the doctors, each on one shift or pair, can fill the places; one counts in all."""
    from sevenday.milp.highs import MilpParams, solve

    if not needs:
        return True
    kinds: dict[tuple[bool, ...], int] = {}
    for doctor in doctors:
        suits = tuple(not need.against(doctor) for need in needs)
        kinds[suits] = kinds.get(suits, 0) + 1
    made = MilpModel()
    serving: list[list[tuple[int, int]]] = [[] for _ in needs]
    for suits, many in kinds.items():
        on = []
        for duty in (*dict.fromkeys((need.shift,) for need in needs), *joined):
            on.append((made.variable(many), 1))
            for k, need in enumerate(needs):
                if need.shift in duty and suits[k]:
                    serving[k].append(on[-1])
        made.row(on, 0, many)
    for need, who in zip(needs, serving, strict=True):
        if not who:
            return False
        made.row(who, need.min, len(doctors) + need.min)
    return not solve(made, MilpParams(seconds, interruptible=False)).infeasible


def _headcount_fault(needs: Needs, doctors: list[Doctor], day: date) -> Fault:
    may = sum(any(not need.against(doctor) for need in needs) for doctor in doctors)
    places = [f"{n.service + ': ' if n.service else ''}{n.min} on {n.shift}" for n in needs]
    what = (
        f"more is needed on {day:%a} {day} than there are doctors: {', '.join(places)}, "
        f"and {may} may fill {'any of them' if len(needs) > 1 else 'it'}"
    )
    if len(needs) > 1:
        what += "; without any one of these rows the others can be filled"
    rows = ", ".join(f"{need.row}" for need in needs if need.row)
    how = (
        f"a smaller min (rows {rows} of cover.csv)" if rows and len(needs) > 1 else "a smaller min"
    )
    how += f", or more doctors who may fill {'them' if len(needs) > 1 else 'it'}"
    return Fault(what, "cover.csv", needs[0].row, "min", f"{needs[0].min}", how, code="infeasible")
