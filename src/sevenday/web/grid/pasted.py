"""A block of text as Excel copies it, laid over a rota from a cell on."""

from collections.abc import Iterator
from datetime import date, timedelta

from sevenday.errors import Fault, InputError
from sevenday.model.absence import canonical
from sevenday.web.rotas.drafts import CellEdit
from sevenday.web.rotas.matrix import DraftMatrix


def pasted_cells(now: DraftMatrix, text: str, doctor: int, day: date) -> Iterator[CellEdit]:
    """The cells that a block would change, its first cell at a doctor and a date.

    Raises InputError where it is larger than the rota from there on.
    """
    keys = list(now.row)
    block = [line.split("\t") for line in text.replace("\r", "").rstrip("\n").split("\n")]
    top, left = keys.index(doctor), now.column(day)
    if top + len(block) > len(keys) or left + max(map(len, block)) > now.period.days:
        rows, columns = len(keys) - top, now.period.days - left
        found = f"{len(block)} rows of {max(map(len, block))} cells"
        what = "larger than the rota from there on"
        raise InputError(
            Fault(what, found=found, expected=f"{rows} of {columns} at most", code="extra-cells")
        )
    for key, line in zip(keys[top:], block, strict=False):
        for k, word in enumerate(line):
            then = day + timedelta(days=k)
            seen, after = now.text_at(key, then), canonical(word.strip().replace("–", ""))
            if seen != after:
                yield CellEdit(key, then, seen, after)
