"""What each side says it wants: the terms on the table, its weights, what it has without a deal.

A file that either side may edit, and that every page shows. Utilities run from 0, the worst on
every term, to 1, the best.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from sevenday.errors import Fault, InputError
from sevenday.files.table import Faults
from sevenday.files.tomls import load_toml
from sevenday.results import Result

Floats = npt.NDArray[np.float64]
CLOSE = 1e-9
FILE = "sides.toml"
"""The name of the file in a folder."""
TEXT, NUMBER, NUMBERS, BY_TERM = (
    "a text",
    "a number",
    "a list of numbers",
    "a table of numbers, one a term",
)
NOTE = "note"
KEYS = {
    "term": {"id": TEXT, "says": TEXT, "from": NUMBER, "to": NUMBER, "values": NUMBERS},
    "side": {
        "name": TEXT,
        "reservation": NUMBER,
        "power": NUMBER,
        "weights": BY_TERM,
        "best": BY_TERM,
        "bends": BY_TERM,
    },
}
"""By table: its keys, and what each holds."""


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


FITS: dict[str, Callable[[Any], bool]] = {
    TEXT: lambda value: isinstance(value, str),
    NUMBER: _number,
    NUMBERS: lambda value: isinstance(value, list) and all(map(_number, value)),
    BY_TERM: lambda value: isinstance(value, dict) and all(map(_number, value.values())),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term on the table: from `low` to `high`, or one of `values` where it has steps."""

    id: str
    says: str
    low: float
    high: float
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Party(Result):
    """A side: by term its weight, the value that it likes best, and how its liking bends.

    `bends`: 1 is straight; under 1 the first step from the worst is worth most (0.5: a square
    root). `reservation`: its utility without a deal. `power`: its share in the asymmetric Nash
    point.
    """

    KEYS: ClassVar[str] = "name reservation power weights best"

    name: str
    reservation: float
    power: float
    weights: dict[str, float]
    best: dict[str, float]
    bends: dict[str, float]

    def worth(self, term: Term, values: Floats) -> Floats:
        """What values of a term are worth to it: 0 at its worst, 1 at its best."""
        worst = term.low if self.best[term.id] > (term.low + term.high) / 2 else term.high
        share = np.abs(values - worst) / abs(self.best[term.id] - worst)
        found: Floats = np.clip(share, 0.0, 1.0) ** self.bends.get(term.id, 1.0)
        return self.weights[term.id] * found

    def most(self, terms: Sequence[Term]) -> float:
        """What the best of all deals is worth to it: under 1 where a term's steps leave it out."""
        ends = ((term, np.array(term.values or (term.low, term.high))) for term in terms)
        return sum(float(self.worth(term, values).max()) for term, values in ends)


@dataclass(frozen=True, slots=True)
class Bargain:
    """The terms on the table and the two sides. `note`: whose numbers they are."""

    terms: tuple[Term, ...]
    sides: tuple[Party, Party]
    note: str = ""

    def worth(self, deals: Floats) -> tuple[Floats, Floats]:
        """(m,) what deals are worth to each side. `deals`: (m, terms) values."""
        one, two = (
            sum((side.worth(term, deals[:, k]) for k, term in enumerate(self.terms)), np.zeros(1))
            for side in self.sides
        )
        return one, two


def read_sides(path: Path) -> Bargain:
    """Read a file of two sides and their terms, or the `sides.toml` of a folder.

    Weights of a side add up to 1, each term has one, and no reservation is above every deal.
    Raises InputError with every fault.
    """
    path = path / FILE if path.is_dir() else path
    faults = Faults([])
    said = load_toml(path, faults)
    if said is None:
        raise InputError(*faults.found)
    return parse_sides(said, path.name)


def parse_sides(said: dict[str, Any], file: str = FILE) -> Bargain:
    """The same from what a TOML file says."""
    faults: list[Fault] = []

    def fault(what: str, key: str, found: object = "", expected: str = "") -> None:
        faults.append(Fault(what, file, None, key, f"{found}", expected, code="wrong-sides"))

    for kind in said:
        if kind not in (*KEYS, NOTE):
            fault("no such table", kind, kind, "[[term]], [[side]] and note")
    if not isinstance(said.get(NOTE, ""), str):
        fault("not of its kind", NOTE, said[NOTE], TEXT)
    for kind, keys in KEYS.items():
        rows = said.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            fault("not a list of tables", kind, "", f"[[{kind}]]")
            continue
        for row in rows:
            for key, value in row.items():
                if key not in keys:
                    fault(f"no such key of a {kind}", key, key, ", ".join(sorted(keys)))
                elif not FITS[keys[key]](value):
                    name = row.get("id", row.get("name", kind))
                    fault(f"{name}: not of its kind", key, value, keys[key])
    if faults:
        raise InputError(*faults)
    terms = tuple(filter(None, (_term(row, fault) for row in said.get("term", ()))))
    sides = [_side(row, terms, fault) for row in said.get("side", ())]
    if not terms:
        fault("no term on the table", "term", "", "[[term]] id, from, to")
    if len(sides) != 2:
        fault("a bargain has two sides", "side", len(sides), "two [[side]] tables")
    for names, key in (([t.id for t in terms], "id"), ([side.name for side in sides], "name")):
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            fault("the same twice", key, name, f"each {key} once")
    if faults:
        raise InputError(*faults)
    return Bargain(terms, (sides[0], sides[1]), said.get(NOTE, ""))


def _term(row: dict[str, Any], fault: Any) -> Term | None:
    name = row.get("id", "")
    values = tuple(float(value) for value in row.get("values", ()))
    low = float(row.get("from", min(values, default=0.0)))
    high = float(row.get("to", max(values, default=0.0)))
    if not name or not low < high:
        fault("a term without an id or a span", "term", name, "id, and from below to")
        return None
    if any(not low <= value <= high for value in values):
        fault(f"{name}: a value outside its span", "values", values, f"{low:g} to {high:g}")
    return Term(name, row.get("says", name), low, high, values)


def _side(row: dict[str, Any], terms: tuple[Term, ...], fault: Any) -> Party:
    name = row.get("name", "")
    weights, best, bends = (
        {key: float(value) for key, value in row.get(table, {}).items()}
        for table in ("weights", "best", "bends")
    )
    if not name:
        fault("a side without a name", "name", "", "a name")
    known = {term.id: term for term in terms}
    whole = True
    for table, what in ((weights, "weights"), (best, "best")):
        if set(table) != set(known):
            whole = False
            found, expected = ", ".join(table), ", ".join(known)
            fault(f"{name}: not one for each term", what, found, expected)
    if any(weight < 0 for weight in weights.values()) or abs(sum(weights.values()) - 1) > CLOSE:
        fault(
            f"{name}: weights that do not add up to 1",
            "weights",
            f"{sum(weights.values()):g}",
            "0 or more each, 1 in all",
        )
    for id, value in best.items():
        if id in known and value not in (known[id].low, known[id].high):
            whole = False
            ends = f"{known[id].low:g} or {known[id].high:g}"
            fault(f"{name}: best at neither end of {id}", "best", value, ends)
    for id, value in bends.items():
        if id not in known or value <= 0:
            whole = False
            fault(f"{name}: no such bend", "bends", f"{id} = {value:g}", "a term, above 0")
    reservation, power = float(row.get("reservation", 0.0)), float(row.get("power", 0.5))
    if not 0 < power < 1:
        fault(f"{name}: no such power", "power", power, "above 0, under 1")
    side = Party(name, reservation, power, weights, best, bends)
    most = side.most(terms) if whole else 1.0
    if reservation < 0:
        fault(f"{name}: a reservation under every deal", "reservation", reservation, "0 or more")
    elif reservation >= most - CLOSE:
        fault(
            f"{name}: a reservation above every possible deal",
            "reservation",
            reservation,
            f"under {most:g}, which is what its best deal is worth",
        )
    return side
