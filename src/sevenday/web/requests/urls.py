"""The address of the page on which somebody is reported away."""

from sevenday.web.pages import AT_DEPARTMENT, page
from sevenday.web.permissions import EDIT_ROTA
from sevenday.web.requests.views import away

urlpatterns = [page(f"{AT_DEPARTMENT}away/", away, "away", EDIT_ROTA, menu="Somebody away")]
