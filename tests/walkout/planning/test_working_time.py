"""What a substitute may work in all, against the checker's own words and every set of calls."""

import itertools
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits.verdict import added_breaches
from sevenday.model.walkout import Availability, Substitute
from sevenday.walkout.load import WalkoutInputs, load_walkout
from sevenday.walkout.planning.plan import plan

FIRST = date(2026, 3, 2)
SHIFTS = "code,name,start,end\nD,day,08:00,20:00\nN,night,20:00,08:00\nW,ward,09:00,17:00\n"
RULES = {"hours.average_week", "hours.weekly_rest"}


def folder(
    tmp_path: Path, own: list[str], days: int, opt_out: str = "no", rows: str = ""
) -> WalkoutInputs:
    """A fortnight in which one substitute has duties of their own, and an action of some days."""
    dates = [f"{FIRST + timedelta(days=k)}" for k in range(len(own))]
    ends = FIRST + timedelta(days=days)
    files = {
        "shifts.csv": SHIFTS,
        "hospital.toml": 'contract = "england-2016"\n[walkout]\nsick = 0\n',
        "doctors.csv": "doctor,grade,tier,competences,service,opt_out\nA,ST4,2,x,icu,no\n"
        f"Sas One,SAS,2,x,icu,{opt_out}\n",
        "cover.csv": "service,shift,days,min,tier,competence,rank\nicu,D,all,1,2,x,1\n"
        "icu,N,all,1,2,x,1\n",
        "rota.csv": f"doctor,{','.join(dates)}\nA,{','.join(['D'] * len(own))}\n"
        + (f"Sas One,{','.join(own)}\n" if any(own) else ""),
        "substitutes.csv": "name,tier,competences,available_from,available_to,max_hours,rate,"
        f"consent,planned_list\n{rows or 'Sas One,2,x,,,,100,yes,'}\n",
        "walkout.toml": 'union = "BMA"\nnotice_received = 2026-02-10\ncalled_out = ["ST4"]\n'
        f"[[windows]]\nstart = {FIRST}T07:00:00\nend = {ends}T07:00:00\n"
        "[[turnout]]\nmean = 1.0\nrho = 0.0\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return load_walkout(tmp_path)


def adds_a_breach(inputs: WalkoutInputs, pools: tuple[int, ...]) -> bool:
    """Whether the checker finds more in the substitute's line with some calls in the rota."""
    hospital, problem = inputs.hospital, inputs.problem
    assert hospital.rota is not None and problem.law is not None
    row = hospital.rota.doctors.index("Sas One")
    before = hospital.rota.codes[[row]]
    after = before.copy()
    for p in pools:
        column = (problem.pools[p].day - hospital.rota.first).days
        if hospital.cells.parts[after[0, column]]:
            return True
        after[0, column] = hospital.cells.code(problem.pools[p].places[0].shift)
    found = []
    people = (next(d for d in hospital.doctors if d.name == "Sas One"),)
    for codes in (before, after):
        breaches = []
        for checker in problem.law.checkers:
            breaches += checker.check_lines(problem.law._lines(codes, people)).breaches
        found.append(breaches)
    return bool(added_breaches(*found))


@pytest.mark.parametrize("seed", range(6))
def test_a_line_is_judged_as_the_checker_judges_the_rota(tmp_path, seed):
    rng = random.Random(seed)
    own = [rng.choice(("W", "W", "D", "N", "", "")) for _ in range(14)]
    inputs = folder(tmp_path, own, 13)
    law = inputs.problem.law
    calls = [call.pool for call in inputs.problem.calls]
    wrong = 0
    for _ in range(25):
        some = tuple(sorted(rng.sample(calls, rng.randint(0, min(5, len(calls))))))
        barred = bool(law.unlawful({0: some}))
        assert barred == adds_a_breach(inputs, some), (own, some)
        wrong += barred
    assert len(calls) < 3 or wrong


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_is_the_best_of_all_lawful_ones(tmp_path, seed):
    """No two of the calls clash and no more than five nights: every set of them is tried."""
    rng = random.Random(seed)
    own = [rng.choice(("W", "W", "W", "")) for _ in range(14)]
    inputs = folder(tmp_path, own, 10)
    problem = inputs.problem
    made = plan(problem, 60)
    clash = {
        frozenset(two) for k in problem.incompatible_calls for two in itertools.combinations(k, 2)
    }
    pools = [call.pool for call in problem.calls]
    most = 0
    for size in range(len(pools), 0, -1):
        for some in itertools.combinations(range(len(pools)), size):
            if any(frozenset(two) in clash for two in itertools.combinations(some, 2)):
                continue
            if not problem.law.unlawful({0: [pools[k] for k in some]}):
                most = size
                break
        if most:
            break
    # a place filled is one chance of 1 less: the most calls are the best plan
    assert len(made.calls) == most and made.gap == 0
    assert not problem.unlawful(made.calls)


def test_calls_that_cannot_all_be_made_are_named_and_none_of_them_could_be_left_out(tmp_path):
    own = ["W"] * 5 + ["", ""] + ["W"] * 5 + ["", ""]
    inputs = folder(tmp_path, own, 13)
    law = inputs.problem.law
    days = {
        (pool.day - FIRST).days: p
        for p, pool in enumerate(inputs.problem.pools)
        if not pool.is_night
    }
    weekends = [days[5], days[6], days[12]]
    found = law.unlawful({0: weekends})[0]
    assert set(found) <= set(weekends) and len(found) > 1
    for one in found:
        assert not law.unlawful({0: [p for p in found if p != one]})


@pytest.mark.parametrize(("days", "opt_out", "most"), [(5, "no", 4), (7, "no", 4), (12, "no", 8)])
def test_where_other_duties_are_not_known_48_hours_are_called_for_in_a_week(
    tmp_path, days, opt_out, most
):
    made = plan(folder(tmp_path, [""] * 14, days, opt_out).problem, 60)
    assert len(made.calls) == most


def test_an_opt_out_lifts_the_average_and_no_rest(tmp_path):
    made = plan(folder(tmp_path, [""] * 14, 7, "yes").problem, 60)
    starts = sorted(made.problem.pools[call.pool].start for call in made.calls)
    assert len(starts) > 4
    assert all(b - a >= timedelta(hours=23) for a, b in itertools.pairwise(starts))


ROWS = """Sas One,2,x,2026-03-02T07:00,2026-03-02T14:00,,100,yes,
Sas One,2,x,2026-03-02T14:00,2026-03-03T00:00,,200,yes,
Sas One,2,x,2026-03-04T07:00,2026-03-05T08:00,,150,yes,"""


def test_several_spans_of_one_person_each_with_its_rate(tmp_path):
    inputs = folder(tmp_path, [""] * 14, 5, rows=ROWS)
    problem = inputs.problem
    pay = {problem.pools[c.pool].start: problem.pounds(k) for k, c in enumerate(problem.calls)}
    assert pay == {
        datetime(2026, 3, 2, 8): 6 * 100 + 6 * 200,  # over two spans that touch
        datetime(2026, 3, 4, 8): 12 * 150,
        datetime(2026, 3, 4, 20): 12 * 150,
    }
    assert sd.cover(tmp_path).plan.levels[-1].cost == sum(
        problem.pounds(k) for k, c in enumerate(problem.calls) if c in plan(problem, 60).calls
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Sas One,2,x,2026-03-02T13:00,2026-03-02T18:00,,100,yes,", "twice at one time"),
        ("Sas One,3,x,2026-03-09T07:00,2026-03-09T18:00,,100,yes,", "'tier': not as in row 2"),
        (
            "Sas One,2,x,2026-03-09T07:00,2026-03-09T18:00,20,100,yes,",
            "'max_hours': not as in row 2",
        ),
    ],
)
def test_rows_of_one_person_that_do_not_go_together_are_refused(tmp_path, row, words):
    with pytest.raises(sd.InputError, match=words):
        folder(tmp_path, [""] * 14, 5, rows=f"{ROWS}\n{row}")


def test_hours_of_a_span_are_real_over_the_clock_change():
    midnight = datetime(2025, 10, 25)
    spans = (Availability(midnight + timedelta(hours=25), None, 200.0),)
    who = Substitute("A", 2, (), None, midnight + timedelta(hours=25), None, 100.0, True, "", spans)
    # 20:00 to 01:00 are 5 hours; 01:00 to 08:00 are 8, as the clocks go back
    assert (
        who.pay(midnight + timedelta(hours=20), midnight + timedelta(hours=32)) == 5 * 100 + 8 * 200
    )
    assert np.isclose(who.pay(midnight, midnight + timedelta(hours=12)), 1200)
