"""The rules of a walkout as dated, cited data, in the form of a contract's terms."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from sevenday.clock import ENGLAND, OTHER
from sevenday.contracts import Terms, Value, contract

HERE = Path(__file__).parent


@lru_cache(maxsize=512)
def rules(name: str, on: date, nation: str = ENGLAND) -> Terms:
    """The terms of `name`.toml beside this file on a date, in a nation; see `contracts.contract`.

    England, Scotland and Wales have one law but for what `name`-wales.toml changes.
    """
    own = HERE / f"{name}-{nation}.toml"
    return contract(own if own.is_file() else HERE / f"{name}.toml", on)


def nation_name(nation: str) -> str:
    """A nation's name: Northern Ireland."""
    return "another country" if nation == OTHER else nation.replace("-", " ").title()


def where(value: Value) -> str:
    """Source and certainty in brackets, as a sentence ends with them."""
    return f"({value.source}; {value.certainty})"
