"""The columns of a country's monthly counts."""

NEEDED = ("month", "org_code", "attendances_type1", "over_4h_type1", "admissions_type1")
"""Columns that a file has to have."""
TEXTS = ("region", "name")
BEDS = ("dta_4_12h", "dta_over_12h")
"""Waits for a bed from the decision to admit: a folder may have them for some months alone."""
VIA = ("admissions_type2", "admissions_other")
COUNTS = (*NEEDED[2:], *BEDS, *VIA)
IGNORED = (
    "attendances_type2",
    "attendances_other",
    "over_4h_type2",
    "over_4h_other",
    "admissions_direct",
)
"""Columns of the files that are of other departments: they may stand there."""
KNOWN = (*NEEDED, *TEXTS, *BEDS, *VIA, *IGNORED)
"""Every column that a file may have."""
