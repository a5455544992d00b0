"""Whether a ballot carries a walkout, and from when to when its mandate lasts (walkouts.md 2.1)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sevenday.clock import long_date, moment
from sevenday.contracts import GENERAL, Terms, Value
from sevenday.model.walkout import Ballot, Walkout, Window
from sevenday.walkout.law.rules import nation_name, where
from sevenday.walkout.past_strikes import first_strike

AGREED_LONGER = "agreed longer"


@dataclass(frozen=True, slots=True)
class Mandate:
    """The first and the last day of a mandate; `last` None: it has no end of its own.

    `holds`: whether every window lies within it, None where that is not known. `by_agreement`: it
    holds only if union and employer agreed that action may begin later, which no file says.
    """

    first: date | None
    last: date | None
    holds: bool | None
    sentences: tuple[str, ...]
    by_agreement: bool = False


def judge_ballots(walkout: Walkout, law: Terms | None) -> tuple[bool | None, list[str]]:
    """Whether every ballot of a walkout carries it, with a sentence for each test."""
    if law is None:
        return None, ["Ballot: the file does not say when it opened, so it is not judged."]
    if not walkout.ballots:
        return None, ["Ballot: the file has no [[ballot]] with its count, so it is not judged."]
    if not law.has("ballot.turnout"):
        return None, [
            f"Ballot: the rules of {nation_name(law.contract.nation)} are not known here, so it is "
            "not judged."
        ]
    tests = [test for ballot in walkout.ballots for test in _tests(ballot, law)]
    return all(passed for passed, _ in tests), [sentence for _, sentence in tests]


def _tests(ballot: Ballot, law: Terms) -> Iterator[tuple[bool, str]]:
    """Turnout, support and majority: passed or not, and a sentence.

    A threshold is met at its share exactly; a majority is more than its share.
    """
    counts = (
        ("ballot.turnout", ballot.votes, ballot.entitled, "of those entitled voted"),
        ("ballot.support", ballot.yes, ballot.entitled, "of those entitled voted yes"),
        ("ballot.majority", ballot.yes, ballot.votes, "of the votes were yes"),
    )
    for term, part, whole, words in counts:
        value = law.get(term)
        least = Fraction(str(value.value))
        majority = term == "ballot.majority"
        passed = part > least * whole if majority else part >= least * whole
        if not value.value and not majority:
            continue
        share = part / whole if whole else 0.0
        needed = "more than" if majority else "at least"
        doubt = _doubt(value, part, whole) if not passed else ""
        yield (
            passed,
            (
                f"Ballot: {part:,} of {whole:,} ({100 * share:.1f}%) {words}; {needed} "
                f"{100 * value.value:g}% needed: {'enough' if passed else 'not enough'}{doubt} "
                f"{where(value)}."
            ),
        )


def _doubt(value: Value, part: int, whole: int) -> str:
    """What to say where another end of an uncertain threshold would let the ballot pass."""
    if value.low is None or part < Fraction(str(value.low)) * whole:
        return ""
    return f", unless it has changed: {value.says[0].lower()}{value.says[1:].rstrip('.')}"


def judge_mandate(walkout: Walkout, law: Terms | None) -> Mandate:
    """The mandate by the law of the day on which the ballot opened, from the day it closed.

    "Beginning with" that day: six months from 20 March end on 19 September.
    """
    closed = walkout.ballot_closed
    if law is None or closed is None:
        missing = "opened" if law is None else "closed"
        sentence = f"Mandate: the file does not say when the ballot {missing}, so it is not judged."
        return Mandate(closed, None, None, (sentence,))
    if not law.has("mandate.months") and not law.has("mandate.begin_within"):
        name = nation_name(law.contract.nation)
        sentence = f"Mandate: the rules of {name} are not known here, so it is not judged."
        return Mandate(closed, None, None, (sentence,))
    early = [w for w in walkout.windows if w.start.date() < closed]
    if not law.has("mandate.months"):
        begun, by_agreement, sentences = _begun(walkout, closed, law)
        sentences += _outside(early)
        return Mandate(closed, None, begun and not early, tuple(sentences), by_agreement)
    months = law.get("mandate.months")
    last = last_day(closed, months.value)
    after = moment(last + timedelta(days=1))
    late = [w for w in walkout.windows if w.end > after]
    span = f"from {long_date(closed)} to {long_date(last)}"
    sentence = f"Mandate: {months.value} months, {span} {where(months)}."
    outside = [w for w in walkout.windows if w in early or w in late]
    longer = _longer(closed, months, law) if late else ()
    return Mandate(closed, last, not outside, (sentence, *_outside(outside), *longer))


def _begun(walkout: Walkout, closed: date, law: Terms) -> tuple[bool, bool, list[str]]:
    """Whether action began while the ballot was effective, and whether only by an agreement.

    By the law before March 2017: from then on the mandate has no end of its own. Between the weeks
    of the general rule and those that may be agreed it stands, if there is such an agreement.
    """
    within, agreed = (law.get("mandate.begin_within", b) for b in (GENERAL, AGREED_LONGER))
    last, latest = (closed + timedelta(weeks=value.value) for value in (within, agreed))
    first = _first_day(walkout)
    if first > latest and walkout.notice_received:
        # a strike on record that had begun on this ballot when the notice was given
        given = walkout.notice_received - timedelta(days=1)
        first = first_strike(closed, min(latest, given)) or first
    open_ended = law.get("mandate.while_action_continues")
    sentences = [
        f"Mandate: from {long_date(closed)} while the action continues {where(open_ended)}; it had "
        f"to begin within {within.value} weeks, by {long_date(last)}, or where union and employer "
        f"agreed within {agreed.value}, by {long_date(latest)} {where(within)}."
    ]
    if first < walkout.windows[0].start.date():
        sentences.append(f"Mandate: action on this ballot began on {long_date(first)}.")
    if first > latest:
        sentences.append(
            f"Mandate: the first day of action is {long_date(first)}, and the ballot had lapsed. "
            "Action on it that began earlier goes into [[actions]], with its own notice."
        )
    elif first > last:
        sentences.append(
            f"Mandate: action began on {long_date(first)}: it stands only by such an agreement. "
            "Check that there is one: the files do not say."
        )
    return first <= latest, last < first <= latest, sentences


def _first_day(walkout: Walkout) -> date:
    """The first day of action on a walkout's ballot, by the windows of every action on it.

    An action that was called off or suspended has not begun.
    """
    here = (walkout.union, walkout.ballot_closed)
    began = [
        action.windows[0].start.date()
        for action in walkout.actions
        if (action.union, action.ballot_closed) == here
        and action.state not in ("called-off", "suspended")
    ]
    return min(began, default=walkout.windows[0].start.date())


def _longer(closed: date, months: Value, law: Terms) -> Iterator[str]:
    """What an agreement of union and employer would make of a mandate that is too short."""
    most = law.get("mandate.months", AGREED_LONGER)
    if most.value > months.value:
        yield (
            f"Mandate: with an agreement of union and employer it may last {most.value} months, to "
            f"{long_date(last_day(closed, most.value))}; it is judged here as if there were none "
            f"{where(most)}."
        )


def _outside(windows: list[Window]) -> Iterator[str]:
    for window in windows:
        began = f"{window.start:%H:%M} on {long_date(window.start.date())}"
        ends = f"{window.end:%H:%M} on {long_date(window.end.date())}"
        yield f"Mandate: the window from {began} to {ends} is not within it."


def last_day(first: date, months: int) -> date:
    """The last day of so many months beginning with a date.

    The day before the same day of the month, or the month's last where it has no such day.
    """
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    length = monthrange(year, month)[1]
    if first.day > length:
        return date(year, month, length)
    return date(year, month, first.day) - timedelta(days=1)
