"""Sevenday: a hospital's medical working week in one model.

import sevenday as sd

hospital = sd.read("examples/psychiatry-2015")
terms = sd.contract("england-2016", on="2026-09-01")
for breach in sd.check(hospital, terms).breaches:
    print(breach.sentence)

Each command has its twin here. Functions are verbs and packages are nouns: `sevenday pay` is
`sd.price`, `sevenday walkout` is `sd.cover`, `sevenday talks` is `sd.compare`.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "cores": "use_threads",
    "errors": "Fault InputError",
    "model": "Hospital Rota Shift Template",
    "model.roll": "roll",
    "model.differ": "RotaDiff diff",
    "contracts": "Contract Differences Terms Value contract contract_diff",
    "contracts.listing": "ContractList contract_list",
    "files": "read write",
    "files.spreadsheets": "Understood understand",
    "files.talks": "read_talks",
    "limits": "CheckResult Verdict check",
    "limits.mends": "Mend find_mends",
    "limits.notice": "PublicationDeadline publication_deadlines",
    "limits.swaps": "SwapResult swaps",
    "patterns.counts": "PatternCounts count_patterns",
    "pay": "PayResult price",
    "pay.fines": "Fine fines",
    "pay.arrears": "Arrears arrears",
    "pay.payslip_check": "PayslipCheck payslip_check",
    "pay.board_report": "BoardReport board_report",
    "pay.exception_reports": "ExceptionReports exceptions",
    "pay.exceptions": "ExceptionReport ExtraWork exception_report",
    "pay.leave": "DaysInLieu Leave days_in_lieu leave_entitlement leave_request_by",
    "pay.protection_section_two": "section_two",
    "solver.explain.why": "DutyExplanation why",
    "solver.rota.build": "build",
    "solver.rota.params": "BuildParams",
    "solver.rota.result": "RotaResult",
    "solver.rota.relaxation": "RelaxationResult relax",
    "solver.repair.params": "RepairParams",
    "solver.repair.replan": "replan",
    "solver.repair.result": "ReplanResult",
    "solver.template.build": "build_template",
    "solver.template.params": "TemplateParams",
    "solver.template.result": "TemplateResult",
    "walkout.cover": "cover",
    "walkout.region": "RegionStress stress",
    "walkout.result": "CoverResult NoticeResult StoppedResult",
    "flow.hospital.simulate": "simulate",
    "flow.hospital.result": "FlowResult",
    "flow.hospital.staff": "staff",
    "flow.hospital.staff_result": "StaffResult",
    "flow.calibration.fit": "fit",
    "flow.calibration.result": "FlowFit",
    "flow.country.scan": "ScanParams scan",
    "flow.country.result": "ScanResult",
    "batch.engine": "Engine",
    "talks.adopt": "Adopted adopt",
    "talks.back_pay": "BackPay back_pay",
    "talks.compare": "compare",
    "talks.comparison": "Comparison",
    "talks.record": "TalksRecord talks_record",
    "talks.settle": "Settlement settle",
    "talks.sides": "read_sides",
    "talks.sweep": "sweep",
    "talks.sweep_result": "SweepResult",
    "talks.term_weights": "weigh_terms",
    "talks.variant": "Variant",
    "reports.files.export": "Exported export",
}
"""By module its public names. Each is fetched when it is first asked for, so that starting stays
quick; `__init__.pyi` says the same to type checkers."""

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    """Fetch a public name from its home."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sevenday' has no attribute {name!r}")
    return getattr(import_module(f"sevenday.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    """The public names, for whoever asks what there is."""
    return [*__all__, "__version__"]
