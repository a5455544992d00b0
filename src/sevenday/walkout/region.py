"""The plans of many hospitals on random turnouts: a task a hospital, on any engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sevenday.batch.engine import Engine
from sevenday.batch.run import run
from sevenday.batch.tasks import OnProgress, Task
from sevenday.errors import Fault, InputError
from sevenday.results import Measured, Result
from sevenday.walkout.load import WalkoutInputs, load_walkout
from sevenday.walkout.plan_file import FILE, read_plan
from sevenday.walkout.planning.plan import SECONDS, plan
from sevenday.walkout.planning.published import PublishedPlan
from sevenday.walkout.planning.replan import SECONDS as REPLAN_SECONDS
from sevenday.walkout.planning.replan import replan
from sevenday.walkout.planning.stress_test import DRAWS, stress_test


@dataclass(frozen=True, slots=True)
class HospitalStress(Result):
    """One hospital's plan on random turnouts.

    Parameters
    ----------
    hospital
        Its name.
    any_rank_1
        The share of draws in which some place of rank 1 was short.
    rank_1_hours, rank_2_hours
        Hours of such places that were short in a draw, on average.
    places, unsafe
        How many places there are, and how many are over what their rank allows.
    cost, bound, gap
        Of the plan.
    """

    hospital: str
    any_rank_1: Measured
    rank_1_hours: Measured
    rank_2_hours: Measured
    places: int
    unsafe: int
    cost: int
    bound: int
    gap: Measured


@dataclass(frozen=True, slots=True)
class RegionStress(Result):
    """Many hospitals' plans on random turnouts, those that are short most often first.

    `lost`: by hospital that has no answer, why. `stopped`: whether Ctrl-C ended it.
    """

    ROWS = "hospitals"

    hospitals: tuple[HospitalStress, ...]
    draws: int
    seed: int
    lost: Mapping[str, str]
    stopped: bool = False

    @property
    def safe(self) -> bool:
        """Whether every hospital has an answer, and no place over what its rank allows."""
        return not (self.lost or self.stopped or any(each.unsafe for each in self.hospitals))


def hospital_folders(folder: str | Path) -> list[Path]:
    """The folders in a folder that have a walkout and shifts, by name; [] of one hospital's own."""
    path = Path(folder)
    if (path / "walkout.toml").exists():
        return []
    return sorted(each.parent for each in path.glob("*/walkout.toml") if is_hospital(each.parent))


def is_hospital(folder: Path) -> bool:
    """Whether a folder has shifts."""
    return (folder / "shifts.csv").exists()


def stress(
    folder: str | Path,
    draws: int = DRAWS,
    engine: Engine = Engine(),
    like: str | None = None,
    seconds: float = SECONDS,
    seed: int = 1,
    on_progress: OnProgress | None = None,
) -> RegionStress:
    """Plan cover in each hospital of a folder, and meet each plan with random turnouts.

    A plan that a hospital's folder keeps is the one that is met. Nothing is written. The files are
    read here and sent: a cluster's workers need no disk of ours.

    Parameters
    ----------
    folder
        A folder of hospitals' folders, each with its walkout.toml.
    draws
        Random turnouts for each.
    engine
        Where the hospitals are planned and met: the figures are the same on any, where each plan is
        the best (`gap` 0) within its time.
    like
        Turnout as on the record, as `cover` takes it.
    seconds
        Time for each plan.
    seed
        Of the random turnouts.
    on_progress
        Called as hospitals are done.

    Raises
    ------
    InputError
        With every fault of the files, and where a cluster is lost.
    """
    folders = hospital_folders(folder)
    if not folders:
        expected = "a folder of hospitals' folders, each with walkout.toml and shifts.csv"
        raise InputError(
            Fault("no hospital in the folder", f"{folder}", expected=expected, code="missing-file")
        )
    faults: list[Fault] = []
    tasks = []
    for each in folders:
        try:
            inputs = load_walkout(each, like)
        except InputError as error:
            faults += error.faults
        else:
            tasks.append(Task(each.name, (inputs, _published(each), draws, seconds, seed)))
    if faults:
        raise InputError(*faults)
    batch = run(met, tasks, engine, on_progress=on_progress)
    found = [batch.answers[task.name] for task in tasks if task.name in batch.answers]
    found.sort(key=lambda one: (-one.any_rank_1, -one.rank_2_hours, one.hospital))
    return RegionStress(tuple(found), draws, seed, batch.lost, batch.stopped)


def _published(folder: Path) -> PublishedPlan | None:
    """The plan that a folder keeps, if one is there."""
    return read_plan(folder / FILE) if (folder / FILE).exists() else None


def met(
    inputs: WalkoutInputs, published: PublishedPlan | None, draws: int, seconds: float, seed: int
) -> HospitalStress:
    """Plan one hospital's cover and meet it with random turnouts: the task of a batch."""
    if published is None:
        made = plan(inputs.problem, seconds)
    else:
        made = replan(
            published,
            inputs.problem,
            inputs.hospital,
            inputs.walkout,
            (),
            seconds=min(seconds, REPLAN_SECONDS),
        ).plan
    found = stress_test(made, draws, seed)
    return HospitalStress(
        inputs.folder.resolve().name,
        found.any_rank_1,
        found.rank_1_hours,
        found.rank_2_hours,
        len(made.places),
        sum(each.unsafe for each in made.places),
        made.cost,
        made.bound,
        made.gap,
    )
