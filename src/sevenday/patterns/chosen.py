"""What a folder's `[build]` asks of patterns: a preset, weights over it, sequences of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.spelling import nearest
from sevenday.patterns.catalogue import (
    DEFAULT_PRESET,
    ELSEWHERE,
    SEQUENCE,
    Catalogue,
    Pattern,
    catalogue,
)
from sevenday.patterns.classes import day_wanted

REQUIRED = "required"
HEAVIEST = 100
"""The largest weight that a pattern may have."""


@dataclass(frozen=True, slots=True)
class ChosenPattern:
    """A pattern with what it weighs in one folder; required: there may be none."""

    pattern: Pattern
    weight: float
    required: bool = False

    @property
    def name(self) -> str:
        """The pattern's name."""
        return self.pattern.name

    @property
    def counts(self) -> bool:
        """Whether a build heeds it."""
        return self.required or self.weight > 0


def chosen_patterns(build: Mapping[str, Any], codes: tuple[str, ...]) -> tuple[ChosenPattern, ...]:
    """Every pattern of a line with its weight: those that come with Sevenday, then the folder's.

    Parameters
    ----------
    build
        `[build]` of hospital.toml.
    codes
        The codes of shifts.csv.

    Raises
    ------
    InputError
        For a preset, a pattern or a class of that name that there is not, and a weight that is
        none.
    """
    known = catalogue()
    name = build.get("preset") or DEFAULT_PRESET
    if name not in known.presets:
        raise InputError(_unknown("preset", "build.preset", name, known.presets))
    preset = known.presets[name]
    chosen = {
        p.name: ChosenPattern(p, preset.weight(p))
        for p in known.patterns.values()
        if p.kind != ELSEWHERE
    }
    # an older name among the weights of what is shared out
    older = {p.also: p.name for p in known.patterns.values() if p.also}
    stated = {older[k]: v for k, v in build.get("weights", {}).items() if k in older}
    stated |= {k: v for k, v in build.get("weights", {}).items() if k in chosen}
    for key, value in (stated | dict(build.get("patterns", {}))).items():
        pattern = _named(known, key)
        chosen[pattern.name] = _weighed(pattern, value, f"build.patterns.{key}")
    for k, row in enumerate(build.get("sequence", ())):
        own = _sequence(row, codes, f"build.sequence.{k + 1}")
        if own.name in chosen:
            what = "a pattern of that name is there already"
            how = "a name of its own"
            raise InputError(
                Fault(
                    what,
                    "hospital.toml",
                    None,
                    f"build.sequence.{k + 1}.name",
                    own.name,
                    how,
                    code="repeated",
                )
            )
        chosen[own.name] = own
    if build.get("levels") and "patterns" not in build["levels"]:
        # a level that is left out is not sought; what is required holds all the same
        return tuple(ChosenPattern(c.pattern, 0.0, c.required) for c in chosen.values())
    return tuple(chosen.values())


def _named(known: Catalogue, key: str) -> Pattern:
    pattern = known.named(key)
    where = f"build.patterns.{key}"
    if pattern is None:
        raise InputError(_unknown("pattern", where, key, known.patterns))
    if pattern.kind == ELSEWHERE:
        what = f"{pattern.says}: not a pattern of a line of duties"
        raise InputError(
            Fault(what, "hospital.toml", None, where, key, pattern.instead, code="unknown-key")
        )
    return pattern


def _unknown(what: str, where: str, found: str, names: Mapping[str, object]) -> Fault:
    near = nearest(found, names, 0.4)
    how = f"one of {', '.join(names)}" + (f"; do you mean {near}?" if near else "")
    return Fault(
        f"no {what} of that name", "hospital.toml", None, where, found, how, code="unknown-key"
    )


def _weighed(pattern: Pattern, value: object, where: str) -> ChosenPattern:
    if value == REQUIRED:
        return ChosenPattern(pattern, 0.0, required=True)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= HEAVIEST:
        return ChosenPattern(pattern, float(value))
    how = f'a weight from 0 to {HEAVIEST}, or "{REQUIRED}"'
    raise InputError(
        Fault("no weight", "hospital.toml", None, where, f"{value}", how, code="not-a-number")
    )


def _sequence(row: Mapping[str, Any], codes: tuple[str, ...], where: str) -> ChosenPattern:
    """One `[[build.sequence]]`. Raises InputError for one that no build can seek."""
    days = tuple(row["days"])
    wanted = [day_wanted(day, codes, f"{where}.days") for day in days]
    words = {word for day in wanted for way in day.ways for word, _ in way}
    if words & {"leave", "study"} and sum(not day.is_settled for day in wanted) != 1:
        what = "a sequence with leave in it has one day that a build decides"
        how = "leave, study and any on every day but one"
        raise InputError(
            Fault(
                what,
                "hospital.toml",
                None,
                f"{where}.days",
                ", ".join(days),
                how,
                code="arguments-clash",
            )
        )
    says = ", then ".join(days)
    pattern = Pattern(row["name"], says, SEQUENCE, days=(days,), source="hospital.toml")
    if row.get("required"):
        return ChosenPattern(pattern, 0.0, required=True)
    return _weighed(pattern, row.get("weight", 1.0), f"{where}.weight")
