"""doctors.csv: who works here, or the posts that they fill."""

from sevenday.files.grade_words import parse_grade
from sevenday.files.table import Faults, Row, Source, rows
from sevenday.model import TIER_BY_GRADE, Doctor
from sevenday.model.names import name_key

COLUMNS = (
    "doctor",
    "grade",
    "wte",
    "tier",
    "competences",
    "service",
    "template",
    "start_week",
    "opt_out",
    "leave_days",
    "joined",
    "left",
    "weekly_hours_min",
    "weekly_hours_max",
    "max_nights",
    "max_weekends",
    "point",
    "london",
    "premia",
    "protected_band",
    "weekend_share",
    "oncall_share",
    "days_a_week",
    "max_duties",
    "never_alone",
)
GRADES = tuple(TIER_BY_GRADE)
LONDON = ("zone", "zone-resident", "extra", "extra-resident", "fringe", "fringe-resident")
BANDS = ("", "3", "2A", "2B", "1A", "1B", "1C", "FA", "FB", "FC", "none")


def read_doctors(path: Source, faults: Faults) -> tuple[tuple[Doctor, ...], dict[str, int]]:
    """One doctor a row, in the file's order, and the row that each stands in."""
    doctors: list[Doctor] = []
    seen: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for row in rows(path, faults, COLUMNS, ("doctor",)):
        name = row.needed("doctor")
        first = spelt.setdefault(name_key(name), name)
        if first in seen:
            row.fault(
                "doctor",
                f"doctor twice: row {seen[first]} has them too",
                "each doctor once",
                code="repeated",
            )
            continue
        seen[name] = row.number
        doctors.append(_doctor(name, row))
    return tuple(doctors), seen


def _doctor(name: str, row: Row) -> Doctor:
    grade = row.choice("grade", ("", *GRADES), "", parse_grade)
    wte = row.number_in("wte", 1.0, 0, 1)
    if wte == 0:
        row.fault("wte", "not a share of full time", "over 0, at most 1", code="not-a-number")
    joined, left = row.date("joined"), row.date("left")
    if joined and left and left < joined:
        row.fault("left", "before joined", f"{joined} or later", code="out-of-order")
    least, most = (row.number_in(f"weekly_hours_{end}", None, 0, 168) for end in ("min", "max"))
    if least is not None and most is not None and least > most:
        row.fault(
            "weekly_hours_min", "over weekly_hours_max", f"at most {most:g}", code="out-of-range"
        )
    return Doctor(
        name,
        grade,
        wte or 1.0,
        row.whole("tier", TIER_BY_GRADE.get(grade), 1, 3),
        row.words("competences"),
        row.text("service"),
        row.text("template"),
        row.whole("start_week", None, 1),
        row.yes("opt_out"),
        row.number_in("leave_days", None, 0, 366),
        joined,
        left,
        least,
        most,
        row.whole("max_nights"),
        row.whole("max_weekends"),
        row.whole("point", None, 0, 9),
        _london(row),
        row.words("premia"),
        row.choice("protected_band", BANDS, ""),
        row.number_in("weekend_share", None, 0, 1),
        row.number_in("oncall_share", None, 0, 1),
        row.number_in("days_a_week", None, 0.5, 7),
        row.whole("max_duties"),
        row.yes("never_alone"),
    )


def _london(row: Row) -> str:
    """Which London weighting: yes is the zone."""
    text = row.text("london").lower()
    if text in ("", "no"):
        return ""
    return "zone" if text == "yes" else row.choice("london", LONDON, "")
