"""A payslip as a doctor types it, rota against what is due."""

import re
from dataclasses import dataclass
from datetime import date

from sevenday.errors import Fault, InputError
from sevenday.files.table import Rows
from sevenday.pay.payslip_check import CheckedPayslip, payslip_check
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.rotas.matrix import DraftMatrix

LINE = re.compile(
    r"(?P<words>.*?[^\s\d£,.()+-].*?)[\s:,;]*(?P<amount>[(+-]?£?\s?\d[\d,]*(?:\.\d+)?\)?-?(?:\s*CR)?)$"
)
"""Words, and then an amount at the end."""


@dataclass(frozen=True)
class PayslipAnswer:
    """The comparison, and a letter to payroll where something differs."""

    checked: CheckedPayslip
    letter: str


def typed_rows(doctor: Doctor, per: str, text: str) -> Rows:
    """A typed payslip as the rows of payslip.csv.

    Raises InputError for a line without an amount.
    """
    body: list[tuple[int, list[str]]] = [(1, ["doctor", "element", "amount", "per"])]
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = LINE.fullmatch(line.strip())
        if found is None:
            what = f"line {number} has no amount at its end"
            faults.append(
                Fault(
                    what,
                    "",
                    number,
                    "lines",
                    line.strip()[:60],
                    "words, then pounds",
                    code="not-a-number",
                )
            )
            continue
        body.append((number, [doctor.name, found["words"], found["amount"], per]))
    if faults:
        raise InputError(*faults)
    return Rows("payslip.csv", body)


def payslip_answer(
    now: DraftMatrix, doctor: Doctor, per: str, text: str, on: date
) -> PayslipAnswer:
    """Hold a typed payslip against what the doctor is due on a date."""
    terms = terms_of(now.period.department, on)
    checked = payslip_check(now.hospital, terms, typed_rows(doctor, per, text), "rota").against[0]
    return PayslipAnswer(checked, _letter(checked, doctor, terms.name) if checked.differs else "")


def _letter(checked: CheckedPayslip, doctor: Doctor, contract: str) -> str:
    """Words to payroll, ready to copy: each line that differs, by how much, and what may be why."""
    lines = [
        f"I think that my pay is not right. I am {doctor.name} of {doctor.department.name}, under "
        f"{contract}. By my published rota, a {checked.per}:",
        "",
    ]
    for line in checked.lines:
        if line.differs:
            why = f" It may be that {line.may_explain[0]}." if line.may_explain else ""
            lines.append(
                f"- {line.element.replace('_', ' ')}: paid £{line.payslip:,.2f}, due "
                f"£{line.due:,.2f}.{why}"
            )
    lines += ["", "Please look at it, and tell me what you find and from when it will be right."]
    return "\n".join(lines)
