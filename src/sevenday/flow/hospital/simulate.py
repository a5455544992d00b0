"""`sd.simulate`: what a hospital's staffing does to its patients, with and without a walkout."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.files import read
from sevenday.flow.hospital.arms import USUAL, ServiceArm, service_arms
from sevenday.flow.hospital.load import ServiceLoad
from sevenday.flow.hospital.measure import Measured
from sevenday.flow.hospital.more_seniors import SeniorPost, more_seniors
from sevenday.flow.hospital.one_more import OnProgress, try_one_more
from sevenday.flow.hospital.plans import PlanLike, planned_lists, read_flow_plan
from sevenday.flow.hospital.recovery import back_to_normal
from sevenday.flow.hospital.result import FlowResult
from sevenday.flow.hospital.rows import BackToNormal, FlowArm
from sevenday.flow.hospital.settings_named import check_settings
from sevenday.flow.hospital.which_days import days_of, days_of_action, no_action, rota_remarks
from sevenday.flow.simulation.replicate import Runs
from sevenday.model import Hospital
from sevenday.model.walkout import STOPPED
from sevenday.walkout.load import WalkoutInputs, load_walkout

BLOCK, MOST = 50, 1000
"""Replications at a time, and at most, until the half-width is reached."""
DEMAND_RUNS = 20
"""Replications for the doctors that patients would keep busy."""
HALF_WIDTH = 0.01
"""Of the share within four hours: a point either way."""


def simulate(
    hospital: Hospital | str | Path,
    *,
    plan: PlanLike | None = None,
    walkout: WalkoutInputs | None = None,
    on: date | str | None = None,
    replications: int | None = None,
    half_width: float = HALF_WIDTH,
    one_more: bool = True,
    after: int | None = None,
    seniors: int = 0,
    seed: int = 1,
    on_progress: OnProgress | None = None,
) -> FlowResult:
    """Run a hospital's days: waits, crowding, beds, harm, with and without its walkout and plan.

    Parameters
    ----------
    hospital
        A folder, whose walkout.toml is read too, or a hospital that is read already.
    plan
        What `sd.cover` gave, a file that `sevenday walkout` wrote, or a cover.csv.
    walkout
        A walkout that is read already (`walkout.load.load_walkout`); for a folder its own.
    on
        The first day looked at (default: the walkout's first, else the rota's first Monday).
    replications
        How many (default: until `half_width` is reached, at most 1,000).
    half_width
        Of the share within four hours, in each arm and service.
    one_more
        Whether to try one doctor more and one fewer at each hour: most of the time goes there.
    after
        Days that run after those looked at: for patients to be finished, or the queue to clear
        (default: 2, and 14 after a walkout).
    seniors
        How many posts of the walkout to find in which another senior does most.
    seed
        Of all random numbers.
    on_progress
        Called with what is done, how much of it, and of how much at most.

    Returns
    -------
    FlowResult
        The arm asked about (the plan, else the walkout, else usual days), and those without.

    Raises
    ------
    InputError
        With every fault of the files; where nobody comes, or nobody is ever on duty; and where
        seniors are asked for without a walkout.
    RuntimeError
        Where Little's law fails in a replication.
    """
    remarks: tuple[str, ...] = ()
    lists = walkout.problem.lists if walkout is not None else ()
    if not isinstance(hospital, Hospital):
        folder = Path(hospital)
        if walkout is None and (folder / "walkout.toml").is_file():
            walkout = load_walkout(folder)
        hospital = walkout.hospital if walkout is not None else read(folder)
        lists = planned_lists(folder)
    if not hospital.patients.arrivals:
        what = "who comes is not known: there is no arrivals.csv"
        expected = "service,day,hour,class,mean or service,date,hour,class,count"
        raise InputError(Fault(what, "arrivals.csv", expected=expected, code="missing-file"))
    check_settings(hospital)
    if walkout is not None and walkout.walkout.state in STOPPED[:-1]:
        remarks = (f"The walkout is {walkout.walkout.state}: nobody is out, and no arm has it.",)
        walkout = None
    if seniors and walkout is None:
        what = "seniors are found for a walkout, and none goes ahead here"
        expected = (
            "walkout.toml; of usual days the page says, without --seniors, when one more helps"
        )
        raise InputError(
            Fault(what, "", None, "--seniors", f"{seniors}", expected, code="arguments-clash")
        )
    taken = read_flow_plan(plan, hospital, walkout) if plan is not None else None
    days = days_of(hospital, walkout.walkout if walkout else None, on, after)
    of_action = days_of_action(walkout.walkout, days) if walkout is not None else 0
    if walkout is not None and not of_action:
        remarks = (no_action(walkout.walkout, days),)
        if seniors or (taken is not None and not taken.cover):
            raise InputError(_outside(remarks[0], on))
        walkout = None
        days = days_of(hospital, None, on, after)
    remarks = (*remarks, *rota_remarks(hospital, days))
    services = tuple(dict.fromkeys(each.service for each in hospital.patients.arrivals))
    made = [
        service_arms(hospital, service, days, seed, walkout, taken, lists) for service in services
    ]
    arms = [arm for found, _, _ in made for arm in found]
    measured = _measured(arms, replications, half_width, seed, on_progress)
    load = tuple(each for _, each, _ in made)
    names = tuple(dict.fromkeys(arm.arm for arm in arms))
    ends = walkout.walkout.span[1] if walkout else None
    flows = [_arm(name, measured, load, ends, seed) for name in names]
    asked = [each.arm for each in measured if each.arm.arm == names[-1]]
    numbers = measured[0].numbers
    tried = asked if one_more else []
    found = tuple(row for arm in tried for row in try_one_more(arm, numbers, seed, on_progress))
    posts: tuple[SeniorPost, ...] = ()
    if seniors and walkout is not None:
        posts = more_seniors(hospital, walkout.walkout, asked, seniors, numbers, seed, on_progress)
    usual = [each for each in arms if each.arm == names[0]]
    return FlowResult(
        hospital.name,
        flows[-1],
        tuple(flows[:-1]),
        found,
        load,
        tuple((a.service, tuple(map(days.at, a.nobody()))) for a in usual if a.nobody()),
        len(numbers),
        seed,
        max(each.half_width for each in measured),
        (*remarks, *(remark for _, _, own in made for remark in own)),
        posts,
        hospital.cover,
        days,
        of_action,
    )


def _outside(says: str, on: date | str | None) -> Fault:
    """Something of the walkout is asked for, on days that have none of it."""
    expected = "a day from which some of the action is in the seven days looked at, or no --on"
    return Fault(says, "", None, "--on", f"{on}", expected, code="outside-dates")


def _measured(
    arms: Sequence[ServiceArm],
    replications: int | None,
    half_width: float,
    seed: int,
    on_progress: OnProgress | None,
) -> list[Measured]:
    """Every arm on the same replications: as many as asked for, else until each is sure enough."""
    runs: list[list[Runs]] = [[] for _ in arms]
    done = 0
    while True:
        more = min(BLOCK, (replications or MOST) - done)
        numbers = range(done, done + more)
        for found, arm in zip(runs, arms, strict=True):
            found.append(arm.run(numbers, seed))
        done += more
        if on_progress is not None:
            on_progress("replications", done, replications or MOST)
        measured = [
            Measured(arm, found, range(done)) for arm, found in zip(arms, runs, strict=True)
        ]
        sure = replications is None and max(each.half_width for each in measured) <= half_width
        if sure or done >= (replications or MOST):
            return measured


def _arm(
    name: str,
    measured: Sequence[Measured],
    load: Sequence[ServiceLoad],
    ends: datetime | None,
    seed: int,
) -> FlowArm:
    """The rows of one arm, over its services."""
    usual = {each.arm.service: each for each in measured if each.arm.arm == USUAL}
    own = [each for each in measured if each.arm.arm == name]
    loads = {each.service: each for each in load}
    back: tuple[BackToNormal, ...] = ()
    if ends is not None and name != USUAL:
        back = tuple(
            back_to_normal(each, usual[each.arm.service], loads[each.arm.service], ends)
            for each in own
        )
    return FlowArm(
        name,
        tuple(
            row
            for each in own
            for row in each.hours(each.arm.demand(each.numbers[:DEMAND_RUNS], seed))
        ),
        tuple(row for each in own for row in each.classes()),
        tuple(each.beds() for each in own),
        tuple(row for each in own for row in each.half_days()),
        tuple(row for each in own for row in each.use()),
        tuple((each.arm.service, each.harm()) for each in own),
        back,
    )
