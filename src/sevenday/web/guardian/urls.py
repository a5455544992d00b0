"""The addresses of the guardian's pages and HR's of reports; the first is in `hr/urls.py`."""

from sevenday.web.guardian import views
from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, page
from sevenday.web.permissions import SEE_BOARD_REPORT, SEE_FINES, SEE_REPORTS

REPORTS = f"{AT_DEPARTMENT}reports/"
BOARD = f"{AT_HOSPITAL}board-report"

urlpatterns = [
    page(REPORTS, views.reports, "reports", SEE_REPORTS, menu="Exception reports"),
    page(f"{REPORTS}<int:report>/", views.report, "report", SEE_REPORTS),
    page(f"{AT_DEPARTMENT}guardian/fines/", views.fines, "guardian_fines", SEE_FINES, menu="Fines"),
    page(f"{BOARD}/", views.board, "board_report", SEE_BOARD_REPORT, menu="Board's report"),
    page(f"{BOARD}.csv", views.board_csv, "board_report_csv", SEE_BOARD_REPORT),
]
