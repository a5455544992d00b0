"""Contracts that hold limits alone: there is no pay in them."""

from collections.abc import Collection
from typing import NoReturn

from sevenday.contracts.value import End
from sevenday.errors import InputError
from sevenday.pay.linear_pay import Segments
from sevenday.pay.lines import PaidLines
from sevenday.pay.models.model import PayModel
from sevenday.pay.rounding import Rounding


class Unpaid(PayModel):
    """No pay: whatever is asked of it raises InputError."""

    basic_term = ""
    by_duty = False

    @property
    def grades(self) -> Collection[str]:
        """None: raises InputError."""
        raise self._no_pay()

    def paid_grades(self) -> NoReturn:
        """None: raises InputError."""
        raise self._no_pay()

    def basic(self, grade: str, end: End = "value") -> NoReturn:
        """None: raises InputError."""
        raise self._no_pay()

    def amounts(self, lines: PaidLines, rounding: Rounding = "penny") -> NoReturn:
        """None: raises InputError."""
        raise self._no_pay()

    def linear(self, lines: PaidLines, segments: Segments) -> NoReturn:
        """None: raises InputError."""
        raise self._no_pay()

    def premia(self, end: End = "value") -> NoReturn:
        """None: raises InputError."""
        raise self._no_pay()

    def _no_pay(self) -> InputError:
        what = f"{self.terms.id} holds limits alone: there is no pay in it to price by"
        return InputError(what, code="not-in-contract")
