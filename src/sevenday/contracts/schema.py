"""The form of a contract file, checked on load: every value dated, cited and of its unit."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    PositiveFloat,
    PositiveInt,
    StringConstraints,
    ValidationError,
)

from sevenday.clock import NATIONS, OTHER
from sevenday.contracts.ranges import ordered
from sevenday.contracts.units import UNITS, expected, fits
from sevenday.contracts.value import GENERAL, Certainty, Status
from sevenday.errors import Fault, InputError
from sevenday.form_words import NO_SUCH_KEY, Trouble, troubles

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Form(BaseModel):
    """A table of the file: no key but those named, and no value bent to fit its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceForm(Form):
    """Where a value is said, and where that was read."""

    document: Text
    clause: str = ""
    read_in: str = ""
    page: str = ""
    announced: str = ""


class ValueForm(Form):
    """One row of a term."""

    value: Any
    branch: Text = GENERAL
    says: Text | None = None
    effective_from: date
    announced_on: date
    status: Status
    certainty: Certainty
    source: SourceForm
    low: Any = None
    high: Any = None


class TermForm(Form):
    """One term: what it means, its unit and its values."""

    says: Text
    unit: Literal[tuple(UNITS)]  # type: ignore[valid-type]
    values: list[ValueForm]


class HeaderForm(Form):
    """`[contract]`: which contract this is.

    `offered`: the date of an offer, which was not in force when it was made. `envelope`: pounds a
    year that its side says it may cost. `inherits`: the contract whose terms hold wherever this
    file has none of the same name, as they stood on `inherits_on` or with all their dates;
    `leaves_out`: sections and terms that are not taken over. `nation`: where it holds, by default
    its parent's or England; "other": no nation whose bank holidays and law are known here.
    """

    id: Text
    name: Text
    says: Text
    pay_model: Literal["nodal", "banding", "premium_windows", "activities", "none"]
    first: date
    offered: date | None = None
    envelope: PositiveFloat | PositiveInt | None = None
    inherits: Text | None = None
    inherits_on: date | None = None
    leaves_out: list[Text] = []
    nation: Literal[(*NATIONS, OTHER)] | None = None  # type: ignore[valid-type]


class ContractForm(BaseModel):
    """The whole file: the header, then sections of terms under any names."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[Name, dict[Name, TermForm]]

    contract: HeaderForm

    def terms(self) -> dict[str, TermForm]:
        """Terms by their id, as `hours.in_168h`."""
        extra = self.__pydantic_extra__
        return {f"{part}.{name}": term for part in extra for name, term in extra[part].items()}


def check(raw: dict[str, Any], file: str) -> ContractForm:
    """The file's tables as forms. Raises InputError with every fault found."""
    try:
        form = ContractForm.model_validate(raw)
    except ValidationError as error:
        raise InputError(*(_fault(e, file) for e in troubles(error.errors()))) from None
    faults = [f for term, t in form.terms().items() for f in _term_faults(term, t, file)]
    if faults:
        raise InputError(*faults)
    return form


def _term_faults(term: str, form: TermForm, file: str) -> list[Fault]:
    """What types do not see: a value of another unit, and two that cannot be told apart."""
    faults, seen = [], set()
    if not form.values:
        faults.append(
            Fault(
                "a term without a value",
                file,
                None,
                term,
                "",
                "one value or more",
                code="missing-key",
            )
        )
    for row, value in enumerate(form.values, 1):
        of_unit = True
        for key in ("value", "low", "high"):
            given = getattr(value, key)
            if (given is not None or key == "value") and not fits(form.unit, given):
                what = f"not of the unit {form.unit!r}"
                place = f"{term}.{key}"
                faults.append(
                    Fault(
                        what, file, row, place, str(given), expected(form.unit), code="wrong-unit"
                    )
                )
                of_unit = False
        if of_unit:
            faults += _range_faults(value, file, row, term)
        mark = value.branch, value.effective_from, value.announced_on
        if mark in seen:
            found = f"{value.branch}, {value.effective_from}, {value.announced_on}"
            faults.append(
                Fault(
                    "two values of one branch and dates",
                    file,
                    row,
                    term,
                    found,
                    "one of them",
                    code="repeated",
                )
            )
        seen.add(mark)
    return faults


def _range_faults(value: ValueForm, file: str, row: int, term: str) -> Iterator[Fault]:
    """A range with one end, or one that its own value lies outside of."""
    ends = {"low": value.low, "high": value.high}
    missing = [key for key, end in ends.items() if end is None]
    if len(missing) == 1:
        what = "a range with one end"
        yield Fault(
            what,
            file,
            row,
            f"{term}.{missing[0]}",
            "",
            "low and high, or neither",
            code="out-of-range",
        )
    elif not missing and not ordered(value.low, value.value, value.high):
        found = f"low {value.low}, value {value.value}, high {value.high}"
        expected = "low at most value, value at most high, each with the same names"
        yield Fault("not a range", file, row, term, found, expected, code="out-of-range")


def _fault(trouble: Trouble, file: str) -> Fault:
    """What is wrong with a value, by the term's path and the value's number."""
    place = [p for p in trouble.place if isinstance(p, str) and p != "values"]
    row = next((p + 1 for p in trouble.place if isinstance(p, int)), None)
    what, found, expected = trouble.what, trouble.found, trouble.expected
    if what == NO_SUCH_KEY:
        what, found, expected = "unknown key", place[-1], "only the keys of the form"
    return Fault(what, file, row, ".".join(place), found, expected, code=trouble.code)
