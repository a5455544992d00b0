"""From offer to law: an accepted offer as a dated version of a contract's file, and back pay."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import pairwise
from tomllib import loads

from sevenday.contracts import GENERAL, Terms, Value, contract
from sevenday.contracts.read import contract_text
from sevenday.contracts.schema import check
from sevenday.contracts.value import ENDS, End, Status
from sevenday.errors import InputError
from sevenday.files.write import toml
from sevenday.model import Doctor, Hospital
from sevenday.pay import price
from sevenday.pay.result import DoctorPay
from sevenday.pay.rounding import penny

DAYS_A_YEAR = 365
IN_FORCE: Status = "in force"


@dataclass(frozen=True, slots=True)
class Adopted:
    """A contract's new file. `changed`: the terms that have a new value, new terms among them."""

    text: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackPay:
    """What is owed to each doctor for the days before the new pay is announced, in pounds.

    `owed`: at the best guess; `low`, `high`: at the ends of what is not known.
    """

    first: date
    last: date
    owed: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]

    @property
    def total(self) -> float:
        """The sum over doctors, to the penny."""
        return penny(sum(self.owed.values()))

    @property
    def ends(self) -> tuple[float, float]:
        """The same at both ends of what is not known."""
        return penny(sum(self.low.values())), penny(sum(self.high.values()))


def adopt(base: str, offer: Terms, announced: date, effective: date) -> Adopted:
    """The file of a contract with an offer's terms in force from a date.

    `base`: a contract's id or its file. Every value that differs from what the contract has on
    that day is added with both dates; nothing that stood there is taken away, so `--known` still
    tells what was known before. An offer that pays by another model takes the contract's place:
    its file is one of its own, with every term of the offer. Raises InputError where nothing
    differs, and for a date of effect before the contract begins.
    """
    before = contract(base, effective)
    models = {before.pay_model, offer.pay_model} - {"none"}
    replaces = len(models) > 1
    new = [
        value
        for value in offer
        if not value.term.startswith("talks.") and (replaces or not _already_has(before, value))
    ]
    if not new:
        raise InputError(f"{offer.id} changes nothing of {before.id} on {effective}")
    text = _header(offer, before, effective) if replaces else contract_text(base)
    own = loads(text)
    stood = () if replaces else before.contract.values
    blocks = [f"# {offer.id}, adopted: announced on {announced}, in force from {effective}\n"]
    headed: set[str] = set()
    for value in new:
        section, _, name = value.term.partition(".")
        if value.term not in headed and name not in own.get(section, {}):
            # a file's own term takes the place of an inherited one: what stood there goes with it
            blocks.append(f"[{value.term}]\nsays = {toml(value.says)}\nunit = {toml(value.unit)}\n")
            blocks += [_block(old) for old in stood if old.term == value.term]
        headed.add(value.term)
        adopted = replace(
            value,
            effective_from=effective,
            announced_on=announced,
            status=IN_FORCE,
            source=replace(value.source, announced=""),
        )
        blocks.append(_block(adopted))
    text = text.rstrip() + "\n\n" + "\n".join(blocks)
    check(loads(text), f"{offer.id} in {before.id}")
    return Adopted(text, tuple(dict.fromkeys(value.term for value in new)))


def _already_has(terms: Terms, value: Value) -> bool:
    """Whether a contract has the same value of a term already, and as surely."""
    if not terms.has(value.term, value.branch):
        return False
    here = terms.get(value.term, value.branch)
    return all(here.at(end) == value.at(end) for end in ENDS)


def _header(offer: Terms, before: Terms, effective: date) -> str:
    """The head of a contract that takes the place of one with another pay model."""
    says = f"{offer.contract.says} In place of {before.id} from {effective}."
    return (
        "\n".join(
            [
                "[contract]",
                f"id = {toml(f'{offer.id}-adopted')}",
                f"name = {toml(f'{offer.name}, adopted')}",
                f"says = {toml(says)}",
                f"pay_model = {toml(offer.pay_model)}",
                f"first = {effective}",
            ]
        )
        + "\n"
    )


def _block(value: Value) -> str:
    """One value as it stands in a contract's file."""
    source = {field.name: getattr(value.source, field.name) for field in fields(value.source)}
    lines = [f"[[{value.term}.values]]"]
    if value.branch != GENERAL:
        lines.append(f"branch = {toml(value.branch)}")
    lines += [
        f"says = {toml(value.says)}",
        f"value = {toml(value.value)}",
        *(
            f"{end} = {toml(getattr(value, end))}"
            for end in ("low", "high")
            if getattr(value, end) is not None
        ),
        f"effective_from = {value.effective_from}",
        f"announced_on = {value.announced_on}",
        f"status = {toml(value.status)}",
        f"certainty = {toml(value.certainty)}",
        f"source = {toml({key: text for key, text in source.items() if text})}",
    ]
    return "\n".join(lines) + "\n"


def back_pay(
    hospital: Hospital, before: Terms, after: Terms, announced: date, effective: date
) -> BackPay:
    """What each doctor is owed from the date of effect to the day before the announcement.

    Days of a year: a 365th of the yearly difference each, under the terms of that day as they are
    known on that of the announcement; from the day a doctor joined to the day they left. Nothing
    is owed where the announcement comes first, and nothing is taken back for days on which a
    doctor would have had less.
    """
    owed: dict[End, dict[str, float]] = {end: {} for end in ENDS}
    turns = {v.effective_from for terms in (before, after) for v in terms.contract.values}
    starts = [effective, *sorted(day for day in turns if effective < day < announced)]
    for first, end in pairwise([*starts, max(effective, announced)]):
        old, new = (
            {slip.doctor: slip for slip in price(hospital, terms).doctors}
            for terms in (Terms(each.contract, first, announced) for each in (before, after))
        )
        for doctor in hospital.doctors:
            if doctor.name not in old or doctor.name not in new:
                continue
            days = _days(doctor, first, end)
            for at, more in _differences(old[doctor.name], new[doctor.name]).items():
                pounds = max(0.0, more) * days / DAYS_A_YEAR
                owed[at][doctor.name] = owed[at].get(doctor.name, 0.0) + pounds
    low, value, high = ({name: penny(pounds) for name, pounds in owed[at].items()} for at in ENDS)
    return BackPay(effective, announced - timedelta(days=1), value, low, high)


def _differences(old: DoctorPay, new: DoctorPay) -> dict[End, float]:
    """How much more the new pay is a year: at best, and the least and most that it may be."""
    least, most = new.bounds or (new.total, new.total)
    was_least, was_most = old.bounds or (old.total, old.total)
    return {"low": least - was_most, "value": new.total - old.total, "high": most - was_least}


def _days(doctor: Doctor, first: date, end: date) -> int:
    """The days from one date to the day before another on which a doctor is here."""
    here = max(first, doctor.joined or first)
    gone = min(end, doctor.left + timedelta(days=1) if doctor.left else end)
    return max(0, (gone - here).days)
