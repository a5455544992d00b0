"""Names that differ in case and spaces alone, and the name that was likely meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def folded(name: str) -> str:
    """A name without its case, and with single spaces: two of one are one name spelled twice."""
    return " ".join(name.casefold().split())


def nearest(name: str, known: Iterable[str], alike: float = 0.6) -> str:
    """The one of some names that another is likeliest to mean, case and spaces aside; "" for none.

    `alike`: how much of the two has to agree, from 0 to 1 (`difflib`).
    """
    by_fold = {folded(each): each for each in sorted(known)}
    near = get_close_matches(folded(name), by_fold, 1, alike)
    return by_fold[near[0]] if near else ""


def name_meant(name: str, known: Iterable[str]) -> str:
    """What is expected in the place of a name that is not known: the likeliest first."""
    known = list(known)
    by_fold = {folded(each): each for each in sorted(known)}
    words = f"one of {', '.join(by_fold.values())}" if by_fold else "none, for there is none"
    near = nearest(name, known)
    return f"{near!r}? It has to be {words}" if near else words
