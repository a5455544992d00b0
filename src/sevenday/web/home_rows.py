"""The first page of an office: its questions, each answered in a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A question, its answer in a sentence, and the page that shows why."""

    question: str
    answer: str
    page: str
    word: str
