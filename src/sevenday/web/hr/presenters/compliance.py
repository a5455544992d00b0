"""Does every line keep the rules? Those that do not first, by rule, and over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sevenday.clock import short_date
from sevenday.limits import CheckResult
from sevenday.limits.result import LineResult
from sevenday.limits.verdict import Verdict
from sevenday.reports.render.words import one_in, plain, two_places
from sevenday.web.hospitals.models import Department
from sevenday.web.hr.judged_versions import judged_version
from sevenday.web.rotas.models import Version

HEAD = (
    "period",
    "version",
    "rule",
    "doctor",
    "from",
    "to",
    "value",
    "limit",
    "unit",
    "clause",
    "branch",
    "certainty",
    "sentence",
)
"""The columns of the table to take away: a breach a row."""


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A doctor's line: how often it breaks a rule, which, and the worst in words."""

    doctor: str
    key: int
    grade: str
    breaches: int
    rules: str
    worst: str
    hours: str
    weekends: str


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that is broken: by how many lines, how often, the worst in words."""

    rule: str
    lines: int
    breaches: int
    worst: str
    clause: str


@dataclass(frozen=True, slots=True)
class VersionVerdict:
    """A published version: how many of its lines break a rule, how often, and why it was let be."""

    version: Version
    lines: int
    broken: int
    breaches: int
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Compliance:
    """What the page shows of a version."""

    sentence: str
    version: Version
    lines: Sequence[JudgedLine]
    rules: Sequence[BrokenRule]
    notes: Sequence[str]


def compliance(version: Version) -> Compliance | None:
    """A version's lines, those that break a rule first; None where no contract is named."""
    found = judged_version(version)
    if found is None:
        return None
    keys = dict(version.period.department.doctors.values_list("name", "pk"))
    by_doctor: dict[str, list[Verdict]] = {}
    by_rule: dict[str, list[Verdict]] = {}
    for breach in found.breaches:
        by_doctor.setdefault(breach.doctor, []).append(breach)
        by_rule.setdefault(breach.rule, []).append(breach)
    lines = [_line(line, keys, by_doctor.get(line.doctor, [])) for line in found.lines]
    rules = [
        BrokenRule(
            plain(rule).capitalize(),
            len({breach.doctor for breach in breaches}),
            len(breaches),
            _worst(breaches).sentence,
            _worst(breaches).clause,
        )
        for rule, breaches in by_rule.items()
    ]
    return Compliance(
        verdict_words(version, found),
        version,
        sorted(lines, key=lambda line: -line.breaches),
        sorted(rules, key=lambda rule: -rule.breaches),
        found.notes,
    )


def verdict_words(version: Version, found: CheckResult) -> str:
    """What is wrong with a version, in a sentence."""
    many, broken = len(found.breaches), len({breach.doctor for breach in found.breaches})
    which = f"version {version.number}, published {short_date(version.at)}"
    if not many:
        return f"Yes: all {len(found.lines)} lines of {which}, keep every rule."
    breaks = "1 of {} lines breaks" if broken == 1 else f"{broken} of {{}} lines break"
    times = "once" if many == 1 else f"{many} times"
    return f"No: {breaks.format(len(found.lines))} a rule, {times} in {which}."


def over_time(department: Department) -> list[VersionVerdict]:
    """Every published version of a department, the last first."""
    versions = Version.objects.filter(period__department=department)
    rows = []
    for version in versions.select_related("period").order_by("-at", "-id"):
        version.period.department = department
        if (found := judged_version(version)) is not None:
            broken = len({breach.doctor for breach in found.breaches})
            reasons = list(dict.fromkeys(each["reason"] for each in version.reasons))
            counts = (len(found.lines), broken, len(found.breaches))
            rows.append(VersionVerdict(version, *counts, reasons))
    return rows


def breach_rows(version: Version) -> Iterable[tuple[object, ...]]:
    """The table to take away; see `HEAD`."""
    found = judged_version(version)
    for each in found.breaches if found else ():
        yield (
            f"{version.period}",
            version.number,
            each.rule,
            each.doctor,
            f"{each.start:%Y-%m-%d %H:%M}",
            f"{each.end:%Y-%m-%d %H:%M}",
            round(each.value, 6),
            round(each.limit, 6),
            each.unit,
            each.clause,
            each.branch,
            each.certainty,
            each.sentence,
        )


def _line(line: LineResult, keys: dict[str, int], breaches: list[Verdict]) -> JudgedLine:
    rules = dict.fromkeys(plain(breach.rule) for breach in breaches)
    worst = _worst(breaches).sentence.removeprefix(f"{line.doctor}: ") if breaches else ""
    return JudgedLine(
        line.doctor,
        keys[line.doctor],
        line.grade,
        len(breaches),
        ", ".join(rules),
        worst[:1].upper() + worst[1:],
        two_places(line.average_hours),
        one_in(line.weekend_frequency),
    )


def _worst(breaches: Sequence[Verdict]) -> Verdict:
    """The breach that is furthest over its limit, by the limit."""
    return max(breaches, key=lambda each: abs(each.value - each.limit) / (abs(each.limit) or 1))
