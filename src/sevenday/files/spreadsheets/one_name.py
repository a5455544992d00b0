"""Names of a book that may be one doctor's: asked about, and taken as one until it is answered."""

from datetime import date

from sevenday.files.spreadsheets.reading import Reading
from sevenday.model.names import alike


def ask_about_alike(reading: Reading) -> None:
    """Ask about alike names that never work on one date.

    The reading is one doctor; where both have a line in one block it is two, for whoever wrote it
    gave each a line.
    """
    contents = reading.contents
    on: dict[str, set[date]] = {}
    for (name, day), (text, _) in contents.cells.items():
        if text:
            on.setdefault(name, set()).add(day)
    for first, second, how in list(alike(on)):
        if first not in on or second not in on or on[first] & on[second]:
            continue
        one, other = sorted((first, second), key=list(contents.doctors).index)
        apart = any({one, other} <= names for names in reading.blocks)
        taken = "as another doctor than" if apart else "as"
        says = f"{other!r} is taken {taken} {one!r} at {contents.doctors[one]}"
        contents.ask(
            contents.doctors[other],
            f"{says}: the names differ {how}, and never work on one date",
        )
        if apart:
            contents.apart |= {one, other}
        else:
            contents.merge(one, other)
            on[one] |= on.pop(other)
