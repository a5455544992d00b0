"""A colour for each shift: as its file says, else from a palette, with ink that shows on it."""

import re
from collections.abc import Mapping

from sevenday.clock import DAY
from sevenday.model import Shift

NAMED = {
    "white": "#ffffff",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "grey": "#808080",
    "black": "#000000",
    "red": "#ff0000",
    "maroon": "#800000",
    "yellow": "#ffff00",
    "olive": "#808000",
    "lime": "#00ff00",
    "green": "#008000",
    "aqua": "#00ffff",
    "cyan": "#00ffff",
    "teal": "#008080",
    "blue": "#0000ff",
    "navy": "#000080",
    "fuchsia": "#ff00ff",
    "magenta": "#ff00ff",
    "purple": "#800080",
    "orange": "#ffa500",
    "gold": "#ffd700",
    "pink": "#ffc0cb",
    "khaki": "#f0e68c",
    "salmon": "#fa8072",
    "tomato": "#ff6347",
    "coral": "#ff7f50",
    "plum": "#dda0dd",
    "violet": "#ee82ee",
    "indigo": "#4b0082",
    "slateblue": "#6a5acd",
    "steelblue": "#4682b4",
    "skyblue": "#87ceeb",
    "lightblue": "#add8e6",
    "lightgreen": "#90ee90",
    "lightgrey": "#d3d3d3",
    "beige": "#f5f5dc",
    "lavender": "#e6e6fa",
    "tan": "#d2b48c",
    "brown": "#a52a2a",
    "turquoise": "#40e0d0",
}
"""Web colours by the names that rota people use."""
PALETTE = ("#dbe9f6", "#ffe8a3", "#c3e6c3", "#f6c9c9", "#d9d2e9", "#bfe3e0", "#f9d7b0", "#c9c9c9")
NIGHT_PALETTE = ("#1f4e79", "#3b3b6d", "#5b2c6f", "#1b4f4a")
"""Dark, for duties that pass midnight: apart from the rest in black and white too."""
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def colours(shifts: Mapping[str, Shift]) -> dict[str, str]:
    """Shift code to #rrggbb. A colour that is no web colour is left to the palette."""
    found: dict[str, str] = {}
    days = nights = 0
    for code, shift in shifts.items():
        colour = shift.colour.strip().lower()
        if HEX.fullmatch(colour) or colour in NAMED:
            found[code] = NAMED.get(colour, colour)
        elif shift.end > DAY:
            found[code] = NIGHT_PALETTE[nights % len(NIGHT_PALETTE)]
            nights += 1
        else:
            found[code] = PALETTE[days % len(PALETTE)]
            days += 1
    return found


def ink(colour: str) -> str:
    """Black or white, whichever shows better on a colour (relative luminance, WCAG 2)."""
    red, green, blue = (_linear(int(colour[k : k + 2], 16) / 255) for k in (1, 3, 5))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if light > 0.179 else "#ffffff"


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
