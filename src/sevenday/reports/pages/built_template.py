"""A rolling template that was built, as a page: hours, pay, cost, what is open."""

from sevenday.reports.pages.patterns import pattern_blocks
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import one_in
from sevenday.solver.template.result import TemplateResult


def built_template_page(made: "TemplateResult") -> Page:
    """The template as a page."""
    line = made.line
    figures = [
        ("hours a week", f"{line.average_hours:.2f}"),
        ("without leave", f"{line.average_hours_without_leave:.2f}"),
        ("weekends", one_in(line.weekend_frequency)),
        ("nights", f"{made.nights} in {made.weeks} weeks"),
        *([("band", line.band)] if line.band else []),
        ("breaches", "none"),
    ]
    blocks: list[Block] = [
        made.summary(),
        Table("What comes out of it", ("what", "value"), figures),
    ]
    if made.pay:
        slips = [(slip.grade, f"{slip.total:,.2f}") for slip in made.pay]
        blocks.append(Table("Whole-time pay", ("grade", "pounds a year"), slips))
    levels = [(x.name, f"{x.cost}", f"{x.bound}", f"{x.gap:.1%}") for x in made.levels]
    blocks.append(
        Table("What it costs, most important first", ("aim", "cost", "at least", "gap"), levels)
    )
    blocks += pattern_blocks(made.patterns)
    if made.uncovered:
        places = [
            (p.day_name, p.need.service, p.need.shift, f"{p.need.min}", f"{p.there}")
            for p in made.uncovered
        ]
        heads = ("weekday", "service", "shift", "least", "there")
        blocks.append(Table("Open places", heads, places))
        blocks.append(_clash(made))
    blocks += [f"Note: {note}" for note in made.notes]
    blocks.append(f"{made.seconds:.1f} seconds, seed {made.seed}, {made.steps} steps.")
    if made.stopped:
        blocks.append("Stopped by you: this is the best template so far.")
    title = f"{made.hospital.name or 'The hospital'}: a template of {made.weeks} weeks"
    return Page(title, tuple(blocks))


def _clash(made: "TemplateResult") -> str:
    if not made.clash:
        return "What stands against the open places was not proved."
    return (
        f"These requirements conflict in {made.weeks} weeks, and without any one of them the "
        f"others can: {'; '.join(made.clash)}."
    )
