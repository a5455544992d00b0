"""A template rolled into a draft."""

from datetime import date, timedelta

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.filling import from_template
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import EXAMPLES, a_user, with_folder, with_rota

FIRST = date(2019, 9, 2)


def test_a_template_is_rolled_out_as_the_library_rolls_it(db):
    robin = a_user()
    department = with_folder("eight-weeks", robin)
    rolled = sd.roll(sd.read(EXAMPLES / "eight-weeks"), 8)
    assert rolled.first == FIRST
    period = add_period(robin, department, FIRST, FIRST + timedelta(days=55))
    draft = open_draft(robin, period)
    first = next(iter(draft_matrix(draft).row))
    edit_cells(robin, draft, [CellEdit(first, FIRST, "", "AL")])
    from_template(robin, draft)
    now = draft_matrix(draft)
    found = now.codes.copy()
    found[0, 0] = rolled.codes[0, 0]
    assert (found == rolled.codes).all()
    assert now.text_at(first, FIRST) == "AL"  # what is there stays


def test_a_later_period_goes_on_where_the_cycle_is(db):
    robin = a_user()
    department = with_folder("eight-weeks", robin)
    rolled = sd.roll(sd.read(EXAMPLES / "eight-weeks"), 12)
    first = FIRST + timedelta(days=59)
    draft = open_draft(robin, add_period(robin, department, first, first + timedelta(days=20)))
    assert (from_template(robin, draft).matrix.codes == rolled.codes[:, 59:80]).all()


def test_without_a_template_there_is_nothing_to_roll(db):
    version = with_rota({("Doctor 1", 0): "D"})
    with pytest.raises(InputError, match="no template"):
        from_template(version.by, open_draft(version.by, version.period))
