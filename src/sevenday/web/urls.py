"""Every page's address, app by app. The menu has their order."""

from django.urls import include, path

urlpatterns = [
    path("", include("sevenday.web.administration.urls")),
    path("", include("sevenday.web.hr.urls")),
    path("", include("sevenday.web.guardian.urls")),
    path("", include("sevenday.web.operations.urls")),
    path("", include("sevenday.web.walkouts.urls")),
    path("", include("sevenday.web.grid.urls")),
    path("", include("sevenday.web.requests.urls")),
    path("", include("sevenday.web.mine.urls")),
    path("", include("sevenday.web.notices.urls")),
    path("", include("sevenday.web.talks.urls")),
    path("", include("sevenday.web.people.urls")),
    path("", include("sevenday.web.personal.urls")),
    path("", include("sevenday.web.hospitals.urls")),
    path("", include("sevenday.web.audit.urls")),
    path("", include("sevenday.web.administration.names")),
    path("", include("sevenday.web.api.urls")),
    path("", include("sevenday.web.watch.urls")),
]
