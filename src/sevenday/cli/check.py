"""`sevenday check`: is this rota within the contract's limits?"""

from typing import Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Known, On, Out, Threads, Use, load
from sevenday.cli.output import emit

Fines = Annotated[bool, typer.Option("--fines", help="which breaches are fined, and the split")]
Notice = Annotated[
    bool, typer.Option("--notice", help="show publication deadlines, counted from today or --on")
]
Mend = Annotated[
    bool, typer.Option("--mend", help="what one change would mend each breach of a dated rota")
]

Patterns = Annotated[
    bool, typer.Option("--patterns", help="what doctors complain of, and the additive risk index")
]


def check(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    fines: Fines = False,
    notice: Notice = False,
    mend: Mend = False,
    patterns: Patterns = False,
    threads: Threads = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Find every breach of a contract's limits in a rota or template: exit 1 where there is one."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.limits import check as check_limits
    from sevenday.reports.pages.check import checked, fines_blocks

    result = check_limits(hospital, terms, use)
    page, data = checked(result, terms, hospital.name), result.to_dict()
    late = False
    if notice:
        from sevenday.limits.notice import publication_deadlines

        deadlines = publication_deadlines(hospital, terms, terms.on if on else None)
        none = (f"{terms.id} says nothing of when a rota has to be sent.",)
        page = page.with_more(*(tuple(one.sentence for one in deadlines) or none))
        data["notice"] = deadlines
        late = any(one.late for one in deadlines)
    if fines:
        from sevenday.pay.fines import fines as fines_of

        found = fines_of(hospital, terms, use, result)
        page = page.with_more(*fines_blocks(found, result, terms))
        data["fines"] = found
    if mend:
        from sevenday.limits.mends import find_mends
        from sevenday.reports.pages.check import mends_blocks

        mends = find_mends(hospital, terms, result, use)
        page = page.with_more(*mends_blocks(mends, result))
        data["mends"] = mends
    if patterns:
        from sevenday.patterns.counts import count_patterns
        from sevenday.reports.pages.patterns import pattern_blocks

        counted = count_patterns(hospital, terms, use)
        page = page.with_more(*pattern_blocks(counted))
        data["patterns"] = counted
    emit(page, data, format, out)
    if result.breaches or late:
        raise typer.Exit(1)
