"""The terms that doctors work under, as dated and cited data, and their state on a date."""

from sevenday.contracts.differences import Difference, Differences, diff
from sevenday.contracts.read import contract, contract_ids
from sevenday.contracts.terms import Contract, Terms
from sevenday.contracts.value import GENERAL, Source, Value
from sevenday.contracts.words import in_words

__all__ = [
    "GENERAL",
    "Contract",
    "Difference",
    "Differences",
    "Source",
    "Terms",
    "Value",
    "contract",
    "contract_ids",
    "diff",
    "in_words",
]
