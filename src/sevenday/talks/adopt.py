"""From offer to law: an accepted offer as a dated version of a contract's file.

A contract's file is edited where it stands: its comments and the order of its terms stay, and a new
value comes after the others of its term.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from tomllib import loads
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from sevenday.contracts import GENERAL, Terms, Value, contract
from sevenday.contracts.read import contract_text
from sevenday.contracts.schema import check
from sevenday.contracts.value import ENDS, Status
from sevenday.errors import InputError
from sevenday.results import Result

IN_FORCE: Status = "in force"


@dataclass(frozen=True, slots=True)
class Adopted(Result):
    """A contract's new file. `changed`: the terms that have a new value, new terms among them."""

    text: str
    changed: tuple[str, ...]


def adopt(base: str, offer: Terms, announced: date, effective: date) -> Adopted:
    """The file of a contract with an offer's terms in force from a date.

    Every value that differs from what the contract has on that day is added with both dates;
    nothing that stood there is taken away, so `--known` still tells what was known before. An offer
    that pays by another model takes the contract's place: its file is one of its own, with every
    term of the offer.

    Parameters
    ----------
    base
        A contract's id or its file.
    offer
        The offer, on the day that it was made.
    announced, effective
        The days on which it is announced and from which it holds.

    Raises
    ------
    InputError
        Where nothing differs, and for a date of effect before the contract begins.
    """
    before = contract(base, effective)
    replaces = len({before.pay_model, offer.pay_model} - {"none"}) > 1
    new = [
        value
        for value in offer
        if not value.term.startswith("talks.") and (replaces or not _already_has(before, value))
    ]
    if not new:
        raise InputError(
            f"{offer.id} changes nothing of {before.id} on {effective}", code="not-in-contract"
        )
    inherited: tuple[Value, ...] = ()
    if replaces:
        document = _new_contract(offer, before, effective)
    else:
        document, inherited = tomlkit.parse(contract_text(base)), before.contract.values
    note = f"{offer.id}, adopted: announced on {announced}, in force from {effective}"
    for value in new:
        adopted = replace(
            value,
            effective_from=effective,
            announced_on=announced,
            status=IN_FORCE,
            source=replace(value.source, announced=""),
        )
        _values(document, value, inherited).append(_value_table(adopted, note))
    text = tomlkit.dumps(document)
    check(loads(text), f"{offer.id} in {before.id}")
    return Adopted(text, tuple(dict.fromkeys(value.term for value in new)))


def _already_has(terms: Terms, value: Value) -> bool:
    """Whether a contract has the same value of a term already, and as surely."""
    if not terms.has(value.term, value.branch):
        return False
    here = terms.get(value.term, value.branch)
    return all(here.at(end) == value.at(end) for end in ENDS)


def _new_contract(offer: Terms, before: Terms, effective: date) -> tomlkit.TOMLDocument:
    """The head of a contract that takes the place of one with another pay model."""
    head = tomlkit.table()
    head["id"] = f"{offer.id}-adopted"
    head["name"] = f"{offer.name}, adopted"
    head["says"] = f"{offer.contract.says} In place of {before.id} from {effective}."
    head["pay_model"] = offer.pay_model
    head["first"] = effective
    head.add(tomlkit.nl())
    document = tomlkit.document()
    document["contract"] = head
    return document


def _values(document: tomlkit.TOMLDocument, value: Value, inherited: tuple[Value, ...]) -> AoT:
    """The dated values of a term in a file; a term that is not there is begun.

    A file's own term takes the place of an inherited one, so what was inherited goes with it.
    """
    section, _, name = value.term.partition(".")
    if section not in document:
        document[section] = tomlkit.table(is_super_table=True)
    terms: Any = document[section]
    if name not in terms:
        term = tomlkit.table()
        term["says"], term["unit"] = value.says, value.unit
        term.add(tomlkit.nl())
        values = tomlkit.aot()
        for old in inherited:
            if old.term == value.term:
                values.append(_value_table(old))
        term["values"] = values
        terms[name] = term
    found: AoT = terms[name]["values"]
    return found


def _value_table(value: Value, note: str = "") -> Table:
    """One value as it stands in a contract's file."""
    table = tomlkit.table()
    if note:
        table.add(tomlkit.comment(note))
    if value.branch != GENERAL:
        table["branch"] = value.branch
    table["says"] = value.says
    for end in ("value", "low", "high"):
        if getattr(value, end) is not None:
            table[end] = _item(getattr(value, end))
    table["effective_from"] = value.effective_from
    table["announced_on"] = value.announced_on
    table["status"] = value.status
    table["certainty"] = value.certainty
    source = {field.name: getattr(value.source, field.name) for field in fields(value.source)}
    table["source"] = _item({key: text for key, text in source.items() if text})
    table.add(tomlkit.nl())
    return table


def _item(value: Any) -> Item:
    """A value on one line: a table or a list within it too."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, each in value.items():
            table[key] = _item(each)
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        for each in value:
            array.append(_item(each))
        return array
    item: Item = tomlkit.item(value)
    return item
