"""What a hospital holds, as plain values that == compares: codes as the texts of their cells."""

from sevenday.model import Hospital, Rota


def _texts(hospital: Hospital, rota: Rota | None):
    if rota is None:
        return None
    texts = hospital.cells.texts
    cells = [["free" if c < 0 else texts[c] for c in row] for row in rota.codes.tolist()]
    return rota.doctors, rota.first, cells


def plain(hospital: Hospital) -> dict:
    """Everything but the notes, which reading makes anew."""
    texts = hospital.cells.texts
    return {
        "said": (hospital.name, hospital.contract, hospital.starts, hospital.weeks, hospital.ends),
        "leave": hospital.leave_days,
        "settings": hospital.settings,
        "build": hospital.build,
        "shifts": list(hospital.shifts.values()),
        "doctors": hospital.doctors,
        "rota": _texts(hospital, hospital.rota),
        "history": _texts(hospital, hospital.history),
        "pins": _texts(hospital, hospital.pins),
        "templates": {
            name: [[texts[c] for c in week] for week in template.codes.tolist()]
            for name, template in hospital.templates.items()
        },
        "cover": hospital.cover,
        "requests": hospital.requests,
        "flow": hospital.flow,
        "patients": hospital.patients,
    }
