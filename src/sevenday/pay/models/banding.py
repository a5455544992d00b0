"""The New Deal's pay: an incremental scale, and a supplement by the band (contracts.md 6)."""

from collections.abc import Iterator

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.band import NO_BAND
from sevenday.model import Doctor
from sevenday.pay.models.nodal import named_sum, unknown_names
from sevenday.pay.rounding import pounds_up
from sevenday.pay.working import PayElement


def scale_point(doctor: Doctor, terms: Terms) -> tuple[str, int, float]:
    """The scale, the point on it and its basic pay. Raises InputError for a point not known."""
    scale = terms.value("pay.scale_of_grade")[doctor.grade]
    known = terms.value("pay.scale")[scale]
    place = (
        terms.value("pay.place_of_grade")[doctor.grade] if doctor.point is None else doctor.point
    )
    if place >= len(known):
        expected = f"0 (the minimum) to {len(known) - 1}: what is known of {scale} on {terms.on}"
        what = f"{doctor.name}: no such point on the scale"
        raise InputError(Fault(what, "doctors.csv", None, "point", f"{place}", expected))
    return scale, place, float(known[place])


def ltft_fraction(hours: float, terms: Terms) -> tuple[str, float]:
    """The LTFT pay band (F5 to F9) of average actual hours, and its share of basic.

    Under the least hours the lowest share holds, at full-time hours the whole: neither is on the
    scale, and the working says so.
    """
    rows = terms.value("pay.ltft_fraction")
    if hours < rows[0][0]:
        return f"under {rows[0][0]} h, taken as {rows[0][1]}", rows[0][2]
    if hours >= rows[-1][0] + 4:
        return "full-time hours", 1.0
    return next((name, share) for least, name, share in reversed(rows) if hours >= least)


def banded_elements(
    doctor: Doctor, hours: float, band: str, circular: bool, terms: Terms
) -> Iterator[tuple[PayElement, float]]:
    """Each element's working and its amount, unrounded but where the circular rounds within.

    `hours`: average actual hours with cover for leave; `band`: as `limits` decides it.
    """
    scale, place, basic = scale_point(doctor, terms)
    at = "minimum" if place == 0 else f"point {place}"
    working = f"{scale} {at}: £{basic:,.0f}"
    used = [terms.get("pay.scale")]
    used += [terms.get("pay.place_of_grade")] if doctor.point is None and place else []
    if doctor.ltft:
        name, share = ltft_fraction(hours, terms)
        working += f" x {share:g} ({name}, {hours:.2f} h a week)"
        basic *= share
        basic = float(pounds_up(basic)) if circular else basic
        used.append(terms.get("pay.ltft_fraction"))
    yield PayElement("basic", working, tuple(used)), basic
    supplement = terms.value("pay.band_supplement")[band]
    source = terms.get("pay.band_supplement")
    label = f"band {band}"
    if band == NO_BAND and doctor.grade == "F1":
        supplement, source = terms.value("pay.unbanded_f1"), terms.get("pay.unbanded_f1")
        label = "an unbanded F1 post"
    amount = f"£{basic:,.2f} x {100 * supplement:g}% for {label}"
    yield PayElement("band_supplement", amount, (source, *used)), basic * supplement
    if doctor.london:
        if faults := list(unknown_names((doctor.london,), "pay.london", terms, doctor.name)):
            raise InputError(*faults)
        london = named_sum(doctor.london, "pay.london", terms)
        working = f"{doctor.london} £{london:,.0f}"
        if doctor.ltft:
            working += f" x {doctor.wte:g} of full time"
        yield (
            PayElement("london_weighting", working, (terms.get("pay.london"),)),
            london * doctor.wte,
        )
