"""What payroll deducts for a duty that was struck, by grade and shift; no names."""

from dataclasses import replace

from sevenday.reports.render.page import Block, Page, Table
from sevenday.walkout.law.deductions import Deduction, RateCard


def rate_card_page(hospital: str, card: RateCard) -> Page:
    """What payroll deducts for a duty that was struck, by grade and shift; no names."""
    months = list(dict.fromkeys(month for line in card.lines for month, _ in line.by_month))
    alike: dict[Deduction, list[str]] = {}
    for line in card.lines:
        alike.setdefault(replace(line, shift=""), []).append(line.shift)
    rows = [
        (
            line.grade,
            ", ".join(shifts),
            f"{line.hours:g}",
            f"{line.salary:,.2f}",
            f"{line.by_year:,.2f}",
            "-" if line.by_hours is None else f"{line.by_hours:,.2f}",
            f"{line.most:,.2f}",
            *(f"{dict(line.by_month)[month]:,.2f}" for month in months),
        )
        for line, shifts in alike.items()
    ]
    columns = (
        "grade",
        "shifts",
        "hours",
        "salary £",
        "a 365th £",
        "by hours £",
        "the lower £",
        *(f"by month {month} £" for month in months),
    )
    in_use = {"year": "the column 'the lower'", "month": "the column 'by month'"}[card.method]
    blocks: list[Block] = [f"In use on the first day of action: {in_use}."]
    blocks += [Table("Pounds for one duty, by grade and shift", columns, rows), *card.notes]
    return Page(f"{hospital}: pay deducted for a duty struck", tuple(blocks))
