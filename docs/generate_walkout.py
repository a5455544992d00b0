"""Write docs/walkout/law.md from the walkout's rules and the worked cases.

`make docs` runs it; a test fails where the page says something else than the data.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sevenday.contracts import in_words
from sevenday.contracts.value import Value
from sevenday.walkout.law.rules import HERE as RULES
from sevenday.walkout.law.rules import nation_name, rules
from sevenday.walkout.law.state import NEXT

HERE = Path(__file__).parent
PAGE = HERE / "walkout" / "law.md"
CASES = HERE.parent / "tests" / "cases" / "walkout-law.toml"
EXAMPLE = """```python
from pathlib import Path

from sevenday.files.walkout import read_walkout
from sevenday.walkout.law.notice import judge_notice

print(judge_notice(read_walkout(Path("examples/district-2016"))).summary())
```

```text
Notice: received on Tuesday 12 April 2016, 14 days before the first day of action (Tuesday 26 April 2016); 7 days required: it is long enough (TULRCA 1992, section 234A(4); secondary).
Ballot: 27,741 of 28,305 (98.0%) of the votes were yes; more than 50% needed: enough (TULRCA 1992, section 226(2); secondary).
Mandate: from Wednesday 18 November 2015 while the action continues (TULRCA 1992, sections 233(3)(b) and 234(1); confirmed); it had to begin within 4 weeks, by Wednesday 16 December 2015, or where union and employer agreed within 8, by Wednesday 13 January 2016 (TULRCA 1992, section 234(1); confirmed).
Mandate: action on this ballot began on Tuesday 12 January 2016.
Mandate: action began on Tuesday 12 January 2016: it stands only by such an agreement. Check that there is one: the files do not say.
In all: notice, ballot and mandate stand on these dates, the mandate only if union and employer agreed that action may begin later.
```"""  # noqa: E501
HEAD = f"""# Notice and law by date

<!-- Made by docs/generate_walkout.py from the rules and the worked cases: do not edit by hand. -->

`walkout.toml` says when the ballot opened and closed, what it counted, when the employer received
the notice and when the action is. From these dates Sevenday works out which rules hold, and whether
notice, ballot and mandate stand by them. It is no legal advice: each rule says where it was read
and how sure that is, and a rule marked **unconfirmed** needs a lawyer's eye before anyone leans on
it.

- The notice is judged by the law of the day on which the employer **received** it. Its days are
  calendar days from that day to the date of the first window.
- Thresholds and the mandate are judged by the law of the day on which the ballot **opened**. The
  mandate begins with the day on which the ballot closed, and every window has to end within it.
- What protects those in it, and picketing, go by the **first day of action**.
- `nation` in `hospital.toml`, else the contract's, says whose law holds: England, Scotland, Wales
  have one but for what Wales has changed, Northern Ireland its own. A rule of a nation that is not
  known here is not judged, and the answer says so.
- Before 1 March 2017 a ballot lapsed unless action began within 4 weeks of it, 8 by agreement.
  Action that began earlier stands in `[[actions]]` with the same ballot and its own notice.
- What the file does not say is not guessed: it is not judged, and the answer says so (`null`).
- `walkout.toml` has no key for an agreement that makes a mandate longer: the usual length is used,
  and where a window lies after it the answer says how long an agreement would make it.

{EXAMPLE}
"""
PARTS = (
    ("law", "What the law says", "By term, each value from its day on."),
    (
        "straddling",
        "Duties at the ends of a window",
        "A duty already begun is finished, and one that starts in a window is caught, to its end. "
        "What a union tells its members of the edges is data: the branch is the union.",
    ),
    (
        "cover",
        "What may be used as cover",
        "Whom a hospital may ask to do the work of those who are out.",
    ),
    (
        "deductions",
        "Pay for a strike day",
        "The rate card goes by grade and shift. It holds no names, and the hourly sum stands "
        "beside the daily one so that the lower can be taken. One duty is one strike day.",
    ),
    (
        "steps",
        "The planning steps",
        "Counted from the first window's date, or the last's. They are advice, and no law.",
    ),
)
PRIVACY = """## What is never asked

Who is in a trade union, and who takes part in a strike, is special-category personal data (UK GDPR,
Article 9), and so is anything that reveals it or from which it may be inferred. Walkout files take
the columns and keys of [their forms](files.md) and refuse any other, with the reason; the refusal
does not print what the cell holds. Counts of a group on a shift are read and never written back.
`tests/walkout/test_privacy.py` walks every record, form, column and key of Sevenday for one that
could hold anybody's part in a strike.
"""


def cell(text: Any) -> str:
    """A text as a cell of a table."""
    return str(text).replace("|", "/")


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """Rows under a head."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def row(value: Value) -> tuple[str, ...]:
    """One value of a rule: what it says, from when, how sure, and where it was read."""
    branch = "" if value.branch == "general" else f" [{value.branch}]"
    sure = f"**{value.certainty}**" if value.certainty == "unconfirmed" else value.certainty
    source = f"{value.source}. Read in: {value.source.read_in}"
    says = f"{in_words(value)}. {value.says}"
    return (f"`{value.term}`{branch}", f"{value.effective_from}", says, sure, source)


def part(name: str, title: str, says: str) -> str:
    """Every value that one set of rules ever had."""
    head = ("term", "from", "value", "certainty", "source")
    parts = [f"## {title}\n\n{says}\n", *_by_nation(name, head)]
    return "\n".join(parts)


def _by_nation(name: str, head: tuple[str, ...]) -> Iterator[str]:
    """The values of Great Britain, then of each other nation what it does not share with it."""
    common = rules(name, date(2026, 9, 1)).contract.values
    yield f"{table(head, [row(value) for value in common])}\n"
    for nation in ("wales", "northern-ireland"):
        if (RULES / f"{name}-{nation}.toml").is_file():
            own = rules(name, date(2026, 9, 1), nation).contract
            rows = [row(value) for value in own.values if value not in common]
            yield f"### {nation_name(nation)}\n\n{own.says}\n\n{table(head, rows)}\n"


def judged(answer: bool | None) -> str:
    """A judgement in a word."""
    return "not judged" if answer is None else "stands" if answer else "does not stand"


def worked() -> str:
    """The worked cases, as the tests check them."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    head = ("case", "opened", "closed", "received", "first day", "days", "mandate to", "in all")
    rows = [
        (
            case["name"],
            case.get("ballot_opened", ""),
            case.get("ballot_closed", ""),
            case.get("notice_received", ""),
            case["starts"],
            f"{case['days_given']} of {case.get('days_required', 'not known')}"
            if "days_given" in case
            else "",
            case.get("mandate_to", ""),
            judged(case.get("valid")),
        )
        for case in cases
    ]
    return f"## Worked cases\n\nOn both sides of every change.\n\n{table(head, rows)}\n"


def states() -> str:
    """What may follow each state."""
    rows = [
        (f"`{state}`", ", ".join(f"`{s}`" for s in after) or "nothing")
        for state, after in NEXT.items()
    ]
    return (
        "## States\n\nCalling a walkout off, or suspending it, lists the withdrawn lists that can "
        "be restored and those that have begun already; the rota stands as it was published. What "
        f"may not follow is an error.\n\n{table(('state', 'may become'), rows)}\n"
    )


def page() -> str:
    """The whole page."""
    return "\n".join((HEAD, *(part(*each) for each in PARTS), states(), worked(), PRIVACY))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
