"""What a check found, as a page: the verdict, each line, each breach in a sentence."""

from collections import Counter

from sevenday.contracts import Terms
from sevenday.limits.mends import Mend
from sevenday.limits.result import CheckResult
from sevenday.pay.fines import Fine
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty, one_in, two_places


def checked(result: CheckResult, terms: Terms, hospital: str, most: int | None = None) -> Page:
    """The verdict as a page: what was found, by whom, the first `most` breaches in sentences."""
    broken = {breach.doctor for breach in result.breaches}
    lines = len(result.lines)
    head = f"{len(broken)} of {lines} lines break a limit."
    if lines == 1:
        within = "No breach: the line is within every limit."
        head = "The line breaks a limit." if broken else within
    elif not broken:
        head = f"No breach: each of the {lines} lines is within every limit."
    blocks: list[Block] = [head, lines_table(result)]
    if broken:
        blocks += [rules_table(result), sentences_table(result, most)]
    blocks += [f"Note: {note}" for note in result.notes]
    title = f"{hospital or 'Rota'}: {terms.name}, as on {terms.on}"
    return Page(title, tuple(blocks))


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
    """Each rule that is broken: how often, by how many lines."""
    counts = Counter(breach.rule for breach in result.breaches)
    who: dict[str, set[str]] = {}
    for breach in result.breaches:
        who.setdefault(breach.rule, set()).add(breach.doctor)
    rows = [(rule, f"{n}", f"{len(who[rule])}") for rule, n in counts.most_common()]
    return Table("Breaches by rule", ("rule", "breaches", "lines"), rows)


def sentences_table(result: CheckResult, most: int | None = None) -> Table:
    """Each breach in its sentence, or the first so many."""
    shown = result.breaches[:most]
    more = len(result.breaches) - len(shown)
    caption = "Each breach" + (
        f" (the first {len(shown)}; check tells {more} more)" if more else ""
    )
    return Table(caption, ("rule", "what is wrong"), [(b.rule, b.sentence) for b in shown])


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
