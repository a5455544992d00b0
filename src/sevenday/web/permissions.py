"""Who may see and do what: every rule of the browser's pages, in one file.

A page says its rule where its address is made (`pages.page`); the middleware asks it, and a page
without one is closed. A role counts where it was given: at a department, at a whole hospital, or
everywhere.
"""

from dataclasses import dataclass

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import Role, User


@dataclass(frozen=True)
class Place:
    """Where a page is: a department, a hospital, or neither."""

    hospital: Hospital | None = None
    department: Department | None = None


@dataclass(frozen=True)
class Rule:
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

    def allows(self, user: User, place: Place) -> bool:
        """Whether a person who is signed in may open a page at a place."""
        return not self.roles or bool(self.roles & roles_at(user, place, self.whole))


def roles_at(user: User, place: Place, whole: bool = False) -> frozenset[Role]:
    """A person's roles at a place; those at parts of it too, unless they must cover the whole."""
    return frozenset(
        role
        for role, hospital, department in user.roles
        if _covers(hospital, department, place) or (not whole and _is_within(hospital, place))
    )


def _covers(hospital: int | None, department: int | None, place: Place) -> bool:
    """Whether a role at a hospital or department (none: everywhere) covers all of a place."""
    if hospital is None:
        return True
    if place.hospital is None or hospital != place.hospital.pk:
        return False
    if department is None:
        return True
    return place.department is not None and department == place.department.pk


def _is_within(hospital: int | None, place: Place) -> bool:
    """Whether a role is at some part of a place that is no department."""
    if place.department is not None:
        return False
    return place.hospital is None or hospital == place.hospital.pk


ANYONE = Rule("open a page that asks for nobody", signed_in=False, second_factor=False)
SIGNED_IN = Rule("see to their own account", second_factor=False)
MEMBER = Rule("see what they may open", frozenset(Role), second_factor=False)
OWN_PAGES = Rule("see their own duties and ask for changes", frozenset({Role.DOCTOR}), True, False)
SEE_ROTA = Rule(
    "see the whole rota, its gaps and its breaches",
    frozenset({Role.COORDINATOR, Role.HR, Role.GUARDIAN, Role.OPERATIONS}),
)
EDIT_ROTA = Rule("change, build and publish the rota", frozenset({Role.COORDINATOR}))
DECIDE_REQUESTS = Rule("agree and refuse requests", frozenset({Role.COORDINATOR}))
SEE_EXCEPTIONS = Rule("see exception reports", frozenset({Role.HR, Role.GUARDIAN}))
SEE_PAY = Rule("see everybody's pay", frozenset({Role.HR}))
INVITE_DOCTORS = Rule("invite doctors", frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}))
MANAGE_PEOPLE = Rule("give and take roles", frozenset({Role.ADMINISTRATOR}), whole=True)
SEE_CHANGES = Rule("see who changed what", frozenset({Role.ADMINISTRATOR}), whole=True)
