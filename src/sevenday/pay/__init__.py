"""Pay: what a line earns under a contract, element by element."""

from sevenday.pay.award import uplift
from sevenday.pay.estimates import gp_practice, oncall_estimate
from sevenday.pay.price import price
from sevenday.pay.result import DoctorPay, PayLine, PayResult

__all__ = [
    "DoctorPay",
    "PayLine",
    "PayResult",
    "gp_practice",
    "oncall_estimate",
    "price",
    "uplift",
]
