"""How sure every value of every contract and of the walkout's law is: a table of shares.

`python docs/sources.py` prints confirmed, secondary and unconfirmed by file. With the source tree
of another version first on PYTHONPATH it prints that version's, to compare before and after.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sevenday

ROOT = Path(sevenday.__file__).parent
FOLDERS = (ROOT / "contracts", ROOT / "walkout" / "law" / "rules")
NONE = ("no ", "not read")
"""How a clause begins that tells there is none: advice, what no rule bars, what was not read."""
LEVELS = ("confirmed", "secondary", "unconfirmed")


def values(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every value of a file of terms, with the name of its term."""
    for section, terms in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if section != "contract":
            for name, term in terms.items():
                for value in term["values"]:
                    yield f"{section}.{name}", value


def missing(path: Path) -> Iterator[str]:
    """The values of a file that lack a document, a clause or where they were read, or a date."""
    for term, value in values(path):
        source = value.get("source", {})
        lacks = [key for key in ("document", "clause", "read_in") if not source.get(key)]
        lacks += [key for key in ("effective_from", "announced_on") if key not in value]
        if lacks:
            yield f"{path.name}: {term} from {value.get('effective_from')}: {', '.join(lacks)}"


def without_clause(path: Path) -> int:
    """How many values of a file say, where a clause would stand, that none is there or was read."""
    clauses = (value.get("source", {}).get("clause", "") for _, value in values(path))
    return sum(clause.startswith(NONE) for clause in clauses)


def row(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    total = counts.total()
    shares = (f"{counts[level]:4} {counts[level] / total:4.0%}" for level in LEVELS if total)
    return f"{name:<22} {total:5}  {'  '.join(shares)}"


def main() -> None:
    """Print the table, then what lacks a source."""
    print(f"{'file':<22} {'all':>5}  {'  '.join(f'{level:>9}' for level in LEVELS)}")
    whole: Counter[str] = Counter()
    of_folder: Counter[str] = Counter()
    files = [path for folder in FOLDERS for path in sorted(folder.glob("*.toml"))]
    for path in files:
        counts = Counter(value["certainty"] for _, value in values(path))
        whole += counts
        of_folder += counts
        if counts:
            print(row(path.stem, counts))
        if path == files[-1] or path.parent != files[files.index(path) + 1].parent:
            print(row(f"all of {path.parent.name}", of_folder))
            of_folder = Counter()
    print(row("all", whole))
    without = [line for path in files for line in missing(path)]
    print(f"without document, clause, place or date: {len(without)}")
    print("\n".join(without), end="\n" if without else "")
    print(f"of all, with no clause to cite, and told so: {sum(map(without_clause, files))}")


if __name__ == "__main__":
    main()
