"""The addresses of the pages by which hospitals and departments are added."""

from sevenday.web.hospitals.views import hospital, hospitals
from sevenday.web.pages import AT_HOSPITAL, page
from sevenday.web.permissions import MANAGE_PEOPLE

urlpatterns = [
    page("hospitals/", hospitals, "hospitals", MANAGE_PEOPLE, menu="Hospitals"),
    page(AT_HOSPITAL, hospital, "hospital", MANAGE_PEOPLE, menu="Departments"),
]
