"""What a doctor fills in."""

from collections.abc import Iterable
from typing import Any

from django import forms

from sevenday.model.absence import LEAVE
from sevenday.web.exceptions.models import Report
from sevenday.web.fields import DateField, TimeField
from sevenday.web.hospitals.models import Doctor
from sevenday.web.requests.answers import Wish

LEAVE_KINDS = [
    ("AL", "Annual leave"),
    ("SL", "Study leave"),
    *((code, LEAVE[code].capitalize()) for code in LEAVE if code not in ("AL", "SL")),
]
PERIODS = [("month", "a month"), ("year", "a year")]


class WishForm(forms.Form):
    """When, and what."""

    first = DateField(label="First day", error_messages={"required": "Give the first day."})
    last = DateField(label="Last day", error_messages={"required": "Give the last day."})
    what = forms.ChoiceField(label="What for", widget=forms.RadioSelect)

    def __init__(self, *args: Any, shifts: Iterable[str], **kwargs: Any) -> None:
        """Offer leave, a day off, and each shift that may be asked for."""
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        leave = [(f"leave:{code}", words) for code, words in LEAVE_KINDS]
        on = [(f"on:{code}", f"To work {code}") for code in shifts]
        field.choices = [*leave, ("off:", "No duty"), *on]

    def wish(self, doctor: Doctor) -> Wish:
        """What was filled in."""
        want, shift = self.cleaned_data["what"].split(":", 1)
        return Wish(doctor, self.cleaned_data["first"], self.cleaned_data["last"], want, shift)


class ReportForm(forms.Form):
    """What happened beyond the work schedule."""

    day = DateField(
        label="Date of the duty", error_messages={"required": "Give the date of the duty."}
    )
    kind = forms.ChoiceField(
        label="What happened",
        choices=[
            ("hours", "I worked longer"),
            ("rest", "I had too little rest before or after"),
            ("breaks", "I missed breaks"),
            ("education", "I missed teaching"),
            ("cover", "There was too little cover or support"),
        ],
    )
    start = TimeField(label="Beyond the rota, from", required=False)
    end = TimeField(label="Until", required=False)
    minutes = forms.IntegerField(
        label="Or how many minutes in all", required=False, min_value=1, max_value=24 * 60
    )
    wish = forms.ChoiceField(
        label="What I would like for it", choices=Report.WISHES, widget=forms.RadioSelect
    )

    def report(self, doctor: Doctor) -> Report:
        """What was filled in, not yet saved."""
        given = self.cleaned_data
        start, end = (f"{given[key]:%H:%M}" if given[key] else "" for key in ("start", "end"))
        timed = {} if given["minutes"] else {"start": start, "end": end}
        return Report(
            department=doctor.department,
            doctor=doctor,
            day=given["day"],
            kind=given["kind"],
            minutes=given["minutes"],
            wish=given["wish"],
            **timed,
        )


class PayslipForm(forms.Form):
    """A payslip, typed: a line each, as "Basic pay 3,456.78"."""

    per = forms.ChoiceField(label="The amounts are", choices=PERIODS, widget=forms.RadioSelect)
    lines = forms.CharField(
        label="The lines of pay on it",
        error_messages={"required": "Type the lines of your payslip."},
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="One a line, its words and then its amount: Basic pay 3,456.78. Leave out your "
        "name and numbers. Tax and pension may stay: they are set aside.",
    )
