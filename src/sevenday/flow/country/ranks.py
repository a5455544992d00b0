"""Ranks with intervals: what is not known of a figure is not known of its place either."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]

DRAWS = 2000
LOW, HIGH = 0.05, 0.95


def ranks_of(figures: Floats) -> Ranks:
    """(n, ...) ranks along the first axis: 1 is the highest figure; equals go by their order."""
    order = np.argsort(-figures, axis=0, kind="stable")
    ranks = np.empty_like(order)
    places = np.arange(1, len(figures) + 1).reshape(-1, *([1] * (figures.ndim - 1)))
    np.put_along_axis(ranks, order, np.broadcast_to(places, order.shape), axis=0)
    return ranks


def rank_intervals(draws: Floats) -> tuple[Ranks, Ranks, Ranks]:
    """The rank by mean of each of n, and the ends of its 90 % interval over (n, R) draws."""
    each = ranks_of(draws)
    low, high = np.quantile(each, [LOW, HIGH], axis=1, method="inverted_cdf")
    middle = ranks_of(draws.mean(axis=1))
    return (
        middle,
        np.minimum(low.astype(np.int64), middle),
        np.maximum(high.astype(np.int64), middle),
    )


def places_known(values: Floats, seed: int = 1) -> tuple[float, float, int]:
    """Within how many places one month ranks a trust, and all months together; how many those are.

    Half the mean width of the 95 % interval of a trust's rank. A trust's months are taken as its
    mean and noise about it, the country's month taken out, as independent: which flatters many
    months.

    Parameters
    ----------
    values
        (n, m) a figure by trust and month, without gaps.
    seed
        Of the draws.
    """
    trusts, months = values.shape
    deviations = values - values.mean(axis=0)
    mean = deviations.mean(axis=1)
    noise = np.sqrt(((deviations - mean[:, None]) ** 2).sum() / (trusts * (months - 1)))
    random = np.random.default_rng(seed)
    widths = []
    for many in (1, months):
        drawn = mean[:, None] + random.normal(size=(trusts, DRAWS)) * noise / np.sqrt(many)
        low, high = np.quantile(ranks_of(drawn), [0.025, 0.975], axis=1)
        widths.append(float((high - low).mean()) / 2)
    return widths[0], widths[1], months
