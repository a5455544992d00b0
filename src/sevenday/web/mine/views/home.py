"""What am I doing next, and the team's month beside mine."""

from django.http import HttpResponse
from django.shortcuts import render

from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine import calendars
from sevenday.web.mine.lines import of_my_line, published_on
from sevenday.web.mine.presenters.home import home as shown
from sevenday.web.mine.presenters.team import team as team_of
from sevenday.web.pages import PageRequest, asked_date
from sevenday.web.rotas.current import minute_of_day, today


@of_my_line
def home(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """The next duty, the week, what changed, what the doctor carries beside the team."""
    day = today()
    rota = published_on(doctor, asked_date(request, "week") or day)
    if rota is None:
        return render(request, "mine/no_rota.jinja")
    page = shown(doctor, rota, day, minute_of_day(), asked_date(request, "week"))
    return render(request, "mine/home.jinja", {"home": page, "today": day, "doctor": doctor})


@of_my_line
def team(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """Four weeks of everybody's published duties, the doctor's own first."""
    rota = published_on(doctor, asked_date(request, "from") or today())
    if rota is None:
        return render(request, "mine/no_rota.jinja")
    page = team_of(doctor, rota, asked_date(request, "from") or today())
    return render(request, "mine/team.jinja", {"team": page, "today": today()})


@of_my_line
def calendar_link(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """The private link of the doctor's calendar: made, shown, renewed."""
    if request.method == "POST":
        calendars.renew(request.user, doctor)
    link = calendars.link_of(doctor)
    address = request.build_absolute_uri(link) if link else ""
    return render(request, "mine/calendar.jinja", {"address": address})


def feed(request: PageRequest, doctor: int, word: str) -> HttpResponse:
    """A doctor's duties for a phone: whoever has the link may ask."""
    text = calendars.feed(doctor, word)
    if text is None:
        return HttpResponse(
            "This calendar link is not known. It may have been renewed.", status=404
        )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="duties.ics"'
    answer["Cache-Control"] = "private, max-age=900"
    return answer
