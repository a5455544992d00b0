"""The rules of a walkout as dated, cited data, in the form of a contract's terms."""

from datetime import date
from pathlib import Path

from sevenday.contracts import Terms, Value, contract

HERE = Path(__file__).parent
SURE = ("confirmed", "secondary", "unconfirmed")
"""How sure a value is, the surest first."""


def rules(name: str, on: date) -> Terms:
    """The terms of `name`.toml beside this file on a date; see `contracts.contract`."""
    return contract(HERE / f"{name}.toml", on)


def least_sure(*values: Value) -> str:
    """The certainty of what rests on several values: the least of theirs."""
    return max((value.certainty for value in values), key=SURE.index)


def where(value: Value) -> str:
    """Source and certainty in brackets, as a sentence ends with them."""
    return f"({value.source}; {value.certainty})"
