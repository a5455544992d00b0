"""Pay protection, section 2: those who stay on the old pay until they leave training or it ends.

Source: contracts.md 3.8. It is for specialty doctors of ST3 and above, run-through, in post on
2 August 2016: who they are is not in a rota, so a caller names them by the hospital that it gives.
"""

from sevenday.contracts import Terms, contract
from sevenday.errors import InputError
from sevenday.limits import Checker
from sevenday.limits.lines import LineSource
from sevenday.model import Hospital
from sevenday.pay.lines import pay_goes_by
from sevenday.pay.models.protection import OLD_CONTRACT, ended
from sevenday.pay.price import price
from sevenday.pay.result import PayResult


def section_two(hospital: Hospital, terms: Terms, use: LineSource | None = None) -> PayResult:
    """What doctors of section 2 are paid on the terms' date: the old scale and its banding.

    No flexible pay premia and no less than full time allowance. Raises InputError where the
    contract has no section 2, where protection has ended, and for a line of band 3, which is
    never paid.
    """
    if not terms.has("protection.section_2"):
        raise InputError(
            f"{terms.id} has no pay protection of section 2 on {terms.on}", code="not-in-contract"
        )
    if ended(terms):
        last = terms.value("protection.ends")
        raise InputError(
            f"protection ended ({last}): on {terms.on} the contract's own pay is due",
            code="not-in-contract",
        )
    old = contract(OLD_CONTRACT, terms.on, terms.known)
    use = use or pay_goes_by(hospital)
    never = terms.value("protection.band_excluded")
    excluded = [
        doctor for doctor, band in Checker(hospital, old).bands(use).items() if band in never
    ]
    if excluded:
        who = ", ".join(excluded)
        raise InputError(
            f"band 3 is never protected: mend the line, or leave out {who}", code="not-in-contract"
        )
    return price(hospital, old, use)
