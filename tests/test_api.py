"""Every command has its twin in Python, with the same arguments; the API is listed once."""

import ast
import inspect
from pathlib import Path

import pytest
from typer.main import get_command

import sevenday as sd
from sevenday.cli import app

SHARED = {"path", "contract", "on", "known"}
"""Read by `sd.read` and `sd.contract`, which make the twin's `hospital` and `terms`."""
OUTPUT = {"format", "out", "help", "papers", "doctors", "yes", "into"}
"""How an answer is written, and how much of it a page shows."""
SETTINGS = {"threads"}
"""What holds for a whole `with` block in Python: `sd.use_threads`."""
TWINS = {
    "check": {
        "": "check",
        "fines": "fines",
        "notice": "publication_deadlines",
        "mend": "find_mends",
        "patterns": "count_patterns",
    },
    "pay": {
        "": "price",
        "against": "payslip_check",
        "arrears": "arrears",
        "paid_as_known": "arrears",
    },
    "exceptions": {"": "exceptions", "board": "board_report"},
    "roll": {"": "roll"},
    "export": {"": "export"},
    "why": {"": "why"},
    "swap": {"": "swaps"},
    "diff": {"": "diff"},
    "build": {
        "": "build",
        "weeks": "build_template",
        "keep": "replan",
        "since": "replan",
        "relax": "relax",
    },
    "walkout": {"": "cover", "engine": "stress", "scheduler": "Engine", "patience": "Engine"},
    "flow": {"": "simulate", "staff": "staff", "standard": "staff", "fit": "fit"},
    "scan": {
        "": "scan",
        "scheduler": "Engine",
        "patience": "Engine",
        "replications": "ScanParams",
        "seed": "ScanParams",
        "resume": "ScanParams",
        "trust": "ScanResult",
    },
    "import": {"": "understand"},
    "contracts": {"": "contract_list"},
    "contracts show": {"": "contract"},
    "contracts diff": {"": "contract_diff"},
    "talks offers": {
        "": "compare",
        "sweep": "sweep",
        "engine": "sweep",
        "scheduler": "Engine",
        "patience": "Engine",
    },
    "talks record": {"": "talks_record", "hospital": "weigh_terms", "use": "weigh_terms"},
    "talks settle": {
        "": "settle",
        "hospital": "sweep",
        "offer": "sweep",
        "baseline": "sweep",
        "use": "sweep",
    },
    "talks adopt": {"": "adopt", "hospital": "back_pay"},
}
"""By command its twin, and the twin of an option that is a function of its own. Commands with a
package's name, which is a noun, have a verb."""
USERS = {f"user {each}" for each in ("list", "add", "link", "roles", "line", "disable")}
WITHOUT = {"demo", "serve", "worker", "backup", "restore", *USERS}
"""A page of calls, and a program for browsers with its worker and its store: what they call has a
twin."""
RENAMED = {
    ("export", "what"): "kinds",
    ("walkout", "count"): "counts",
    ("flow", "standard"): "standards",
}
REFUSED = {("build", "use")}  # an option that says only what to give instead


def commands(group, before: str = ""):
    """Each command by its words."""
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        if getattr(command, "commands", None):
            if command.invoke_without_command:
                yield words, command
            yield from commands(command, words)
        else:
            yield words, command


COMMANDS = dict(commands(get_command(app)))


def test_every_command_has_a_twin() -> None:
    assert set(COMMANDS) - WITHOUT == set(TWINS)
    named = {twin for twins in TWINS.values() for twin in twins.values()}
    assert named <= set(sd.__all__)


@pytest.mark.parametrize("words", TWINS)
def test_a_twin_takes_what_its_command_takes(words: str) -> None:
    twins = TWINS[words]
    taken = inspect.signature(getattr(sd, twins[""])).parameters
    for parameter in COMMANDS[words].params:
        name = parameter.name
        if (
            (words, name) in REFUSED
            or name in twins
            or name in OUTPUT | SETTINGS
            or (name in SHARED and name not in taken)
        ):
            continue
        assert RENAMED.get((words, name), name) in taken, name


def test_dir_shows_the_api_and_every_name_is_there() -> None:
    assert set(dir(sd)) == {*sd.__all__, "__version__"}
    for name in sd.__all__:
        assert getattr(sd, name).__doc__, name


def test_type_checkers_are_told_the_same_names() -> None:
    stub = ast.parse(Path(sd.__file__).with_suffix(".pyi").read_text("utf-8"))
    told = {
        alias.asname: (node.module, alias.name)
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: (f"sevenday.{module}", name) for name, module in sd._HOME_OF.items()}
    assert told == homes


def test_every_result_has_a_summary_a_table_and_json() -> None:
    given = {
        name
        for name in sd.__all__
        if inspect.isclass(getattr(sd, name)) and name.endswith(("Result", "Diff", "Record"))
    } | {
        "Adopted",
        "Arrears",
        "BackPay",
        "BoardReport",
        "ExceptionReports",
        "Comparison",
        "ContractList",
        "DaysInLieu",
        "Differences",
    }
    given |= {"DutyExplanation", "ExceptionReport", "Exported", "Leave", "PayslipCheck"}
    given |= {"Settlement", "Terms", "Understood"}
    for name in sorted(given):
        form = getattr(sd, name)
        assert all(hasattr(form, method) for method in ("summary", "to_frame", "to_json")), name
