"""`sevenday check`: is this rota within the contract's limits?"""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated

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
    from sevenday.pay.fines import Fine

Fines = Annotated[bool, typer.Option("--fines", help="which breaches are fined, and the split")]
Notice = Annotated[bool, typer.Option("--notice", help="when it has to be out: today, or --on")]


def check(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    fines: Fines = False,
    notice: Notice = False,
    format: Format = "text",
    out: Out = None,
) -> None:
    """Find every breach of a contract's limits in a rota or template: exit 1 where there is one."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.limits import check as check_limits

    result = check_limits(hospital, terms, use)
    page, data = page_of(result, terms, hospital.name), result.document()
    late = False
    if notice:
        from sevenday.limits.notice import notices

        told = notices(hospital, terms, date.fromisoformat(on) if on else date.today())
        none = (f"{terms.id} says nothing of when a rota has to be sent.",)
        page = page.with_more(*(tuple(one.sentence for one in told) or none))
        data["notice"] = [one.to_json() for one in told]
        late = any(one.late for one in told)
    if fines:
        from sevenday.pay.fines import fines as fines_of

        found = fines_of(hospital, result, terms, use)
        page = page.with_more(*_fines(found, result, terms))
        data["fines"] = [fine.to_json() for fine in found]
    emit(page, data, format, out)
    if result.breaches or late:
        raise typer.Exit(1)


def _fines(found: "tuple[Fine, ...]", result: "CheckResult", terms: "Terms") -> list[str | Table]:
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
        (fine.breach.doctor, fine.breach.rule, fine.breach.start[:10], f"{fine.total:,.2f}",
         *("not known" if part is None else f"{part:,.2f}"
           for part in (fine.to_doctor, fine.to_guardian)),
         fine.working, "UNCONFIRMED" if fine.certainty == "unconfirmed" else fine.certainty)
        for fine in found
    ]  # fmt: skip
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
