"""The report of a hospital: the verdict, who carries what, pay under each contract asked for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.limits.lines import LineSource
from sevenday.limits.result import CheckResult
from sevenday.limits.rule_table import Rule
from sevenday.limits.verdict import Verdict
from sevenday.model import Hospital
from sevenday.pay import PayResult, price
from sevenday.reports.pages.answers import Answers, answers
from sevenday.reports.pages.limits_applied import broken_by, how_sure, limits_applied, limits_table
from sevenday.reports.pages.pay import by_grade
from sevenday.reports.pages.report_pictures import compliance, fairness, hours, pay_by_element
from sevenday.reports.pages.workload import Workload, workload
from sevenday.reports.pictures.rota import rota_pictures
from sevenday.reports.render.page import Block, Heading, Page, Table
from sevenday.reports.render.words import SURE, one_in, plain, two_places

MOST_NAMED = 30
"""Doctors whom a row names."""
MOST_RULES = 4
"""Rules that the verdict names; the rest are a number."""


def report(
    hospital: Hospital, terms: Terms, priced: Sequence[Terms] = (), use: LineSource | None = None
) -> Page:
    """A hospital's report under `terms`, with its pay under each of `priced` (default: `terms`).

    Where the contract has no limits or no pay, or the doctors' grades are not stated, the page
    says so. Raises InputError for a contract of `priced` that cannot be.
    """
    found = answers(hospital, terms, use)
    results: list[PayResult] = [found.paid] if found.paid and not priced else []
    if all(doctor.grade for doctor in hospital.doctors):
        results += [price(hospital, each, use) for each in priced]
    load = workload(hospital, terms, use)
    blocks: list[Block] = [found.unchecked]
    known = f", by what was known on {short_date(terms.known)}" if terms.known else ""
    against = f"Held against {terms.name}, as on {short_date(terms.on)}{known}."
    rules: tuple[Rule, ...] = ()
    pictures = [*([hours(load, terms)] if load.hours.size else []), fairness(load)]
    if found.checked:
        rules = limits_applied(hospital, terms)
        blocks = [verdict(found.checked, rules)]
        pictures.insert(0, compliance(found.checked, rules))
    blocks.append(against)
    if found.checked and found.checked.breaches:
        blocks += [Heading("What is broken"), _broken(found.checked)]
    blocks += [*pictures, Heading("The rota"), *rota_pictures(hospital, terms.on, use)]
    blocks += [*_pay(results, found), *_doctors(hospital, load, found, results)]
    blocks += _grounds(hospital, found, results, rules)
    return Page(hospital.name or "Report of a rota", tuple(blocks))


def verdict(result: CheckResult, rules: Sequence[Rule]) -> str:
    """The whole check in one sentence."""
    lines, ids = len(result.lines), {rule.id for rule in rules}
    if not result.breaches:
        return f"No breach: {lines} of {lines} lines keep all {len(ids)} limits."
    counts = Counter(broken_by(result)).most_common()
    named = [f"{plain(rule)} ({n})" for rule, n in counts[:MOST_RULES]]
    more = len(counts) - len(named)
    named += [f"and {more} more"] if more else []
    who = len({breach.doctor for breach in result.breaches})
    return (
        f"{who} of {lines} lines {'breaks' if who == 1 else 'break'} a limit: {', '.join(named)}; "
        f"{len(ids) - len(counts)} of {len(ids)} limits are kept by all."
    )


def _broken(result: CheckResult) -> Table:
    """Breaches by limit: how many, whose, and the worst of them in its sentence."""
    groups: dict[str, list[Verdict]] = {}
    for breach in result.breaches:
        groups.setdefault(breach.rule, []).append(breach)
    rows = []
    for rule, found in sorted(groups.items(), key=lambda item: -len(item[1])):
        by_doctor = Counter(breach.doctor for breach in found).most_common()
        who = ", ".join(f"{name} ({n})" for name, n in by_doctor[:MOST_NAMED])
        if (more := len(by_doctor) - MOST_NAMED) > 0:
            who += f" and {more} more"
        worst = max(found, key=lambda breach: abs(breach.value - breach.limit))
        rows.append((plain(rule), f"{len(found)}", who, worst.sentence))
    columns = ("limit", "breaches", "doctors, and how often", "the worst of them")
    return Table("Breaches by limit (the check lists every one)", columns, rows)


def _pay(results: Sequence[PayResult], found: Answers) -> Iterator[Block]:
    yield Heading("Pay")
    if not results:
        yield found.unpaid
        return
    yield pay_by_element(results)
    yield from (_by_grade(each) for each in results)


def _by_grade(result: PayResult) -> Table:
    table = by_grade(result, f"{result.contract}, {short_date(result.on)}")
    return replace(table, columns=tuple(map(plain, table.columns)))


def _doctors(
    hospital: Hospital, load: Workload, found: Answers, results: Sequence[PayResult]
) -> Iterator[Block]:
    """Each doctor with hours, nights, weekends, breaches, and pay under each contract."""
    yield Heading("Doctor by doctor")
    grades = {doctor.name: doctor.grade for doctor in hospital.doctors}
    lines = {line.doctor: line for line in found.checked.lines} if found.checked else {}
    broken = Counter(b.doctor for b in found.checked.breaches) if found.checked else Counter()
    pay = [{slip.doctor: f"{slip.total:,.2f}" for slip in each.doctors} for each in results]
    banded = any(line.band for line in lines.values())
    once = len({each.contract for each in results}) == len(results)
    rows = []
    for name, nights, week in zip(load.doctors, load.nights, load.hours, strict=True):
        line = lines.get(name)
        limits = (
            (
                two_places(line.average_hours),
                two_places(line.average_hours_without_leave),
                one_in(line.weekend_frequency),
                f"{broken[name] or '-'}",
            )
            if line
            else (two_places(week.mean()) if len(week) else "-",)
        )
        band = (line.band or "",) if line and banded else ()
        paid = tuple(slips.get(name, "not paid") for slips in pay)
        rows.append((name, grades.get(name, ""), f"{nights}", *limits, *band, *paid))
    rows.sort(key=lambda row: -broken[row[0]])  # those that break a limit first
    checked = ("without leave", "weekends", "breaches") if lines else ()
    columns = (
        "doctor",
        "grade",
        "nights",
        "hours a week",
        *checked,
        *(("band",) if banded else ()),
        *(f"£ a year\n{each.contract}" + ("" if once else f"\n{each.on}") for each in results),
    )
    yield Table("Hours, nights, weekends, breaches and pay", columns, rows)


def _grounds(
    hospital: Hospital, found: Answers, results: Sequence[PayResult], rules: tuple[Rule, ...]
) -> Iterator[Block]:
    """What the page rests on: notes, assumptions, each limit and how sure each figure is."""
    yield Heading("What this rests on")
    notes = [*(found.checked.notes if found.checked else hospital.notes)]
    notes += [note for each in results for note in each.notes]
    yield from (f"Note: {note}" for note in dict.fromkeys(notes))
    yield from (f"Unconfirmed: {unsure}." for each in results if (unsure := _unsure(each)))
    if found.checked:
        yield f"{how_sure(rules)} {SURE}"
        yield limits_table(rules, found.checked)


def _unsure(result: PayResult) -> str:
    """The pay elements that are not confirmed by any source, in words."""
    lines = [line for slip in result.doctors for line in slip.lines]
    names = dict.fromkeys(plain(x.element) for x in lines if x.certainty == "unconfirmed")
    return f"{', '.join(names)} in the pay of {result.contract}" if names else ""
