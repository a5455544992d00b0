"""The addresses where hospitals and departments are renamed: the last words of their menus."""

from sevenday.web.administration.views import names
from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, page
from sevenday.web.permissions import MANAGE_PEOPLE

urlpatterns = [
    page(f"{AT_HOSPITAL}name/", names, "hospital_name", MANAGE_PEOPLE, menu="Name"),
    page(f"{AT_DEPARTMENT}name/", names, "department_name", MANAGE_PEOPLE, menu="Name"),
]
