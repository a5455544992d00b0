"""What a doctor carries beside their team: nights, weekends, bank holidays."""

from dataclasses import dataclass

import numpy as np

from sevenday.clock import bank_holidays
from sevenday.reports.pages.workload import workload
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.rotas.checking import contract_is_named, nation_of
from sevenday.web.rotas.matrix import DraftMatrix


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of burden: mine, and the least and the most of the team's."""

    name: str
    mine: int
    least: int
    most: int

    @property
    def words(self) -> str:
        """As "Nights 9 (team 8 to 10)"."""
        team = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        return f"{self.name} {self.mine} (team {team})"


def shares(now: DraftMatrix, doctor: int) -> list[Share]:
    """A doctor's shares over the rota beside those of their own tier and service, who work alike.

    Part-time doctors carry less by their share of whole time: they stand beside the team as it is,
    and the page says so. Nothing is said where no contract says what a night is.
    """
    department = now.period.department
    if not contract_is_named(department):
        return []
    hospital = now.hospital
    found = workload(hospital, terms_of(department, now.period.first), "rota")
    me = now.row[doctor]
    mine = hospital.doctors[me]
    team = [
        row
        for row, other in enumerate(hospital.doctors)
        if (other.tier, other.service) == (mine.tier, mine.service)
    ]
    days = bank_holidays(now.period.first, now.period.last, nation_of(now).nation)
    columns = [now.column(day) for day in sorted(days)]
    worked = np.array([bool(parts) for parts in now.cells.parts])
    holidays = worked[now.codes[:, columns]].sum(axis=1)
    counts = (("Nights", found.nights), ("Weekends", found.weekends), ("Bank holidays", holidays))
    return [
        Share(name, int(each[me]), int(each[team].min()), int(each[team].max()))
        for name, each in counts
    ]
