"""The bound on unwanted patterns: no small rota that covers and grants as much has fewer."""

from dataclasses import replace

import numpy as np

import sevenday as sd
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.bounds.unwanted_patterns import least_patterns
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.objectives import PATTERNS
from tests.solver.rota.test_levels import lawful_lines
from tests.solver.ward import FIRST, folder, terms

SEEDS = 6
SHARE = 0.4
"""The part of what the best rotas weigh that is proved, at least."""


def small(tmp_path, draw, levels):
    """Two doctors and a week, with places and requests drawn at random."""
    asked = "doctor,from,shift,want,weight\n"
    for _ in range(3):
        who, day = draw.choice(["Doctor 1", "Doctor 2"]), int(draw.integers(1, 8))
        asked += f"{who},2026-09-{FIRST.day + day - 1:02},{draw.choice(['L', 'N', ''])},off,2\n"
    names = ", ".join(f'"{level}"' for level in levels)
    toml = f'contract = "england-2016"\nstarts = {FIRST}\nweeks = 1\n[build]\nlevels = [{names}]\n'
    days = [
        f"Mon-{draw.choice(['Wed', 'Thu', 'Fri', 'Sat'])}",
        f"{draw.choice(['Mon', 'Tue'])}-Sun",
    ]
    cover = f"service,shift,days,min,ideal,rank\nward,L,{days[0]},1,1,2\nward,N,{days[1]},1,1,1\n"
    doctors = "doctor,grade\nDoctor 1,CT1\nDoctor 2,CT1\n"
    files = {"requests_csv": asked, "hospital_toml": toml, "cover_csv": cover}
    return sd.read(folder(tmp_path, doctors_csv=doctors, **files))


def every_pair(plan):
    """(missing, refused, patterns) of every pair of lawful lines: (first, second) each."""
    problem = plan.problem
    both = lawful_lines(plan)
    places = [np.zeros((len(lines), len(plan.cover_lines)), np.int64) for lines in both]
    for there, lines in zip(places, both, strict=True):
        for k, place in enumerate(plan.cover_lines):
            there[:, k] = lines[:, place.day] == problem.codes.index(place.need.shift)
    missing = sum(
        np.maximum(0, max(p.need.min, p.need.ideal) - a[:, None] - b[None, :])
        for p, a, b in zip(plan.cover_lines, places[0].T, places[1].T, strict=True)
    )
    t = plan.objectives.index(PATTERNS)
    unit, days = 100 * plan.objectives.weight(PATTERNS), np.arange(problem.shape[1])
    refused, patterns = [
        [np.array([count(row, line) for line in lines]) for row, lines in enumerate(both)]
        for count in (
            lambda row, line: plan.requests.cost[row, days, line].sum(),
            lambda row, line: unit * problem.counters(row, line)[t],
        )
    ]
    pair = [one[0][:, None] + one[1][None, :] for one in (refused, patterns)]
    return both, missing, *pair


def test_no_rota_that_covers_and_grants_as_much_has_fewer(tmp_path):
    proved = least = 0
    for seed in range(SEEDS):
        draw = np.random.default_rng(seed)
        plan = make_plan(small(tmp_path, draw, ["cover", "requests", "patterns"]), terms())
        (first, second), missing, refused, patterns = every_pair(plan)
        wanted = [max(place.need.min, place.need.ideal) for place in plan.cover_lines]
        best = np.lexsort((patterns.ravel(), refused.ravel(), missing.ravel()))[0]
        for at in (best, int(draw.integers(missing.size))):
            k, j = np.unravel_index(at, missing.shape)
            roster, weighs = np.array([first[k], second[j]]), int(patterns[k, j])
            like = (missing <= missing[k, j]) & (refused <= refused[k, j])
            bound = least_patterns(plan, roster, wanted, weighs, BoundParams())
            assert bound <= patterns[like].min()
            if at == best:
                proved, least = proved + bound, least + weighs
    assert proved >= SHARE * least > 0
    # what stands below patterns in the order of levels is not as it is
    above = replace(plan.hospital, build={"levels": ["patterns", "cover"]})
    assert least_patterns(replace(plan, hospital=above), roster, wanted, 9, BoundParams()) == 0
