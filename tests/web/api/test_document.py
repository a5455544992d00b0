"""The page and the document of the API say what there is."""

from pathlib import Path

from django.test import Client

from sevenday.web.api.scopes import Scope
from tests.web.api.calls import HOME, every_call
from tests.web.api.test_who_may_call import SCOPES

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")
REFUSALS = {"401", "403", "404", "405", "422", "429"}


def test_the_page_lists_every_call_with_its_scope_and_no_other():
    rows = set()
    for each in every_call():
        path = each.path.replace(f"{HOME}at/{{hospital}}/{{department}}", "HERE")
        path = path.format(hospital="HOSPITAL", first="FIRST", key="KEY")
        scope = SCOPES[each.name]
        rows.add((f"{each.method} {path}", f"`{scope.value}`" if scope else "any"))
    cells = [line.split(" | ") for line in PAGE.splitlines()]
    found = {
        (row[0].removeprefix("| ").strip("`"), row[-1].removesuffix(" |"))
        for row in cells
        if row[0].startswith(("| `GET", "| `POST", "| `PATCH"))
    }
    assert found == rows
    assert all(f"| `{scope.value}` |" in PAGE for scope in Scope)


def test_every_refusal_of_every_call_is_in_the_document_in_one_shape():
    document = Client(SERVER_NAME="localhost").get(f"{HOME}openapi.json").json()
    shape = {"$ref": "#/components/schemas/ProblemsJson"}
    for path, methods in document["paths"].items():
        for method, details in methods.items():
            answers = details["responses"]
            refused = {status for status in answers if status[0] != "2"}
            assert refused >= REFUSALS | ({"400"} if method != "get" else set()), path
            for status in refused:
                assert answers[status]["content"]["application/json"]["schema"] == shape
            assert details["security"] == [{"TokenAuth": []}]
    assert document["components"]["securitySchemes"]["TokenAuth"]["scheme"] == "bearer"
