"""What `staff` gives back: a cover plan, the standards it keeps, and the rota beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sevenday.clock import WEEKDAYS
from sevenday.files.cover import COVER
from sevenday.files.write import cover_text
from sevenday.flow.hospital.estimates import Estimate
from sevenday.flow.hospital.standards import STANDARDS
from sevenday.flow.simulation.inputs import Floats
from sevenday.frames import frame
from sevenday.model import Requirement
from sevenday.results import Result

DIGITS = 3


@dataclass(frozen=True, slots=True)
class StandardReached:
    """One standard: what was asked, what was aimed at, what is kept, and what no staffing exceeds.

    `aimed`: what was asked, or a little less than `best` where that does not keep it either.
    """

    name: str
    asked: float
    aimed: float
    reached: Estimate
    best: float

    @property
    def possible(self) -> bool:
        """Whether any number of doctors keeps it."""
        return STANDARDS[self.name].keeps(self.best, self.asked)

    @property
    def holds(self) -> bool:
        """Whether patients that the search did not meet are served as was asked, too."""
        return STANDARDS[self.name].keeps(self.reached.value, self.asked)


@dataclass(frozen=True, eq=False, slots=True)
class ServiceStaff:
    """The least staffing of one service.

    Parameters
    ----------
    service
        Its name.
    cover
        Rows of cover.csv for those who start shifts: what was found.
    standards
        What they keep, on patients that the search did not meet.
    at_work, rota, others
        (2, 168) doctors at work in each hour of the week from Monday 00:00, of all tiers and of
        tiers 2 and 3, as rostered, before illness: of the staffing, of the rota, and of those whom
        [flow] has besides.
    busy
        (168,) doctors whom patients would keep busy, did nobody wait.
    cost, bound
        Hours of duty a week, and those below which no shifts do a week's work with a senior always
        there.
    seniors
        The share of tiers 2 and 3.
    duties
        How many duties a week that is.
    fixed
        Rows of cover.csv that no shift of the search stands for: as they were, and counted.
    left_out
        Shifts that see these patients in part of a duty, where no cover.csv has their places.
    """

    service: str
    cover: tuple[Requirement, ...]
    standards: tuple[StandardReached, ...]
    at_work: Floats
    rota: Floats
    busy: Floats
    others: Floats
    cost: float
    bound: float
    seniors: float
    duties: int
    fixed: tuple[Requirement, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1.0, self.cost)


@dataclass(frozen=True, eq=False)
class StaffResult(Result):
    """The least doctors by hour and tier that keep some standards.

    `tries`: replications that each staffing was tried on, and the last measured on as many others.
    `rest`: rows of cover.csv that stay as they were, of other services and those fixed.
    `remarks`: how what the files do not say was taken.
    """

    name: str
    services: tuple[ServiceStaff, ...]
    tries: int
    seed: int
    rest: tuple[Requirement, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether doctors alone can keep every standard."""
        return all(each.possible for one in self.services for each in one.standards)

    @property
    def cover(self) -> tuple[Requirement, ...]:
        """The hospital's whole cover plan: rows that were left as they are, then those found."""
        return (*self.rest, *(need for each in self.services for need in each.cover))

    def cover_csv(self) -> str:
        """The text of cover.csv, as `sevenday build` and `sevenday walkout` take it."""
        return cover_text(self.cover)

    def summary(self) -> str:
        """How much duty it takes, and what it keeps, a sentence each."""
        return "\n".join(staff_sentences(self))

    def to_frame(self) -> Any:
        """The rows of cover.csv as a polars DataFrame (needs `sevenday[frames]`)."""
        return frame([{name: getattr(need, name) for name in COVER} for need in self.cover])

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sevenday flow --staff`."""
        return {
            "cover": [{name: getattr(need, name) for name in COVER} for need in self.cover],
            "services": [_service(each) for each in self.services],
            "tries": self.tries,
            "seed": self.seed,
            "remarks": list(self.remarks),
        }


def _service(each: ServiceStaff) -> dict[str, Any]:
    return {
        "service": each.service,
        "cost": round(each.cost, DIGITS),
        "bound": round(each.bound, DIGITS),
        "gap": round(each.gap, 6),
        "duties": each.duties,
        "fixed": list(dict.fromkeys(need.shift for need in each.fixed)),
        "seniors": round(each.seniors, DIGITS),
        "standards": [
            {
                "standard": standard.name,
                "asked": standard.asked,
                "aimed": round(standard.aimed, DIGITS),
                "reached": _number(standard.reached.value),
                "interval": [_number(standard.reached.low), _number(standard.reached.high)],
                "best": _number(standard.best),
                "possible": standard.possible,
            }
            for standard in each.standards
        ],
        "hours": [
            {
                "day": WEEKDAYS[hour // 24],
                "hour": hour % 24,
                "busy": round(float(each.busy[hour]), DIGITS),
                "doctors": round(float(each.at_work[0, hour] + each.others[0, hour]), DIGITS),
                "seniors": round(float(each.at_work[1, hour] + each.others[1, hour]), DIGITS),
                "rota": round(float(each.rota[0, hour] + each.others[0, hour]), DIGITS),
                "rota_seniors": round(float(each.rota[1, hour] + each.others[1, hour]), DIGITS),
            }
            for hour in range(each.at_work.shape[1])
        ],
    }


def _number(value: float) -> float | None:
    return round(value, 4) if isfinite(value) else None


def figure_text(name: str, value: float) -> str:
    """A standard's figure in words."""
    if not isfinite(value):
        return "never"
    return f"{100 * value:.1f}%" if STANDARDS[name].most == 1 else f"{value:.0f} minutes"


def staff_sentences(result: StaffResult) -> Iterable[str]:
    """How much duty it takes, and what it keeps, a sentence each."""
    for each in result.services:
        rota = float(each.rota[0].sum())
        now = f"; the rota has {rota:.0f} such hours" if rota > 0 else ""
        yield (
            f"{each.service}: {each.cost:.0f} hours of duty a week in {each.duties} duties "
            f"{_how_far(each)}."
        )
        for standard in each.standards:
            says = STANDARDS[standard.name].says
            reached = figure_text(standard.name, standard.reached.value)
            low, high = (figure_text(standard.name, end) for end in standard.reached[1:])
            yield (
                f"{each.service}: {says} {figure_text(standard.name, standard.asked)}: {reached} "
                f"({low}-{high}) on patients that the search did not meet."
            )
            if not standard.possible:
                yield (
                    f"{each.service}: no number of doctors in this mix keeps that: with far more "
                    f"than are busy it is {figure_text(standard.name, standard.best)}. Results and "
                    f"beds hold it back. Aimed at instead: "
                    f"{figure_text(standard.name, standard.aimed)}."
                )
        yield (
            f"{each.service}: {each.at_work[0].sum():.0f} of those hours are with patients{now}. "
            f"{_fixed_words(each)} duties can be left out. In fewer than {each.bound:.0f} hours no "
            "shifts do all of the week's work with a senior always there."
        )
        if each.left_out:
            yield (
                f"{each.service}: {', '.join(each.left_out)} sees these patients in part of a duty "
                "and is left out: no row of cover.csv says how many are to be there."
            )


def _how_far(each: ServiceStaff) -> str:
    """How far the duties keep what was asked for."""
    if all(standard.holds for standard in each.standards):
        return "keep what follows"
    if all(standard.possible for standard in each.standards):
        return "keep what follows on the patients of the search, and on others fall a little short"
    return "come as near as doctors can to what follows"


def _fixed_words(each: ServiceStaff) -> str:
    """Which duties were none of the search's."""
    if not each.fixed:
        return "No one of these"
    names = ", ".join(dict.fromkeys(need.shift for need in each.fixed))
    return f"{names} stay as cover.csv has them, at their least. No one of the other"
