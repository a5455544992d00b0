"""Every number that the example hospital is made of, fixed here beside where it comes from.

SOURCE.md is written from this table, so a number cannot be used and not be listed. A source in
square brackets is a page that says the figure; "our assumption" is no fact about any hospital.
"""

from math import ceil
from typing import NamedTuple

ASSUMED = "our assumption"
SHAPE = "typical shape of a district general (compiler's knowledge, middling sure)"


class Figure(NamedTuple):
    """One number, what it means and who says so."""

    value: float
    says: str
    source: str


FIGURES = {
    # Standards (walkouts.md 4.2)
    "attendances": Figure(
        170,
        "major A&E attendances a day",
        "10th centile of trusts with a Type 1 department, 2018/19, monthly A&E figures [nhsr-data]",
    ),
    "attendances_per_consultant": Figure(
        4000,
        "A&E attendances a year to one consultant",
        "Royal College of Emergency Medicine, 1 WTE to 4,000 [rcem-evidence]",
    ),
    "ed_seniors": Figure(
        1,
        "ST4 or above in resus, day and night",
        "A&E standard: ST4 or above present 24/7 (compiler's knowledge, middling sure)",
    ),
    "ed_majors": Figure(
        1,
        "decision-makers (tier 2) in majors, day and night",
        "priority order, rank 2: always, tier 2 or above; the number is our assumption",
    ),
    "icu_per_resident": Figure(
        8,
        "intensive care patients to one resident, day and night",
        "not normally above 1:8 [ficm-training]",
    ),
    "obstetric_anaesthetists": Figure(
        1,
        "anaesthetists for obstetrics alone, at any hour",
        "OAA/AAGBI: immediately available 24/7, no other duties [oaa-yumpu, oaa-2012]",
    ),
    "emergency_theatres": Figure(
        1,
        "emergency theatres with an anaesthetist, at any hour",
        "one staffed 24/7, free of elective duty (compiler's knowledge, fairly sure)",
    ),
    "airway_doctors": Figure(
        1,
        "further airway-competent doctors, at any hour",
        "separate from theatre in larger units (compiler's knowledge, fairly sure)",
    ),
    "labour_registrars": Figure(
        1,
        "obstetric registrars on the labour ward, at any hour",
        "resident 24/7 (compiler's knowledge, middling sure)",
    ),
    "paediatric_registrars": Figure(
        1,
        "tier 2 doctors for the paediatric take, at any hour",
        "Facing the Future 2015: tier 2 review within 4 hours [rcpch-ftf]",
    ),
    "neonatal_registrars": Figure(
        1,
        "tier 2 doctors for the newborn, at any hour",
        "priority order, rank 1: neonatal, always; the number is our assumption",
    ),
    "crash_leaders": Figure(
        1,
        "crash and ward registrars, apart from the take, at any hour",
        "Royal College of Physicians: one person leading the take and covering the hospital is "
        "'unlikely to be successful' [rcp-output]",
    ),
    "take_registrars": Figure(
        1, "medical registrars on the take, at any hour", "as for the crash registrar [rcp-output]"
    ),
    "surgical_deciders": Figure(
        1,
        "surgical decision-makers (ST3 or above), at any hour",
        "available 24/7 (compiler's knowledge, fairly sure)",
    ),
    "trauma_deciders": Figure(
        1,
        "orthopaedic decision-makers, at any hour",
        "priority order, rank 2: trauma take, always, tier 2 or above; the number is our "
        "assumption",
    ),
    "beds_by_day": Figure(
        11,
        "patients to a doctor by day, as seen",
        "670 teams in England and Wales, range 2-65 [rcp-night]",
    ),
    "beds_by_night": Figure(
        61, "patients to a doctor at night, as seen", "670 teams, range 1-400 [rcp-night]"
    ),
    "beds_at_most": Figure(
        124,
        "patients to a doctor at night, at most",
        "Scotland 2013-14, top of 65 to 124 beds [herald-han]",
    ),
    "ward": Figure(
        30,
        "beds of a ward, with one doctor on a weekday of a walkout",
        "ward of 30 beds, Royal College of Physicians [rcp-report]; one doctor is our assumption",
    ),
    # Shapes (walkouts.md 4.5)
    "doctors": Figure(308, "resident doctors in all", SHAPE + "; the sum of the rotas below"),
    "share_foundation": Figure(
        2 / 7,
        "share of resident doctors in foundation years",
        "foundation : core : higher about 2 : 2 : 3 (compiler's knowledge, not sure)",
    ),
    "short_cycle": Figure(8, "weeks of the cycle of a small rota", SHAPE + ": 1-in-8 to 1-in-12"),
    "long_cycle": Figure(10, "weeks of the cycle of medicine's and A&E's tier 1 rotas", SHAPE),
    "medicine_tier_1": Figure(
        50,
        "tier 1 doctors in medicine",
        "our assumption: " + SHAPE + " has 20-40; above it, for five at night (4.5: 3-6)",
    ),
    "long_day": Figure(12.5, "hours of a long day (08:00-20:30) and a night (20:00-08:30)", SHAPE),
    "standard_day": Figure(9, "hours of a standard day (08:00-17:00)", SHAPE),
    "ed_shift": Figure(
        10,
        "hours of an A&E shift (08:00-18:00, 14:00-00:00, 22:00-08:00)",
        SHAPE + "; the late shift is its twilight",
    ),
    # Turnout and willingness (walkouts.md 1.1, 1.6, 3.5)
    "out_2016": Figure(
        0.78,
        "mean share away, 26 and 27 April 2016",
        "NHS England: 21,608 of those expected, all causes [nhse-2016-04-26, nhse-2016-04-27]",
    ),
    "out_2025": Figure(
        0.425,
        "mean share away, as in 2025",
        "middle of the prior 0.30-0.55 of those rostered (walkouts.md 1.6, an assumption there)",
    ),
    "rho": Figure(
        0.06,
        "correlation of turnout within a group",
        "middle of the prior 0.02-0.10 (walkouts.md 1.6, an assumption there)",
    ),
    "refuse": Figure(
        0.087,
        "share of consultants who do not consent to cover",
        "800 of 9,153 in London, June 2023 [hsj-2023-06]; used for 2016 too, our assumption",
    ),
    "rate_2025": Figure(
        161,
        "pounds an hour of a consultant's cover in 2025",
        "BMA card, September 2023, by day [yahoo-2023-09]; one rate at all hours is our assumption",
    ),
    "rate_2016": Figure(85, "pounds an hour of a consultant's cover in 2016", ASSUMED),
    "sas_2025": Figure(110, "pounds an hour of a SAS doctor's cover in 2025", ASSUMED),
    "sas_2016": Figure(60, "pounds an hour of a SAS doctor's cover in 2016", ASSUMED),
    # Ours
    "icu_beds": Figure(16, "intensive care beds", ASSUMED),
    "medical_beds": Figure(240, "medical beds, eight wards", ASSUMED),
    "surgical_beds": Figure(90, "surgical beds, three wards", ASSUMED),
    "orthopaedic_beds": Figure(60, "orthopaedic beds, two wards", ASSUMED),
    "child_beds": Figure(30, "children's beds, one ward", ASSUMED),
    "stay_hours": Figure(
        144, "mean hours in a bed, so that nine beds in ten are in use on usual days", ASSUMED
    ),
    "cubicles": Figure(30, "cubicles of A&E", ASSUMED),
    "sees": Figure(
        0.15,
        "share of A&E's doctors on a weekday duty (ED-D) who see patients; the others are in "
        "clinics, teaching and study",
        ASSUMED,
    ),
    "ed_consultants": Figure(
        1,
        "A&E consultants seeing patients, 08:00 to midnight",
        "consultant presence 16 h/day (compiler's knowledge, middling sure); the number is the one "
        "of 16 who is not offered as cover",
    ),
    "women_beds": Figure(30, "obstetric and gynaecology beds outside the labour ward", ASSUMED),
    "leave": Figure(
        0.2,
        "share of weeks without on-call duty that are annual leave, where the "
        "wards keep the number that they want",
        ASSUMED,
    ),
    "hours_2016": Figure(25, "most hours of cover of one substitute, two days", ASSUMED),
    "hours_2025": Figure(37.5, "most hours of cover of one substitute, five days", ASSUMED),
}


def figure(name: str) -> float:
    """A number by its name."""
    return FIGURES[name].value


def whole(name: str) -> int:
    """A number by its name, as a count."""
    return int(FIGURES[name].value)


def staff(beds: str, each: str) -> int:
    """The fewest doctors for so many beds at so many beds each."""
    return ceil(figure(beds) / figure(each))
