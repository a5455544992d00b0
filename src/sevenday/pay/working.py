"""An element of pay in words: its working, its terms, how sure they are."""

from dataclasses import dataclass

from sevenday.contracts import Value

UNCERTAIN = ("confirmed", "secondary", "unconfirmed")


@dataclass(frozen=True, slots=True)
class PayElement:
    """An element's working in words, and the terms that it used, the leading one first.

    `unsure`: what of the reading is unconfirmed. `low`, `high`: bounds, where a term is a range.
    """

    element: str
    working: str
    terms: tuple[Value, ...]
    unsure: str = ""
    low: float | None = None
    high: float | None = None
