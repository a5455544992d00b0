"""arrivals.csv, service_times.csv and beds.csv: who comes, how long care takes, how many beds."""

from collections.abc import Mapping
from datetime import date
from math import isfinite

from sevenday.clock import WEEKDAYS
from sevenday.files.table import Faults, Row, Source, rows
from sevenday.files.time_words import ALONE, parse_minute
from sevenday.model.flow import ArrivalCount, BedPool, Patients, ServiceTime

ARRIVALS = ("service", "day", "date", "hour", "class", "mean", "count")
WEEKLY = ("service", "day", "hour", "class", "mean")
DATED = ("service", "date", "hour", "class", "count")
FORMS = (("day", "mean"), ("date", "count"))
"""What a file of means by weekday has to have, and one of counts by date."""
SERVICE_TIMES = ("service", "step", "class", "tier", "minutes", "cv")
BEDS = ("service", "beds", "mean_stay_hours", "discharges_by_hour")
STEPS = ("first", "review", "senior")
CLASSES, TIERS = 5, 3
HOURS = 24


def read_patients(files: Mapping[str, Source], faults: Faults) -> Patients:
    """What the three files say, as far as they are there."""
    there = {name: files.get(f"{name}.csv") for name in ("arrivals", "service_times", "beds")}
    return Patients(
        read_arrivals(there["arrivals"], faults) if there["arrivals"] else (),
        read_service_times(there["service_times"], faults) if there["service_times"] else (),
        read_beds(there["beds"], faults) if there["beds"] else (),
    )


def read_arrivals(path: Source, faults: Faults) -> tuple[ArrivalCount, ...]:
    """Who comes: means by weekday and hour, or counts by date and hour.

    The two forms do not go together in one file. A class that is blank is shared out by the
    defaults' mix.
    """
    found: list[ArrivalCount] = []
    seen: dict[tuple[object, ...], int] = {}
    forms: set[str] = set()
    before = len(faults.found)
    for row in rows(path, faults, ARRIVALS, ("service", "hour"), FORMS):
        dated = bool(row.text("date") or row.text("count"))
        forms.add("dated" if dated else "weekly")
        day = _date(row) if dated else _weekday(row)
        name = "count" if dated else "mean"
        row.needed(name)
        amount = row.whole(name, None, 0, 10_000) if dated else row.number_in(name, None, 0, 10_000)
        row.needed("hour")
        hour = _hour(row)
        triage = row.whole("class", None, 1, CLASSES)
        if day is None or hour is None or amount is None:
            continue
        key = (row.text("service"), day, hour, triage)
        if key in seen:
            what = f"twice: row {seen[key]} has it too"
            row.fault("hour", what, "each hour of a class once", code="repeated")
            continue
        seen[key] = row.number
        found.append(ArrivalCount(row.text("service"), day, hour, triage, float(amount)))
    if len(forms) > 1:
        faults.add(
            "means by weekday and counts by date in one file",
            path.name,
            expected=f"{','.join(WEEKLY)} or {','.join(DATED)}",
            code="arguments-clash",
        )
    if len(faults.found) == before and not any(each.patients for each in found):
        faults.add(
            "nobody ever comes: there is no number above 0",
            path.name,
            expected="a number above 0 in some hour",
            code="out-of-range",
        )
    return tuple(found)


def _hour(row: Row) -> int | None:
    """The hour from 0 to 23; of a time by the clock the fault says which hour that is."""
    text = row.text("hour")
    begins = parse_minute(text) if ":" in text and ALONE.fullmatch(text) else None
    if begins is None:
        hour: int | None = row.whole("hour", None, 0, HOURS - 1)
        return hour
    what = "a time of the clock, and no hour"
    expected = f"a whole number from 0 to {HOURS - 1}; here {begins // 60}"
    row.fault("hour", what, expected, code="not-a-number")
    return None


def _date(row: Row) -> date | None:
    row.needed("date")
    return row.date("date")


def _weekday(row: Row) -> str | None:
    if not row.needed("day"):
        return None
    return row.choice("day", (*WEEKDAYS, "all"), "") or None


def read_service_times(path: Source, faults: Faults) -> tuple[ServiceTime, ...]:
    """How long a doctor's tasks take, by step, class and tier; a blank stands for every one."""
    found = []
    seen: dict[tuple[object, ...], int] = {}
    for row in rows(path, faults, SERVICE_TIMES, ("step", "minutes")):
        step = row.choice("step", STEPS, "") if row.needed("step") else ""
        row.needed("minutes")
        minutes = row.number_in("minutes", None, 0, 1440)
        cv = row.number_in("cv", 1.0, 0, 10)
        triage, tier = row.whole("class", None, 1, CLASSES), row.whole("tier", None, 1, TIERS)
        key = (row.text("service"), step, triage, tier)
        if minutes == 0:
            what = "a task that takes no time: a rate without end"
            row.fault("minutes", what, "minutes above 0", code="out-of-range")
        elif step and key in seen:
            what = f"twice: row {seen[key]} has it too"
            row.fault("step", what, "each task once", code="repeated")
        elif step and minutes is not None:
            found.append(ServiceTime(row.text("service"), step, triage, tier, minutes, cv))
        seen[key] = row.number
    return tuple(found)


def read_beds(path: Source, faults: Faults) -> tuple[BedPool, ...]:
    """Beds by service, how long patients stay, and at which hours they go (24 shares)."""
    found: list[BedPool] = []
    for row in rows(path, faults, BEDS, ("service", "beds", "mean_stay_hours")):
        row.needed("beds")
        row.needed("mean_stay_hours")
        beds = row.whole("beds", None, 0, 10_000)
        stay = row.number_in("mean_stay_hours", None, 0, 10_000)
        shares = _shares(row)
        if stay == 0:
            what = "a stay of no time: a rate without end"
            row.fault("mean_stay_hours", what, "hours above 0", code="out-of-range")
        elif any(row.text("service") == each.service for each in found):
            row.fault("service", "twice", "each service once", code="repeated")
        elif beds is not None and stay is not None:
            found.append(BedPool(row.text("service"), beds, stay, shares))
    return tuple(found)


def _shares(row: Row) -> tuple[float, ...]:
    """Discharges by hour: 24 numbers, whatever their sum; () where the cell is blank."""
    words = row.words("discharges_by_hour")
    if not words:
        return ()
    expected = "24 numbers, 0 or more, from 00:00 on, parted by ; or spaces"
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        numbers = []
    fits = len(numbers) == HOURS and all(isfinite(n) and n >= 0 for n in numbers)
    if not fits or sum(numbers) == 0:
        row.fault("discharges_by_hour", "not a share for each hour", expected, code="not-a-number")
        return ()
    return tuple(numbers)
