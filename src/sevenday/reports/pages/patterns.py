"""What patterns are in a rota or a template, as parts of a page."""

from sevenday.patterns.counts import PatternCount, PatternCounts
from sevenday.reports.render.page import Block, Table

MOST_LINES = 5
"""Lines whose risk index the page names; JSON has every one."""


def pattern_blocks(found: PatternCounts) -> tuple[Block, ...]:
    """What doctors complain of, the other patterns that weigh, and the risk index."""
    complaints = [(name, f"{many}") for name, many in found.complaints.items()]
    others = [one for one in found.counts if one.many or one.required or one.weight]
    rows = [(one.pattern.name, one.pattern.says, _weight(one), f"{one.many}") for one in others]
    blocks: list[Block] = [
        Table("What doctors complain of", ("what", "how often"), complaints),
        Table("Patterns", ("name", "what it counts", "weight", "how often"), rows),
    ]
    if found.risk:
        worst = sorted(found.risk, key=lambda one: -one.index)[:MOST_LINES]
        lines = [(one.doctor, f"{one.index:.1f}", f"{one.duties}") for one in worst]
        blocks += [
            Table("Additive risk index, highest lines", ("doctor", "index", "duties"), lines),
            found.risk_says,
        ]
    return tuple(blocks)


def _weight(one: PatternCount) -> str:
    return "required" if one.required else f"{one.weight:g}"
