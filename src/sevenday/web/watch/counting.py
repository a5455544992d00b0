"""How many requests a process has answered, and how quickly; not whose, and not of which page."""

from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Histogram

KINDS = {"api": "call", "static": "style", "calendar": "calendar"}
"""By how an address begins, what it is; any other is a page."""
OURS = ("/health", "/metrics")
REGISTRY = CollectorRegistry()
SECONDS = Histogram(
    "sevenday_request_seconds",
    "Requests answered, by what they ask for and the class of the answer.",
    ("kind", "answer"),
    registry=REGISTRY,
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
)


class CountingMiddleware:
    """Counts and times each request by its kind alone: no address, no person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request, and count it."""
        began = perf_counter()
        answer = self.get_response(request)
        if request.path not in OURS:
            kind = KINDS.get(request.path.split("/")[1], "page")
            status = f"{answer.status_code // 100}xx"
            SECONDS.labels(kind, status).observe(perf_counter() - began)
        return answer
