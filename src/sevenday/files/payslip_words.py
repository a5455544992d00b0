"""What the words of real payslips mean: a pay element, or a line that is not compared.

Payrolls abbreviate as they please ("Add Roster Hrs NP", "Wknd Allow 1 in 4"), so a line is known by
a word in it. Lines about a trade union or a walkout are neither kept nor shown: whether a doctor
is a member, or stayed away, is nobody's to store.
"""

import re
from typing import NamedTuple

PRIVATE = r"\b(union|bma|hcsa|strikes?|striking|industrial action|trade dispute)\b"
"""Words of a line that is passed over, and neither kept nor shown."""

SET_ASIDE = {
    "arrears": r"arrears?|arrs|back ?pay|backdated|retro\w*|prior (period|month)|previous month",
    "a total": r"(gross|net|total|taxable|pensionable|year to date|ytd)\b.*|.* (total|gross|net)",
    "council tax or a court's order": r"attachment.*|court|council tax|aeo",
    "tax": r"tax|paye|income tax",
    "national insurance": r"ni|nic|nics|national ins\w*|nat ins\w*",
    "pension": r"pens\w*|superann\w*|nhsps|avcs?|added years",
    "student loan": r"(student|postgrad\w*|pg) loan|stud\w* ln|loan|sl",
    "mess": r"mess",
    "parking": r"(car ?)?park\w*",
    "salary sacrifice": r"salary sac\w*|sal sac\w*|lease|car|cycle|bike|childcare|nursery",
    "accommodation": r"rent|accom\w*|lodging|residences?|meals?",
    "giving or lottery": r"lottery|charit\w*|give as you earn|gaye|payroll giving",
    "expenses": r"expens\w*|mileage|travel\w*|subsist\w*|relocat\w*|gmc|course|exams?|fees?|"
    r"indemn\w*",
    "work outside the work schedule": r"locums?|bank|extra (duty|shifts?|hours|hrs)|overtime|"
    r"exception rep\w*|kit days?|toil|waiting list|ad hoc|acting up",
    "statutory pay": r"ssp|smp|spp|statutory|sick\w*|matern\w*|patern\w*|adoption|parental",
    "leave": r"(unpaid|annual|holiday|study) leave|leave (pay|taken|not taken)|holiday pay",
    "a correction": r"overpa\w+|recover\w*|repay\w*|advance|deduction|adjustments?|adj|correction",
}
"""Kinds of line that are set aside and named, by the words that show them, the first that fits."""

ELEMENTS = {
    "protection": r"pay prot\w*|protection|protected pay|cash floor",
    "on_call": r"on ?call|nroc|availab\w*",
    "weekend": r"week ?ends?|w ?kends?|wk ?ends?|wknds?|wkds?|w end|w e (al\w*)",
    "night": r"nights?|enhanced (hours|hrs|rate)|37 ?percent",
    "additional_hours": r"add\w* (ro?ste?r?\w*|hours|hrs)|additional|rostered (hours|hrs)|"
    r"(hours|hrs) over 40",
    "flexible_premium": r"flexible pay|flex\w* (pay )?prem\w*|fpp|hard to fill|gp prem\w*|"
    r"registrar enhancement",
    "london_weighting": r"london|hcas|high cost area|fringe",
    "band_supplement": r"band\w*|intensity",
    "premium_hours": r"premium (time|hours|hrs)|premia|unsocial",
    "basic": r"basic|nodal( p\w+)?|salary",
    "ltft_allowance": r"ltft|less than full time",
}
"""Pay elements by the words that show them, the first that fits."""


class Meaning(NamedTuple):
    """What a line of a payslip is: an element of pay, or the kind of line that it is set aside as.

    Neither where no word in it is known.
    """

    element: str = ""
    set_aside: str = ""


def plain(text: str) -> str:
    """A payslip's words as they are looked up: small letters and figures, single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower().replace("%", " percent ")).split())


def is_private(text: str) -> bool:
    """Whether a line is about a trade union or a walkout."""
    return re.search(PRIVATE, plain(text)) is not None


def meaning(text: str) -> Meaning:
    """What a line of a payslip is, by its words."""
    words = plain(text)
    for element in ELEMENTS:
        if words == element.replace("_", " "):
            return Meaning(element)
    for kind, pattern in SET_ASIDE.items():
        if re.search(rf"\b({pattern})\b", words):
            return Meaning(set_aside=kind)
    for element, pattern in ELEMENTS.items():
        if re.search(rf"\b({pattern})\b", words):
            return Meaning(element)
    return Meaning()
