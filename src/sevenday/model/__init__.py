"""What a hospital's week is made of, as frozen values."""

from sevenday.model.doctor import TIER_BY_GRADE, Doctor
from sevenday.model.hospital import Hospital, Request, Requirement, Settings, WalkoutSettings
from sevenday.model.rota import OFF, Cells, Codes, Rota, Template
from sevenday.model.shift import DAY, LEAVE, RESERVED, Shift, join

__all__ = [
    "DAY",
    "LEAVE",
    "OFF",
    "RESERVED",
    "TIER_BY_GRADE",
    "Cells",
    "Codes",
    "Doctor",
    "Hospital",
    "Request",
    "Requirement",
    "Rota",
    "Settings",
    "Shift",
    "Template",
    "WalkoutSettings",
    "join",
]
