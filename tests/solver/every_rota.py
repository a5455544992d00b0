"""Small rotas of a week, and the best of all by trying every one: nothing of the search is used.

A line is lawful where `sd.check` finds no breach in it, and within the 48 hours of the week. What
a rota costs on each level is counted from its cells alone.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

import numpy as np

import sevenday as sd
from sevenday.model import Hospital, Rota
from sevenday.solver.explain.inputs import refuse_inputs
from tests.solver.ward import FIRST, folder, terms

DAYS = 7
LONG_DAY, NIGHT, DAY = "L", "N", "D"
MINUTES = {LONG_DAY: 750, NIGHT: 690, DAY: 510, "": 0}
WEEK_MINUTES = 48 * 60
FRIDAY, SATURDAY = 4, 5


def random_week(tmp_path, draw: np.random.Generator, order: Sequence[str]) -> Hospital:
    """A week as `_drawn` has it, of those that no counting of doctors refuses at once."""
    while True:
        hospital = _drawn(tmp_path, draw, order)
        try:
            refuse_inputs(hospital)
        except sd.InputError:
            continue
        return hospital


def _drawn(tmp_path, draw: np.random.Generator, order: Sequence[str]) -> Hospital:
    """Two or three doctors and a week: places, competences, part time, requests drawn at random."""
    many = int(draw.integers(2, 4))
    names = [f"Doctor {k + 1}" for k in range(many)]
    doctors = "doctor,grade,wte,competences\n"
    for name in names:
        lead = draw.choice(["lead", ""], p=[0.7, 0.3])
        doctors += f"{name},CT1,{draw.choice([1, 1, 0.6])},{lead}\n"
    worked = draw.choice([LONG_DAY, DAY], p=[0.7, 0.3])
    days = draw.permutation(DAYS)[: 7 if many == 2 else 4]
    cover = "service,shift,days,min,ideal,max,tier,competence,rank\n"
    for shift, rank in ((worked, int(draw.integers(2, 4))), (NIGHT, 1)):
        for lead in ("", "lead"):
            on = sorted(d for d in days if draw.random() < (0.3 if lead else 0.8))
            if on or not lead:
                least = int(draw.integers(0 if lead else 1, 3)) or 1
                dates = ",".join(f"{FIRST + timedelta(days=int(d))}" for d in on or days[:1])
                more = least + int(draw.integers(0, 2))
                most = draw.choice([more, "", ""])
                cover += f'ward,{shift},"{dates}",{least},{more},{most},,{lead},{rank}\n'
    asked = "doctor,from,shift,want,weight\n"
    for _ in range(int(draw.integers(3, 8))):
        day, want = FIRST + timedelta(days=int(draw.choice(days))), draw.choice(["on", "off"])
        shift = draw.choice([worked, NIGHT, ""])
        asked += f"{draw.choice(names)},{day},{shift},{want},{draw.integers(1, 6)}\n"
    levels = ", ".join(f'"{level}"' for level in order)
    toml = (
        f'contract = "england-2016"\nstarts = {FIRST}\nweeks = 1\n[build]\nlevels = [{levels}]\n'
        f'preset = "compliant_only"\nweights = {{ hours = {draw.integers(0, 2)} }}\n'
    )
    files = {"requests_csv": asked, "hospital_toml": toml, "cover_csv": cover}
    return sd.read(folder(tmp_path, doctors_csv=doctors, **files))


@dataclass(frozen=True, eq=False)
class EveryRota:
    """All lawful rotas of a small week, as an array with an axis a doctor."""

    hospital: Hospital

    @cached_property
    def lines(self) -> list[list[tuple[str, ...]]]:
        """Of each doctor every lawful line."""
        found = []
        for doctor in self.hospital.doctors:
            may = [
                ["", *sorted({n.shift for n in self.hospital.cover if _asks(n, d, doctor)})]
                for d in range(DAYS)
            ]
            lines = [
                line
                for line in itertools.product(*may)
                if sum(MINUTES[cell] for cell in line) <= WEEK_MINUTES
            ]
            found.append(_lawful(self.hospital, doctor, lines))
        return found

    def best(self, order: Sequence[str]) -> dict[str, list[int]]:
        """What the best rota of all costs on each level, in their order."""
        among = np.ones([len(lines) for lines in self.lines], np.bool_)
        found: dict[str, list[int]] = {}
        for level in order:
            found[level] = []
            for cost in getattr(self, level)(self.lines):
                least = int(cost[among].min())
                found[level].append(least)
                among &= cost == least
        return found

    def cost(self, level: str, rota: Sequence[Sequence[str]]) -> list[int]:
        """What one rota, a line a doctor, costs on a level."""
        return [int(cost.item()) for cost in getattr(self, level)([[tuple(r)] for r in rota])]

    def cover(self, lines):
        """Too few or too many of each rank, the first rank first; then how many below ideal."""
        hospital, below = self.hospital, 0
        wrong = {need.rank: 0 for need in sorted(hospital.cover, key=lambda need: need.rank)}
        for need, d in itertools.product(hospital.cover, range(DAYS)):
            if need.holds_on(FIRST + timedelta(days=d)):
                able = [_asks(need, d, doctor) for doctor in hospital.doctors]
                there = _added(
                    [
                        [ok and line[d] == need.shift for line in mine]
                        for ok, mine in zip(able, lines, strict=True)
                    ]
                )
                over = 0 if need.max is None else np.maximum(0, there - need.max)
                wrong[need.rank] = wrong[need.rank] + np.maximum(0, need.min - there) + over
                below = below + np.maximum(0, max(need.min, need.ideal) - there)
        return [*wrong.values(), below]

    def requests(self, lines):
        """Hundredths of the weights refused."""
        refused = [[0] * len(mine) for mine in lines]
        for wish in self.hospital.requests:
            row = [doctor.name for doctor in self.hospital.doctors].index(wish.doctor)
            for n, line in enumerate(lines[row]):
                cell = line[(wish.first - FIRST).days]
                on = cell == wish.shift if wish.shift else cell != ""
                refused[row][n] += round(100 * wish.weight) * (on != (wish.want == "on"))
        return [_added(refused)]

    def fairness(self, lines):
        """Hundredths by which shares are further apart than one, for a whole time."""
        whole = [doctor.wte for doctor in self.hospital.doctors]
        asked = [
            (n.shift, d)
            for n in self.hospital.cover
            for d in range(DAYS)
            if n.holds_on(FIRST + timedelta(days=d))
        ]
        shared = {
            "nights": lambda line: line.count(NIGHT),
            "long_days": lambda line: line.count(LONG_DAY),
            "weekends": lambda line: line[FRIDAY] == NIGHT or line[SATURDAY:] != ("", ""),
        }
        shared = {
            name: count
            for name, count in shared.items()
            if any(_has(name, *place) for place in asked)
        }
        if self.hospital.build["weights"]["hours"]:
            shared["hours"] = lambda line: sum(MINUTES[cell] for cell in line) / 60
        total = 0
        for count in shared.values():
            each = [
                np.array([count(line) / wte for line in mine]).reshape(_axis(k, len(lines)))
                for k, (wte, mine) in enumerate(zip(whole, lines, strict=True))
            ]
            high, low = each[0], each[0]
            for other in each[1:]:
                high, low = np.maximum(high, other), np.minimum(low, other)
            total = total + np.rint(100 * np.maximum(0.0, high - low - 1) - 1e-6).astype(int)
        return [total]


def _has(name: str, shift: str, day: int) -> bool:
    """Whether a place adds to what is shared."""
    return {"nights": shift == NIGHT, "long_days": shift == LONG_DAY}.get(name, day >= SATURDAY)


def _asks(need, day: int, doctor) -> bool:
    here = need.holds_on(FIRST + timedelta(days=day))
    return here and (not need.competence or need.competence in doctor.competences)


def _axis(k: int, many: int) -> list[int]:
    return [-1 if j == k else 1 for j in range(many)]


def _added(each):
    """Numbers of each doctor's lines, added up over every choice of a line a doctor."""
    return sum(np.array(mine, int).reshape(_axis(k, len(each))) for k, mine in enumerate(each))


def _lawful(hospital: Hospital, doctor, lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    names = tuple(f"{n}" for n in range(len(lines)))
    codes = np.array(
        [[hospital.cells.code(cell) if cell else 0 for cell in line] for line in lines]
    )
    alone = replace(
        hospital,
        doctors=tuple(replace(doctor, name=name) for name in names),
        rota=Rota(names, FIRST, codes.astype(np.int16)),
        requests=(),
    )
    broken = {breach.doctor for breach in sd.check(alone, terms(), "rota").breaches}
    return [line for name, line in zip(names, lines, strict=True) if name not in broken]
