"""hospital.toml: the hospital's name, contract, dates and local agreements."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from sevenday.clock import NATIONS
from sevenday.files.cover import are_days
from sevenday.files.table import Faults
from sevenday.files.tomls import form_faults, load_toml
from sevenday.model import Settings, WalkoutSettings
from sevenday.model.flow import FlowSettings, OpenBeds, OtherDoctors
from sevenday.model.hospital import clock_span

if TYPE_CHECKING:
    from pydantic import BaseModel


MOST_DAYS = 7 * 520
"""The longest rota."""


def _schema() -> "type[BaseModel]":
    """The file's form. Made when first asked for: pydantic is slow to start."""
    from pydantic import BaseModel, ConfigDict, Field

    class _Settings(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        normal_day_hours: float = Field(8, gt=0, le=24)
        eight_shifts_agreed: bool = False
        weekend_1_in_2_agreed: bool = False
        oncall_run_agreed: bool = False
        low_intensity_oncall: bool = False
        pattern: Literal["full", "partial", "partial-24h", "on-call"] | None = None
        criterion_r: bool = False
        rest_met: bool = True
        span: Literal["placement", "part"] | None = None
        clock_change_nights: Literal["bar", "accept"] = "bar"

    class _Sequence(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        name: str = Field(min_length=1)
        days: list[str] = Field(min_length=1, max_length=14)
        weight: float = Field(1, ge=0, le=100)
        required: bool = False

    class _Build(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        levels: list[Literal["cover", "requests", "fairness", "patterns", "cost"]] = []
        weights: dict[str, float] = {}
        preset: str = ""
        patterns: dict[str, float | str] = {}
        sequence: list[_Sequence] = []
        joined_duties: list[str] = []
        published: date | str = ""
        frozen_to: date | str = ""

    class _Assumed(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        sick: float | None = Field(None, ge=0, lt=1)
        limits: dict[
            Literal["1", "2", "3", "4", "5", "6"], Annotated[float, Field(ge=0, le=1)]
        ] = {}

    class _Others(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        service: str
        tier: int = Field(ge=1, le=3)
        span: str
        doctors: int = Field(ge=0, le=1000)
        days: str = "all"

    class _OpenBeds(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        beds: int = Field(ge=0, le=10_000)
        service: str = ""
        half: Literal["am", "pm", ""] = ""
        days: str = "all"

    class _Flow(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        cubicles: dict[str, Annotated[int, Field(ge=1, le=10_000)]] = {}
        ambulance: float | None = Field(None, ge=0, le=1)
        leaving: bool = True
        crowding: bool = True
        walkout_demand: float | None = Field(None, ge=0, le=1)
        ward_beds: dict[str, Annotated[int, Field(ge=0, le=10_000)]] = {}
        work: float = Field(1.0, gt=0, le=20)
        results: float = Field(1.0, gt=0, le=20)
        leave_rate: float = Field(1.0, ge=0, le=20)
        admit_odds: float = Field(1.0, gt=0, le=20)
        bed_stay: float = Field(1.0, gt=0, le=20)
        day_spread: float | None = Field(None, ge=0, le=2)
        sees: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
        others: list[_Others] = []
        beds: list[_OpenBeds] = []

    class _Hospital(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        name: str = ""
        contract: str = ""
        nation: Literal[NATIONS] | None = None  # type: ignore[valid-type]
        starts: date | None = None
        weeks: int | None = Field(None, ge=1, le=520)
        ends: date | None = None
        leave_days: float = Field(0, ge=0, le=366)
        settings: _Settings = Field(default_factory=lambda: _Settings.model_validate({}))
        build: _Build = Field(default_factory=lambda: _Build.model_validate({}))
        walkout: _Assumed = Field(default_factory=lambda: _Assumed.model_validate({}))
        flow: _Flow = Field(default_factory=lambda: _Flow.model_validate({}))

    return _Hospital


def read_settings(path: Path, faults: Faults) -> dict[str, Any]:
    """What hospital.toml says, as the fields of `model.Hospital`; {} where it is wrong."""
    document = load_toml(path, faults)
    return {} if document is None else parse_settings(document, path.name, faults)


def parse_settings(document: dict[str, Any], file: str, faults: Faults) -> dict[str, Any]:
    """The keys and values of hospital.toml as the fields of `model.Hospital`."""
    from pydantic import ValidationError

    for key in ("starts", "ends"):
        if isinstance(document.get(key), str):
            try:
                document[key] = date.fromisoformat(document[key])
            except ValueError:
                place = (file, None, key, document[key], "YYYY-MM-DD")
                faults.add("not a date", *place, code="not-a-date")
                return {}
    try:
        form = _schema().model_validate(document)
    except ValidationError as error:
        unknown = ("unknown key", "a key that hospital.toml has: see docs/files.md")
        schema = _schema().model_json_schema()
        tables = [schema, *schema["$defs"].values()]
        known = {key for table in tables for key in table.get("properties", ())}
        form_faults(error, file, faults, unknown, known=known)
        return {}
    fields = form.model_dump()
    if fields["ends"] is not None:
        for what, how in _against_end(fields):
            faults.add(what, file, None, "ends", f"{fields['ends']}", how, code="out-of-range")
    fields["nation"] = fields["nation"] or ""
    fields["settings"] = Settings(**fields["settings"])
    fields["walkout"] = _walkout_settings(fields["walkout"], file, faults)
    fields["flow"] = _flow_settings(fields["flow"], file, faults)
    return fields


def _against_end(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands against the last date of a rota, and how to mend it."""
    starts, ends = fields["starts"], fields["ends"]
    if fields["weeks"] is not None:
        yield "weeks says how long the rota is too", "weeks or ends, not both"
    if starts is None:
        yield "no first date", "starts too, as YYYY-MM-DD"
    elif ends < starts:
        yield "the rota ends before it begins", f"{starts} or later"
    elif (ends - starts).days >= MOST_DAYS:
        yield "a rota of over ten years", f"before {starts + timedelta(days=MOST_DAYS)}"


def _walkout_settings(fields: dict[str, Any], file: str, faults: Faults) -> WalkoutSettings:
    """`[walkout]`, whose limits may not be laxer for a graver rank than for a lesser one."""
    limits = {int(rank): chance for rank, chance in sorted(fields["limits"].items())}
    for (graver, least), (rank, chance) in pairwise(limits.items()):
        if chance < least:
            what = f"rank {graver} may be short more often than rank {rank}"
            expected = f"at most {chance:g}, that of rank {rank}"
            faults.add(
                what,
                file,
                None,
                f"walkout.limits.{graver}",
                f"{least:g}",
                expected,
                code="out-of-range",
            )
    return WalkoutSettings(fields["sick"], limits)


def _flow_settings(fields: dict[str, Any], file: str, faults: Faults) -> FlowSettings:
    """`[flow]`, whose other doctors are there in spans of the clock, on days that can be read."""
    others = [OtherDoctors(**each) for each in fields["others"]]
    for row, each in enumerate(others, 1):
        if clock_span(each.span) is None:
            what = f"doctors {row} of [flow] others: not a span of the clock"
            expected = "HH:MM-HH:MM"
            faults.add(what, file, None, "flow.others.span", each.span, expected, code="not-a-time")
        _check_days(f"doctors {row} of [flow] others", "flow.others.days", each.days, file, faults)
    beds = [OpenBeds(**each) for each in fields["beds"]]
    for row, some in enumerate(beds, 1):
        _check_days(f"row {row} of [flow] beds", "flow.beds.days", some.days, file, faults)
    return FlowSettings(**{**fields, "others": tuple(others), "beds": tuple(beds)})


def _check_days(where: str, key: str, days: str, file: str, faults: Faults) -> None:
    if not are_days(days):
        expected = "Mon-Fri, Sat,Sun, all, working or ISO dates"
        faults.add(f"{where}: no days", file, None, key, days, expected, code="not-a-date")
