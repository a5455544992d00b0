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


def plain_cell(cell: str) -> tuple | str:
    """A cell in its plain form: the parts of a duty, or what it says."""
    if not cell or cell in make.LEAVE:
        return cell
    if "/2" not in cell:
        return make.parts(cell)
    half = plain.HalfLeave(make.parts(cell))
    half.text = cell
    return half


def random_hospital(rng: random.Random, row_of):
    """A hospital of random lines, and each line in its plain form."""
    template = rng.random() < 0.3
    days = 7 * rng.choice((1, 2, 3, 5, 8, 8, 13, 26, 26, 30))
    history = 0 if template or rng.random() < 0.7 else rng.choice((1, 10, 28, 150, 190))
    days += history
    first = make.first_date(rng)
    said = make.settings(rng) | {"pattern": rng.choice(PATTERNS)}
    cells = DutyCodes(make.SHIFTS | make.CALL)
    doctors, rows, plains = [], [], []
    for k in range(TOGETHER):
        row = make.parted(row_of(rng, days, template), template)
        joined = left = None
        if not template and rng.random() < 0.15 and days - history > 40:
            joined = first + timedelta(days=history + rng.randint(1, 20))
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
            days_a_week=rng.choice((None, None, 3.0, 4.0, 2.5)),
            joined=joined,
            left=left,
            start_week=1,
            template=f"{k}" if template else "",
        )
        doctors.append(doctor)
        rows.append([cells.code(cell) for cell in row])
        inside = [plain_cell(cell) for cell in row]
        plains.append(
            plain.PlainLine(
                None if template else first,
                inside,
                doctor.opt_out,
                doctor.leave_days,
                joined,
                left,
                said,
                days_a_week=doctor.days_a_week or max(1, 5 * doctor.wte),
                history=history,
            )
        )
    codes = np.array(rows, np.int16)
    names = tuple(d.name for d in doctors)
    hospital = Hospital(
        cells=cells,
        doctors=tuple(doctors),
        settings=Settings(**said),
        starts=plain.MONDAY if template else first,
        rota=None if template else Rota(names, first + timedelta(days=history), codes[:, history:]),
        history=Rota(names, first, codes[:, :history]) if history else None,
        templates={f"{k}": Template(row.reshape(-1, 7)) for k, row in enumerate(codes)}
        if template
        else {},
    )
    return hospital, plains
