"""Contracts from their files: those that come with Sevenday, and any other by its path."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sevenday.contracts.terms import Contract, Terms
from sevenday.contracts.value import Source, Value
from sevenday.errors import Fault, InputError

if TYPE_CHECKING:
    from sevenday.contracts.schema import TermForm

HERE = Path(__file__).parent


def contract_ids() -> tuple[str, ...]:
    """The ids of the contracts that come with Sevenday."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


def contract(
    id: str | Path, on: date | str | None = None, known: date | str | None = None
) -> Terms:
    """The terms of a contract on a date (default today), by what was known on another.

    `id` is one of `contract_ids()` or the path of a TOML file. Raises InputError for an id or
    a file that is not there or not in order, and for a date before the contract's first.
    """
    path = _path(str(id))
    return Terms(
        _read(path, path.stat().st_mtime_ns), _date(on, "on") or date.today(), _date(known, "known")
    )


def _path(id: str) -> Path:
    if id in contract_ids():
        return HERE / f"{id}.toml"
    path = Path(id)
    if path.suffix == ".toml" and path.is_file():
        return path
    raise InputError(
        Fault("no such contract", found=id, expected=f"{', '.join(contract_ids())}, or a TOML file")
    )


def _date(given: date | str | None, key: str) -> date | None:
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        fault = Fault("not a date", column=key, found=given, expected="YYYY-MM-DD")
        raise InputError(fault) from None


@lru_cache(maxsize=64)
def _read(path: Path, stamp: int, heirs: tuple[Path, ...] = ()) -> Contract:
    """The file at `path`; `stamp` is its time of change, so that an edited file is read anew.

    `heirs` are the files that led here by inheriting.
    """
    from sevenday.contracts.schema import (
        check,
    )  # pydantic is slow to import: only when a file is read

    form = check(_toml(path), path.name)
    header = form.contract
    own = {term: _values(term, t) for term, t in form.terms().items()}
    if header.inherits:
        parent, family = _path(header.inherits), (*heirs, path)
        if parent in family:
            what = "a contract that inherits from itself"
            raise InputError(Fault(what, path.name, None, "contract.inherits", header.inherits))
        own = _by_term(_read(parent, parent.stat().st_mtime_ns, family)) | own
    values = tuple(value for rows in own.values() for value in rows)
    return Contract(header.id, header.name, header.says, header.pay_model, header.first, values)


def _toml(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(Fault(f"cannot be read: {error.strerror}", path.name)) from None
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        fault = Fault("not in UTF-8", path.name, row, "", hex(raw[error.start]), "UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        row_ = int(line[1]) if line else None
        fault = Fault(f"not TOML: {error}", path.name, row_, "", "", "a TOML file")
    raise InputError(fault)


def _by_term(contract: Contract) -> dict[str, list[Value]]:
    terms: dict[str, list[Value]] = {}
    for value in contract.values:
        terms.setdefault(value.term, []).append(value)
    return terms


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
