"""The zone in which both could say yes, and where each offer stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from sevenday.contracts import contract
from sevenday.reports.pictures.talks import frontier_picture
from sevenday.talks.bargain import CLOSE, Bargain
from sevenday.talks.offered import as_offered
from sevenday.talks.settle import Settlement

AS_MOVED = "as moved"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an offer stands: what it is worth to each side, and who could accept it."""

    name: str
    terms: str
    worth: tuple[float, float]
    says: str


@dataclass(frozen=True, slots=True)
class ZonePage:
    """The zone in a sentence and a picture, where offers stand, and which have no place in it."""

    sides: tuple[str, str]
    reservations: tuple[float, float]
    says: str
    note: str
    caption: str
    picture: Markup
    stands: tuple[Stand, ...]
    left_out: tuple[str, ...]


def zone_of(found: Settlement, offers: tuple[str, ...], moved: Mapping[str, float]) -> ZonePage:
    """A settlement with offers on it, and the deal of the sliders."""
    table = found.table
    deals = {id: as_offered(contract(id)) for id in offers} | {AS_MOVED: dict(moved)}
    wanted = [term.id for term in table.terms]
    there = {name: deal for name, deal in deals.items() if all(id in deal for id in wanted)}
    stands = tuple(_stand(table, name, deal) for name, deal in there.items())
    picture = frontier_picture(found, {stand.name: stand.worth for stand in stands})
    one, two = table.sides
    return ZonePage(
        (one.name, two.name),
        (one.reservation, two.reservation),
        found.summary().splitlines()[0],
        table.note,
        picture.caption,
        Markup(picture.svg),  # our own drawing, which escapes every word
        stands,
        tuple(
            f"{name} has no place here: no {' nor '.join(_without(deal, wanted))} of its own."
            for name, deal in deals.items()
            if name not in there and name != AS_MOVED
        ),
    )


def _without(deal: Mapping[str, float], wanted: list[str]) -> list[str]:
    return [id.replace("_", " ") for id in wanted if id not in deal]


def _stand(table: Bargain, name: str, deal: Mapping[str, float]) -> Stand:
    values = np.array([[deal[term.id] for term in table.terms]])
    one, two = (float(worth[0]) for worth in table.worth(values))
    likes = [
        side.name
        for side, worth in zip(table.sides, (one, two), strict=True)
        if worth >= side.reservation - CLOSE
    ]
    says = {
        0: "neither could say yes",
        1: f"{likes[0] if likes else ''} alone could say yes",
        2: "both could say yes",
    }[len(likes)]
    beyond = [term.id for term in table.terms if not term.low <= deal[term.id] <= term.high]
    if beyond:
        says += (
            f"; its {' and '.join(beyond)} is beyond what is on the table, and counts as its end"
        )
    words = ", ".join(f"{term.id.replace('_', ' ')} {deal[term.id]:.3g}" for term in table.terms)
    return Stand(name, words, (round(one, 4), round(two, 4)), says)
