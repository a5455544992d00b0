"""What explains a payslip: the line priced again with one or two things changed.

An explanation is found, not guessed: it is named where it gives the payslip's own amount, to the
penny or in whole pounds as the circulars print it. One cause comes before two; of as many, that
which explains more of the payslip's lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.files.payslip import Payslip
from sevenday.limits.lines import LineSource
from sevenday.model import Doctor, Hospital, Rota
from sevenday.pay.possible_causes import Cause, other_rates, possible_causes
from sevenday.pay.price import price
from sevenday.pay.result import DoctorPay
from sevenday.pay.rounding import Rounding, penny

MOST = 2
"""Explanations that are given for a line, and for the whole."""
NEAR = 1.0
"""Pounds a year that whole pounds may lie from the pennies they are rounded from."""
HALF_A_PENNY = 0.005 + 1e-6
"""Pounds that a sum may lie from its pennies, whichever way it was rounded."""


@dataclass(frozen=True, slots=True)
class PayslipCauses:
    """What may explain each line that differs, by element, and all of them at once."""

    of_line: Mapping[str, tuple[str, ...]]
    of_all: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Causes that give some of the payslip's amounts.

    `rates`: by element that they give only at another rate of its own table, that rate in words.
    """

    causes: tuple[Cause, ...]
    elements: frozenset[str]
    rates: Mapping[str, str]

    def count(self, element: str) -> int:
        """How many things are wrong with an element by this."""
        return len(self.causes) + (element in self.rates)

    def words(self, element: str = "") -> str:
        """The causes in words: those of an element, or of all of the payslip's lines."""
        rates = [self.rates[element]] if element in self.rates else []
        rates = rates if element else list(dict.fromkeys(self.rates.values()))
        return ", and ".join([*(cause.words for cause in self.causes), *rates])


def explain(
    hospital: Hospital, terms: Terms, payslip: Payslip, due: DoctorPay, use: LineSource | None
) -> PayslipCauses:
    """What may explain the lines of a payslip that differ from what is due.

    Parameters
    ----------
    hospital, terms, use
        As in `sevenday.price`.
    payslip
        What one doctor was paid.
    due
        What that doctor is due.
    """
    dues = {line.element: line.amount for line in due.lines}
    alone, doctor = _alone(hospital, payslip.doctor)
    trial = PayslipTrial(alone, terms, doctor, use, payslip)
    wrong = trial.wrong(dues)
    causes = list(possible_causes(hospital, terms, doctor))
    matches = [trial.match(()), *(trial.match((cause,)) for cause in causes)]
    if not _settled(matches, wrong):
        pairs = [pair for pair in combinations(causes, 2) if pair[0].kind != pair[1].kind]
        matches += [trial.match(pair) for pair in pairs]
    found = [match for match in matches if match.elements]
    by_line = {element: _of_line(found, element, payslip, dues) for element in wrong}
    for element in dues:
        if dues[element] and element not in payslip.paid:
            by_line[element] = ("it is not on the payslip",)
    return PayslipCauses(by_line, _of_all(found, wrong, payslip))


def _settled(matches: list[Match], wrong: frozenset[str]) -> bool:
    """Whether one cause alone explains all that is wrong."""
    return any(wrong <= match.elements and not match.rates for match in matches)


def _of_line(
    found: list[Match], element: str, payslip: Payslip, dues: Mapping[str, float]
) -> tuple[str, ...]:
    """The likeliest explanations of one line."""
    due, paid = dues.get(element, 0.0), payslip.paid[element]
    causes = [] if due else ["the work schedule earns none of it"]
    if due and penny(paid) in (
        penny(due / payslip.periods * 12),
        penny(due / payslip.periods / 12),
    ):
        causes.append(
            "it is a month's sum held against a year's: say month or year in the column per"
        )
    fitting = [match for match in found if element in match.elements]
    fitting.sort(key=lambda match: (match.count(element), -len(match.elements)))
    least = fitting[0].count(element) if fitting else 0
    causes += [match.words(element) for match in fitting if match.count(element) == least]
    return tuple(dict.fromkeys(causes))[:MOST]


def _of_all(found: list[Match], wrong: frozenset[str], payslip: Payslip) -> tuple[str, ...]:
    """What explains every line that differs and leaves the others right, with the fewest causes."""
    whole = [match for match in found if wrong and match.elements >= set(payslip.paid)]
    whole.sort(key=lambda match: len(match.causes) + len(match.rates))
    least = len(whole[0].causes) + len(whole[0].rates) if whole else 0
    causes = [match.words() for match in whole if len(match.causes) + len(match.rates) == least]
    return tuple(dict.fromkeys(causes))[:MOST]


class PayslipTrial:
    """One doctor priced with things changed, and held against their payslip."""

    def __init__(
        self,
        hospital: Hospital,
        terms: Terms,
        doctor: Doctor,
        use: LineSource | None,
        payslip: Payslip,
    ) -> None:
        """Take what is due, and what was paid."""
        self.hospital, self.terms, self.doctor = hospital, terms, doctor
        self.use, self.payslip = use, payslip
        self.by_change: dict[tuple[object, ...], dict[str, float]] = {}

    def priced(self, doctor: Doctor, terms: Terms, rounding: Rounding) -> dict[str, float]:
        """The doctor's elements, pounds a year; each change is priced once."""
        key = (doctor, terms.on, terms.known, rounding)
        if key not in self.by_change:
            result = price(_with(self.hospital, doctor), terms, self.use, rounding)
            slip = next((slip for slip in result.doctors if slip.doctor == doctor.name), None)
            self.by_change[key] = {line.element: line.amount for line in slip.lines} if slip else {}
        return self.by_change[key]

    def wrong(self, dues: Mapping[str, float]) -> frozenset[str]:
        """The elements on the payslip that are not what is due."""
        return frozenset(
            element
            for element in self.payslip.paid
            if not self._is_paid(element, dues.get(element, 0.0), self.doctor, self.terms)
        )

    def match(self, causes: tuple[Cause, ...]) -> Match:
        """Which of the payslip's amounts some causes give."""
        doctor, terms = self.doctor, self.terms
        for cause in causes:
            doctor = replace(doctor, **cause.doctor) if cause.doctor else doctor  # type: ignore[arg-type]
            terms = cause.terms or terms
        try:
            amounts = self.priced(doctor, terms, "penny")
        except InputError:  # a contract that has no pay, or not this grade, on that date
            return Match(causes, frozenset(), {})
        given = {
            element
            for element in self.payslip.paid
            if self._is_paid(element, amounts.get(element, 0.0), doctor, terms)
        }
        rates: dict[str, str] = {}
        for element, words, amount in other_rates(doctor, terms, amounts):
            if element in set(self.payslip.paid) - given and self._same(element, amount):
                rates[element] = f"{rates[element]}, or {words}" if element in rates else words
        return Match(causes, frozenset(given | set(rates)), rates)

    def _is_paid(self, element: str, amount: float, doctor: Doctor, terms: Terms) -> bool:
        """Whether the payslip has an amount, to the penny or in whole pounds."""
        paid = self.payslip.paid[element] * self.payslip.periods
        if self._same(element, amount):
            return True
        near = abs(paid - amount) <= NEAR + 0.01 * self.payslip.periods
        return near and self._same(
            element, self.priced(doctor, terms, "circular").get(element, 0.0)
        )

    def _same(self, element: str, amount: float) -> bool:
        """Whether pounds a year are the payslip's, to the penny of its period."""
        return is_same(self.payslip.paid[element], amount / self.payslip.periods)


def is_same(paid: float, due: float) -> bool:
    """Whether pounds are paid to the penny as due; half a penny may be rounded up or down."""
    return abs(paid - due) < HALF_A_PENNY


def _alone(hospital: Hospital, name: str) -> tuple[Hospital, Doctor]:
    """The hospital with one doctor alone where nobody else's line matters to their pay.

    A part-time doctor's weekends go by the full-time lines: then nobody is left out.
    """
    place = next(i for i, d in enumerate(hospital.doctors) if d.name == name)
    doctor = hospital.doctors[place]
    if doctor.ltft or len(hospital.doctors) == 1:
        return hospital, doctor
    template = hospital.templates.get(doctor.template)
    if template and doctor.start_week is None:
        doctor = replace(doctor, start_week=place % template.weeks + 1)
    rota, history = (_row(r, place) for r in (hospital.rota, hospital.history))
    return replace(hospital, doctors=(doctor,), rota=rota, history=history, pins=None), doctor


def _row(rota: Rota | None, place: int) -> Rota | None:
    """One doctor's line of a rota."""
    if rota is None:
        return None
    return Rota((rota.doctors[place],), rota.first, rota.codes[place : place + 1])


def _with(hospital: Hospital, doctor: Doctor) -> Hospital:
    """The hospital with one doctor changed."""
    doctors = tuple(doctor if d.name == doctor.name else d for d in hospital.doctors)
    return replace(hospital, doctors=doctors)
