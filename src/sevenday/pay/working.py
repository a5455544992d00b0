"""An element of pay in words: its working, its terms, how sure they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from sevenday.contracts import Value
from sevenday.contracts.value import Certainty

UNCERTAIN: tuple[Certainty, ...] = ("confirmed", "secondary", "unconfirmed")
"""How sure a value is, the surest first."""


@dataclass(frozen=True, slots=True)
class PayElement:
    """An element's working in words, and the terms that it used, the leading one first.

    `unsure`: what of the reading is unconfirmed.
    """

    element: str
    working: str
    terms: tuple[Value, ...]
    unsure: str = ""


def least_sure(values: Iterable[Value]) -> Certainty:
    """The certainty of what rests on several values: that of the least sure of them."""
    return max((value.certainty for value in values), key=UNCERTAIN.index)
