"""What a check says of each line beside its breaches: averages, frequencies, the band."""

from collections.abc import Iterator

from sevenday.contracts import Terms
from sevenday.limits.band import REST_RULES, Figures, pay_band
from sevenday.limits.classes import DutyTable
from sevenday.limits.fold import EPSILON, Floats
from sevenday.limits.kinds.average import weekly
from sevenday.limits.lines import Lines
from sevenday.limits.result import LineResult
from sevenday.limits.rule_table import Rule
from sevenday.limits.rules.spec import ON_CALL_PATTERN
from sevenday.limits.totals import Totals, line_totals
from sevenday.model import Hospital


def line_results(
    hospital: Hospital,
    lines: Lines,
    parts: DutyTable,
    terms: Terms,
    slack: Floats,
    rules: tuple[Rule, ...],
    pattern: str,
) -> Iterator[LineResult]:
    """Each line's averages and frequencies, and its band where the contract has bands.

    `slack`: (lines, rules) as the fold found it; `pattern`: the New Deal's working pattern.
    """
    totals = line_totals(lines, parts, terms)
    banded = terms.has("band.hours")
    rest_rules = [k for k, rule in enumerate(rules) if rule.id in REST_RULES]
    for i, doctor in enumerate(lines.doctors):
        leave = hospital.leave(doctor)
        day = 60 * hospital.settings.normal_day_hours
        plain, covered = weekly(totals.worked[i], totals.days[i], totals.leave[i], leave, day)
        whole = totals.whole_weekends[i]
        weekends = totals.duty_weekends[i] if banded else totals.weekends[i]
        frequency = float(weekends / whole) if whole else 0.0
        out_of_hours = float(totals.out_of_hours[i] / totals.duty[i]) if totals.duty[i] else 0.0
        band = None
        if banded:
            met = bool((slack[i, rest_rules] >= -EPSILON).all()) and hospital.settings.rest_met
            band = pay_band(
                _figures(
                    hospital, pattern, doctor.ltft, totals, i, leave, covered / 60, frequency, met
                ),
                terms,
            )
        yield LineResult(
            doctor.name,
            doctor.grade,
            covered / 60,
            plain / 60,
            frequency,
            band,
            out_of_hours if banded else None,
        )


def _figures(
    hospital: Hospital,
    pattern: str,
    ltft: bool,
    totals: Totals,
    i: int,
    leave: float,
    hours: float,
    weekends: float,
    rest_compliant: bool,
) -> Figures:
    days = float(totals.days[i])
    weeks_away = leave * days / 7 / 52 / 5
    outside = totals.out_of_hours_ltft[i] if ltft else totals.out_of_hours[i]
    at_work = days - 7 * weeks_away
    return Figures(
        ltft=ltft,
        on_call_pattern=pattern == ON_CALL_PATTERN,
        rest_compliant=rest_compliant,
        any_out_of_hours=bool(outside > 0),
        hours=hours,
        out_of_hours=float(totals.out_of_hours[i] / totals.duty[i]) if totals.duty[i] else 0.0,
        weekends=weekends,
        on_call=float(totals.on_call[i]) / at_work if at_work > 0 else 0.0,
        on_call_plain=float(totals.on_call[i]) / days if days else 0.0,
        resident=bool(totals.resident_out_of_hours[i] > 0),
        criterion_r=hospital.settings.criterion_r,
    )
