"""Pay as straight lines in the terms of an offer that talks are about."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.contracts.value import End
from sevenday.pay.line_work import Floats

Segments = npt.NDArray[np.int64]
"""(S,) where each segment of what is paid by the hour begins, the first of them 0."""


@dataclass(frozen=True, eq=False, slots=True)
class LinearPay:
    """(n,) arrays of doctors, pounds a year; by end of what is not known.

    A doctor's pay is `rise x (proportional + times x weekend + hourly x hours @ premium) + fixed`,
    and no less than `floor`. `hours`: (n, S) a week in each segment, `premium` (S,) their shares.
    `hourly`: a year's pay for an hour a week. `weekend`: the allowance for weekends. `saturdays`:
    how often the full-time line works one, which decides whether Saturdays have a premium.
    """

    proportional: dict[End, Floats]
    hourly: dict[End, Floats]
    fixed: dict[End, Floats]
    weekend: Floats
    hours: Floats
    saturdays: Floats
    floor: Floats
