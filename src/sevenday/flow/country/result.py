"""What a scan of a country gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.flow.country.aid import Loan
from sevenday.flow.country.backtest import ForecastTest
from sevenday.results import Measured, Result

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Target(Result):
    """One figure of a trust with its interval and its place.

    Parameters
    ----------
    usual
        What is expected of the same days without a walkout, a share.
    share, low, high
        What is expected with it, and the 90 % interval.
    rank, rank_low, rank_high
        1 is the worst; the ends of the 90 % interval.
    past
        The chance that it is past this target's limit.
    """

    usual: Measured
    share: Measured
    low: Measured
    high: Measured
    rank: int
    rank_low: int
    rank_high: int
    past: Measured


@dataclass(frozen=True, slots=True)
class Driver(Result):
    """A part of why a trust's share is not that of the country's usual day.

    `points`: percentage points that it adds.
    """

    name: str
    points: Measured


@dataclass(frozen=True, slots=True)
class TrustRisk(Result):
    """One trust.

    Parameters
    ----------
    code, name, region
        Which.
    rank, rank_low, rank_high
        Its place by risk, 1 the worst, with the 90 % interval.
    risk
        The chance that it is past the limit at the front door or for beds.
    drivers, bed_drivers
        What makes its front door differ, and its waits for a bed (empty where no file has them).
    front_door
        The share of arrivals over four hours.
    beds
        The share of admissions over twelve hours for a bed; None where no file has it.
    daily, admitted
        Arrivals a day, and the share of them admitted, as forecast.
    wait_minutes
        The mean wait for a doctor, usually and in the walkout.
    left
        The share that leaves unseen, usually and in the walkout.
    fitted, reported
        The share over four hours that the outline gives on other patients, and the forecast one
        that it was fitted to.
    """

    code: str
    name: str
    region: str
    rank: int
    rank_low: int
    rank_high: int
    risk: Measured
    drivers: tuple[Driver, ...]
    bed_drivers: tuple[Driver, ...]
    front_door: Target
    beds: Target | None
    daily: Measured
    admitted: Measured
    wait_minutes: tuple[Measured, Measured]
    left: tuple[Measured, Measured]
    fitted: Measured
    reported: Measured


@dataclass(frozen=True, slots=True)
class History(Result):
    """What was reported of each trust, for pictures: months, and (n, m) percentage points.

    `forecast`, `low`, `high`: (n, h) of the months `ahead`.
    """

    months: tuple[str, ...]
    codes: tuple[str, ...]
    over_four: Floats
    ahead: tuple[str, ...]
    forecast: Floats
    low: Floats
    high: Floats

    def of(self, code: str) -> int:
        """The row of a trust."""
        return self.codes.index(code)


@dataclass(frozen=True, slots=True)
class ScanResult(Result):
    """A country scanned.

    Parameters
    ----------
    month
        The month that is forecast, and in which the walkout would be.
    trusts
        The worst first.
    test, earlier
        The forecast against the last six months, and against the same months of earlier years.
    aid
        Who lends to whom.
    limits
        Shares past which a trust counts as not coping, by target: that of the worst tenth of
        trusts and months at hand.
    places
        Within how many places one month ranks a trust, and so many months.
    walkout
        What was assumed of it, in words; None for usual days.
    lost
        By trust that has no answer, why.
    remarks
        What was done with files that are not as expected.
    replications
        How often each trust's days were run.
    history
        What was reported; not in the JSON.
    stopped
        Whether Ctrl-C ended it: trusts that were not reached are not in it.
    which_walkout
        The walkout in a few words; None for usual days.
    """

    KEYS = "month trusts test earlier aid limits places walkout? lost remarks replications stopped"
    ROWS = "trusts"

    month: str
    trusts: tuple[TrustRisk, ...]
    test: ForecastTest | None
    earlier: tuple[ForecastTest, ...]
    aid: tuple[Loan, ...]
    limits: Mapping[str, Measured]
    places: Mapping[str, Measured]
    walkout: str | None
    lost: Mapping[str, str]
    remarks: tuple[str, ...]
    replications: int
    history: History
    stopped: bool = False
    which_walkout: str | None = None
