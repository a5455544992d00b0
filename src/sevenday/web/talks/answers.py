"""What offers do on published rotas: worked out once for what was asked, by `sevenday talks`' own.

A first answer takes a second or two in a new process, a slider's some hundredths.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sevenday.contracts import Terms, contract
from sevenday.example_folders import example
from sevenday.talks.bargain import Bargain
from sevenday.talks.compare import compare
from sevenday.talks.comparison import Comparison
from sevenday.talks.settle import Settlement, settle
from sevenday.talks.sides import FILE, parse_sides, read_sides
from sevenday.talks.sweep import sweep
from sevenday.talks.sweep_result import SweepResult
from sevenday.talks.variant import Variant
from sevenday.web.hospitals.models import Department, Paper
from sevenday.web.ready import Ready
from sevenday.web.rotas.models import Version
from sevenday.web.talks.posts import posts_of, state_of

EXAMPLE = "talks-2016"
"""Whose sides.toml stands where a department has none."""
_compared: Ready[Comparison] = Ready(32)
_swept: Ready[SweepResult] = Ready(256)
_settled: Ready[Settlement] = Ready(64)


@dataclass(frozen=True, slots=True)
class Question:
    """What is held against what: published rotas, offers by id, a contract, pounds a year."""

    versions: tuple[Version, ...]
    offers: tuple[str, ...]
    baseline: str
    envelope: float | None

    @property
    def terms(self) -> tuple[Terms, ...]:
        """The offers, each as on the day that it was made."""
        return tuple(contract(id) for id in self.offers)

    @property
    def base(self) -> Terms:
        """What they are held against, on the last of those days, or its own first."""
        base = contract(self.baseline)
        return base.at(max(base.contract.first, *(terms.on for terms in self.terms)))

    @property
    def state(self) -> tuple[object, ...]:
        """What names the rotas as they are."""
        return tuple(map(state_of, self.versions))


def compared(asked: Question) -> Comparison:
    """The offers side by side. Raises InputError where no doctor is paid by all of them."""
    key = (asked.state, asked.offers, asked.baseline, asked.envelope)
    posts = [posts_of(version) for version in asked.versions]
    return _compared.get(
        key, lambda: compare(posts, asked.terms, asked.base, "rota", asked.envelope)
    )


def swept(asked: Question, offer: str, variant: Variant) -> SweepResult:
    """An offer as it was made, and with some of its terms moved."""
    key = (asked.state, asked.offers, asked.baseline, offer, variant)
    posts = [posts_of(version) for version in asked.versions]
    variants = [Variant(), variant]
    return _swept.get(
        key, lambda: sweep(posts, contract(offer), asked.base, variants, None, "rota")
    )


def sides_at(departments: Sequence[Department]) -> Bargain:
    """What each side is taken to want: a department's own sides.toml, else the example's.

    Raises InputError for one that is not in order.
    """
    own = Paper.objects.filter(department__in=departments, name=FILE).first()
    if own is None:
        return read_sides(Path(example(EXAMPLE)))
    return parse_sides(tomllib.loads(bytes(own.content).decode("utf-8-sig")))


def settled(table: Bargain, reservations: Sequence[float | None]) -> Settlement:
    """The deals that both could accept, with what no deal is worth to each as it was moved."""
    one, two = (
        side if worth is None else replace(side, reservation=worth)
        for side, worth in zip(table.sides, reservations, strict=True)
    )
    moved = replace(table, sides=(one, two))
    return _settled.get(repr(moved), lambda: settle(moved))
