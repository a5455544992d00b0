"""The page of the talks: every part of it for what was asked, or why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sevenday.contracts import contract
from sevenday.errors import Fault, InputError
from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.models import Version
from sevenday.web.talks.answers import Question, compared, settled, sides_at, swept
from sevenday.web.talks.forms import BASELINES, OFFERS, RESERVED, TalksForm, numbers
from sevenday.web.talks.groups import merged
from sevenday.web.talks.presenters.columns import Columns, columns_of
from sevenday.web.talks.presenters.moved import Moved, moved_of
from sevenday.web.talks.presenters.zone import ZonePage, zone_of
from sevenday.web.talks.sliders import SLIDERS, deal_of, sliders_of, variant_of

MOST_MOVED = "imposed-2016-03"
"""The offer whose terms are moved first: it has a Saturday window, its premium and basic pay."""


@dataclass(frozen=True, slots=True)
class TalksPage:
    """What a page of the talks shows; a part is None where it could not be worked out."""

    form: TalksForm
    columns: Columns | None
    moved: Moved | None
    zone: ZonePage | None
    faults: tuple[Fault, ...]


def talks_page(versions: Sequence[Version], data: Any, whole: bool = True) -> TalksPage:
    """The page for published rotas. `whole`: with the columns; else the part that moves alone."""
    form = TalksForm(data)
    form.is_valid()
    chosen: Mapping[str, Any] = getattr(form, "cleaned_data", {})
    offers = tuple(id for id in OFFERS if id in chosen.get("offers", ())) or OFFERS
    envelope = chosen.get("envelope")
    asked = Question(tuple(versions), offers, chosen.get("baseline") or BASELINES[0], envelope)
    faults: list[Fault] = []
    columns = moved = zone = None
    offer = chosen.get("moved") or MOST_MOVED
    own = data if data.get("of", offer) == offer else {}
    sliders = sliders_of(contract(offer), numbers(own, tuple(each.term for each in SLIDERS)))
    try:
        if whole:
            columns = columns_of(merged(compared(asked)))
        moved = moved_of(swept(asked, offer, variant_of(sliders)), sliders, envelope)
    except InputError as error:
        faults += error.faults
    try:
        table = sides_at(_departments(versions))
        shares = numbers(data, RESERVED)
        reserved = [min(max(shares[k], 0), 100) / 100 if k in shares else None for k in RESERVED]
        zone = zone_of(settled(table, reserved), offers, deal_of(sliders))
    except InputError as error:
        faults += error.faults
    return TalksPage(_as_shown(form, asked, offer), columns, moved, zone, tuple(faults))


def _departments(versions: Sequence[Version]) -> list[Department]:
    return [version.period.department for version in versions]


def _as_shown(form: TalksForm, asked: Question, offer: str) -> TalksForm:
    """The form as what was worked out has it: what was left blank is filled in."""
    shown = {
        "offers": list(asked.offers),
        "baseline": asked.baseline,
        "moved": offer,
        "of": offer,
        "envelope": form.data.get("envelope", ""),
    }
    made = TalksForm(shown)
    made.is_valid()
    return made
