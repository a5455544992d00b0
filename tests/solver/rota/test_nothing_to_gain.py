"""When a level is as good as it can be; and who may have no more of what is shared out."""

from datetime import timedelta

import numpy as np

import sevenday as sd
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.most_by_requests import most_by_requests
from sevenday.solver.plan.objectives import NIGHTS
from sevenday.solver.plan.settled_levels import settled_levels
from sevenday.solver.rota.nothing_to_gain import nothing_to_gain
from tests.solver.ward import FIRST, folder, terms

COVER = "service,shift,days,min,ideal\nward,N,Mon-Tue,1,1\n"
ASKED = f"doctor,from,to,shift,want\nDoctor 1,{FIRST},{FIRST + timedelta(days=27)},N,off\n"


def ward(tmp_path):
    """A plan of a night on Mondays and Tuesdays, and a roster of it: a block for each doctor."""
    plan = make_plan(sd.read(folder(tmp_path, cover_csv=COVER, requests_csv=ASKED)), terms())
    roster = np.zeros(plan.problem.shape[:2], np.int64)
    night = plan.problem.codes.index("N")
    for week in range(4):
        roster[week + 1, [7 * week, 7 * week + 1]] = night
    return plan, roster, night


def test_a_level_with_nothing_wrong_has_nothing_to_gain(tmp_path):
    plan, roster, night = ward(tmp_path)
    assert nothing_to_gain(plan, ("cover", "requests"), roster)
    assert not nothing_to_gain(plan, ("cover", "patterns"), roster)
    open_ = roster.copy()
    open_[1, 0] = 0
    assert not nothing_to_gain(plan, ("cover",), open_)
    refused = open_.copy()
    refused[0, 0] = night
    assert nothing_to_gain(plan, ("cover",), refused)
    assert not nothing_to_gain(plan, ("cover", "requests"), refused)
    assert not nothing_to_gain(plan, ("fairness",), roster)  # two nights, and none


def test_a_granted_request_for_no_nights_is_no_measure_of_how_few_others_may_have(tmp_path):
    plan, roster, night = ward(tmp_path)
    nights = next(group for group in plan.fairness.groups if group.name == NIGHTS)
    nothing = np.zeros(roster.shape, np.int64)
    most = most_by_requests(plan, nights, nothing)
    assert most[0] == 0 and set(most[1:]) == {8}  # four weeks of two nights that are asked for
    for row, day in zip(range(5, 9), (0, 7, 14, 21), strict=True):
        roster[row - 4, day] = 0
        roster[row, day] = night  # eight of nine have a night, and the first has none
    settled = settled_levels(plan, ("fairness",), roster, 0.5)
    t = plan.objectives.index(NIGHTS)
    assert settled.final[0, t, 0] == 0  # their own
    assert (settled.final[1:, t, 0] > 0).all() and (settled.final[1:, t, 1] == 0).all()
