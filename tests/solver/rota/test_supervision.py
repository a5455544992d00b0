"""Juniors are never alone, and nobody has more duties than agreed."""

import pytest

import sevenday as sd
from tests.patterns.small import SHIFTS, hospital, terms

TOML = 'starts = 2026-09-07\nweeks = 1\n[build]\nlevels = ["cover"]\n'
DOCTORS = (
    "doctor,grade,tier,never_alone,max_duties\nNew,F1,1,yes,\nOld,CT1,1,no,\nSenior,ST5,2,no,4\n"
)


def built(folder, cover: str, doctors: str = DOCTORS):
    one = hospital(folder, TOML, cover_csv=cover, doctors_csv=doctors, shifts_csv=SHIFTS)
    return sd.build(one, terms(), steps=6)


def test_a_junior_works_only_while_a_senior_is_needed_too(tmp_path):
    cover = "service,shift,days,min,tier\nward,L,all,1,1\nward,X,Mon-Tue,1,2\nward,L,Wed,1,2\n"
    made = built(tmp_path, cover)
    lines = made.rota
    assert set(lines.get("New", {})) <= {"2026-09-09"}  # X ends at 20:30, and L at 22:00
    assert len(lines["Old"]) >= 4
    free = built(tmp_path / "free", cover, DOCTORS.replace("yes", "no"))
    assert free.uncovered == () and len(free.rota["New"]) >= 2


def test_two_senior_places_one_after_another_last_through_a_duty(tmp_path):
    cover = (
        "service,shift,days,min,tier\nward,L,Mon,1,1\nward,14:00-18:00,Mon,1,2\n"
        "ward,18:00-22:00,Mon,1,2\n"
    )
    one = DOCTORS.replace("Old,CT1,1,no,\n", "")
    assert set(built(tmp_path, cover, one).rota["New"]) == {"2026-09-07"}
    other = cover.replace("18:00-22:00", "19:00-22:00")
    assert built(tmp_path / "gap", other, one).rota.get("New", {}) == {}
    elsewhere = cover.replace("ward,18", "clinic,18")
    assert built(tmp_path / "elsewhere", elsewhere, one).rota.get("New", {}) == {}


@pytest.mark.parametrize(("most", "empty"), [(4, 1), (5, 0)])
def test_nobody_has_more_duties_than_agreed(tmp_path, most, empty):
    cover = "service,shift,days,min,tier\nward,E,Mon-Fri,1,2\n"
    made = built(tmp_path, cover, DOCTORS.replace(",4", f",{most}"))
    assert len(made.rota["Senior"]) == most and len(made.uncovered) == empty
    if empty:
        assert "over the 4 duties agreed" in made.to_json()
        relaxed = sd.relax(made, made.hospital, terms(), "max_duties", 5, 1, 6)
        assert relaxed.unfilled == (1, 0)
