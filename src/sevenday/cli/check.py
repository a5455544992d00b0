"""`sevenday check`: is this rota within the contract's limits?"""

from collections import Counter
from typing import TYPE_CHECKING

import typer

from sevenday.cli.common import (
    Contract,
    Folder,
    Format,
    Known,
    On,
    Out,
    Page,
    Table,
    Use,
    emit,
    load,
    one_in,
)

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.limits import CheckResult


def check(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    format: Format = "text",
    out: Out = None,
) -> None:
    """Find every breach of a contract's limits in a rota or template: exit 1 where there is one."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.limits import check as check_limits

    result = check_limits(hospital, terms, use)
    emit(page_of(result, terms, hospital.name), result.document(), format, out)
    if result.breaches:
        raise typer.Exit(1)


def page_of(result: "CheckResult", terms: "Terms", hospital: str) -> Page:
    """The verdict as a page: what was found, by whom, sentence by sentence."""
    broken = {breach.doctor for breach in result.breaches}
    lines = len(result.lines)
    head = f"{len(broken)} of {lines} lines break a limit." if broken else (
        f"No breach: each of the {lines} lines is within every limit."
    )  # fmt: skip
    blocks: list[str | Table] = [head, _lines(result)]
    if broken:
        blocks += [_by_rule(result), _sentences(result)]
    blocks += [f"Note: {note}" for note in result.notes]
    title = f"{hospital or 'Rota'}: {terms.name}, as on {terms.on}"
    return Page(title, tuple(blocks))


def _lines(result: "CheckResult") -> Table:
    counts = Counter(breach.doctor for breach in result.breaches)
    banded = any(line.band for line in result.lines)
    columns = ("doctor", "hours a week", "without leave", "weekends", "breaches")
    rows = [
        (
            line.doctor,
            f"{line.average_hours:.2f}",
            f"{line.average_hours_without_leave:.2f}",
            one_in(line.weekend_frequency),
            f"{counts[line.doctor] or '-'}",
            *([line.band or ""] if banded else []),
        )
        for line in result.lines
    ]
    return Table("Lines", (*columns, "band") if banded else columns, rows)


def _by_rule(result: "CheckResult") -> Table:
    counts = Counter(breach.rule for breach in result.breaches)
    who: dict[str, set[str]] = {}
    for breach in result.breaches:
        who.setdefault(breach.rule, set()).add(breach.doctor)
    rows = [(rule, f"{n}", f"{len(who[rule])}") for rule, n in counts.most_common()]
    return Table("Breaches by rule", ("rule", "breaches", "lines"), rows)


def _sentences(result: "CheckResult") -> Table:
    rows = [(breach.rule, breach.sentence) for breach in result.breaches]
    return Table("Each breach", ("rule", "what is wrong"), rows)
