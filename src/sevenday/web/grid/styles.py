"""A colour and a hatch for each shift, so that colour is never alone."""

from collections.abc import Mapping

from sevenday.model import Shift
from sevenday.reports.files.colours import colours, ink

HATCHES = (
    "",
    "repeating-linear-gradient(45deg, {line} 0 1px, transparent 1px 6px)",
    "repeating-linear-gradient(0deg, {line} 0 1px, transparent 1px 6px)",
    "repeating-linear-gradient(90deg, {line} 0 1px, transparent 1px 6px)",
    "repeating-linear-gradient(135deg, {line} 0 1px, transparent 1px 6px)",
    "repeating-linear-gradient(45deg, {line} 0 1px, transparent 1px 4px), "
    "repeating-linear-gradient(135deg, {line} 0 1px, transparent 1px 4px)",
    "repeating-linear-gradient(0deg, {line} 0 1px, transparent 1px 4px), "
    "repeating-linear-gradient(90deg, {line} 0 1px, transparent 1px 4px)",
)
FAINT = {"#000000": "#00000026", "#ffffff": "#ffffff40"}
"""The lines of a hatch on dark and on light ink: letters stay legible on both."""


def shift_styles(shifts: Mapping[str, Shift]) -> str:
    """The stylesheet of a department's shifts: `s0` is the first of shifts.csv."""
    rules = []
    for n, colour in enumerate(colours(shifts).values()):
        letters = ink(colour)
        hatch = HATCHES[n % len(HATCHES)].format(line=FAINT[letters])
        image = f"background-image:{hatch};" if hatch else ""
        rules.append(
            f".sd-grid .s{n},.sd-key .s{n}{{background-color:{colour};{image}color:{letters}}}"
        )
    return "\n".join(rules) + "\n"
