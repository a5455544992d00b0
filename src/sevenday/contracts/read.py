"""Contracts from their files: those that come with Sevenday, and any other by its path."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sevenday.clock import ENGLAND
from sevenday.contracts.terms import Contract, Terms, resolve
from sevenday.contracts.value import Source, Status, Value
from sevenday.errors import Fault, InputError

if TYPE_CHECKING:
    from sevenday.contracts.schema import ContractForm, HeaderForm, TermForm

HERE = Path(__file__).parent


def contract_ids() -> tuple[str, ...]:
    """The ids of the contracts that come with Sevenday."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


def contract(
    id: str | Path, on: date | str | None = None, known: date | str | None = None
) -> Terms:
    """The terms of a contract on a date, by what was known on another.

    The date is today unless it is given; for an offer it is the day that it was made.
    `id` is one of `contract_ids()` or the path of a TOML file. Raises InputError for an id or
    a file that is not there or not in order, and for a date before the contract's first.
    """
    path = _find(str(id), Path())
    if path is None:
        expected = f"{', '.join(contract_ids())}, or a TOML file"
        raise InputError(
            Fault("no such contract", found=str(id), expected=expected, code="unknown-contract")
        )
    found = _read(_family(path))
    return Terms(found, _date(on, "on") or found.offered or date.today(), _date(known, "known"))


def contract_text(id: str) -> str:
    """The text of a contract's file, by its id or path. Raises InputError as `contract` does."""
    path = _find(id, Path())
    if path is None:
        expected = f"{', '.join(contract_ids())}, or a TOML file"
        raise InputError(
            Fault("no such contract", found=id, expected=expected, code="unknown-contract")
        )
    return path.read_text("utf-8")


def _find(id: str, folder: Path) -> Path | None:
    """The file of an id, or a file by its path from a folder; None where there is none."""
    if id in contract_ids():
        return HERE / f"{id}.toml"
    path = folder / id
    return path if path.suffix == ".toml" and path.is_file() else None


def _date(given: date | str | None, key: str) -> date | None:
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        fault = Fault(
            "not a date", column=key, found=given, expected="YYYY-MM-DD", code="not-a-date"
        )
        raise InputError(fault) from None


@lru_cache(maxsize=64)
def _form(path: Path, stamp: int) -> "ContractForm":
    """The file at `path`, checked; `stamp` is its time of change: an edited file is read anew."""
    from sevenday.contracts.schema import (
        check,
    )  # pydantic is slow to import: only when a file is read

    return check(_toml(path), path.name)


def _family(path: Path) -> tuple[tuple[Path, int], ...]:
    """A file and those that it inherits from, nearest first, each with its time of change.

    Raises InputError for a parent that is not there and for a family that goes round.
    """
    family: list[tuple[Path, int]] = []
    while True:
        family.append((path, path.stat().st_mtime_ns))
        header = _form(*family[-1]).contract
        if not header.inherits:
            return tuple(family)
        parent = _find(header.inherits, path.parent)
        if parent is None:
            expected = f"{', '.join(contract_ids())}, or a TOML file"
            raise _fault(path, "no such contract", "inherits", header.inherits, expected)
        if any(parent.resolve() == member.resolve() for member, _ in family):
            chain = " -> ".join(member.name for member in (*(m for m, _ in family), parent))
            what = "a contract that inherits from itself"
            raise _fault(path, what, "inherits", chain, "another contract")
        path = parent


def _fault(path: Path, what: str, key: str, found: str, expected: str) -> InputError:
    return InputError(
        Fault(what, path.name, None, f"contract.{key}", found, expected, code="wrong-inheritance")
    )


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    """The unit in which each term of our own contracts is counted, which the code reads it in."""
    units: dict[str, str] = {}
    for id in contract_ids():
        for section, terms in _toml(HERE / f"{id}.toml").items():
            if section != "contract":
                units |= {f"{section}.{name}": term["unit"] for name, term in terms.items()}
    return units


@lru_cache(maxsize=64)
def _read(family: tuple[tuple[Path, int], ...]) -> Contract:
    """The contract of the first file of a family; the others are what it inherits from."""
    form = _form(*family[0])
    header = form.contract
    terms = {term: _values(term, t) for term, t in form.terms().items()}
    path, nation = family[0][0], header.nation
    if family[1:]:
        parent = _read(family[1:])
        nation = nation or parent.nation
        inherited = _inherited(header, path, parent)
        units = {term: rows[0].unit for term, rows in inherited.items()}
        _refuse_other_units(units, terms, path, header.inherits or "")
        terms = inherited | terms
    if path.parent != HERE:
        _refuse_other_units(_units(), terms, path, "Sevenday")
    values = tuple(value for rows in terms.values() for value in rows)
    return Contract(
        header.id,
        header.name,
        header.says,
        header.pay_model,
        header.first,
        values,
        header.offered,
        header.envelope,
        header.inherits or "",
        nation or ENGLAND,
    )


def _refuse_other_units(
    units: dict[str, str], own: dict[str, list[Value]], path: Path, whose: str
) -> None:
    """Raise InputError for a term that the file counts in another unit than `units` has for it."""
    faults = [
        Fault(
            f"not the unit that {whose} counts this in",
            path.name,
            None,
            f"{term}.unit",
            rows[0].unit,
            units[term],
            code="wrong-unit",
        )
        for term, rows in own.items()
        if rows[0].unit != units.get(term, rows[0].unit)
    ]
    if faults:
        raise InputError(*faults)


def _inherited(header: "HeaderForm", path: Path, parent: Contract) -> dict[str, list[Value]]:
    """The terms that a file takes over from its parent, each with its values."""
    if header.inherits_on and header.inherits_on < parent.first:
        first = f"{parent.first} or later, as {parent.id} begins then"
        raise _fault(
            path, "before the parent begins", "inherits_on", f"{header.inherits_on}", first
        )
    terms: dict[str, list[Value]] = {}
    for value in parent.values if header.inherits_on is None else _parent_values(parent, header):
        terms.setdefault(value.term, []).append(value)
    for name in header.leaves_out:
        found = [term for term in terms if name in (term, term.partition(".")[0])]
        if not found:
            raise _fault(path, "nothing to leave out", "leaves_out", name, f"a term of {parent.id}")
        for term in found:
            del terms[term]
    return terms


def _parent_values(parent: Contract, header: "HeaderForm") -> Iterator[Value]:
    """A parent's values as they stood on `inherits_on`, dated to hold from the heir's first day.

    What was in force in the parent is only offered where the heir is an offer.
    """
    for value in resolve(parent, header.inherits_on or parent.first, None).values():
        begins = min(value.effective_from, header.first)
        announced = min(value.announced_on, begins)
        offered = header.offered and value.status == "in force"
        status: Status = "offered" if offered else value.status
        yield replace(value, effective_from=begins, announced_on=announced, status=status)


def _toml(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            Fault(f"cannot be read: {error.strerror}", path.name, code="unreadable-file")
        ) from None
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        fault = Fault(
            "not in UTF-8",
            path.name,
            row,
            "",
            hex(raw[error.start]),
            "UTF-8 text",
            code="not-in-encoding",
        )
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        row_ = int(line[1]) if line else None
        fault = Fault(f"not TOML: {error}", path.name, row_, "", "", "a TOML file", code="not-toml")
    raise InputError(fault)


def _values(term: str, form: "TermForm") -> list[Value]:
    return [
        Value(
            term,
            row.branch,
            _frozen(row.value),
            form.unit,
            row.says or form.says,
            row.effective_from,
            row.announced_on,
            row.status,
            row.certainty,
            Source(**row.source.model_dump()),
            _frozen(row.low),
            _frozen(row.high),
        )
        for row in form.values
    ]


def _frozen(value: Any) -> Any:
    """Lists as tuples, at every depth."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value
