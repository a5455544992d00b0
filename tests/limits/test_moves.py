"""Who could take a duty, and lawful swaps: each answer confirmed by making the change."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits.replacements import explain_duty
from sevenday.limits.swaps import swaps
from sevenday.model import Requirement, Rota

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
    cell = explain_duty(HOSPITAL, TERMS, "01-SpR", DAY)
    assert cell.text == "L1" and len(cell.candidates) == 25
    assert any(t.could for t in cell.candidates) and any(not t.could for t in cell.candidates)
    for taker in cell.candidates:
        if taker.reasons:
            continue
        changed = made({("01-SpR", DAY): "", (taker.doctor, DAY): cell.text})
        result = sd.check(changed, TERMS)
        broken = [b for b in result.breaches if b.doctor == taker.doctor]
        assert bool(broken) == (not taker.could), taker.doctor
        line = next(x for x in result.lines if x.doctor == taker.doctor)
        assert line.average_hours == pytest.approx(taker.hours)


def test_those_who_could_come_first_by_hours():
    takers = explain_duty(HOSPITAL, TERMS, "01-SpR", DAY).candidates
    could = [t.could for t in takers]
    assert could == sorted(could, reverse=True)
    hours = [t.hours for t in takers if t.could]
    assert hours == sorted(hours)


def test_every_swap_told_is_lawful_and_every_other_is_not():
    found = swaps(HOSPITAL, TERMS, "01-SpR", DAY, reach=3).swaps
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
    cell = explain_duty(replace(HOSPITAL, cover=needs), TERMS, "01-SpR", DAY)
    assert cell.fills == needs
    juniors = [t for t in cell.candidates if t.doctor.endswith("SHO")]
    assert juniors and all("tier 1" in " ".join(t.reasons) for t in juniors)
    skilled = (Requirement("psychiatry", "L1", "all", 1, 1, competence="airway"),)
    cell = explain_duty(replace(HOSPITAL, cover=skilled), TERMS, "01-SpR", DAY)
    assert not any(t.could for t in cell.candidates)


def small(tmp_path: Path, **files: str):
    texts = {
        "shifts.csv": "code,start,end,kind,breaks\nL,08:00,20:30,resident,30+30\n"
        "N,20:30,08:00,resident,30+30\nD,09:00,17:00,resident,30\n",
        "doctors.csv": "doctor,grade,competences,left\nA,ST4,,\nB,ST4,airway,\nC,ST4,airway,\n"
        "E,ST4,,2026-09-15\n",
        "cover.csv": "service,shift,days,min,competence\nward,L,all,0,\nward,D,all,0,airway\n",
        "hospital.toml": 'contract = "england-2016"\nstarts = 2026-09-07\nweeks = 4\n',
    }
    for name, text in (texts | {k.replace("_", "."): v for k, v in files.items()}).items():
        (tmp_path / name).write_text(text)
    return sd.read(tmp_path), sd.contract("england-2016", on="2026-09-07")


def test_both_must_be_fit_for_what_they_take_and_pins_stay(tmp_path):
    rota = "doctor,date,shift\nA,2026-09-14,L\nB,2026-09-15,D\nB,2026-09-16,L\n"
    rota += "C,2026-09-17,L\nE,2026-09-15,L\nA,2026-09-28,L\n"
    pins = "doctor,date,shift\nC,2026-09-17,L\n"
    hospital, terms = small(tmp_path, rota_csv=rota, pins_csv=pins)
    found = swaps(hospital, terms, "A", date(2026, 9, 14))
    assert {(s.partner, f"{s.day}") for s in found.swaps} == {
        ("B", "2026-09-16"),
        ("E", "2026-09-15"),
    }
    assert [(b.partner, b.reasons) for b in found.barred] == [("C", ("a cell of it is pinned",))]
    lost = swaps(hospital, terms, "A", date(2026, 9, 28))
    assert {s.partner for s in lost.swaps} == {
        "B"
    }  # B's duties are within 14 days, E has left by then
    assert ("E", ("not here on that date",)) in [(b.partner, b.reasons) for b in lost.barred]


def test_each_swap_tells_what_each_rule_has_to_spare(tmp_path):
    rota = "doctor,date,shift\nA,2026-09-14,L\nB,2026-09-15,N\nB,2026-09-18,L\n"
    hospital, terms = small(tmp_path, rota_csv=rota)
    found = swaps(hospital, terms, "A", date(2026, 9, 14)).swaps
    (one,) = (s for s in found if s.theirs == "L")
    rest = {s.doctor: s for s in one.rules if s.rule == "hours.rest_between_shifts"}
    assert rest["B"].slack == pytest.approx(13)  # from 20:30 to 20:30 a day later, of 11 h owed
    assert rest["B"].before == pytest.approx(37) and rest["B"].nearer
    assert {s.rule for s in one.rules} >= {"hours.in_168h", "hours.average_week"}


@pytest.mark.parametrize(
    ("doctor", "day", "named"),
    [
        ("99-SpR", DAY, "nobody of that name"),
        ("01-SpR", date(2014, 1, 1), "not in the rota"),
        ("01-SpR", date(2015, 8, 8), "no duty"),
    ],
)
def test_a_cell_that_is_none_is_said(doctor, day, named):
    for ask in (explain_duty, swaps):
        with pytest.raises(sd.InputError, match=named):
            ask(HOSPITAL, TERMS, doctor, day)


PAIR = """doctor,2026-12-24,2026-12-25,2026-12-26,2026-12-27
Dr Zoë Ashe,,N,,
Mr Finch,,,D,
"""


@pytest.fixture
def pair(tmp_path):
    """Two doctors of whom one has a night, the other the morning in which it would end."""
    (tmp_path / "hospital.toml").write_text('name = "W"\ncontract = "england-2016"\n')
    shifts = "code,name,start,end,breaks\nD,,08:00,17:00,30\nN,,20:00,08:30,30+30\n"
    (tmp_path / "shifts.csv").write_text(shifts)
    (tmp_path / "rota.csv").write_text(PAIR, encoding="utf-8")
    return sd.read(tmp_path)


def test_duties_that_a_change_makes_overlap_are_told_once_by_how_long(pair):
    (taker,) = explain_duty(
        pair, sd.contract("england-2016"), "Dr Zoë Ashe", date(2026, 12, 25)
    ).candidates
    (said,) = [breach.sentence for breach in taker.breaches if breach.overlaps]
    assert "Mr Finch: two duties would overlap by 30 min, Sat 26 Dec 2026 08:00 to 08:30" in said
    assert not any(": -" in breach.sentence for breach in taker.breaches)


def test_a_doctor_is_found_under_another_spelling_and_it_is_said(pair):
    terms = sd.contract("england-2016")
    found = swaps(pair, terms, "zoë  ASHE", date(2026, 12, 25))
    assert found.doctor == "Dr Zoë Ashe"
    assert found.notes == (
        "'zoë  ASHE' is taken as 'Dr Zoë Ashe': one doctor, written in two ways.",
    )
    with pytest.raises(sd.InputError, match=r"nobody of that name.*expected Dr Zoë Ashe"):
        swaps(pair, terms, "Zoe Ashe", date(2026, 12, 25))


def test_a_night_that_an_agreement_lets_through_is_named(tmp_path):
    toml = 'contract = "england-2016"\n[settings]\nclock_change_nights = "accept"\n'
    (tmp_path / "hospital.toml").write_text(toml)
    shifts = "code,name,start,end,breaks\nN,,20:00,09:00,30+30\n"
    (tmp_path / "shifts.csv").write_text(shifts)
    (tmp_path / "rota.csv").write_text("doctor,2026-10-24,2026-10-25\nDr Ashe,N,\nMr Finch,,N\n")
    notes = sd.check(sd.read(tmp_path), sd.contract("england-2016")).notes
    (said,) = [note for note in notes if "clock_change_nights" in note]
    assert said.endswith(": Dr Ashe, Sat 24 Oct 2026 20:00 to Sun 25 Oct 09:00, 14 h.")
