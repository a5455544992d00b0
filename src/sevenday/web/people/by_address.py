"""What an administrator does at the server's shell, to people by their address."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people import accounts, lines
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.people.shell import ADDRESS, shell

Done = TypeVar("Done")


def everybody() -> Iterator[str]:
    """A line a person: address, name, whether they may sign in and last did, their roles."""
    people = User.objects.exclude(email=ADDRESS).order_by("email")
    if not people:
        yield "Nobody yet: sevenday user add, or the link that sevenday serve prints."
    width = max((len(each.email) for each in people), default=0)
    for each in people.prefetch_related("memberships__hospital", "memberships__department"):
        roles = "; ".join(_role_words(role) for role in each.memberships.all()) or "no role"
        yield f"{each.email:{width}}  {each.name or '-'}, {_signed_in(each)}: {roles}"


def add(email: str, name: str, role: str, at: str) -> str:
    """Give somebody an account and a role; the path of their link, none where they sign in."""
    if "@" not in email:
        raise InputError(Fault("no e-mail address", "", None, "EMAIL", email, code="unknown-word"))
    hospital, department = _place(at)
    given = accounts.invite, shell(), email, name, _role(role), hospital, department
    _, path = _refused(*given)
    return path


def new_link(email: str) -> str:
    """The path of a new one-time link."""
    user = _user(email)
    if (role := user.memberships.first()) is None:
        how = "sevenday user roles --give"
        raise InputError(Fault("no role", "", None, "EMAIL", email, how, code="missing-value"))
    return _refused(accounts.renew_link, shell(), role)


def change_roles(email: str, give: str, take: str, at: str) -> list[str]:
    """Give a role or take one, and say which there are then, a line each."""
    user, (hospital, department) = _user(email), _place(at)
    if give:
        given = accounts.invite, shell(), user.email, "", _role(give), hospital, department
        _refused(*given)
    if take:
        role = user.memberships.filter(
            role=_role(take), hospital=hospital, department=department
        ).first()
        if role is None:
            where = at or "everywhere"
            what = f"{user} is not {Role(take).label} of {where}"
            how = "a role that they have there"
            raise InputError(Fault(what, "", None, "--take", take, how, code="unknown-word"))
        _refused(accounts.take_role, shell(), role)
    return [_role_words(each) for each in user.memberships.all()] or ["no role"]


def give_line(email: str, name: str, at: str) -> str:
    """Let a line of a department's rota be somebody's, or with no name none; in words."""
    user, (_, department) = _user(email), _place(at)
    role = user.memberships.filter(role=Role.DOCTOR, department=department).first()
    if department is None or role is None:
        what = f"{user} is no doctor of {at or 'everywhere'}"
        how = "sevenday user roles --give doctor --at HOSPITAL/DEPARTMENT"
        raise InputError(Fault(what, "", None, "--at", at, how, code="missing-value"))
    line = department.doctors.filter(name=name).first()
    if name and line is None:
        known = f"one of {', '.join(department.doctors.values_list('name', flat=True))}"
        fault = Fault("no such line", "", None, "--line", name, known, code="unknown-doctor")
        raise InputError(fault)
    _refused(lines.give_line, shell(), role, line)
    return f"{user} is {name or 'no line'} of {department}"


def disable(email: str, enable: bool = False) -> str:
    """Let somebody sign in no more, or again; what was done, in words."""
    user = _user(email)
    change = accounts.open_account if enable else accounts.close_account
    _refused(change, shell(), user)
    return f"{user} may sign in again" if enable else f"{user} may not sign in any more"


def _user(email: str) -> User:
    """The person of an address. Raises InputError for nobody's."""
    user = User.objects.filter(email=email.strip().lower()).exclude(email=ADDRESS).first()
    if user is None:
        how = "one of sevenday user list"
        raise InputError(Fault("nobody", "", None, "EMAIL", email, how, code="unknown-word"))
    return user


def _role(word: str) -> Role:
    """A role by its word. Raises InputError for none."""
    if word not in Role.values:
        known = f"one of {', '.join(Role.values)}"
        raise InputError(Fault("no such role", "", None, "ROLE", word, known, code="unknown-word"))
    return Role(word)


def _place(at: str) -> tuple[Hospital | None, Department | None]:
    """HOSPITAL or HOSPITAL/DEPARTMENT as addresses have them; blank: everywhere.

    Raises InputError for a place that there is not.
    """
    if not at:
        return None, None
    slug, _, part = at.strip("/").partition("/")
    hospital = Hospital.objects.filter(slug=slug).first()
    department = hospital.departments.filter(slug=part).first() if hospital and part else None
    if hospital is None or (part and department is None):
        there = [each.slug for each in Hospital.objects.order_by("slug")]
        there += [
            f"{each.hospital.slug}/{each.slug}"
            for each in Department.objects.select_related("hospital").order_by("slug")
        ]
        known = f"one of {', '.join(there)}" if there else "none is there yet"
        raise InputError(Fault("no such place", "", None, "--at", at, known, code="unknown-word"))
    return hospital, department


def _refused(change: Callable[..., Done], *given: object) -> Done:
    """What a service gives; what it refuses is an InputError."""
    try:
        return change(*given)
    except ValidationError as error:
        raise InputError(Fault(error.messages[0], code="repeated")) from None


def _role_words(role: Membership) -> str:
    where = "/".join(each.slug for each in (role.hospital, role.department) if each)
    return f"{role.role} of {where or 'everything'}"


def _signed_in(user: User) -> str:
    if not user.is_active:
        return "closed"
    if user.last_login is None:
        return "has not signed in"
    return f"last in {short_date(timezone.localtime(user.last_login))}"
