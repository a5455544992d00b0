"""walkout.toml: who calls whom out, when, by which ballot and notice, and the turnout expected."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sevenday.errors import InputError
from sevenday.files.refusal import refused
from sevenday.files.table import Faults
from sevenday.files.tomls import form_faults, load_toml
from sevenday.model import TIER_BY_GRADE
from sevenday.model.walkout import ACTIONS, STATES, Ballot, Turnout, Walkout, Window

if TYPE_CHECKING:
    from pydantic import BaseModel

FILE = "walkout.toml"


def _schema() -> "type[BaseModel]":
    """The file's form. Made when first asked for: pydantic is slow to start."""
    from pydantic import BaseModel, ConfigDict, Field

    class _Form(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

    class _Window(_Form):
        start: datetime
        end: datetime

    class _Ballot(_Form):
        entitled: int = Field(ge=1)
        votes: int = Field(ge=0)
        yes: int = Field(ge=0)

    class _Turnout(_Form):
        grade: Literal["", *TIER_BY_GRADE] = ""  # type: ignore[valid-type]
        tier: int | None = Field(None, ge=1, le=3)
        service: str = ""
        mean: float | int = Field(ge=0, le=1)
        rho: float | int = Field(ge=0, le=1)

    class _Walkout(_Form):
        union: str = ""
        ballot_opened: date | None = None
        ballot_closed: date | None = None
        notice_received: date | None = None
        agreed_shorter: bool = False
        action_began: date | None = None
        action: Literal[ACTIONS] = "full"  # type: ignore[valid-type]
        state: Literal[STATES] = "notified"  # type: ignore[valid-type]
        called_out: list[Literal[tuple(TIER_BY_GRADE)]] = Field(default=[], min_length=1)  # type: ignore[valid-type]
        windows: list[_Window] = Field(min_length=1)
        ballot: list[_Ballot] = Field(default=[])
        turnout: list[_Turnout] = Field(default=[])

    return _Walkout


def read_walkout(folder: Path) -> Walkout:
    """walkout.toml of a hospital's folder. Raises InputError with every fault found.

    Times are London wall clock. A key that FORMS.md does not list is refused with the law.
    """
    faults = Faults([])
    path = folder / FILE
    document = load_toml(path, faults) if path.is_file() else None
    if document is None and not faults.found:
        faults.add(
            "not there",
            FILE,
            expected="the notice: union, called_out, [[windows]], ...",
            code="missing-file",
        )
    walkout = None if document is None else parse_walkout(document, faults)
    if walkout is None or faults.found:
        raise InputError(*faults.found)
    return walkout


def parse_walkout(document: dict[str, Any], faults: Faults) -> Walkout | None:
    """The keys and values of walkout.toml as a walkout; None where they are not in form."""
    from pydantic import ValidationError

    schema = _schema()
    try:
        fields = schema.model_validate(_dated(document)).model_dump()
    except ValidationError as error:
        keys = tuple(schema.model_fields)
        unknown = ("a key that walkout files may not have", refused(keys))
        form_faults(error, FILE, faults, unknown, silent=True)
        return None
    before = len(faults.found)
    _check_windows(fields["windows"], faults)
    _check_ballots(fields, faults)
    if faults.found[before:]:
        return None
    return Walkout(
        **{
            key: fields[key]
            for key in fields
            if key not in ("windows", "called_out", "ballot", "turnout")
        },
        windows=tuple(Window(**window) for window in fields["windows"]),
        called_out=tuple(fields["called_out"]),
        ballots=tuple(Ballot(**ballot) for ballot in fields["ballot"]),
        turnout=tuple(_turnout(entry) for entry in fields["turnout"]),
    )


def _turnout(entry: dict[str, Any]) -> Turnout:
    """An entry of [[turnout]]: the file's `mean` is the share that does not attend."""
    return Turnout(absence_share=entry.pop("mean"), **entry)


def _dated(document: dict[str, Any]) -> dict[str, Any]:
    """The document with dates and times that were written as texts read as such.

    States and actions may be written with spaces: "called off" is `called-off`.
    """
    dates = {
        key: _moment(value, date)
        if key.endswith(("opened", "closed", "received", "began"))
        else "-".join(value.split())
        if key in ("state", "action") and isinstance(value, str)
        else value
        for key, value in document.items()
    }
    if isinstance(windows := dates.get("windows"), list):
        dates["windows"] = [
            {key: _moment(value, datetime) for key, value in window.items()}
            if isinstance(window, dict)
            else window
            for window in windows
        ]
    return dates


def _moment(value: Any, kind: type[date]) -> Any:
    """A text in ISO form as a date or a date-time; anything else as it is."""
    try:
        return kind.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _check_windows(windows: list[dict[str, datetime]], faults: Faults) -> None:
    """Each window ends after it starts, by the wall clock, and begins after the one before."""
    for row, window in enumerate(windows, 1):
        for end, moment in window.items():
            if moment.tzinfo is not None:
                faults.add(
                    "a time with a zone",
                    FILE,
                    row,
                    f"windows.{end}",
                    f"{moment}",
                    "London wall clock, without a zone: 2016-04-26T08:00:00",
                    code="not-a-time",
                )
                return
    for row, window in enumerate(windows, 1):
        if window["end"] <= window["start"]:
            faults.add(
                "a window that ends before it starts",
                FILE,
                row,
                "windows.end",
                f"{window['end']}",
                f"after {window['start']}",
                code="out-of-order",
            )
    for row, (before, after) in enumerate(pairwise(windows), 2):
        if after["start"] < before["end"]:
            faults.add(
                "a window that overlaps the one before it, or stands before it",
                FILE,
                row,
                "windows.start",
                f"{after['start']}",
                f"{before['end']} or later: windows in order of time",
                code="out-of-order",
            )


def _check_ballots(fields: dict[str, Any], faults: Faults) -> None:
    """A ballot closes after it opens; no more votes than people, no more yeses than votes."""
    opened, closed = fields["ballot_opened"], fields["ballot_closed"]
    if opened and closed and closed < opened:
        faults.add(
            "a ballot that closes before it opens",
            FILE,
            None,
            "ballot_closed",
            f"{closed}",
            f"{opened} or later",
            code="out-of-order",
        )
    for row, ballot in enumerate(fields["ballot"], 1):
        for less, more in (("votes", "entitled"), ("yes", "votes")):
            if ballot[less] > ballot[more]:
                faults.add(
                    f"more than {more}",
                    FILE,
                    row,
                    f"ballot.{less}",
                    f"{ballot[less]}",
                    f"at most {ballot[more]}",
                    code="out-of-range",
                )
