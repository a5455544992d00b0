"""Tables that people take away, as CSV that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would work out, in place of showing it."""


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV. A text that a spreadsheet would take for a formula has an apostrophe before
    it; numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([plain_cell(each) for each in head])
    writer.writerows([plain_cell(each) for each in row] for row in rows)
    return out.getvalue()


def plain_cell(value: object) -> object:
    """A cell that is shown as it is and never worked out."""
    if isinstance(value, str) and value.lstrip(" ").startswith(BEGINS_A_FORMULA):
        return f"'{value}"
    return value


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table to download, with a mark by which Excel knows that it is UTF-8."""
    answer = HttpResponse("\ufeff" + csv_text(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
