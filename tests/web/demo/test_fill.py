"""The demo shows full, lawful rotas, something to do, a walkout, and a person of each role."""

import pytest

from sevenday.errors import InputError
from sevenday.web.demo.fill import FIRST, fill
from sevenday.web.demo.people import PASSWORD, PEOPLE, sign_in_lines
from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.permissions import PLAN_WALKOUT, Workplace
from sevenday.web.requests.models import Request, Swap
from sevenday.web.rotas.checking import judge_rota
from sevenday.web.rotas.current import latest, published, today
from sevenday.web.rotas.gaps import gaps
from sevenday.web.rotas.models import Version
from sevenday.web.rotas.publishing import is_whole
from sevenday.web.walkouts.plans import missing_plan


@pytest.fixture
def filled(db) -> None:
    fill()


def test_the_demo(filled):
    both = {each.slug: each for each in Department.objects.all()}
    for department in both.values():
        period = department.periods.get()
        now = published(period)
        assert now is not None and judge_rota(now).breaches == ()
        assert is_whole(Version.objects.get(period=period))
    psychiatry = both["psychiatry"].periods.get()
    assert gaps(published(psychiatry)) == []
    short = gaps(latest(psychiatry))
    assert short and {gap.need.shift[0] for gap in short} <= {"N", "D"}
    assert psychiatry.locks.count() == 1
    assert Request.objects.filter(state="asked").count() == 3 and Swap.objects.count() == 1
    report = both["emergency"].reports.get()
    assert report.day < today() or today() <= FIRST  # nobody stays late tomorrow
    assert missing_plan(both["all-services"]) == ("", "")  # its walkout can be planned
    odette = User.objects.get(email="odette@example.org")
    assert PLAN_WALKOUT.allows(odette, Workplace(both["all-services"].hospital))
    assert {member.role for member in Membership.objects.all()} == {role.value for role in Role}
    for person in PEOPLE:
        assert User.objects.get(email=person.email).check_password(PASSWORD)
    before = User.objects.count()
    fill()  # nothing: it is there
    assert User.objects.count() == before
    assert len(sign_in_lines()) == len(PEOPLE) + 1


def test_a_demo_is_served_to_this_machine_alone():
    from sevenday.cli.serve import serve

    with pytest.raises(InputError, match="not this machine"):
        serve(demo=True, host="0.0.0.0")


def test_names_of_the_demo_are_of_no_mail():
    assert all(person.email.endswith("@example.org") for person in PEOPLE)
