"""What a rule's builder reads and gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from sevenday.contracts import GENERAL, Terms
from sevenday.model import Settings

NEVER = 1e9
"""Minutes that no duty reaches: a threshold that the contract does not have."""

FULL, ON_CALL_PATTERN = "full", "on-call"


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What decides a line's branch: local agreements, the working pattern, an opt-out."""

    settings: Settings
    pattern: str = FULL
    opt_out: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class RuleSpec:
    """What a rule's builder has to say beside its row's numbers.

    `saying`: the sentence of a breach, where it is not the one of the rule's id. `rests_on`: other
    terms that a verdict turns on, as definitions: it is no surer than they are.
    """

    kind: int
    unit: str
    columns: dict[int, float]
    branch: str = GENERAL
    alternative: str = ""
    saying: str = ""
    rests_on: tuple[str, ...] = ()


Builder = Callable[[str, Terms, RuleContext], RuleSpec]
"""From a rule's id, a contract's terms and a line's context to the rule's row."""


def hours(terms: Terms, term: str, branch: str = GENERAL) -> float:
    """A term in hours, as minutes."""
    return 60.0 * float(terms.value(term, branch))


def branch_if(terms: Terms, term: str, branch: str, holds: bool) -> str:
    """A branch where it holds and the contract has it, else the general rule."""
    return branch if holds and terms.has(term, branch) else GENERAL


def by_pattern(terms: Terms, term: str, context: RuleContext) -> str:
    """The branch of the working pattern, where the contract has one."""
    return context.pattern if terms.has(term, context.pattern) else GENERAL


def says_yes(terms: Terms, term: str) -> bool:
    """Whether a term of yes or no is there and says yes."""
    return terms.has(term) and bool(terms.value(term))
