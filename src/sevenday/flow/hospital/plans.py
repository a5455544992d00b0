"""A plan as the flow takes it: who is called where and when, which lists are withdrawn."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.cover import read_cover
from sevenday.files.substitutes import read_electives
from sevenday.files.table import Faults
from sevenday.model import Hospital, Requirement
from sevenday.model.walkout import Elective
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.plan_file import read_plan
from sevenday.walkout.planning.published import PublishedCall, PublishedPlan
from sevenday.walkout.result import CoverResult


@dataclass(frozen=True, slots=True)
class CalledSenior:
    """Somebody of a tier who is called to a service from one time to another."""

    service: str
    tier: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """What a plan changes: calls and withdrawn lists of a walkout's plan, or a whole cover plan.

    `cover`: in place of the rota, where it is not ().
    """

    calls: tuple[CalledSenior, ...] = ()
    withdrawn: tuple[tuple[str, date], ...] = ()
    cover: tuple[Requirement, ...] = ()


PlanLike = CoverResult | PublishedPlan | str | Path


def planned_lists(folder: Path) -> tuple[Elective, ...]:
    """The planned lists of a hospital's folder; () where it has no electives.csv."""
    path = folder / "electives.csv"
    if not path.is_file():
        return ()
    faults = Faults([])
    found = read_electives(path, faults)
    if faults.found:
        raise InputError(*faults.found)
    return found


def read_flow_plan(plan: PlanLike, hospital: Hospital, walkout: WalkoutInputs | None) -> FlowPlan:
    """A plan: what `sd.cover` gave, walkout-plan.json, `sevenday walkout`'s JSON, or a cover.csv.

    Raises
    ------
    InputError
        Where a file is no plan, where it names substitutes that there are not, and where calls are
        given for a hospital without a walkout.
    """
    if isinstance(plan, CoverResult):
        plan = plan.plan.published
    if isinstance(plan, PublishedPlan):
        return _of_calls(plan, walkout, "plan")
    path = Path(plan)
    if not path.is_file():
        expected = "walkout-plan.json, the JSON of sevenday walkout, or a cover.csv"
        raise InputError(
            Fault("not there", "", None, "--plan", f"{plan}", expected, code="missing-file")
        )
    if path.suffix.lower() == ".csv":
        faults = Faults([])
        cover = read_cover(path, hospital.cells, faults)
        if faults.found:
            raise InputError(*faults.found)
        if not cover:
            raise InputError(Fault("no place in it", path.name, code="empty-file"))
        return FlowPlan(cover=cover)
    return _of_calls(_published(path), walkout, path.name)


def _published(path: Path) -> PublishedPlan:
    """A kept plan, or the JSON that `sevenday walkout` prints, as a plan of calls."""
    try:
        found: Any = json.loads(path.read_text("utf-8"))
        if not isinstance(found, dict) or "places" not in found:
            plan = read_plan(path)
            assert plan is not None  # it is there
            return plan
        calls = [
            (name, row["service"], row["start"], row["end"])
            for row in found["places"]
            for name in row["cover"]
        ]
        calls += [
            (row["name"], row["service"], row["start"], row["end"]) for row in found["reserve"]
        ]
        gone = [(row["list"], row["start"]) for row in found["withdrawn"]]
        return PublishedPlan(
            tuple(
                PublishedCall(
                    name, service, datetime.fromisoformat(start), datetime.fromisoformat(end), None
                )
                for name, service, start, end in dict.fromkeys(calls)
            ),
            tuple((name, datetime.fromisoformat(start).date()) for name, start in gone),
        )
    except (OSError, ValueError, KeyError, TypeError):
        what = "not a plan that sevenday walkout wrote"
        expected = "walkout-plan.json, or what sevenday walkout --format json printed"
        raise InputError(Fault(what, path.name, expected=expected, code="stale-plan")) from None


def _of_calls(plan: PublishedPlan, walkout: WalkoutInputs | None, file: str) -> FlowPlan:
    if walkout is None:
        what = "a walkout's plan, and no walkout that goes ahead here"
        expected = "walkout.toml beside the hospital's files, or a cover.csv as the plan"
        raise InputError(Fault(what, file, expected=expected, code="arguments-clash"))
    tiers = {who.name: who.tier for who in walkout.problem.substitutes}
    unknown = sorted({call.name for call in plan.calls} - set(tiers))
    if unknown:
        what = f"calls of whom substitutes.csv does not have: {', '.join(unknown[:3])}"
        expected = "a plan of this folder as it is now: sevenday walkout makes it"
        raise InputError(Fault(what, file, expected=expected, code="stale-plan"))
    calls = {
        (call.name, call.start): CalledSenior(call.service, tiers[call.name], call.start, call.end)
        for call in plan.calls
    }
    # in an order that is the plan's whatever the file's, as draws go by a call's place in it
    return FlowPlan(tuple(sorted(calls.values(), key=_order)), plan.withdrawn)


def _order(call: CalledSenior) -> tuple[datetime, datetime, str, int]:
    return call.start, call.end, call.service, call.tier
