"""A doctor (or a post) and what the contract needs to know of them."""

from dataclasses import dataclass
from datetime import date

TIER_BY_GRADE = {
    **dict.fromkeys(("F1", "F2", "CT1", "CT2", "CT3", "CT4", "ST1", "ST2"), 1),
    **{f"ST{n}": 2 for n in range(3, 9)},
    "SAS": 2,
    "consultant": 3,
}
"""Grades that are known, with their default tier (READINGS.md, Pay)."""

FULL_WEEK = 5
"""Working days of a full-time doctor's week."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """One row of doctors.csv. Names and defaults are those of the file (FORMS.md)."""

    name: str
    grade: str = ""
    wte: float = 1.0
    tier: int | None = None
    competences: tuple[str, ...] = ()
    service: str = ""
    template: str = ""
    start_week: int | None = None
    opt_out: bool = False
    leave_days: float | None = None
    joined: date | None = None
    left: date | None = None
    weekly_hours_min: float | None = None
    weekly_hours_max: float | None = None
    max_nights: int | None = None
    max_weekends: int | None = None
    point: int | None = None
    london: str = ""
    premia: tuple[str, ...] = ()
    protected_band: str = ""
    weekend_share: float | None = None
    oncall_share: float | None = None
    days_a_week: float | None = None
    max_duties: int | None = None
    never_alone: bool = False

    @property
    def ltft(self) -> bool:
        """Whether the doctor works less than full time."""
        return self.wte < 1.0

    @property
    def working_days(self) -> float:
        """Days a week that the doctor works, by which leave is counted: 5 x wte unless said."""
        return max(1.0, FULL_WEEK * self.wte) if self.days_a_week is None else self.days_a_week
