"""What each offer says of the terms of a record of talks, in words, from the contract files."""

from sevenday.contracts import Terms, Value, contract
from sevenday.contracts.words import parts_in_words
from sevenday.errors import Fault, InputError
from sevenday.files.talks import Talks, TermState
from sevenday.pay.unsocial import PARTS, part_for

WINDOWED = "premium by window"
"""The unit of a term of which a talks term may be about some days alone."""


def offer_wording(talks: Talks) -> dict[str, dict[str, str]]:
    """By term and offer what the offer says of it; blank where it says nothing.

    Raises InputError for an offer that there is not, and a term that no offer has.
    """
    offers = [contract(id) for id in talks.offers]
    found = {
        term.id: {terms.id: _wording(term, terms) for terms in offers}
        for term in talks.terms
        if term.contract and offers
    }
    faults = [
        Fault(
            "no offer has such a term",
            "talks.toml",
            None,
            "contract",
            name,
            "as pay.on_call",
            code="unknown-key",
        )
        for term in talks.terms
        for name in term.contract
        if offers and not any(terms.has(name) for terms in offers)
    ]
    if faults:
        raise InputError(*faults)
    return found


def _wording(term: TermState, terms: Terms) -> str:
    """The values of a contract that a term is about; of windows, those on the term's days."""
    words = []
    for name in term.contract:
        if terms.has(name):
            words += _parts(term, terms.get(name))
    return "; ".join(words)


def _parts(term: TermState, value: Value) -> list[str]:
    days = set(term.money) & set(PARTS)
    words = parts_in_words(value)
    if value.unit != WINDOWED:
        name = value.term.partition(".")[2].replace("_", " ")
        return [f"{name}: {', '.join(words)}"] if len(term.contract) > 1 else words
    if not days:
        return words
    pairs = zip(value.value, words, strict=True)
    return [text for row, text in pairs if part_for(row["days"]) in days]
