"""A record of talks: which terms are agreed, which open, who conceded what, and when."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from sevenday.files.talks import Talks, TalksEvent, TermState
from sevenday.results import Result
from sevenday.talks.offer_wording import offer_wording


@dataclass(frozen=True, slots=True)
class TalksRecord(Result):
    """Where the talks stand. Shares are of terms, and of money where every term has a weight.

    `conceded`: by party how many concessions, a term once however often it moved;
    `conceded_terms`: by party the terms. `offer_wording`: by term and offer what the
    offer's own file says of it, in words.
    """

    ROWS: ClassVar[str] = "timeline"
    KEYS: ClassVar[str] = (
        "name=talks.name agreed=agreed_ids open=open_ids share_of_terms share_of_money "
        "money offers=offer_wording conceded conceded_terms meetings said=talks.claims "
        "timeline"
    )

    talks: Talks
    agreed: tuple[TermState, ...]
    open: tuple[TermState, ...]
    share_of_terms: float
    share_of_money: float | None
    conceded: dict[str, int]
    conceded_terms: dict[str, tuple[str, ...]]
    timeline: tuple[TalksEvent, ...]
    offer_wording: dict[str, dict[str, str]]

    @property
    def agreed_ids(self) -> list[str]:
        """The terms that are agreed, by id."""
        return [term.id for term in self.agreed]

    @property
    def open_ids(self) -> list[str]:
        """The terms that are open, by id."""
        return [term.id for term in self.open]

    @property
    def money(self) -> dict[str, float]:
        """By term its weight in money, where it has one."""
        return {term.id: term.weight for term in self.talks.terms if term.weight is not None}

    @property
    def meetings(self) -> int:
        """How many meetings are on record."""
        return len(self.talks.meetings)

    def summary(self) -> str:
        """Where they stand, in a few lines of text."""
        money = "" if self.share_of_money is None else f", {self.share_of_money:.1%} of the money"
        many = len(self.agreed) + len(self.open)
        lines = [
            f"{len(self.agreed)} of {many} terms are agreed ({self.share_of_terms:.0%}{money}); "
            f"{len(self.talks.meetings)} meetings and {len(self.timeline)} events are on record."
        ]
        lines += [f"  open: {t.says}" + (f" (held by {t.by})" if t.by else "") for t in self.open]
        for party, n in self.conceded.items():
            terms = ", ".join(self.conceded_terms.get(party, ()))
            lines.append(f"  conceded by {party}: {n}" + (f" ({terms})" if terms else ""))
        for key, value in self.talks.claims.items():
            lines.append(
                f"  {key.removesuffix('_said')} as said by a party, not counted here: {value}"
            )
        return "\n".join(lines)


def talks_record(talks: Talks) -> TalksRecord:
    """Count a record: terms, who conceded, and the events in order of date."""
    agreed = tuple(term for term in talks.terms if term.status == "agreed")
    still = tuple(term for term in talks.terms if term.status == "open")
    weights = [term.weight for term in talks.terms]
    money = None
    if talks.terms and all(weight is not None for weight in weights):
        whole = sum(weight or 0.0 for weight in weights)
        money = sum(term.weight or 0.0 for term in agreed) / whole if whole else None
    conceded, by_party = _conceded(talks)
    events = tuple(sorted(talks.events, key=lambda event: event.date))
    share = len(agreed) / len(talks.terms) if talks.terms else 0.0
    return TalksRecord(
        talks, agreed, still, share, money, conceded, by_party, events, offer_wording(talks)
    )


def _conceded(talks: Talks) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """By party how many concessions, and of which terms: a term counts once."""
    moved = [event for event in talks.events if event.kind == "concession"]
    pairs = [(event.party, event.term) for event in moved]
    pairs += [(term.by, term.id) for term in talks.terms if term.status == "agreed" and term.by]
    terms = {
        party: tuple(dict.fromkeys(term for by, term in pairs if by == party and term))
        for party, _ in pairs
    }
    unnamed = Counter(party for party, term in pairs if not term)
    return {party: len(ids) + unnamed[party] for party, ids in terms.items()}, terms
