"""Lines of docs/build-checklist.md, one small hospital each: what a rota co-ordinator may ask."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

import sevenday as sd
from tests.solver.ward import FIRST, SHIFTS, folder, terms

DOCTORS = "doctor,grade,weekly_hours_min,weekly_hours_max,max_nights,max_weekends,joined,left\n"
PLAIN = [f"Doctor {k},CT1,,,,,," for k in range(1, 10)]
COVER = "service,shift,days,min,ideal,max,tier,competence,rank\n"
BOTH = COVER + "ward,L,all,1,1,1,,,1\nward,N,all,1,1,1,,,1\n"


def built(tmp_path, doctors=None, steps=4, **files):
    """A rota of four weeks for nine doctors, and each doctor's cells as texts by date."""
    changed = [(doctors or {}).get(k, line) for k, line in enumerate(PLAIN, 1)]
    files = {"doctors_csv": DOCTORS + "\n".join(changed) + "\n", "cover_csv": BOTH} | files
    made = sd.build(sd.read(folder(tmp_path, **files)), terms(), steps=steps)
    assert made.checked.breaches == ()
    rota = made.hospital.rota
    texts = np.array(made.hospital.cells.texts)[rota.codes]
    return made, dict(zip(rota.doctors, texts, strict=True))


def test_hours_a_week_stay_between_least_and_most(tmp_path):
    made, _ = built(tmp_path, {1: "Doctor 1,CT1,20,24,,,,", 2: "Doctor 2,CT1,,10,,,,"})
    hours = {share.doctor: share.hours for share in made.totals}
    assert 20 <= hours["Doctor 1"] <= 24 and hours["Doctor 2"] <= 10
    assert made.uncovered == ()


def test_most_nights_and_weekends_of_one_doctor_are_kept(tmp_path):
    made, _ = built(tmp_path, {1: "Doctor 1,CT1,,,0,,,", 2: "Doctor 2,CT1,,,,0,,"})
    share = {each.doctor: each for each in made.totals}
    assert share["Doctor 1"].nights == 0 and share["Doctor 2"].weekends == 0


def test_nobody_works_before_joining_or_after_leaving(tmp_path):
    joins, leaves = FIRST + timedelta(days=10), FIRST + timedelta(days=15)
    _, cells = built(tmp_path, {1: f"Doctor 1,CT1,,,,,{joins},", 2: f"Doctor 2,CT1,,,,,,{leaves}"})
    assert set(cells["Doctor 1"][:10]) == {""} and set(cells["Doctor 2"][16:]) == {""}


def test_a_place_of_the_first_rank_is_filled_before_one_of_the_last(tmp_path):
    cover = COVER + "ward,N,all,1,1,1,,,1\nclinic,D,Mon-Fri,8,8,,,,6\n"
    made, cells = built(tmp_path, cover_csv=cover)
    nights = np.array(list(cells.values())) == "N"
    assert (nights.sum(0) == 1).all()
    assert {place.need.shift for place in made.uncovered} == {"D"}


def test_no_more_are_on_a_shift_than_its_most(tmp_path):
    hours = {k: f"Doctor {k},CT1,25,,,,," for k in range(1, 10)}
    cover = COVER + "ward,L,all,1,1,1,,,1\nward,N,all,1,1,1,,,1\nclinic,D,Mon-Fri,0,0,5,,,4\n"
    _, cells = built(tmp_path, hours, cover_csv=cover)
    texts = np.array(list(cells.values()))
    assert (texts == "D").sum() > 0  # hours that have to be worked somewhere
    assert (texts == "D").sum(0).max() <= 5 and (texts == "L").sum(0).max() <= 1


def test_the_heavier_of_two_requests_is_met(tmp_path):
    day = FIRST + timedelta(days=8)
    others = "".join(f"Doctor {k},{day},{day},,off,5\n" for k in range(1, 9))
    asked = "doctor,from,to,shift,want,weight\n" + others + f"Doctor 9,{day},{day},,off,1\n"
    made, cells = built(tmp_path, requests_csv=asked, steps=4)
    assert cells["Doctor 9"][8] in ("L", "N")  # two of nine have to work: the lightest is one
    assert len(made.refused_requests) == 2


def test_a_request_may_be_against_one_shift_alone(tmp_path):
    last = FIRST + timedelta(days=27)
    asked = f"doctor,from,to,shift,want,weight\nDoctor 1,{FIRST},{last},N,off,9\n"
    _, cells = built(tmp_path, requests_csv=asked, steps=4)
    assert "N" not in cells["Doctor 1"] and "L" in cells["Doctor 1"]


def test_two_rows_ask_for_one_doctor_of_a_competence_among_several(tmp_path):
    doctors = "doctor,grade,competences\n"
    doctors += "".join(f"Doctor {k},CT1,{'lead' if k < 4 else ''}\n" for k in range(1, 10))
    cover = COVER + "ward,L,Mon-Thu,2,2,2,,,1\nward,L,Mon-Thu,1,1,,,lead,1\n"
    files = {"doctors_csv": doctors, "cover_csv": cover}
    made = sd.build(sd.read(folder(tmp_path, **files)), terms(), steps=4)
    assert made.uncovered == ()
    texts = np.array(made.hospital.cells.texts)[made.hospital.rota.codes]
    for day in range(28):
        if (FIRST + timedelta(days=day)).weekday() < 4:
            assert (texts[:, day] == "L").sum() == 2 and (texts[:3, day] == "L").any()


def test_duties_before_the_first_day_count(tmp_path):
    before = [FIRST - timedelta(days=k) for k in range(1, 5)]
    history = "doctor,date,shift\n" + "".join(f"Doctor 1,{day},N\n" for day in before)
    _, cells = built(tmp_path, history_csv=history)
    assert set(cells["Doctor 1"][:2]) == {""}  # 46 h after four nights


def test_a_night_that_the_change_of_the_clocks_makes_too_long_is_left_open(tmp_path):
    long = SHIFTS.replace("N,Night,20:30,08:00,resident,30+30", "N,Night,20:00,08:30,resident,90")
    from_ = f'contract = "england-2016"\nstarts = {date(2026, 10, 12)}\nweeks = 4\n'
    made, cells = built(tmp_path, shifts_csv=long, hospital_toml=from_)
    nights = (np.array(list(cells.values())) == "N").sum(0)
    assert nights[12] == 0 and nights[19] == 1  # Saturday 24 October: 13 h 30 min, at most 13
    assert [(place.need.shift, place.day) for place in made.uncovered] == [
        ("N", date(2026, 10, 24))
    ]


def test_a_night_longer_by_the_clocks_is_worked_rested_and_paid_where_the_folder_says_so(tmp_path):
    long = SHIFTS.replace("N,Night,20:30,08:00,resident,30+30", "N,Night,20:00,08:30,resident,90")
    first, change = date(2026, 10, 12), date(2026, 10, 24)
    toml = f'contract = "england-2016"\nstarts = {first}\nweeks = 4\n'
    rota = "doctor,date,shift\n" + "".join(
        f"Doctor 1,{change + timedelta(days=k)},N\n" for k in range(-1, 2)
    )
    read, breaches, rates, hours = {}, {}, {}, {}
    for word in ("bar", "accept"):
        text = f'{toml}[settings]\nclock_change_nights = "{word}"\n'
        path = folder(tmp_path / word, shifts_csv=long, hospital_toml=text, rota_csv=rota)
        read[word] = hospital = sd.read(path)
        checked = sd.check(hospital, terms())
        breaches[word] = [b for b in checked.breaches if b.doctor == "Doctor 1"]
        hours[word] = checked.lines[0].average_hours
        rates[word] = {
            line.element: line.amount for line in sd.price(hospital, terms()).doctors[0].lines
        }
    (barred,) = breaches["bar"]
    assert (barred.rule, barred.branch) == ("hours.shift_length", "clock change")
    assert breaches["accept"] == [] and hours["accept"] == hours["bar"]
    # an hour a year at the night rate of 37 %, of a doctor who is paid for 40 h all the same
    hourly = rates["bar"]["basic"] / 40 / (365 / 7)
    assert rates["accept"]["night"] - rates["bar"]["night"] == pytest.approx(
        0.37 * hourly, abs=0.02
    )
    made = sd.build(replace(read["accept"], rota=None), terms(), seconds=2, seed=1, steps=4)
    assert made.uncovered == () and made.checked.breaches == ()


def test_a_rota_begins_and_ends_on_any_day(tmp_path):
    first, last = date(2026, 9, 13), date(2026, 9, 25)  # a Sunday, and the Friday after next
    toml = f'contract = "england-2016"\nstarts = {first}\nends = {last}\n'
    made, cells = built(tmp_path, hospital_toml=toml)
    rota = made.hospital.rota
    assert (rota.first, rota.last) == (first, last) and made.uncovered == ()
    texts = np.array(list(cells.values()))
    assert ((texts == "L").sum(0) == 1).all() and ((texts == "N").sum(0) == 1).all()


CLINIC = """code,name,start,end,kind,breaks,work_hours
CL,Clinic,09:00,17:00,resident,30,
D,Ward,09:00,17:00,resident,30,
OC,Evening on call,17:00,22:00,on-call,,1
"""
THREE_A_DAY = COVER + "ward,CL,Mon-Fri,1,1,1,,,2\nward,D,Mon-Fri,1,1,1,,,2\n"
THREE_A_DAY += 'ward,OC,"Mon,Wed,Fri",1,1,1,,lead,1\n'


def two_a_day(tmp_path, joined):
    """A week for two doctors, with three places a day, of which the lead alone may fill one."""
    return sd.read(
        folder(
            tmp_path,
            shifts_csv=CLINIC,
            cover_csv=THREE_A_DAY,
            doctors_csv="doctor,grade,competences\nDoctor 1,CT1,lead\nDoctor 2,CT1,\n",
            hospital_toml=f'contract = "england-2016"\nstarts = {FIRST}\nweeks = 1\n'
            f"[build]\njoined_duties = {joined}\n",
        )
    )


def test_a_clinic_and_an_evening_on_call_are_one_day_of_one_doctor(tmp_path):
    made = sd.build(two_a_day(tmp_path, '["CL+OC"]'), terms(), steps=4)
    texts = np.array(made.hospital.cells.texts)[made.hospital.rota.codes]
    assert made.uncovered == () and made.checked.breaches == ()
    assert (texts[0, [0, 2, 4]] == "CL+OC").all() and (texts[1, [0, 2, 4]] == "D").all()
    assert {*texts[:, 1]} == {*texts[:, 3]} == {"CL", "D"} and (texts[:, 5:] == "").all()


@pytest.mark.parametrize(
    ("joined", "says"),
    [
        ("[]", "more is needed"),
        ('["CL+D"]', "CL and D overlap"),
        ('["CL"]', "one duty is no pair"),
        ('["CL+X"]', "no shift 'X'"),
    ],
)
def test_a_pair_that_is_none_is_refused_and_without_one_there_are_too_few(tmp_path, joined, says):
    with pytest.raises(sd.InputError, match=says):
        sd.build(two_a_day(tmp_path, joined), terms(), steps=1)


def test_an_hour_of_rest_that_the_clocks_take_in_spring_is_not_given_away(tmp_path):
    short = SHIFTS.replace("L,Long day,08:00,20:30", "L,Long day,08:30,21:00")
    from_ = f'contract = "england-2016"\nstarts = {date(2027, 3, 15)}\nweeks = 3\n'
    made, cells = built(tmp_path, shifts_csv=short, hospital_toml=from_)
    texts = np.array(list(cells.values()))
    assert made.uncovered == ()
    long_days = texts == "L"  # Saturday 27 and Sunday 28 March: 10 h 30 min between two of them
    assert not (long_days[:, 12] & long_days[:, 13]).any()
