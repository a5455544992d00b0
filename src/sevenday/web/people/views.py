"""The pages of accounts that are not allauth's: front, one-time link, welcome, people."""

from allauth.account import app_settings
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sevenday.web.pages import PageRequest
from sevenday.web.people import accounts, presenters
from sevenday.web.people.forms import InviteForm, LineForm, WelcomeForm
from sevenday.web.people.lines import free_lines, give_line, line_of
from sevenday.web.people.links import BY_LINK, find_link, use_link
from sevenday.web.people.models import Membership, Role
from sevenday.web.permissions import MANAGE_PEOPLE, Workplace

GONE = 410


def front(request: PageRequest) -> HttpResponse:
    """Where a person begins: the page of their only department, or a list of what is theirs."""
    places = presenters.places_of(request.user)
    may_add = MANAGE_PEOPLE.allows(request.user, Workplace())
    if len(places) == 1 and not may_add:
        return redirect(places[0].address)
    return render(request, "people/front.jinja", {"places": places, "may_add": may_add})


def department_front(request: PageRequest) -> HttpResponse:
    """A department's first page: the first that the person may open, or a word that says so."""
    first = presenters.first_page(request)
    return redirect(first) if first else render(request, "people/department.jinja")


def one_time_link(request: PageRequest, word: str) -> HttpResponse:
    """Show a button; what it sends signs in. Mail scanners follow links, but press no buttons."""
    if request.method != "POST":
        link = find_link(word)
        status = 200 if link else GONE
        return render(request, "people/one_time_link.jinja", {"link": link}, status=status)
    user = use_link(word)
    if user is None:
        return render(request, "people/one_time_link.jinja", {"link": None}, status=GONE)
    request.session[BY_LINK] = user.pk
    login = Login(
        user=user,
        redirect_url=reverse("welcome"),
        email_verification=app_settings.EmailVerificationMethod.NONE,
    )
    answer: HttpResponse = perform_login(request, login)
    return answer


def welcome(request: PageRequest) -> HttpResponse:
    """Who came by a link chooses a password (or goes on to make a passkey)."""
    user = request.user
    if request.session.get(BY_LINK) != user.pk:
        return redirect("front")
    email = "" if user.email == accounts.FIRST_ADDRESS else user.email
    form = WelcomeForm(request.POST or None, user=user, initial={"name": user.name, "email": email})
    if request.method == "POST" and form.is_valid():
        accounts.choose_password(user, **form.cleaned_data)
        del request.session[BY_LINK]
        update_session_auth_hash(request, user)
        record_authentication(request, user, method="password", reauthenticated=True)
        return redirect("front")
    return render(request, "people/welcome.jinja", {"form": form})


def second_factor(request: PageRequest) -> HttpResponse:
    """Say why a page asks for a second proof, and how to make one."""
    return render(request, "people/second_factor.jinja")


def people(request: PageRequest) -> HttpResponse:
    """Who has which role here, and an invitation."""
    place = request.place
    roles = [role for role in Role if accounts.may_give(request.user, role, place)]
    form = InviteForm(request.POST or None, roles=roles)
    link = ""
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data.pop("role"))
        try:
            _, link = accounts.invite(
                request.user,
                form.cleaned_data["email"],
                form.cleaned_data["name"],
                role,
                place.hospital,
                place.department,
            )
            form = InviteForm(roles=roles)
        except ValidationError as error:
            form.add_error("email", error)
    context = {
        "form": form,
        "link": request.build_absolute_uri(link) if link else "",
        "people": presenters.people_at(request.user, place),
    }
    return render(request, "people/people.jinja", context)


def person(request: PageRequest, membership: int) -> HttpResponse:
    """Take somebody's role, make them a new link, or say which line of the rota is theirs."""
    place = request.place
    found = get_object_or_404(
        Membership, pk=membership, hospital=place.hospital, department=place.department
    )
    link = error = ""
    lines = free_lines(found) if found.role == Role.DOCTOR and place.department else []
    mine = line_of(found.user, place.department)
    form = LineForm(
        request.POST if "give" in request.POST else None,
        lines=lines,
        initial={"line": f"{mine.pk}" if mine else ""},
    )
    if request.method == "POST":
        try:
            if "give" in request.POST:
                if form.is_valid():
                    chosen = form.cleaned_data["line"]
                    line = next((each for each in lines if f"{each.pk}" == chosen), None)
                    give_line(request.user, found, line)
                    return redirect(presenters.people_address(place))
            elif "link" in request.POST:
                link = request.build_absolute_uri(accounts.renew_link(request.user, found))
            elif "second" in request.POST:
                accounts.take_second_factor(request.user, found)
            else:
                accounts.take_role(request.user, found)
                return redirect(presenters.people_address(place))
        except ValidationError as refused:
            error = refused.messages[0]
    context = {
        "given_role": found,
        "form": form,
        "has_lines": bool(lines),
        "link": link,
        "error": error,
        "may_let_in": accounts.may_let_in(request.user, found.user),
        "has_second": is_mfa_enabled(found.user),
    }
    return render(request, "people/person.jinja", context)
