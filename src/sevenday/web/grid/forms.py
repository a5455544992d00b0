"""What the co-ordinator fills in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from sevenday.web.fields import DateField
from sevenday.web.jobs.building import MOST_SECONDS
from sevenday.web.rotas.models import Period


class PeriodForm(forms.Form):
    """Dates to be rostered."""

    first = DateField(label="First date")
    last = DateField(label="Last date")


class BuildForm(forms.Form):
    """A build fills the cover anew; a re-plan puts a rota right with the fewest changes."""

    kind = forms.ChoiceField(
        label="What should it do?",
        choices=[
            ("build", "Build: fill the cover, fairly, from the requests and the locked cells"),
            ("replan", "Re-plan: mend gaps and breaches with the fewest changes"),
        ],
        widget=forms.RadioSelect,
        initial="build",
    )
    seconds = forms.FloatField(
        label="Seconds to search",
        help_text="More seconds find a better rota, and show how far from the best it is at most.",
        min_value=1,
        max_value=MOST_SECONDS,
        initial=60,
    )
    since = DateField(
        label="First date that a re-plan may change",
        help_text="Days before it stay as they are. A build does not ask.",
        required=False,
    )

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        """`period`: whose dates those are."""
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = period.first
        self.period = period

    def clean_since(self) -> date:
        """The date, within the period."""
        day: date = self.cleaned_data["since"] or self.period.first
        if not self.period.first <= day <= self.period.last:
            raise forms.ValidationError("This date is not in the rota.")
        return day

    def wishes(self) -> dict[str, Any]:
        """What the job is told."""
        return {
            "seconds": self.cleaned_data["seconds"],
            "from": self.cleaned_data["since"].isoformat(),
        }


class ImportForm(forms.Form):
    """A workbook, and what it does not say itself."""

    book = forms.FileField(
        label="An Excel workbook or a CSV file",
        help_text="It is shown first, cell by cell. Nothing is written before you say yes.",
    )
    sheet = forms.CharField(
        label="Which sheet", help_text="Blank: all that are not hidden.", required=False
    )
    year = forms.IntegerField(
        label="Year of the first date",
        help_text="Where no heading says it.",
        required=False,
        min_value=1990,
        max_value=2100,
    )

    def wishes(self) -> dict[str, Any]:
        """What the job is told."""
        given = {name: self.cleaned_data[name] for name in ("sheet", "year")}
        return {name: value for name, value in given.items() if value}


class PasteForm(forms.Form):
    """A block of cells, and where its first one goes."""

    text = forms.CharField(
        label="Cells copied from Excel",
        help_text="A doctor a line, a day a column, as they come from the clipboard.",
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )
    doctor = forms.TypedChoiceField(label="The first line is", coerce=int)
    day = DateField(label="The first column is")

    def __init__(
        self, *args: Any, period: Period, doctors: Mapping[int, str], **kwargs: Any
    ) -> None:
        """`period`, `doctors`: of the rota."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["doctor"]
        field.choices = list(doctors.items())
        self.fields["day"].initial = period.first
        self.period = period

    def clean_day(self) -> date:
        """The date, within the period."""
        day: date = self.cleaned_data["day"]
        if not self.period.first <= day <= self.period.last:
            raise forms.ValidationError("This date is not in the rota.")
        return day
