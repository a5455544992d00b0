"""What builds give is JSON text, of the same form as the command prints (review, fault 3)."""

import json
from dataclasses import replace
from datetime import date

import sevenday as sd
from sevenday.solver.repair.replan import replan
from tests.solver.ward import folder, terms

WEEKS = 'contract = "england-2016"\nstarts = 2026-09-07\nweeks = 2\n'


def test_rota_template_and_replan_give_json_as_text(tmp_path):
    hospital = sd.read(folder(tmp_path, hospital_toml=WEEKS))
    built = sd.build(hospital, terms(), steps=1)
    rota = built.hospital.rota
    assert rota is not None
    alike = replace(hospital, cover=tuple(replace(n, competence="") for n in hospital.cover))
    template = sd.build_template(alike, terms(), 9, seconds=20, steps=1)
    for result in (
        built,
        template,
        replan(hospital, terms(), rota, date(2026, 9, 10), seconds=1),
    ):
        form = json.loads(result.to_json())
        assert form == json.loads(json.dumps(result.to_dict()))
        assert {"cost", "bound", "gap", "levels", "uncovered", "breaches", "rota"} <= set(form)
