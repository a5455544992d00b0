"""Working-hours limits: a contract's terms as rows of rules, folded over the lines of a rota."""

from sevenday.limits.checker import Checker, check
from sevenday.limits.result import CheckResult, LineResult
from sevenday.limits.verdict import Verdict

__all__ = ["CheckResult", "Checker", "LineResult", "Verdict", "check"]
