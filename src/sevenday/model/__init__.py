"""What a hospital's week is made of, as frozen values."""

from sevenday.model.absence import (
    ABSENCE,
    LEAVE,
    NO_DUTY,
    RESERVED,
    SELF_DEVELOPMENT,
    without_duty,
)
from sevenday.model.doctor import TIER_BY_GRADE, Doctor
from sevenday.model.flow import ArrivalCount, BedPool, FlowSettings, Patients, ServiceTime
from sevenday.model.hospital import Hospital, Request, Requirement, Settings, WalkoutSettings
from sevenday.model.rota import NOT_PINNED, OFF, Codes, DutyCodes, Rota, Template
from sevenday.model.shift import Shift, join

__all__ = [
    "ABSENCE",
    "LEAVE",
    "NOT_PINNED",
    "NO_DUTY",
    "OFF",
    "RESERVED",
    "SELF_DEVELOPMENT",
    "TIER_BY_GRADE",
    "ArrivalCount",
    "BedPool",
    "Codes",
    "Doctor",
    "DutyCodes",
    "FlowSettings",
    "Hospital",
    "Patients",
    "Request",
    "Requirement",
    "Rota",
    "ServiceTime",
    "Settings",
    "Shift",
    "Template",
    "WalkoutSettings",
    "join",
    "without_duty",
]
