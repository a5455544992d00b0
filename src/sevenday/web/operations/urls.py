"""The addresses of operations."""

from sevenday.web.operations import views
from sevenday.web.pages import AT_DEPARTMENT, page
from sevenday.web.permissions import SEE_FLOW

urlpatterns = [
    page(f"{AT_DEPARTMENT}operations/", views.home, "operations", SEE_FLOW, menu="Operations"),
    page(f"{AT_DEPARTMENT}flow/", views.flow, "flow", SEE_FLOW, menu="Flow"),
    page(f"{AT_DEPARTMENT}scan/", views.scan, "scan", SEE_FLOW, menu="Scan of trusts"),
]
