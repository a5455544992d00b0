"""One term at a time: what each value of it costs, who gains, who loses, and who turns.

The rotas are read once (`sevenday.talks.sweep_lines`): a thousand variants over a country's doctors
are then arrays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sevenday.batch.engine import Engine
from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.errors import InputError
from sevenday.limits.lines import LineSource
from sevenday.model import Hospital
from sevenday.pay.line_work import CLOSE, Floats, share_of
from sevenday.pay.linear_pay import Segments
from sevenday.pay.models import pay_model
from sevenday.pay.models.windows import SATURDAY_OFTEN
from sevenday.talks.pay_change import PENNY, QUANTILES
from sevenday.talks.sweep_lines import SweepLines, read_sweep_lines
from sevenday.talks.sweep_result import SweepResult
from sevenday.talks.variant import Variant, apply_variant, basic_rise

BATCH = 16
"""Variants whose premia are worked out together: one pass over the hours for all of them."""
POINT = 0.01
"""One percentage point of basic pay: the yardstick of a break-even."""


def sweep(
    hospitals: Hospital | Sequence[Hospital],
    offer: Terms,
    baseline: Terms,
    variants: Sequence[Variant],
    reference: Variant | None = None,
    use: LineSource | None = None,
    engine: Engine | None = None,
) -> SweepResult:
    """Price variants of an offer over every doctor that it and the baseline pay.

    Pounds are pounds a year, not rounded by element.

    Parameters
    ----------
    hospitals
        One hospital or several.
    offer, baseline
        The contract that is varied, and the one that it is held against.
    variants
        What is changed of the offer, one at a time.
    reference
        The variant against which each is worth so many points on basic pay; by default the offer as
        it stands.
    use
        "template" or "rota", as `sevenday.price` has it.
    engine
        Where the hospitals' rotas are read, a task a hospital; the answer is the same on any.
        None: here, one after the other.

    Raises
    ------
    InputError
        For no variant, for one that does not fit the offer, and for an offer that pays by bands.
    """
    many = (hospitals,) if isinstance(hospitals, Hospital) else tuple(hospitals)
    if not variants:
        raise InputError("there is no variant to sweep", code="arguments-clash")
    pay_model(offer).premia()  # raises where pay is no straight line of any term
    rates, segments = variant_rates(offer, variants, reference or Variant())
    lines = read_sweep_lines(many, offer, baseline, segments, use, engine)
    if not lines.doctors:
        raise InputError(
            f"no doctor here is paid by both {offer.id} and {baseline.id}", code="not-in-contract"
        )
    return _swept(lines, offer, baseline, tuple(variants), rates)


@dataclass(frozen=True, eq=False, slots=True)
class VariantRates:
    """What a variant makes of the rates of an offer.

    `basic`, `weekend`: times what the offer pays. `premia`: (3, 2, S) by end and by whether
    Saturdays are worked often enough, the share of basic that an hour in a segment adds.
    `saturdays`: how often is often enough.
    """

    basic: float
    weekend: float
    premia: Floats
    saturdays: float


def variant_rates(
    offer: Terms, variants: Sequence[Variant], reference: Variant
) -> tuple[list[VariantRates], Segments]:
    """The rates of each variant, of the reference, and of it with a point more of basic pay.

    The segments are those that all their windows together cut the week into.
    """
    rise = basic_rise(offer)
    basic = rise if reference.basic is None else reference.basic
    every = (*variants, reference, replace(reference, basic=basic + POINT))
    contracts = [apply_variant(offer, variant) for variant in every]
    premia, segments = segmented_premia(contracts)
    rates = []
    for variant, terms, shares in zip(every, contracts, premia, strict=True):
        often = share_of(terms.value(SATURDAY_OFTEN)) if terms.has(SATURDAY_OFTEN) else np.inf
        times = 1.0 if variant.basic is None else (1 + variant.basic) / (1 + rise)
        weekend = 1.0 if variant.weekend is None else variant.weekend
        rates.append(VariantRates(times, weekend, shares, often))
    return rates, segments


def segmented_premia(contracts: Sequence[Terms]) -> tuple[Floats, Segments]:
    """(V, 3, 2, S) the premia by segment, and where the segments of the week begin.

    By contract, end, and whether the Saturday premium by frequency is paid, as shares of basic.
    """
    laid: dict[str, Floats] = {}  # most variants leave the windows alone: each is laid once
    keys = [[_key(terms, end) for end in ENDS] for terms in contracts]
    for terms, row in zip(contracts, keys, strict=True):
        for key, end in zip(row, ENDS, strict=True):
            if key not in laid:
                laid[key] = pay_model(terms).premia(end)
    cuts = [np.flatnonzero(np.diff(premia, axis=1).any(axis=0)) + 1 for premia in laid.values()]
    segments = np.unique(np.concatenate([np.zeros(1, np.int64), *cuts]))
    shares = {key: premia[:, segments] for key, premia in laid.items()}
    return np.array([[shares[key] for key in row] for row in keys]), segments


def _key(contract: Terms, end: End) -> str:
    """What the premia of a contract turn on, as a text."""
    terms = [term for term in pay_model(contract).premium_terms if contract.has(term)]
    return repr([contract.get(term).at(end) for term in terms])


def variant_pay(lines: SweepLines, rates: Sequence[VariantRates]) -> Iterator[dict[End, Floats]]:
    """Each variant's pay, (n,) pounds a year at the best guess and both ends."""
    pay = lines.offer
    for first in range(0, len(rates), BATCH):
        batch = np.array([rate.premia for rate in rates[first : first + BATCH]])
        worked = pay.hours @ batch.reshape(-1, batch.shape[-1]).T
        worked = worked.reshape(len(lines.before), *batch.shape[:-1])
        for k, rate in enumerate(rates[first : first + BATCH]):
            often = pay.saturdays >= rate.saturdays - CLOSE
            hours = np.where(often[:, None], worked[:, k, :, 1], worked[:, k, :, 0])
            yield {
                end: np.maximum(
                    rate.basic
                    * (
                        pay.proportional[end]
                        + rate.weekend * pay.weekend
                        + pay.hourly[end] * hours[:, e]
                    )
                    + pay.fixed[end],
                    pay.floor,
                )
                for e, end in enumerate(ENDS)
            }


def _swept(
    lines: SweepLines,
    offer: Terms,
    baseline: Terms,
    variants: tuple[Variant, ...],
    rates: Sequence[VariantRates],
) -> SweepResult:
    many, n = len(variants), len(lines.before)
    names = [doctor.grade for _, doctor in lines.doctors]
    grades, starts = np.unique(np.array(names), return_index=True)
    cost, gain, lose = (np.zeros((many + 2, 3)) for _ in range(3))
    points = np.zeros((many, len(QUANTILES)))
    by_grade = np.zeros((many, 3, len(grades)))
    first = np.zeros(n, np.int8)
    turned: npt.NDArray[np.int64] = np.full(n, -1, np.int64)
    for v, priced in enumerate(variant_pay(lines, rates)):
        for e, end in enumerate(ENDS):
            cost[v, e] = priced[end].sum()
            if v >= many:
                continue
            change = priced[end] - lines.before
            up, down = change >= PENNY, change <= -PENNY
            gain[v, e], lose[v, e] = np.count_nonzero(up), np.count_nonzero(down)
            if end != "value":
                continue
            points[v] = np.quantile(change, list(QUANTILES.values()))
            for k, figure in enumerate((priced[end], up, down)):
                by_grade[v, k] = np.add.reduceat(figure.astype(np.float64), starts)
            sign = up.astype(np.int8) - down.astype(np.int8)
            if v == 0:
                first = sign
            else:
                turned[(turned < 0) & (first * sign < 0)] = v
    slope = (cost[many + 1] - cost[many]) / POINT
    dearer = cost[:many] - cost[many]  # where nobody is paid, no rise costs anything
    worth = np.divide(dearer, slope, where=slope > 0, out=np.zeros_like(dearer))
    return SweepResult(
        offer,
        baseline,
        variants,
        lines.doctors,
        float(lines.before.sum()),
        cost[:many],
        gain[:many].astype(np.int64),
        lose[:many].astype(np.int64),
        points,
        tuple(grades.tolist()),
        np.add.reduceat(lines.before, starts),
        by_grade,
        worth,
        turned,
        first < 0,
    )
