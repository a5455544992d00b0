"""A page as text for a terminal."""

import io

from sevenday.reports.render.page import SIGN, Alarm, Page, Picture, Signatures

WIDE = 160
"""Columns of text where no terminal says how many it has."""


def as_text(page: Page, terminal: bool = False) -> str:
    """The page for people: tables to the terminal's width, colour only where there is one."""
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(file=buffer, width=None if terminal else WIDE, force_terminal=terminal)
    console.print(Text(page.title, style="bold"))
    for block in page.blocks:
        console.print()
        if isinstance(block, str):
            console.print(Text(block, style="bold" if isinstance(block, Alarm) else ""))
            continue
        if isinstance(block, Signatures):
            for role in block.roles:
                blanks = ", ".join(f"{name} ................" for name in SIGN)
                console.print(Text(f"{role}: {blanks}"))
            continue
        if isinstance(block, Picture):
            console.print(Text(f"{block.caption}: {block.says}"))
            continue
        if block.folded:
            console.print(Text(f"{block.caption}: {len(block.rows)}, in --format html and json."))
            continue
        table = RichTable(*block.columns, title=Text(block.caption), show_lines=block.lined)
        for row in block.rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"
