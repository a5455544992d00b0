"""The caller's own pay and calendar."""

from datetime import date

from django.http import Http404, HttpResponse

from sevenday.web.api.forms_of_json import CalendarJson, PayJson
from sevenday.web.api.operations.about import own_line, rota_from
from sevenday.web.api.routes import AT_DEPARTMENT, CallRequest, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.mine.calendars import link_of
from sevenday.web.mine.presenters.pay import own_pay
from sevenday.web.permissions import OWN_PAGES


@call("GET", f"{AT_DEPARTMENT}/my/pay/{{first}}", OWN_PAGES, Scope.PAY_OWN, PayJson)
def my_pay(request: CallRequest, first: date) -> HttpResponse:
    """The caller's own pay by a published rota, by the contract of its first date."""
    doctor = own_line(request)
    return as_answer(own_pay(rota_from(request, first, "published"), doctor, first))


@call("GET", f"{AT_DEPARTMENT}/my/calendar", OWN_PAGES, Scope.ROTA_READ, CalendarJson)
def my_calendar(request: CallRequest) -> HttpResponse:
    """The private link of the caller's calendar, once they have made it on its page."""
    link = link_of(own_line(request))
    if not link:
        raise Http404("you have made no calendar link yet: make it on the page My calendar")
    return as_answer({"address": request.build_absolute_uri(link)})
