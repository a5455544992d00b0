"""The morning: what do we do now? Counts in, orders out, and nothing of it is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.http import QueryDict

from sevenday.clock import LONDON, short_time
from sevenday.errors import Fault, InputError
from sevenday.model.walkout import Count
from sevenday.reports.pages.board import alarm, card_of
from sevenday.reports.pages.cover_plan import kind_of_order
from sevenday.reports.pages.debrief import debrief_page
from sevenday.reports.pages.rate_card import rate_card_page
from sevenday.reports.render.page import Block
from sevenday.walkout.cover import cover_of, time_of_call
from sevenday.walkout.load import WalkoutInputs, join_counts
from sevenday.walkout.plan_file import parse_plan, plan_text
from sevenday.walkout.planning.published import PublishedPlan
from sevenday.walkout.result import CoverResult
from sevenday.web.walkouts.counting import (
    Counting,
    Round,
    counting_now,
    countings,
    parse_rounds,
    rounds_text,
)

NUMBER = re.compile("[0-9]{1,6}")
OTHER_BOXES = "The rota is another one since this page was opened: type the count in these boxes"
SECONDS = 20.0
"""Time for a plan while somebody waits for it."""


@dataclass(frozen=True)
class CountField:
    """A box of the form: whom to count, its name, what was typed, and what is wrong with it."""

    name: str
    service: str
    words: str
    rostered: int
    typed: str
    wrong: str = ""


@dataclass(frozen=True)
class OrderLine:
    """An order, and the box that says it is done."""

    name: str
    text: str
    done: bool


@dataclass(frozen=True)
class ShownRound:
    """A round as the page shows it: its orders by kind, and what was counted."""

    words: str
    kinds: Sequence[tuple[str, Sequence[OrderLine]]]
    counted: Sequence[tuple[str, ...]]

    @property
    def undone(self) -> int:
        """How many of its orders are not done yet."""
        return sum(not line.done for _, lines in self.kinds for line in lines)


@dataclass(frozen=True)
class Morning:
    """What the page of a morning has: all that it sends back is here.

    `rounds` and `plan` are what is hidden in its form; `shown` are the rounds, the last first.
    """

    chosen: Counting
    choices: Sequence[tuple[str, str]]
    fields: Sequence[CountField]
    rounds: str
    plan: str
    shown: Sequence[ShownRound]
    alarm: str = ""
    says: Sequence[str] = ()
    wrong: Sequence[tuple[str, str]] = ()
    next_words: str = ""
    next_at: str = ""


def morning(inputs: WalkoutInputs, published: PublishedPlan, sent: QueryDict) -> Morning:
    """The page for what was sent: nothing yet, another half of a day to count, or a count.

    Parameters
    ----------
    inputs
        What the plan was worked out of.
    published
        The plan of the board, where the page has none of its own yet.
    sent
        The form: `at` names a half of a day, `boxes` the one that the page has boxes of, `came-N`
        how many came, `done-R-K` an order that is done, `rounds` and `plan` what the page has;
        `count` is the button that sends a count.
    """
    all_of = countings(inputs)
    if not all_of:
        what, how = "no shift of the rota is in the action", "a rota of the days of the action"
        raise InputError(Fault(what, expected=how, code="outside-dates"))
    sends, shown = "count" in sent, sent.get("boxes", "")
    chosen = next((each for each in all_of if sends and each.stamp == shown), None)
    stale = sends and chosen is None  # what was typed is of no group that is known
    chosen = chosen or next((each for each in all_of if each.key == sent.get("at")), None)
    chosen = chosen or counting_now(all_of, inputs.walkout.span, _now())
    rounds = list(rounds_sent(sent))
    plan = sent.get("plan", "")
    fields = _fields(inputs, chosen, sent if sends and not stale else {})
    wrong = [(field.wrong, field.name) for field in fields if field.wrong]
    wrong += [(OTHER_BOXES, fields[0].name)] * stale
    found, says = None, list[str]()
    if sends and not wrong:
        counts = [
            group.came(int(field.typed))
            for group, field in zip(chosen.groups, fields, strict=True)
            if field.typed
        ]
        if not counts:
            wrong = [("Type how many came, in one group at least", fields[0].name)]
        try:
            if counts:
                found = _replanned(inputs, parse_plan(plan) if plan else published, counts)
        except InputError as error:  # what was typed and what was counted before stay on the page
            wrong = [(f"{fault}", "at") for fault in error.faults]
    if found is not None:
        plan = plan_text(found.plan.published)
        rounds.append(Round(chosen.words, found.counts, found.orders or ()))
        says = _says(found)
        fields = _fields(inputs, chosen, {})
    after = next((each for each in all_of if each.first > chosen.first), None)
    return Morning(
        chosen,
        [(each.key, each.words) for each in all_of],
        fields,
        rounds_text(rounds),
        plan,
        [_shown(r, rounds[r]) for r in reversed(range(len(rounds)))],
        str(alarm(found.plan)) if found else "",
        says,
        wrong,
        f"{after.words}, from {short_time(after.first)}" if after else "",
        after.first.replace(tzinfo=LONDON).isoformat() if after else "",
    )


def _now() -> datetime:
    return datetime.now(LONDON).replace(tzinfo=None)


def afterwards(
    inputs: WalkoutInputs, published: PublishedPlan, sent: QueryDict
) -> tuple[Block, ...]:
    """Planned against what happened, the time owed to those who covered, and the rate card."""
    counts = join_counts([each.counts for each in rounds_sent(sent)])
    plan = parse_plan(sent.get("plan", "")) if sent.get("plan") else published
    found = _replanned(inputs, plan, counts)
    card, why_not = card_of(found, None)
    rates: tuple[Block, ...] = (f"No rate card: {why_not}.",)
    return (*debrief_page(found).blocks, *(rate_card_page("", card).blocks if card else rates))


def _replanned(inputs: WalkoutInputs, plan: PublishedPlan, counts: Sequence[Count]) -> CoverResult:
    at = time_of_call(inputs)
    return cover_of(inputs, plan, tuple(counts), at=at, seconds=SECONDS)


def _says(found: CoverResult) -> list[str]:
    """What is said beside the orders: that nothing changes, what is given back, whom to count."""
    words = [] if found.orders else ["Nothing changes: the plan that people hold stands."]
    if found.saving is not None:
        words.append(found.saving.sentence)
    if found.again:
        groups = "; ".join(
            f"{each.service}, {each.shift}, tier {each.tier}, {each.day:%a} {each.day.day}"
            for each in found.again
        )
        words.append(f"Count again: {groups}. What was decided for them stands.")
    return words


def _fields(
    inputs: WalkoutInputs, chosen: Counting, sent: Mapping[str, str]
) -> Sequence[CountField]:
    """The boxes of a half of a day, with what was typed and what is wrong with it."""
    found = []
    for k, group in enumerate(chosen.groups):
        shift = inputs.hospital.shifts[group.shift]
        hours = f"{shift.start // 60:02}:{shift.start % 60:02}"
        typed = sent.get(f"came-{k}", "").strip()
        wrong = ""
        if typed and not (NUMBER.fullmatch(typed) and int(typed) <= group.rostered):
            wrong = f"{group.service}, {group.shift}: a number from 0 to {group.rostered}"
        words = f"tier {group.tier}, {group.shift} from {hours}"
        name = f"came-{k}"
        found.append(CountField(name, group.service, words, group.rostered, typed[:6], wrong))
    return found


def rounds_sent(sent: QueryDict) -> tuple[Round, ...]:
    """The rounds of a page, with the orders that are ticked on it, where it has boxes to tick."""
    rounds = parse_rounds(sent.get("rounds", ""))
    if "ticked" not in sent:
        return rounds
    return tuple(
        replace(each, done=frozenset(k for k in range(len(each.orders)) if f"done-{r}-{k}" in sent))
        for r, each in enumerate(rounds)
    )


def _shown(r: int, each: Round) -> ShownRound:
    lines = [
        OrderLine(f"done-{r}-{k}", order, k in each.done) for k, order in enumerate(each.orders)
    ]
    kinds = [
        (kind, list(some)) for kind, some in groupby(lines, lambda line: kind_of_order(line.text))
    ]
    counted = [
        (c.service, f"{c.tier}", c.shift, f"{c.rostered}", f"{c.present}") for c in each.counts
    ]
    return ShownRound(each.words, kinds, counted)
