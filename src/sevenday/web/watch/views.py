"""What a monitor asks for."""

from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from sevenday.web.watch.figures import figures
from sevenday.web.watch.health import health as health_now

LEAST_WORD = 16


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """How the server is: 503 where its pages cannot be answered."""
    found = health_now()
    return JsonResponse(asdict(found), status=200 if found.answers else 503)


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for a monitor that sends the word of SEVENDAY_METRICS; no page without one."""
    word = settings.METRICS_WORD
    if len(word) < LEAST_WORD:
        raise Http404("no figures: SEVENDAY_METRICS is not set")
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {word}"):
        return HttpResponse("Send the word of SEVENDAY_METRICS as a bearer token.\n", status=401)
    return HttpResponse(figures(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
