"""Folders in: wide and long, defaults, notes, and a rota out and in again."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.files import rota_text
from sevenday.files.rotas import read_rota
from sevenday.files.table import Faults
from sevenday.model import DutyCodes, Rota, Shift
from tests.files.folders import DATES, DOCTORS, ROTA, TEMPLATE, folder

EXAMPLE = "examples/psychiatry-2015"


def test_the_real_rota_reads(pytestconfig):
    hospital = sd.read(pytestconfig.rootpath / EXAMPLE)
    assert len(hospital.doctors) == 26 and hospital.rota.days == 182
    assert {d.grade for d in hospital.doctors} == {"CT1", "ST4"}
    assert sum(d.grade == "ST4" for d in hospital.doctors) == 12
    assert hospital.notes == ("Breaks of D, L1, L2, L3, N1, N2 are not stated: taken as met.",)


def test_wide_and_long_say_the_same(tmp_path):
    (tmp_path / "w").mkdir()
    (tmp_path / "l").mkdir()
    wide = sd.read(folder(tmp_path / "w"))
    long = "doctor,date,shift\n" + "".join(
        f"{who},{day},{code}\n"
        for who, codes in (("A", "DDD"), ("B", "-N-"))
        for day, code in zip(DATES.split(","), codes, strict=True)
    )
    same = sd.read(folder(tmp_path / "l", rota=long))
    assert (wide.rota.codes == same.rota.codes).all()
    assert wide.rota.doctors == same.rota.doctors and wide.rota.first == same.rota.first


def test_marks_of_a_spreadsheet_are_no_trouble(tmp_path):
    hospital = sd.read(folder(tmp_path, rota=("\ufeff" + ROTA.replace("\n", "\r\n")).encode()))
    assert hospital.rota.first == date(2026, 9, 7)


def test_an_end_not_after_its_start_is_next_day(tmp_path):
    hospital = sd.read(
        folder(
            tmp_path,
            shifts="code,start,end\nD,09:00,09:00\nN,20:30,09:00\n",
            rota=f"doctor,{DATES}\nA,D,,N\n",
        )
    )
    assert hospital.shifts["D"].minutes == 24 * 60
    assert hospital.shifts["N"].minutes == 12.5 * 60


def test_on_call_work_that_is_not_stated_is_nothing_and_said(tmp_path):
    shifts = "code,start,end,kind,breaks\nD,09:00,17:00,on-call,\nN,20:30,09:00,,30+30\n"
    hospital = sd.read(folder(tmp_path, shifts=shifts))
    assert hospital.shifts["D"].work == 0
    assert "D is not stated" in hospital.notes[0]


def test_a_template_alone_has_one_line_called_template(tmp_path):
    hospital = sd.read(folder(tmp_path, rota=None, template=TEMPLATE))
    assert [d.name for d in hospital.doctors] == ["template"]
    assert hospital.templates[""].weeks == 2


def test_so_has_a_template_with_a_name_where_it_is_the_only_one(tmp_path):
    hospital = sd.read(folder(tmp_path, rota=None, template_ward=TEMPLATE))
    (line,) = hospital.doctors
    assert hospital.template_for(line).weeks == 2


def test_a_doctor_who_is_not_in_the_rota_is_off_and_said(tmp_path):
    hospital = sd.read(folder(tmp_path, doctors=DOCTORS + "C,F2\n"))
    assert not hospital.rota.codes[2].any()
    assert any("C" in note for note in hospital.notes)


def test_a_file_that_nothing_reads_is_said(tmp_path):
    hospital = sd.read(folder(tmp_path, rotta=ROTA))
    assert any("rotta.csv" in note for note in hospital.notes)


def test_pins_leave_other_cells_free(tmp_path):
    hospital = sd.read(folder(tmp_path, pins="doctor,date,shift\nB,2026-09-08,N\n"))
    assert hospital.pins.codes.tolist() == [[-1], [hospital.cells.code("N")]]


def test_history_stands_in_the_rotas_order(tmp_path):
    hospital = sd.read(
        folder(
            tmp_path,
            history="doctor,2026-09-06\nB,N\nA,\n",
            rota=(f"doctor,{DATES}\nA,D,D,D\nB,,N,\n"),
        )
    )
    assert hospital.history.codes.tolist() == [[0], [hospital.cells.code("N")]]


TEXTS = ("", "D", "N", "AL", "SL", "BH", "ZD", "D+C")


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(TEXTS), min_size=5, max_size=5), min_size=1, max_size=6))
def test_a_rota_written_is_the_rota_read(tmp_path_factory, rows):
    shifts = {
        "D": Shift("D", 540, 1020),
        "N": Shift("N", 1230, 1970),
        "C": Shift("C", 1020, 1900, kind="on-call"),
    }
    cells = DutyCodes(shifts)
    codes = np.array([[cells.code(text) for text in row] for row in rows], np.int16)
    rota = Rota(tuple(f"post, {k}" for k in range(len(rows))), date(2026, 3, 27), codes)
    path = tmp_path_factory.mktemp("rota") / "rota.csv"
    path.write_text(rota_text(rota, cells), encoding="utf-8")
    found = Faults([])
    again = read_rota(path, DutyCodes(shifts), found)
    if all("overlapping" in fault.what for fault in found.found):
        assert again.rota.doctors == rota.doctors and again.rota.first == rota.first
        texts = [list(row) for row in rows]
        reread = DutyCodes(shifts)
        assert [[reread.code(t) for t in row] for row in texts] == again.rota.codes.tolist()
    else:
        raise AssertionError(found.found)
