"""What HR and the guardian fill in."""

from django import forms

ANSWERS = (
    ("agreed", "Agreed"),
    ("refused", "Refused"),
    ("no action", "No action"),
)


class AnswerForm(forms.Form):
    """What becomes of a report, with words for its sender."""

    state = forms.ChoiceField(
        label="What becomes of it",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    words = forms.CharField(
        label="Words for the doctor, if any",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
