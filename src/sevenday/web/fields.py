"""Fields that forms share."""

from django import forms


class DateField(forms.DateField):
    """A date, chosen in the browser's calendar or typed as 2026-12-03."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TimeField(forms.TimeField):
    """A time of day, as 21:30."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
