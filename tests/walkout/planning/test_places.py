"""Places and pools from a small folder: who is counted where, and how surely they come."""

from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.walkout.load import load_walkout
from sevenday.walkout.past_strikes import prior_like
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.turnout import Group, shortfall

WALKOUT = """
union = "BMA"
action = "{action}"
called_out = ["F1", "ST4"]
[[windows]]
start = 2025-11-14T07:00:00
end = 2025-11-15T07:00:00
[[turnout]]
mean = 0.6
rho = 0.1
[[turnout]]
grade = "F1"
mean = 0.9
rho = 0.0
"""


def folder(path: Path, cover: str, action: str = "full", doctors: str = "", substitutes: str = ""):
    (path / "shifts.csv").write_text(
        "code,start,end\nL,08:00,20:00\nN,20:00,08:00\nE,06:00,14:00\n"
    )
    said = doctors or "A,F1,medicine\nB,ST4,medicine\nC,ST4,medicine\nD,SAS,medicine\n"
    (path / "doctors.csv").write_text("doctor,grade,service\n" + said)
    names = [row.split(",")[0] for row in said.splitlines()]
    rows = "".join(f"{name},{'L' if k < 4 else 'N'},-\n" for k, name in enumerate(names))
    (path / "rota.csv").write_text(f"doctor,2025-11-14,2025-11-15\n{rows}")
    (path / "cover.csv").write_text("service,shift,days,min,tier,competence,rank\n" + cover)
    (path / "walkout.toml").write_text(WALKOUT.format(action=action))
    if substitutes:
        head = "name,tier,competences,rate,consent\n"
        (path / "substitutes.csv").write_text(head + substitutes)
    return load_walkout(path).problem


def test_groups_are_counted_by_grade_and_those_not_called_out_attend(tmp_path):
    (pool,) = folder(tmp_path, "medicine,L,all,1,1,,2\n").pools
    groups = sorted(
        (crew.group.rostered, round(crew.group.attendance, 6), crew.group.rho)
        for crew in pool.crews
    )
    assert groups == [(1, 0.1, 0.0), (1, 1.0, 0.0), (2, 0.4, 0.1)]


def test_the_chance_of_a_place_is_that_of_its_groups(tmp_path):
    made = plan(folder(tmp_path, "medicine,L,all,2,2,,1\n"))
    (place,) = made.places
    registrars = (Group(2, 0.4, 0.1, 0.05), Group(1, 1.0, 0.0, 0.05))
    assert place.alone == place.chance == pytest.approx(1 - shortfall(registrars, 2)[0])


@pytest.mark.parametrize(
    ("cover", "days"),
    [
        ("medicine,L,all,1,1,,1\n", [date(2025, 11, 14)]),
        ("medicine,L,Sat,1,1,,1\n", []),
        ("medicine,L,2025-11-14,1,1,,1\n", [date(2025, 11, 14)]),
        ("medicine,L,working,1,1,,1\n", [date(2025, 11, 14)]),
        ("medicine,L,Sat-Fri,1,1,,1\n", [date(2025, 11, 14)]),
        ("medicine,E,all,1,1,,1\n", [date(2025, 11, 15)]),  # 06:00 on the 14th is finished
        ("medicine,L,all,0,1,,1\n", []),
    ],
)
def test_places_are_those_whose_shift_starts_in_the_action(tmp_path, cover, days):
    cover += "medicine,N,all,1,1,,6\n"
    pools = folder(tmp_path, cover).pools
    assert [p.day for p in pools if p.places[0].shift != "N"] == days


def test_an_action_that_keeps_emergency_care_keeps_ranks_1_and_2(tmp_path):
    cover = "medicine,L,all,1,1,,2\nmedicine,N,all,1,1,,3\n"
    more = "A,F1,medicine\nB,F1,medicine\nC,F1,medicine\nD,F1,medicine\nE,F1,medicine\n"
    day, night = folder(tmp_path, cover, "emergency-kept", more).pools
    assert {crew.group.attendance for crew in day.crews} == {1.0}
    assert {round(crew.group.attendance, 6) for crew in night.crews} == {0.1}


def test_a_place_of_no_service_counts_everybody(tmp_path):
    (pool,) = folder(tmp_path, ",L,all,1,1,,1\n").pools
    assert sum(crew.group.rostered for crew in pool.crews) == 4


def test_a_group_without_turnout_has_that_of_the_nearest_strike(tmp_path):
    folder(tmp_path, "medicine,L,all,1,1,,1\n")
    text = (tmp_path / "walkout.toml").read_text()
    (tmp_path / "walkout.toml").write_text(text.split("[[turnout]]")[0])
    inputs = load_walkout(tmp_path)
    assert inputs.walkout.turnout == (prior_like("2025-11-14").turnout,)
    assert "Turnout as on the record" in inputs.prior.sentence
    only = text.replace("[[turnout]]", "[[turnout]]\ntier = 3", 1)
    (tmp_path / "walkout.toml").write_text(only)
    assert load_walkout(tmp_path).walkout.turnout[-1] == prior_like("2025-11-14").turnout


def test_a_rota_too_short_and_nobody_called_out_are_said(tmp_path):
    folder(tmp_path, "medicine,L,all,1,1,,1\n")
    text = (tmp_path / "walkout.toml").read_text()
    (tmp_path / "walkout.toml").write_text(text.replace('called_out = ["F1", "ST4"]', ""))
    with pytest.raises(sd.InputError, match="nobody is called out"):
        load_walkout(tmp_path)
    late = text.replace("2025-11-15T07", "2025-11-19T07")
    (tmp_path / "walkout.toml").write_text(late)
    with pytest.raises(sd.InputError, match="does not reach over"):
        load_walkout(tmp_path)


def test_nobody_is_called_over_their_own_duty_or_without_rest_before_it(tmp_path):
    cover = "medicine,L,2025-11-14,2,1,,1\n"
    doctors = "A,F1,medicine\nB,F1,medicine\nX,consultant,medicine\nY,consultant,medicine\n"
    made = folder(tmp_path, cover, doctors=doctors, substitutes="X,3,any,100,yes\nY,3,any,90,yes\n")
    assert not made.calls  # both are on L themselves
    rota = (tmp_path / "rota.csv").read_text().replace("X,L,-", "X,-,L").replace("Y,L,-", "Y,-,E")
    (tmp_path / "rota.csv").write_text(rota)
    problem = load_walkout(
        tmp_path
    ).problem  # L ends at 20:00: X has 12 hours before it again, Y 10 to E
    assert [problem.substitutes[s].name for s, _ in problem.calls] == ["X"]


def test_those_who_have_not_agreed_are_never_called(tmp_path):
    cover = "medicine,L,all,3,2,,1\n"
    agreed = plan(folder(tmp_path, cover, substitutes="X,3,any,100,yes\nY,3,any,90,no\n"))
    assert [agreed.problem.substitutes[s].name for s, _ in agreed.calls] == ["X"]
