"""Whether a walkout's notice, ballot and mandate stand on the dates given (walkouts.md 2.1-2.2).

The rules are data (rules/law.toml). Each holds by its own date: those of the notice by the day it
was received, those of ballot and mandate by the day the ballot opened, those of the action by its
first day. What a file does not say is not guessed: that part is not judged, and said to be so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sevenday.clock import ENGLAND, long_date
from sevenday.contracts import GENERAL, Terms, Value, in_words
from sevenday.model.walkout import Walkout
from sevenday.results import Result
from sevenday.walkout.law.ballot import Mandate, judge_ballots, judge_mandate
from sevenday.walkout.law.deadlines import Deadline, list_deadlines
from sevenday.walkout.law.rules import nation_name, rules, where

AGREED = "agreed shorter"
NO_NATION = (
    "Nation: none is named, so the law of England is used; hospital.toml names another: nation = "
    '"wales", "scotland" or "northern-ireland".'
)
BY_ENGLAND = "No nation is named: that is by England's law."
REPLACED_BY = {
    "mandate.while_action_continues": "mandate.months",
    "mandate.begin_within": "mandate.months",
    "action.protected_weeks": "action.protected_throughout",
}
"""Rules that say nothing more where another of the same day holds."""


@dataclass(frozen=True, slots=True)
class LegalRule(Result):
    """One rule that applies: the Act that says it, in a sentence, where it was read, how sure."""

    act: str
    rule: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ActionNotice(Result):
    """What the law says of a walkout. None stands for what the file's dates do not decide.

    `valid`: notice, ballot and mandate, as far as they are judged, all stand. `days_given`:
    calendar days from receipt to the first window's date. A mandate's days are both included. Of
    several actions: `valid` speaks of all, the other figures of the first that is on, and `actions`
    has each of them with its `union`. `in_all`: what may be signed, the whole in one sentence.
    """

    KEYS = """valid days_required days_given mandate_from=mandate.first mandate_to=mandate.last
        ballot_valid rules deadlines union? actions?"""

    valid: bool | None
    days_required: int | None
    days_given: int | None
    mandate: Mandate
    ballot_valid: bool | None
    rules: tuple[LegalRule, ...]
    deadlines: tuple[Deadline, ...]
    sentences: tuple[str, ...]
    in_all: str
    nation: str = ENGLAND
    union: str | None = None
    actions: "tuple[ActionNotice, ...] | None" = None

    def summary(self) -> str:
        """The sentences, one a line."""
        return "\n".join(self.sentences)


def judge_actions(walkout: Walkout, nation: str | None = ENGLAND) -> ActionNotice:
    """Judge every action of a walkout, each by its own ballot, notice and windows.

    `nation` None: none is said, so that England's law is used, and the first sentence says so.
    Raises InputError for a date before the rules that are known begin.
    """
    if nation is None:
        in_england = judge_actions(walkout)
        return replace(
            in_england,
            sentences=(NO_NATION, *in_england.sentences),
            in_all=f"{in_england.in_all} {BY_ENGLAND}",
        )
    judged = tuple(
        replace(judge_notice(_beside_others(action, walkout), nation), union=action.union or None)
        for action in walkout.actions
    )
    if len(judged) == 1:
        return replace(judged[0], union=None)
    valid = [notice.valid for notice in judged]
    steps = dict.fromkeys(step for notice in judged for step in _own_steps(notice, judged))
    return replace(
        judged[0],
        valid=False if False in valid else None if None in valid else True,
        rules=tuple(dict.fromkeys(rule for notice in judged for rule in notice.rules)),
        deadlines=tuple(sorted(steps, key=lambda step: step.by)),
        sentences=tuple(
            f"{notice.union or 'A union that is not named'}: {sentence}"
            for notice in judged
            for sentence in notice.sentences
        ),
        in_all=_in_all_actions(judged),
        union=None,
        actions=judged,
    )


def _in_all_actions(judged: tuple[ActionNotice, ...]) -> str:
    """The whole of several actions: once where it is the same of all, else each by its union."""
    different = {notice.in_all for notice in judged}
    if len(different) == 1:
        return judged[0].in_all
    return " ".join(
        f"{notice.union or 'A union that is not named'}: {_lower(notice.in_all)}"
        for notice in judged
    )


def _own_steps(notice: ActionNotice, judged: tuple[ActionNotice, ...]) -> Iterator[Deadline]:
    """The steps of one action: those that are not every action's bear its union's name."""
    for step in notice.deadlines:
        shared = all(step in other.deadlines for other in judged)
        name = notice.union or "a union that is not named"
        yield step if shared else replace(step, step=f"{step.step.rstrip('.')} ({name}).")


def _beside_others(action: Walkout, walkout: Walkout) -> Walkout:
    """One action with the rest of the walkout as its others."""
    return replace(action, others=tuple(each for each in walkout.actions if each is not action))


def judge_notice(walkout: Walkout, nation: str = ENGLAND) -> ActionNotice:
    """Judge one action by the law of its dates, in a nation.

    A rule of the nation that is not known here is said, and its part is not judged. Raises
    InputError for a date before the rules that are known begin.
    """
    first = walkout.windows[0].start.date()
    received, opened = walkout.notice_received, walkout.ballot_opened
    by_notice = rules("law", received, nation) if received else None
    by_ballot = rules("law", opened, nation) if opened else None
    known = by_notice is not None and by_notice.has("notice.days")
    required = _required(walkout, by_notice) if by_notice and known else None
    given = (first - received).days if received else None
    in_time, sentences = _in_time(walkout, required, given, by_notice, nation)
    counted, of_ballot = judge_ballots(walkout, by_ballot)
    mandate = judge_mandate(walkout, by_ballot)
    valid = (
        False if False in (in_time, counted, mandate.holds) else None if in_time is None else True
    )
    in_all = _in_all(valid, in_time, counted, mandate)
    return ActionNotice(
        valid,
        required.value if required else None,
        given,
        mandate,
        counted,
        tuple(_rules(walkout, by_notice, by_ballot, first, nation)),
        list_deadlines(walkout, required.value if required else None),
        (*sentences, *of_ballot, *mandate.sentences, f"In all: {_lower(in_all)}"),
        in_all,
        nation,
    )


def _required(walkout: Walkout, law: Terms) -> Value:
    """The days of notice that the law asks for on the day the notice was received."""
    agreed = walkout.agreed_shorter and law.has("notice.days", AGREED)
    return law.get("notice.days", AGREED if agreed else GENERAL)


def _in_time(
    walkout: Walkout, required: Value | None, given: int | None, law: Terms | None, nation: str
) -> tuple[bool | None, list[str]]:
    """Whether the notice came early enough, and after the count; with sentences."""
    first, received = walkout.windows[0].start.date(), walkout.notice_received
    if received is not None and required is None:
        return None, [
            f"Notice: the rules of {nation_name(nation)} are not known here, so it is not judged."
        ]
    if required is None or given is None or received is None or law is None:
        return None, ["Notice: the file does not say when it was received, so it is not judged."]
    enough = given >= required.value
    state = "it is long enough" if enough else f"{required.value - given} too few"
    sentences = [
        f"Notice: received on {long_date(received)}, {_days(given)} before the first day of "
        f"action ({long_date(first)}); {_days(required.value)} required: {state} "
        f"{where(required)}."
    ]
    none_agreed = required.branch == AGREED and required.value == law.value("notice.days")
    if required.certainty == "unconfirmed" or none_agreed:
        sentences.append(f"Notice: {required.says[0].lower()}{required.says[1:]}")
    closed = walkout.ballot_closed
    if closed and received < closed:
        rule = law.get("notice.after_result")
        sentences.append(
            f"Notice: received before the ballot closed on {long_date(closed)}: it does "
            f"not count {where(rule)}."
        )
        enough = False
    return enough, sentences


def _days(days: int) -> str:
    return f"{days} {'day' if abs(days) == 1 else 'days'}"


def _rules(
    walkout: Walkout, by_notice: Terms | None, by_ballot: Terms | None, first: date, nation: str
) -> Iterator[LegalRule]:
    """Every rule that applies, each on the date that decides it, in the order of the file.

    Last what may not be used as cover on the first day of action.
    """
    by_action = rules("law", first, nation)
    by = {"notice": by_notice, "ballot": by_ballot, "mandate": by_ballot, "action": by_action}
    for section, terms in by.items():
        for value in terms or ():
            other = REPLACED_BY.get(value.term)
            replaced = other and terms and terms.has(other) and terms.value(other)
            unused = value.branch == AGREED and not walkout.agreed_shorter
            if value.term.startswith(f"{section}.") and not (replaced or unused):
                yield _rule(value)
    yield from (_rule(value) for value in rules("cover", first, nation) if not value.value)


def _rule(value: Value) -> LegalRule:
    act, read = str(value.source), value.source.read_in
    return LegalRule(act, in_a_sentence(value), read, value.certainty)


def in_a_sentence(value: Value) -> str:
    """What a value says, with its figure where it has one."""
    if value.unit == "yes or no" or not value.value:
        return value.says
    return f"{value.says.rstrip('.')}: {in_words(value)}."


def _in_all(
    valid: bool | None, in_time: bool | None, counted: bool | None, mandate: Mandate
) -> str:
    """The whole in one sentence: what stands, what is not judged, what hangs on an agreement."""
    if valid is None:
        return "Not judged, as the dates do not decide it."
    if not valid:
        return "The walkout does not stand on these dates. Ask for legal advice."
    parts = {"notice": in_time, "ballot": counted, "mandate": mandate.holds}
    stand = [name for name, holds in parts.items() if holds]
    left = [name for name, holds in parts.items() if holds is None]
    words = f"{_and(stand).capitalize()} {'stands' if len(stand) == 1 else 'stand'} on these dates"
    if mandate.by_agreement:
        words += ", the mandate only if union and employer agreed that action may begin later"
    if left:
        words += f"; the {_and(left)} {'is' if len(left) == 1 else 'are'} not judged"
    return f"{words}."


def _and(names: list[str]) -> str:
    """Names as in a sentence: notice, ballot and mandate."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _lower(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"
