"""The addresses of the pages by which hospitals and departments are added."""

from sevenday.web.hospitals.views import hospital, hospitals, settings
from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, page
from sevenday.web.permissions import MANAGE_PEOPLE, SET_DEPARTMENT

urlpatterns = [
    page("hospitals/", hospitals, "hospitals", MANAGE_PEOPLE, menu="Hospitals"),
    page(AT_HOSPITAL, hospital, "hospital", MANAGE_PEOPLE, menu="Departments"),
    page(
        f"{AT_DEPARTMENT}settings/",
        settings,
        "department_settings",
        SET_DEPARTMENT,
        menu="Settings",
    ),
]
