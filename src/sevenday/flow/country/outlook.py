"""What every trust's next month is like: forecasts of all that its days are run with."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.flow.country.backtest import AHEAD
from sevenday.flow.country.forecast import Forecast, forecast
from sevenday.flow.country.panel import Panel
from sevenday.flow.country.scenario import assumptions

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Outlook:
    """The forecasts of one month ahead, by trust: of four hours, beds, arrivals and admissions."""

    four: Forecast
    beds_four: Floats
    beds_twelve: Floats
    beds_twelve_sd: Floats
    daily: Floats
    admitted: Floats
    has_beds: bool


def look_ahead(panel: Panel) -> Outlook:
    """Forecasts of the month after the last."""
    four = forecast(panel.over_four_hours(), panel.months, AHEAD)
    daily = np.exp(forecast(np.log(panel.daily()), panel.months, 1, share=False).mean[:, 0])
    admitted = forecast(panel.admitted(), panel.months, 1).mean[:, 0] / 100
    ones = np.ones(len(panel.codes))
    found = {}
    for name, values in (
        ("four", panel.beds_over_four_hours()),
        ("twelve", panel.beds_over_twelve_hours()),
    ):
        if np.isnan(values[:, panel.months > panel.months[-1] - 3]).all():
            part = assumptions()["beds"]
            usual = ones * part["over_four"], ones * part["over_twelve"], ones * 0
            return Outlook(four, *usual, daily, admitted, False)
        found[name] = forecast(values, panel.months, 1)
    mean = {name: np.nan_to_num(made.mean[:, 0] / 100) for name, made in found.items()}
    twelve = np.clip(mean["twelve"], 0.0005, 0.9)
    return Outlook(
        four,
        np.clip(mean["four"], twelve + 0.005, 0.98),
        twelve,
        np.sqrt(found["twelve"].own[:, 0] + found["twelve"].country[0]) / 100,
        daily,
        admitted,
        True,
    )
