"""Write the pages of docs/rules and docs/pay from the contract data and the worked cases.

`make docs` runs it; a test fails where a page is missing or says something else than the data.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from sevenday.contracts import contract, contract_ids, in_words
from sevenday.contracts.value import Value
from sevenday.limits.rule_table import BUILDERS
from sevenday.limits.sentences import SENTENCES

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "cases"
MADE = "<!-- Made by docs/generate.py from the contract data: do not edit by hand. -->\n"

READINGS = tomllib.loads((HERE / "readings.toml").read_text(encoding="utf-8"))
ELEMENTS = READINGS["elements"]
"""Each pay element, what it is, and the terms that it reads."""


FIRST = "england-2016"
"""The contract that most readers work under: a page opens with its words and values."""


def contracts() -> list[str]:
    """Every contract, the one of most readers first."""
    return sorted(contract_ids(), key=lambda id: (id != FIRST, id))


def has(id: str, term: str) -> bool:
    """Whether a contract has, or ever had, a term."""
    return any(value.term == term for value in contract(id).contract.values)


def values(terms: list[str], ids: list[str]) -> Iterator[tuple[str, Value]]:
    """Every value that each contract ever had of some terms, but what it takes over as it is."""
    for id in ids:
        own = contract(id).contract
        parent = contract(own.inherits).contract.values if own.inherits else ()
        inherited = {(v.term, v.branch, in_words(v), v.source) for v in parent}
        for value in own.values:
            mark = (value.term, value.branch, in_words(value), value.source)
            if value.term in terms and mark not in inherited:
                yield id, value


def table(terms: list[str], ids: list[str]) -> str:
    """The values of some terms in some contracts: from when, how sure, and where they stand."""
    head = ["contract", "term", "value", "from", "announced", "status", "certainty", "source"]
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for id, value in values(terms, ids):
        branch = "" if value.branch == "general" else f" [{value.branch}]"
        sure = f"**{value.certainty}**" if value.certainty == "unconfirmed" else value.certainty
        cells = (
            id,
            f"`{value.term}`{branch}",
            in_words(value),
            f"{value.effective_from}",
            f"{value.announced_on}",
            value.status,
            sure,
            f"{value.source}. Read in: {value.source.read_in}",
        )
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def rules() -> list[str]:
    """Every rule that a contract here has."""
    return sorted(rule for rule in BUILDERS if any(has(id, rule) for id in contract_ids()))


BOOKS = ("limits.toml", "countries.toml")
PLACES = {
    "2016": "the limits of 2016",
    "2019": "those of 2019",
    "newdeal": "the New Deal",
    "acgme": "ACGME's",
    "ewtd": "the directive",
    "ireland": "Ireland's",
    "nz": "New Zealand's",
    "scotland": "Scotland's",
    "scotland-2021": "Scotland's of 2021",
}


def rule_case(rule: str) -> str:
    """A worked case that breaks the rule, under England's contract where one does."""
    books = [tomllib.loads((CASES / name).read_text(encoding="utf-8")) for name in BOOKS]
    cases = [(book["shifts"], case) for book in books for case in book["case"]]
    found = []
    for shared, case in cases:
        if broken := [version for version, names in case["breaks"].items() if rule in names]:
            found.append((not {"2016", "2019"} & set(broken), shared, case, broken))
    if not found:
        return "None of the worked cases breaks it yet.\n"
    _, shared, case, broken = min(found, key=lambda f: f[0])
    shifts = shared | case.get("shifts", {})
    used = {c for c in case["weeks"] if c in shifts}
    kinds = [f"`{code}` {in_text(shifts[code])}" for code in sorted(used)]
    under = " and ".join(PLACES[version] for version in broken)
    return (
        f"**{case['name'][0].upper() + case['name'][1:]}** ({case['source']}). "
        f"Where {', '.join(kinds)} and a week is seven letters from Monday:\n\n"
        f"```text\n{case['weeks']}\n```\n\nbreaks it under {under}.\n"
    )


def in_text(shift: str | dict) -> str:
    """A shift of a case in words."""
    if isinstance(shift, str):
        time, _, breaks = shift.partition(" ")
        return f"is {time}" + (f" with breaks of {breaks} min" if breaks else "")
    work = f" with {shift['work_hours']} h of work expected" if shift.get("work_hours") else ""
    return f"is {shift['kind']} {shift['time']}{work}"


def rule_page(rule: str) -> str:
    """One rule: what it says of a breach, how it is read, its values, a worked case.

    England's contract opens the page where it has the rule; the others stand below, each in its
    own words where those differ.
    """
    sentence = SENTENCES[rule].format(when="…", value="…", limit="…", run="…", s="s", leave="")
    reading = READINGS["rules"].get(rule, "")
    terms = [rule, *READINGS["beside"].get(rule, [])]
    ids = [id for id in contracts() if has(id, rule)]
    general = [(id, v) for id, v in values([rule], ids) if v.branch == "general"]
    words = {id: value.says for id, value in general or values([rule], ids)}
    opening = next(iter(words.values()), "")
    own = [f"- `{id}`: {says}" for id, says in words.items() if says != opening]
    first, others = (ids[:1], ids[1:]) if ids[0] == FIRST else (ids, [])
    title = f"What `{FIRST}` says" if first == [FIRST] else "What the contracts say"
    below = f"## Other contracts\n\n{table(terms, others)}\n\n" if others else ""
    if own:
        below += "In their own words:\n\n" + "\n".join(own) + "\n\n"
    return (
        f"# `{rule}`\n\n{MADE}\n{opening}\n\nA breach reads: *“{sentence}”*.\n\n"
        f"## How it is read\n\n{reading}\n\n## {title}\n\n{table(terms, first)}\n\n{below}"
        f"## A worked case\n\n{rule_case(rule)}"
    )


def element_page(element: str) -> str:
    """One pay element: what it is, its values, a worked case."""
    about = ELEMENTS[element]
    books = [tomllib.loads((CASES / f).read_text("utf-8")) for f in ("pay.toml", "offers.toml")]
    case = next((c for book in books for c in book["case"] if element in c["lines"]), None)
    worked = "None of the worked cases has it yet.\n"
    if case:
        on = case.get("on") or contract(case["contract"]).on
        worked = (
            f"**{case['name']}**: {case['doctor']['grade']} under `{case['contract']}` on "
            f"{on}, by the template\n\n```text\n{case['weeks']}\n```\n\n"
            f"earns £{case['lines'][element]:,.2f} a year of it.\n"
        )
    return (
        f"# `{element}`\n\n{MADE}\n{about['says']}\n\n## What the contracts say\n\n"
        f"{table(about['terms'], contracts())}\n\n## A worked case\n\n{worked}"
    )


def pages() -> dict[Path, str]:
    """Every page that is made, by its path under docs/."""
    made = {Path("rules") / f"{rule}.md": rule_page(rule) for rule in rules()}
    made |= {Path("pay") / f"{element}.md": element_page(element) for element in ELEMENTS}
    for folder, title in (("rules", "Rules"), ("pay", "Pay elements")):
        names = [path.stem for path in made if path.parts[0] == folder]
        links = "\n".join(f"- [`{name}`]({name}.md)" for name in names)
        made[Path(folder) / "README.md"] = f"# {title}\n\n{MADE}\n{links}\n"
    return made


def main() -> None:
    """Write every page."""
    for path, text in pages().items():
        (HERE / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
