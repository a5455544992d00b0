"""A plan as JSON (FORMS.md), and back: a folder is all that the morning needs."""

import json
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.walkout.law.notice import ActionNotice
from sevenday.walkout.planning.baselines import evaluate
from sevenday.walkout.planning.escalation import Escalation
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import Call, CoverProblem, span_of

FILE = "walkout-plan.json"


def plan_document(
    plan: CoverPlan, notice: ActionNotice, found: tuple[Escalation, ...]
) -> dict[str, Any]:
    """The plan as `walkout --format json` prints it."""
    return {
        "notice": notice.to_json(),
        "places": [
            {
                "service": each.place.service,
                "shift": each.place.shift,
                "start": each.place.start.isoformat(timespec="minutes"),
                "end": each.place.end.isoformat(timespec="minutes"),
                "rank": each.place.rank,
                "tier": each.place.tier,
                "competence": each.place.competence,
                "needed": each.place.needed,
                "p_uncovered": round(each.chance, 9),
                "p_uncovered_with_sick_calls": round(each.sick, 9),
                "p_uncovered_alone": None if each.alone is None else round(each.alone, 9),
                "past": each.past,
                "limit": each.limit,
                "cover": list(each.cover),
            }
            for each in plan.places
        ],
        "withdrawn": [
            {
                "list": row.name,
                "service": row.service,
                "start": span_of(row)[0].isoformat(timespec="minutes"),
                "end": span_of(row)[1].isoformat(timespec="minutes"),
                "urgency": row.urgency,
                "patients": row.patients,
                "frees": list(row.frees),
            }
            for row in plan.lists_withdrawn
        ],
        "reserve": [
            {
                "name": who.name,
                "service": pool.service,
                "start": pool.start.isoformat(timespec="minutes"),
                "end": pool.end.isoformat(timespec="minutes"),
            }
            for who, pool in plan.reserve
        ],
        "escalations": [
            {
                "service": each.place.place.service,
                "shift": each.place.place.shift,
                "start": each.place.place.start.isoformat(timespec="minutes"),
                "rank": each.place.place.rank,
                "p_uncovered": round(each.place.chance, 9),
                "limit": each.place.limit,
                "sentence": each.sentence,
                "tried": list(each.tried),
                "mends": list(each.mends),
                "evidence": each.evidence(plan),
            }
            for each in found
        ],
        "levels": [
            {"name": x.name, "cost": x.cost, "bound": x.bound, "gap": x.gap} for x in plan.levels
        ],
        "cost": plan.cost,
        "bound": plan.bound,
        "gap": plan.gap,
    }


def notice_document(notice: ActionNotice) -> dict[str, Any]:
    """The same form where nothing is planned: the notice alone."""
    empty: dict[str, Any] = {key: [] for key in ("places", "withdrawn", "reserve", "escalations")}
    return {"notice": notice.to_json(), **empty, "levels": [], "cost": 0, "bound": 0, "gap": 0.0}


def plan_text(plan: CoverPlan) -> str:
    """A plan as the text that the morning starts from: calls and withdrawn lists, no counts.

    Nor its costs, which would tell of the counts that it was made on.
    """
    problem = plan.problem
    stored = {
        "calls": [
            {
                "name": problem.substitutes[s].name,
                "service": problem.pools[p].service,
                "start": problem.pools[p].start.isoformat(timespec="minutes"),
                "end": problem.pools[p].end.isoformat(timespec="minutes"),
            }
            for s, p in plan.calls
        ],
        "withdrawn": [
            {"list": problem.lists[n].name, "date": problem.lists[n].date.isoformat()}
            for n in plan.withdrawn
        ],
    }
    return json.dumps(stored, indent=1, ensure_ascii=False) + "\n"


def read_plan(problem: CoverProblem, file: Path) -> CoverPlan:
    """A plan kept in a file, on the problem of its folder.

    Raises InputError where the file is none, or speaks of somebody or a list that is not there.
    """
    if not file.exists():
        raise InputError(Fault("not there", file.name, expected="the file that a plan leaves"))
    try:
        stored = json.loads(file.read_text("utf-8"))
        names = {who.name: s for s, who in enumerate(problem.substitutes)}
        places = {
            (
                pool.service,
                pool.start.isoformat(timespec="minutes"),
                pool.end.isoformat(timespec="minutes"),
            ): p
            for p, pool in enumerate(problem.pools)
        }
        rows = {(row.name, row.date.isoformat()): n for n, row in enumerate(problem.lists)}
        calls = tuple(
            Call(names[call["name"]], places[call["service"], call["start"], call["end"]])
            for call in stored["calls"]
        )
        withdrawn = tuple(rows[row["list"], row["date"]] for row in stored["withdrawn"])
    except (OSError, ValueError, KeyError, TypeError):
        what = "not a plan of this folder as it is now"
        expected = "the file that sevenday walkout wrote; without it the plan is made anew"
        raise InputError(Fault(what, file.name, expected=expected)) from None
    if not set(calls) <= set(problem.calls):
        what = "a plan that calls somebody who may no longer be called so"
        expected = "consent, availability, hours, competence and rota as they were"
        raise InputError(Fault(what, file.name, expected=expected))
    return evaluate(problem, calls, set(withdrawn))


def plan_changes(before: CoverPlan, after: CoverPlan) -> list[str]:
    """What a new plan changes, as orders: posts, lists and names of substitutes alone."""
    problem = after.problem

    def describe(call: Call) -> str:
        return f"{problem.substitutes[call[0]].name}: {problem.pools[call[1]].name}"

    orders = [f"Call {describe(c)}" for c in after.calls if c not in before.calls]
    orders += [f"Stand down {describe(c)}" for c in before.calls if c not in after.calls]
    for n in after.withdrawn:
        if n not in before.withdrawn:
            row = problem.lists[n]
            orders.append(
                f"Withdraw {row.name} ({row.date}, {row.urgency}, {row.patients} patients)"
            )
    orders += [
        f"Restore {problem.lists[n].name} ({problem.lists[n].date})"
        for n in before.withdrawn
        if n not in after.withdrawn
    ]
    for p in set(range(len(problem.pools))) - problem.past:
        old = {e.place.shift: e.cover for e in before.by_pool[p]}
        for each in after.by_pool[p]:
            sent = [name for name in each.cover if name not in old.get(each.place.shift, ())]
            orders += [
                f"Put {name} on {each.place.shift}, {problem.pools[p].name}" for name in sent
            ]
    return orders
