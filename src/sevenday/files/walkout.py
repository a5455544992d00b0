"""walkout.toml: who calls whom out, when, by which ballot and notice, and the turnout expected."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sevenday.clock import DAY, moment
from sevenday.errors import InputError
from sevenday.files.refusal import refused
from sevenday.files.table import Faults
from sevenday.files.tomls import form_faults, load_toml
from sevenday.model import TIER_BY_GRADE
from sevenday.model.walkout import (
    ACTIONS,
    EXEMPTIONS,
    STATES,
    STOPPED,
    Ballot,
    Exemption,
    Turnout,
    Walkout,
    Window,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

FILE = "walkout.toml"
DATE = len("2016-04-26")


def _schema() -> "type[BaseModel]":
    """The file's form. Made when first asked for: pydantic is slow to start."""
    from pydantic import BaseModel, ConfigDict, Field

    class _Form(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

    class _Window(_Form):
        start: datetime
        end: datetime
        action: Literal["", *ACTIONS] = ""  # type: ignore[valid-type]

    class _Exemption(_Form):
        service: str
        shifts: list[str] = Field(default=[])
        start: datetime | date = Field(alias="from")
        end: datetime | date = Field(alias="to")
        state: Literal[EXEMPTIONS] = "asked"  # type: ignore[valid-type]

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
        action: Literal[ACTIONS] = "full"  # type: ignore[valid-type]
        state: Literal[STATES] = "notified"  # type: ignore[valid-type]
        called_out: list[Literal[tuple(TIER_BY_GRADE)]] = Field(default=[], min_length=1)  # type: ignore[valid-type]
        windows: list[_Window] = Field(min_length=1)
        ballot: list[_Ballot] = Field(default=[])
        turnout: list[_Turnout] = Field(default=[])
        services: list[str] = Field(default=[])
        exempt: list[_Exemption] = Field(default=[])

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
        raise InputError(*dict.fromkeys(faults.found))  # of what several actions share, once
    return walkout


def parse_walkout(document: dict[str, Any], faults: Faults) -> Walkout | None:
    """The keys and values of walkout.toml as a walkout; None where they are not in form.

    Of several `[[actions]]` each has what stands above them, where it does not say otherwise.
    """
    above = {key: value for key, value in document.items() if key != "actions"}
    tables = document.get("actions", [{}])
    if not (isinstance(tables, list) and tables and all(isinstance(t, dict) for t in tables)):
        found, expected = f"{tables}"[:60], "a table for each action, [[actions]]"
        faults.add("not actions", FILE, None, "actions", found, expected, code="not-toml")
        return None
    parsed = [_parse_action({**above, **table}, faults) for table in tables]
    actions = [action for action in parsed if action is not None]
    if len(actions) < len(parsed):
        return None
    first, *others = sorted(actions, key=lambda action: action.state in STOPPED)
    return replace(first, others=tuple(others))


def _parse_action(document: dict[str, Any], faults: Faults) -> Walkout | None:
    """The keys and values of one action; None where they are not in form."""
    from pydantic import ValidationError

    schema = _schema()
    try:
        fields = schema.model_validate(_dated(document)).model_dump()
    except ValidationError as error:
        keys = (*schema.model_fields, "actions")
        unknown = ("a key that walkout files may not have", refused(keys))
        form_faults(error, FILE, faults, unknown, silent=True)
        return None
    before = len(faults.found)
    _check_windows(fields["windows"], faults)
    _check_ballots(fields, faults)
    _check_turnout(fields["turnout"], faults)
    exempt = tuple(_exemption(entry, row, faults) for row, entry in enumerate(fields["exempt"], 1))
    if faults.found[before:]:
        return None
    return Walkout(
        **{
            key: fields[key]
            for key in fields
            if key not in ("windows", "called_out", "ballot", "turnout", "services", "exempt")
        },
        windows=tuple(Window(**window) for window in fields["windows"]),
        called_out=tuple(fields["called_out"]),
        ballots=tuple(Ballot(**ballot) for ballot in fields["ballot"]),
        turnout=tuple(_turnout(entry) for entry in fields["turnout"]),
        services=tuple(fields["services"]),
        exempt=exempt,
    )


def _exemption(entry: dict[str, Any], row: int, faults: Faults) -> Exemption:
    """An entry of [[exempt]]: a date is its first minute, or as `to` its last."""
    first, last = entry["start"], entry["end"]
    by_dates = not isinstance(first, datetime) and not isinstance(last, datetime)
    start = first if isinstance(first, datetime) else moment(first)
    end = last if isinstance(last, datetime) else moment(last, DAY)
    if start.tzinfo or end.tzinfo:
        expected = "London wall clock, without a zone: 2023-08-12T20:00:00"
        faults.add("a time with a zone", FILE, row, "exempt.from", "", expected, code="not-a-time")
    elif end <= start:
        expected = f"after {start}"
        what = "a derogation that ends before it starts"
        faults.add(what, FILE, row, "exempt.to", f"{end}", expected, code="out-of-order")
    shifts = tuple(entry["shifts"])
    by_start = by_dates or bool(shifts)
    return Exemption(entry["service"], shifts, start, end, entry["state"], by_start)


def _turnout(entry: dict[str, Any]) -> Turnout:
    """An entry of [[turnout]]: the file's `mean` is the share that does not attend."""
    return Turnout(absence_share=entry.pop("mean"), **entry)


def _dated(document: dict[str, Any]) -> dict[str, Any]:
    """The document with dates and times that were written as texts read as such.

    States and actions may be written with spaces: "called off" is `called-off`. `shifts` may
    be one text.
    """
    dates = {
        key: _moment(value, date)
        if key.endswith(("opened", "closed", "received"))
        else "-".join(value.split())
        if key in ("state", "action") and isinstance(value, str)
        else value
        for key, value in document.items()
    }
    for table in ("windows", "exempt"):
        if isinstance(rows := dates.get(table), list):
            dates[table] = [_dated_row(row) if isinstance(row, dict) else row for row in rows]
    return dates


def _dated_row(row: dict[str, Any]) -> dict[str, Any]:
    """A window or a derogation with its texts of dates, times and words read as such."""
    return {
        key: "-".join(value.split())
        if key in ("action", "state") and isinstance(value, str)
        else value.replace(",", " ").split()
        if key == "shifts" and isinstance(value, str)
        else _moment(value, date if isinstance(value, str) and len(value) == DATE else datetime)
        if key in ("start", "end", "from", "to")
        else value
        for key, value in row.items()
    }


def _moment(value: Any, kind: type[date]) -> Any:
    """A text in ISO form as a date or a date-time; anything else as it is."""
    try:
        return kind.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _check_windows(windows: list[dict[str, Any]], faults: Faults) -> None:
    """Each window ends after it starts, by the wall clock, and begins after the one before."""
    for row, window in enumerate(windows, 1):
        for end in ("start", "end"):
            if window[end].tzinfo is not None:
                faults.add(
                    "a time with a zone",
                    FILE,
                    row,
                    f"windows.{end}",
                    f"{window[end]}",
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
                f"{before['end']} or later: windows in order of time; those of another union stand "
                "in [[actions]] of their own",
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


def _check_turnout(entries: list[dict[str, Any]], faults: Faults) -> None:
    """Each group has one turnout: of two for one group nobody could say which holds."""
    seen: dict[tuple[Any, ...], int] = {}
    for row, entry in enumerate(entries, 1):
        group = entry["grade"], entry["tier"], entry["service"]
        if group in seen:
            words = [entry["grade"], entry["tier"] and f"tier {entry['tier']}", entry["service"]]
            found = ", ".join(filter(None, words)) or "every group"
            what = f"a second turnout for one group: entry {seen[group]} has it too"
            expected = "one [[turnout]] for each grade, tier and service; a blank is any"
            faults.add(what, FILE, row, "turnout", found, expected, code="repeated")
        seen.setdefault(group, row)
