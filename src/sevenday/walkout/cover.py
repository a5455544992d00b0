"""A walkout's cover plan from a hospital's folder: what `sevenday walkout` does."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sevenday.clock import LONDON
from sevenday.errors import Fault, InputError
from sevenday.files.walkout import read_walkout
from sevenday.model.walkout import STOPPED, Count
from sevenday.walkout.law.notice import judge_actions
from sevenday.walkout.law.state import reference_time, restore_lists, with_state
from sevenday.walkout.load import (
    WalkoutInputs,
    is_notice_alone,
    join_counts,
    load_counts,
    load_walkout,
    nation_of,
)
from sevenday.walkout.plan_file import FILE, read_plan
from sevenday.walkout.planning.baselines import compare_with_baselines
from sevenday.walkout.planning.conflict import SECONDS as CONFLICT_SECONDS
from sevenday.walkout.planning.conflict import smallest_conflict
from sevenday.walkout.planning.escalation import escalations
from sevenday.walkout.planning.orders import Saving, orders_between
from sevenday.walkout.planning.plan import SECONDS, plan
from sevenday.walkout.planning.published import PublishedPlan
from sevenday.walkout.planning.replan import SECONDS as REPLAN_SECONDS
from sevenday.walkout.planning.replan import replan
from sevenday.walkout.planning.tradeoff import tradeoff
from sevenday.walkout.result import CoverResult, NoticeResult, StoppedResult, WalkoutResult


def cover(
    path: str | Path,
    *,
    counts: str | Path | Sequence[str | Path] = (),
    fresh: bool = False,
    stress: int | None = None,
    curve: bool = False,
    call_off: bool = False,
    on: date | str | None = None,
    like: str | None = None,
    seconds: float = SECONDS,
    seed: int = 1,
) -> WalkoutResult:
    """Plan cover for the walkout of a hospital's folder, as `sevenday walkout` does.

    A plan that the folder keeps is changed as little as the chances allow. Nothing is written:
    `CoverResult.keep()` leaves the plan in the folder, as the command does, and the next call
    starts from it.

    Parameters
    ----------
    path
        The hospital's folder, with walkout.toml in it.
    counts
        A file of counts (counts.csv), or several: a later one wins, group by group.
    fresh
        Whether to plan anew, but for what has begun, and show what that changes and saves.
    stress
        On how many random turnouts to meet the plan, and beside it what hospitals do now.
    curve
        Whether to work out the trade-off between safety and planned work.
    call_off
        Whether the walkout is called off: which lists can still be restored.
    on
        When the call is made, a day or a time (default: now; of a walkout that is past, when it is
        called off, the rota's first day). What began before is not undone.
    like
        Turnout as on the record: "2016-04-26", or a month as "2025-11".
    seconds
        Time for the plan, and for the curve.
    seed
        Of the random turnouts.

    Returns
    -------
    CoverResult, StoppedResult or NoticeResult
        The plan; of a walkout that is off, suspended or over what it gives back; and of a folder
        without a rota what the law says of the notice.

    Raises
    ------
    InputError
        With every fault of the files.
    """
    folder = Path(path)
    if is_notice_alone(folder):
        walkout = read_walkout(folder)
        return NoticeResult(
            folder.resolve().name, walkout, judge_actions(walkout, nation_of(folder))
        )
    inputs = load_walkout(folder, like)
    files = [counts] if isinstance(counts, str | Path) else counts
    over = inputs.walkout.state == "over"
    if call_off or (inputs.walkout.state in STOPPED and not (over and files)):
        return _stop(inputs, call_off, on, seconds)
    counted = join_counts([load_counts(inputs, Path(file)) for file in files])
    earlier, remarks = _earlier(inputs)
    return cover_of(
        inputs,
        earlier,
        counted,
        fresh=fresh,
        stress=stress,
        curve=curve,
        at=time_of_call(inputs, on),
        seconds=seconds,
        seed=seed,
        remarks=remarks,
    )


def cover_of(
    inputs: WalkoutInputs,
    earlier: PublishedPlan | None = None,
    counts: tuple[Count, ...] = (),
    *,
    fresh: bool = False,
    stress: int | None = None,
    curve: bool = False,
    at: datetime | None = None,
    seconds: float = SECONDS,
    seed: int = 1,
    remarks: tuple[str, ...] = (),
) -> CoverResult:
    """Plan cover for a walkout that was read: nothing is read from files here, nor written.

    Parameters
    ----------
    inputs
        The folder's, of `load_walkout`.
    earlier
        The plan that people have; it is changed as little as the chances allow. None: there is
        none.
    counts
        How many of each group came, as one picture.
    fresh, stress, curve, seconds, seed
        As of `cover`.
    at
        When the call is made: what began before is not undone. None: before the action or after.
    remarks
        What a reader of the plan has to know of how it was made.

    Raises
    ------
    InputError
        For a count of a shift that is not in the action, or of more people than the rota has.
    """
    known = earlier  # what people know: of a plan made anew on a count, nothing
    if earlier is None:
        made = plan(inputs.problem, seconds)
        earlier, known = (made.published, PublishedPlan((), ())) if counts else (None, None)
    if earlier is not None:
        again = replan(
            earlier,
            inputs.problem,
            inputs.hospital,
            inputs.walkout,
            counts,
            fresh=fresh,
            at=at,
            seconds=min(seconds, REPLAN_SECONDS) if not fresh else seconds,
        )
        made = again.plan
    saves = earlier is not None and (fresh or again.given_back)
    unsafe = escalations(made)
    grave = any(each.place.place.rank == 1 for each in unsafe)
    return CoverResult(
        inputs,
        made,
        judge_actions(inputs.walkout, inputs.nation),
        unsafe,
        conflict=smallest_conflict(made, seconds=min(seconds, CONFLICT_SECONDS)) if grave else (),
        orders=orders_between(known, made) if known is not None else None,
        saving=Saving.between(earlier, made) if earlier is not None and saves else None,
        again=again.again if earlier is not None else (),
        fresh=fresh,
        stress=compare_with_baselines(made, stress, seed) if stress else None,
        curve=tuple(tradeoff(inputs.problem, made, seconds)) if curve else None,
        remarks=remarks,
        counts=counts,
    )


def _stop(
    inputs: WalkoutInputs, call_off: bool, on: date | str | None, seconds: float
) -> StoppedResult:
    """What a walkout that is off, suspended or over gives back, by the plan in its folder."""
    earlier, remarks = _earlier(inputs)
    if earlier is None:
        withdrawn = plan(inputs.problem, seconds).lists_withdrawn
    else:
        rows = {(row.name, row.date): row for row in inputs.problem.lists}
        withdrawn = tuple(rows[row] for row in earlier.withdrawn if row in rows)
    walkout = inputs.walkout
    if call_off and walkout.state != "called-off":
        walkout = with_state(walkout, "called-off")
    restored = restore_lists(walkout, withdrawn, _moment(inputs, on))
    return StoppedResult(inputs, judge_actions(walkout, inputs.nation), restored, remarks)


def _moment(inputs: WalkoutInputs, on: date | str | None) -> datetime:
    """The moment at which a walkout is called off: the start of the day named, or now."""
    if on is None:
        rota = inputs.hospital.rota
        assert rota is not None  # a problem was made of it
        return reference_time(inputs.walkout, rota.first, datetime.now().replace(microsecond=0))
    return _named(on)


def _named(on: date | str) -> datetime:
    """A day or a time that was named, London time; a day is its first minute."""
    try:
        at = datetime.fromisoformat(f"{on}")
    except ValueError:
        expected = "YYYY-MM-DD, or YYYY-MM-DDTHH:MM"
        raise InputError(
            Fault("not a date", "", None, "--on", f"{on}", expected, code="not-a-date")
        ) from None
    return at.astimezone(LONDON).replace(tzinfo=None) if at.tzinfo else at


def time_of_call(inputs: WalkoutInputs, on: date | str | None = None) -> datetime | None:
    """When a call is made, as far as it tells what has begun: named, or now where the action is on.

    None before the action and after it, as examples and rehearsals are.
    """
    if on is not None:
        return _named(on)
    now = datetime.now(LONDON).replace(tzinfo=None, second=0, microsecond=0)
    first, last = inputs.walkout.span
    return now if first <= now < last else None


def _earlier(inputs: WalkoutInputs) -> tuple[PublishedPlan | None, tuple[str, ...]]:
    """The plan that the folder keeps, and remarks: on its files, and why no plan is there if so."""
    remarks = inputs.idle_competences
    try:
        return read_plan(inputs.folder / FILE), remarks
    except InputError as error:
        return None, (*remarks, f"no earlier plan: planning anew ({error})")
