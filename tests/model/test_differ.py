"""Two rotas compared, cell by cell."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.model import Rota

HOSPITAL = sd.read(Path(__file__).parents[2] / "examples" / "psychiatry-2015")
DAY = date(2015, 8, 22)


def made(changes: dict[tuple[str, date], str]) -> sd.Hospital:
    """The hospital with some cells changed."""
    rota = HOSPITAL.rota
    codes = rota.codes.copy()
    for (doctor, day), text in changes.items():
        codes[rota.doctors.index(doctor), (day - rota.first).days] = HOSPITAL.cells.code(text)
    return replace(HOSPITAL, rota=Rota(rota.doctors, rota.first, np.ascontiguousarray(codes)))


def test_two_rotas_differ_where_they_were_changed():
    changed = made({("01-SpR", DAY): "", ("04-SHO", DAY): "L1"})
    assert sd.diff(HOSPITAL, HOSPITAL).changes == ()
    found = [(c.doctor, c.day, c.before, c.after) for c in sd.diff(HOSPITAL, changed).changes]
    assert found == [("01-SpR", DAY, "L1", ""), ("04-SHO", DAY, "", "L1")]
    short = replace(
        HOSPITAL,
        rota=Rota(HOSPITAL.rota.doctors, HOSPITAL.rota.first, HOSPITAL.rota.codes[:, :-1].copy()),
    )
    lost = sd.diff(HOSPITAL, short).changes
    assert lost and all(c.after is None and c.day == HOSPITAL.rota.last for c in lost)


def test_a_comparison_is_a_result():
    found = sd.diff(HOSPITAL, made({("01-SpR", DAY): ""}))
    assert found.summary() == "1 cell differs, of 1 doctor."
    assert json.loads(found.to_json()) == {
        "changes": [{"doctor": "01-SpR", "date": "2015-08-22", "before": "L1", "after": ""}],
        "notes": [],
    }
    assert found.to_frame().height == 1


def test_a_hospital_without_a_dated_rota_is_refused():
    with pytest.raises(sd.InputError, match="the second has no dated rota") as error:
        sd.diff(HOSPITAL, replace(HOSPITAL, rota=None))
    assert error.value.faults[0].code == "missing-rota"


def test_a_doctor_whom_two_rotas_spell_in_two_ways_is_one():
    other = made({("01-SpR", DAY): ""})
    names = ("Dr 01-SPR", *other.rota.doctors[1:])
    found = sd.diff(HOSPITAL, replace(other, rota=replace(other.rota, doctors=names)))
    assert [(c.doctor, c.before, c.after) for c in found.changes] == [("01-SpR", "L1", "")]
    assert found.summary() == "1 cell differs, of 1 doctor."
    assert found.notes == ("'Dr 01-SPR' is taken as '01-SpR': one doctor, written in two ways.",)
