"""Each clash that is named is one, and is minimal: asked again of another model, row by row."""

from dataclasses import replace
from pathlib import Path

import highspy
import numpy as np
import pytest

import sevenday as sd
from sevenday.solver.explain.clash import tell_clashes
from sevenday.solver.explain.conflicts import find_conflicts, minimal_conflict
from sevenday.solver.explain.demands import COVER, LEAVE, list_demands
from sevenday.solver.explain.feasibility import FeasibilityOracle
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.explain.trial import LineTrial
from sevenday.solver.plan.formulation import make_plan
from tests.solver.ward import FIRST, SHIFTS, folder, terms

TERMS = terms()
SEEDS = (2, 9, 10, 11, 13)


def random_hospital(tmp_path: Path, seed: int):
    """A few doctors, two weeks, cover that is about too much, leave and a pin."""
    draw = np.random.default_rng(seed)
    many = int(draw.integers(3, 6))
    rows = ["doctor,grade,tier,competences,max_nights"]
    rows += [
        f"Doctor {k},CT1,1,{'lead' if draw.random() < 0.5 else ''},{draw.choice(['', '2'])}"
        for k in range(1, many)
    ]
    rows.append(f"Doctor {many},CT1,1,lead,")
    cover = ["service,shift,days,min,competence"]
    for day in (7, 8, 9, 10, 14, 15, 16, 17):  # the law leaves no weekend of two
        for shift in "LN":
            if draw.random() < 0.8:
                skill = "lead" if draw.random() < 0.4 else ""
                least = 1 if skill else int(draw.choice([1, 1, 2]))
                cover.append(f"ward,{shift},2026-09-{day:02},{least},{skill}")
    asked = ["doctor,from,to,shift,want"]
    for k in range(1, many):
        if draw.random() < 0.6:
            day = int(draw.integers(7, 18))
            asked.append(f"Doctor {k},2026-09-{day:02},2026-09-{day + 2:02},,leave")
    files = {
        "doctors_csv": rows,
        "cover_csv": cover,
        "requests_csv": asked,
        "pins_csv": ["doctor,date,shift", f"Doctor {many},2026-09-{draw.integers(7, 21):02},-"],
    }
    made = {name: "\n".join(lines) + "\n" for name, lines in files.items()}
    settings = f'contract = "england-2016"\nstarts = {FIRST}\nweeks = 2\n'
    return sd.read(folder(tmp_path, shifts_csv=SHIFTS, hospital_toml=settings, **made))


def holds(plan, asked) -> bool:
    """The same question of a plainer model: each doctor a path of their own, days from the first.

    Nothing is left out, put together or begun late: every state, every symbol, every day.
    """
    problem = plan.problem
    rows, days, symbols = problem.shape
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("threads", 1)
    cells = np.zeros((rows, days, symbols), np.bool_)
    for k in range(rows):
        for d in range(days):
            cells[k, d] = [
                c == 0 or (problem.lines[problem.team[k], d, c] >= 0).any() for c in range(symbols)
            ]
    for a in asked:
        if a.kind != COVER:
            cells[a.row, a.first : a.stop] = False
            cells[a.row, a.first : a.stop, 0 if a.kind == LEAVE else a.symbol] = True
    cover = {a.line: [] for a in asked if a.kind == COVER}
    for k in range(rows):
        machine = problem.machines[problem.machine[k]]
        into = {(0, int(problem.start[k])): []}
        worked, counted = [], [[] for _ in problem.caps[k]]
        for d in range(days):
            leaving = {}
            for c in np.flatnonzero(cells[k, d]).tolist():
                for state in [s for at, s in into if at == d]:
                    to = int(machine.moves[problem.table[d], state, c])
                    if to < 0:
                        continue
                    x = h.addVariable(0, 1, 0)
                    h.changeColIntegrality(x.index, highspy.HighsVarType.kInteger)
                    leaving.setdefault(state, []).append(x)
                    into.setdefault((d + 1, to), []).append(x)
                    worked.append((int(machine.spend[c]), x))
                    for t in range(len(counted)):
                        if machine.adds[t, problem.kind[d], state, c]:
                            counted[t].append(x)
                    for j in problem.lines[problem.team[k], d, c].tolist():
                        if j in cover:
                            cover[j].append(x)
            for state in [s for at, s in into if at == d]:
                came, goes = into[d, state], leaving.get(state, [])
                total = h.qsum(goes) - h.qsum(came) if came else h.qsum(goes)
                h.addConstr(total == (0 if came or d else 1))
        h.addConstr(h.qsum(n * x for n, x in worked) <= int(problem.most[k]))
        for t, some in enumerate(counted):
            if len(some) > problem.caps[k, t]:
                h.addConstr(h.qsum(some) <= int(problem.caps[k, t]))
    for a in asked:
        if a.kind == COVER:
            if not cover[a.line]:
                return False
            h.addConstr(h.qsum(cover[a.line]) >= a.needed)
    h.run()
    status = h.getModelStatus()
    assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    return status == highspy.HighsModelStatus.kOptimal


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clash_is_one_and_drop_any_one_and_it_solves(tmp_path, seed):
    plan = make_plan(random_hospital(tmp_path, seed), TERMS)
    asked = tuple(list_demands(plan, 0, plan.problem.shape[1]))
    found = minimal_conflict(FeasibilityOracle(plan), asked)
    assert (found is None) == holds(plan, asked)
    if found is None:
        return
    assert found.minimal and not holds(plan, found.parts)
    for member in found.parts:
        assert holds(plan, [other for other in found.parts if other is not member])


def test_some_of_those_clash_and_some_do_not(tmp_path):
    said = []
    for seed in SEEDS:
        (tmp_path / f"{seed}").mkdir()
        plan = make_plan(random_hospital(tmp_path / f"{seed}", seed), TERMS)
        said.append(
            minimal_conflict(
                FeasibilityOracle(plan), tuple(list_demands(plan, 0, plan.problem.shape[1]))
            )
        )
    assert None in said and any(c and len(c.parts) > 2 for c in said)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_holds_is_shown_by_a_lawful_roster(tmp_path, seed):
    plan = make_plan(random_hospital(tmp_path, seed), TERMS)
    asked = [a for a in list_demands(plan, 0, plan.problem.shape[1]) if a.kind != COVER]
    asked += [a for a in list_demands(plan, 4, 9) if a.kind == COVER and a.needed == 1]
    found = FeasibilityOracle(plan)(tuple(asked), 20)
    assert found.holds == holds(plan, asked)
    if not found.holds:
        return
    counts = plan.problem.cover(found.symbols)
    assert all(counts[a.line] >= a.needed for a in asked if a.kind == COVER)
    codes = np.array(plan.codes)[found.symbols].astype(np.int16)
    trial = LineTrial(plan.hospital, TERMS, plan.first)
    assert trial(list(range(len(codes))), codes).lawful.all()
    for a in asked:
        if a.kind == LEAVE:
            assert not found.symbols[a.row, a.first : a.stop].any()


def test_weekends_of_a_whole_month_clash_where_each_week_alone_does_not(tmp_path):
    cover = 'service,shift,days,min\nward,L,"Sat,Sun",3\n'
    doctors = "doctor,grade\n" + "".join(f"Doctor {k},CT1\n" for k in range(1, 9))
    hospital = sd.read(folder(tmp_path, cover_csv=cover, doctors_csv=doctors))
    whole = replace(hospital.settings, span="placement")  # one weekend in three of four is one
    plan = make_plan(replace(hospital, settings=whole), TERMS)
    lines = [line for _, _, line in plan.cover_lines]
    counts = np.zeros(len(plan.problem.penalty), np.int64)
    counts[lines[:4]] = 3  # two weekends stand, with six of eight doctors' only weekend
    found = find_conflicts(plan, counts, ExplainParams(seconds=30))
    assert len(found) == 4 and all(found.values())
    for line, clash in found.items():
        assert clash.minimal and {m.needed for m in clash.parts} == {3}
        assert len(clash.parts) == 3 and any(m.line == line for m in clash.parts)
        assert not holds(plan, clash.parts)


def test_clashes_that_differ_by_their_dates_are_one_with_its_doctors_and_limit(tmp_path):
    cover = 'service,shift,days,min,competence\nward,N,"Sat,Sun",1,airway\n'
    doctors = "doctor,grade,tier,competences\nAnn,ST4,2,airway\nBen,ST4,2,airway\nDan,CT1,1,\n"
    hospital = sd.read(folder(tmp_path, cover_csv=cover, doctors_csv=doctors))
    whole = replace(hospital.settings, span="placement")  # one weekend in three of four is one
    plan = make_plan(replace(hospital, settings=whole), TERMS)
    oracle = FeasibilityOracle(plan)
    places = list(list_demands(plan, 0, 28))
    found = [
        minimal_conflict(oracle, tuple(each))
        for each in (places[:6], places[2:])  # the first three weekends, and the last three
    ]
    told = tell_clashes(plan, [(clash, ("hours.rest_after_nights",)) for clash in found])
    assert len(told) == 1 and told[0].alike == (found[1],)
    assert told[0].doctors == ("Ann", "Ben")
    assert told[0].limits == ("hours.weekend_frequency (at most 1 weekend each)",)
    more = replace(found[1], parts=tuple(places), minimal=False)  # cut short: with more beside it
    assert tell_clashes(plan, [(more, ()), (found[0], ())])[0].conflict == found[0]
    assert len(tell_clashes(plan, [(more, ()), (found[0], ())])) == 1
    said = told[0].sentence(plan)
    assert "Only Ann and Ben may fill them" in said and "on 1 other set of dates" in said


def test_a_clash_by_rest_names_the_rule_that_is_tried_and_no_other(tmp_path):
    cover = "service,shift,days,min\nward,N,2026-09-08,1\nward,L,2026-09-09,1\n"
    doctors = "doctor,grade\nAnn,ST4\n"
    plan = make_plan(sd.read(folder(tmp_path, cover_csv=cover, doctors_csv=doctors)), TERMS)
    clash = minimal_conflict(FeasibilityOracle(plan), tuple(list_demands(plan, 0, 28)))
    rules = ("hours.rest_after_nights", "hours.consecutive_long", "hours.rest_between_shifts")
    (told,) = tell_clashes(plan, [(clash, rules)])
    assert told.limits == () and "no one limit by itself" in told.sentence(plan)
    terms = replace(TERMS, waived=frozenset({"hours.rest_between_shifts"}))
    plan = make_plan(plan.hospital, terms)
    clash = minimal_conflict(FeasibilityOracle(plan), tuple(list_demands(plan, 0, 28)))
    (told,) = tell_clashes(plan, [(clash, rules)])
    assert told.limits == ("hours.rest_after_nights",)
    assert "One doctor may fill them" in told.sentence(plan)


def test_a_place_that_may_be_filled_after_all_is_in_no_clash(tmp_path):
    plan = make_plan(sd.read(folder(tmp_path)), TERMS)
    counts = np.array([need.min for need, _, _ in plan.cover_lines])
    counts[3] = 0
    assert find_conflicts(plan, counts, ExplainParams(seconds=20)) == {3: None}


def test_out_of_time_nothing_is_claimed(tmp_path):
    hospital = sd.read(folder(tmp_path))
    many = tuple(replace(need, min=4) if need.shift == "N" else need for need in hospital.cover)
    plan = make_plan(replace(hospital, cover=many), TERMS)
    asked = tuple(list_demands(plan, 0, 28))
    assert minimal_conflict(FeasibilityOracle(plan), asked, until=0.0) is None
