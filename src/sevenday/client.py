"""A server's API from Python (`pip install 'sevenday[client]'`).

from sevenday.client import Client

with Client("https://rota.example", token) as client:
    ward = client.at("st-example", "medicine")
    for period in ward.rotas():
        print(period["first"], ward.check(period["first"])["breaches"])

Each method is one call of docs/api.md, of the same name as in the OpenAPI document, and gives its
JSON. Dates are dates or ISO texts.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from sevenday.extras import is_installed, missing

if TYPE_CHECKING:
    import httpx

Day = date | str
Json = dict[str, Any]
HOME = "/api/v1"


class ApiError(Exception):
    """A call that was refused: nothing of it was done.

    Attributes
    ----------
    status
        Of HTTP: 409 where something is otherwise than its caller saw, 429 for too many calls.
    problems
        Each with `what`, `where`, `why`, `mend` and `code`; none where something that is no
        Sevenday answered.
    wait
        Seconds after which the call may be made again; None but for 429.
    """

    def __init__(self, status: int, problems: list[dict[str, str]], wait: int | None) -> None:
        """Take what the server said."""
        self.status, self.problems, self.wait = status, problems, wait
        words = [f"{p['where']}: {p['what']} ({p['why']}). {p['mend']}" for p in problems]
        super().__init__("\n".join(words) or f"the server answered {status}")


class Client:
    """Calls a server in the name of a token's owner, within its scopes and their roles."""

    def __init__(
        self,
        address: str,
        token: str,
        *,
        timeout: float = 60.0,
        transport: "httpx.BaseTransport | None" = None,
    ) -> None:
        """Take the address of a server, as `https://rota.example`, and a token.

        `timeout`: seconds that a call may take. `transport`: another way to the server, as httpx
        has it. Raises InputError where httpx is not installed.
        """
        if not is_installed("httpx"):
            raise missing("httpx", "a client of a server's API")
        import httpx

        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        base = address.rstrip("/") + HOME
        self._http = httpx.Client(
            base_url=base, headers=headers, timeout=timeout, transport=transport
        )

    def __enter__(self) -> Self:
        """Use the client, and close it at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the client."""
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def at(self, hospital: str, department: str) -> "DepartmentClient":
        """The calls of a department, by its names in addresses."""
        return DepartmentClient(self, hospital, department)

    def departments(self) -> list[Json]:
        """Departments that the caller may open, and as what."""
        return self.call("GET", "/departments")

    def changes(self, most: int = 100, before: int | None = None) -> list[Json]:
        """Who changed what anywhere, the newest first; `before`: older than that one."""
        return self.call("GET", "/changes", query={"most": most, "before": before})

    def hospital_changes(
        self, hospital: str, most: int = 100, before: int | None = None
    ) -> list[Json]:
        """Who changed what at a hospital, the newest first."""
        path = f"/hospital/{quote(hospital, safe='')}/changes"
        return self.call("GET", path, query={"most": most, "before": before})

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        """The answer to any call: JSON, or the text or bytes of a file.

        Values of None are left out of query and body. Raises ApiError where it is refused.
        """
        answer = self._http.request(method, path, json=_sent(body), params=_sent(query))
        if not answer.is_success:
            raise _refused(answer)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if kind == "application/json":
            return answer.json()
        return answer.text if kind.startswith("text/") else answer.content


class DepartmentClient:
    """The calls of one department."""

    def __init__(self, client: Client, hospital: str, department: str) -> None:
        """Take the client and the department's names."""
        self._client = client
        self._home = f"/at/{quote(hospital, safe='')}/{quote(department, safe='')}"

    def rotas(self) -> list[Json]:
        """Periods that are rostered, and the last published version of each."""
        return self._get("/rotas")

    def rota(self, first: Day) -> Json:
        """The published rota of the period that begins on a date."""
        return self._get(f"/rotas/{first}")

    def rota_csv(self, first: Day) -> str:
        """The published rota as the text of a rota.csv."""
        return self._get(f"/rotas/{first}/rota.csv")

    def folder(self, first: Day) -> bytes:
        """The department's folder with the published rota, as the bytes of a zip file."""
        return self._get(f"/rotas/{first}/folder.zip")

    def check(self, first: Day, of: str = "published") -> Json:
        """Every breach of a rota; `of`: "published" or "draft"."""
        return self._get(f"/rotas/{first}/check", of=of)

    def pay(self, first: Day) -> Json:
        """What each doctor is paid by the published rota."""
        return self._get(f"/rotas/{first}/pay")

    def draft(self, first: Day) -> Json:
        """A rota as its co-ordinator has it."""
        return self._get(f"/rotas/{first}/draft")

    def change_draft(self, first: Day, cells: Iterable[Mapping[str, Any]]) -> Json:
        """Change cells, each a mapping of `doctor`, `date`, `expected` and `text`: all or none."""
        sent = [{**cell, "date": f"{cell['date']}"} for cell in cells]
        return self._client.call("PATCH", f"{self._home}/rotas/{first}/draft", {"cells": sent})

    def my_pay(self, first: Day) -> Json:
        """The caller's own pay by a published rota."""
        return self._get(f"/my/pay/{first}")

    def my_calendar(self) -> Json:
        """The private link of the caller's calendar."""
        return self._get("/my/calendar")

    def requests(self, state: str = "asked") -> list[Json]:
        """Requests of the department by their state; "all" for each."""
        return self._get("/requests", state=state)

    def answer_request(self, key: int, agree: bool, words: str = "") -> Json:
        """Agree to a request, or refuse it with why."""
        return self._post(f"/requests/{key}/answer", {"agree": agree, "words": words})

    def my_requests(self, state: str = "all") -> list[Json]:
        """What the caller asked for."""
        return self._get("/my/requests", state=state)

    def ask_for(self, first: Day, last: Day, want: str, shift: str = "") -> Json:
        """Ask for leave, a day off or a shift; `want`: "leave", "off" or "on"."""
        return self._post("/my/requests", _wish(first, last, want, shift))

    def likely_answer(self, first: Day, last: Day, want: str, shift: str = "") -> Json:
        """The answer that a request is likely to have, before it is sent."""
        return self._get("/my/requests/likely", **_wish(first, last, want, shift))

    def withdraw_request(self, key: int) -> Json:
        """Take a request back before it has an answer."""
        return self._post(f"/my/requests/{key}/withdraw")

    def jobs(self) -> list[Json]:
        """The last jobs, the newest first."""
        return self._get("/jobs")

    def begin_job(
        self,
        kind: str,
        first: Day,
        seconds: float | None = None,
        seed: int | None = None,
        since: Day | None = None,
    ) -> Json:
        """Begin a "build", or a "replan" of the dates from `since` on."""
        sent = {"kind": kind, "first": f"{first}", "seconds": seconds, "seed": seed}
        return self._post("/jobs", {**sent, "since": since and f"{since}"})

    def job(self, key: int) -> Json:
        """How far a job is."""
        return self._get(f"/jobs/{key}")

    def cancel_job(self, key: int) -> Json:
        """Stop a job: one that runs keeps the best that it has."""
        return self._post(f"/jobs/{key}/cancel")

    def job_result(self, key: int) -> Json:
        """What a build or a re-plan found."""
        return self._get(f"/jobs/{key}/result")

    def take_result(self, key: int) -> Json:
        """Put what a job found into its draft."""
        return self._post(f"/jobs/{key}/take")

    def exceptions(self) -> Json:
        """Every exception report, and what each leads to."""
        return self._get("/exceptions")

    def my_exceptions(self) -> Json:
        """The caller's own exception reports."""
        return self._get("/my/exceptions")

    def report_exception(
        self,
        day: Day,
        kind: str,
        start: str | None = None,
        end: str | None = None,
        minutes: int | None = None,
        wish: str = "pay",
    ) -> Json:
        """Send an exception report; times as "21:30", or minutes in all."""
        sent = {"date": f"{day}", "kind": kind, "from": start, "to": end, "minutes": minutes}
        return self._post("/my/exceptions", {**sent, "wish": wish})

    def department_changes(self, most: int = 100, before: int | None = None) -> list[Json]:
        """Who changed what at the department, the newest first."""
        return self._get("/changes", most=most, before=before)

    def _get(self, path: str, **query: Any) -> Any:
        return self._client.call("GET", self._home + path, query=query)

    def _post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._client.call("POST", self._home + path, body)


def _wish(first: Day, last: Day, want: str, shift: str) -> dict[str, str]:
    return {"from": f"{first}", "to": f"{last}", "want": want, "shift": shift}


def _sent(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {key: value for key, value in values.items() if value is not None}


def _refused(answer: "httpx.Response") -> ApiError:
    """What a server says of a call that it refuses."""
    wait = answer.headers.get("Retry-After", "")
    try:
        problems = answer.json()["problems"]
    except (ValueError, KeyError, TypeError):  # a proxy's page, and not the API's words
        problems = []
    return ApiError(answer.status_code, problems, int(wait) if wait.isdecimal() else None)
