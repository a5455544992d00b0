"""A hospital's dated rota as a problem: its doctors as rows, its contract as their machines.

Hard: the contract's limits, who may work what and when, pins, hours, most nights and weekends.
Soft, dearest first: cover by rank, requests by weight, fairness of nights and weekends.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.files.rotas import NOT_PINNED
from sevenday.limits.check import sides_of
from sevenday.limits.classes import NIGHT, parts_of
from sevenday.limits.fold import AVERAGE, EPSILON, FREQUENCY, Floats
from sevenday.limits.kinds import FLAG, FROM, KIND, MOST, REST, TO
from sevenday.limits.kinds.average import weekly
from sevenday.limits.table import rules_of
from sevenday.model import DAY, LEAVE, OFF, Doctor, Hospital, Requirement
from sevenday.solver.clock_changes import barred, longer, springing
from sevenday.solver.lawful import Lawful, lawful
from sevenday.solver.problem import NO_STATE, Bools, Ints, Machine, Problem

WEEK, FRIDAY, SATURDAY, SUNDAY = 7, 4, 5, 6
SHORT = 20_000
"""What a place of rank 1 left empty costs; rank 2 half of that, and so on, over its most too."""
BELOW_IDEAL = 400
REQUEST = 100
"""What a request of weight 1 costs where it is refused."""
NIGHT_SPREAD, WEEKEND_SPREAD = 60, 60
"""What the square of one night (or weekend) per whole time away from the fair share costs."""
DEAREST = 4_000_000
"""The most of such a price: sums of prices have to stay exact in 32 bits."""
ROUNDED = 240
"""Minutes to which a search rounds hours; the exact hours are held to afterwards."""


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """A hospital's rota as a problem, and what turns a roster back into cells.

    `codes`: the cell code of each symbol. `leave` (R, D): the code of a leave cell, 0 for none.
    `needs`: (requirement, day, cover line) of each place. `wishes`: (row, day, symbols that meet
    it, weight) of each request on duty or off.
    """

    hospital: Hospital
    first: date
    codes: tuple[int, ...]
    problem: Problem
    leave: Ints
    needs: tuple[tuple[Requirement, int, int], ...]
    wishes: tuple[tuple[int, int, tuple[int, ...], float], ...]


def plan_of(hospital: Hospital, terms: Terms) -> Plan:
    """The problem of a hospital's folder. Raises InputError for what is missing or impossible."""
    first, days = _span(hospital)
    used = [hospital.cells.code(need.shift) for need in hospital.cover]
    if hospital.pins is not None:
        used += [c for c in np.unique(hospital.pins.codes).tolist() if c != NOT_PINNED]
    worked = dict.fromkeys(c for c in used if hospital.cells.parts[c])
    if not hospital.cover or not worked:
        raise InputError(Fault("nothing to fill", "cover.csv", expected="a row for each place"))
    codes = (OFF, *worked)
    made = _Making(hospital, terms, first, days, codes)
    return made.plan()


def _span(hospital: Hospital) -> tuple[date, int]:
    if hospital.starts is None or hospital.weeks is None:
        what = "no dates to fill"
        how = "starts and weeks in hospital.toml"
        raise InputError(Fault(what, "hospital.toml", expected=how))
    if not hospital.doctors:
        raise InputError(Fault("nobody to fill it with", "doctors.csv", expected="doctors"))
    return hospital.starts, hospital.weeks * WEEK


class _Making:
    """One hospital on its way to a problem."""

    def __init__(
        self, hospital: Hospital, terms: Terms, first: date, days: int, codes: tuple[int, ...]
    ) -> None:
        self.hospital, self.terms, self.first, self.days = hospital, terms, first, days
        self.codes, self.doctors = codes, hospital.doctors
        self.symbol = {code: k for k, code in enumerate(codes)}
        self.parts = parts_of(hospital.cells, terms)
        sides = sides_of(hospital)
        # an opt-out moves the average alone, so both sides share their states
        law = lawful(hospital, terms, codes[1:], sides[0])
        self.laws = [law, replace(law, rules=rules_of(terms, sides[1]))]
        self.machines = [self._machine(law) for law in self.laws]
        self.dates = [first + timedelta(days=d) for d in range(days)]

    def plan(self) -> Plan:
        rows, symbols = len(self.doctors), len(self.codes)
        leave = self._leave()
        side = np.array([int(doctor.opt_out) for doctor in self.doctors])
        start = np.array([self._start(k, side[k]) for k in range(rows)])
        lines, penalty, needs, team, can = self._cover()
        allowed = np.zeros((rows, self.days, symbols), np.bool_)
        allowed[:, :, 0] = True
        never = barred(self.hospital, self.terms, self.laws[0].rules, self.codes, self.first,
                       self.days)  # fmt: skip
        for k, doctor in enumerate(self.doctors):
            allowed[k] |= (can[team[k]] >= 0) & ~never
            allowed[k][leave[k] > 0, 1:] = False
            for d, day in enumerate(self.dates):
                away = (doctor.joined and day < doctor.joined) or (
                    doctor.left and day > doctor.left
                )
                if away:
                    allowed[k, d, 1:] = False
        self._pins(allowed, leave)
        cost, wishes = self._requests()
        least, most = self._hours(side, leave)
        caps, final = self._shares(needs, side)
        kind = np.array([day.weekday() for day in self.dates])
        problem = Problem(
            names=tuple(doctor.name for doctor in self.doctors),
            codes=tuple(self.hospital.cells.texts[code] or "-" for code in self.codes),
            kind=kind,
            machines=tuple(self.machines),
            machine=side,
            start=start,
            allowed=allowed,
            cost=cost,
            least=least,
            most=most,
            caps=caps,
            symbol_caps=np.full((rows, symbols), self.days),
            final=final,
            team=team,
            lines=lines,
            penalty=penalty,
            unit=ROUNDED,
        )
        problem = springing(
            problem, self.hospital, self.terms, self.laws[0].rules, self.codes, self.first
        )
        return Plan(self.hospital, self.first, self.codes, problem, leave, needs, wishes)

    def _minutes(self, code: int) -> int:
        return int(sum(part.work if part.on_call else part.minutes
                       for part in self.hospital.cells.parts[code]))  # fmt: skip

    def _touches(self, law: Lawful) -> tuple[list[bool], list[bool], list[bool]]:
        """Of each symbol: whether on a Friday, Saturday, Sunday it is work at the weekend."""
        rule = next((r.row for r in law.rules if int(r.row[KIND]) == FREQUENCY), None)
        opens, closes = (rule[FROM], DAY + rule[TO]) if rule is not None else (0.0, 2.0 * DAY)
        found = []
        for weekday in (FRIDAY, SATURDAY, SUNDAY):
            shift = (weekday - SATURDAY) * DAY
            found.append([
                any(min(part.end + shift, closes) > max(part.start + shift, opens)
                    for part in self.hospital.cells.parts[code])
                for code in self.codes
            ])  # fmt: skip
        return found[0], found[1], found[2]

    def _machine(self, law: Lawful) -> Machine:
        """The law's machine with what a weekend needs to be counted once.

        A state is (the law's, worked yesterday, yesterday's duty goes into today, the duty of the
        day before did into yesterday).
        """
        group = {code: g for g, codes in enumerate(law.groups) for code in codes}
        friday, saturday, sunday = self._touches(law)
        begin = (law.rested, False, False, False)
        states = {begin: 0}
        for q in range(len(law.moves)):  # any state may be that of a doctor's history
            states.setdefault((q, False, False, False), len(states))
        moves: list[list[int]] = []
        listed = list(states)
        for state in listed:
            q, _, over, _ = state
            row = []
            for k, code in enumerate(self.codes):
                after = int(law.moves[q, group[code]])
                if after == NO_STATE:
                    row.append(NO_STATE)
                    continue
                to = (after, k > 0, friday[k], over)
                if to not in states:
                    states[to] = len(states)
                    listed.append(to)
                row.append(states[to])
            moves.append(row)
        symbols = len(self.codes)
        adds = np.zeros((2, WEEK, len(listed), symbols), np.int64)
        for s, (_, yesterday, over, before) in enumerate(listed):
            for k in range(1, symbols):
                adds[0, FRIDAY, s, k] = friday[k]
                adds[0, SATURDAY, s, k] = saturday[k] and not over
                adds[0, SUNDAY, s, k] = sunday[k] and not yesterday and not before
                adds[1, :, s, k] = self._night(self.codes[k])
        spend = np.array([self._minutes(code) for code in self.codes])
        return Machine(np.array(moves), adds, spend, np.ones(len(listed), np.bool_))

    def _night(self, code: int) -> bool:
        first = self.parts.first
        masks = self.parts.mask[first[code] : first[code + 1], 0]
        return bool((masks & NIGHT).any())

    def _start(self, row: int, side: int) -> int:
        """The state before the first day: rested, or what history leaves."""
        law, history = self.laws[side], self.hospital.history
        name = self.doctors[row].name
        if history is None or name not in history.doctors:
            return 0
        group = {code: g for g, codes in enumerate(law.groups) for code in codes}
        q = law.rested
        for code in history.codes[history.doctors.index(name)].tolist():
            after = int(law.moves[q, group.get(code, 0)])
            q = law.rested if after == NO_STATE else after
        return 0 if q == law.rested else q + 1 - (q > law.rested)

    def _leave(self) -> Ints:
        leave = np.zeros((len(self.doctors), self.days), np.int64)
        row = {doctor.name: k for k, doctor in enumerate(self.doctors)}
        annual = self.hospital.cells.code("AL")
        for wish in self.hospital.requests:
            if wish.want == "leave":
                for d, day in enumerate(self.dates):
                    if wish.first <= day <= wish.last:
                        leave[row[wish.doctor], d] = annual
        return leave

    def _pins(self, allowed: Bools, leave: Ints) -> None:
        pins = self.hospital.pins
        if pins is None:
            return
        row = {doctor.name: k for k, doctor in enumerate(self.doctors)}
        for name, codes in zip(pins.doctors, pins.codes, strict=True):
            for n, code in enumerate(codes.tolist()):
                d = (pins.first - self.first).days + n
                if code == NOT_PINNED or not 0 <= d < self.days:
                    continue
                k = row[name]
                if code == OFF:
                    allowed[k, d, 1:] = False
                    continue
                if self.hospital.cells.texts[code] in LEAVE:
                    leave[k, d] = code
                    allowed[k, d, 1:] = False
                    continue
                if not allowed[k, d, self.symbol[code]]:
                    what = (
                        f"{name} cannot work {self.hospital.cells.texts[code]} on {self.dates[d]}"
                    )
                    how = "a pin for somebody who may work it and is not away"
                    raise InputError(Fault(what, "pins.csv", expected=how))
                allowed[k, d] = False
                allowed[k, d, self.symbol[code]] = True

    def _cover(self) -> tuple[Ints, Ints, tuple[tuple[Requirement, int, int], ...], Ints, Ints]:
        """Lines and their prices; each doctor's team; which symbols a team may work (Q, D, C)."""
        kinds: dict[tuple[bool, ...], int] = {}
        team = np.array([
            kinds.setdefault(tuple(_fits(doctor, need) for need in self.hospital.cover), len(kinds))
            for doctor in self.doctors
        ])  # fmt: skip
        held: list[list[tuple[int, int, int]]] = [[] for _ in kinds]
        needs: list[tuple[Requirement, int, int]] = []
        prices: list[Ints] = []
        count = np.arange(len(self.doctors) + 1)
        for n, need in enumerate(self.hospital.cover):
            symbol, price = self.symbol[self.hospital.cells.code(need.shift)], SHORT // need.rank
            for d, day in enumerate(self.dates):
                if not need.holds_on(day):
                    continue
                j = len(prices)
                needs.append((need, d, j))
                bent = price * np.maximum(0, need.min - count)
                bent += BELOW_IDEAL * np.maximum(0, max(need.ideal, need.min) - count)
                if need.max is not None:
                    bent += price * np.maximum(0, count - need.max)
                prices.append(bent)
                for suits, q in kinds.items():
                    if suits[n]:
                        held[q].append((d, symbol, j))
        deepest: dict[tuple[int, int, int], list[int]] = {}
        for q, places in enumerate(held):
            for d, symbol, j in places:
                deepest.setdefault((q, d, symbol), []).append(j)
        most = max(len(each) for each in deepest.values())
        lines = np.full((len(kinds), self.days, len(self.codes), most), -1)
        for (q, d, symbol), each in deepest.items():
            lines[q, d, symbol, : len(each)] = each
        return lines, np.array(prices), tuple(needs), team, lines.max(3)

    def _requests(
        self,
    ) -> tuple[Ints, tuple[tuple[int, int, tuple[int, ...], float], ...]]:
        cost = np.zeros((len(self.doctors), self.days, len(self.codes)), np.int64)
        row = {doctor.name: k for k, doctor in enumerate(self.doctors)}
        wishes = []
        for wish in self.hospital.requests:
            if wish.want not in ("on", "off"):
                continue
            code = self.hospital.cells.code(wish.shift) if wish.shift else None
            if code is not None and code not in self.symbol:
                continue
            named = {self.symbol[code]} if code is not None else set(range(1, len(self.codes)))
            every = set(range(len(self.codes)))
            meets = tuple(sorted(named if wish.want == "on" else every - named))
            price = round(REQUEST * wish.weight)
            for d, day in enumerate(self.dates):
                if wish.first <= day <= wish.last:
                    wishes.append((row[wish.doctor], d, meets, wish.weight))
                    for c in every - set(meets):
                        cost[row[wish.doctor], d, c] += price
        return cost, tuple(wishes)

    def _hours(self, side: Ints, leave: Ints) -> tuple[Ints, Ints]:
        """(R,) least and most minutes: the contract's average, and what each doctor has agreed."""
        least, most = [], []
        later = longer(self.first, self.days)
        for k, doctor in enumerate(self.doctors):
            days = sum(
                not ((doctor.joined and d < doctor.joined) or (doctor.left and d > doctor.left))
                for d in self.dates
            )
            weeks = days / WEEK
            top = (
                doctor.weekly_hours_max * 60 * weeks
                if doctor.weekly_hours_max
                else 168 * 60 * weeks
            )
            for rule in self.laws[side[k]].rules:
                if int(rule.row[KIND]) == AVERAGE:
                    away = int((leave[k] > 0).sum())
                    top = min(top, self._average(rule.row, days, away, doctor) - later)
            least.append(int(-(-(doctor.weekly_hours_min or 0) * 60 * weeks // 1)))
            most.append(int(top + EPSILON))
        return np.array(least), np.array(most)

    def _average(self, row: Floats, days: int, shown: int, doctor: Doctor) -> float:
        """The most minutes that keep an average, which rises by the minute in a straight line."""
        cover = self.hospital.leave(doctor) if row[FLAG] else 0.0
        low, high = (weekly(total, days, shown, cover, row[REST]) for total in (0.0, 1.0))
        rooms = [(row[MOST] - a) / (b - a) for a, b in zip(low, high, strict=True) if b > a]
        return float(min(rooms, default=0.0))

    def _weekends(self, doctor: Doctor) -> int:
        """Whole weekends of a doctor's time here: those of which a limit's share is allowed."""
        here = [
            not ((doctor.joined and day < doctor.joined) or (doctor.left and day > doctor.left))
            for day in self.dates
        ]
        return sum(
            day.weekday() == SUNDAY and d > 0 and here[d - 1] and here[d]
            for d, day in enumerate(self.dates)
        )

    def _shares(
        self, needs: tuple[tuple[Requirement, int, int], ...], side: Ints
    ) -> tuple[Ints, Ints]:
        """(R, 2) most weekends and nights; (R, 2, N) what straying from the fair share costs."""
        rows, most = len(self.doctors), self.days
        rule = [next((r.row[MOST] for r in law.rules if int(r.row[KIND]) == FREQUENCY), 1.0)
                for law in self.laws]  # fmt: skip
        nights = sum(need.min for need, _, _ in needs
                     if self._night(self.hospital.cells.code(need.shift)))  # fmt: skip
        whole = sum(doctor.wte for doctor in self.doctors)
        caps = np.zeros((rows, 2), np.int64)
        final = np.zeros((rows, 2, most + 1), np.int64)
        count = np.arange(most + 1)
        share = nights / whole if whole else 0.0
        for k, doctor in enumerate(self.doctors):
            weekends = self._weekends(doctor)
            free = weekends if doctor.max_weekends is None else doctor.max_weekends
            caps[k] = (
                min(free, int(weekends * rule[side[k]] + EPSILON)),
                most if doctor.max_nights is None else doctor.max_nights,
            )
            away = count / max(doctor.wte, 0.1) - share
            if nights:
                final[k, 1] = np.minimum(NIGHT_SPREAD * away**2, DEAREST)
            apart = count / max(doctor.wte, 0.1)
            final[k, 0] = np.minimum(WEEKEND_SPREAD * apart**2, DEAREST)
        return caps, final


def _fits(doctor: Doctor, need: Requirement) -> bool:
    """Whether a doctor may fill a place of a requirement."""
    tier = need.tier is None or doctor.tier is None or doctor.tier == need.tier
    able = not need.competence or need.competence in doctor.competences
    here = not need.service or not doctor.service or doctor.service == need.service
    return tier and able and here
