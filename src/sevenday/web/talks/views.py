"""Who gains, who loses, by how much? For negotiators, and without persons by a link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sevenday.errors import InputError
from sevenday.web.api.rates import TooOftenError, count_call
from sevenday.web.pages import PageRequest
from sevenday.web.permissions import Workplace
from sevenday.web.talks import links
from sevenday.web.talks.forms import LinkForm, choices_sent
from sevenday.web.talks.posts import versions_at
from sevenday.web.talks.presenters.page import talks_page
from sevenday.web.talks.presenters.rota import posts_rota

GONE, TOO_OFTEN, REFUSED = 410, 429, 422


def talks(request: PageRequest) -> HttpResponse:
    """Offers side by side, terms that move, the zone; for htmx the part that moves alone."""
    versions = versions_at(request)
    if not versions:
        return render(request, "talks/nothing.jinja")
    page = talks_page(versions, request.GET, not request.htmx)
    context = {"page": page, "here": address_of(request.place), "versions": versions}
    name = "talks/moved.jinja" if request.htmx else "talks/talks.jinja"
    return render(request, name, {**context, "asked": request.GET.urlencode()})


@never_cache
def public_links(request: PageRequest) -> HttpResponse:
    """The links of this place, and a new one, which shows what its maker looks at."""
    form = LinkForm(request.POST or None)
    word, status = "", 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            word = links.make_link(
                request.user,
                request.place,
                versions_at(request),
                choices_sent(request.GET),
                given["name"],
                int(given["days"]),
            )
            form = LinkForm()
        except InputError as error:
            form.add_error(None, [f"{fault}." for fault in error.faults])
            status = REFUSED
    context = {
        "form": form,
        "word": request.build_absolute_uri(word) if word else "",
        "links": links.links_at(request.place),
        "here": address_of(request.place),
        "asked": request.GET.urlencode(),
    }
    return render(request, "talks/links.jinja", context, status=status)


@require_POST
def revoke_link(request: PageRequest, link: int) -> HttpResponse:
    """End a link of this place now."""
    links.revoke(request.user, get_object_or_404(links.links_at(request.place), pk=link))
    return redirect(address_of(request.place, "talks_links"))


@never_cache
def public(request: HttpRequest, word: str) -> HttpResponse:
    """What offers do on published rotas, for whoever has the link: no persons, no account."""
    try:
        count_call(f"link:{request.META.get('REMOTE_ADDR', '')}", links.CALLS_A_MINUTE)
        link = links.find_link(word)
        if link is not None:
            count_call(f"link:{link.pk}", links.CALLS_A_MINUTE)
    except TooOftenError as error:
        answer = render(request, "talks/too_often.jinja", status=TOO_OFTEN)
        answer["Retry-After"] = f"{error.wait}"
        return _unlisted(answer)
    if link is None:
        return _unlisted(render(request, "talks/gone.jinja", status=GONE))
    found = link.versions.select_related("period__department__hospital")
    versions = tuple(found.order_by("period__department__slug"))
    context: dict[str, Any] = {
        "link": link,
        "page": talks_page(versions, link.asked),
        "rotas": [posts_rota(version) for version in versions],
        "user": None,
    }
    return _unlisted(render(request, "talks/public.jinja", context))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """No search engine lists it, and no page that is gone to from it learns its address."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def address_of(place: Workplace, name: str = "talks") -> str:
    """A page of the talks of a department, or of a whole hospital."""
    assert place.hospital is not None
    if place.department is None:
        return reverse(f"{name}_hospital", kwargs={"hospital": place.hospital.slug})
    slugs = {"hospital": place.hospital.slug, "department": place.department.slug}
    return reverse(name, kwargs=slugs)
