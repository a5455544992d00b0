"""What a check says of each line beside its breaches: averages, frequencies, the band."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.limits.band import BREACHED, Figures, pay_band
from sevenday.limits.kinds.average import YEAR_WEEKS, weekly
from sevenday.limits.lines import Lines
from sevenday.limits.result import LineResult
from sevenday.limits.rules.spec import ON_CALL_PATTERN
from sevenday.limits.totals import Totals
from sevenday.model import Doctor, Hospital


def line_results(
    hospital: Hospital,
    terms: Terms,
    lines: Lines,
    totals: Totals,
    rest_compliant: npt.NDArray[np.bool_],
    pattern: str,
) -> Iterator[LineResult]:
    """Each line's averages and frequencies, and its band where the contract has bands.

    `rest_compliant`: (lines,) whether every rule on rest is kept; `pattern`: the New Deal's
    working pattern.
    """
    banded = terms.has("band.hours")
    day = 60 * hospital.settings.normal_day_hours
    worked_weekends = totals.duty_weekends if banded else totals.weekends
    for i, doctor in enumerate(lines.doctors):
        plain, covered = weekly(
            totals.worked[i],
            totals.days[i],
            totals.absent[i],
            totals.on_leave[i],
            hospital.leave_weeks(doctor),
            doctor.working_days,
            day,
        )
        whole = totals.whole_weekends[i]
        line = LineResult(
            doctor.name,
            doctor.grade,
            covered / 60,
            plain / 60,
            float(worked_weekends[i] / whole) if whole else 0.0,
            None,
            None,
        )
        if banded:
            figures = _figures(hospital, pattern, totals, i, doctor, line)
            band = pay_band(figures, terms) if rest_compliant[i] else BREACHED
            line = replace(line, band=band, out_of_hours=figures.out_of_hours)
        yield line


def _figures(
    hospital: Hospital, pattern: str, totals: Totals, i: int, doctor: Doctor, line: LineResult
) -> Figures:
    """What the New Deal's tree asks of a line."""
    days = float(totals.days[i])
    weeks_away = hospital.leave_weeks(doctor) * days / 7 / YEAR_WEEKS
    outside = totals.out_of_hours_ltft[i] if doctor.ltft else totals.out_of_hours[i]
    at_work = days - 7 * weeks_away
    return Figures(
        ltft=doctor.ltft,
        on_call_pattern=pattern == ON_CALL_PATTERN,
        any_out_of_hours=bool(outside > 0),
        hours=line.average_hours,
        out_of_hours=float(totals.out_of_hours[i] / totals.duty[i]) if totals.duty[i] else 0.0,
        weekends=line.weekend_frequency,
        on_call=float(totals.on_call[i]) / at_work if at_work > 0 else 0.0,
        on_call_plain=float(totals.on_call[i]) / days if days else 0.0,
        resident=bool(totals.resident_out_of_hours[i] > 0),
        criterion_r=hospital.settings.criterion_r,
    )
