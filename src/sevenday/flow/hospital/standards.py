"""Standards that a staffing has to keep: four and twelve hours, first clinician, delay."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.estimates import (
    Arrived,
    Estimate,
    beyond,
    pooled,
    quantile,
    share,
    within,
)


class Standard(NamedTuple):
    """One standard: what it says, how a figure is worked out, whether more is better, its range."""

    says: str
    figure: Callable[[Arrived], float]
    at_least: bool
    most: float

    def keeps(self, value: float, asked: float) -> bool:
        """Whether a figure keeps what was asked for."""
        return value >= asked if self.at_least else value <= asked

    def estimate(self, came: Arrived, runs: int) -> Estimate:
        """The figure of some patients, with its interval."""
        return pooled(came, runs, self.figure, 1.0 if self.most == 1 else float("inf"))


STANDARDS: Mapping[str, Standard] = {
    "four-hours": Standard(
        "share of all who come that is seen and gone within four hours, at least",
        lambda came: within(came, 4.0),
        True,
        1.0,
    ),
    "first-clinician": Standard(
        "median minutes to the first clinician, at most",
        lambda came: 60 * quantile(came.wait, 0.5),
        False,
        1440.0,
    ),
    "delay": Standard(
        "chance to wait at all for the first clinician, at most",
        lambda came: share(came.wait > 0),
        False,
        1.0,
    ),
    "twelve-hours": Standard(
        "share of all who come that stays over twelve hours, at most",
        lambda came: beyond(came, 12.0),
        False,
        1.0,
    ),
}
DEFAULT = {"four-hours": 0.95}
"""The operational standard of the NHS, 2010 to 2023."""


def asked_standards(texts: Iterable[str] | Mapping[str, float]) -> dict[str, float]:
    """Standards by name, of texts as `four-hours=0.95`; the default where there are none.

    Raises
    ------
    InputError
        For a name that is not known, and a value out of its range.
    """
    if isinstance(texts, Mapping):
        texts = [f"{name}={value}" for name, value in texts.items()]
    found: dict[str, float] = {}
    faults = []
    for text in texts:
        name, _, figure = text.partition("=")
        if name not in STANDARDS:
            expected = ", ".join(f"{each}=VALUE" for each in STANDARDS)
            what = "no such standard"
            faults.append(Fault(what, "", None, "--standard", text, expected, code="unknown-word"))
            continue
        most = STANDARDS[name].most
        try:
            value = float(figure)
        except ValueError:
            value = float("nan")
        if not 0 <= value <= most:
            what, expected = f"{name}: not a number in range", f"a number from 0 to {most:g}"
            faults.append(Fault(what, "", None, "--standard", text, expected, code="not-a-number"))
        found[name] = value
    if faults:
        raise InputError(*faults)
    return found or dict(DEFAULT)
