"""The form by which somebody is reported away."""

from collections.abc import Mapping
from typing import Any

from django import forms

from sevenday.model import ABSENCE
from sevenday.web.fields import DateField


class AwayForm(forms.Form):
    """Who, when, and what a cell of theirs will hold."""

    doctor = forms.TypedChoiceField(label="Who is away", coerce=int)
    first = DateField(label="First day")
    last = DateField(label="Last day, as far as it is known")
    word = forms.ChoiceField(
        label="What it is",
        help_text="You and they see this. Everybody else sees that they are away.",
        choices=[(code, words.capitalize()) for code, words in ABSENCE.items()],
    )

    def __init__(self, *args: Any, doctors: Mapping[int, str], **kwargs: Any) -> None:
        """`doctors`: names by their keys."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["doctor"]
        field.choices = list(doctors.items())
