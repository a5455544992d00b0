"""Why somebody is away is left out for those who need not know it: they see that they are away."""

from typing import Any

from sevenday.model import ABSENCE, without_duty
from sevenday.model.absence import HALF

AWAY = "away"
PRIVATE = frozenset({*ABSENCE, "TOIL"})
"""Cells that say why; time off in lieu among them, which tells of an exception report."""


def discreet(text: str) -> str:
    """A cell's text without why somebody is away: SICK is away, AL/2+PM is away/2+PM."""
    return "+".join(_discreet(part) for part in text.split("+"))


def _discreet(part: str) -> str:
    bare = part.removesuffix(HALF)
    return AWAY + part.removeprefix(bare) if bare in PRIVATE else part


def discreet_value(value: Any) -> Any:
    """What a record of a change has, without why somebody is away."""
    if isinstance(value, dict):
        return {key: discreet_value(each) for key, each in value.items()}
    if isinstance(value, list):
        return [discreet_value(each) for each in value]
    return discreet(value) if isinstance(value, str) else value


def discreet_reason(reason: str, texts: list[str]) -> str:
    """What stands against a doctor, without why they are away; `texts`: what cells may hold."""
    private = {without_duty(text) for text in texts if discreet(text) != text} - {""}
    return AWAY if reason in private else reason
