"""How the cells of a workbook look: a format a kind of cell, shared by every cell of the kind."""

from typing import Any

from sevenday.clock import short_date
from sevenday.limits.result import CheckResult
from sevenday.model import Hospital, without_duty
from sevenday.reports.files.colours import colours, ink

WEEKEND, LEAVE_FILL, BROKEN = "#eeeeee", "#ffffff", "#c00000"


class Look:
    """The formats of a book: one a kind of cell, made when first asked for."""

    def __init__(self, book: Any, hospital: Hospital) -> None:
        """Take the book that the formats are for and the hospital whose shifts they tell."""
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.of_shift = colours(hospital.shifts)
        self.title = self.terms = ""

    def name_pages(self, hospital: Hospital, result: CheckResult | None) -> None:
        """What stands at the head of every printed page; a single & would begin a code there."""
        name = hospital.name
        self.title = (f"{name[:69]}…" if len(name) > 70 else name).replace("&", "&&")
        if result is not None:
            self.terms = f"{result.contract}, as on {short_date(result.on)}"

    def of(self, **properties: Any) -> Any:
        """A format with these properties, every cell bordered."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"border": 1, "border_color": "#999999", "num_format": "@"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def cell(self, text: str, weekend: bool, broken: bool) -> Any:
        """The look of a rota's cell: its shift's colour; red and bold where it breaks a limit."""
        properties: dict[str, Any] = {"align": "center", "valign": "vcenter", "shrink": True}
        code = text.split("+")[0]
        fill = self.of_shift.get(code, LEAVE_FILL if text else (WEEKEND if weekend else ""))
        if fill == "#ffffff" and weekend:
            fill = WEEKEND
        if fill:
            properties |= {"bg_color": fill, "font_color": ink(fill)}
        if without_duty(text):
            properties |= {"italic": True}
        if broken:
            properties |= {"bold": True, "border": 2, "border_color": BROKEN}
        return self.of(**properties)
