"""Who may see and do what: every rule of the browser's pages, in one file.

Who looks at a rota and does not make it sees what is published, as the doctors hold it. Why
somebody is away is for that person and for the co-ordinator, who must fill the place and count the
leave; everybody else sees that they are away.

A page says its rule where its address is made (`pages.page`); the middleware asks it, and a page
without one is closed. A role counts where it was given: at a department, at a whole hospital, or
everywhere.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import Role, User


@dataclass(frozen=True)
class Workplace:
    """Where a page is: a department, a hospital, or neither."""

    hospital: Hospital | None = None
    department: Department | None = None


@dataclass(frozen=True)
class AccessRule:
    """Who may open a page.

    Attributes
    ----------
    says
        What it lets a person do, as "see the rota".
    roles
        Any of these will do; none: whoever is signed in.
    signed_in
        Whether the page asks who somebody is.
    second_factor
        Whether it asks for a second proof of that.
    whole
        Whether a role at a part of the place is not enough: one department's administrator does
        not see a whole hospital's changes.
    """

    says: str
    roles: frozenset[Role] = frozenset()
    signed_in: bool = True
    second_factor: bool = True
    whole: bool = False

    def allows(self, user: User, place: Workplace) -> bool:
        """Whether a person who is signed in may open a page at a place."""
        return not self.roles or bool(self.roles & roles_at(user, place, self.whole))


def roles_at(user: User, place: Workplace, whole: bool = False) -> frozenset[Role]:
    """A person's roles at a place; those at parts of it too, unless they must cover the whole."""
    return frozenset(
        role
        for role, hospital, department in user.roles
        if _covers(hospital, department, place) or (not whole and _is_within(hospital, place))
    )


def users_with(role: Role, department: Department) -> QuerySet[User]:
    """Everybody who has a role at a department: there, at its hospital, or everywhere."""
    at = (
        Q(memberships__department=department)
        | Q(memberships__hospital=department.hospital_id, memberships__department=None)
        | Q(memberships__hospital=None)
    )
    return User.objects.filter(at, memberships__role=role, is_active=True).distinct()


def _covers(hospital: int | None, department: int | None, place: Workplace) -> bool:
    """Whether a role at a hospital or department (none: everywhere) covers all of a place."""
    if hospital is None:
        return True
    if place.hospital is None or hospital != place.hospital.pk:
        return False
    if department is None:
        return True
    return place.department is not None and department == place.department.pk


def _is_within(hospital: int | None, place: Workplace) -> bool:
    """Whether a role is at some part of a place that is no department."""
    if place.department is not None:
        return False
    return place.hospital is None or hospital == place.hospital.pk


ANYONE = AccessRule("open a page that asks for nobody", signed_in=False, second_factor=False)
SIGNED_IN = AccessRule("see to their own account", second_factor=False)
MEMBER = AccessRule("see what they may open", frozenset(Role), second_factor=False)
OWN_PAGES = AccessRule(
    "see their own duties and ask for changes", frozenset({Role.DOCTOR}), True, False
)
SEE_ROTA = AccessRule(
    "see the whole published rota, its gaps and its breaches",
    frozenset({Role.COORDINATOR, Role.HR, Role.GUARDIAN, Role.OPERATIONS}),
)
SEE_DRAFT = AccessRule("see a rota before it is published", frozenset({Role.COORDINATOR}))
SEE_ABSENCE = AccessRule("see why somebody is away", frozenset({Role.COORDINATOR}))
SEE_PUBLISHED = AccessRule(
    "see the rota that is published",
    frozenset({Role.DOCTOR, Role.COORDINATOR, Role.HR, Role.GUARDIAN, Role.OPERATIONS}),
    second_factor=False,
)
EDIT_ROTA = AccessRule("change, build and publish the rota", frozenset({Role.COORDINATOR}))
DECIDE_REQUESTS = AccessRule("agree and refuse requests", frozenset({Role.COORDINATOR}))
SET_DEPARTMENT = AccessRule(
    "set what a department goes by", frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
)
INVITE_DOCTORS = AccessRule("invite doctors", frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}))
MANAGE_PEOPLE = AccessRule("give and take roles", frozenset({Role.ADMINISTRATOR}), whole=True)
SEE_CHANGES = AccessRule("see who changed what", frozenset({Role.ADMINISTRATOR}), whole=True)
SEE_PAY = AccessRule("see what each doctor is paid", frozenset({Role.HR}))
SEE_REPORTS = AccessRule("see exception reports", frozenset({Role.HR, Role.GUARDIAN}))
SEE_TALKS = AccessRule("see what offers do", frozenset({Role.NEGOTIATOR}))
SEE_WHOLE_TALKS = AccessRule(
    "see what offers do in a whole hospital", frozenset({Role.NEGOTIATOR}), whole=True
)
SEE_FLOW = AccessRule(
    "see how patients flow, and which trusts are at risk", frozenset({Role.OPERATIONS})
)
PLAN_WALKOUT = AccessRule(
    "see what a walkout makes unsafe, and plan again on the morning's counts",
    frozenset({Role.OPERATIONS}),
)
MAKE_TOKENS = AccessRule("make tokens for their own programs", frozenset(Role))
BY_TOKEN = AccessRule("call with a token", signed_in=False, second_factor=False)
DOCUMENT = AccessRule("read the API's document", signed_in=False, second_factor=False)
SEE_COMPLIANCE = AccessRule("see which lines break a rule", frozenset({Role.HR, Role.GUARDIAN}))
SEND_SCHEDULES = AccessRule("send work schedules", frozenset({Role.HR}))
SEE_FINES = AccessRule("see the guardian's fines", frozenset({Role.GUARDIAN}))
SEE_BOARD_REPORT = AccessRule(
    "see what the guardian reports to the board", frozenset({Role.HR, Role.GUARDIAN}), whole=True
)
