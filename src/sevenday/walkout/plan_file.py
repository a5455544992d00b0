"""The plan that a folder keeps (walkout-plan.json): calls and withdrawn lists, and no counts."""

import json
from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.results import as_json, encode
from sevenday.walkout.planning.evaluation import evaluate
from sevenday.walkout.planning.places import Pool
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import Call, CoverProblem
from sevenday.writing import write_whole

FILE = "walkout-plan.json"
POOL = ("service", "start", "end")
"""What a pool is known by in the file."""


def write_plan(plan: CoverPlan, folder: Path) -> None:
    """Keep a plan in its folder, whole or not at all.

    Raises InputError where the folder cannot be written.
    """
    write_whole(folder / FILE, plan_text(plan))


def plan_text(plan: CoverPlan) -> str:
    """A plan as the text that the morning starts from: calls and withdrawn lists, no counts.

    Nor its costs, which would tell of the counts that it was made on.
    """
    problem = plan.problem
    pools = [_pool_key(pool) for pool in problem.pools]
    stored = {
        "calls": [
            {"name": problem.substitutes[s].name, **dict(zip(POOL, pools[p], strict=True))}
            for s, p in plan.calls
        ],
        "withdrawn": [
            {"list": problem.lists[n].name, "date": problem.lists[n].date.isoformat()}
            for n in plan.withdrawn
        ],
    }
    return as_json(stored) + "\n"


def read_plan(problem: CoverProblem, file: Path) -> CoverPlan:
    """A plan kept in a file, on the problem of its folder.

    Raises InputError where the file is none, or speaks of somebody or a list that is not there.
    """
    if not file.exists():
        raise InputError(
            Fault(
                "not there", file.name, expected="the file that a plan leaves", code="missing-file"
            )
        )
    try:
        stored = json.loads(file.read_text("utf-8"))
        names = {who.name: s for s, who in enumerate(problem.substitutes)}
        pools = {_pool_key(pool): p for p, pool in enumerate(problem.pools)}
        rows = {(row.name, row.date.isoformat()): n for n, row in enumerate(problem.lists)}
        calls = tuple(
            Call(names[call["name"]], pools[tuple(call[key] for key in POOL)])
            for call in stored["calls"]
        )
        withdrawn = tuple(rows[row["list"], row["date"]] for row in stored["withdrawn"])
    except (OSError, ValueError, KeyError, TypeError):
        what = "not a plan of this folder as it is now"
        expected = "the file that sevenday walkout wrote; without it the plan is made anew"
        raise InputError(Fault(what, file.name, expected=expected, code="stale-plan")) from None
    if not set(calls) <= set(problem.calls):
        what = "a plan that calls somebody who may no longer be called so"
        expected = "consent, availability, hours, competence and rota as they were"
        raise InputError(Fault(what, file.name, expected=expected, code="stale-plan"))
    return evaluate(problem, calls, set(withdrawn))


def _pool_key(pool: Pool) -> tuple[str, ...]:
    """What a pool is known by in the file: `POOL`."""
    return pool.service, encode(pool.start), encode(pool.end)
