"""The example emergency department: made again it is the same, and its arithmetic allows cover."""

import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.model import Hospital

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDER = EXAMPLES / "emergency-2026"
WEEKEND = 5


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    return sd.read(FOLDER)


def dates(hospital: Hospital) -> list[date]:
    assert hospital.starts and hospital.weeks
    return [hospital.starts + timedelta(days=k) for k in range(7 * hospital.weeks)]


def test_the_script_makes_the_committed_bytes(tmp_path: Path) -> None:
    build = EXAMPLES / "emergency" / "build.py"
    subprocess.run([sys.executable, str(build), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLES) for path in FOLDER.iterdir()}
    assert made == kept | {Path("emergency/SOURCE.md")}
    for path in made:
        assert (tmp_path / path).read_bytes() == (EXAMPLES / path).read_bytes(), path


def test_every_file_says_that_it_is_synthetic(hospital: Hospital) -> None:
    for path in (*FOLDER.iterdir(), EXAMPLES / "emergency" / "SOURCE.md"):
        assert "synthetic" in path.read_text(encoding="utf-8").lower(), path
    assert hospital.name.startswith("Synthetic")
    assert all(doctor.name.startswith("Synthetic-") for doctor in hospital.doctors)


def test_forty_doctors_of_two_tiers_some_part_time(hospital: Hospital) -> None:
    assert len(hospital.doctors) == 40 and hospital.weeks == 26
    assert Counter(doctor.tier for doctor in hospital.doctors) == {1: 26, 2: 14}
    assert {doctor.wte for doctor in hospital.doctors} == {1.0, 0.8, 0.6}
    assert {"F2", "CT1", "ST1", "ST4", "ST3"} <= {doctor.grade for doctor in hospital.doctors}
    assert {name for doctor in hospital.doctors for name in doctor.competences} == {
        "children",
        "resus",
    }
    assert not hospital.notes


def test_cover_follows_the_hour_and_the_day_of_the_week(hospital: Hospital) -> None:
    by_day = {
        day: Counter[str]() for day in (date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 12))
    }
    for day, counts in by_day.items():
        for need in hospital.cover:
            if need.holds_on(day) and need.competence != "children":
                counts[need.shift] += need.min
    monday, tuesday, saturday = by_day.values()
    assert monday.total() > tuesday.total() > saturday.total()
    assert monday["N"] == tuesday["N"] == saturday["N"] == 3
    assert monday["E"] >= monday["M"] >= monday["T"] >= monday["N"]
    assert saturday["D"] == 0


def test_hours_are_enough_and_not_plenty(hospital: Hospital) -> None:
    for tier in (1, 2):
        minutes = sum(
            need.min * hospital.shifts[need.shift].minutes
            for need in hospital.cover
            for day in dates(hospital)
            if need.tier == tier and need.competence != "children" and need.holds_on(day)
        )
        needed = minutes / 60 / 26
        posts = [doctor for doctor in hospital.doctors if doctor.tier == tier]
        least = sum(doctor.weekly_hours_min or 0 for doctor in posts)
        most = sum(doctor.weekly_hours_max or 0 for doctor in posts)
        assert least < needed < most < 1.15 * needed


def test_no_day_has_more_places_than_doctors_who_are_there(hospital: Hospital) -> None:
    tier = {doctor.name: doctor.tier for doctor in hospital.doctors}
    away = Counter[tuple[int | None, date]]()
    for wish in hospital.requests:
        if wish.want == "leave":
            assert wish.first.weekday() < WEEKEND and wish.last.weekday() < WEEKEND
            for k in range((wish.last - wish.first).days + 1):
                away[tier[wish.doctor], wish.first + timedelta(days=k)] += 1
    for day in dates(hospital):
        for group, posts, most in ((1, 26, 5), (2, 14, 3)):
            assert away[group, day] <= most
            places = sum(
                need.min
                for need in hospital.cover
                if need.tier == group and need.competence != "children" and need.holds_on(day)
            )
            assert places <= posts - away[group, day]


def test_everybody_asks_for_leave_and_some_for_shifts(hospital: Hospital) -> None:
    days = Counter[str]()
    for wish in hospital.requests:
        if wish.want == "leave":
            days[wish.doctor] += (wish.last - wish.first).days + 1
    assert all(days[d.name] == round(18 * d.wte) for d in hospital.doctors)
    wants = Counter(wish.want for wish in hospital.requests)
    assert wants["off"] > 100 and 3 <= wants["on"] <= 20


def test_source_lists_every_figure() -> None:
    source = (EXAMPLES / "emergency" / "SOURCE.md").read_text(encoding="utf-8")
    figures = (EXAMPLES / "emergency" / "figures.py").read_text(encoding="utf-8")
    said = source.split("## Posts")[0]
    listed = re.findall(r"^\| ([\d.]+) \| .+ \| (.+) \|$", said, re.MULTILINE)
    values = re.findall(r'^    "\w+": Figure\(([^,]+),', figures, re.MULTILINE)
    assert [float(value) for value, _ in listed] == [float(value) for value in values]
    assert len(values) > 20
    for value, origin in listed:
        assert any(mark in origin for mark in ("[", "assumption", "compiler's knowledge")), value
