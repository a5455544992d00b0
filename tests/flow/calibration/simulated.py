"""What a hospital would have measured, had it the settings that a test gives it."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta
from math import isfinite
from pathlib import Path

import sevenday as sd
from sevenday.flow.hospital.arms import service_arms
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.which_days import first_day
from sevenday.flow.simulation.state import ADMITTED_TO_BED, DISCHARGED, LEFT

OUTCOMES = {LEFT: "left", ADMITTED_TO_BED: "bed", DISCHARGED: "home"}
COLUMNS = ("service", "class", "arrived", "seen", "decided", "left", "outcome")


def measured(path: Path, file: Path, weeks: int, seed: int, columns=COLUMNS, **settings) -> Path:
    """A file of patients, a row each, of a hospital in `path` with other settings of [flow]."""
    hospital = sd.read(path)
    hospital = replace(hospital, flow=replace(hospital.flow, **settings))
    days = DaysRun(first_day(hospital, None), 7, 2)
    services = dict.fromkeys(each.service for each in hospital.patients.arrivals)
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for service in services:
            arms, _, _ = service_arms(hospital, service, days, seed)
            runs = arms[0].run(range(weeks), seed)
            for week, records in enumerate(runs.records):
                start = datetime.combine(days.start, datetime.min.time())
                start += timedelta(weeks=week)
                for k in range(len(records.kind)):
                    writer.writerow(_row(service, records, k, start))
    return file


def _row(service, records, k, start) -> dict[str, object]:
    def at(after: float) -> str:
        if not isfinite(after):
            return ""
        when = start + timedelta(hours=float(records.arrived[k]) + float(after))
        return when.isoformat(" ", "seconds")

    return {
        "service": service,
        "class": int(records.kind[k]) + 1,
        "arrived": at(0.0),
        "seen": at(records.wait[k]),
        "decided": at(records.decided[k]),
        "left": at(records.stay[k]),
        "outcome": OUTCOMES.get(int(records.outcome[k]), ""),
    }
