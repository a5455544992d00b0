"""sides.toml: what each side says it wants. Either side may edit it, and every page shows it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, FiniteFloat, ValidationError

from sevenday.contracts.schema import Form
from sevenday.errors import Fault, InputError
from sevenday.files.table import Faults
from sevenday.files.tomls import form_faults, load_toml
from sevenday.talks.bargain import CLOSE, Bargain, Party, Term

FILE = "sides.toml"
"""The name of the file in a folder."""
KEYS = (
    "note; in [[term]] id, says, from, to, values; in [[side]] name, reservation, power, weights, "
    "best, bends"
)

Number = Annotated[FiniteFloat, Field(strict=True)]
ByTerm = dict[str, Number]


class BargainTermForm(Form):
    """`[[term]]`: its ends, or its steps, of which the outer ones are its ends."""

    id: str = ""
    says: str | None = None
    low: Number | None = Field(None, alias="from")
    high: Number | None = Field(None, alias="to")
    values: list[Number] = Field(default_factory=list)


class SideForm(Form):
    """`[[side]]`: by term its weights, the values that it likes best, and how its liking bends."""

    name: str = ""
    reservation: Number = 0.0
    power: Number = 0.5
    weights: ByTerm = Field(default_factory=dict)
    best: ByTerm = Field(default_factory=dict)
    bends: ByTerm = Field(default_factory=dict)


class SidesForm(Form):
    """The whole file. `note`: whose numbers they are."""

    term: list[BargainTermForm] = Field(default_factory=list)
    side: list[SideForm] = Field(default_factory=list)
    note: str = ""


def read_sides(path: Path) -> Bargain:
    """Read a file of two sides and their terms, or the `sides.toml` of a folder.

    Weights of a side add up to 1, each term has one, and no reservation is above every deal.
    Raises InputError with every fault.
    """
    path = path / FILE if path.is_dir() else path
    faults = Faults([])
    document = load_toml(path, faults)
    if document is None:
        raise InputError(*faults.found)
    return parse_sides(document, path.name)


def parse_sides(document: dict[str, Any], file: str = FILE) -> Bargain:
    """The same from what a TOML file holds."""
    faults = Faults([])
    try:
        form = SidesForm.model_validate(document)
    except ValidationError as error:
        form_faults(error, file, faults, ("no such key", KEYS))
        raise InputError(*faults.found) from None
    check = _Checks(file)
    terms = tuple(filter(None, map(check.term, form.term, range(1, len(form.term) + 1))))
    parties = [check.party(side, row, terms) for row, side in enumerate(form.side, 1)]
    if not terms:
        check.fault("no term on the table", None, "term", "", "[[term]] id, from, to")
    if len(parties) != 2:
        check.fault("a bargain has two sides", None, "side", len(parties), "two [[side]] tables")
    check.once("id", (term.id for term in terms))
    check.once("name", (party.name for party in parties))
    if check.found:
        raise InputError(*check.found)
    return Bargain(terms, (parties[0], parties[1]), form.note)


class _Checks:
    """What types do not see: spans, sums, and tables that have to agree with one another."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def fault(self, what: str, row: int | None, key: str, found: object, expected: str) -> None:
        """Note a fault of a table, by its number."""
        self.found.append(
            Fault(what, self.file, row, key, f"{found}", expected, code="wrong-sides")
        )

    def once(self, key: str, names: Iterable[str]) -> None:
        """Each name is given once."""
        every = list(names)
        for name in dict.fromkeys(name for name in every if every.count(name) > 1):
            self.fault("the same twice", None, key, name, f"each {key} once")

    def term(self, form: BargainTermForm, row: int) -> Term | None:
        """A term with a name and a span that holds its steps."""
        low = min(form.values, default=0.0) if form.low is None else form.low
        high = max(form.values, default=0.0) if form.high is None else form.high
        if not form.id or not low < high:
            what = "a term without an id or a span"
            self.fault(what, row, "term", form.id, "id, and from below to")
            return None
        if any(not low <= value <= high for value in form.values):
            what = f"{form.id}: a value outside its span"
            self.fault(what, row, "values", form.values, f"{low:g} to {high:g}")
        says = form.id if form.says is None else form.says
        return Term(form.id, says, float(low), float(high), tuple(map(float, form.values)))

    def party(self, form: SideForm, row: int, terms: tuple[Term, ...]) -> Party:
        """A side whose tables fit the terms, and who could have some deal."""
        if not form.name:
            self.fault("a side without a name", row, "name", "", "a name")
        whole = self._tables(form, row, {term.id: term for term in terms})
        party = Party(
            form.name,
            form.reservation,
            form.power,
            dict(form.weights),
            dict(form.best),
            dict(form.bends),
        )
        if not 0 < form.power < 1:
            self.fault(f"{form.name}: no such power", row, "power", form.power, "above 0, under 1")
        most = party.most(terms) if whole else 1.0
        if form.reservation < 0:
            what = f"{form.name}: a reservation under every deal"
            self.fault(what, row, "reservation", form.reservation, "0 or more")
        elif form.reservation >= most - CLOSE:
            what = f"{form.name}: a reservation above every possible deal"
            expected = f"under {most:g}, which is what its best deal is worth"
            self.fault(what, row, "reservation", form.reservation, expected)
        return party

    def _tables(self, form: SideForm, row: int, terms: dict[str, Term]) -> bool:
        """Whether a side's tables are of the terms, so that deals can be weighed by them."""
        before, name = len(self.found), form.name
        for table, key in ((form.weights, "weights"), (form.best, "best")):
            if set(table) != set(terms):
                what = f"{name}: not one for each term"
                self.fault(what, row, key, ", ".join(table), ", ".join(terms))
        for id, value in form.best.items():
            if id in terms and value not in (terms[id].low, terms[id].high):
                ends = f"{terms[id].low:g} or {terms[id].high:g}"
                self.fault(f"{name}: best at neither end of {id}", row, "best", value, ends)
        for id, value in form.bends.items():
            if id not in terms or value <= 0:
                found = f"{id} = {value:g}"
                self.fault(f"{name}: no such bend", row, "bends", found, "a term, above 0")
        whole = len(self.found) == before
        total = sum(form.weights.values())
        if any(weight < 0 for weight in form.weights.values()) or abs(total - 1) > CLOSE:
            what = f"{name}: weights that do not add up to 1"
            self.fault(what, row, "weights", f"{total:g}", "0 or more each, 1 in all")
        return whole
