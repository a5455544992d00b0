"""Rotas as they are published, and what a contract says of them."""

import csv
import io
import zipfile
from datetime import date, timedelta

from django.http import HttpResponse

from sevenday.limits import check as check_limits
from sevenday.pay import price
from sevenday.web.api.forms_of_json import CheckJson, PayJson, RotaJson
from sevenday.web.api.operations.about import Which, published_from, rota_from, seen_lines
from sevenday.web.api.routes import AT_DEPARTMENT, CallRequest, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.grid.places import department_of
from sevenday.web.hospitals.folders import folder_files
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.permissions import SEE_ABSENCE, SEE_PAY, SEE_PUBLISHED, SEE_ROTA
from sevenday.web.rotas.matrix import INTERNING, version_matrix
from sevenday.web.rotas.models import Version

ROTA = f"{AT_DEPARTMENT}/rotas/{{first}}"


def _content(kind: str) -> dict[str, object]:
    """How the document says that an answer is a file."""
    return {"responses": {200: {"content": {kind: {"schema": {"type": "string"}}}}}}


def _days(version: Version) -> list[str]:
    period = version.period
    return [f"{period.first + timedelta(days=k)}" for k in range(period.days)]


@call("GET", ROTA, SEE_PUBLISHED, Scope.ROTA_READ, RotaJson)
def rota(request: CallRequest, first: date) -> HttpResponse:
    """The published rota of the period that begins on a date."""
    version = published_from(request, first)
    now = version_matrix(version)
    days = _days(version)
    return as_answer(
        {
            "first": version.period.first,
            "last": version.period.last,
            "version": version.number,
            "sha": version.sha,
            "published": version.at.isoformat(timespec="seconds"),
            "rota": {
                name: {day: text for day, text in zip(days, texts, strict=True) if text}
                for name, texts in seen_lines(request, now)
            },
        }
    )


@call(
    "GET",
    f"{ROTA}/rota.csv",
    SEE_PUBLISHED,
    Scope.ROTA_READ,
    None,
    openapi_extra=_content("text/csv"),
)
def rota_csv(request: CallRequest, first: date) -> HttpResponse:
    """The published rota as a rota.csv; why others are away is left out of it."""
    version = published_from(request, first)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["doctor", *_days(version)])
    for name, texts in seen_lines(request, version_matrix(version)):
        rows.writerow([name, *texts])
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")


@call(
    "GET",
    f"{ROTA}/folder.zip",
    SEE_ABSENCE,
    Scope.ROTA_READ,
    None,
    openapi_extra=_content("application/zip"),
)
def folder(request: CallRequest, first: date) -> HttpResponse:
    """The department's folder with the published rota in it, without what tells of one doctor."""
    version = published_from(request, first)
    files = folder_files(department_of(request), private=False)
    files["rota.csv"] = version.text.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            packed.writestr(name, content)
    return HttpResponse(out.getvalue(), content_type="application/zip")


@call("GET", f"{ROTA}/check", SEE_ROTA, Scope.ROTA_READ, CheckJson)
def check(request: CallRequest, first: date, of: Which = "published") -> HttpResponse:
    """Every breach of the contract's limits in a rota."""
    now = rota_from(request, first, of)
    terms = terms_of(now.period.department, now.period.first)
    with INTERNING:  # no new duty while the table of duties is made
        found = check_limits(now.hospital, terms, "rota")
    return as_answer(found)


@call("GET", f"{ROTA}/pay", SEE_PAY, Scope.PAY, PayJson)
def pay(request: CallRequest, first: date) -> HttpResponse:
    """What each doctor is paid by the published rota, by the contract of its first date."""
    now = rota_from(request, first, "published")
    terms = terms_of(now.period.department, now.period.first)
    return as_answer(price(now.hospital, terms, "rota"))
