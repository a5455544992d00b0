"""Sevenday: a hospital's medical working week in one model.

import sevenday as sd

hospital = sd.read("examples/psychiatry-2015")
terms = sd.contract("england-2016", on="2026-09-01")
for breach in sd.check(hospital, terms).breaches:
    print(breach.sentence)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sevenday.contracts import Terms, Value, contract
    from sevenday.errors import Fault, InputError
    from sevenday.files import read, write
    from sevenday.files.spreadsheets import Understood, understand
    from sevenday.limits import CheckResult, Verdict, check
    from sevenday.model import Hospital, Rota, Shift, Template
    from sevenday.model.roll import roll
    from sevenday.pay import PayResult, price
    from sevenday.reports.files.export import export
    from sevenday.solver.rota.build import build
    from sevenday.solver.rota.result import RotaResult
    from sevenday.solver.template.build import TemplateResult, build_template
    from sevenday.talks.compare import compare
    from sevenday.talks.settle import settle
    from sevenday.walkout.cover import cover
    from sevenday.walkout.result import CoverResult, NoticeResult, StoppedResult

__version__ = "0.1.0"

_HOMES = {
    "sevenday.contracts": ("Terms", "Value", "contract"),
    "sevenday.errors": ("Fault", "InputError"),
    "sevenday.files": ("read", "write"),
    "sevenday.files.spreadsheets": ("Understood", "understand"),
    "sevenday.limits": ("CheckResult", "Verdict", "check"),
    "sevenday.model": ("Hospital", "Rota", "Shift", "Template"),
    "sevenday.model.roll": ("roll",),
    "sevenday.pay": ("PayResult", "price"),
    "sevenday.reports.files.export": ("export",),
    "sevenday.solver.rota.build": ("build",),
    "sevenday.solver.rota.result": ("RotaResult",),
    "sevenday.solver.template.build": ("TemplateResult", "build_template"),
    "sevenday.talks.compare": ("compare",),
    "sevenday.talks.settle": ("settle",),
    "sevenday.walkout.cover": ("cover",),
    "sevenday.walkout.result": ("CoverResult", "NoticeResult", "StoppedResult"),
}
"""Where each public name lives: fetched when first asked for, so that starting stays quick."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CheckResult",
    "CoverResult",
    "Fault",
    "Hospital",
    "InputError",
    "NoticeResult",
    "PayResult",
    "Rota",
    "RotaResult",
    "Shift",
    "StoppedResult",
    "Template",
    "TemplateResult",
    "Terms",
    "Understood",
    "Value",
    "Verdict",
    "build",
    "build_template",
    "check",
    "compare",
    "contract",
    "cover",
    "export",
    "price",
    "read",
    "roll",
    "settle",
    "understand",
    "write",
]


def __getattr__(name: str) -> Any:
    """Fetch a public name from its home."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sevenday' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
