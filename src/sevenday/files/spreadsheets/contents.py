"""What all the rotas of a book come to, with one name for each doctor."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sevenday.errors import Fault
from sevenday.files.sheets import wrong
from sevenday.files.spreadsheets.result import Statement, count
from sevenday.model.names import name_key, one_doctor


@dataclass(slots=True)
class Contents:
    """What all the rotas of a book come to.

    `cells` maps doctor and date to the cell of FORMS.md and its address; `spelt` maps a name as
    it is compared to its first spelling; `apart` are alike names of two doctors; `starts` maps a
    doctor to a template and the week of it, `unknown` a text that nothing explains to its
    addresses. `left_out` counts by kind what is not taken, and `asked` are readings that a person
    has to agree to.
    """

    cells: dict[tuple[str, date], tuple[str, str]] = field(default_factory=dict)
    doctors: dict[str, str] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)
    starts: dict[str, tuple[str, int]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    asked: list[Statement] = field(default_factory=list)
    grades: dict[str, str] = field(default_factory=dict)
    shares: dict[str, str] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Statement] = field(default_factory=list)
    ignored: list[Statement] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def doctor(self, label: str, address: str) -> str:
        """The one name of a doctor whom a label names, in whatever spelling."""
        name = self.spelt.setdefault(name_key(label), label)
        self.doctors.setdefault(name, address)
        if label != name:
            says = one_doctor(label, name)
            if not any(known.says == says for known in self.notes):
                self.notes.append(Statement(address, says))
        return name

    def leave_out(self, where: str, says: str, kind: str, cells: int) -> None:
        """Say that cells are left out, and count them by kind."""
        self.ignored.append(Statement(where, f"{says}: {count(cells, 'cell')} left out"))
        self.left_out[kind] += 1

    def ask(self, where: str, says: str) -> None:
        """Note a reading that a person has to agree to, once."""
        if all(statement.says != says for statement in self.asked):
            self.asked.append(Statement(where, says))

    def merge(self, one: str, other: str) -> None:
        """Put the cells of another name under one name."""
        for key in [key for key in self.cells if key[0] == other]:
            text, where = self.cells.pop(key)
            if text or (one, key[1]) not in self.cells:
                self.cells[one, key[1]] = text, where
        for facts in (self.doctors, self.grades, self.shares):
            facts.pop(other, None)
        self.spelt = {key: one if name == other else name for key, name in self.spelt.items()}

    def put(self, name: str, day: date, text: str, where: str) -> None:
        """A doctor's cell of a date; a fault where another cell says otherwise."""
        earlier = self.cells.setdefault((name, day), (text, where))
        if earlier[0] != text:
            what = (
                f"{name} on {day:%A} {day} stands at {earlier[1]} too, as {earlier[0] or 'off'!r}"
            )
            expected = "one cell for each doctor and date, or --sheet NAME"
            self.faults.append(wrong(what, where, text or "off", expected))
