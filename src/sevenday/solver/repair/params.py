"""Settings of a re-plan: what a change is worth, and how long is spent on proving it needed."""

from dataclasses import dataclass

from sevenday.settings import FromFile


@dataclass(frozen=True, slots=True)
class RepairParams(FromFile):
    """How a published rota is put right.

    Parameters
    ----------
    change_cost
        What a change at the longest notice costs. A day less of notice costs 1 more, so the fewest
        changes win, and of as few those with the longest notice.
    changes_per_rank
        Changes that a place of the last rank is worth at most; one of each rank before it is worth
        several times as many.
    least_changes
        Changes that any place is worth, however many ranks there are.
    notice_days
        Days of notice beyond which a change is no cheaper, where the contract does not say.
    proof_seconds, small_proof_seconds
        Time to prove that the changes are the fewest; and for a small rota, which can be proved.
    small_cells
        Cells (doctors x days) up to which a rota is small, and all its days are solved at once.
    max_rounds
        Rounds in which changes that the checker refuses are barred, and the rota is solved again.
    local_rounds
        Passes of the local search, which ends sooner where a pass changes nothing.
    chain_seconds
        Time to look for chains of changes that fill what no one change can.
    counter_weight
        Minutes that one night or weekend over a limit weighs, where a row is brought nearer to it.
    """

    change_cost: int = 1000
    changes_per_rank: int = 20
    least_changes: int = 3
    notice_days: int = 42
    proof_seconds: float = 0.8
    small_proof_seconds: float = 10.0
    small_cells: int = 1000
    max_rounds: int = 5
    local_rounds: int = 4
    chain_seconds: float = 1.0
    counter_weight: int = 10_000
