"""Write docs/patterns.md and its pictures from the patterns' data and the examples beside this.

`make docs` runs it; a test fails where the page, a picture or an example is out of step.
"""

import tomllib
from pathlib import Path

from sevenday.patterns.catalogue import ELSEWHERE, Catalogue, Pattern, catalogue
from sevenday.patterns.classes import CLASSES
from sevenday.reports.render.svg import FILLS, Drawing

HERE = Path(__file__).parent
FOLDER = HERE / "patterns"
EXAMPLES = tomllib.loads((HERE / "pattern_examples.toml").read_text("utf-8"))
MADE = "<!-- Made by docs/generate_patterns.py from the data: do not edit by hand. -->\n"
KEY = {"E": "early", "L": "late", "X": "long day", "N": "night", "A": "leave", "S": "study"}
LEFT, WIDE, HIGH = 74.0, 19.5, 15.0


def picture(pattern: Pattern) -> str:
    """A line with the pattern above one without, from a Monday."""
    unwanted, rather = EXAMPLES[pattern.name]
    letters = [letter for letter in KEY if letter in unwanted + rather]
    says = f"Unwanted: {unwanted}. Rather: {rather}. {pattern.says}."
    fills = [FILLS[list(KEY).index(letter)] for letter in letters]
    drawing = Drawing(pattern.name, says, fills)
    drawing.key([KEY[letter] for letter in letters])
    days = max(len(unwanted), len(rather))
    for day in range(days):
        x = LEFT + day * WIDE
        drawing.text(x + WIDE / 2, drawing.height + 7, "MTWTFSS"[day % 7], "middle", 7.5)
        if day % 7 > 4:
            drawing.shade(x, drawing.height + 10, WIDE, 2 * HIGH + 6, "#eeeeee")
    drawing.height += 12
    for name, line in (("unwanted", unwanted), ("rather", rather)):
        drawing.text(0, drawing.height + HIGH - 4, name, size=10)
        for day, letter in enumerate(line):
            x = LEFT + day * WIDE
            if letter != "-":
                fill, middle = letters.index(letter), x + (WIDE - 1) / 2
                drawing.bar(x, drawing.height, WIDE - 1, HIGH - 1, fill)
                drawing.letters([middle], drawing.height + HIGH - 4, letter, fill, 9)
        drawing.height += HIGH + 4
    return drawing.done().svg + "\n"


def page(known: Catalogue) -> str:
    """The page of every pattern: what it counts, its weight by preset, who says so, a picture."""
    presets = "\n".join(f"| `{p.name}` | {p.says} |" for p in known.presets.values())
    parts = [
        "# Patterns: what doctors ask of a rota beyond the law\n",
        MADE,
        INTRODUCTION.format(classes=", ".join(CLASSES)),
        f"## Presets\n\n| preset | what it does |\n| --- | --- |\n{presets}\n",
        "## Each pattern\n",
    ]
    parts += [_section(known, p) for p in known.patterns.values() if p.kind != ELSEWHERE]
    rows = [
        f"| `{p.name}` | {p.says} | {p.instead} | {_source(p)} |"
        for p in known.patterns.values()
        if p.kind == ELSEWHERE
    ]
    parts.append(
        "## Asked for elsewhere\n\nThese are no patterns of a line of duties. A weight for one is "
        "refused, with the place where it is asked for.\n\n| name | what | where | source |\n"
        "| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n"
    )
    return "\n".join(parts)


def _section(known: Catalogue, pattern: Pattern) -> str:
    weights = ", ".join(f"{p.name} {p.weight(pattern):g}" for p in known.presets.values())
    lines = [f"### {pattern.name}\n", f"Counts {pattern.says}.\n"]
    if pattern.name in EXAMPLES:
        lines.append(f"![{pattern.says}](patterns/{pattern.name}.svg)\n")
    lines.append(f"- weight: {weights}")
    if pattern.days:
        ways = "; ".join(", ".join(f"`{day}`" for day in days) for days in pattern.days)
        lines.append(f"- days one after another: {ways}")
    if pattern.complaint:
        lines.append(f"- in `check --patterns`: {pattern.complaint}")
    if pattern.also:
        lines.append(f"- older name, in `[build] weights`: `{pattern.also}`")
    if pattern.against:
        lines.append(f"- pulls against: {', '.join(f'`{name}`' for name in pattern.against)}")
    return "\n".join([*lines, f"- source: {_source(pattern)}\n"])


def _source(pattern: Pattern) -> str:
    sure = "**unconfirmed**" if pattern.certainty == "unconfirmed" else pattern.certainty
    return f"{pattern.source} ({sure}, {pattern.evidence})"


INTRODUCTION = """\
A lawful rota may still be one that nobody would thank you for. A pattern counts what is unwanted
in a line: single nights, weekends running, a night that ends on the first day of leave. `build`
avoids patterns by weight, below cover, requests and fair shares; in a rota and in a template alike.
`check --patterns` counts them in any rota.

```toml
[build]
preset = "life_first"
patterns = {{ quick_return = 20, weekends_in_row = "required", regular_mix = 0 }}

[[build.sequence]]
name = "no late before a clinic"
days = ["late", "CL"]
weight = 2
```

- `patterns` says over the preset: a weight from 0 to 100, or `"required"`: then there is none in
  the rota, and a place is left open rather. A name that is none is refused with the nearest.
- `[[build.sequence]]` is a pattern of your own: days one after another, each a class ({classes})
  or a shift's code, with `not` before it, `and` or `or` between two, and `on Sat-Sun` after it;
  `weight` (1) or `required = true`. With leave or study in it, one day may be of duty.
- A run that is too long weighs once its weight on the first day too many, twice on the second and
  three times on each further one. Each other pattern weighs its weight each time.
- A day off is a day without a duty, leave among them. The days before a rota's history are taken
  as off. A duty that is no night is late from 12:00 on; else it is day. What is a night, a long
  day and a weekend goes by the contract.
- Patterns about leave, study and the dates of posts have no meaning in a template, which has none.
- Evidence: E1 trial or meta-analysis, E2 register or survey study, E3 expert consensus, E4 custom.
  Weights are ours, and unconfirmed.

What pulls one way pulls against another: fewer nights in a block are more blocks and more rest
after nights, so fewer weekdays for training; days off in pairs make longer strings.

The result of `build` has each pattern's count, in text and in JSON (`patterns`), and the additive
risk index of each line ([what it is](commands/check.md#patterns)).
"""


def pages() -> dict[Path, str]:
    """Every file that this writes."""
    known = catalogue()
    return {HERE / "patterns.md": page(known)} | {
        FOLDER / f"{name}.svg": picture(known.patterns[name]) for name in EXAMPLES
    }


def main() -> None:
    """Write the page and its pictures."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
