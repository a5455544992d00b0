"""Pools and problems made by hand, of a few places and people."""

from datetime import datetime, timedelta

from sevenday.model.walkout import Substitute
from sevenday.walkout.planning.places import CoverPlace, Crew, Pool

START = datetime(2025, 11, 14, 8)


def place(shift: str = "L", rank: int = 1, needed: int = 1, **more) -> CoverPlace:
    """A place of medicine on the day, 08:00 to 20:00, that anybody can fill."""
    end = START + timedelta(hours=12)
    fields = {"tier": 1, "competence": ""} | more
    return CoverPlace("medicine", shift, START.date(), START, end, rank, needed, **fields)


def pool(places: tuple[CoverPlace, ...], crews: tuple[Crew, ...] = ()) -> Pool:
    """A pool of such places."""
    first = places[0]
    return Pool(first.service, first.day, first.start, first.end, places, crews)


def substitute(name: str = "C", rate: float = 100.0, **more) -> Substitute:
    """A consultant who has agreed, and is free throughout."""
    fields = {"available_from": None, "available_to": None, "max_hours": None} | more
    return Substitute(name, 3, (), rate=rate, consent=True, **fields)
