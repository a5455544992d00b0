"""Readers of the academic forms: what they understand, and what they refuse and how."""

import os
import re
from pathlib import Path
from random import Random

import pytest

from sevenday.errors import InputError
from sevenday.files.benchmarks import Curtois, Physicians, Rotating, read_benchmark

OWN = Path(__file__).parents[2] / "examples" / "benchmarks"
SHARED = os.environ.get("SEVENDAY_BENCHMARKS", "")
FILES = ("two-weeks.txt", "rolling.txt", "ward.dzn")


def faults_of(path: Path):
    with pytest.raises(InputError) as refused:
        read_benchmark(path)
    for fault in refused.value.faults:
        assert fault.file and fault.what and (fault.expected or fault.found), fault
    return refused.value.faults


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    text = (OWN / file).read_text()
    assert text.count(old) >= 1, old
    (tmp_path / file).write_text(text.replace(old, new, 1))
    return tmp_path / file


def test_curtois_is_read_as_its_file_says_it():
    made = read_benchmark(OWN / "two-weeks.txt")
    assert isinstance(made, Curtois)
    assert (made.days, len(made.people), len(made.cover)) == (14, 6, 28)
    assert [(s.code, s.minutes, s.not_next) for s in made.shifts] == [
        ("D", 480, ()),
        ("N", 600, ("D",)),
    ]
    fifth = made.people[4]
    assert (fifth.id, fifth.most_of, fifth.days_off) == ("Doctor 5", {"D": 14, "N": 4}, {9})
    assert (fifth.most_minutes, fifth.least_minutes) == (3000, 1920)
    assert (fifth.most_run, fifth.least_run, fifth.least_off, fifth.most_weekends) == (5, 2, 2, 1)
    assert next((w.person, w.day, w.shift, w.weight) for w in made.on) == ("Doctor 1", 6, "D", 3)
    assert len(made.on) == 12 and len(made.off) == 4
    assert (made.cover[1].shift, made.cover[1].wanted, made.cover[1].under) == ("N", 1, 100)


def test_musliu_is_read_as_its_file_says_it():
    made = read_benchmark(OWN / "rolling.txt")
    assert isinstance(made, Rotating)
    assert made.weeks == 5 and made.demand == ((2, 2, 2, 2, 2, 1, 1), (1,) * 7)
    night = made.shifts[1]
    assert (night.code, night.start, night.minutes, night.least, night.most) == (
        "N",
        1260,
        660,
        2,
        4,
    )
    assert (made.off, made.work) == ((2, 4), (2, 6))
    assert made.barred == (("N", "D"), ("N", "-", "D"))


def test_physicians_are_read_as_their_file_says_it():
    made = read_benchmark(OWN / "ward.dzn")
    assert isinstance(made, Physicians)
    assert made.counts["numPers"] == 2 and made.weights["stationWeight"] == 500
    demand = made.arrays["demand"]
    assert demand.spans == ((0, 2), (0, 2), (1, 2), (0, 1)) and sum(demand.values) == 3
    assert made.arrays["forbiddenDays"].values == (frozenset(), frozenset({1}))
    assert made.nights == frozenset()


@pytest.mark.parametrize("file", FILES)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path, file):
    text = (OWN / file).read_text()
    (tmp_path / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_benchmark(tmp_path / file) == read_benchmark(OWN / file)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("two-weeks.txt", "0,D,3,100,1", "0,D,+3,100.0,01"),
        ("two-weeks.txt", "0,D,3,100,1", " 0 , D ,3,\t100,1 # the first Monday"),
        ("two-weeks.txt", "0,D,3,100,1", "0,D,3,100,1,,,\n,,,,\n\n  # nothing"),
        ("two-weeks.txt", "0,D,3,100,1", "0,D,3,100,1\n0,D,3,100,1"),
        ("two-weeks.txt", "SECTION_COVER", "  SECTION_COVER,,,, "),
        ("two-weeks.txt", "N,600,D", "N, 600, D|"),
        ("two-weeks.txt", "D,480,", "D,480"),
        ("two-weeks.txt", "D=14|N=4", " D = 14 | N = 4 |"),
        ("two-weeks.txt", "Doctor 6,0\n", "Doctor 6,-0,\n"),
        ("two-weeks.txt", "Doctor 6,0\n", "Doctor 6\nDoctor 6,0\n"),
        ("rolling.txt", "2 2 2 2 2 1 1", "2 2  2 +2 2 1 1 # a week"),
    ],
)
def test_what_means_one_thing_is_read_however_it_was_written(tmp_path, file, old, new):
    assert read_benchmark(changed(tmp_path, file, old, new)) == read_benchmark(OWN / file)


def test_a_requirement_of_minus_nothing_is_none(tmp_path):
    made = read_benchmark(changed(tmp_path, "two-weeks.txt", "0,D,3,100,1", "0,D,-0,100,1"))
    assert isinstance(made, Curtois) and made.cover[0].wanted == 0


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_at_any_line_or_in_half_is_refused(tmp_path, file):
    lines = (OWN / file).read_text().splitlines(keepends=True)
    for many in range(len(lines)):
        (tmp_path / file).write_text("".join(lines[:many]))
        faults_of(tmp_path / file)
    whole = "".join(lines)
    (tmp_path / file).write_text(whole[: len(whole) // 2])
    assert faults_of(tmp_path / file)[0].row is not None


@pytest.mark.parametrize(
    ("file", "old", "new", "after", "says"),
    [
        ("two-weeks.txt", "N,600,D", "N,600,D|E", 0, "unknown shift; found 'E'"),
        ("two-weeks.txt", "0,D,3,100,1", "0,D,-3,100,1", 0, "'Requirement'.*found '-3'"),
        ("two-weeks.txt", "0,D,3,100,1", "0,D,3,100", 0, "not whole.*5 fields"),
        ("two-weeks.txt", "0,D,3,100,1", "14,D,3,100,1", 0, "found '14'.* 0 to 13"),
        ("two-weeks.txt", "0,N,1,100,1", "0,D,1,100,1", 0, "said twice"),
        ("two-weeks.txt", "0,D,3,100,1", "0,D,3.5,100,1", 0, "found '3.5'"),
        ("two-weeks.txt", "0,D,3,100,1", "0,D,,100,1", 0, "'Requirement': not a number"),
        ("two-weeks.txt", "N=4,4800,3360", "N=4,3360,4800", 0, "more than the most"),
        ("two-weeks.txt", "D=14|N=4", "D=14", 0, "without a cap; found 'N'"),
        ("two-weeks.txt", "Doctor 2,D=14", "Doctor 1,D=14", 0, "no id.*line 13 has it"),
        ("two-weeks.txt", "Doctor 6,0\n", "Doctor 7,0\n", 0, "unknown person; found 'Doctor 7'"),
        ("two-weeks.txt", "14\n", "13\n", 0, "whole weeks"),
        ("two-weeks.txt", "SECTION_COVER", "SECTION_COVERS", 0, "no section of this form"),
        ("rolling.txt", "N - D", "N - L", 0, "unknown shift.*found 'L'"),
        ("rolling.txt", "2 2 2 2 2 1 1", "2 2 2 2 2 1 -1", 0, "found '-1'"),
        ("rolling.txt", "2 2 2 2 2 1 1", "2 2 2 2 2 1", 0, "not whole"),
        ("rolling.txt", "2 4\n", "4 2\n", 0, "more than the most"),
        ("rolling.txt", "1 1\nN D", "0 1\nN D", 1, "a sequence of 3"),
        ("ward.dzn", "0,0, 0,0, 0,1, 0,1", "0,0, 0,0, 0,-1, 0,1", -2, "found '-1, value 18 of 36'"),
        ("ward.dzn", "0,0, 0,0, 0,1, 0,1", "0,0, 0,0, 0,1", 1, "not full; found '34 values'"),
        ("ward.dzn", "numStations = 2", "numStations = 3", 1, "not full|not of the size"),
        ("ward.dzn", "histShiftLastDay = [0, 1]", "histShiftLastDay = [0, 3]", 0, "from 0 to 2"),
        ("ward.dzn", "riskWeight", "riskWeigth", 0, "no name of this form"),
        ("ward.dzn", "[48, 48]", "[48, 4?8]", 0, "not MiniZinc data"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, file, old, new, after, says):
    faults = faults_of(changed(tmp_path, file, old, new))
    assert any(re.search(says, str(fault)) for fault in faults), list(map(str, faults))
    text = (OWN / file).read_text()
    line = text[: text.index(old)].count("\n") + 1 + after
    assert line in {fault.row for fault in faults}, list(map(str, faults))


@pytest.mark.parametrize("file", FILES)
def test_whatever_is_spoilt_is_read_or_refused_and_never_a_crash(tmp_path, file):
    draw, text, refused = Random(6), (OWN / file).read_text(), 0
    for _ in range(300):
        at = draw.randrange(len(text))
        put = draw.choice(("", *"0123456789,|=-#DN{}[].;\n\x00é²"))
        spoilt = text[:at] + put + text[at + draw.randint(0, 1) :]
        (tmp_path / file).write_text(spoilt)
        try:
            read_benchmark(tmp_path / file)
        except InputError:
            refused += 1
    assert refused > 50


def test_what_is_no_benchmark_file_is_refused(tmp_path):
    for name, content in (
        ("a.txt", b""),
        ("b.txt", b"\xff\xfe\x00"),
        ("c.dzn", b"x = [1,"),
        ("d.txt", b"hello\n"),
    ):
        (tmp_path / name).write_bytes(content)
        faults_of(tmp_path / name)
    faults_of(tmp_path / "none.txt")


@pytest.mark.skipif(not SHARED, reason="SEVENDAY_BENCHMARKS names no folder of public files")
def test_every_public_file_is_read():
    read = [
        read_benchmark(path)
        for folder in ("curtois-1-24", "rotating-workforce/examples", "physician-minizinc")
        for path in sorted((Path(SHARED) / folder).iterdir())
        if path.suffix == ".dzn" or path.name.startswith(("Instance", "Example"))
    ]
    kinds = [type(each) for each in read]
    assert kinds.count(Rotating) == 20 and kinds.count(Physicians) == 2 and Curtois in kinds
