"""The example hospital: made again it is the same; lawful, covered, and short in a walkout."""

import ast
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, time, timedelta
from math import ceil
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

import sevenday as sd
from sevenday.clock import bank_holidays
from sevenday.files.substitutes import (
    check_planned_lists,
    read_counts,
    read_electives,
    read_substitutes,
    rostered_counts,
)
from sevenday.files.table import Faults
from sevenday.files.walkout import read_walkout
from sevenday.model import Hospital, Requirement
from sevenday.model.roll import roll
from sevenday.model.walkout import Elective, Substitute
from sevenday.walkout.law.notice import judge_notice
from sevenday.walkout.plan_file import FILE as PLAN
from sevenday.walkout.planning.turnout import Group, shortfall

EXAMPLES = Path(__file__).parents[1] / "examples"
YEARS = (2016, 2025)
CHECKS = [
    (2016, "newdeal-2002", "2016-04-25"),
    (2016, "england-2016", "2016-08-03"),
    (2025, "england-2016", "2025-11-10"),
]
MOST_BYTES = 1_500_000


def folder(year: int) -> Path:
    return EXAMPLES / f"district-{year}"


@pytest.fixture(scope="module", params=YEARS)
def hospital(request: pytest.FixtureRequest) -> tuple[int, Hospital]:
    return request.param, sd.read(folder(request.param))


def seniors(year: int) -> tuple[tuple[Substitute, ...], tuple[Elective, ...]]:
    faults = Faults([])
    substitutes = read_substitutes(folder(year) / "substitutes.csv", faults)
    names = {one.name for one in substitutes}
    electives = read_electives(folder(year) / "electives.csv", faults, names)
    check_planned_lists(substitutes, electives, faults)
    assert not faults.found
    return substitutes, electives


def test_the_script_makes_the_committed_bytes(tmp_path: Path) -> None:
    build = EXAMPLES / "district" / "build.py"
    subprocess.run([sys.executable, str(build), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    kept = {
        path.relative_to(EXAMPLES)
        for y in YEARS
        for path in folder(y).iterdir()
        if path.name != PLAN  # what a plan made here leaves, and git does not keep
    }
    assert made == kept | {Path("district/SOURCE.md")}
    for path in made:
        assert (tmp_path / path).read_bytes() == (EXAMPLES / path).read_bytes(), path


@pytest.mark.parametrize("year", YEARS)
def test_it_is_small_and_says_that_it_is_synthetic(year: int) -> None:
    assert sum(path.stat().st_size for path in folder(year).iterdir()) < MOST_BYTES
    for name in ("hospital.toml", "walkout.toml", "SOURCE.md"):
        assert "synthetic" in (folder(year) / name).read_text(encoding="utf-8").lower()
    assert sd.read(folder(year)).name.startswith("Synthetic")


@pytest.mark.parametrize("use", ["rota", "template"])
@pytest.mark.parametrize(("year", "contract", "on"), CHECKS)
def test_no_line_breaks_a_limit(year: int, contract: str, on: str, use: str) -> None:
    result = sd.check(sd.read(folder(year)), sd.contract(contract, on=on), use=use)
    assert len(result.lines) == 308
    assert [breach.sentence for breach in result.breaches] == []


def test_about_300_doctors_in_the_shape_of_2_2_3(hospital: tuple[int, Hospital]) -> None:
    doctors = hospital[1].doctors
    assert 290 <= len(doctors) <= 310
    foundation = sum(doctor.grade in ("F1", "F2") for doctor in doctors)
    higher = sum(doctor.tier == 2 for doctor in doctors)
    assert foundation / len(doctors) == pytest.approx(2 / 7, abs=0.02)
    assert higher / len(doctors) == pytest.approx(3 / 7, abs=0.02)
    assert not hospital[1].notes


def test_the_rota_is_the_templates_but_for_leave_and_bank_holidays(
    hospital: tuple[int, Hospital],
) -> None:
    year, read = hospital
    assert read.rota is not None
    texts, plain = read.cells.texts, roll(read)
    assert plain.first == read.rota.first
    assert plain.codes.shape == read.rota.codes.shape
    closed = bank_holidays(plain.first, plain.last)
    for line, k in np.argwhere(plain.codes != read.rota.codes).tolist():
        was, became = texts[plain.codes[line, k]], texts[read.rota.codes[line, k]]
        assert was.endswith("-D"), (year, line, k)
        day = plain.first + timedelta(days=k)
        assert became == ("" if day in closed else "AL")


def test_every_place_is_covered_at_normal_times(hospital: tuple[int, Hospital]) -> None:
    read = hospital[1]
    assert read.rota is not None
    closed = bank_holidays(read.rota.first, read.rota.last)
    at_work = []
    for k in range(read.rota.codes.shape[1]):
        day = read.rota.first + timedelta(days=k)
        normal = day.weekday() < 5 and day not in closed
        here = Counter[str]()
        for place in read.cover:
            if place.days == "working" and not normal:
                continue
            fit = sum(fits(read, place, line, k) for line in range(len(read.doctors)))
            assert fit >= place.min, (day, place)
            here[place.shift] = fit
        if normal:
            at_work.append(sum(n for code, n in here.items() if code[-1] in "LED"))
    share = np.mean(at_work) / len(read.doctors)
    assert share == pytest.approx(0.6, abs=0.05)  # walkouts.md 4.5: about 60 % at 10:00


def fits(read: Hospital, place: Requirement, line: int, k: int) -> bool:
    """Whether a doctor holds a place on a day, by the doctor's own columns."""
    assert read.rota is not None
    doctor = read.doctors[line]
    return (
        read.cells.texts[read.rota.codes[line, k]] == place.shift
        and doctor.service == place.service
        and (doctor.tier or 0) >= (place.tier or 0)
        and (not place.competence or place.competence in doctor.competences)
    )


def test_standards_hold(hospital: tuple[int, Hospital]) -> None:
    cover = {place.shift: place for place in hospital[1].cover}
    for shift in "LN":
        icu = cover[f"ICU-R{shift}"].min + cover[f"ICU-S{shift}"].min
        assert icu * 8 == 16
        assert cover[f"ANA-O{shift}"].rank == cover[f"OBS-R{shift}"].rank == 1
        assert cover[f"MED-T{shift}"].rank == 2  # the take apart from the crash and ward registrar
        assert cover[f"MED-C{shift}"].rank == 1
    for shift in "ETX":
        assert (cover[f"ED-R{shift}"].tier, cover[f"ED-R{shift}"].rank) == (2, 1)
    night = cover["MED-WN"].ideal + cover["MED-CN"].ideal
    assert night == ceil(240 / 61)
    assert cover["MED-WN"].min == ceil(240 / 124)
    assert 3 <= cover["MED-WN"].ideal + cover["MED-AN"].ideal <= 6  # 4.5: tier 1 at night


def test_the_shapes_that_source_names_are_the_hospitals(hospital: tuple[int, Hospital]) -> None:
    read = hospital[1]
    hours = {code[-1]: shift.minutes / 60 for code, shift in read.shifts.items()}
    assert hours == {"L": 12.5, "N": 12.5, "D": 9, "E": 10, "T": 10, "X": 10}
    assert sum(doctor.template == "MED1" for doctor in read.doctors) == 50
    for name, table in read.templates.items():
        assert table.weeks % (10 if name[:2] == "ED" or name == "MED1" else 8) == 0


@pytest.mark.parametrize("year", YEARS)
def test_the_walkout_files_read(year: int) -> None:
    substitutes, electives = seniors(year)
    assert 90 <= len(substitutes) <= 120
    days = Counter(one.date for one in electives)
    assert all(20 <= count <= 30 and day.weekday() < 5 for day, count in days.items())
    assert {one.urgency for one in electives} == {"P1", "P2", "P3", "P4"}
    assert all(one.frees for one in electives)
    frees = {(name, one.name) for one in electives for name in one.frees}
    assert frees == {(one.name, one.planned_list) for one in substitutes if one.planned_list}
    hospital, faults = sd.read(folder(year)), Faults([])
    counts = read_counts(folder(year) / "counts.csv", faults, rostered_counts(hospital))
    assert counts and not faults.found
    physicians = [one for one in substitutes if one.name.startswith("Consultant-emergency")]
    assert len(physicians) <= ceil(170 * 365 / 4000)


def test_the_walkouts_are_those_of_the_record() -> None:
    april, november = (read_walkout(folder(year)) for year in YEARS)
    assert [(one.start, one.end) for one in april.windows] == [
        (datetime(2016, 4, day, 8), datetime(2016, 4, day, 17)) for day in (26, 27)
    ]
    assert april.turnout[0].absence_share == 0.78
    assert [(one.start, one.end) for one in november.windows] == [
        (datetime(2025, 11, 14, 7), datetime(2025, 11, 19, 7))
    ]
    assert 0.30 <= november.turnout[0].absence_share <= 0.55
    assert april.action == november.action == "full"
    assert judge_notice(april).valid and judge_notice(november).valid
    source = (EXAMPLES / "district" / "SOURCE.md").read_text(encoding="utf-8")
    for one in (*april.ballots, *november.ballots):
        assert f"{one.entitled:,}" in source and f"{one.yes:,}" in source
    grades = {doctor.grade for year in YEARS for doctor in sd.read(folder(year)).doctors}
    assert grades <= set(april.called_out) == set(november.called_out)


@pytest.mark.parametrize("day", [date(2016, 4, 26), date(2016, 4, 27)])
def test_april_2016_needs_consultants_and_lists_withdrawn(day: date) -> None:
    hospital, walkout = sd.read(folder(2016)), read_walkout(folder(2016))
    rostered = Counter[str]()
    for (_, _, shift, on), count in rostered_counts(hospital).items():
        rostered[shift] += count if on == day else 0
    caught = [place for place in hospital.cover if place.rank == 1 and starts_in(day, place)]
    assert len(caught) == 10
    turnout = walkout.turnout[0]
    for place in caught:  # nobody but the rota: every rank 1 place is over 1 in 1,000
        group = Group(rostered[place.shift], 1 - turnout.absence_share, turnout.rho)
        assert shortfall((group,), place.min)[1:].sum() > 0.5
    substitutes, electives = seniors(2016)
    on_lists = {name for one in electives if one.date == day for name in one.frees}
    free = [one for one in substitutes if one.consent and one.name not in on_lists]
    everyone = [one for one in substitutes if one.consent]
    assert filled(day, caught, free) < len(caught)  # with every list kept, one stays empty
    assert filled(day, caught, everyone) == len(caught)


def starts_in(day: date, place: Requirement) -> bool:
    start = sd.read(folder(2016)).shifts[place.shift].start
    moment = datetime.combine(day, time()) + timedelta(minutes=start)
    return any(one.start <= moment < one.end for one in read_walkout(folder(2016)).windows)


def filled(day: date, places: list[Requirement], people: list[Substitute]) -> int:
    """How many places people can fill at once, one each: a largest matching."""
    shifts = sd.read(folder(2016)).shifts
    fit = np.zeros((len(places), len(people)))
    for i, place in enumerate(places):
        start, end = (
            datetime.combine(day, time()) + timedelta(minutes=minute)
            for minute in (shifts[place.shift].start, shifts[place.shift].end)
        )
        for j, one in enumerate(people):
            assert one.available_from and one.available_to
            fit[i, j] = (
                one.tier >= (place.tier or 1)
                and place.competence in one.competences
                and one.available_from <= start
                and end <= one.available_to
            )
    return int((maximum_bipartite_matching(csr_matrix(fit), perm_type="column") >= 0).sum())


def test_source_lists_every_figure() -> None:
    source = (EXAMPLES / "district" / "SOURCE.md").read_text(encoding="utf-8")
    figures = (EXAMPLES / "district" / "figures.py").read_text(encoding="utf-8")
    assert source.startswith("# Synthetic") and "SYNTHETIC" in source
    listed = re.findall(r"^\| ([\d.]+) \| .+ \| (.+) \|$", source, re.MULTILINE)
    values = [
        ast.unparse(call.args[0])
        for call in ast.walk(ast.parse(figures))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Figure"
    ]
    assert len(values) > 40
    assert [float(said) for said, _ in listed] == pytest.approx(
        [eval(value) for value in values], abs=1e-5
    )
    sourced = ("[", "assumption", "compiler's knowledge", "walkouts.md")
    for value, said in listed:
        assert any(mark in said for mark in sourced), (value, said)
    for service in ("medicine", "surgery", "intensive care", "anaesthetics", "obstetrics"):
        assert service in source
