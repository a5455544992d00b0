"""The address where a hospital is renamed: the last word of its menu."""

from sevenday.web.administration.views import hospital_name
from sevenday.web.pages import AT_HOSPITAL, page
from sevenday.web.permissions import MANAGE_PEOPLE

urlpatterns = [
    page(f"{AT_HOSPITAL}name/", hospital_name, "hospital_name", MANAGE_PEOPLE, menu="Name"),
]
