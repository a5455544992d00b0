"""Offers side by side as a page: cost, winners and losers, unsocial hours, limits, one term."""

from collections.abc import Sequence

from sevenday.reports.pages.offer import offer_blocks
from sevenday.reports.pages.offer_words import (
    at_best_guess,
    contract_and_date,
    counts,
    doctors_text,
    heading,
    signed,
)
from sevenday.reports.pages.sweeps import sweep_blocks
from sevenday.reports.pictures.week import week_picture
from sevenday.reports.render.page import Block, Heading, Page, Table
from sevenday.reports.render.words import plain
from sevenday.talks.comparison import Comparison
from sevenday.talks.gainers import who_gains
from sevenday.talks.pay_change import PayChange
from sevenday.talks.sweep_result import SweepResult

MOST_DOCTORS = 40
"""Doctors that a page names unless it is told how many; JSON and the frame have every one."""
PROTECTION_NOTE = (
    "Held: what keeping every loser at today's pay would cost for a year, the one-off part of a "
    "change with pay protection; it is not in the cost."
)
NOT_IN_IT = (
    "Pounds a year of gross pay. Employers' contributions, exception pay, fines and recruitment "
    "are not counted."
)
PARTS = {
    "saturday": "Saturday windows",
    "sunday": "Sunday windows",
    "night": "nights",
    "weekday": "weekday windows",
    "weekend": "weekend allowance",
    "band": "band supplement",
}


def compared_page(
    found: Comparison,
    swept: Sequence[tuple[str, SweepResult]],
    notes: Sequence[str],
    title: str,
    most: int = MOST_DOCTORS,
) -> Page:
    """The comparison as a page, and each sweep after it. `most`: doctors that it names."""
    base = found.baseline
    many = len(found.doctors)
    blocks: list[Block] = [
        *found.years_apart,
        *(who_gains(one, found.is_years_apart(one)) for one in found.offers),
        f"{doctors_text(many)} cost £{base.cost:,.2f} a year under "
        f"{contract_and_date(base.terms)}.",
        _costs(found),
        f"{NOT_IN_IT} {PROTECTION_NOTE}",
        *(f"Note: {note}" for note in notes if note not in found.years_apart),
    ]
    for one in found.offers:
        blocks += offer_blocks(one, found)
    blocks += [Heading("Unsocial hours, day by day"), _unsocial(found), _hours_note(found)]
    blocks += [Heading("Hours and limits"), _limits(found)]
    blocks += [Heading("Pay by element"), _elements(found)]
    for term, each in swept:
        blocks += sweep_blocks(term, each)
    blocks += [Heading("Doctor by doctor"), _people(found, most)]
    weeks = (week_picture(one.terms) for one in (base, *found.offers))
    blocks += [picture for picture in weeks if picture]
    return Page(f"{title}: offers side by side", tuple(blocks))


def cost_by_grade(found: Comparison) -> Table:
    """What each offer costs more or less than the baseline, by grade, and who gains or loses."""
    rows = [
        (
            one.terms.id,
            change.group,
            f"{change.doctors}",
            signed(change),
            counts(change, "gain"),
            counts(change, "lose"),
        )
        for one in found.offers
        for change in (*one.grades, one.everyone)
    ]
    columns = ("offer", "grade", "doctors", "cost, £ a year", "gain", "lose")
    return Table(f"Cost against {found.baseline.terms.id}", columns, rows)


def _protection_cost(change: PayChange) -> str:
    protection = change.protection_cost
    text = f"{protection['value']:,.0f}"
    if change.ranged:
        text += f"\n{protection['high']:,.0f} to {protection['low']:,.0f}"
    return text


def _costs(found: Comparison) -> Table:
    """Each offer's cost against the baseline's and its envelope."""
    rows = []
    for one in found.offers:
        all_ = one.everyone
        room = "not stated"
        if one.envelope is not None and one.over is not None:
            room = f"{one.envelope:,.0f}\n{one.over:+,.0f}"
            if (one.low < one.high).any():
                low, high = (total.sum() - one.envelope for total in (one.low, one.high))
                room += f"\n{low:+,.0f} to {high:+,.0f}"
        rows.append(
            (
                one.terms.id,
                f"{one.cost:,.0f}",
                signed(all_),
                f"{all_.share:+.1%}",
                counts(all_, "gain"),
                counts(all_, "lose"),
                _protection_cost(all_),
                room,
            )
        )
    ranged = _ranged(found)
    change, gain, lose, protection = (
        heading(name, ranged) for name in ("change", "gain", "lose", "held")
    )
    room = "envelope"
    if any(one.envelope is not None for one in found.offers):
        room = heading("envelope\nover it", ranged)
    columns = ("offer", "£ a year", change, "share", gain, lose, protection, room)
    return Table("What each offer costs", columns, rows, lined=True)


def _unsocial(found: Comparison) -> Table:
    """What Saturdays, Sundays, nights and weekends earn, apart."""
    sides = (found.baseline, *found.offers)
    parts = [part for part in PARTS if any(part in side.parts for side in sides)]
    rows = []
    for side in sides:
        cells = []
        for part in parts:
            if part not in side.parts:
                cells.append("-")
                continue
            text = f"{side.parts[part].sum():,.0f}"
            if part in side.part_hours:
                text += f"\n{side.part_hours[part].sum():,.1f}"
            cells.append(text)
        rows.append((side.terms.id, *cells))
    hourly = {part for side in sides for part in side.part_hours}
    heads = (PARTS[part] + "\nhours a week" * (part in hourly) for part in parts)
    caption = "What unsocial hours earn, £ a year, and the hours a week that earn it, all doctors"
    caption += at_best_guess(_ranged(found))
    return Table(caption, ("contract", *heads), rows, lined=True)


def _hours_note(found: Comparison) -> str:
    banded = any("band" in side.parts for side in (found.baseline, *found.offers))
    text = "An hour is in the window that pays for it: an hour of a Saturday night is a night hour."
    return text + " A band's supplement pays the whole rota and tells no hour apart." * banded


def _limits(found: Comparison) -> Table:
    """Lines that break each contract's own limits."""
    rows = []
    for side in (found.baseline, *found.offers):
        limits = side.limits
        if limits is None:
            rows.append((side.terms.id, "-", "-", "-", "no limits in it"))
            continue
        broken = "; ".join(f"{plain(rule)}: {n}" for rule, n in limits.breaches.items())
        rows.append(
            (
                side.terms.id,
                f"{limits.broken} of {limits.lines}",
                f"{limits.average_hours:.2f}",
                f"{limits.most_hours:.2f}",
                broken or "none",
            )
        )
    columns = ("contract", "lines with a breach", "hours a week", "most", "lines that break it")
    return Table("The same lines under each contract's limits", columns, rows)


def _elements(found: Comparison) -> Table:
    """Mean pay by grade and element under each contract."""
    sides = (found.baseline, *found.offers)
    names = [
        name
        for name in dict.fromkeys(name for side in sides for name in side.by_element)
        if any(side.by_element[name].any() for side in sides if name in side.by_element)
    ]
    rows = []
    for g, grade in enumerate(found.offers[0].grades):
        for side in sides:
            change = side.grades[g]
            cells = [f"{change.after_by.get(n, 0.0) / change.doctors:,.0f}" for n in names]
            mean = change.after / change.doctors
            rows.append((grade.group, side.terms.id, *cells, f"{mean:,.0f}"))
    columns = ("grade", "contract", *map(plain, names), "total")
    return Table(f"Mean pay by element, £ a year{at_best_guess(_ranged(found))}", columns, rows)


def _people(found: Comparison, most: int) -> Table:
    """Doctors with their pay under each contract: all, or those whose pay moves most."""
    many = len(found.doctors)
    last = found.offers[-1]
    named = ": all of them" if most else ""
    shown = list(range(many))
    if many > most:
        order = last.pays.change["value"].argsort(kind="stable").tolist()
        shown = [*order[: most - most // 2], *order[many - most // 2 :]]
        named = (
            f": of {many}, those who lose most and gain most under {last.terms.id}, in that order "
            "(--doctors says how many; JSON has every one)"
        )
    rows = []
    for i in shown:
        hospital, doctor = found.doctors[i]
        cells = []
        for one in found.offers:
            text = f"{one.pay[i]:,.2f}\n{one.pays.change['value'][i]:+,.2f}"
            if one.low[i] < one.high[i]:
                text += f"\n{one.low[i]:,.0f} to {one.high[i]:,.0f}"
            cells.append(text)
        where = doctor.service or hospital
        rows.append((doctor.name, doctor.grade, where, f"{found.baseline.pay[i]:,.2f}", *cells))
    offers = (
        heading(f"{one.terms.id}\nchange", bool((one.low < one.high).any())) for one in found.offers
    )
    columns = ("doctor", "grade", "where", found.baseline.terms.id, *offers)
    return Table(f"Pay and its change, £ a year{named}", columns, rows, lined=True)


def _ranged(found: Comparison) -> bool:
    """Whether any contract here is not fully known."""
    return any((one.low < one.high).any() for one in (found.baseline, *found.offers))
