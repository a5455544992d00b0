"""What the law says of a walkout: its steps, its rules, and what may be used as cover."""

from sevenday.clock import short_time
from sevenday.model.walkout import STOPPED, Walkout
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty
from sevenday.walkout.law.lawful_cover import changes_within, may_cover
from sevenday.walkout.law.notice import ActionNotice
from sevenday.walkout.result import NoticeResult


def notice_page(result: NoticeResult) -> Page:
    """What the law says of a walkout, where there is no rota to plan on."""
    walkout, notice = result.walkout, result.notice
    blocks: list[Block] = [
        action_words(walkout),
        notice.summary(),
        "No rota.csv and cover.csv are there, so that no cover is planned.",
        steps_table(notice),
        lawful_table(walkout, notice.nation),
        rules_table(notice),
    ]
    return Page(f"{result.name}: notice of the walkout", tuple(blocks))


def action_words(walkout: Walkout) -> str:
    """Each union's action: what is withheld when, of which services, and what is exempt."""
    return " ".join(_one_action(action) for action in walkout.actions)


def _one_action(action: Walkout) -> str:
    kinds = {action.withheld(window) for window in action.windows}
    spans = [
        f"{short_time(w.start)} to {short_time(w.end)}"
        + (f" ({_kind(action.withheld(w))})" if len(kinds) > 1 else "")
        for w in action.windows
    ]
    kind = "action by window" if len(kinds) > 1 else _kind(*kinds)
    parts = [f"{action.union or 'A union that is not named'}, {kind}, {'; '.join(spans)}"]
    if action.state in STOPPED:
        parts.append(f"This action is {action.state.replace('-', ' ')}: nobody is out for it")
    if action.services:
        parts.append(f"Called out in {', '.join(action.services)} only")
    for each in action.exempt:
        shifts = f" {', '.join(each.shifts)}" if each.shifts else ""
        parts.append(
            f"Derogation {each.state}: {each.service}{shifts}, {short_time(each.start)} to "
            f"{short_time(each.end)}"
        )
    return ". ".join(parts) + "."


def _kind(action: str) -> str:
    return f"{action.replace('-', ' ')} action"


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
    first = walkout.span[0].date()
    rows = [(one.sentence, certainty(one.certainty)) for one in may_cover(first, nation)]
    rows += [
        (f"{kind} changes on {day}, inside the walkout", "")
        for kind, day in changes_within(walkout, nation)
    ]
    return Table("What may lawfully be used as cover", ("cover", "certainty"), rows)
