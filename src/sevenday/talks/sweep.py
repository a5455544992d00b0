"""One term at a time: what each value of it costs, who gains, who loses, and who turns.

The rotas are read once (`sevenday.talks.linear_pay`): a thousand variants over a country's doctors
are then arrays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.errors import InputError
from sevenday.model import Hospital
from sevenday.pay.line_work import CLOSE, Floats, share_of
from sevenday.pay.models.window_hours import PremiumWindows, lay_windows
from sevenday.pay.models.windows import SATURDAY_OFTEN
from sevenday.talks.linear_pay import ANY_HOUR, LinearPay, Segments, read_linear_pay
from sevenday.talks.pay_change import PENNY, QUANTILES
from sevenday.talks.sweep_result import SweepResult
from sevenday.talks.variant import OFTEN, WINDOWS, Variant, apply_variant, basic_rise

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
    use: str | None = None,
) -> SweepResult:
    """Price variants of an offer over every doctor that it and the baseline pay.

    `reference`: the variant against which each is worth so many points on basic pay (default: the
    offer as it stands). Pounds are pounds a year, not rounded by element. Raises InputError for no
    variant, for one that does not fit the offer, and for an offer that pays by bands.
    """
    many = (hospitals,) if isinstance(hospitals, Hospital) else tuple(hospitals)
    if not variants:
        raise InputError("there is no variant to sweep")
    if offer.pay_model not in ("premium_windows", "nodal"):
        raise InputError(f"{offer.id} pays by bands, which no term here changes: sweep an offer")
    against = reference or Variant()
    rise = basic_rise(offer)
    dearer = replace(against, basic=(rise if against.basic is None else against.basic) + POINT)
    to_price = (*variants, against, dearer)
    contracts = [apply_variant(offer, variant) for variant in to_price]
    rises = [1.0 if v.basic is None else (1 + v.basic) / (1 + rise) for v in to_price]
    times = [1.0 if v.weekend is None else v.weekend for v in to_price]
    at, premia = premia_of(contracts)
    pay = read_linear_pay(many, offer, baseline, at, use)
    if not pay.doctors:
        raise InputError(f"no doctor here is paid by both {offer.id} and {baseline.id}")
    return _swept(pay, offer, baseline, tuple(variants), contracts, rises, times, premia)


def premia_of(contracts: Sequence[Terms]) -> tuple[Segments, Floats]:
    """The segments that the contracts' windows cut the week into, and (V, 3, 2, S) the premia.

    By contract, end, and whether the Saturday premium by frequency is paid, as shares of basic.
    """
    if contracts[0].pay_model == "nodal":
        rates = [[c.get("pay.night_rate").at(end) for end in ENDS] for c in contracts]
        return ANY_HOUR, np.repeat(np.array(rates, float)[:, :, None, None], 2, axis=2)
    known: dict[str, PremiumWindows] = {}
    keys = [[_key(c, end) for end in ENDS] for c in contracts]
    for contract, row in zip(contracts, keys, strict=True):
        for key, end in zip(row, ENDS, strict=True):
            if key not in known:
                known[key] = lay_windows(contract, end)
    cuts = [np.flatnonzero(np.diff(w.week, axis=1).any(axis=0)) + 1 for w in known.values()]
    at = np.unique(np.concatenate([ANY_HOUR, *cuts]))
    shares = {key: np.append(w.shares, 0.0)[w.week[:, at]] for key, w in known.items()}
    return at, np.array([[shares[key] for key in row] for row in keys])


def _key(contract: Terms, end: End) -> str:
    """What the windows of a contract turn on, as a text."""
    terms = [term for term in (WINDOWS, OFTEN) if contract.has(term)]
    return repr([contract.get(term).at(end) for term in terms])


def variant_pay(
    pay: LinearPay,
    contracts: Sequence[Terms],
    rises: Sequence[float],
    times: Sequence[float],
    premia: Floats,
) -> Iterator[dict[End, Floats]]:
    """Each variant's pay, (n,) pounds a year at the best guess and both ends."""
    least = [
        share_of(c.value(SATURDAY_OFTEN)) if c.has(SATURDAY_OFTEN) else np.inf for c in contracts
    ]
    for first in range(0, len(contracts), BATCH):
        batch = premia[first : first + BATCH]
        worked = pay.hours @ batch.reshape(-1, batch.shape[-1]).T
        worked = worked.reshape(len(pay.before), *batch.shape[:-1])
        for k in range(len(batch)):
            paid = pay.saturdays >= least[first + k] - CLOSE
            yield {
                end: np.maximum(
                    rises[first + k]
                    * (
                        pay.proportional[end]
                        + times[first + k] * pay.weekend
                        + pay.hourly[end] * np.where(paid, worked[:, k, e, 1], worked[:, k, e, 0])
                    )
                    + pay.fixed[end],
                    pay.floor,
                )
                for e, end in enumerate(ENDS)
            }


def _swept(
    pay: LinearPay,
    offer: Terms,
    baseline: Terms,
    variants: tuple[Variant, ...],
    contracts: list[Terms],
    rises: list[float],
    times: list[float],
    premia: Floats,
) -> SweepResult:
    many, n = len(variants), len(pay.before)
    names = [doctor.grade for _, doctor in pay.doctors]
    grades, starts = np.unique(np.array(names), return_index=True)
    cost, gain, lose = (np.zeros((many + 2, 3)) for _ in range(3))
    points = np.zeros((many, len(QUANTILES)))
    by_grade = np.zeros((many, 3, len(grades)))
    first = np.zeros(n, np.int8)
    turned: npt.NDArray[np.int64] = np.full(n, -1, np.int64)
    for v, priced in enumerate(variant_pay(pay, contracts, rises, times, premia)):
        for e, end in enumerate(ENDS):
            cost[v, e] = priced[end].sum()
            if v >= many:
                continue
            change = priced[end] - pay.before
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
        pay.doctors,
        float(pay.before.sum()),
        cost[:many],
        gain[:many].astype(np.int64),
        lose[:many].astype(np.int64),
        points,
        tuple(grades.tolist()),
        np.add.reduceat(pay.before, starts),
        by_grade,
        worth,
        turned,
        first < 0,
    )
