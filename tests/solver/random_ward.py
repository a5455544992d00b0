"""A lawful rota of the ward, drawn by a seed, with leave, pins and limits of the doctors' own."""

from dataclasses import replace

import numpy as np

import sevenday as sd
from sevenday.model import Rota
from sevenday.solver.engine.search import search
from sevenday.solver.plan.formulation import make_plan
from tests.solver.ward import COVER, folder, terms

TERMS = terms()


def a_hospital(tmp_path, seed: int):
    """A lawful rota of nine doctors, some on leave, some with limits of their own, one pinned."""
    draw = np.random.default_rng(seed)
    doctors = ["doctor,grade,tier,competences,weekly_hours_max,max_nights,max_weekends,joined"]
    for k in range(1, 10):
        own = ["", "", ""]
        if k > 5:
            own[int(draw.integers(3))] = str(int(draw.integers(1, 3)) * (9 if k == 6 else 1))
        doctors.append(
            f"Doctor {k},CT1,{1 + k % 2},{'lead' if k < 5 else ''},{','.join(own)},"
            f"{'2026-09-20' if k == 9 else ''}"
        )
    asked = "doctor,from,to,shift,want\nDoctor 2,2026-09-15,2026-09-20,,leave\n"
    pins = "doctor,date,shift\nDoctor 3,2026-09-16,-\nDoctor 4,2026-09-17,N\n"
    files = {
        "doctors_csv": "\n".join(doctors) + "\n",
        "requests_csv": asked,
        "pins_csv": pins,
        "cover_csv": COVER + "ward,L,Wed,1,1,,2,,2\n",
    }
    hospital = sd.read(folder(tmp_path, **files))
    plan = make_plan(hospital, TERMS)
    found = search(plan.problem, seconds=None, steps=1, seed=seed + 1).roster
    codes = np.where(plan.leave > 0, plan.leave, np.array(plan.codes)[found]).astype(np.int16)
    made = replace(hospital, rota=Rota(plan.problem.names, plan.first, codes))
    assert sd.check(made, TERMS, "rota").breaches == ()
    return made
