"""One cell: its duty, whose, since when, what is wrong there, and which rule is tight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from sevenday.clock import hhmm, short_date
from sevenday.contracts import Terms
from sevenday.limits import CheckResult
from sevenday.limits.mends import Mend, find_mends
from sevenday.limits.slack import RuleSlack
from sevenday.limits.verdict import Verdict
from sevenday.model import NO_DUTY, Shift
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.rotas.checking import contract_is_named, judge_lines
from sevenday.web.rotas.current import last_version, open_draft_of
from sevenday.web.rotas.discretion import AWAY
from sevenday.web.rotas.drafts import last_edit
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period

TIGHT = 3
"""Rules that the focus tells: those with least to spare of each unit."""
WITHOUT_DUTY = {**NO_DUTY, AWAY: "time away"}
UNIT_WORDS = {"frequency": "of weekends"}


@dataclass(frozen=True, slots=True)
class BreachWords:
    """A breach in a sentence, and in others what would mend it."""

    sentence: str
    mends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpareWords:
    """A rule and what it has to spare, in words; below nothing is a breach."""

    rule: str
    spare: str
    clause: str


@dataclass(frozen=True)
class CellPage:
    """A cell and what there is to know of it."""

    period: Period
    doctor: Doctor
    day: date
    column: int
    text: str
    duty: str
    since: str
    locked: bool
    breaches: Sequence[BreachWords]
    tight: Sequence[SpareWords]
    choices: Sequence[tuple[str, str]]


def cell_page(now: DraftMatrix, doctor: Doctor, day: date, brief: bool = False) -> CellPage:
    """What a cell's page shows; `brief`: the focus, which does not wait for what would mend it."""
    text = now.shown[now.code_at(doctor.pk, day)]
    breaches, slacks = line_verdict(now, doctor)
    here = [b for b in breaches if b.start.date() <= day <= b.end.date()]
    return CellPage(
        now.period,
        doctor,
        day,
        now.column(day),
        text,
        duty_words(now, text),
        since_words(now, doctor, day),
        not now.version and now.period.locks.filter(doctor=doctor, day=day).exists(),
        [BreachWords(each.sentence, ()) for each in here]
        if brief
        else with_mends(now, breaches, here),
        tightest(now, slacks),
        code_choices(now),
    )


def line_verdict(
    now: DraftMatrix, doctor: Doctor
) -> tuple[tuple[Verdict, ...], tuple[RuleSlack, ...]]:
    """The breaches of a doctor's line and what each rule has to spare; none without a contract."""
    if not contract_is_named(now.period.department):
        return (), ()
    found = judge_lines(now, [doctor.pk])[0]
    return found.breaches, found.slacks


def duty_words(now: DraftMatrix, text: str) -> str:
    """A cell's text in words, as "Long day, 08:30 to 21:00"."""
    if not text:
        return "off"
    words = []
    for part in text.split("+"):
        shift = now.department.hospital.shifts.get(part)
        bare = part.removesuffix("/2")
        half = "half a day of " if bare != part else ""
        words.append(shift_words(shift) if shift else f"{half}{WITHOUT_DUTY.get(bare, part)}")
    return " and ".join(words)


def shift_words(shift: Shift) -> str:
    """A shift with its times, by its name where it has one."""
    on_call = ", on call from home" if shift.on_call else ""
    return f"{shift.name or shift.code}, {hhmm(shift.start)} to {hhmm(shift.end)}{on_call}"


def since_words(now: DraftMatrix, doctor: Doctor, day: date) -> str:
    """Who made a cell what it is, and when."""
    if now.discreet:  # what it was before may say why somebody was away
        return ""
    version = last_version(now.period) if now.version else None
    of = version.draft if version else open_draft_of(now.period)
    edit = last_edit(of, doctor.pk, day) if of else None
    if edit is None:
        return "Nobody has changed it."
    at = localtime(edit.act.at)
    what = f"{edit.before or 'off'} to {edit.after or 'off'}"
    if edit.act.kind in ("import", "build", "replan"):
        how = {"import": "imported", "build": "built", "replan": "re-planned"}[edit.act.kind]
        return f"{how.capitalize()} by {edit.act.by}, {short_date(at)} {at:%H:%M}."
    return f"{edit.act.by} changed it from {what}, {short_date(at)} {at:%H:%M}."


def with_mends(
    now: DraftMatrix, line: Sequence[Verdict], some: Sequence[Verdict]
) -> list[BreachWords]:
    """Some breaches of a line in sentences, with what would mend each, put to the checker.

    `line`: every breach of it: a change that adds another mends nothing.
    """
    if not some:
        return []
    mends = _mends(now, terms_of(now.period.department, now.period.first), line)
    return [
        BreachWords(
            breach.sentence,
            tuple(mend.sentence for mend in mends if _is_of(mend, breach)),
        )
        for breach in some
    ]


def _is_of(mend: Mend, breach: Verdict) -> bool:
    """Whether a change mends this breach, and not another of the same rule."""
    same = (mend.rule, mend.doctor) == (breach.rule, breach.doctor)
    return same and breach.start.date() <= mend.day <= breach.end.date()


def _mends(now: DraftMatrix, terms: Terms, breaches: Sequence[Verdict]) -> tuple[Mend, ...]:
    """What would mend breaches of one line: no other line is judged for it."""
    checked = CheckResult(terms.id, terms.on, (), tuple(breaches))
    return tuple(dict.fromkeys(find_mends(now.hospital, terms, checked)))


def tightest(now: DraftMatrix, slacks: Sequence[RuleSlack]) -> list[SpareWords]:
    """The rules with least to spare: of each unit the one nearest to its limit."""
    found: dict[str, RuleSlack] = {}
    for slack in sorted(slacks, key=lambda each: each.slack):
        found.setdefault(slack.unit, slack)
    return [spare_words(now, slack) for slack in list(found.values())[:TIGHT]]


def spare_words(now: DraftMatrix, slack: RuleSlack) -> SpareWords:
    """What a rule has to spare, in its unit; the rule as the contract says it."""
    terms = terms_of(now.period.department, now.period.first)
    rule = terms.get(slack.rule).says.rstrip(".") if terms.has(slack.rule) else slack.rule
    figure = f"{slack.slack:.0%}" if slack.unit == "frequency" else f"{slack.slack:.4g}"
    spare = f"{figure} {UNIT_WORDS.get(slack.unit, slack.unit)}"
    return SpareWords(rule, spare, slack.clause)


def code_choices(now: DraftMatrix) -> list[tuple[str, str]]:
    """What a cell may hold, each with its words: shifts first, then leave and days off."""
    shifts = now.department.hospital.shifts
    return [
        ("", "off"),
        *((code, f"{code}: {shift_words(shift)}") for code, shift in shifts.items()),
        *((code, f"{code}: {words}") for code, words in NO_DUTY.items() if code not in shifts),
    ]
