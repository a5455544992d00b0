"""What is not safe? Can we cope, and who else? A department's queue, and the trusts by risk."""

from django.http import HttpResponse
from django.shortcuts import render

from sevenday.errors import InputError
from sevenday.flow.country.scenario import read_walkout
from sevenday.web.grid.places import department_of
from sevenday.web.operations.answering import answered
from sevenday.web.operations.home import operations_home
from sevenday.web.operations.inputs import MENDS, missing_input, published_version
from sevenday.web.operations.results import flow_wishes, scan_wishes
from sevenday.web.pages import PageRequest, asked_date
from sevenday.web.rotas.current import today


def home(request: PageRequest) -> HttpResponse:
    """What is not safe? A sentence each of open places, the queue and the trusts."""
    rows = operations_home(department_of(request), today())
    return render(request, "operations/home.jinja", {"rows": rows})


def flow(request: PageRequest) -> HttpResponse:
    """The queue with its band, doctors against demand, what one more is worth, from a day on."""
    department, day = department_of(request), asked_date(request, "on")
    on = f"{day}" if day else ""
    if missing := missing_input(department, published_version(department, today())):
        context = {
            "title": "Flow",
            "question": "Can we cope with who comes?",
            "missing": missing,
            "mend": MENDS[missing],
        }
        return render(request, "operations/missing.jinja", context)
    return answered(request, "flow", flow_wishes(department, on), {"on": on}, f"?on={on}")


def scan(request: PageRequest) -> HttpResponse:
    """Trusts by risk with intervals, what drives each, who could lend whom."""
    walkout = request.GET.get("walkout", "")[:10]
    fault = ""
    try:
        if walkout and not walkout.replace("-", "").isdigit():
            walkout = ""
        if walkout:
            read_walkout(walkout)
    except InputError as error:
        fault, walkout = f"{error.faults[0]}.", ""
    context = {"walkout": walkout, "fault": fault}
    return answered(request, "scan", scan_wishes(walkout), context, f"?walkout={walkout}")
