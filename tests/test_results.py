"""One encoder for every result."""

import importlib
import json
import pkgutil
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar, get_type_hints

import numpy as np
import pytest

import sevenday
from sevenday.results import Measured, Pounds, Result, as_json, encode


@dataclass(frozen=True, slots=True)
class Window(Result):
    KEYS: ClassVar[str] = "from=start length note? *more"
    start: datetime
    end: datetime
    note: str | None = None
    more: dict[str, float] | None = None

    @property
    def length(self) -> Measured:
        return (self.end - self.start).total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class Line(Result):
    doctor: str
    pay: Pounds
    shares: dict[str, Measured]
    hours: Measured | None
    windows: tuple[Window, ...]


WINDOW = Window(datetime(2026, 9, 1, 8), datetime(2026, 9, 1, 8, 20))


def test_fields_are_keys_in_order_and_numbers_have_the_digits_of_their_annotation() -> None:
    line = Line("A", 1.006, {"x": 1 / 3}, None, (WINDOW,))
    assert list(line.to_dict().items()) == [
        ("doctor", "A"),
        ("pay", 1.01),
        ("shares", {"x": 0.333333}),
        ("hours", None),
        ("windows", [{"from": "2026-09-01T08:00", "length": 0.333333}]),
    ]


def test_a_key_may_be_renamed_left_out_or_spread() -> None:
    noted = Window(WINDOW.start, WINDOW.end, "late", {"low": 1.0})
    assert noted.to_dict() == {
        "from": "2026-09-01T08:00",
        "length": 0.333333,
        "note": "late",
        "low": 1.0,
    }


def test_a_key_may_reach_into_another_result() -> None:
    @dataclass(frozen=True)
    class Place(Result):
        KEYS: ClassVar[str] = "since=window.start hours=window.length"
        window: Window

    assert Place(WINDOW).to_dict() == {"since": "2026-09-01T08:00", "hours": 0.333333}


def test_a_result_may_write_its_own_form_on_that_of_its_fields() -> None:
    @dataclass(frozen=True)
    class More(Result):
        a: int

        def to_dict(self) -> dict[str, Any]:
            return super().to_dict() | {"day": date(2026, 9, 1)}

    assert encode([More(1)]) == [{"a": 1, "day": "2026-09-01"}]


def test_json_is_text_and_arrays_are_lists() -> None:
    assert json.loads(as_json({"a": np.array([[1.5, 2.0]]), "n": np.int64(3), "s": "£"})) == {
        "a": [[1.5, 2.0]],
        "n": 3,
        "s": "£",
    }
    assert "£" in as_json("£")


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        encode([object()])


def test_every_key_of_every_result_is_a_field_or_a_property_of_it() -> None:
    for module in pkgutil.walk_packages(sevenday.__path__, "sevenday."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    forms = [Result]
    for form in forms:
        forms += form.__subclasses__()
    ours = [form for form in forms[1:] if form.__module__.startswith("sevenday")]
    assert len(ours) > 15
    for form in ours:
        for text in form.KEYS.split():
            first, *rest = text.strip("*?").rpartition("=")[2].split(".")
            assert has(form, first), f"{form.__name__} has no {first}"
            holder = get_type_hints(form).get(first)
            if rest and is_dataclass(holder):
                assert has(holder, rest[0]), f"{holder} has no {rest[0]}"


def has(form: Any, name: str) -> bool:
    return hasattr(form, name) or name in {field.name for field in fields(form)}
