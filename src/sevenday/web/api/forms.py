"""What a person says of a new token."""

from django import forms

from sevenday.web.api.scopes import Scope
from sevenday.web.fields import NameField

LASTS = [("7", "7 days"), ("30", "30 days"), ("90", "90 days"), ("365", "a year")]


class TokenForm(forms.Form):
    """What it is called, what it is for, how long it lasts."""

    name = NameField(
        label="What it is for, in your own words",
        max_length=100,
        help_text="As “the rota screen in the doctors' mess”.",
        error_messages={"required": "Say what it is for."},
    )
    scopes = forms.MultipleChoiceField(
        label="What a program may do with it",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one or more."},
    )
    days = forms.ChoiceField(
        label="How long it lasts", choices=LASTS, initial="90", widget=forms.RadioSelect
    )
