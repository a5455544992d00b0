"""Doctors' names as people write them: when two are one name, and when they may be one doctor.

The reading is that of docs/readings.md, Names.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

APOSTROPHES = re.compile(r"['`\u00b4\u02bc\u2018\u2019\u201b\u2032\uff07]")
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
TITLES = re.compile(r"(?:(?:dr|mr|mrs|ms|miss|mx|prof|professor|doctor)[\s.]+)+(?=\S)")
POST = re.compile(r"(?<=[^\W\d_])(?=[A-Z]\b)|(?<=[^\W\d_])(?=\d)")
"""Where the number or letter of a post begins: SHO2, RegB."""
SHORTEST = 4
"""Letters at least of a name that a slip of one may spoil, beside another word one fewer."""
SHOWN = 8
"""Names that a sentence lists."""


def name_key(name: str) -> str:
    """A name as it is compared: composed, without case, titles, spaces, dots, apostrophes."""
    return "".join(_words(name))


def one_spelling(names: Iterable[str]) -> dict[str, str]:
    """Each spelling with the first of the names that it is equal to."""
    first: dict[str, str] = {}
    return {name: first.setdefault(name_key(name), name) for name in names}


def known_as(name: str, known: Iterable[str]) -> str:
    """The one of some names that a name is or is equal to, "" where it is none."""
    every = tuple(known)
    if name in every:
        return name
    return next((other for other in every if name_key(other) == name_key(name)), "")


def one_doctor(name: str, known: str) -> str:
    """The sentence that a name is another, known one: they are written in two ways."""
    if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", known):
        return f"{name!r}: one doctor, the letters stored in two ways that look the same"
    return f"{name!r} is taken as {known!r}: one doctor, written in two ways"


def how_alike(one: str, other: str) -> str:
    """How two different names may still be one doctor's, "" where they may not.

    They differ by an accent, a letter, an initial or the order of their words.
    """
    first, second = _parts(one), _parts(other)
    if _plain(first) == _plain(second):
        return "by an accent"
    full = [[w for w in words if len(w) > 1] for words in (first, second)]
    if not all(full) or [w for w in first + second if w.isdigit()]:
        return ""
    if sorted(first) == sorted(second):
        return "by their order"
    initials = [{w for w in words if len(w) == 1} for words in (first, second)]
    if full[0] == full[1] and (initials[0] < initials[1] or initials[1] < initials[0]):
        return "by an initial"
    for words in (second, [*second[1:], *second[:1]], [*second[-1:], *second[:-1]]):
        if len(first) == len(words) and (how := _one_differs(first, words)):
            return how
    return ""


def alike(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Every pair of names that may be one doctor's, and how they differ.

    Only names that share a word, or a word but for one letter, are compared.
    """
    shared: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        words = [word for word in _plain(_parts(name)) if len(word) > 1]
        for form in dict.fromkeys(form for word in words for form in _but_one(word)):
            shared.setdefault(form, []).append(name)
    seen: set[tuple[str, str]] = set()
    for group in shared.values():
        for pair in combinations(group, 2):
            if pair not in seen and (how := how_alike(*pair)):
                yield (*pair, how)
            seen.add(pair)


def nearest(name: str, known: Mapping[str, object] | Iterable[str]) -> str:
    """The one of some names that a name may stand for, "" where it is none or several."""
    found = [other for other in known if name != other and how_alike(name, other)]
    return found[0] if len(found) == 1 else ""


def who_is_meant(name: str, known: Sequence[str]) -> str:
    """What a fault expects where a name is nobody's: the nearest, else who is known."""
    return nearest(name, known) or ", ".join(known[:SHOWN]) + (" ..." if len(known) > SHOWN else "")


def names_with(part: str, known: Iterable[str]) -> list[str]:
    """Those of some names of which another is a part: Gwen Evans has Gwen."""
    words = set(_words(part))
    if all(len(word) == 1 for word in words):
        return []
    return [name for name in known if words < set(_words(name))]


@lru_cache(maxsize=4096)  # a name is compared with many
def _parts(name: str) -> tuple[str, ...]:
    """A name's words, the number or letter of a post apart."""
    return tuple(_words(POST.sub(" ", name)))


def _words(name: str) -> list[str]:
    text = DASHES.sub("-", APOSTROPHES.sub("", unicodedata.normalize("NFKC", name)))
    text = TITLES.sub("", text.casefold().strip(), count=1)
    return re.sub(r"[.,;\s]+", " ", text).split()


def _plain(words: Iterable[str]) -> list[str]:
    """Words without their accents."""
    letters = (unicodedata.normalize("NFKD", word) for word in words)
    return ["".join(c for c in word if not unicodedata.combining(c)) for word in letters]


def _one_differs(first: Sequence[str], second: Sequence[str]) -> str:
    """How two names of as many words differ, where it is in one word alone."""
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(apart) != 1:
        return ""
    short, long = sorted(apart[0], key=len)
    if len(short) == 1:
        return "by an initial" if len(long) > 1 and long.startswith(short) else ""
    if len(short) < SHORTEST - (len(first) > 1):
        return ""
    return "by a letter" if _letter_apart(short, long) else ""


def _but_one(word: str) -> Iterator[str]:
    """A word, and the word without each of its letters: two that share one are nearly equal."""
    yield word
    if len(word) >= SHORTEST:
        yield from (word[:k] + word[k + 1 :] for k in range(len(word)))


def _letter_apart(short: str, long: str) -> bool:
    """Whether one letter is put in or changed, or two beside each other have changed places."""
    pairs = enumerate(zip(short, long, strict=False))
    k = next((k for k, (a, b) in pairs if a != b), len(short))
    if len(long) > len(short):
        return short[k:] == long[k + 1 :]
    swapped = short[k : k + 2] == long[k : k + 2][::-1] and short[k + 2 :] == long[k + 2 :]
    return len(long) == len(short) and (short[k + 1 :] == long[k + 1 :] or swapped)
