"""Who could take a duty, and lawful swaps: each answer confirmed by making the change."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits.moves import swaps, why
from sevenday.model import Requirement, Rota
from sevenday.model.differ import differences

HOSPITAL = sd.read(Path(__file__).parents[2] / "examples" / "psychiatry-2015")
TERMS = sd.contract("newdeal-2002", on="2015-08-05")
DAY = date(2015, 8, 22)


def made(changes: dict[tuple[str, date], str]):
    """The hospital with some cells changed."""
    rota = HOSPITAL.rota
    codes = rota.codes.copy()
    for (doctor, day), text in changes.items():
        codes[rota.doctors.index(doctor), (day - rota.first).days] = HOSPITAL.cells.code(text)
    return replace(HOSPITAL, rota=Rota(rota.doctors, rota.first, np.ascontiguousarray(codes)))


def test_each_could_is_lawful_and_each_could_not_is_a_breach():
    cell = why(HOSPITAL, TERMS, "01-SpR", DAY)
    assert cell.text == "L1" and len(cell.takers) == 25
    assert any(t.could for t in cell.takers) and any(not t.could for t in cell.takers)
    for taker in cell.takers:
        if taker.reasons:
            continue
        changed = made({("01-SpR", DAY): "", (taker.doctor, DAY): cell.text})
        result = sd.check(changed, TERMS)
        broken = [b for b in result.breaches if b.doctor == taker.doctor]
        assert bool(broken) == (not taker.could), taker.doctor
        line = next(x for x in result.lines if x.doctor == taker.doctor)
        assert line.average_hours == pytest.approx(taker.hours)


def test_those_who_could_come_first_by_hours():
    takers = why(HOSPITAL, TERMS, "01-SpR", DAY).takers
    could = [t.could for t in takers]
    assert could == sorted(could, reverse=True)
    hours = [t.hours for t in takers if t.could]
    assert hours == sorted(hours)


def test_every_swap_told_is_lawful_and_every_other_is_not():
    found = swaps(HOSPITAL, TERMS, "01-SpR", DAY, reach=3)
    told = {(s.partner, s.day) for s in found}
    assert told
    rota = HOSPITAL.rota
    for other in rota.doctors[1:]:
        for gap in range(-3, 4):
            day = DAY + timedelta(days=gap)
            row, column = rota.doctors.index(other), (day - rota.first).days
            texts = HOSPITAL.cells.texts
            theirs = texts[rota.codes[row, column]]
            mine_there = texts[rota.codes[0, column]]
            theirs_here = texts[rota.codes[row, (DAY - rota.first).days]]
            if not theirs or (gap and (mine_there or theirs_here)):
                continue
            changes = {("01-SpR", DAY): theirs_here if not gap else "", (other, DAY): "L1"}
            if gap:
                changes |= {("01-SpR", day): theirs, (other, day): ""}
            lawful = not [
                b for b in sd.check(made(changes), TERMS).breaches if b.doctor in ("01-SpR", other)
            ]
            if theirs == "L1" and not gap:
                continue
            assert lawful == ((other, day) in told), (other, day)


def test_tier_competence_and_leave_stand_against_it():
    needs = (Requirement("psychiatry", "L1", "all", 1, 1, tier=2),)
    cell = why(replace(HOSPITAL, cover=needs), TERMS, "01-SpR", DAY)
    assert cell.fills == needs
    juniors = [t for t in cell.takers if t.doctor.endswith("SHO")]
    assert juniors and all("tier 1" in " ".join(t.reasons) for t in juniors)
    skilled = (Requirement("psychiatry", "L1", "all", 1, 1, competence="airway"),)
    cell = why(replace(HOSPITAL, cover=skilled), TERMS, "01-SpR", DAY)
    assert not any(t.could for t in cell.takers)


@pytest.mark.parametrize(
    ("doctor", "day", "named"),
    [
        ("99-SpR", DAY, "nobody of that name"),
        ("01-SpR", date(2014, 1, 1), "not in the rota"),
        ("01-SpR", date(2015, 8, 8), "no duty"),
    ],
)
def test_a_cell_that_is_none_is_said(doctor, day, named):
    for ask in (why, swaps):
        with pytest.raises(sd.InputError, match=named):
            ask(HOSPITAL, TERMS, doctor, day)


def test_two_rotas_differ_where_they_were_changed():
    changed = made({("01-SpR", DAY): "", ("04-SHO", DAY): "L1"})
    assert differences(HOSPITAL, HOSPITAL) == ()
    found = [(c.doctor, c.day, c.before, c.after) for c in differences(HOSPITAL, changed)]
    assert found == [("01-SpR", DAY, "L1", ""), ("04-SHO", DAY, "", "L1")]
    short = replace(HOSPITAL, rota=Rota(HOSPITAL.rota.doctors, HOSPITAL.rota.first,
                                        HOSPITAL.rota.codes[:, :-1].copy()))  # fmt: skip
    lost = differences(HOSPITAL, short)
    assert lost and all(c.after is None and c.day == HOSPITAL.rota.last for c in lost)
