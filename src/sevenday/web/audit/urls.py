"""The addresses of the pages of changes."""

from sevenday.web.audit.views import changes, changes_csv
from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, page
from sevenday.web.permissions import SEE_CHANGES

urlpatterns = [
    page("changes/", changes, "changes_everywhere", SEE_CHANGES, menu="Changes"),
    page("changes.csv", changes_csv, "changes_everywhere_csv", SEE_CHANGES),
    page(f"{AT_HOSPITAL}changes/", changes, "changes_hospital", SEE_CHANGES, menu="Changes"),
    page(f"{AT_HOSPITAL}changes.csv", changes_csv, "changes_hospital_csv", SEE_CHANGES),
    page(f"{AT_DEPARTMENT}changes/", changes, "changes_department", SEE_CHANGES, menu="Changes"),
    page(f"{AT_DEPARTMENT}changes.csv", changes_csv, "changes_department_csv", SEE_CHANGES),
]
