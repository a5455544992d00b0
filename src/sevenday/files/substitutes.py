"""substitutes.csv, electives.csv and counts.csv: who may cover, what may go, how many came."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sevenday.clock import DAY, moment
from sevenday.files.refusal import REASON, listed_rows
from sevenday.files.spelling import folded, name_meant
from sevenday.files.table import Faults, Row, Source, parse_date
from sevenday.model import Hospital
from sevenday.model.walkout import URGENCIES, Count, Elective, Substitute, Walkout

SUBSTITUTES = (
    "name",
    "tier",
    "competences",
    "available_from",
    "available_to",
    "max_hours",
    "rate",
    "consent",
    "planned_list",
)
ELECTIVES = (
    "list",
    "service",
    "date",
    "start",
    "end",
    "urgency",
    "patients",
    "theatres",
    "beds",
    "frees",
)
COUNTS = ("service", "tier", "shift", "date", "rostered", "present")

Group = tuple[str, int, str, date]
"""Service, tier, shift and date: the smallest unit that a count is ever taken of."""


def read_substitutes(path: Source, faults: Faults) -> tuple[Substitute, ...]:
    """Those who have said what they may do as cover, in the file's order.

    Several rows of one name are several spans of time, each with its rate.
    """
    found: dict[str, Substitute] = {}
    seen: dict[str, int] = {}
    needed = ("name", "tier", "competences", "rate", "consent")
    for row in listed_rows(path, faults, SUBSTITUTES, needed):
        name = row.needed("name")
        for column in needed[1:]:
            row.needed(column)
        first, last = _moment(row, "available_from", False), _moment(row, "available_to", True)
        if first and last and last <= first:
            row.fault(
                "available_to",
                "not after available_from",
                f"after {first:%Y-%m-%dT%H:%M}",
                code="out-of-order",
            )
        one = Substitute(
            name,
            row.whole("tier", 1, 1, 3),
            row.words("competences"),
            first,
            last,
            row.number_in("max_hours", None, 0, 168),
            row.number_in("rate", 0.0, 0, 10_000),
            row.yes("consent"),
            row.text("planned_list"),
        )
        if name in found:
            found[name] = _with_span(row, found[name], one, seen[name])
        else:
            found[name], seen[name] = one, row.number
    return tuple(found.values())


def _with_span(row: Row, who: Substitute, one: Substitute, first: int) -> Substitute:
    """A substitute with the span of a further row, whose other columns say nothing else."""
    (span,) = one.spans
    if any(span.overlaps(other) for other in who.spans):
        row.fault(
            "name",
            f"twice at one time: row {first} has it too",
            "each substitute once, or in spans that do not overlap",
            code="repeated",
        )
        return who
    for column in ("tier", "competences", "max_hours", "consent", "planned_list"):
        # what belongs to the person may be left blank in their further rows
        if row.text(column) and getattr(one, column) != getattr(who, column):
            row.fault(
                column,
                f"not as in row {first}, which is of the same person",
                "the same in each row of one name, or blank where the column may be",
                code="repeated",
            )
    return replace(who, more=(*who.more, span))


def _moment(row: Row, column: str, ends: bool) -> datetime | None:
    """A cell as a London wall-clock time; a date alone is its first minute, or its last's end."""
    if not (text := row.text(column)):
        return None
    if ":" not in text and (day := parse_date(text)):
        return moment(day, DAY * ends)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo or len(text) < len("2016-04-26T08:00"):
        row.fault(
            column, "not a time", "YYYY-MM-DDTHH:MM, London time, or YYYY-MM-DD", code="not-a-time"
        )
        return None
    return at


def read_electives(
    path: Source, faults: Faults, names: Collection[str] = ()
) -> tuple[Elective, ...]:
    """The lists and clinics that may be withdrawn, one a row.

    `names`: the substitutes, by whom `frees` is parted; it may speak of others too, who are not
    called.
    """
    found: list[Elective] = []
    seen: dict[tuple[str, date], int] = {}
    needed = ("list", "date", "start", "end", "urgency", "patients")
    for row in listed_rows(path, faults, ELECTIVES, needed):
        name, day = row.needed("list"), row.date("date")
        for column in ("date", "urgency", "patients"):
            row.needed(column)
        start, end = row.time("start"), row.time("end")
        if start is None or end is None or day is None:
            continue
        if (name, day) in seen:
            row.fault(
                "list",
                f"twice on {day}: row {seen[name, day]} has it too",
                "once a date",
                code="repeated",
            )
        seen[name, day] = row.number
        if end <= start:
            row.fault(
                "end",
                "not after start",
                "a list that ends on the date it starts",
                code="out-of-order",
            )
        frees = _names(row.text("frees"), names)
        found.append(
            Elective(
                name,
                row.text("service"),
                day,
                start,
                end,
                row.choice("urgency", URGENCIES, URGENCIES[-1]),
                row.whole("patients", 0),
                row.whole("theatres", 0),
                row.whole("beds", 0),
                frees,
            )
        )
    return tuple(found)


def _names(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Names parted by `;` or `+`; by spaces too where one of the words is a name that is known.

    Another part is one name as it stands: a name has spaces, and may be nobody's here.
    """
    spelled = set(map(folded, known))
    found: list[str] = []
    for part in (part.strip() for part in text.split(";")):
        for name in [part] if folded(part) in spelled else map(str.strip, part.split("+")):
            words = name.split()
            apart = folded(name) not in spelled and any(folded(word) in spelled for word in words)
            found += words if apart else [name]
    return tuple(name for name in found if name)


def _faulty(file: str, faults: Faults) -> bool:
    return any(fault.file == file for fault in faults.found)


def check_planned_lists(
    substitutes: tuple[Substitute, ...], electives: tuple[Elective, ...], faults: Faults
) -> None:
    """A substitute's planned list is one of electives.csv."""
    if not electives and _faulty("electives.csv", faults):
        return  # its lists are not known
    known = sorted({elective.name for elective in electives})
    for who in substitutes:
        if who.planned_list and who.planned_list not in known:
            expected = f"a list of electives.csv: {name_meant(who.planned_list, known)}"
            what = f"{who.name}: no such list"
            faults.add(
                what,
                "substitutes.csv",
                None,
                "planned_list",
                who.planned_list,
                expected,
                code="unknown-list",
            )


def check_not_called_out(
    substitutes: tuple[Substitute, ...], hospital: Hospital, walkout: Walkout, faults: Faults
) -> None:
    """No substitute is a doctor of a grade called out: their consent would say who works."""
    called = {
        doctor.name
        for doctor in hospital.doctors
        for action in walkout.actions
        if action.calls_out(doctor.grade, doctor.service)
        or (doctor.grade in action.called_out and not doctor.service)
    }
    for who in substitutes:
        if who.name in called:
            what = "a doctor of a grade that is called out"
            expected = f"people whom nobody calls out; {REASON}"
            faults.add(
                what, "substitutes.csv", None, "name", who.name, expected, code="calls-out-nobody"
            )


def read_counts(
    path: Source, faults: Faults, rostered: Mapping[Group, int] | None = None
) -> tuple[Count, ...]:
    """How many of each group came. Read, used, and never written back, nor said in a fault.

    `rostered`: what the rota has of each group (`rostered_of`); a count that says more is refused.
    """
    found: list[Count] = []
    seen: dict[Group, int] = {}
    before = len(faults.found)
    for row in listed_rows(path, faults, COUNTS, COUNTS):
        for column in COUNTS[1:]:
            row.needed(column)
        day = row.date("date")
        if day is None:
            continue
        due, came = row.whole("rostered", 0), row.whole("present", 0)
        group = (row.text("service"), row.whole("tier", 1, 1, 3), row.text("shift"), day)
        if group in seen:
            row.fault(
                "shift",
                f"counted twice: row {seen[group]} has it too",
                "one row a group",
                code="repeated",
            )
        seen[group] = row.number
        if came > due:
            row.fault("present", "more than were rostered", f"at most {due}", code="out-of-range")
        if rostered is not None:
            _check_on_rota(row, group, due, rostered)
        found.append(Count(*group, due, came))
    # a fault goes to logs: it says where it stands, and not what stands there
    faults.found[before:] = [
        replace(fault, found="") if fault.column in ("present", "") else fault
        for fault in faults.found[before:]
    ]
    return tuple(found)


def _check_on_rota(row: Row, group: Group, due: int, rostered: Mapping[Group, int]) -> None:
    """The group that a row counts is on the rota, and no larger there than it says."""
    service, _, shift, _ = group
    services, shifts = {key[0] for key in rostered}, {key[2] for key in rostered}
    if service and service not in services and "" not in services:
        row.fault(
            "service", "no such service", name_meant(service, services), code="unknown-service"
        )
    elif shift not in shifts:
        expected = name_meant(shift, shifts)
        row.fault("shift", "nobody on the rota has such a shift", expected, code="unknown-shift")
    elif due > (on_rota := _most(group, rostered)):
        expected = f"at most {on_rota}: {_describe_group(group)}"
        row.fault("rostered", "more than the rota has", expected, code="out-of-range")


def rostered_counts(hospital: Hospital) -> Mapping[Group, int]:
    """How many of each group the rota has on each shift and date, by the doctors' own service.

    Doctors without a service may be counted in any: they stand under a blank one.
    """
    rota, groups = hospital.rota, Counter[Group]()
    if rota is None:
        return groups
    for doctor, codes in zip(hospital.doctors, rota.codes.tolist(), strict=True):
        for k, cell in enumerate(codes):
            for part in hospital.cells.parts[cell]:
                for code in part.code.split("+"):  # resident duties that touch are one part
                    day = rota.first + timedelta(days=k)
                    groups[doctor.service, doctor.tier or part.tier or 1, code, day] += 1
    return groups


def _most(group: Group, rostered: Mapping[Group, int]) -> int:
    """How many the rota can have in a group: its own, and those of no service.

    A blank service is all of them.
    """
    service, tier, shift, day = group
    if not service:
        return sum(n for (_, *rest), n in rostered.items() if rest == [tier, shift, day])
    return sum(rostered.get((name, tier, shift, day), 0) for name in {service, ""})


def _describe_group(group: Group) -> str:
    service, tier, shift, day = group
    return f"{service}, tier {tier}, {shift}, {day:%A} {day}"
