"""Annual sums that a contract holds by name: flexible premia, London weighting."""

from collections.abc import Iterator

from sevenday.contracts import Terms
from sevenday.errors import Fault

PREMIA, LONDON = "pay.premia", "pay.london"


def named_sum(name: str, term: str, terms: Terms) -> float:
    """An annual sum by its name, which the contract has; 0 for none."""
    return float(terms.value(term)[name]) if name else 0.0


def unknown_names(names: tuple[str, ...], term: str, terms: Terms, doctor: str) -> Iterator[Fault]:
    """A fault for each name that a term does not hold; a blank one is none."""
    known = terms.value(term) if any(names) else {}
    for name in names:
        if name and name not in known:
            what = f"{doctor}: not in the contract on {terms.on}"
            column = term.removeprefix("pay.")
            yield Fault(
                what, "doctors.csv", None, column, name, ", ".join(known), code="not-in-contract"
            )
