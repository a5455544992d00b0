"""What each side says it wants: the terms on the table, its weights, what it has without a deal.

A file that either side may edit, and that every page shows. Utilities run from 0, the worst on
every term, to 1, the best.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sevenday.errors import Fault, InputError

Floats = npt.NDArray[np.float64]
CLOSE = 1e-9
KEYS = {
    "term": {"id", "says", "from", "to", "values"},
    "side": {"name", "reservation", "power", "weights", "best", "bends"},
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
class Side:
    """A side: by term its weight, the value that it likes best, and how its liking bends.

    `bends`: 1 is straight; under 1 the first step from the worst is worth most (0.5: a square
    root). `reservation`: its utility without a deal. `power`: its share in the asymmetric Nash
    point.
    """

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


@dataclass(frozen=True, slots=True)
class Table:
    """The terms on the table and the two sides."""

    terms: tuple[Term, ...]
    sides: tuple[Side, Side]


def read_sides(path: Path) -> Table:
    """Read a file of two sides and their terms. Raises InputError with every fault.

    Weights of a side add up to 1, each term has one, and no reservation is above every deal.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(Fault(f"cannot be read: {error}", path.name, expected="TOML")) from None
    return table_of(said, path.name)


def table_of(said: dict[str, Any], file: str = "sides.toml") -> Table:
    """The same from what a TOML file says."""
    faults: list[Fault] = []

    def fault(what: str, key: str, found: object = "", expected: str = "") -> None:
        faults.append(Fault(what, file, None, key, f"{found}", expected))

    for kind in said:
        if kind not in KEYS:
            fault("no such table", kind, kind, "[[term]] and [[side]]")
    for kind, keys in KEYS.items():
        for row in said.get(kind, ()):
            for key in row.keys() - keys:
                fault(f"no such key of a {kind}", key, key, ", ".join(sorted(keys)))
    if faults:
        raise InputError(*faults)
    terms = tuple(filter(None, (_term(row, fault) for row in said.get("term", ()))))
    sides = [_side(row, terms, fault) for row in said.get("side", ())]
    if not terms:
        fault("no term on the table", "term", "", "[[term]] id, from, to")
    if len(sides) != 2:
        fault("a bargain has two sides", "side", len(sides), "two [[side]] tables")
    if faults:
        raise InputError(*faults)
    return Table(terms, (sides[0], sides[1]))


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


def _side(row: dict[str, Any], terms: tuple[Term, ...], fault: Any) -> Side:
    name = row.get("name", "")
    weights = {key: float(value) for key, value in row.get("weights", {}).items()}
    best = {key: float(value) for key, value in row.get("best", {}).items()}
    bends = {key: float(value) for key, value in row.get("bends", {}).items()}
    known = {term.id: term for term in terms}
    for table, what in ((weights, "weights"), (best, "best")):
        if set(table) != set(known):
            found, expected = ", ".join(table), ", ".join(known)
            fault(f"{name}: not one for each term", what, found, expected)
    if any(weight < 0 for weight in weights.values()) or abs(sum(weights.values()) - 1) > CLOSE:
        fault(f"{name}: weights that do not add up to 1", "weights", f"{sum(weights.values()):g}",
              "0 or more each, 1 in all")  # fmt: skip
    for id, value in best.items():
        if id in known and value not in (known[id].low, known[id].high):
            ends = f"{known[id].low:g} or {known[id].high:g}"
            fault(f"{name}: best at neither end of {id}", "best", value, ends)
    for id, value in bends.items():
        if id not in known or value <= 0:
            fault(f"{name}: no such bend", "bends", f"{id} = {value:g}", "a term, above 0")
    reservation, power = float(row.get("reservation", 0.0)), float(row.get("power", 0.5))
    if not 0 <= reservation < 1:
        fault(f"{name}: above every possible deal, or under all", "reservation", reservation,
              "from 0, under 1")  # fmt: skip
    if not 0 < power < 1:
        fault(f"{name}: no such power", "power", power, "above 0, under 1")
    return Side(name, reservation, power, weights, best, bends)
