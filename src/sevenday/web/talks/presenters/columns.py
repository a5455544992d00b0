"""Offers in columns: what each costs, who gains and loses by it, in all and by grade."""

from collections.abc import Iterator
from dataclasses import dataclass

from sevenday.clock import short_date
from sevenday.reports.pages.offer_words import counts, signed
from sevenday.talks.comparison import Comparison, OfferOutcome
from sevenday.talks.gainers import who_gains
from sevenday.talks.pay_change import PayChange
from sevenday.web.talks.posts import FEWEST


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure, and what it is under each offer; the baseline's comes first."""

    what: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Offers side by side. `says`: who gains by each, in a sentence. `parts`: tables by name."""

    heads: tuple[str, ...]
    says: tuple[str, ...]
    parts: tuple[tuple[str, tuple[FigureRow, ...]], ...]
    notes: tuple[str, ...]


def columns_of(found: Comparison) -> Columns:
    """A comparison, whose grades are in groups, in columns."""
    sides = (found.baseline, *found.offers)
    parts = [("All doctors", tuple(_all(found)))]
    for g, group in enumerate(found.offers[0].grades):
        title = f"{group.group}: {group.doctors} doctors"
        parts.append((title, tuple(_changed([one.grades[g] for one in found.offers]))))
    return Columns(
        tuple(f"{one.terms.id} ({short_date(one.terms.on)})" for one in sides),
        tuple(who_gains(one, found.is_years_apart(one)) for one in found.offers),
        tuple(parts),
        (*found.notes, f"Grades of fewer than {FEWEST} doctors are shown together."),
    )


def _all(found: Comparison) -> Iterator[FigureRow]:
    """Cost, envelope, limits; then winners and losers."""
    sides = (found.baseline, *found.offers)
    yield FigureRow("Cost, £ a year", tuple(f"{one.cost:,.0f}" for one in sides))
    if any((one.low < one.high).any() for one in sides):
        yield FigureRow("It may be", tuple(map(_band, sides)))
    if any(one.envelope is not None for one in found.offers):
        yield FigureRow("Over the envelope (under: -)", ("-", *map(_over, found.offers)))
    yield from _changed([one.everyone for one in found.offers])
    yield FigureRow("Lines that break its own limits", tuple(map(_breaches, sides)))
    yield FigureRow("Hours a week, on average", tuple(map(_hours, sides)))


def _changed(changes: list[PayChange]) -> Iterator[FigureRow]:
    """What offers change for some doctors."""
    before = changes[0]
    yield FigureRow(
        "Change of a doctor's pay, £ a year",
        (f"{before.before / before.doctors:,.0f} now", *map(_mean, changes)),
    )
    yield FigureRow("Change of the cost, £ a year", ("-", *map(signed, changes)))
    yield FigureRow("Of all pay", ("-", *(f"{change.share:+.1%}" for change in changes)))
    yield FigureRow("Gain", ("-", *(_count(change, "gain") for change in changes)))
    yield FigureRow("Lose", ("-", *(_count(change, "lose") for change in changes)))


def _count(change: PayChange, which: str) -> str:
    """How many gain or lose, and between which ends where they differ."""
    best, *ends = counts(change, which).splitlines()
    return best if ends == [f"{best} to {best}"] else "\n".join([best, *ends])


def _mean(change: PayChange) -> str:
    """The mean change, and both ends of what is not known."""
    text = f"{change.change['value'] / change.doctors:+,.0f}"
    if change.ranged:
        low, high = (change.change[end] / change.doctors for end in ("low", "high"))
        text += f"\n{low:+,.0f} to {high:+,.0f}"
    return text


def _band(one: OfferOutcome) -> str:
    low, high = one.low.sum(), one.high.sum()
    return f"{low:,.0f} to {high:,.0f}" if low < high else "as said"


def _over(one: OfferOutcome) -> str:
    if one.over is None:
        return "not stated"
    text = f"{one.over:+,.0f}"
    if one.over_low is not None and one.over_high is not None and one.over_low < one.over_high:
        text += f"\n{one.over_low:+,.0f} to {one.over_high:+,.0f}"
    return text


def _breaches(one: OfferOutcome) -> str:
    return "no limits in it" if one.limits is None else f"{one.limits.broken} of {one.limits.lines}"


def _hours(one: OfferOutcome) -> str:
    return "-" if one.limits is None else f"{one.limits.average_hours:.1f}"
