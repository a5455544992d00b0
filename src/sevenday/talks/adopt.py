"""From offer to law: an accepted offer as a dated version of a contract's file, and back pay."""

from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.contracts import GENERAL, Terms, Value, contract
from sevenday.contracts.read import text_of
from sevenday.errors import Fault, InputError
from sevenday.files.write import toml
from sevenday.model import Hospital
from sevenday.pay import price
from sevenday.pay.rounding import penny

DAYS_A_YEAR = 365
IN_FORCE = "in force"


@dataclass(frozen=True, slots=True)
class Adopted:
    """A contract's new file. `changed`: the terms that have a new value, new terms among them."""

    text: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackPay:
    """What is owed to each doctor for the days before the new pay is announced, in pounds."""

    first: date
    last: date
    owed: dict[str, float]

    @property
    def total(self) -> float:
        """The sum over doctors, to the penny."""
        return penny(sum(self.owed.values()))


def adopt(base: str, offer: Terms, announced: date, effective: date) -> Adopted:
    """The file of a contract with an offer's terms in force from a date.

    `base`: a contract's id or its file. Every value that differs from what the contract has on the
    day before is added with both dates; nothing that stood there is taken away, so `--known` still
    tells what was known before. Raises InputError where the two pay by different models, where
    nothing differs, and for a date of effect before the contract begins.
    """
    before = contract(base, effective)
    if before.pay_model != offer.pay_model and "none" not in (before.pay_model, offer.pay_model):
        what = f"{offer.id} pays by {offer.pay_model} and {before.id} by {before.pay_model}"
        expected = "an offer of the same pay model: another is a contract of its own, with inherits"
        raise InputError(Fault(what, "", None, "offer", offer.id, expected))
    new = [
        value
        for value in offer
        if not before.has(value.term, value.branch)
        or before.get(value.term, value.branch).value != value.value
    ]
    new = [value for value in new if not value.term.startswith("talks.")]
    if not new:
        raise InputError(f"{offer.id} changes nothing of {before.id} on {effective}")
    blocks = []
    headed: set[str] = set()
    for value in new:
        if not _known(before, value.term) and value.term not in headed:
            headed.add(value.term)
            blocks.append(f"[{value.term}]\nsays = {toml(value.says)}\nunit = {toml(value.unit)}\n")
        blocks.append(_block(value, announced, effective, offer.id))
    head = f"\n# {offer.id}, adopted: announced on {announced}, in force from {effective}\n\n"
    text = text_of(base).rstrip() + "\n" + head + "\n".join(blocks)
    return Adopted(text, tuple(dict.fromkeys(value.term for value in new)))


def _known(terms: Terms, term: str) -> bool:
    return any(value.term == term for value in terms.contract.values)


def _block(value: Value, announced: date, effective: date, offer: str) -> str:
    """One value as it stands in a contract's file."""
    source = {"document": value.source.document, "clause": value.source.clause,
              "read_in": value.source.read_in, "page": value.source.page}  # fmt: skip
    source = {key: text for key, text in source.items() if text}
    lines = [f"[[{value.term}.values]]"]
    if value.branch != GENERAL:
        lines.append(f"branch = {toml(value.branch)}")
    lines += [
        f"says = {toml(value.says)}",
        f"value = {toml(value.value)}",
        *(f"{end} = {toml(getattr(value, end))}" for end in ("low", "high")
          if getattr(value, end) is not None),
        f"effective_from = {effective}",
        f"announced_on = {announced}",
        f"status = {toml(IN_FORCE)}",
        f"certainty = {toml(value.certainty)}",
        f"source = {toml(source)}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def back_pay(
    hospital: Hospital, before: Terms, after: Terms, announced: date, effective: date
) -> BackPay:
    """What each doctor is owed from the date of effect to the day before the announcement.

    Days of a year: a 365th of the yearly difference each. Nothing is owed where the announcement
    comes first, and nothing is taken back from a doctor who would have had less.
    """
    last = announced - timedelta(days=1)
    days = max(0, (announced - effective).days)
    old = {slip.doctor: slip.total for slip in price(hospital, before).doctors}
    owed = {
        slip.doctor: penny(max(0.0, slip.total - old[slip.doctor]) * days / DAYS_A_YEAR)
        for slip in price(hospital, after).doctors
        if slip.doctor in old
    }
    return BackPay(effective, last, owed)
