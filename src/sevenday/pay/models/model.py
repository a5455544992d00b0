"""What a way of paying has to say: the grades that it pays, amounts as arrays, their working.

A payslip and an array of a country's pay are one computation: `amounts` does the sums, over arrays
of doctors and for both ends of what is not known; `working` puts one doctor's in words.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sevenday.contracts import Terms, Value
from sevenday.contracts.value import End
from sevenday.errors import Fault, InputError
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.pay.linear_pay import LinearPay, Segments
from sevenday.pay.lines import PaidLines
from sevenday.pay.rounding import Rounding
from sevenday.pay.unsocial import UnsocialPay
from sevenday.pay.working import PayElement


@dataclass(frozen=True, eq=False, slots=True)
class BasicPay:
    """A grade's basic pay for a full-time year, its working, and the terms that it used."""

    amount: float
    working: str
    terms: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class PayFloor:
    """The least that a doctor's elements may come to, pounds a year, its working and its term."""

    amount: float
    working: str
    term: Value


class LineAmounts(ABC):
    """What lines earn, as a model works it out.

    `by_end`: by end of what is not known, each element's (n,) pounds a year, unrounded. `notes`:
    what was left out of them.
    """

    by_end: Mapping[End, Mapping[str, Floats]]
    notes: tuple[str, ...]

    @abstractmethod
    def working(self, i: int) -> Iterator[PayElement]:
        """The working of each element of doctor i."""

    @abstractmethod
    def unsocial(self, rounded: Mapping[str, Floats]) -> UnsocialPay:
        """What is paid for unsocial hours, of elements as they were rounded."""


class PayModel(ABC):
    """How a contract pays, bound to its terms on a date."""

    basic_term: ClassVar[str]
    """The term without which the contract pays nothing on a date."""
    premium_terms: ClassVar[tuple[str, ...]] = ()
    """The terms that `premia` reads."""
    by_duty: ClassVar[bool] = True
    """Whether one more duty has a price of its own."""
    by_weekday: ClassVar[bool] = False
    """Whether that price goes by the day of the week."""
    weekend_allowance: ClassVar[bool] = False
    """Whether weekends are paid by how many begin with a duty."""
    protects: ClassVar[bool] = False
    """Whether a doctor's pay may have a floor: then every line has an element `protection`."""

    def __init__(self, terms: Terms) -> None:
        """Bind the model to terms."""
        self.terms = terms

    @property
    def grades(self) -> Collection[str]:
        """The grades that the contract pays. Raises InputError where it has no pay on its date."""
        if not self.terms.has(self.basic_term):
            values = self.terms.contract.values
            first = min(v.effective_from for v in values if v.term == self.basic_term)
            known = self.terms.known
            by = "" if known is None else f" by what was known on {known}"
            what = f"{self.terms.id} has no pay on {self.terms.on}{by}"
            raise InputError(
                Fault(what, expected=f"a date from {first} on", code="not-in-contract")
            )
        return self.paid_grades()

    @abstractmethod
    def paid_grades(self) -> Collection[str]:
        """The grades, where the contract has pay on its date."""

    @abstractmethod
    def basic(self, grade: str, end: End = "value") -> BasicPay:
        """Full-time basic pay of a grade that the contract pays, at its usual point."""

    @abstractmethod
    def amounts(self, lines: PaidLines, rounding: Rounding = "penny") -> LineAmounts:
        """What lines earn. `rounding`: the circulars round within a sum, a payslip does not."""

    @abstractmethod
    def linear(self, lines: PaidLines, segments: Segments) -> LinearPay:
        """The same as straight lines in what talks are about.

        Raises InputError where no term of the contract moves it so.
        """

    @abstractmethod
    def premia(self, end: End = "value") -> Floats:
        """(2, M) the share of basic that each minute, or other piece, of paid hours adds.

        Without and with what is paid only to those who work Saturdays often enough.
        """

    def hourly(self, grade: str) -> float | None:
        """Pounds for an hour at a grade's basic pay; None where the contract has no such rate."""
        return None

    def floor(self, doctor: Doctor) -> PayFloor | None:
        """The least that a doctor is paid; None without such protection."""
        return None
