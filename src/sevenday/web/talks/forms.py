"""What a page of the talks is asked: which offers, against what, and where the sliders stand."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from sevenday.contracts import contract, contract_ids
from sevenday.web.fields import NameField
from sevenday.web.talks.sliders import SLIDERS


def _pays(id: str) -> bool:
    return contract(id).pay_model != "none"


OFFERS = tuple(
    sorted(
        (id for id in contract_ids() if contract(id).contract.offered),
        key=lambda id: contract(id).on,
    )
)
"""The offers that come with Sevenday, in the order in which they were made."""
BASELINES = (
    "newdeal-2002",
    *(id for id in contract_ids() if id not in (*OFFERS, "newdeal-2002") and _pays(id)),
)
"""What offers may be held against: first what those of 2015 and 2016 would have replaced."""


def _named(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Contracts to choose from, by their names."""
    return [(id, contract(id).contract.name) for id in ids]


LASTS = [("7", "7 days"), ("30", "30 days"), ("90", "90 days")]


class TalksForm(forms.Form):
    """The page's own form, sent by its address, so that what it shows can be kept and shared.

    `of`: the offer that the sliders were laid out for; of another they begin as offered.
    """

    offers = forms.MultipleChoiceField(
        label="Offers side by side",
        choices=_named(OFFERS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    baseline = forms.ChoiceField(label="Held against", choices=_named(BASELINES), required=False)
    envelope = forms.FloatField(
        label="Envelope: pounds a year that an offer may cost",
        min_value=1,
        max_value=1e12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Give the envelope in pounds a year, as 1500000."},
    )
    moved = forms.ChoiceField(
        label="Offer whose terms are moved", choices=_named(OFFERS), required=False
    )
    of = forms.CharField(widget=forms.HiddenInput, required=False)


class LinkForm(forms.Form):
    """A link for others: what it is called, and how long it lasts."""

    name = NameField(
        label="What the link is for",
        max_length=100,
        error_messages={"required": "Say what the link is for."},
    )
    days = forms.ChoiceField(
        label="How long it lasts", choices=LASTS, initial="30", widget=forms.RadioSelect
    )


def choices_sent(data: Any) -> dict[str, Any]:
    """What a form was sent, without what is none of its own: for a link to show the same."""
    names = [*TalksForm.base_fields, *(slider.term for slider in SLIDERS), *RESERVED]
    found: dict[str, Any] = {
        name: data[name][:100] for name in names if name != "offers" and data.get(name)
    }
    offers = data.getlist("offers") if hasattr(data, "getlist") else data.get("offers", ())
    return {**found, "offers": [id for id in OFFERS if id in offers]}


RESERVED = ("reserved_0", "reserved_1")
"""What no deal is worth to each side, as the page has it: a share in per cent."""


def numbers(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, float]:
    """The numbers that were sent under some names; what is no number is left out."""
    found = {}
    for name in names:
        try:
            value = float(data.get(name, ""))
        except (TypeError, ValueError):
            continue
        if abs(value) < 1e6:  # neither nan nor infinite
            found[name] = value
    return found
