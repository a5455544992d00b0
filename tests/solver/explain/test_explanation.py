"""Why places stand open: each "cannot" is confirmed by the checker, each "could" by placing it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

import sevenday as sd
from sevenday.model import Rota
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.explain.unfilled import UnfilledExplainer
from tests.solver.random_ward import TERMS, a_hospital
from tests.solver.ward import FIRST, folder


def placed(hospital, row: int, changes: dict[int, str]):
    """What the checker finds of one doctor's line with some cells changed."""
    codes = hospital.rota.codes.copy()
    for column, text in changes.items():
        codes[row, column] = hospital.cells.code(text)
    name = hospital.rota.doctors[row]
    made = replace(hospital, rota=Rota(hospital.rota.doctors, hospital.rota.first, codes))
    result = sd.check(made, TERMS, "rota")
    line = next(line for line in result.lines if line.doctor == name)
    return [b for b in result.breaches if b.doctor == name], line, codes[row]


def own(hospital, row: int, line, codes) -> bool:
    """Whether a line keeps to the hours, nights and weekends that its doctor has agreed."""
    who = hospital.doctors[row]
    nights = sum(hospital.cells.texts[code] == "N" for code in codes)
    weekends = round(line.weekend_frequency * 4 if not who.joined else line.weekend_frequency * 2)
    most = who.weekly_hours_max
    return (
        (who.max_nights is None or nights <= who.max_nights)
        and (who.max_weekends is None or weekends <= who.max_weekends)
        and (most is None or line.average_hours_without_leave <= most + 1e-9)
    )


@pytest.mark.parametrize("seed", range(3))
def test_each_cannot_is_a_breach_and_each_could_is_none(tmp_path, seed):
    hospital = a_hospital(tmp_path, seed)
    opening = UnfilledExplainer(hospital, TERMS)
    could = cannot = gave = 0
    for need in hospital.cover:
        for column in range(3, 28, 6):
            day = FIRST + timedelta(days=column)
            because = opening(need, day)
            assert [kept.doctor for kept in because.exclusions] == list(hospital.rota.doctors)
            for row, kept in enumerate(because.exclusions):
                had = hospital.cells.texts[hospital.rota.codes[row, column]]
                fixed = {"leave", "pinned", "not here", "on it", "tier", "without"}
                if any(word in said for said in kept.reasons for word in fixed):
                    assert not kept.gives_up
                    continue
                broken, line, codes = placed(hospital, row, {column: need.shift})
                assert [b.rule for b in kept.breaches] == [b.rule for b in broken]
                assert [b.sentence for b in kept.breaches] == [b.sentence for b in broken]
                assert any("over the" in said for said in kept.reasons) != own(
                    hospital, row, line, codes
                )
                assert (f"works {had} that day" in kept.reasons) == bool(had)
                could, cannot = could + kept.could, cannot + (not kept.could)
                for when, shift in ((s.day, s.shift) for s in kept.gives_up):
                    gave += 1
                    there = (when - FIRST).days
                    assert hospital.cells.texts[hospital.rota.codes[row, there]] == shift
                    changes = {there: "", column: need.shift}
                    broken, line, codes = placed(hospital, row, changes)
                    assert not broken and own(hospital, row, line, codes)
    assert could and cannot and gave


@pytest.mark.parametrize("near", [14, 3])
def test_every_duty_that_would_do_is_told(tmp_path, near):
    hospital = a_hospital(tmp_path, 0)
    opening = UnfilledExplainer(hospital, TERMS, ExplainParams(sacrifice_days=near))
    need, column = hospital.cover[1], 9
    told = opening(need, FIRST + timedelta(days=column))
    for row, kept in enumerate(told.exclusions):
        if kept.could or any("works" not in said and "over" not in said for said in kept.reasons):
            continue
        line = hospital.rota.codes[row]
        there = [d for d in range(28) if hospital.cells.parts[line[d]] and abs(d - column) <= near]
        there = [column] if column in there else there
        found = []
        for d in there:
            if (hospital.rota.doctors[row], d) in (("Doctor 3", 9), ("Doctor 4", 10)):
                continue  # pinned
            broken, said, codes = placed(hospital, row, {d: "", column: need.shift})
            if not broken and own(hospital, row, said, codes):
                found.append(FIRST + timedelta(days=d))
        assert [duty.day for duty in kept.gives_up] == found


def test_an_open_place_says_why_in_json_and_in_text(tmp_path):
    asked = "doctor,from,to,shift,want\n"
    asked += "".join(f"Doctor {k},2026-09-16,2026-09-16,,leave\n" for k in range(1, 5))
    made = sd.build(sd.read(folder(tmp_path, requests_csv=asked)), TERMS, steps=3)
    said = json.loads(made.to_json())
    (place,) = [p for p in said["uncovered"] if p["date"] == "2026-09-16"]
    because = place["because"]
    assert place["shift"] == "D" and because["could"] == because["could_if"] == 0
    assert len(because["doctors"]) == 9
    assert because["doctors"][0]["reasons"] == ["on annual leave"]
    assert because["doctors"][8]["reasons"] == ["without lead, which clinic needs"]
    (clash,) = said["clashes"]
    kinds = [(m["kind"], m.get("doctor", m.get("shift"))) for m in clash["parts"]]
    leave = [("leave", f"Doctor {k}") for k in range(1, 5)]
    assert clash["minimal"] and sorted(kinds) == sorted([*leave, ("cover", "D")])
    assert "without any one of them the rest can hold" in clash["says"]
