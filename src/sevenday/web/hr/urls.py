"""The addresses of medical HR's pages, after the pages where HR and the guardian begin."""

from sevenday.web.guardian.views import home as guardian
from sevenday.web.hr import views
from sevenday.web.pages import AT_DEPARTMENT, page
from sevenday.web.permissions import SEE_COMPLIANCE, SEE_FINES, SEE_PAY, SEND_SCHEDULES

HR = f"{AT_DEPARTMENT}hr/"

urlpatterns = [
    page(HR, views.home, "hr", SEE_PAY, menu="HR"),
    page(f"{AT_DEPARTMENT}guardian/", guardian, "guardian", SEE_FINES, menu="Guardian"),
    page(f"{HR}rules/", views.compliance, "hr_compliance", SEE_COMPLIANCE, menu="Rules"),
    page(f"{HR}rules.csv", views.compliance_csv, "hr_compliance_csv", SEE_COMPLIANCE),
    page(f"{HR}schedules/", views.schedules, "hr_schedules", SEND_SCHEDULES, menu="Schedules"),
    page(f"{HR}schedules.zip", views.schedules_zip, "hr_schedules_zip", SEND_SCHEDULES),
    page(f"{HR}schedules/<int:doctor>.pdf", views.schedule_pdf, "hr_schedule", SEND_SCHEDULES),
    page(f"{HR}payroll/", views.payroll, "hr_payroll", SEE_PAY, menu="Payroll"),
    page(f"{HR}payroll.csv", views.payroll_csv, "hr_payroll_csv", SEE_PAY),
]
