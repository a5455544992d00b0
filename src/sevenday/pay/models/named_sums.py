"""Annual sums that a contract holds by name: flexible premia, London weighting."""

from collections.abc import Iterator

from sevenday.contracts import Terms
from sevenday.errors import Fault
from sevenday.model import Doctor
from sevenday.pay.models.staff import Staff
from sevenday.pay.working import PayElement

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


def sums_working(doctor: Doctor, terms: Terms, staff: Staff, i: int) -> Iterator[PayElement]:
    """The working of the premia and the London weighting of doctor i of the staff."""
    part = f" x {staff.wte[i]:g} of full time" if doctor.ltft else ""
    if doctor.premia:
        named = ((name, named_sum(name, PREMIA, terms)) for name in doctor.premia)
        premia = " + ".join(f"{name} £{pounds:,.0f}" for name, pounds in named)
        yield PayElement("flexible_premium", premia + part, (terms.get(PREMIA),))
    if doctor.london:
        zone = f"{doctor.london} £{staff.london[i]:,.0f}{part}"
        yield PayElement("london_weighting", zone, (terms.get(LONDON),))
