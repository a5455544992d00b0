"""The terms that doctors work under, as dated and cited data, and their state on a date."""

from sevenday.contracts.differences import Difference, Differences, contract_diff
from sevenday.contracts.listing import ContractList, contract_list
from sevenday.contracts.read import contract, contract_ids
from sevenday.contracts.terms import Contract, Terms
from sevenday.contracts.value import GENERAL, Source, Value
from sevenday.contracts.words import in_words

__all__ = [
    "GENERAL",
    "Contract",
    "ContractList",
    "Difference",
    "Differences",
    "Source",
    "Terms",
    "Value",
    "contract",
    "contract_diff",
    "contract_ids",
    "contract_list",
    "in_words",
]
