"""The hour that the clocks go back, where the folder accepts nights that it makes longer."""

import numpy as np
import numpy.typing as npt

from sevenday.clock import elapsed
from sevenday.limits.lines import Lines
from sevenday.model import Hospital


def autumn_minutes(hospital: Hospital, lines: Lines) -> npt.NDArray[np.float64]:
    """(n,) minutes by which the clocks make resident duties of dated lines longer than rostered.

    0 throughout where `[settings] clock_change_nights` does not say "accept", and for templates.
    """
    found = np.zeros(len(lines.codes))
    if lines.cyclic or not hospital.settings.autumn_hour_accepted:
        return found
    midnight, jump = lines.calendar()
    for change in np.flatnonzero(jump > 0).tolist():
        for day in range(max(0, change - 1), min(change + 1, lines.days)):
            longer = [
                sum(
                    elapsed(midnight, jump, day, part.end)
                    - elapsed(midnight, jump, day, part.start)
                    - part.minutes
                    for part in parts
                    if not part.on_call
                )
                for parts in hospital.cells.parts
            ]
            here = (lines.start <= day) & (day < lines.stop)
            found += np.where(here, np.array(longer, float)[lines.codes[:, day]], 0.0)
    return found
