"""Which contracts there are."""

from dataclasses import dataclass
from typing import Any

from sevenday.contracts.read import contract, contract_ids
from sevenday.contracts.terms import Contract
from sevenday.frames import frame
from sevenday.results import Result


@dataclass(frozen=True, slots=True)
class ContractList(Result):
    """The contracts that Sevenday knows, by id."""

    contracts: tuple[Contract, ...]

    def summary(self) -> str:
        """A contract a line: its id and its name."""
        return "\n".join(f"{each.id}: {each.name}" for each in self.contracts)

    def to_frame(self) -> Any:
        """The contracts as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame([each.to_dict() for each in self.contracts])


def contract_list() -> ContractList:
    """List the contracts that Sevenday knows."""
    return ContractList(tuple(contract(id).contract for id in contract_ids()))
