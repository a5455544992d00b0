"""When the queue is back to normal after a walkout, or that it never will be."""

from datetime import datetime

import numpy as np

from sevenday.flow.hospital.estimates import half_width
from sevenday.flow.hospital.load import ServiceLoad
from sevenday.flow.hospital.measure import Measured
from sevenday.flow.hospital.rows import ARM_WORDS, BackToNormal

NORMAL = 1.0
"""Patients more than on usual days, on average, that still count as normal."""
LASTING = 24
"""Hours in a row that it has to stay so."""


def back_to_normal(
    measured: Measured, usual: Measured, load: ServiceLoad, ends: datetime
) -> BackToNormal:
    """From when on the number there is on average as on usual days, with the same patients.

    As on usual days: no more than one patient above, or above by less than the replications tell,
    for a day on end.
    """
    days, service = measured.arm.days, measured.arm.service
    more = measured.number_there() - usual.number_there()
    middle = more.mean(axis=0)
    doubt = np.array([half_width(column) for column in more.T])
    normal = (middle <= NORMAL) | (middle <= np.where(np.isfinite(doubt), doubt, 0.0))
    first = int(np.ceil(days.hour_of(ends)))
    words = f"{service}: {ARM_WORDS[measured.arm.arm][0].lower()}{ARM_WORDS[measured.arm.arm][1:]},"
    if load.busy >= 1 or load.beds_full >= 1:
        says = (
            f"{words} the queue never is back to normal: on usual days too the work is more than "
            "the doctors or beds there can do."
        )
        return BackToNormal(service, None, None, True, says)
    for hour in range(first, len(middle) - LASTING + 1):
        if normal[hour - 1 : hour - 1 + LASTING].all():
            after = hour - days.hour_of(ends)
            at = days.at(hour)
            says = (
                f"{words} the queue is back to normal {after:.0f} hours after the end"
                f" ({at:%a} {at.day} {at:%b} {at:%H:%M})."
            )
            if after <= 0:
                says = f"{words} the queue is as on usual days when the action ends."
            return BackToNormal(service, at, max(0.0, after), False, says)
    says = f"{words} the queue is not back to normal within {days.after} days."
    return BackToNormal(service, None, None, False, says)
