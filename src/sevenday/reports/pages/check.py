"""What a check found, as a page: the verdict, what to mend first, every breach, each line."""

from collections import Counter
from collections.abc import Sequence

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.limits.mends import Mend
from sevenday.limits.result import CheckResult
from sevenday.limits.verdict import Verdict, amount
from sevenday.pay.fines import Fine
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty, one_in, two_places

FEW = 12
"""Breaches that are told one by one at once; more are folded below what to mend."""
MOST_DATES = 8
"""Dates that a row names; the breaches folded below it have every one."""


def checked(result: CheckResult, terms: Terms, hospital: str) -> Page:
    """The verdict as a page: what was found, what to mend first, each line."""
    broken = {breach.doctor for breach in result.breaches}
    lines = len(result.lines)
    verb = "breaks" if len(broken) == 1 else "break"
    head = f"{len(broken)} of {lines} lines {verb} a limit."
    if lines == 1:
        within = "No breach: the line is within every limit."
        head = "The line breaks a limit." if broken else within
    elif not broken:
        head = f"No breach: each of the {lines} lines is within every limit."
    blocks: list[Block] = [head, f"Held against {terms.name}, as on {terms.on}."]
    if broken:
        groups = breach_groups(result.breaches)
        many = len(result.breaches) > FEW
        if many:
            blocks.append(rules_table(result))
        if len(groups) < len(result.breaches) or many:
            blocks.append(groups_table(groups))
        blocks.append(sentences_table(result, folded=many))
    blocks.append(lines_table(result))
    blocks += [f"Note: {note}" for note in result.notes]
    return Page(hospital or "Rota", tuple(blocks))


def breach_groups(breaches: Sequence[Verdict]) -> list[list[Verdict]]:
    """The breaches by doctor and rule, the worst of each first; who is furthest over stands first.

    How far over is a share of the limit, so that hours, rests and counts stand in one order. The
    groups of one doctor stand together.
    """
    by_doctor: dict[str, dict[str, list[Verdict]]] = {}
    for breach in sorted(breaches, key=_excess, reverse=True):  # so the worst leads everywhere
        by_doctor.setdefault(breach.doctor, {}).setdefault(breach.rule, []).append(breach)
    return [group for groups in by_doctor.values() for group in groups.values()]


def _excess(breach: Verdict) -> float:
    return abs(breach.value - breach.limit) / (breach.limit or 1.0)


def groups_table(groups: Sequence[Sequence[Verdict]]) -> Table:
    """What to mend first: whose breaches, how many, the worst of them, and when each begins."""
    rows = [
        (
            group[0].doctor,
            group[0].rule,
            f"{len(group)}",
            amount(group[0].value, group[0].unit),
            amount(group[0].limit, group[0].unit),
            _dates(group),
        )
        for group in groups
    ]
    columns = ("doctor", "rule", "times", "worst", "limit", "begins")
    return Table("What to mend, who is furthest over a limit first", columns, rows)


def _dates(group: Sequence[Verdict]) -> str:
    """When each begins, in order: the date, or of a template its week."""
    found = []
    for breach in sorted(group, key=lambda each: each.start):
        if breach.week is None:
            found.append(short_date(breach.start.date()))
        else:
            found.append(f"week {breach.template_week} {breach.start:%a}")
    found = list(dict.fromkeys(found))
    more = len(found) - MOST_DATES
    return ", ".join(found[:MOST_DATES]) + (f" and {more} more" if more > 0 else "")


def lines_table(result: CheckResult) -> Table:
    """Each line with its averages, weekends and breaches."""
    counts = Counter(breach.doctor for breach in result.breaches)
    banded = any(line.band for line in result.lines)
    columns = ("doctor", "hours a week", "without leave", "weekends", "breaches")
    rows = [
        (
            line.doctor,
            two_places(line.average_hours) + (" so far" if line.so_far else ""),
            two_places(line.average_hours_without_leave),
            one_in(line.weekend_frequency) + (" so far" if line.so_far else ""),
            f"{counts[line.doctor] or '-'}",
            *([line.band or ""] if banded else []),
        )
        for line in result.lines
    ]
    return Table("Lines", (*columns, "band") if banded else columns, rows)


def rules_table(result: CheckResult) -> Table:
    """Each rule that is broken: how often, by how many lines, and the worst in its sentence."""
    by_rule: dict[str, list[Verdict]] = {}
    for breach in result.breaches:
        by_rule.setdefault(breach.rule, []).append(breach)
    rows = [
        (
            rule,
            f"{len(found)}",
            f"{len({breach.doctor for breach in found})}",
            max(found, key=_excess).sentence,
        )
        for rule, found in sorted(by_rule.items(), key=lambda each: -len(each[1]))
    ]
    return Table("Breaches by rule", ("rule", "breaches", "lines", "the worst of them"), rows)


def sentences_table(result: CheckResult, folded: bool) -> Table:
    """Each breach in its sentence."""
    rows = [(breach.rule, breach.sentence) for breach in result.breaches]
    return Table("Each breach", ("rule", "what is wrong"), rows, folded=folded)


def mends_blocks(found: tuple[Mend, ...], result: CheckResult) -> list[Block]:
    """The changes of one duty that mend a breach, or that there are none."""
    if not result.breaches:
        return []
    if not found:
        return ["No change of one duty of a dated rota mends a breach."]
    rows = [(mend.rule, mend.sentence) for mend in found]
    return [Table("What one change would mend", ("rule", "the change"), rows)]


def fines_blocks(found: tuple[Fine, ...], result: CheckResult, terms: Terms) -> list[Block]:
    """The fines that would follow if the rota were worked as it is written."""
    if not terms.has("fine.breaches"):
        return [f"{terms.id} has no guardian's fines on {terms.on}."]
    if not found:
        return [f"None of the {len(result.breaches)} breaches is of a kind that is fined."]
    total = sum(fine.total for fine in found)
    head = (
        f"{len(found)} of {len(result.breaches)} breaches are fined: £{total:,.2f} if the rota is "
        "worked as it is written. A fine follows hours that were worked and reported."
    )
    rows = [
        (
            fine.breach.doctor,
            fine.breach.rule,
            f"{fine.breach.start:%Y-%m-%d}",
            f"{fine.total:,.2f}",
            *(
                "not known" if part is None else f"{part:,.2f}"
                for part in (fine.to_doctor, fine.to_guardian)
            ),
            fine.working,
            certainty(fine.certainty),
        )
        for fine in found
    ]
    columns = (
        "doctor",
        "rule",
        "from",
        "fine £",
        "to doctor",
        "to guardian",
        "working",
        "certainty",
    )
    return [head, Table("Fines", columns, rows)]
