"""What a request for a derogation has to show, a place each, to be signed and sent.

Source: walkouts.md 2.7.
"""

from sevenday.reports.render.page import Block, Page, Table
from sevenday.walkout.result import CoverResult

WORDS = {
    "from": "from",
    "to": "to",
    "required": "needed",
    "called": "substitutes called to it",
    "rostered": "rostered who could fill it",
    "expected": "of these, expected",
    "chance_short": "chance of being short",
    "options_tried": "tried",
    "elective_still_running": "lists still running that day",
    "named_clinical_risk_owner": "clinical risk owner, to be named",
    "review_at": "to be reviewed at",
}


def derogation_page(result: CoverResult) -> Page:
    """The evidence of each place that cannot be made safe."""
    blocks: list[Block] = [
        f"{len(result.escalations)} places cannot be made safe. A request goes from the trust to "
        "NHS England, once the action has begun and the risk is there: for a named group and a "
        "limited time.",
    ]
    for one in result.escalations:
        rows = [
            (words, _in_words(one.evidence[key]))
            for key, words in WORDS.items()
            if key in one.evidence
        ]
        blocks.append(Table(one.sentence, ("what", "evidence"), rows))
    blocks.append("It names posts and numbers alone: who would be asked back is for the union.")
    name = result.inputs.hospital.name or "The hospital"
    return Page(f"{name}: evidence for a derogation", tuple(blocks))


def _in_words(value: object) -> str:
    """A list by semicolons; a blank to be filled in."""
    if isinstance(value, list):
        return "; ".join(f"{each}" for each in value) or "none"
    return f"{value}".replace("T", " ") if value != "" else "................"
