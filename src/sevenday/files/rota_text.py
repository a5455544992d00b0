"""A rota as the text of rota.csv, and as JSON has it."""

import csv
import io
from datetime import timedelta

from sevenday.model import DutyCodes, Rota


def rota_text(rota: Rota, cells: DutyCodes, blank: int = 0) -> str:
    """A rota as the text of a wide rota.csv, whose blank cells have the code `blank`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["doctor", *((rota.first + timedelta(days=k)).isoformat() for k in range(rota.days))]
    )
    for name, codes in zip(rota.doctors, rota.codes, strict=True):
        texts = ("" if code == blank else cells.texts[code] or "-" for code in codes)
        writer.writerow([name, *texts])
    return out.getvalue()


def duties_by_date(rota: Rota, cells: DutyCodes) -> dict[str, dict[str, str]]:
    """A rota as JSON has it: for each doctor the cells that are not blank, by ISO date."""
    return {
        name: {
            (rota.first + timedelta(days=k)).isoformat(): cells.texts[code]
            for k, code in enumerate(codes.tolist())
            if cells.texts[code]
        }
        for name, codes in zip(rota.doctors, rota.codes, strict=True)
    }
