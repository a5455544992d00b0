"""Who could cover an empty place: the checker's word on everybody, in order."""

from datetime import timedelta

import sevenday as sd
from sevenday.web.rotas.candidates import shifts_for, takers_of_duty, takers_of_place
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.gaps import gaps
from tests.web.people_and_places import MONDAY, with_rota

CELLS = {
    ("Doctor 1", 0): "D",
    ("Doctor 2", 0): "N",
    ("Doctor 3", 1): "AL",
    ("Doctor 5", 1): "L",
}


def test_an_empty_place_is_offered_to_those_who_could_take_it(db):
    now = latest(with_rota(CELLS).period)
    tuesday = MONDAY + timedelta(days=1)
    gap = next(g for g in gaps(now) if (g.day, g.need.service) == (tuesday, "clinic"))
    assert shifts_for(now, gap.need) == ["D"]
    found = {
        t.replacement.candidate.doctor: t for t in takers_of_place(now, gap.need, "D", tuesday)
    }
    assert len(found) == 9
    could = {name for name, taker in found.items() if taker.replacement.candidate.could}
    assert could == {"Doctor 1", "Doctor 4"}
    assert found["Doctor 3"].replacement.candidate.reasons == ("annual leave",)
    assert found["Doctor 5"].replacement.candidate.reasons == (
        "without lead, which clinic needs",
        "works L that day",
    )
    assert {b.rule for b in found["Doctor 2"].replacement.candidate.breaches} == {
        "hours.rest_between_shifts",
        "hours.rest_after_nights",
    }
    assert found["Doctor 1"].nearest is not None
    assert found["Doctor 2"].nearest is None


def test_a_duty_is_offered_as_the_library_ranks_it(db):
    now = latest(with_rota(CELLS).period)
    terms = sd.contract("england-2016", on=MONDAY)
    doctor = next(key for key, row in now.row.items() if row == 0)
    found = takers_of_duty(now, doctor, MONDAY)
    expected = sd.why(now.hospital, terms, "Doctor 1", MONDAY)
    assert [each.replacement for each in found] == list(expected.replacements)
