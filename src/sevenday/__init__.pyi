"""The public API, as type checkers read it: the same names as in `__init__.py`."""

from sevenday.batch.engine import Engine as Engine
from sevenday.contracts import (
    Contract as Contract,
)
from sevenday.contracts import (
    Differences as Differences,
)
from sevenday.contracts import (
    Terms as Terms,
)
from sevenday.contracts import (
    Value as Value,
)
from sevenday.contracts import (
    contract as contract,
)
from sevenday.contracts import (
    contract_diff as contract_diff,
)
from sevenday.contracts.listing import ContractList as ContractList
from sevenday.contracts.listing import contract_list as contract_list
from sevenday.cores import use_threads as use_threads
from sevenday.errors import Fault as Fault
from sevenday.errors import InputError as InputError
from sevenday.files import read as read
from sevenday.files import write as write
from sevenday.files.spreadsheets import Understood as Understood
from sevenday.files.spreadsheets import understand as understand
from sevenday.files.talks import read_talks as read_talks
from sevenday.flow.calibration.fit import fit as fit
from sevenday.flow.calibration.result import FlowFit as FlowFit
from sevenday.flow.country.result import ScanResult as ScanResult
from sevenday.flow.country.scan import ScanParams as ScanParams
from sevenday.flow.country.scan import scan as scan
from sevenday.flow.hospital.result import FlowResult as FlowResult
from sevenday.flow.hospital.simulate import simulate as simulate
from sevenday.flow.hospital.staff import staff as staff
from sevenday.flow.hospital.staff_result import StaffResult as StaffResult
from sevenday.limits import CheckResult as CheckResult
from sevenday.limits import Verdict as Verdict
from sevenday.limits import check as check
from sevenday.limits.mends import Mend as Mend
from sevenday.limits.mends import find_mends as find_mends
from sevenday.limits.notice import (
    PublicationDeadline as PublicationDeadline,
)
from sevenday.limits.notice import (
    publication_deadlines as publication_deadlines,
)
from sevenday.limits.swaps import SwapResult as SwapResult
from sevenday.limits.swaps import swaps as swaps
from sevenday.model import Hospital as Hospital
from sevenday.model import Rota as Rota
from sevenday.model import Shift as Shift
from sevenday.model import Template as Template
from sevenday.model.differ import RotaDiff as RotaDiff
from sevenday.model.differ import diff as diff
from sevenday.model.roll import roll as roll
from sevenday.patterns.counts import PatternCounts as PatternCounts
from sevenday.patterns.counts import count_patterns as count_patterns
from sevenday.pay import PayResult as PayResult
from sevenday.pay import price as price
from sevenday.pay.arrears import Arrears as Arrears
from sevenday.pay.arrears import arrears as arrears
from sevenday.pay.board_report import BoardReport as BoardReport
from sevenday.pay.board_report import board_report as board_report
from sevenday.pay.exception_reports import ExceptionReports as ExceptionReports
from sevenday.pay.exception_reports import exceptions as exceptions
from sevenday.pay.exceptions import (
    ExceptionReport as ExceptionReport,
)
from sevenday.pay.exceptions import (
    ExtraWork as ExtraWork,
)
from sevenday.pay.exceptions import (
    exception_report as exception_report,
)
from sevenday.pay.fines import Fine as Fine
from sevenday.pay.fines import fines as fines
from sevenday.pay.leave import (
    DaysInLieu as DaysInLieu,
)
from sevenday.pay.leave import (
    Leave as Leave,
)
from sevenday.pay.leave import (
    days_in_lieu as days_in_lieu,
)
from sevenday.pay.leave import (
    leave_entitlement as leave_entitlement,
)
from sevenday.pay.leave import (
    leave_request_by as leave_request_by,
)
from sevenday.pay.payslip_check import PayslipCheck as PayslipCheck
from sevenday.pay.payslip_check import payslip_check as payslip_check
from sevenday.pay.protection_section_two import section_two as section_two
from sevenday.reports.files.export import Exported as Exported
from sevenday.reports.files.export import export as export
from sevenday.solver.explain.why import DutyExplanation as DutyExplanation
from sevenday.solver.explain.why import why as why
from sevenday.solver.repair.params import RepairParams as RepairParams
from sevenday.solver.repair.replan import replan as replan
from sevenday.solver.repair.result import ReplanResult as ReplanResult
from sevenday.solver.rota.build import build as build
from sevenday.solver.rota.params import BuildParams as BuildParams
from sevenday.solver.rota.relaxation import RelaxationResult as RelaxationResult
from sevenday.solver.rota.relaxation import relax as relax
from sevenday.solver.rota.result import RotaResult as RotaResult
from sevenday.solver.template.build import (
    build_template as build_template,
)
from sevenday.solver.template.params import TemplateParams as TemplateParams
from sevenday.solver.template.result import (
    TemplateResult as TemplateResult,
)
from sevenday.talks.adopt import Adopted as Adopted
from sevenday.talks.adopt import adopt as adopt
from sevenday.talks.back_pay import BackPay as BackPay
from sevenday.talks.back_pay import back_pay as back_pay
from sevenday.talks.compare import compare as compare
from sevenday.talks.comparison import Comparison as Comparison
from sevenday.talks.record import TalksRecord as TalksRecord
from sevenday.talks.record import talks_record as talks_record
from sevenday.talks.settle import Settlement as Settlement
from sevenday.talks.settle import settle as settle
from sevenday.talks.sides import read_sides as read_sides
from sevenday.talks.sweep import sweep as sweep
from sevenday.talks.sweep_result import SweepResult as SweepResult
from sevenday.talks.term_weights import weigh_terms as weigh_terms
from sevenday.talks.variant import Variant as Variant
from sevenday.walkout.cover import cover as cover
from sevenday.walkout.region import RegionStress as RegionStress
from sevenday.walkout.region import stress as stress
from sevenday.walkout.result import (
    CoverResult as CoverResult,
)
from sevenday.walkout.result import (
    NoticeResult as NoticeResult,
)
from sevenday.walkout.result import (
    StoppedResult as StoppedResult,
)

__version__: str
__all__: list[str]
