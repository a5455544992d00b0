"""Offers on a published rota: the command's own figures, terms that move, small grades together."""

import re

import numpy as np
import pytest

from sevenday.contracts import contract
from sevenday.errors import InputError
from sevenday.talks.compare import compare
from sevenday.talks.sweep import sweep
from sevenday.talks.sweep_result import BEST
from sevenday.talks.variant import TERMS, Variant, apply_variant
from sevenday.web.people.models import Role
from sevenday.web.rotas.models import Version
from sevenday.web.talks.answers import Question, compared, settled, sides_at, swept
from sevenday.web.talks.forms import OFFERS
from sevenday.web.talks.groups import groups_of, merged
from sevenday.web.talks.posts import posts_of
from sevenday.web.talks.presenters.page import talks_page
from sevenday.web.talks.presenters.zone import zone_of
from sevenday.web.talks.sliders import deal_of, sliders_of, variant_of
from tests.web.clients import client_of
from tests.web.factories import department, person
from tests.web.talks.wards import NAMES, a_ward, talks_address

pytestmark = pytest.mark.usefixtures("db")


def asked(version: Version, envelope: float | None = None) -> Question:
    return Question((version,), OFFERS, "newdeal-2002", envelope)


def test_the_columns_have_the_figures_of_the_command():
    version = a_ward()
    posts = posts_of(version)
    base = contract("newdeal-2002", on=contract("acas-2016-05").on)
    found = compare(posts, [contract(id) for id in OFFERS], base, "rota", 1e6)
    ours = compared(asked(version, 1e6))
    assert [one.cost for one in ours.offers] == [one.cost for one in found.offers]
    page = talks_page((version,), {"envelope": "1000000"})
    rows = dict(page.columns.parts)["All doctors"]
    costs = next(row for row in rows if row.what == "Cost, £ a year")
    assert costs.cells == tuple(f"{one.cost:,.0f}" for one in (found.baseline, *found.offers))
    over = next(row for row in rows if row.what.startswith("Over"))
    assert over.cells[1].startswith(f"{found.offers[0].over:+,.0f}") and over.cells[0] == "-"


def test_a_slider_moves_the_offer_as_a_sweep_does():
    version = a_ward()
    sliders = sliders_of(contract("imposed-2016-03"), {"saturday": 50, "basic": 11})
    variant = variant_of(sliders)
    assert variant == Variant(saturday=0.5, basic=0.11)
    found = swept(asked(version), "imposed-2016-03", variant)
    base = contract("newdeal-2002", on=contract("acas-2016-05").on)
    other = sweep(posts_of(version), contract("imposed-2016-03"), base, [variant], None, "rota")
    assert found.cost[1, BEST] == other.cost[0, BEST]
    data = {"moved": "imposed-2016-03", "of": "imposed-2016-03", "saturday": "50", "basic": "11"}
    says = talks_page((version,), data).moved.says
    assert f"£{other.cost[0, BEST]:,.0f}" in says and "against the offer as it was made" in says


@pytest.mark.parametrize("offer", OFFERS)
def test_a_slider_that_nobody_moved_changes_nothing_and_each_end_is_a_contract(offer):
    terms = contract(offer)
    for each in sliders_of(terms, {}):
        assert not each.moved
        for end in (each.slider.low, each.high):
            moved = sliders_of(terms, {each.slider.term: end})
            assert set(deal_of(moved)) <= set(TERMS)
            assert apply_variant(terms, variant_of(moved)).id == offer


def test_sliders_of_another_offer_begin_as_it_was_made():
    version = a_ward()
    data = {"moved": "acas-2016-05", "of": "imposed-2016-03", "basic": "2"}
    moved = talks_page((version,), data).moved
    assert moved.offer == "acas-2016-05" and not any(each.moved for each in moved.sliders)
    assert "saturday" not in {each.slider.term for each in moved.sliders}


def test_grades_of_few_doctors_are_shown_together():
    assert groups_of(["F1"] * 5 + ["F2"] * 7) == {"F1": "F1", "F2": "F2"}
    assert groups_of(["F1"] * 5 + ["ST1"] * 2 + ["ST2"] * 3)["ST1"] == "ST1, ST2"
    few = groups_of(["F1"] * 5 + ["F2"] * 9 + ["ST1"] * 2)
    assert few == {"F1": "F1, ST1", "F2": "F2", "ST1": "F1, ST1"}
    version = a_ward(("F1",) * 5 + ("ST1",) * 2)
    found = compared(asked(version))
    assert [group.doctors for group in merged(found).offers[0].grades] == [7]
    together = merged(found).offers[0].grades[0]
    assert np.isclose(together.change["value"], found.offers[0].everyone.change["value"])
    page = talks_page((version,), {})
    assert [row.cells[0] for row in page.moved.rows] == ["7"]


def test_a_department_of_few_has_no_figures():
    version = a_ward(("F1",) * 4)
    with pytest.raises(InputError, match="somebody's own"):
        posts_of(version)
    page = talks_page((version,), {})
    assert page.columns is None and page.moved is None and len(page.faults) == 1


def test_offers_stand_in_the_zone_by_what_they_are_worth():
    version = a_ward()
    table = sides_at([version.period.department])
    found = zone_of(settled(table, [None, None]), OFFERS, {"saturday": 0.5, "basic": 0.05})
    stands = {stand.name: stand for stand in found.stands}
    one, two = table.sides
    assert stands["imposed-2016-03"].worth == pytest.approx(
        (0.6 * 0.3 / 0.5 + 0.4, 0.45 * 0.2 / 0.5), abs=1e-4
    )
    assert stands["as moved"].worth == pytest.approx((0.6, 0.55))
    assert stands["as moved"].says == "both could say yes"
    assert stands["imposed-2016-03"].says == f"{one.name} alone could say yes"
    assert found.left_out == ("acas-2016-05 has no place here: no saturday of its own.",)
    wants_more = zone_of(settled(table, [None, 0.6]), OFFERS, {"saturday": 0.5, "basic": 0.05})
    assert (
        next(s for s in wants_more.stands if s.name == "as moved").says != stands["as moved"].says
    )
    assert two.reservation == 0.4


def test_the_page_answers_first_and_htmx_has_the_part_that_moves():
    version = a_ward()
    client = client_of(person(Role.NEGOTIATOR, version.period.department))
    page = client.get(talks_address(version)).content.decode()
    assert page.index("Under acas-2016-05") < page.index("Move the open terms")
    part = client.get(f"{talks_address(version)}?saturday=40", headers={"HX-Request": "true"})
    text = part.content.decode()
    assert text.lstrip().startswith('<div id="moved"') and "Offers side by side" not in text
    assert "40% (offered: 30%)" in text


@pytest.mark.parametrize(
    "query",
    [
        "saturday=nonsense&basic=nan&night=inf&weekend=-7&saturday_from=99",
        "envelope=-1",
        "envelope=nonsense",
        "moved=nothing&baseline=nothing&offers=nothing",
        "reserved_0=-5&reserved_1=1e300",
        "baseline=consultant-2003",
        "baseline=nz-rda&offers=acas-2016-05",
    ],
)
def test_nonsense_is_no_error_of_ours(query):
    version = a_ward()
    client = client_of(person(Role.NEGOTIATOR, version.period.department))
    assert client.get(f"{talks_address(version)}?{query}").status_code == 200


def test_where_nothing_is_published_the_page_says_so():
    here = department()
    client = client_of(person(Role.NEGOTIATOR, here))
    page = client.get(f"/at/{here.hospital.slug}/{here.slug}/talks/").content.decode()
    assert "No rota is published here yet" in page


def test_a_whole_hospital_is_its_departments_together():
    first = a_ward()
    second = a_ward(slug="other")
    hospital = first.period.department.hospital
    client = client_of(person(Role.NEGOTIATOR, hospital))
    page = client.get(f"/hospital/{hospital.slug}/talks/").content.decode()
    many = sum(len(posts_of(each).doctors) for each in (first, second))
    assert re.search(rf"of {many} doctors gain", page) and "Other, version 1" in page


def test_what_is_worked_out_follows_the_folder():
    version = a_ward()
    before = posts_of(version)
    assert posts_of(version) is before
    version.period.department.change()
    assert posts_of(version) is not before


def test_posts_have_no_name_of_the_rota():
    version = a_ward()
    posts = posts_of(version)
    assert posts.rota.doctors == tuple(f"Post {k}" for k in range(1, 10))
    everything = f"{posts}{posts.doctors}{posts.rota}{posts.notes}"
    assert not [name for name in NAMES if name in everything]
