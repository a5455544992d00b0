"""Who could take a duty, in order of cost: each cost counted again by making the change."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits.replacements import explain_duty
from sevenday.model import Request, Rota
from sevenday.solver.explain.replacements import rank_replacements
from tests.solver.random_ward import TERMS, a_hospital


def a_duty(hospital):
    """A doctor on a night in the second week or later that most others could take."""
    texts = np.array(hospital.cells.texts)[hospital.rota.codes]
    names, first = hospital.rota.doctors, hospital.rota.first.toordinal()

    def could(at):
        found = explain_duty(hospital, TERMS, names[at[0]], date.fromordinal(first + at[1]))
        return sum(taker.could for taker in found.candidates)

    nights = [(int(r), int(c)) for r, c in np.argwhere(texts == "N") if c > 8]
    row, column = max(nights, key=could)
    return row, column, date.fromordinal(first + column)


def test_the_cheapest_is_first_and_each_cost_is_true(tmp_path):
    hospital = a_hospital(tmp_path, 2)
    row, column, day = a_duty(hospital)
    giver = hospital.rota.doctors[row]
    found = rank_replacements(hospital, TERMS, explain_duty(hospital, TERMS, giver, day))
    could = [each for each in found if each.candidate.could]
    assert len(could) > 1 and found[: len(could)] == tuple(could)
    keys = [(e.unmet, round(e.above, 6), e.pounds, e.candidate.hours) for e in could]
    assert keys == sorted(keys)
    before = sd.price(hospital, TERMS, "rota").total
    texts = np.array(hospital.cells.texts)
    for each in could:
        other = hospital.rota.doctors.index(each.candidate.doctor)
        codes = hospital.rota.codes.copy()
        codes[other, column], codes[row, column] = codes[row, column], 0
        made = replace(hospital, rota=Rota(hospital.rota.doctors, hospital.rota.first, codes))
        assert sd.price(made, TERMS, "rota").total - before == pytest.approx(each.pounds, abs=0.01)
        nights = (texts[codes[other]] == "N").sum()
        share = (texts[hospital.rota.codes] == "N").sum() / 9
        if day.weekday() < 4:  # a night that is of no weekend
            assert each.above == pytest.approx(nights - share)
    assert all(each.pounds is None for each in found if not each.candidate.could)


def test_a_request_comes_before_fairness_and_pay_that_is_not_known_is_none(tmp_path):
    hospital = a_hospital(tmp_path, 2)
    row, _, day = a_duty(hospital)
    giver = hospital.rota.doctors[row]
    first = rank_replacements(hospital, TERMS, explain_duty(hospital, TERMS, giver, day))[
        0
    ].candidate.doctor
    wishes = (
        Request(first, day, day, "", "off", 3.0),
        Request("Doctor 9", day, day, "N", "on", 2.0),
    )
    nobody = tuple(replace(doctor, grade="") for doctor in hospital.doctors)
    asked = replace(hospital, requests=wishes, doctors=nobody)
    found = rank_replacements(asked, TERMS, explain_duty(asked, TERMS, giver, day))
    could = [each for each in found if each.candidate.could]
    refused = {each.candidate.doctor: each.unmet for each in could}
    assert refused[first] == 3.0 and could[-1].candidate.doctor == first
    assert refused.get("Doctor 9", -2.0) == -2.0
    assert all(each.pounds is None for each in found)
