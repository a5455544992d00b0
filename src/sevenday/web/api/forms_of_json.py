"""What calls give and take, as the document of the API has it.

Results of the library are written by the encoder that `--format json` uses; what is here says how
they look, and a test holds the two together.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field
from typing_extensions import TypedDict  # pydantic asks for it before Python 3.12

Duties = dict[str, dict[str, str]]
"""By doctor and ISO date what a cell holds; blank cells are left out."""
Cell = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f]*$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Words = Annotated[str, Field(max_length=500, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class DepartmentJson(Schema):
    """A department that the caller may open, and as what."""

    hospital: str
    department: str
    hospital_name: str
    department_name: str
    roles: list[str]


class PeriodJson(Schema):
    """Dates that are rostered as one; `version`: the last published, null before the first."""

    first: date
    last: date
    version: int | None
    draft: bool


class RotaJson(Schema):
    """A published rota. `sha`: the SHA-256 of its rota.csv."""

    first: date
    last: date
    version: int
    sha: str
    published: datetime
    rota: Duties


class DraftJson(Schema):
    """A period as its co-ordinator has it: an open draft, or the last version where none is."""

    first: date
    last: date
    state: Literal["draft", "published"]
    last_edit: int
    rota: Duties


class Sent(Schema):
    """What a caller sends: a key that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class CellJson(Sent):
    """A cell to change: what its caller saw there, and what it is to hold; blank is off."""

    doctor: Name
    date: date
    expected: Cell = ""
    text: Cell


class CellsJson(Sent):
    """Cells to change: all of them, or none."""

    cells: Annotated[list[CellJson], Field(min_length=1, max_length=60_000)]


class WrittenJson(Schema):
    """What was written: how many cells changed, and the last edit of the draft."""

    written: int
    last_edit: int


BreachJson = TypedDict(
    "BreachJson",
    {
        "rule": str,
        "doctor": str,
        "from": str,
        "to": str,
        "value": float | None,
        "limit": float | None,
        "unit": str,
        "clause": str,
        "branch": str,
        "certainty": str,
        "sentence": str,
    },
)


class CheckJson(Schema):
    """As `sevenday check --format json`."""

    contract: str
    on: date
    lines: list[dict[str, Any]]
    breaches: list[BreachJson]
    notes: list[str]


class PayLineJson(Schema):
    """One element of pay, in pounds a year."""

    element: str
    amount: float
    working: str
    clause: str
    certainty: str


class DoctorPayJson(Schema):
    """A doctor's pay, in pounds a year."""

    doctor: str
    grade: str
    lines: list[PayLineJson]
    total: float


class PayJson(Schema):
    """As `sevenday pay --format json`."""

    contract: str
    on: date
    doctors: list[DoctorPayJson]
    total: float
    notes: list[str]


class CalendarJson(Schema):
    """The private link by which a calendar asks for the caller's duties."""

    address: str


class WishJson(Sent):
    """A row of requests.csv without its doctor, who is the caller."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    want: Literal["leave", "off", "on"]
    shift: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$")] = ""


class AnswerBeforeJson(Schema):
    """The answer that a request is likely to have."""

    verdict: Literal["yes", "no", "maybe"]
    sentences: list[str]


RequestJson = TypedDict(
    "RequestJson",
    {
        "request": int,
        "doctor": str,
        "from": date,
        "to": date,
        "shift": str,
        "want": str,
        "state": str,
        "owed": date,
        "words": str,
    },
)


class DecisionJson(Sent):
    """An answer to a request; a refusal says why."""

    agree: bool
    words: Words = ""


class BuildJson(Sent):
    """A build or a re-plan to begin. `since`: the first date that a re-plan may change."""

    kind: Literal["build", "replan"]
    first: date
    seconds: Annotated[float, Field(ge=1, le=1800)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    since: date | None = None


class JobJson(Schema):
    """A job and how far it is. `first`: the period that it is about."""

    job: int
    kind: str
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    first: date | None
    progress: dict[str, Any]
    trouble: str


class FoundCellJson(Schema):
    """A cell that a job would change."""

    doctor: str
    date: date
    before: str
    after: str


class FoundJson(Schema):
    """What a job found: the command's JSON, and the cells in which the draft would change."""

    job: int
    found: dict[str, Any]
    cells: list[FoundCellJson]


class ExceptionsJson(Schema):
    """As `sevenday exceptions --format json`."""

    contract: str
    reports: list[dict[str, Any]]
    pay: float
    time_off: float
    fined: float
    to_doctors: float
    to_guardian: float
    notes: list[str]


class ReportJson(Sent):
    """A row of exceptions.csv without its doctor, who is the caller."""

    day: Annotated[date, Field(alias="date")]
    kind: Literal["hours", "rest", "breaks", "education", "cover"]
    start: Annotated[Time | None, Field(alias="from")] = None
    end: Annotated[Time | None, Field(alias="to")] = None
    minutes: Annotated[int, Field(ge=1, le=24 * 60)] | None = None
    wish: Literal["pay", "toil"] = "pay"


class ChangeJson(Schema):
    """Who did what when, and what was there before and after."""

    change: int
    at: datetime
    actor: str
    what: str
    about: str
    before: Any
    after: Any
