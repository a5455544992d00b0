"""The patterns that come with Sevenday, from `patterns.toml`: what each counts, and who says so."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("patterns.toml")
RUN, SEQUENCE, REST, WEEKENDS, POST, ELSEWHERE = (
    "run",
    "sequence",
    "rest",
    "weekends",
    "post",
    "elsewhere",
)
DEFAULT_PRESET = "uk_default"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing that is unwanted of a line of duties, a row of `patterns.toml`.

    Attributes
    ----------
    name, says
        Its name in files, and what it counts in words.
    kind
        RUN, SEQUENCE, REST, WEEKENDS, POST or ELSEWHERE: what `patterns.toml` says of each.
    class_
        The class of duty of a run or of a post's days.
    most, least
        Of a run or of weekends: more than `most`, or fewer than `least`, is unwanted.
    hours
        Of rest: less is unwanted.
    days
        The ways in which a sequence happens, each a list of classes or codes.
    first, last
        Days from joining, or up to leaving, in which a duty of the class is unwanted.
    weight
        What one costs by default.
    serves
        What a preset multiplies: fatigue, life, training or order.
    also
        An older name, which `[build] weights` still takes.
    complaint
        What doctors call it, where they complain of it; "" for others.
    against
        Patterns that pull the other way.
    instead
        Where it is asked for, if it is no pattern of a line.
    source, certainty, evidence
        Who says so; how surely it was read; E1 trial, E2 study, E3 consensus, E4 custom.
    """

    name: str
    says: str
    kind: str
    class_: str = ""
    most: int = 0
    least: int = 0
    hours: float = 0.0
    days: tuple[tuple[str, ...], ...] = ()
    first: int = 0
    last: int = 0
    weight: float = 0.0
    serves: str = ""
    also: str = ""
    complaint: str = ""
    against: tuple[str, ...] = ()
    instead: str = ""
    source: str = ""
    certainty: str = "unconfirmed"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """A choice of weights: what it says, and what it multiplies the weights of each aim by."""

    name: str
    says: str
    times: dict[str, float]

    def weight(self, pattern: Pattern) -> float:
        """The weight of a pattern under this preset."""
        return pattern.weight * self.times.get(pattern.serves, 1.0)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every pattern and preset, by name, and from what minute of the day a duty is late."""

    patterns: dict[str, Pattern]
    presets: dict[str, Preset]
    late_from: int

    def named(self, name: str) -> Pattern | None:
        """The pattern of a name or of an older name; None where there is none."""
        older = {pattern.also: pattern for pattern in self.patterns.values() if pattern.also}
        return self.patterns.get(name) or older.get(name)

    @property
    def complaints(self) -> tuple[Pattern, ...]:
        """What doctors complain of, which is counted whatever a rota was built for."""
        return tuple(pattern for pattern in self.patterns.values() if pattern.complaint)


@cache
def catalogue() -> Catalogue:
    """The patterns and presets that come with Sevenday."""
    from sevenday.clock import minutes

    data = tomllib.loads(DATA.read_text("utf-8"))
    patterns = {name: _pattern(name, **row) for name, row in data["patterns"].items()}
    presets = {name: Preset(name, **row) for name, row in data["presets"].items()}
    return Catalogue(patterns, presets, minutes(data["define"]["late_from"]))


def _pattern(name: str, **row: object) -> Pattern:
    fields = {{"class": "class_"}.get(key, key): value for key, value in row.items()}
    for key in ("days", "against"):
        if isinstance(value := fields.get(key), list):
            fields[key] = tuple(tuple(v) if isinstance(v, list) else v for v in value)
    return Pattern(name, **fields)  # type: ignore[arg-type]
