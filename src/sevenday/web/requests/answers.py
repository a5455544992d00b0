"""The answer to a request before it is sent: yes; no, because; or maybe."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sevenday.clock import WEEK, short_date
from sevenday.limits.swaps import swaps
from sevenday.limits.verdict import added_breaches
from sevenday.model import ABSENCE
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.requests.models import Request, State
from sevenday.web.rotas.checking import contract_is_named, judge_lines
from sevenday.web.rotas.current import published, today
from sevenday.web.rotas.gaps import DayCover, cover_on
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period

Verdict = Literal["yes", "no", "maybe"]
MOST_DAYS_LOOKED_AT = 3
"""Days short of cover for which partners for a swap are looked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a doctor would ask for; `shift`: a duty, or for leave its kind, blank for annual."""

    doctor: Doctor
    first: date
    last: date
    want: str = "leave"
    shift: str = ""

    @property
    def days(self) -> list[date]:
        """Its dates."""
        return [self.first + timedelta(days=k) for k in range((self.last - self.first).days + 1)]

    @property
    def word(self) -> str:
        """What its cells would hold."""
        if self.want == "leave":
            return self.shift if self.shift in ABSENCE else "AL"
        return self.shift if self.want == "on" else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the answer is likely to be, in sentences, and what would mend a no.

    `partners`: by date, how many swaps of that day's duty are lawful.
    """

    verdict: Verdict
    sentences: tuple[str, ...]
    partners: dict[date, int]


def answer(wish: Wish) -> Answer:
    """Answer a wish by the rota that doctors hold, by cover, limits and what others ask for."""
    department = wish.doctor.department
    periods = department.periods.filter(first__lte=wish.last, last__gte=wish.first)
    found = [each for period in periods if (each := _in_period(wish, period))]
    others = len(others_asking(department, wish))
    late = _late(wish)
    if not found:
        says = ["No rota is out for these dates: your request goes into it."]
        return Answer("maybe", (*says, *late, *_others(others)), {})
    sentences = (*(s for each in found for s in each.sentences), *late)
    partners = {d: n for each in found for d, n in each.partners.items()}
    verdicts = {each.verdict for each in found}
    if "no" in verdicts:
        return Answer("no", sentences, partners)
    if late or "maybe" in verdicts:
        return Answer("maybe", (*sentences, *_others(others)), partners)
    return Answer("yes", sentences, partners)


def _late(wish: Wish) -> tuple[str, ...]:
    """The word that leave is asked for later than the department wants it to be."""
    weeks = wish.doctor.department.leave_weeks
    ahead = max(0, (wish.first - today()).days)
    if wish.want != "leave" or ahead >= weeks * WEEK:
        return ()
    least = "a week" if weeks == 1 else f"{weeks} weeks"
    return (f"The department asks for {least} before leave begins; this is {ahead} days.",)


def _others(many: int) -> tuple[str, ...]:
    if not many:
        return ()
    who = "One other has" if many == 1 else f"{many} others have"
    return (f"{who} asked for some of the same dates.",)


def others_asking(department: Department, wish: Wish) -> list[Request]:
    """Requests for leave or days off on the same dates that have no answer yet, of others."""
    asked = Request.objects.filter(
        department=department,
        state=State.ASKED,
        want__in=("leave", "off"),
        first__lte=wish.last,
        last__gte=wish.first,
    )
    return list(asked.exclude(doctor=wish.doctor).select_related("doctor"))


def _in_period(wish: Wish, period: Period) -> Answer | None:
    """The answer for the dates of one period; None where nothing of it is published."""
    now = published(period)
    if now is None:
        return None
    days = [day for day in wish.days if period.first <= day <= period.last]
    then = with_wish(now, wish)
    broken = breaks(now, then, wish.doctor.pk)
    if wish.want == "on":
        sentences = broken or ("It breaks no limit. A build tries to grant it.",)
        return Answer("no" if broken else "maybe", sentences, {})
    short = falls_short(now, then, days)
    partners = _partners(now, wish.doctor, list(dict.fromkeys(each.day for each in short)))
    if short or broken:
        says = [_short(each, partners.get(each.day)) for each in short]
        return Answer("no", (*says, *broken), partners)
    contested = then
    for other in others_asking(period.department, wish):
        theirs = Wish(other.doctor, other.first, other.last, other.want, other.shift)
        contested = with_wish(contested, theirs)
    if falls_short(then, contested, days):
        return Answer("maybe", ("Cover stays at its least unless others get theirs too.",), {})
    return Answer("yes", ("Cover stays at its least.",), {})


def with_wish(now: DraftMatrix, wish: Wish) -> DraftMatrix:
    """A rota as it would be with a wish granted; days off are no duty, whatever they are called."""
    period = now.period
    days = [day for day in wish.days if period.first <= day <= period.last]
    if wish.want == "off":  # only a duty that is asked to be off goes
        days = [
            day
            for day in days
            if not wish.shift or wish.shift in now.text_at(wish.doctor.pk, day).split("+")
        ]
    return now.with_cells((wish.doctor.pk, day, wish.word) for day in days)


def falls_short(now: DraftMatrix, then: DraftMatrix, days: Iterable[date]) -> list[DayCover]:
    """The places that a change leaves with fewer than they need, and fewer than there were."""
    wanted = list(days)
    after = [day + timedelta(days=1) for day in wanted[-1:] if day < now.period.last]
    before = {(each.need, each.day): each.there for each in cover_on(now, [*wanted, *after])}
    return [
        each
        for each in cover_on(then, [*wanted, *after])
        if each.missing and each.there < before[each.need, each.day]
    ]


def _short(each: DayCover, partners: int | None) -> str:
    need = each.need
    what = f"{need.service or need.shift} {need.shift if need.service else ''}".strip()
    says = f"{short_date(each.day)} would leave {each.there} of {need.min} for {what}"
    if not partners:
        return f"{says}."
    swaps_ = "one swap is" if partners == 1 else f"{partners} swaps are"
    return f"{says}; {swaps_} lawful, and would make it work."


def breaks(now: DraftMatrix, then: DraftMatrix, doctor: int) -> tuple[str, ...]:
    """The limits that a change of a doctor's line breaks."""
    if not contract_is_named(now.period.department):
        return ()
    before, after = (judge_lines(each, [doctor])[0].breaches for each in (now, then))
    return tuple(breach.sentence for breach in added_breaches(before, after))


def _partners(now: DraftMatrix, doctor: Doctor, days: list[date]) -> dict[date, int]:
    """By date, how many lawful swaps there are of a doctor's duty."""
    department = now.period.department
    if not contract_is_named(department):
        return {}
    hospital, found = now.hospital, {}
    terms = terms_of(department, now.period.first)
    for day in days[:MOST_DAYS_LOOKED_AT]:
        if now.cells.parts[now.code_at(doctor.pk, day)]:
            found[day] = len(swaps(hospital, terms, doctor.name, day).swaps)
    return found


def wish_of(request: Request) -> Wish:
    """A request as a wish, for the co-ordinator who sees what it would do."""
    return Wish(request.doctor, request.first, request.last, request.want, request.shift)
