"""The forms by which hospitals and departments are added, and a department's settings chosen."""

from dataclasses import asdict
from typing import Any

from django import forms

from sevenday.clock import NATIONS
from sevenday.contracts import contract_ids
from sevenday.web.fields import NameField
from sevenday.web.hospitals.choosing import Choices


class NameForm(forms.Form):
    """A name, and no more: the rest comes with a department's files."""

    name = NameField(label="Name", max_length=200)


class ChoicesForm(forms.Form):
    """What a department goes by, each with what it changes."""

    name = NameField(
        label="Name", max_length=200, help_text="On every page and in every calendar from now on."
    )
    contract = forms.ChoiceField(
        label="Contract",
        required=False,
        help_text="Which limits are checked and how pay is worked out, in the draft and in what "
        "is published. Nothing in a rota is changed.",
    )
    nation = forms.ChoiceField(
        label="Nation",
        required=False,
        choices=[
            ("", "as the contract has it"),
            *((each, each.replace("-", " ").title()) for each in NATIONS),
        ],
        help_text="Whose bank holidays count.",
    )
    swaps_pass = forms.TypedChoiceField(
        label="What a swap needs",
        choices=[
            ("no", "Both doctors and the co-ordinator agree"),
            ("yes", "Both doctors agree: a lawful swap goes into the draft by itself"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="A swap that breaks a limit is never offered. One that the draft no longer "
        "allows waits for the co-ordinator either way.",
    )
    leave_weeks = forms.IntegerField(
        label="Weeks of notice for leave",
        min_value=0,
        max_value=26,
        help_text="Who asks later is told so before sending; the co-ordinator may still agree.",
    )
    answer_days = forms.IntegerField(
        label="Days in which an answer is owed",
        min_value=1,
        max_value=42,
        help_text="Of requests and swaps that are sent from now on. They are answered in the "
        "order of the day owed.",
    )

    def __init__(self, *args: Any, now: Choices, **kwargs: Any) -> None:
        """`now`: what the department goes by."""
        kwargs["initial"] = {**asdict(now), "swaps_pass": "yes" if now.swaps_pass else "no"}
        super().__init__(*args, **kwargs)
        contract: Any = self.fields["contract"]
        ids = dict.fromkeys((*contract_ids(), *filter(None, [now.contract])))
        contract.choices = [("", "none: nothing is checked or paid"), *((c, c) for c in ids)]

    def chosen(self) -> Choices:
        """What was filled in."""
        return Choices(**self.cleaned_data)
