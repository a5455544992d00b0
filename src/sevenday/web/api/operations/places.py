"""Which departments a caller may open, and what is rostered there."""

from django.http import HttpResponse

from sevenday.web.api.forms_of_json import DepartmentJson, PeriodJson
from sevenday.web.api.routes import AT_DEPARTMENT, CallRequest, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.grid.places import department_of
from sevenday.web.hospitals.models import Department
from sevenday.web.permissions import MEMBER, SEE_PUBLISHED, Workplace, roles_at
from sevenday.web.rotas.current import last_version, open_draft_of


@call("GET", "/departments", MEMBER, None, list[DepartmentJson])
def departments(request: CallRequest) -> HttpResponse:
    """Departments that the caller may open."""
    found = Department.objects.select_related("hospital").order_by("hospital__slug", "slug")
    places = [(each, roles_at(request.user, Workplace(each.hospital, each))) for each in found]
    return as_answer(
        [
            {
                "hospital": each.hospital.slug,
                "department": each.slug,
                "hospital_name": each.hospital.name,
                "department_name": each.name,
                "roles": sorted(role.value for role in roles),
            }
            for each, roles in places
            if roles
        ]
    )


@call("GET", f"{AT_DEPARTMENT}/rotas", SEE_PUBLISHED, Scope.ROTA_READ, list[PeriodJson])
def rotas(request: CallRequest) -> HttpResponse:
    """Periods that are rostered, and the last published version of each."""
    rows = []
    for period in department_of(request).periods.order_by("first"):
        version = last_version(period)
        rows.append(
            {
                "first": period.first,
                "last": period.last,
                "version": version.number if version else None,
                "draft": open_draft_of(period) is not None,
            }
        )
    return as_answer(rows)
