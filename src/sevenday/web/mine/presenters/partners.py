"""With whom may I swap? Lawful partners, those first who leave both with as much as before."""

from dataclasses import dataclass
from datetime import date

from sevenday.limits.swaps import Swap, SwapResult
from sevenday.reports.render.words import plain, two_places
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.presenters.duties import in_words, kind_of
from sevenday.web.rotas.matrix import DraftMatrix


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A lawful swap in words; `key`: the partner's."""

    key: int
    name: str
    day: date
    theirs: str
    hours: str
    tightest: str
    alike: str


def partner_rows(
    now: DraftMatrix, doctor: Doctor, day: date, found: SwapResult
) -> list[PartnerRow]:
    """The swaps of a duty: like for like first, then the nearest date.

    A night for a night and a weekend day for a weekend day leave both with as many as before, which
    is what doctors call fair.
    """
    keys = {now.department.hospital.doctors[row].name: key for key, row in now.row.items()}
    mine = _burden(now, doctor.pk, day)

    def differs(swap: Swap) -> int:
        theirs = _burden(now, keys[swap.partner], swap.day)
        return sum(a != b for a, b in zip(mine, theirs, strict=True))

    ordered = sorted(found.swaps, key=lambda s: (differs(s), abs((s.day - day).days), s.partner))
    return [
        PartnerRow(
            keys[swap.partner],
            swap.partner,
            swap.day,
            _words(now, keys[swap.partner], swap.day),
            f"{two_places(swap.hours[0])} h, they {two_places(swap.hours[1])} h",
            _tightest(swap),
            "like for like" if not differs(swap) else "",
        )
        for swap in ordered
    ]


def _burden(now: DraftMatrix, doctor: int, day: date) -> tuple[bool, bool]:
    """Whether a duty is a night, and whether it is at a weekend."""
    code = now.code_at(doctor, day)
    kind = kind_of(now.cells.texts[code], now.cells.parts[code])
    return kind == "night", day.weekday() >= 5


def _words(now: DraftMatrix, doctor: int, day: date) -> str:
    code = now.code_at(doctor, day)
    return in_words(now.cells.texts[code], now.cells.parts[code])


def _tightest(swap: Swap) -> str:
    """The rule with the least to spare of those that the swap brings nearer to their limits."""
    nearer = [rule for rule in swap.rules if rule.nearer] or list(swap.rules)
    if not nearer:
        return ""
    least = min(nearer, key=lambda rule: rule.slack)
    spare = two_places(least.slack).removesuffix(".00")
    return f"{least.doctor}, {plain(least.rule)}: {spare} {least.unit} to spare"
