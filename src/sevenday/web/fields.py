"""Fields that forms share."""

import unicodedata
from datetime import date
from typing import Any

from django import forms

MOST_DIGITS = 18
"""Of a key: what both stores have room for."""
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""What may be asked for: days beside it are dates too."""


def as_read(text: str) -> str:
    """A name as one line of what is seen of it."""
    seen = (c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))


class NameField(forms.CharField):
    """A name: one line of letters that are seen, so that nobody passes for another.

    What turns a line round, takes no width or steers a terminal is left out.
    """

    def to_python(self, value: Any) -> str:
        """The name as it is read."""
        return super().to_python(as_read(str(value or ""))) or ""


class DateField(forms.DateField):
    """A date, chosen in the browser's calendar or typed as 2026-12-03."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """The date. Raises ValidationError for one of no rota."""
        found: date | None = super().to_python(value)
        if found is not None and not EARLIEST <= found < LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class TimeField(forms.TimeField):
    """A time of day, as 21:30."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def key_sent(text: str) -> int:
    """A row's key as a form or an address sends it; 0, which is no row's, for what is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
