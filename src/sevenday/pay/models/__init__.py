"""Ways of paying, one a kind of contract: ask `pay_model` for that of some terms.

Another way of paying is a class of `PayModel` in a file of its own and a line in `MODELS`; its
name goes into `Header.pay_model` of `contracts/schema.py` and `HOW_PAID` of its differences.
"""

from sevenday.contracts import Terms
from sevenday.pay.models.activities import ActivityPay
from sevenday.pay.models.banding import BandedPay
from sevenday.pay.models.model import BasicPay, LineAmounts, PayFloor, PayModel
from sevenday.pay.models.nodal import NodalPay
from sevenday.pay.models.unpaid import Unpaid
from sevenday.pay.models.windows import WindowPay

MODELS: dict[str, type[PayModel]] = {
    "nodal": NodalPay,
    "banding": BandedPay,
    "premium_windows": WindowPay,
    "activities": ActivityPay,
    "none": Unpaid,
}
"""By a contract's `pay_model`."""


def pay_model(terms: Terms) -> PayModel:
    """How a contract pays on the terms' date."""
    return MODELS[terms.pay_model](terms)


__all__ = ["MODELS", "BasicPay", "LineAmounts", "PayFloor", "PayModel", "pay_model"]
