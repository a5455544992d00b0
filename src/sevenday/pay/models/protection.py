"""Pay protection, section 1: the cash floor of those in post on 2 August 2016."""

from datetime import timedelta

from sevenday.contracts import Terms, contract
from sevenday.errors import Fault, InputError
from sevenday.model import Doctor
from sevenday.pay.models.banding import scale_point
from sevenday.pay.models.model import PayFloor

OLD_CONTRACT = "newdeal-2002"


def ended(terms: Terms) -> bool:
    """Whether protection is over on the terms' date."""
    if not terms.has("protection.ends"):
        return False
    ends: str = terms.value("protection.ends")  # a month or a year where the day is not known
    return terms.on.isoformat()[: len(ends)] > ends


def cash_floor(doctor: Doctor, terms: Terms) -> PayFloor | None:
    """The least that a doctor is paid, and its working; None where the doctor has no floor.

    Source: contracts.md 3.8. Basic on the day before transition (taken as the day before the
    contract's first) and the protected band's supplement as it was on 31 October 2015, never
    band 3; for a LTFT doctor the same share of it as of full time, as of every annual sum.
    """
    band = doctor.protected_band
    if not band or not terms.has("protection.section_1") or ended(terms):
        return None
    if band in terms.value("protection.band_excluded"):
        expected = "a band other than 3, which is never protected"
        raise InputError(
            Fault(
                "not protected",
                "doctors.csv",
                None,
                "protected_band",
                band,
                expected,
                code="not-in-contract",
            )
        )
    before = contract(OLD_CONTRACT, terms.contract.first - timedelta(days=1))
    valued = contract(OLD_CONTRACT, terms.value("protection.band_value_on"))
    basic, banded = scale_point(doctor, before)[2], scale_point(doctor, valued)[2]
    share = valued.value("pay.band_supplement")[band]
    working = f"floor £{basic:,.0f} + £{banded:,.0f} x {100 * share:g}% for band {band}"
    if doctor.ltft:
        working = f"({working}) x {doctor.wte:g} of full time"
    amount = (basic + banded * share) * doctor.wte
    return PayFloor(amount, working, terms.get("protection.section_1"))
