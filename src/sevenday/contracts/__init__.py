"""The terms that doctors work under, as dated and cited data, and their state on a date."""

from sevenday.contracts.read import contract, contract_ids
from sevenday.contracts.terms import Contract, Terms
from sevenday.contracts.value import GENERAL, Source, Value
from sevenday.contracts.words import in_words

__all__ = [
    "GENERAL",
    "Contract",
    "Source",
    "Terms",
    "Value",
    "contract",
    "contract_ids",
    "in_words",
]
