"""Fields that forms share."""

from django import forms

MOST_DIGITS = 18
"""Of a key: what both stores have room for."""


class DateField(forms.DateField):
    """A date, chosen in the browser's calendar or typed as 2026-12-03."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TimeField(forms.TimeField):
    """A time of day, as 21:30."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def key_sent(text: str) -> int:
    """A row's key as a form or an address sends it; 0, which is no row's, for what is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
