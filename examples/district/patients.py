"""Who comes to the emergency department, its beds, and whom the rota does not show.

The shape of the week is England's of 2024-25 (examples/england), the level the figure's.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from figures import figure, whole

SERVICE = "emergency department"
ENGLAND = Path(__file__).parents[1] / "england" / "attendances-by-hour-2024-25.csv"
WARDS = {
    "medicine": "medical_beds",
    "surgery": "surgical_beds",
    "orthopaedics": "orthopaedic_beds",
    "paediatrics": "child_beds",
}
"""Services whose beds the department's patients are admitted to, by the figure of their number."""


def arrivals() -> Iterator[dict[str, object]]:
    """arrivals.csv: mean arrivals by weekday and hour."""
    with ENGLAND.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["measure"] == "all"]
    hours = [f"h{hour:02}" for hour in range(24)]
    total = sum(int(row[hour]) for row in rows for hour in hours)
    for row in rows:
        for hour, name in enumerate(hours):
            mean = figure("attendances") * 7 * int(row[name]) / total
            yield {"service": SERVICE, "day": row["day"], "hour": hour, "mean": f"{mean:.2f}"}


def beds() -> Iterator[dict[str, object]]:
    """beds.csv: the wards that the department's patients are admitted to."""
    for service, name in WARDS.items():
        yield {"service": service, "beds": whole(name), "mean_stay_hours": whole("stay_hours")}


def settings() -> str:
    """`[flow]` of hospital.toml."""
    return (
        f'\n[flow]\ncubicles = {{"{SERVICE}" = {whole("cubicles")}}}\n'
        f'sees = {{"ED-D" = {figure("sees")}}}\n\n'
        f'[[flow.others]]\nservice = "{SERVICE}"\ntier = 3\nspan = "08:00-00:00"\n'
        f"doctors = {whole('ed_consultants')}\n"
    )
