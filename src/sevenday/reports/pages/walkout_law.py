"""What the law says of a walkout: its steps, its rules, and what may be used as cover."""

from sevenday.model.walkout import Walkout
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty
from sevenday.walkout.law.lawful_cover import changes_within, may_cover
from sevenday.walkout.law.notice import ActionNotice
from sevenday.walkout.result import NoticeResult


def notice_page(result: NoticeResult) -> Page:
    """What the law says of a walkout, where there is no rota to plan on."""
    walkout, notice = result.walkout, result.notice
    blocks: list[Block] = [
        notice.summary(),
        "No rota.csv and cover.csv are there, so that no cover is planned.",
        steps_table(notice),
        lawful_table(walkout, notice.nation),
        rules_table(notice),
    ]
    return Page(f"{result.name}: notice of the walkout", tuple(blocks))


def steps_table(notice: ActionNotice) -> Table:
    """By when each step of the plan has to be done."""
    rows = [(step.by.replace("T", " "), step.step) for step in notice.deadlines]
    return Table("Steps, and the latest date of each", ("by", "step"), rows)


def rules_table(notice: ActionNotice) -> Table:
    """Which rules of which Act apply, and how sure that is."""
    rows = [(rule.act, rule.rule, certainty(rule.certainty)) for rule in notice.rules]
    return Table("The rules that apply", ("Act", "rule", "certainty"), rows)


def lawful_table(walkout: Walkout, nation: str) -> Table:
    """What may be used as cover on the first day, and what of it changes before the last."""
    first = walkout.windows[0].start.date()
    rows = [(one.sentence, certainty(one.certainty)) for one in may_cover(first, nation)]
    rows += [
        (f"{kind} changes on {day}, inside the walkout", "")
        for kind, day in changes_within(walkout, nation)
    ]
    return Table("What may lawfully be used as cover", ("cover", "certainty"), rows)
