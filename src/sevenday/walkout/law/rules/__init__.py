"""The rules of a walkout as dated, cited data, in the form of a contract's terms."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from sevenday.contracts import Terms, Value, contract

HERE = Path(__file__).parent


@lru_cache(maxsize=512)
def rules(name: str, on: date) -> Terms:
    """The terms of `name`.toml beside this file on a date; see `contracts.contract`."""
    return contract(HERE / f"{name}.toml", on)


def where(value: Value) -> str:
    """Source and certainty in brackets, as a sentence ends with them."""
    return f"({value.source}; {value.certainty})"
