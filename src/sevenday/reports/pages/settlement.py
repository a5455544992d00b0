"""The deals that both sides could accept, as a page: the same for both, and advice to neither."""

from collections.abc import Iterator, Sequence

from sevenday.reports.pictures.talks import frontier_picture
from sevenday.reports.render.page import Block, Heading, Page, Table
from sevenday.talks.back_pay import DAYS_A_YEAR
from sevenday.talks.frontier import evenly
from sevenday.talks.ratify import RatificationChance, WaitingCost
from sevenday.talks.settle import Deal, Settlement
from sevenday.talks.sweep_result import BEST, HIGH, LOW, SweepResult

MOST_DEALS = 41
"""Deals of the frontier that a page lists; JSON has more."""
WHOSE = (
    "Weights, reservations and best values are those of the file, for either side to edit: what "
    "follows is as good as they are. Worth runs from 0, the worst on every term, to 1, the best."
)


def settled_page(
    found: Settlement,
    chance: RatificationChance,
    waiting: Sequence[WaitingCost],
    priced: SweepResult | None = None,
) -> Page:
    """The settlement as a page. `priced`: each named deal on a rota, in the order of `deals`."""
    lead, *_ = found.summary().splitlines()
    note = [found.table.note] if found.table.note else []
    blocks: list[Block] = [lead, *note, frontier_picture(found), WHOSE, *_wants(found)]
    blocks += [Heading("Deals with a name"), _deals(found), *_moves(found)]
    if priced is not None:
        blocks += _priced(found, priced)
    blocks += [Heading("The frontier"), _frontier(found)]
    blocks += [Heading("Would members accept it, and what does waiting cost?"), chance.sentence]
    blocks += [each.sentence for each in waiting]
    return Page("What could be settled", tuple(blocks))


def deals(found: Settlement) -> dict[str, Deal]:
    """The deals that have a name: the points of the theory, and the smallest move of each side."""
    points = {
        "Nash": found.nash,
        "asymmetric Nash": found.asymmetric,
        "Kalai-Smorodinsky": found.kalai_smorodinsky,
    }
    moves = {f"smallest move of {move.side} alone": move.deal for move in found.moves}
    return {name: deal for name, deal in points.items() if deal is not None} | moves


def _wants(found: Settlement) -> Iterator[Block]:
    """The terms on the table, and what each side is taken to want of them."""
    sides = found.table.sides
    rows = []
    for term in found.table.terms:
        span = ", ".join(f"{value:g}" for value in term.values) or f"{term.low:g} to {term.high:g}"
        cells = [f"weight {s.weights[term.id]:g}, best at {s.best[term.id]:g}" for s in sides]
        rows.append((term.id, term.says, span, *cells))
    columns = ("term", "what", "from, to", *(side.name for side in sides))
    yield Table("What each side is taken to want: edit the file", columns, rows)
    rows = [(s.name, f"{s.reservation:g}", f"{s.power:g}") for s in sides]
    columns = ("side", "worth", "power")
    caption = "What no deal is worth to each, and its power in the asymmetric point"
    yield Table(caption, columns, rows)


def _cells(found: Settlement, deal: Deal) -> tuple[str, ...]:
    values = (f"{deal.values[term.id]:.4g}" for term in found.table.terms)
    return (*values, *(f"{worth:.4f}" for worth in deal.utilities))


def _columns(found: Settlement) -> tuple[str, ...]:
    worth = (f"worth to {side.name}" for side in found.table.sides)
    return (*(term.id for term in found.table.terms), *worth)


def _deals(found: Settlement) -> Table:
    rows = [(name, *_cells(found, deal)) for name, deal in deals(found).items()]
    return Table(
        "Points of the theory, and the least that each could move", ("deal", *_columns(found)), rows
    )


def _moves(found: Settlement) -> Iterator[str]:
    """How far each side alone would have to move, with the other standing still."""
    for move in found.moves:
        short = (
            f", and {move.gives_up:.4f} less than what it has without a deal"
            if move.gives_up > 0
            else ""
        )
        yield (
            f"{move.side} alone, the other side standing still at what it has without a deal: its "
            f"smallest move that makes a deal leaves it {move.from_best:.4f} under its own "
            f"best{short}."
        )


def _frontier(found: Settlement) -> Table:
    many = len(found.frontier)
    shown = evenly(many, MOST_DEALS).tolist()
    rows = [_cells(found, found.frontier[k]) for k in shown]
    caption = "Nobody can do better than these without the other doing worse"
    caption += f": {len(shown)} of {many} deals" * (many > len(shown))
    return Table(caption, _columns(found), rows)


def _priced(found: Settlement, priced: SweepResult) -> Iterator[Block]:
    """What each named deal would cost on a rota, the rest of the offer as it stands."""
    rows = []
    for v, name in enumerate(deals(found)):
        low, high = priced.cost[v, [LOW, HIGH]]
        unknown = f"{low:,.0f} to {high:,.0f}" if low < high else ""
        rows.append(
            (
                name,
                f"{priced.cost[v, BEST]:,.0f}",
                unknown,
                f"{priced.cost[v, BEST] - priced.before:+,.0f}",
                f"{priced.gain[v, BEST]}",
                f"{priced.lose[v, BEST]}",
            )
        )
    hospitals = ", ".join(dict.fromkeys(hospital for hospital, _ in priced.doctors))
    yield (
        f"On {hospitals}, {len(priced.doctors)} doctors: each deal put into {priced.offer.id}, all "
        f"its other terms as they stand, against {priced.baseline.id}."
    )
    columns = (
        "deal",
        "£ a year",
        "low to high",
        f"against {priced.baseline.id}",
        "gain",
        "lose",
    )
    yield Table("What each deal would cost on this rota", columns, rows)
    yield (
        f"A day's pay of all these doctors, a 365th of a year's under {priced.baseline.id}, is "
        f"£{priced.before / DAYS_A_YEAR:,.0f}: what a strike day of all of them would cost them."
    )
