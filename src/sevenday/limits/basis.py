"""What an answer goes by, in notes: rota or template, placement or part, and how leave counts."""

from collections.abc import Iterator, Sequence

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.limits.kinds.average import YEAR_WEEKS
from sevenday.limits.lines import Lines, LineSource
from sevenday.limits.reference import WHOLE_WEEKS, ReferencePeriod
from sevenday.limits.verdict import Verdict, amount
from sevenday.model import Hospital

MOST_NAMES = 5


def weeks_in_words(days: int) -> str:
    """A number of days as weeks where it is whole ones: 2 weeks, 10 days."""
    whole, rest = divmod(days, WEEK)
    many, unit = (days, "day") if rest else (whole, "week")
    return f"{many} {unit}{'' if many == 1 else 's'}"


def source_note(hospital: Hospital, use: LineSource) -> Iterator[str]:
    """Which of rota and template is read, where there are both; and where their lengths clash."""
    if hospital.rota is None or not hospital.templates:
        return
    other = "template" if use == "rota" else "rota"
    yield f"Read from the {use} throughout; --use {other} reads the {other}."
    days = hospital.rota.days
    for name, template in hospital.templates.items() if use == "rota" else ():
        if days % (WEEK * template.weeks):
            file = f"template-{name}.csv" if name else "template.csv"
            yield (
                f"The rota's {weeks_in_words(days)} are no whole number of cycles of {file} "
                f"({template.weeks} weeks): its doctors differ by where in the cycle they begin."
            )


def built_from_note(hospital: Hospital) -> Iterator[str]:
    """What a build takes nothing from, where the folder has a rota or a template already."""
    there = [file for file in ("rota.csv",) if hospital.rota is not None]
    there += [f"template-{name}.csv" if name else "template.csv" for name in hospital.templates]
    if there:
        verb = "is" if len(there) == 1 else "are"
        yield (
            f"Built anew from cover.csv and doctors.csv: {', '.join(there)} {verb} not read. "
            "--keep FILE --from DATE starts from a rota; --weeks N builds a template."
        )


def span_note(lines: Lines, reference: ReferencePeriod, span: str | None) -> Iterator[str]:
    """Whether a rota's span is judged whole, as a placement, or as a part of one."""
    if lines.cyclic or not len(lines.doctors):
        return
    parts = int(reference.part.sum())
    default = f"{WHOLE_WEEKS} weeks; that figure is ours, unconfirmed"
    if parts:
        who = ""
        if parts < len(reference.part):
            named = [lines.doctors[i].name for i in reference.part.nonzero()[0]]
            more = f" and {parts - MOST_NAMES} more" if parts > MOST_NAMES else ""
            who = f" for {', '.join(named[:MOST_NAMES])}{more}"
        weeks = weeks_in_words(int((reference.stop - reference.start)[reference.part].max()))
        why = "[settings] span" if span else f"[settings] span, by default under {default}"
        yield (
            f"A part of the reference period{who}: {weeks} of {weeks_in_words(reference.days)} "
            f"({why}). Averages and frequencies are so far: they break a limit only where the rest "
            "of the period cannot mend them."
        )
    if parts < len(reference.part):
        why = "[settings] span" if span else f"[settings] span, by default from {default}"
        days = weeks_in_words(int((lines.stop - lines.start)[~reference.part].max()))
        yield f"Judged whole, as a placement: {days} ({why})."


def leave_note(hospital: Hospital, terms: Terms, blocks: Sequence[Lines]) -> Iterator[str]:
    """Whether leave is counted in the averages, and how."""
    doctors = [doctor for lines in blocks for doctor in lines.doctors]
    if not doctors:
        return
    absent = hospital.cells.days_absent() > 0
    shown = any(bool(absent[lines.codes].any()) for lines in blocks)
    covered = [doctor for doctor in doctors if hospital.leave(doctor) > 0]
    week = "a week of it is as many days as the doctor works in a week"
    if covered:
        days = sorted({hospital.leave(doctor) for doctor in covered})
        each = f"{days[0]:g}" if len(days) == 1 else f"{days[0]:g} to {days[-1]:g}"
        every = len(covered) == len(doctors)
        some = "" if every else f" for {len(covered)} of {len(doctors)} lines"
        yield (
            f"Leave is counted{some} (prospective cover): {each} days a year of {YEAR_WEEKS} weeks "
            "are taken out, each with a normal day's hours."
            + (f" Leave that the rota shows counts against them; {week}." if shown else "")
        )
    elif shown:
        yield (
            "Prospective cover is off (leave_days is 0). Absence that the rota shows is taken out; "
            f"{week}."
        )
    else:
        yield "Leave is not counted: prospective cover is off (leave_days is 0), and none is shown."
    if covered and terms.has("band.hours"):
        yield (
            "The band's hours count leave so, by Riddell's sum; the 48 h average leaves cover out. "
            "The Scottish way of counting leave is another, and is not held."
        )


def accepted_note(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The nights that are no breach because the hour that the clocks go back is accepted."""
    if not verdicts:
        return
    named = [f"{one.doctor}, {one.when}, {amount(one.value, one.unit)}" for one in verdicts]
    more = f" and {len(named) - MOST_NAMES} more" if len(named) > MOST_NAMES else ""
    yield (
        'Let through by [settings] clock_change_nights = "accept", a breach without it: '
        f"{'; '.join(named[:MOST_NAMES])}{more}."
    )
