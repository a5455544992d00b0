"""What is wrong with a published version, by the department's folder as it is now."""

from sevenday.limits import CheckResult
from sevenday.web.ready import Ready
from sevenday.web.rotas.checking import contract_is_named, judge_rota
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version

_ready: Ready[CheckResult] = Ready(64)


def judged_version(version: Version) -> CheckResult | None:
    """The verdict on every line of a version; None where the department names no contract."""
    department = version.period.department
    if not contract_is_named(department):
        return None
    return _ready.get((version.pk, department.state), lambda: judge_rota(version_matrix(version)))
