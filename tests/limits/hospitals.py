"""Random hospitals of one contract or another, each line beside its plain form."""

import random
from datetime import timedelta

import numpy as np

from sevenday.model import Doctor, DutyCodes, Hospital, Rota, Settings, Template
from tests.limits import lines as make
from tests.limits import plain

VERSIONS = {
    "2016": ("england-2016", "2016-09-01"),
    "2019": ("england-2016", "2019-09-01"),
    "newdeal": ("newdeal-2002", "2015-08-05"),
    "ewtd": ("ewtd", "2019-09-01"),
    "ireland": ("ireland-nchd", "2019-09-01"),
    "acgme": ("acgme", "2019-09-01"),
    "nz": ("nz-rda", "2019-09-01"),
    "scotland": ("scotland", "2019-09-01"),
    "scotland-2021": ("scotland", "2021-09-01"),
}
PATTERNS = ("full", "partial", "partial-24h", "on-call")
TOGETHER = 25
"""Lines of one hospital: they share dates and settings."""


def random_hospital(rng: random.Random, row_of):
    """A hospital of random lines, and each line in its plain form."""
    template = rng.random() < 0.3
    days = 7 * rng.choice((1, 2, 3, 5, 8, 8, 13, 26, 26, 30))
    first = make.first_date(rng)
    said = make.settings(rng) | {"pattern": rng.choice(PATTERNS)}
    cells = DutyCodes(make.SHIFTS | make.CALL)
    doctors, rows, plains = [], [], []
    for k in range(TOGETHER):
        row = make.parted(row_of(rng, days, template), template)
        joined = left = None
        if not template and rng.random() < 0.15 and days > 40:
            joined = first + timedelta(days=rng.randint(1, 20))
            left = first + timedelta(days=rng.randint(days - 15, days + 5))
            row = [
                cell if joined <= first + timedelta(days=d) <= left else ""
                for d, cell in enumerate(row)
            ]
        doctor = Doctor(
            f"{k}",
            grade="ST4",
            opt_out=rng.random() < 0.3,
            wte=rng.choice((1.0, 1.0, 0.6)),
            leave_days=rng.choice((0.0, 0.0, 27.0, 32.0)),
            joined=joined,
            left=left,
            start_week=1,
            template=f"{k}" if template else "",
        )
        doctors.append(doctor)
        rows.append([cells.code(cell) for cell in row])
        inside = [cell if cell in make.LEAVE else make.parts(cell) if cell else "" for cell in row]
        plains.append(
            plain.PlainLine(
                None if template else first,
                inside,
                doctor.opt_out,
                doctor.leave_days,
                joined,
                left,
                said,
            )
        )
    codes = np.array(rows, np.int16)
    hospital = Hospital(
        cells=cells,
        doctors=tuple(doctors),
        settings=Settings(**said),
        starts=plain.MONDAY if template else first,
        rota=None if template else Rota(tuple(d.name for d in doctors), first, codes),
        templates={f"{k}": Template(row.reshape(-1, 7)) for k, row in enumerate(codes)}
        if template
        else {},
    )
    return hospital, plains
