"""Nobody's part in a strike has a place anywhere: DESIGN idea 6, walked over the whole package.

Every dataclass, named tuple, form, file's columns and JSON key is looked at. What speaks of
attendance is a closed list of groups, none of which can name anybody; a new one fails here until
it is looked at.
"""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import models
from pydantic import BaseModel

import sevenday
from sevenday.files import settings, substitutes, walkout
from sevenday.files.substitutes import COUNTS, ELECTIVES, SUBSTITUTES, read_counts, rostered_counts
from sevenday.files.table import Faults
from sevenday.files.walkout import read_walkout
from sevenday.files.write import write
from sevenday.walkout.law.rules import HERE as RULES

ROOT = Path(sevenday.__file__).parent
EXAMPLE = ROOT.parents[1] / "examples" / "district-2016"

TELLS = re.compile(
    r"strik|struck|member|militan|picket|participa|inten[dt]|loyal|activis|walked|willing|"
    r"absen|present|attend|turnout|turn_out|union|ballot|vote|came|refus|part_in|joining",
    re.IGNORECASE,
)
"""What a name would say of somebody's part in a strike, or of whether they came."""

NAMES_SOMEBODY = {"name", "doctor", "doctors", "person", "people", "post", "who", "line", "cells"}

GROUPS = {
    ("Count", "present"): "a number of a group on a shift; read and never written back",
    ("Assumptions", "absence_range"): "shares of a group that a plan is shown at",
    ("Struck", ""): "what any duty of a grade costs, before anybody is counted",
    ("Struck", "absence_share"): "a share of a group",
    ("TurnoutPoint", ""): "a share of all groups",
    ("TurnoutPoint", "absence_share"): "a share of all groups",
    ("Turnout", ""): "a share of a group",
    ("Turnout", "absence_share"): "a share of a group",
    ("Group", "attendance"): "a share of a group",
    ("Group", "other_absence"): "a share of a group, for other reasons",
    ("SitrepUnit", "present"): "a number of a group in a sitrep, small groups merged first",
    ("Walkout", "union"): "the union that called the walkout, from its public notice",
    ("Walkout", "ballot_opened"): "a public date",
    ("Walkout", "ballot_closed"): "a public date",
    ("Walkout", "ballots"): "public totals of a ballot",
    ("Walkout", "turnout"): "shares of groups",
    ("Ballot", "votes"): "a public total of a ballot",
    ("Ballot", ""): "public totals of a ballot",
    ("ActionNotice", "ballot_valid"): "of the walkout",
    ("ActionNotice", "union"): "the union that called the action, from its public notice",
    ("CountryWalkout", "absence_share"): "a share of a trust's residents",
    ("Prior", "turnout"): "shares of groups",
    ("Prior", "absence_share"): "a share of a group",
    ("ShareKey", "attendance"): "a share of a group",
}
"""Classes and fields that speak of attendance, and why each may; "" is the class's own name."""

NOT_OF_PEOPLE = {
    ("Cell", "struck"): "the text of a workbook's cell is struck through",
    ("RotaResult", "refused_requests"): "requests for shifts and leave that a rota does not grant",
    ("RefusedRequest", ""): "a day of such a request",
    ("SoFar", "refused"): "how many of them",
    ("AbsencePatterns", ""): "duties beside leave that a folder asks for",
    ("Plan", "absence_cost"): "what a duty beside such leave costs in a build",
    ("CycleState", "remembered"): "duties of the days before, in a template",
    ("DutyTable", "absent"): "how much of a day a leave or sickness cell of the rota takes out",
    ("Totals", "absent"): "the same, added up",
    ("Measures", "absent"): "the same, added up",
    ("Membership", ""): "a role of an account at a hospital or a department",
    ("RatificationChance", "votes"): "how many offers on the published record were put to a vote",
}


def classes() -> Iterator[type]:
    """Every class of the package, once."""
    seen: set[type] = set()
    for found in pkgutil.walk_packages(sevenday.__path__, "sevenday."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__.startswith("sevenday"):
                if value not in seen:
                    yield value
                seen.add(value)


def fields_of(kind: type) -> list[str]:
    """The names of what a class holds; none for one that is no record."""
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind)]
    if issubclass(kind, BaseModel):
        return list(kind.model_fields)
    if issubclass(kind, models.Model):
        return [field.name for field in kind._meta.local_fields]
    return list(getattr(kind, "_fields", ()))


def telling(kind: type) -> list[tuple[str, str]]:
    """What of a class speaks of attendance and is not on the list, and what on it names anybody."""
    fields = fields_of(kind)
    if not fields:
        return []
    speaks = [(kind.__name__, "")] if TELLS.search(kind.__name__) else []
    speaks += [(kind.__name__, field) for field in fields if TELLS.search(field)]
    wrong = [place for place in speaks if place not in GROUPS and place not in NOT_OF_PEOPLE]
    if any(place in GROUPS for place in speaks):
        wrong += [(kind.__name__, field) for field in fields if field in NAMES_SOMEBODY]
    return wrong


@pytest.mark.parametrize("kind", sorted(classes(), key=str), ids=lambda kind: kind.__name__)
def test_no_record_can_hold_a_persons_part_in_a_strike(kind):
    assert telling(kind) == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("Doctor", ["name", "grade", "on_strike"]),
        ("Doctor", ["name", "grade", "union_member"]),
        ("Person", ["name", "intends_to_come"]),
        ("Absence", ["doctor", "date"]),
        ("Count", ["doctor", "shift", "present"]),
        ("Turnout", ["name", "absence_share"]),
        ("Line", ["doctor", "attended"]),
    ],
)
def test_the_walk_would_find_one(name, fields):
    assert telling(dataclasses.make_dataclass(name, fields))


def forms(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A form and those within it."""
    yield kind
    for field in kind.model_fields.values():
        for arg in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if inspect.isclass(arg) and issubclass(arg, BaseModel):
                yield from forms(arg)


ALLOWED_KEYS = {"union", "ballot", "ballot_opened", "ballot_closed", "turnout", "votes"}
"""Keys of walkout.toml that speak of the walkout as a whole: FORMS.md."""


def test_the_forms_of_the_toml_files():
    found = {form.__name__: set(form.model_fields) for form in forms(walkout._schema())}
    assert found == {
        "_Walkout": {
            "union",
            "ballot_opened",
            "ballot_closed",
            "notice_received",
            "agreed_shorter",
            "action",
            "state",
            "called_out",
            "windows",
            "ballot",
            "turnout",
            "services",
            "exempt",
        },
        "_Window": {"start", "end", "action"},
        "_Exemption": {"service", "shifts", "start", "end", "state"},
        "_Ballot": {"entitled", "votes", "yes"},
        "_Turnout": {"grade", "tier", "service", "mean", "rho"},
    }
    for form in (*forms(walkout._schema()), *forms(settings._schema())):
        assert form.model_config["extra"] == "forbid"
        keys = {key for key in form.model_fields if TELLS.search(key)}
        assert keys <= ALLOWED_KEYS, form


def test_the_columns_of_the_walkout_files_are_those_of_the_forms_and_no_more():
    assert SUBSTITUTES == (
        "name",
        "tier",
        "competences",
        "available_from",
        "available_to",
        "max_hours",
        "rate",
        "consent",
        "planned_list",
    )
    assert ELECTIVES == (
        "list",
        "service",
        "date",
        "start",
        "end",
        "urgency",
        "patients",
        "theatres",
        "beds",
        "frees",
    )
    assert COUNTS == ("service", "tier", "shift", "date", "rostered", "present")


def column_lists() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every tuple of names in the source: the columns of files read, files written and papers."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Tuple):
                texts = [n.value for n in node.value.elts if isinstance(n, ast.Constant)]
                yield path.name, tuple(t for t in texts if isinstance(t, str) and " " not in t)


STATES = ("refused", "rejected", "declined", "withdrawn", "no action")
"""How an exception report was closed: it is the report that is refused."""
COUNTING = {"substitutes.py", "walkout_returns.py", "debrief.py"}
"""The files with columns of counts: counts.csv, and the sitrep, where small units are merged."""


def speaks_of_doctors(name: str) -> bool:
    """Whether a name tells, that of no count of patients who attend a trust's department."""
    return TELLS.search(name.replace("attendances", "")) is not None


def test_no_list_of_columns_tells_on_anybody():
    found = list(column_lists())
    assert ("substitutes.py", COUNTS) in found and any("opt_out" in names for _, names in found)
    found = [(file, names) for file, names in found if " ".join(STATES[:2]) not in " ".join(names)]
    speaks = [(file, names) for file, names in found if any(map(speaks_of_doctors, names))]
    assert {file for file, _ in speaks} <= COUNTING
    for file, names in speaks:
        assert "rostered" in names and not NAMES_SOMEBODY & set(names), file


def json_keys() -> Iterator[tuple[str, str]]:
    """Every key of every dict that is written out in the source, and of every result's form."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for key in node.keys if isinstance(node, ast.Dict) else ():
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield str(path.relative_to(ROOT)), key.value
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "KEYS":
                text = getattr(node.value, "value", "")  # of a result; a mapping is seen above
                for key in text.split():
                    yield str(path.relative_to(ROOT)), key.strip("*?").partition("=")[0]


KEYS = {
    ("walkout/law/notice.py", "ballot_valid"),
    ("walkout/law/notice.py", "union"),
    ("walkout/law/notice.py", "ballot"),  # the section of law.toml
    ("cli/settlement.py", "votes"),  # how many offers on record were put to a vote
    ("talks/ratify.py", "votes"),  # the same, in a folder's talks
    ("walkout/law/caught.py", "struck"),  # a union's word for a duty, in straddling.toml
    ("walkout/over_turnout.py", "absence_share"),  # of all groups, as assumed
    ("flow/country/assess.py", "absence_share"),  # drawn for a trust, of a beta distribution
    ("web/mine/views/swap.py", "refuse"),  # a step of a page: it is the swap that is refused
    ("errors.py", "unknown-strike"),  # the code of a fault: a strike that is not on record
}


def test_no_key_of_any_json_tells():
    found = set(json_keys())
    assert ("walkout/law/notice.py", "ballot_valid") in found
    assert {place for place in found if speaks_of_doctors(place[1])} - KEYS == set()


def test_no_rule_file_holds_a_person():
    for path in sorted(RULES.glob("*.toml")):
        for section, terms in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if section != "contract":
                for term in terms.values():
                    assert set(term) == {"says", "unit", "values"}


WRITES = {"write_text", "write_bytes", "open", "print", "echo", "save", "dump", "to_csv"}
WRITES |= {"write_whole", "write_papers"}
PLAN_FILE = "plan_file.py"
"""The one file of the room that writes: calls and withdrawn lists, and no counts."""


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "walkout").rglob("*.py")), Path(walkout.__file__), Path(substitutes.__file__)],
    ids=lambda path: path.name,
)
def test_what_reads_counts_and_plans_writes_nothing_and_logs_nothing(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            assert not any(name.split(".")[0] in ("logging", "sqlite3", "pickle") for name in names)
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            kept = path.name == PLAN_FILE and name == "write_whole"
            assert name not in WRITES or kept, f"{path.name} line {node.lineno}: {name}"


def test_counts_are_read_and_never_written_back(tmp_path):
    before = {path.name: path.read_bytes() for path in EXAMPLE.iterdir()}
    hospital = sevenday.read(EXAMPLE)
    read_walkout(EXAMPLE)
    assert read_counts(EXAMPLE / "counts.csv", Faults([]), rostered_counts(hospital))
    assert {path.name: path.read_bytes() for path in EXAMPLE.iterdir()} == before
    out = write(hospital, tmp_path / "out")
    written = {path.name for path in out.rglob("*")}
    assert not written & {"counts.csv", "walkout.toml", "substitutes.csv", "electives.csv"}
    assert not any(
        "present" in path.read_text(encoding="utf-8").splitlines()[0].split(",")
        for path in out.rglob("*.csv")
    )


@pytest.mark.parametrize("column", ["striking", "union_member", "on_strike", "came"])
def test_a_column_of_doctors_csv_that_tells_is_refused(column, tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    (tmp_path / "rota.csv").write_text(f"doctor,{date(2026, 4, 7)}\n1,D\n")
    (tmp_path / "doctors.csv").write_text(f"doctor,{column}\n1,yes\n")
    with pytest.raises(sevenday.InputError, match=f"unknown column; found '{column}'"):
        sevenday.read(tmp_path)
