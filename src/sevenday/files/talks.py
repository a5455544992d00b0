"""talks.toml: meetings, offers, concessions and statements, and which terms are agreed."""

from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar

from sevenday.errors import InputError
from sevenday.files.table import Faults
from sevenday.files.tomls import load_toml
from sevenday.results import Result

KINDS = ("offer", "concession", "statement", "action")
STATUSES = ("agreed", "open")
FORM = {
    "meeting": (("date", "source"), ()),
    "event": (("date", "party", "kind", "text", "source"), ("term",)),
    "term": (
        ("id", "status"),
        ("by", "says", "weight", "certainty", "source", "contract", "money"),
    ),
}
"""By table: the keys that it needs, and those that it may have."""
TOP = (
    "name",
    "began",
    "note",
    "meetings_said",
    "concessions_said",
    "agreed_said",
    "offers",
    "money_by",
)
LISTS = ("contract", "money", "offers")
"""Keys that hold a list of names."""


@dataclass(frozen=True, slots=True)
class TalksEvent(Result):
    """Something that a party did: an offer, a concession, a statement, an action."""

    KEYS: ClassVar[str] = "date party kind term text source"

    date: date
    party: str
    kind: str
    text: str
    source: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class TermState:
    """A term of the talks: agreed or open, and by whom it was conceded or is held open.

    `weight`: its worth in money beside the others, where something says; None where nothing does.
    `contract`: the terms of contract files that it is about. `money`: the elements and parts of
    pay that it decides.
    """

    id: str
    status: str
    by: str
    says: str
    weight: float | None
    contract: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talks:
    """A record of talks. `claims`: figures that a party gave, which the record cannot count.

    `offers`: the contracts that were offered, in order. `money_by`: the one whose pay weighs the
    terms.
    """

    name: str
    began: date | None
    meetings: tuple[tuple[date, str], ...]
    events: tuple[TalksEvent, ...]
    terms: tuple[TermState, ...]
    claims: dict[str, Any]
    offers: tuple[str, ...] = ()
    money_by: str = ""
    note: str = ""


def read_talks(path: Path) -> Talks:
    """Read a record. Raises InputError with every fault: undated, uncited, before they began."""
    faults = Faults([])
    document = load_toml(path, faults) or {}
    for key in document:
        if key not in FORM and key not in TOP:
            faults.add(
                "no such key",
                path.name,
                None,
                key,
                key,
                ", ".join((*TOP, *FORM)),
                code="unknown-key",
            )
    rows = {kind: _rows(document, kind, path.name, faults) for kind in FORM}
    if not any(rows.values()) and not faults.found:
        faults.add(
            "nothing in it",
            path.name,
            expected="[[meeting]], [[event]] or [[term]]",
            code="empty-file",
        )
    began = document.get("began")
    if began is not None and not _is_date(began):
        faults.add(
            "not a date", path.name, None, "began", f"{began}", "YYYY-MM-DD", code="not-a-date"
        )
        began = None
    for kind in ("meeting", "event"):
        for number, row in enumerate(rows[kind], 1):
            if began and _is_date(row.get("date")) and row["date"] < began:
                what = f"{kind} {number} is before the talks began"
                faults.add(
                    what,
                    path.name,
                    None,
                    "date",
                    f"{row['date']}",
                    f"{began} or later",
                    code="out-of-order",
                )
    for number, row in enumerate(rows["event"], 1):
        if row.get("kind") not in KINDS:
            what = f"event {number}: no such kind"
            faults.add(
                what,
                path.name,
                None,
                "kind",
                f"{row.get('kind')}",
                ", ".join(KINDS),
                code="out-of-order",
            )
    seen: set[str] = set()
    if not _is_list(document.get("offers", [])):
        faults.add(
            "not a list of texts",
            path.name,
            None,
            "offers",
            f"{document['offers']}",
            code="not-a-text",
        )
    for key in ("name", "note", "money_by", *(key for key in TOP if key.endswith("_said"))):
        if not isinstance(document.get(key, ""), str):
            faults.add(
                "not a text", path.name, None, key, f"{document[key]}", "a text", code="not-a-text"
            )
    for row in rows["term"]:
        if row.get("status") not in STATUSES:
            what = f"term {row.get('id')}: no such status"
            faults.add(
                what,
                path.name,
                None,
                "status",
                f"{row.get('status')}",
                ", ".join(STATUSES),
                code="out-of-order",
            )
        if row.get("id") in seen:
            faults.add(
                "a term twice",
                path.name,
                None,
                "id",
                f"{row['id']}",
                "each term once",
                code="repeated",
            )
        seen.add(f"{row.get('id')}")
    if faults.found:
        raise InputError(*faults.found)
    return Talks(
        document.get("name", ""),
        began,
        tuple((row["date"], row["source"]) for row in rows["meeting"]),
        tuple(
            TalksEvent(r["date"], r["party"], r["kind"], r["text"], r["source"], r.get("term", ""))
            for r in rows["event"]
        ),
        tuple(
            TermState(
                r["id"],
                r["status"],
                r.get("by", ""),
                r.get("says", r["id"]),
                r.get("weight"),
                tuple(r.get("contract", ())),
                tuple(r.get("money", ())),
            )
            for r in rows["term"]
        ),
        {key: document[key] for key in TOP if key.endswith("_said") and key in document},
        tuple(document.get("offers", ())),
        document.get("money_by", ""),
        document.get("note", ""),
    )


def _rows(document: dict[str, Any], kind: str, file: str, faults: Faults) -> list[dict[str, Any]]:
    """The tables of a kind, each key known and what is needed there."""
    needed, more = FORM[kind]
    found = document.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        faults.add("not a list of tables", file, None, kind, "", f"[[{kind}]]", code="not-a-text")
        return []
    for number, row in enumerate(found, 1):
        for key in needed:
            if row.get(key) in (None, ""):
                faults.add(
                    f"{kind} {number}: nothing there",
                    file,
                    None,
                    key,
                    "",
                    "a value",
                    code="missing-value",
                )
        for key in row:
            if key not in (*needed, *more):
                expected = ", ".join((*needed, *more))
                faults.add(
                    f"{kind} {number}: no such key",
                    file,
                    None,
                    key,
                    key,
                    expected,
                    code="unknown-key",
                )
            elif key == "weight" and not _is_weight(row[key]):
                what, expected = f"{kind} {number}: not a weight", "a number, 0 or more"
                faults.add(what, file, None, key, f"{row[key]}", expected, code="not-a-number")
            elif key in LISTS and not _is_list(row[key]):
                what, expected = f"{kind} {number}: not a list of texts", '["pay.on_call"]'
                faults.add(what, file, None, key, f"{row[key]}", expected, code="not-a-text")
            elif key not in ("date", "weight", *LISTS) and not isinstance(row[key], str):
                faults.add(
                    f"{kind} {number}: not a text",
                    file,
                    None,
                    key,
                    f"{row[key]}",
                    "a text",
                    code="not-a-text",
                )
        if "date" in needed and not _is_date(row.get("date")):
            found_, expected = f"{row.get('date', '')}", "YYYY-MM-DD"
            faults.add(
                f"{kind} {number}: not a date",
                file,
                None,
                "date",
                found_,
                expected,
                code="not-a-date",
            )
    return found


def _is_date(value: object) -> bool:
    """A date without a time of day."""
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_weight(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return isfinite(value) and value >= 0


def _is_list(value: object) -> bool:
    """A list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
