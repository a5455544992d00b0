"""The terms that a page moves: what each is called, how far it goes, in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass

from sevenday.clock import DAY, SATURDAY, minutes
from sevenday.contracts import Terms
from sevenday.contracts.windows import MIDNIGHT, weekdays
from sevenday.pay.models.window_hours import WINDOWS
from sevenday.talks.offered import HOUR, as_offered
from sevenday.talks.variant import Variant


@dataclass(frozen=True, slots=True)
class Slider:
    """A term that moves from `low` to `high` by steps, in units that people say.

    `scale`: what one of them is in the unit of a variant. `words`: a value in words.
    """

    term: str
    label: str
    words: str
    low: float
    high: float
    step: float
    scale: float = 1.0

    def in_words(self, value: float) -> str:
        """A value, in the slider's unit, in words."""
        return self.words.format(value, round(value))


SLIDERS = (
    Slider("saturday", "Saturday premium, % of basic pay an hour", "{:.3g}%", 0, 100, 1, 0.01),
    Slider("saturday_from", "Plain time on Saturday ends at, o'clock", "{1:02}:00", 7, 23, 1),
    Slider("saturday_often", "Saturday premium from 1 Saturday in", "1 in {:.3g}", 1, 8, 1),
    Slider("basic", "Rise of basic pay, %", "{:.3g}%", 0, 20, 0.5, 0.01),
    Slider("night", "Night premium, % of basic pay an hour", "{:.3g}%", 0, 100, 1, 0.01),
    Slider("weekend", "Weekend allowance, times what is offered", "{:.3g} times", 0, 3, 0.1),
)


@dataclass(frozen=True, slots=True)
class SetSlider:
    """A slider as it stands: at a value, beside what was offered."""

    slider: Slider
    value: float
    offered: float
    high: float

    @property
    def moved(self) -> bool:
        """Whether it is off what was offered by more than its steps can say."""
        return abs(self.value - self.offered) > self.slider.step / 2

    @property
    def says(self) -> str:
        """Where it stands, and what was offered."""
        offered = self.slider.in_words(self.offered)
        return f"{self.slider.in_words(self.value)} (offered: {offered})" if self.moved else offered


def sliders_of(terms: Terms, asked: Mapping[str, float]) -> tuple[SetSlider, ...]:
    """The sliders of an offer, at what was asked for or as offered. `asked`: in their units."""
    offered = as_offered(terms)
    found = []
    for slider in SLIDERS:
        if slider.term not in offered:
            continue
        was = offered[slider.term] / slider.scale
        high = min(slider.high, _latest(terms)) if slider.term == "saturday_from" else slider.high
        value = min(max(asked.get(slider.term, was), slider.low), high)
        found.append(SetSlider(slider, value, was, high))
    return tuple(found)


def variant_of(sliders: tuple[SetSlider, ...]) -> Variant:
    """What the sliders change of the offer."""
    changed = {each.slider.term: each.value * each.slider.scale for each in sliders if each.moved}
    return Variant(**changed)


def deal_of(sliders: tuple[SetSlider, ...]) -> dict[str, float]:
    """The value of each term, moved or not, in the unit of a variant."""
    return {
        each.slider.term: (each.value if each.moved else each.offered) * each.slider.scale
        for each in sliders
    }


def _latest(terms: Terms) -> float:
    """The last full hour of Saturday before the window that pays a premium ends."""
    until = next(
        row["window"][1] for row in terms.value(WINDOWS) if weekdays(row["days"]) == (SATURDAY,)
    )
    return float((DAY if until == MIDNIGHT else minutes(until)) // HOUR - 1)
