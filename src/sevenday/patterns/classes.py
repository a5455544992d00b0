"""What a day holds, in the words that patterns use: classes of duty and codes of shifts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sevenday.clock import DAY, FRIDAY, MONDAY, SATURDAY, SUNDAY, WEEK, WEEKDAYS, in_window
from sevenday.errors import Fault, InputError
from sevenday.files.spelling import nearest
from sevenday.limits import Checker
from sevenday.limits.classes import LONG, NIGHT
from sevenday.limits.kinds import FROM, KIND, TO
from sevenday.limits.kinds.table import Kind
from sevenday.patterns.catalogue import catalogue

ANY, OFF_DAY, LEAVE, STUDY, WORK, AT_NIGHT, LONG_DAY, LATE, DAY_TIME, CALL = (
    "any",
    "off",
    "leave",
    "study",
    "work",
    "night",
    "long",
    "late",
    "day",
    "on-call",
)
CLASSES = (ANY, OFF_DAY, LEAVE, STUDY, WORK, AT_NIGHT, LONG_DAY, LATE, DAY_TIME, CALL, "evening")
"""Each is a word of a sequence; evening is another word for late."""
ABSENT = frozenset((LEAVE, STUDY, ANY))
"""What is settled of a day by leave and study alone, before a rota is built."""
NIGHT_FROM, NIGHT_TO, NIGHT_MINUTES = 23 * 60, 6 * 60, 180
"""A night where a contract says nothing of nights: three hours of it from 23:00 to 06:00."""


@dataclass(frozen=True, slots=True)
class DayClasses:
    """The classes of each cell code of a hospital, and what of it patterns go by beside them.

    Attributes
    ----------
    words
        Of each code the classes and shift codes that it is one of.
    start, end
        Of each code the minutes of its first start and last end; (0, 0) without a duty.
    weekend
        Of each code, whether on a Friday, Saturday, Sunday it is work at the weekend.
    """

    words: tuple[frozenset[str], ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    weekend: tuple[tuple[bool, bool, bool], ...]

    def works(self, code: int) -> bool:
        """Whether a code holds a duty."""
        return WORK in self.words[code]


def day_classes(checker: Checker) -> DayClasses:
    """The classes of every cell code of a checker's hospital, under its contract."""
    cells = checker.hospital.cells
    rule = next(
        (r.row for r in checker.rules_for(opt_out=False) if int(r.row[KIND]) == Kind.FREQUENCY),
        None,
    )
    opens, closes = (rule[FROM], DAY + rule[TO]) if rule is not None else (0.0, 2.0 * DAY)
    many = len(checker.duties.first) - 1
    weekend = []
    for code in range(many):
        touches = [
            any(
                min(part.end + shift, closes) > max(part.start + shift, opens)
                for part in cells.parts[code]
            )
            for shift in ((day - SATURDAY) * DAY for day in (FRIDAY, SATURDAY, SUNDAY))
        ]
        weekend.append((touches[0], touches[1], touches[2]))
    return DayClasses(
        tuple(_words(checker, code) for code in range(many)),
        tuple(min((p.start for p in cells.parts[code]), default=0) for code in range(many)),
        tuple(max((p.end for p in cells.parts[code]), default=0) for code in range(many)),
        tuple(weekend),
    )


def _words(checker: Checker, code: int) -> frozenset[str]:
    cells, duties = checker.hospital.cells, checker.duties
    parts, text = cells.parts[code], cells.texts[code]
    if not parts:
        away = {LEAVE, STUDY} if text == "SL" else {LEAVE}
        return frozenset({ANY, OFF_DAY} | (away if cells.days_on_leave()[code] > 0 else set()))
    masks = duties.mask[duties.first[code] : duties.first[code + 1], MONDAY]
    resident = [part for part in parts if not part.on_call]
    night = bool((masks & NIGHT).any()) or (
        not checker.terms.has("define.night_window")
        and any(in_window(p.start, p.end, NIGHT_FROM, NIGHT_TO) >= NIGHT_MINUTES for p in resident)
    )
    found = {ANY, WORK, text, *(name for name in text.split("+"))}
    if any(part.on_call for part in parts):
        found.add(CALL)
    if night:
        return frozenset(found | {AT_NIGHT})
    if bool((masks & LONG).any()):
        found.add(LONG_DAY)
    if resident:
        late = any(part.start >= catalogue().late_from for part in resident)
        found |= {LATE, "evening"} if late else {DAY_TIME}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class DayWanted:
    """One day of a sequence: what it may hold, and on which weekdays.

    Attributes
    ----------
    ways
        Each a set of (word, whether the day has to have it): one of them has to hold.
    weekdays
        The weekdays on which it may fall.
    """

    ways: tuple[tuple[tuple[str, bool], ...], ...]
    weekdays: frozenset[int]

    def holds(self, words: frozenset[str]) -> bool:
        """Whether a day of these classes is one."""
        return any(all((word in words) == has for word, has in way) for way in self.ways)

    @property
    def is_settled(self) -> bool:
        """Whether leave and study alone settle it."""
        return all(word in ABSENT for way in self.ways for word, _ in way)


def day_wanted(text: str, codes: Sequence[str], where: str) -> DayWanted:
    """One day of a sequence from its words, as `night or late on Sat-Sun`, `work and not night`.

    `codes`: the shift codes that there are. `where`: the key, for a fault. Raises InputError for a
    word that is no class and no code.
    """
    words, _, days = text.partition(" on ")
    ways = []
    for way in words.split(" or "):
        terms = []
        for term in way.split(" and "):
            word = term.strip().removeprefix("not ").strip()
            if word not in CLASSES and word not in codes:
                near = nearest(word, [*CLASSES, *codes], 0.5)
                meant = f"; do you mean {near}?" if near else ""
                how = f"a class ({', '.join(CLASSES)}) or the code of a shift{meant}"
                raise InputError(
                    Fault(
                        "no class and no shift",
                        "hospital.toml",
                        None,
                        where,
                        word,
                        how,
                        code="unknown-shift",
                    )
                )
            terms.append((word, not term.strip().startswith("not ")))
        ways.append(tuple(terms))
    return DayWanted(tuple(ways), _weekdays(days, where))


def _weekdays(text: str, where: str) -> frozenset[int]:
    if not text:
        return frozenset(range(WEEK))
    found: set[int] = set()
    for part in text.split(","):
        ends = [name.strip() for name in (part.split("-") * 2)[:2]]
        if any(name not in WEEKDAYS for name in ends):
            how = f"weekdays, as Sat,Sun or Mon-Fri, of {', '.join(WEEKDAYS)}"
            raise InputError(
                Fault("no weekdays", "hospital.toml", None, where, text, how, code="not-a-date")
            )
        first, last = (WEEKDAYS.index(name) for name in ends)
        found |= {(first + k) % WEEK for k in range((last - first) % WEEK + 1)}
    return frozenset(found)
