"""`sevenday why`, `swap` and `diff`: one duty explained, its lawful swaps, two rotas compared."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sevenday.cli.common import Contract, Folder, Format, Known, On, Out, load
from sevenday.cli.output import emit
from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Block, Page, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sevenday.limits.slack import RuleSlack
    from sevenday.model import Hospital

SAID = 2
"""Rules that the page names of a swap; JSON has every one."""

Doctor = Annotated[str, typer.Argument(help="a doctor of the rota")]
Day = Annotated[str, typer.Argument(help="a date of the rota, YYYY-MM-DD")]
Old = Annotated[Path, typer.Argument(help="the rota as it was: a hospital's folder or a rota.csv")]
New = Annotated[Path, typer.Argument(help="the rota as it is: a hospital's folder or a rota.csv")]


def why(
    path: Folder,
    doctor: Doctor,
    day: Day,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Explain one cell of a rota: which places it fills, and who else could take it."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.limits.replacements import why as explain
    from sevenday.solver.explain.replacements import rank_replacements

    cell = explain(hospital, terms, doctor, _date(day))
    others = rank_replacements(hospital, terms, cell)
    could = [each for each in others if each.candidate.could]
    fills = "; ".join(
        f"{need.service or 'any service'}: {need.min} needed (rank {need.rank})"
        for need in cell.fills
    )
    blocks: list[Block] = [
        f"{doctor} works {cell.text} on {short_date(cell.day)}. "
        + (f"It fills {fills}. " if fills else "No row of cover.csv asks for it. ")
        + f"{len(could)} of {len(cell.candidates)} others could take it within every limit.",
        Table(
            "Who could, the cheapest first",
            (
                "doctor",
                "requests refused",
                "over the fair share",
                "pounds a year",
                "hours a week then",
            ),
            [
                (
                    each.candidate.doctor,
                    f"{each.unmet:g}",
                    f"{each.above:+.2f}",
                    "not known" if each.pounds is None else f"{each.pounds:+,.2f}",
                    f"{each.candidate.hours:.2f}",
                )
                for each in could
            ],
        ),
        Table(
            "Who could not, and why",
            ("doctor", "why"),
            [
                (t.doctor, "; ".join((*t.reasons, *(b.sentence for b in t.breaches))))
                for t in (each.candidate for each in others)
                if not t.could
            ],
        ),
    ]
    data: dict[str, Any] = {
        "doctor": doctor,
        "date": f"{cell.day}",
        "holds": cell.text,
        "fills": [
            {"service": n.service, "shift": n.shift, "min": n.min, "rank": n.rank}
            for n in cell.fills
        ],
        "takers": [
            {
                "doctor": t.doctor,
                "could": t.could,
                "hours": round(t.hours, 6),
                "unmet": each.unmet,
                "above_share": round(each.above, 6),
                "pounds": each.pounds,
                "reasons": list(t.reasons),
                "breaches": t.breaches,
            }
            for each in others
            for t in (each.candidate,)
        ],
    }
    emit(Page(f"{hospital.name or 'Rota'}: one duty", tuple(blocks)), data, format, out)


def swap(
    path: Folder,
    doctor: Doctor,
    day: Day,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """List the lawful swaps of one duty: neither line breaks a limit that it kept before."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.limits.swaps import REACH, swaps

    when = _date(day)
    result = swaps(hospital, terms, doctor, when)
    found, barred = result.swaps, result.barred
    rows = [
        (
            s.partner,
            s.mine,
            short_date(s.day),
            s.theirs,
            f"{s.hours[0]:.2f}",
            f"{s.hours[1]:.2f}",
            _tightest(s.rules),
        )
        for s in found
    ]
    columns = (
        "partner",
        "takes",
        "gives on",
        "gives",
        f"{doctor}: hours a week",
        "partner: hours",
        "what it uses up",
    )
    head = (
        f"{len(found)} lawful swaps of {doctor}'s duty on {short_date(when)} with a duty within "
        f"{REACH} days, under {terms.id} on {terms.on}."
    )
    blocks: list[Block] = [head, Table("Swaps", columns, rows)]
    if barred:
        none = [(b.partner, "; ".join(b.reasons)) for b in barred]
        blocks.append(Table("No lawful swap, and what says so", ("doctor", "why"), none))
    emit(Page(f"{hospital.name or 'Rota'}: swaps", tuple(blocks)), result, format, out)


def _tightest(rules: "Sequence[RuleSlack]") -> str:
    """The rules that the swap brings nearer to their limits, the nearest first."""
    nearer = sorted((rule for rule in rules if rule.nearer), key=lambda rule: rule.slack)
    return "; ".join(rule.sentence for rule in nearer[:SAID]) or "no rule is nearer to its limit"


def diff(before: Old, after: New, format: Format = None, out: Out = None) -> None:
    """Compare two rotas, cell by cell."""
    from sevenday.model.differ import differences

    old, new = _rota(before), _rota(after)
    for path, hospital in ((before, old), (after, new)):
        if hospital.rota is None:
            raise InputError(Fault("no dated rota here", path.name, expected="rota.csv"))
    found = differences(old, new)
    who = len({one.doctor for one in found})
    rows = [(one.doctor, short_date(one.day), _cell(one.before), _cell(one.after)) for one in found]
    head = f"{len(found)} cells differ, of {who} doctors." if found else "The two rotas are alike."
    data = {
        "changes": [
            {"doctor": one.doctor, "date": f"{one.day}", "before": one.before, "after": one.after}
            for one in found
        ],
    }
    table = Table("Changes", ("doctor", "date", "was", "is"), rows)
    emit(Page("Two rotas", (head, *([table] if found else []))), data, format, out)


def _rota(path: Path) -> "Hospital":
    """A hospital's folder or workbook, or a rota file by itself."""
    from sevenday.files import read
    from sevenday.files.rotas import read_rota_alone
    from sevenday.model import Hospital

    if path.suffix.lower() == ".csv" and path.is_file():
        rota, cells = read_rota_alone(path)
        return Hospital(cells=cells, rota=rota)
    return read(path)


def _cell(text: str | None) -> str:
    return "not in it" if text is None else text or "off"


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(Fault("not a date", "", None, "DATE", text, "YYYY-MM-DD")) from None
