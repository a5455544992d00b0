"""The verdict of one line and one day is that of the whole check."""

from datetime import date, timedelta

import numpy as np
import pytest

import sevenday as sd
from sevenday.solver.plan.formulation import make_plan
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.rotas.checking import judge_lines, judge_rota
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import open_draft
from sevenday.web.rotas.gaps import all_days, cover_on, cover_table, gaps
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import EXAMPLES, a_user, with_folder


@pytest.fixture
def psychiatry(db) -> DraftMatrix:
    return latest(with_folder("psychiatry-2015").periods.get())


def test_each_line_is_judged_as_the_whole_rota_is(psychiatry: DraftMatrix):
    hospital = sd.read(EXAMPLES / "psychiatry-2015")
    whole = sd.check(hospital, sd.contract(hospital.contract, on=hospital.rota.first))
    assert judge_rota(psychiatry).breaches == whole.breaches
    lines = judge_lines(psychiatry, list(psychiatry.row))
    assert [each.line for each in lines] == list(whole.lines)
    assert [breach for each in lines for breach in each.breaches] == list(whole.breaches)
    assert all(each.slacks for each in lines)
    alone = [judge_lines(psychiatry, [key])[0] for key in psychiatry.row]
    assert alone == lines


def test_cover_is_counted_as_a_build_counts_it(db):
    """On random cells, against the solver's own count of the same problem."""
    robin = a_user()
    department = with_folder("emergency-2026", robin)
    first = date(2026, 8, 5)
    period = add_period(robin, department, first, first + timedelta(days=181))
    now = draft_matrix(open_draft(robin, period))
    plan = make_plan(now.department.hospital, terms_of(department, first))
    shape = now.codes.shape
    symbols = np.random.default_rng(1).integers(0, len(plan.codes), shape)
    codes = np.array(plan.codes, np.int16)[symbols]
    there = plan.problem.cover(symbols)
    table = cover_table(now)
    counts = table.counts(codes, range(period.days))
    where = {need: n for n, need in enumerate(table.needs)}
    assert len(plan.cover_lines) == table.holds.sum() > 1000
    assert [int(there[line]) for _, _, line in plan.cover_lines] == [
        int(counts[where[need], day]) for need, day, _ in plan.cover_lines
    ]


def test_an_empty_rota_is_all_gaps(db):
    robin = a_user()
    department = with_folder("ward", robin)
    period = add_period(robin, department, date(2026, 9, 7), date(2026, 9, 13))
    now = draft_matrix(open_draft(robin, period))
    found = gaps(now)
    assert found and all(each.there == 0 for each in found)
    assert {each.day for each in found} <= set(all_days(now))
    assert len(cover_on(now, all_days(now))) >= len(found)
