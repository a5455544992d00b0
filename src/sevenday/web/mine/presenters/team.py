"""The team's rota as everybody holds it, the doctor's own line first."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.lines import RotaInForce
from sevenday.web.mine.presenters.duties import WEEK, DutyDay, days_of, duty_day
from sevenday.web.rotas.checking import nation_of

SHOWN = 4 * WEEK


@dataclass(frozen=True)
class TeamRota:
    """Four weeks of it: `lines` are a name each with its days, the doctor's own first."""

    days: list[DutyDay]
    lines: list[tuple[str, list[DutyDay]]]
    earlier: date | None
    later: date | None


def team(doctor: Doctor, rota: RotaInForce, day: date) -> TeamRota:
    """The four weeks that begin with the Monday of a date."""
    now, period = rota.matrix, rota.matrix.period
    near = min(max(day, period.first), period.last)
    start = near - timedelta(days=near.weekday())
    mine = days_of(now, doctor.pk, start, SHOWN)
    names = [each.name for each in now.hospital.doctors]
    own = now.row[doctor.pk]
    order = [own, *(row for row in range(len(names)) if row != own)]
    keys = {row: key for key, row in now.row.items()}
    nation = nation_of(now).nation
    others = replace(now, discreet=True)
    lines = [(names[own], mine)] + [
        (names[row], [duty_day(others, keys[row], each.day, nation) for each in mine])
        for row in order[1:]
    ]
    before, after = start - timedelta(days=1), start + timedelta(days=SHOWN)
    return TeamRota(
        mine,
        lines,
        start - timedelta(days=SHOWN) if before >= period.first else None,
        after if after <= period.last else None,
    )
