"""The addresses of the administrator's own pages."""

from sevenday.web.administration import views
from sevenday.web.pages import page
from sevenday.web.permissions import MANAGE_PEOPLE

urlpatterns = [
    page("administration/", views.home, "administration", MANAGE_PEOPLE, menu="Administration"),
    page("administration/server/", views.server, "server", MANAGE_PEOPLE, menu="Server"),
]
