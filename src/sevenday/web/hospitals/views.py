"""The pages by which hospitals and departments are added, and a department's settings chosen."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sevenday.errors import InputError
from sevenday.web.hospitals import presenters
from sevenday.web.hospitals.adding import add_department, add_hospital
from sevenday.web.hospitals.choosing import choices_of, choose
from sevenday.web.hospitals.forms import ChoicesForm, NameForm
from sevenday.web.mine.faults import add_faults
from sevenday.web.pages import PageRequest


def hospitals(request: PageRequest) -> HttpResponse:
    """Every hospital, and another."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_hospital(request.user, form.cleaned_data["name"])
            return redirect(reverse("hospital", kwargs={"hospital": made.slug}))
        except ValidationError as error:
            form.add_error("name", error)
    rows = presenters.every_hospital()
    return render(request, "hospitals/hospitals.jinja", {"form": form, "rows": rows})


def settings(request: PageRequest) -> HttpResponse:
    """What a department goes by, each with what it changes."""
    department = request.place.department
    assert department is not None
    form = ChoicesForm(request.POST or None, now=choices_of(department))
    if request.method == "POST" and form.is_valid():
        try:
            choose(request.user, department, form.chosen())
        except InputError as error:
            add_faults(form, error, {"contract": "contract", "nation": "nation"})
        else:
            messages.info(request, "Saved.")
            slugs = {"hospital": department.hospital.slug, "department": department.slug}
            return redirect(reverse("department_settings", kwargs=slugs))
    return render(request, "hospitals/settings.jinja", {"form": form})


def hospital(request: PageRequest) -> HttpResponse:
    """A hospital's departments, and another."""
    home = request.place.hospital
    assert home is not None
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_department(request.user, home, form.cleaned_data["name"])
            slugs = {"hospital": home.slug, "department": made.slug}
            return redirect(reverse("people_department", kwargs=slugs))
        except ValidationError as error:
            form.add_error("name", error)
    rows = presenters.departments_of(home)
    return render(request, "hospitals/hospital.jinja", {"form": form, "rows": rows})
