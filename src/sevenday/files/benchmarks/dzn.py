"""MiniZinc's data form (`.dzn`), as far as benchmark files use it: names with values."""

import re
from dataclasses import dataclass
from math import prod

from sevenday.errors import Fault, InputError

TOKEN = re.compile(
    r'\s+|%[^\n]*|(?P<text>"[^"\n]*")|(?P<number>-?\d+(?!\.\d))|(?P<word>[A-Za-z_]\w*)'
    r"|(?P<mark>\.\.|[=;,{}()\[\]])"
)
Value = int | bool | str | frozenset[int]


@dataclass(frozen=True, slots=True)
class Array:
    """An array: its indexes as (lowest, highest) a dimension, and its values row by row."""

    spans: tuple[tuple[int, int], ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A named value and the line on which its name stands."""

    line: int
    value: Value | Array


def parse_items(text: str, file: str) -> dict[str, Item]:
    """The file's items by name. Raises InputError, with the line, at the first that is wrong."""
    return _Reader(text, file).items()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file, self.line, self.place = file, 1, 0
        self.tokens: list[tuple[str, str, int]] = []
        self.found: dict[str, Item] = {}
        at, line = 0, 1
        while at < len(text):
            token = TOKEN.match(text, at)
            if token is None:
                expected = "a name, a number, a text in quotes, or one of = ; , { } ( ) [ ] .."
                raise InputError(
                    Fault(
                        "not MiniZinc data",
                        file,
                        line,
                        "",
                        text[at : at + 20],
                        expected,
                        code="not-a-table",
                    )
                )
            if token.lastgroup:
                self.tokens.append((token.lastgroup, token[0], line))
            line += token[0].count("\n")
            at = token.end()
        self.end = line

    def items(self) -> dict[str, Item]:
        while self.place < len(self.tokens):
            name = self._take("word", "a name")
            line = self.line
            if name in self.found:
                raise self._fault("a name a second time", name, "each once")
            self._mark("=")
            value = self._array() if self._sees("[") or self._sees_word() else self._value()
            self.found[name] = Item(line, value)
            self._mark(";")
        return self.found

    def _fault(self, what: str, found: str, expected: str) -> InputError:
        return InputError(
            Fault(what, self.file, self.line, "", found[:60], expected, code="not-a-table")
        )

    def _next(self, expected: str) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            self.line = self.end
            raise self._fault("the file ends too soon", "", expected)
        kind, word, self.line = self.tokens[self.place]
        self.place += 1
        return kind, word

    def _take(self, wanted: str, expected: str) -> str:
        kind, word = self._next(expected)
        if kind != wanted:
            raise self._fault("not what stands here", word, expected)
        return word

    def _mark(self, mark: str) -> None:
        if (word := self._next(mark)[1]) != mark:
            raise self._fault("not what stands here", word, mark)

    def _sees(self, mark: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place][1] == mark

    def _sees_word(self) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place][1].startswith("array")

    def _integer(self) -> int:
        """A whole number, or the name of one that stands above."""
        kind, word = self._next("a whole number")
        if kind == "number":
            return int(word)
        above = self.found.get(word)
        if above is None or type(above.value) is not int:
            raise self._fault("no whole number", word, "a number, or a name above that has one")
        return above.value

    def _span(self) -> tuple[int, int]:
        low = self._integer()
        self._mark("..")
        return low, self._integer()

    def _value(self) -> Value:
        if self._sees("{"):
            return self._set()
        kind, word = self._next("a value")
        if kind == "number":
            return int(word)
        if kind == "text":
            return word[1:-1]
        if word in ("true", "false"):
            return word == "true"
        raise self._fault("no value", word, "a number, true, false, a text or a set")

    def _set(self) -> frozenset[int]:
        self._mark("{")
        numbers = []
        while not self._sees("}"):
            numbers.append(self._integer())
            if not self._sees("}"):
                self._mark(",")
        self._mark("}")
        return frozenset(numbers)

    def _list(self) -> tuple[Value, ...]:
        self._mark("[")
        values = []
        while not self._sees("]"):
            values.append(self._value())
            if not self._sees("]"):
                self._mark(",")
        self._mark("]")
        return tuple(values)

    def _array(self) -> Array:
        if self._sees("["):
            values = self._list()
            return Array(((1, len(values)),), values)
        name = self._take("word", "an array")
        if name not in ("array1d", "array2d", "array3d", "array4d"):
            raise self._fault("no such array", name, "array1d to array4d")
        self._mark("(")
        spans = []
        for _ in range(int(name[5])):
            spans.append(self._span())
            self._mark(",")
        values = self._list()
        self._mark(")")
        many = prod(max(0, high - low + 1) for low, high in spans)
        if len(values) != many:
            raise self._fault("an array that is not full", f"{len(values)} values", f"{many}")
        return Array(tuple(spans), values)
