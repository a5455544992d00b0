"""The plan that a folder keeps (walkout-plan.json), and the one before it beside it.

Calls, posts, withdrawn lists, which groups were counted and what is expected of those to come:
never how many came, nor costs that would tell of it.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.model.walkout import Turnout
from sevenday.results import as_json, encode
from sevenday.walkout.planning.published import (
    CallKey,
    CountedGroup,
    Post,
    PublishedCall,
    PublishedPlan,
    Standing,
)
from sevenday.writing import write_whole

FILE = "walkout-plan.json"
BEFORE = "walkout-plan.before.json"
CALL = ("name", "service", "start", "end")
POST = ("shift", "rank", "tier", "competence")
"""What a post is known by within its call; its service and day are the call's."""


def write_plan(plan: PublishedPlan, folder: Path) -> None:
    """Keep a plan in its folder, whole or not at all, the one before it beside it.

    At every moment one whole plan is there. A plan that is there already is left alone.

    Raises InputError where the folder cannot be written.
    """
    file, text = folder / FILE, plan_text(plan)
    old = file.read_bytes() if file.is_file() else None
    if old == text.encode():
        return
    if old is not None:
        write_whole(folder / BEFORE, old)
    write_whole(file, text)


def plan_text(plan: PublishedPlan) -> str:
    """A plan as the text that later calls start from."""
    stands = plan.standing
    stored: dict[str, Any] = {
        "calls": [_call(call) for call in plan.calls],
        "withdrawn": [{"list": name, "date": day.isoformat()} for name, day in plan.withdrawn],
        "counted": [_fields(group) for group in sorted(stands.counted)],
        "empty": [_fields(post) for post in sorted(stands.empty)],
        "expected": [
            {"folder": _turnout(was), "to_come": _turnout(is_now)} for was, is_now in stands.taught
        ],
        "expected_by": stands.taught_by,
        "since": stands.since and encode(stands.since),
        "now": stands.now and encode(stands.now),
        "stood_down": [_key(key) for key in sorted(stands.stood_down)],
    }
    return as_json(stored) + "\n"


def _turnout(entry: Turnout) -> dict[str, Any]:
    """An entry as walkout.toml has it."""
    return {
        "mean": entry.absence_share,
        "rho": entry.rho,
        "grade": entry.grade,
        "tier": entry.tier,
        "service": entry.service,
    }


def _read_turnout(entry: dict[str, Any]) -> Turnout:
    return Turnout(entry["mean"], entry["rho"], entry["grade"], entry["tier"], entry["service"])


def _call(call: PublishedCall) -> dict[str, Any]:
    found = _key(call.key)
    if call.post is not None:
        found["post"] = {key: getattr(call.post, key) for key in POST}
    return found


def _key(key: CallKey) -> dict[str, Any]:
    return {name: encode(value) for name, value in zip(CALL, key, strict=True)}


def _fields(values: CountedGroup | Post) -> dict[str, Any]:
    return {key: encode(value) for key, value in values._asdict().items()}


def read_plan(file: Path) -> PublishedPlan | None:
    """The plan that is in a file; None where there is none.

    Raises InputError where the file is no plan.
    """
    try:
        return parse_plan(file.read_text("utf-8"), file.name) if file.is_file() else None
    except (OSError, UnicodeDecodeError):
        raise _no_plan(file.name) from None


def parse_plan(text: str, name: str = FILE) -> PublishedPlan:
    """The plan that `plan_text` wrote. Raises InputError where the text is none."""
    try:
        stored = json.loads(text)
        return PublishedPlan(
            tuple(_read_call(call) for call in stored["calls"]),
            tuple((row["list"], date.fromisoformat(row["date"])) for row in stored["withdrawn"]),
            _standing(stored),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_plan(name) from None


def _no_plan(name: str) -> InputError:
    what = "not a plan that sevenday walkout wrote"
    expected = "that file as it was; without it the plan is made anew"
    return InputError(Fault(what, name, expected=expected, code="stale-plan"))


def _read_call(call: dict[str, Any]) -> PublishedCall:
    name, service, start, end = _read_key(call)
    post = None
    if "post" in call:
        post = Post(service, day=start.date(), **{k: call["post"][k] for k in POST})
    return PublishedCall(name, service, start, end, post)


def _read_key(call: dict[str, Any]) -> CallKey:
    start, end = (datetime.fromisoformat(call[key]) for key in ("start", "end"))
    return call["name"], call["service"], start, end


def _standing(stored: dict[str, Any]) -> Standing:
    since, now = (stored[k] and datetime.fromisoformat(stored[k]) for k in ("since", "now"))
    return Standing(
        frozenset(CountedGroup(**_dated(group)) for group in stored["counted"]),
        frozenset(Post(**_dated(post)) for post in stored["empty"]),
        tuple(
            (_read_turnout(each["folder"]), _read_turnout(each["to_come"]))
            for each in stored["expected"]
        ),
        stored["expected_by"],
        since,
        now,
        frozenset(_read_key(call) for call in stored["stood_down"]),
    )


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"day": date.fromisoformat(fields["day"])}
