"""payslip.csv: what a doctor types in from a payslip, to be held against what is due."""

import re
from dataclasses import dataclass

from sevenday.errors import Fault, InputError
from sevenday.files.payslip_words import is_private, meaning
from sevenday.files.table import Faults, Row, Source, rows
from sevenday.model.names import known_as, one_doctor, who_is_meant

COLUMNS = ("doctor", "element", "amount", "per")
PERIODS = {"year": 1, "month": 12}
"""Each period and how many of it a year has."""
NOT_KNOWN = "not known here: check the word"
"""The kind of a line in which no word is known."""
AMOUNT = re.compile(r"([-+]?)£?\s*(\d[\d,]*(?:\.\d+)?|\.\d+)")
NEGATIVE = re.compile(r"\((.+)\)|(.+?)-|(.+?)\s*CR", re.IGNORECASE)
"""Amounts under 0 as accounts write them: in brackets, or with the sign behind."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line of a payslip that is not compared: its own words, pounds, and what it is."""

    line: str
    amount: float
    kind: str


@dataclass(frozen=True, slots=True)
class Payslip:
    """What one doctor was paid: pounds for a period, by element, and the lines not compared.

    `notes`: that the payslip spells the name in another way.
    """

    doctor: str
    per: str
    paid: dict[str, float]
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def periods(self) -> int:
        """How many of its periods a year has."""
        return PERIODS[self.per]


def read_payslip(path: Source, doctors: tuple[str, ...]) -> tuple[Payslip, ...]:
    """The payslips of a file, one a doctor, in its order.

    Lines of one element are added up; tax, arrears and the like are set aside by their words, and
    so is a line in which no word is known. `doctors`: who is known; a file for a hospital of one
    doctor need not name them. Raises InputError with every fault.
    """
    faults = Faults([])
    paid: dict[str, dict[str, float]] = {}
    aside: dict[str, list[SetAside]] = {}
    per: dict[str, str] = {}
    notes: dict[str, dict[str, None]] = {}
    for row in rows(path, faults, COLUMNS, ("element", "amount")):
        doctor, note = _doctor(row, doctors)
        notes.setdefault(doctor, {}).update(dict.fromkeys(note))
        period = row.choice("per", tuple(PERIODS), "year")
        if per.setdefault(doctor, period) != period:
            what = f"not the period of {doctor}'s other lines"
            row.fault("per", what, per[doctor], code="not-in-contract")
        slip, others = paid.setdefault(doctor, {}), aside.setdefault(doctor, [])
        words = row.needed("element")
        if not words or is_private(words):
            continue
        element, kind = meaning(words)
        amount = _pounds(row, least=0 if element else -1e7)
        if amount is None:
            continue
        if element:
            slip[element] = slip.get(element, 0.0) + amount
        else:
            others.append(SetAside(words, amount, kind or NOT_KNOWN))
    if not paid and not faults.found:
        raise InputError(
            Fault("no line in it", path.name, expected="element,amount", code="empty-file")
        )
    if faults.found:
        raise InputError(*faults.found)
    return tuple(
        Payslip(name, per[name], paid[name], tuple(aside[name]), tuple(notes[name]))
        for name in paid
    )


def _doctor(row: Row, doctors: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Whose line it is, and a note where the name is spelled in another way."""
    named = row.text("doctor")
    if not named and len(doctors) == 1:
        return doctors[0], ()
    name = known_as(named, doctors)
    if not name:
        row.fault(
            "doctor",
            "nobody of that name" if named else "whose payslip is not said",
            who_is_meant(named, doctors),
            code="unknown-doctor",
        )
    return name, () if name == named else (f"{row.file}: {one_doctor(named, name)}.",)


def _pounds(row: Row, least: float) -> float | None:
    """The amount, with or without a pound sign, commas and a sign."""
    text = row.needed("amount")
    if not text:
        return None
    behind = NEGATIVE.fullmatch(text)
    found = AMOUNT.fullmatch(next(filter(None, behind.groups())).strip() if behind else text)
    if found:
        amount = float(found[2].replace(",", ""))
        amount = -amount if bool(behind) != (found[1] == "-") else amount
        if least <= amount < 1e7:
            return amount
    expected = "pounds as 2712.50" + (
        "" if least else ", not under 0; a correction is its own line"
    )
    row.fault("amount", "not an amount", expected, code="not-a-number")
    return None
