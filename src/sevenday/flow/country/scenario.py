"""A walkout over a country, and what the outline of a hospital takes for granted."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.walkout.past_strikes import prior_like

FIRST_OF_NOW = "2023"
"""Walkouts before this year were met as in 2016: planned care stopped, and fewer patients came."""
MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class CountryWalkout:
    """What happens in every hospital from 07:00 on the first day.

    Parameters
    ----------
    days
        How many days it lasts.
    weekday
        Of the first day, Monday 0.
    absence_share
        The mean share of residents who do not come.
    rho
        The correlation within a hospital.
    seniors
        The share of missing residents in whose place a senior works.
    demand
        Arrivals, against the same days without.
    beds_freed
        Share of beds freed each day by planned care that is withdrawn.
    discharges_lost
        Share of a day's discharges that fail when all residents are out and no senior is in their
        place.
    trusts
        By trust code the share absent there, where it is known to differ.
    says
        Where the figures stand, and how sure they are.
    which
        In a few words: "a walkout like that of 2025-11".
    """

    days: int
    weekday: int
    absence_share: float
    rho: float
    seniors: float
    demand: float
    beds_freed: float
    discharges_lost: float
    trusts: Mapping[str, float]
    says: str
    which: str = "a walkout"

    def at(self, code: str) -> "CountryWalkout":
        """The walkout as it is at one trust."""
        return replace(self, absence_share=self.trusts.get(code, self.absence_share), trusts={})


SHARES = ("rho", "seniors", "beds_freed", "discharges_lost")


@lru_cache(maxsize=1)
def assumptions() -> dict[str, Any]:
    """The outline's values by part; see `outline.toml`."""
    return loads((files("sevenday.flow.country") / "outline.toml").read_text("utf-8"))


def read_walkout(asked: str | Path) -> CountryWalkout:
    """A walkout like one on the record, as "2025-11", or that of a TOML file.

    A file may have any of the figures of `CountryWalkout` but `says`, and `like`: what it does not
    say is as in that strike of the record.

    Raises
    ------
    InputError
        For a strike that is not on the record, and for whatever is wrong in a file.
    """
    path = Path(asked)
    if path.suffix.lower() != ".toml":
        return _on_record(f"{asked}")
    return _checked(_loaded(path), path.name)


def _on_record(when: str) -> CountryWalkout:
    prior = prior_like(when, "--walkout")
    part = assumptions()["walkout_2016" if when < FIRST_OF_NOW else "walkout"]
    own = {key: part[key] for key in part if key not in ("certainty", "source")}
    return CountryWalkout(
        **own,
        absence_share=prior.turnout.absence_share,
        rho=prior.turnout.rho,
        trusts={},
        says=f"{prior.sentence} {part['source']} ({part['certainty']}).",
        which=f"a walkout like that of {when}",
    )


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return loads(path.read_text("utf-8"))
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        expected = "a TOML file, or a strike of the record, as 2025-11"
        raise InputError(
            Fault(what, f"{path}", expected=expected, code="unreadable-file")
        ) from None
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(Fault(f"not TOML: {error}", f"{path}", code="not-toml")) from None


def _checked(given: dict[str, Any], file: str) -> CountryWalkout:
    base = _on_record(f"{given.pop('like', '2025-11')}")
    names = [field.name for field in fields(CountryWalkout) if field.name not in ("says", "which")]
    faults = []
    for key, value in given.items():
        if key not in names:
            expected = ", ".join(("like", *names))
            faults.append(Fault("no such key", file, None, key, key, expected, code="unknown-key"))
        elif key == "trusts" and isinstance(value, dict):
            for code, share in value.items():
                faults += _range(file, f"trusts.{code}", share, 0, 1)
        elif key == "trusts":
            expected = "a table [trusts] of a share by code"
            faults.append(
                Fault("not a table", file, None, key, f"{value}", expected, code="not-a-text")
            )
        elif key == "absence_share" or key in SHARES:
            faults += _range(file, key, value, 0, 0.99 if key == "rho" else 1)
        elif key == "demand":
            faults += _range(file, key, value, 0.01, 3)
        else:
            faults += _range(
                file,
                key,
                value,
                0 if key == "weekday" else 1,
                6 if key == "weekday" else MOST_DAYS,
                whole=True,
            )
    if faults:
        raise InputError(*faults)
    says = f"{', '.join(given)} of {file}; else {base.says}" if given else base.says
    return replace(base, **given, says=says, which=f"the walkout of {file}")


def _range(
    file: str, key: str, value: Any, low: float, high: float, whole: bool = False
) -> list[Fault]:
    kind = (int,) if whole else (int, float)
    if isinstance(value, kind) and not isinstance(value, bool) and low <= value <= high:
        return []
    expected = f"a {'whole ' if whole else ''}number from {low:g} to {high:g}"
    return [
        Fault("not a number in range", file, None, key, f"{value}", expected, code="not-a-number")
    ]
