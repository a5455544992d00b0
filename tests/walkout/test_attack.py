"""An attacker who reads every paper of a day: what they learn of a count is what the orders say.

Every count that a small hospital can have is tried. Two counts with the same orders have to give
the same bytes everywhere; and where the papers pin down how many of a group came, it is an order
to a post of that group that does it, or its absence.
"""

import itertools
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

import sevenday as sd
from sevenday.files.substitutes import Group, rostered_counts
from sevenday.model.walkout import Count
from sevenday.reports.files import walkout_pack
from sevenday.reports.pages.cover_plan import cover_page
from sevenday.reports.render.page import Page
from sevenday.reports.render.pdf import page_as_pdf
from sevenday.reports.render.text import as_text
from sevenday.reports.render.xlsx import page_as_workbook
from sevenday.walkout.plan_file import BEFORE, FILE

CASES = Path(__file__).parents[1] / "cases" / "walkout"
HEAD = "service,tier,shift,date,rostered,present\n"
FIRST = date(2026, 3, 10)


def cells_of(page: Page) -> bytes:
    """What a page's workbook holds: its parts, but for when each was packed."""
    book = ZipFile(BytesIO(page_as_workbook(page)))
    return b"".join(book.read(name) for name in sorted(book.namelist()))


FORMS = (page_as_pdf, cells_of, lambda page: as_text(page, False).encode())
MADE = re.compile(
    rb"D:\d{14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|ID\[[^]]*\]|InstanceID>[^<]*|Document[^<]*"
)
"""What a PDF says of when and by whom it was made."""


class Seen(NamedTuple):
    """What somebody with every paper sees: the orders, and all else as one text."""

    orders: tuple[str, ...]
    papers: tuple[tuple[str, bytes], ...]


def fresh_copy(case: str, to: Path) -> Path:
    """A folder with a plan in it."""
    left = shutil.ignore_patterns(FILE, BEFORE)
    folder = Path(shutil.copytree(CASES / case, to, ignore=left))
    sd.cover(folder).keep()
    return folder


def read_all(folder: Path, counts: tuple[Count, ...], papers: Path) -> Seen:
    """One call on a count: the papers, the JSON, the kept plan, what is logged, how it ends."""
    file = folder / "now.csv"
    file.write_text(HEAD + "".join(row(count) for count in counts))
    made = sd.cover(folder, counts=file)
    made.keep()
    found = {x.name: x.read_bytes() for x in walkout_pack.write_pack(made, papers)}
    found |= {
        name: (folder / name).read_bytes() for name in (FILE, BEFORE) if (folder / name).exists()
    }
    said = json.loads(made.to_json())
    orders = tuple(said.pop("changes"))
    found["json"] = json.dumps(said).encode()
    log = f"{made!r} {made.remarks} {made.safe} {made.summary()}".replace(f"{folder}", "")
    found["log"] = re.sub("0x[0-9a-f]+", "", log).encode()
    return Seen(orders, tuple(sorted(found.items())))


def row(count: Count) -> str:
    """A count as its line of the file."""
    where = f"{count.service},{count.tier},{count.shift},{count.date}"
    return f"{where},{count.rostered},{count.present}\n"


def groups_of(folder: Path, day: date, *shifts: str) -> list[tuple[Group, int]]:
    """The groups on the rota of some shifts of a day, and how many are in each."""
    found = rostered_counts(sd.read(folder)).items()
    return sorted((g, n) for g, n in found if g[3] == day and g[2] in shifts)


def every_count(groups: list[tuple[Group, int]]) -> Iterator[tuple[Count, ...]]:
    """Every number that could have come of each group."""
    for came in itertools.product(*(range(n + 1) for _, n in groups)):
        yield tuple(Count(*g, n, c) for (g, n), c in zip(groups, came, strict=True))


def check(found: dict[tuple[int, ...], Seen], groups: list[tuple[Group, int]]) -> int:
    """Both rules of the page of disclosure; how many of the groups' numbers orders pin down."""
    by_orders: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for came, seen in found.items():
        by_orders[seen.orders].append(came)
        alike = found[by_orders[seen.orders][0]]
        assert seen.papers == alike.papers, (
            came,
            [a for a, b in zip(seen.papers, alike.papers, strict=True) if a != b],
        )
    pinned = 0
    for orders, alike in by_orders.items():
        for k, (group, _) in enumerate(groups):
            if len({came[k] for came in alike}) > 1:
                continue
            pinned += 1
            others = {x for each in by_orders for x in each} - set(orders)
            told = [x for x in (*orders, *others) if group[0] in x and group[2] in x]
            assert told, (orders, group, alike)
    return pinned


@pytest.fixture
def no_pdf(monkeypatch):
    """PDFs are of the same pages as the HTML, and slow; one test has them."""
    monkeypatch.setattr(walkout_pack, "is_installed", lambda name: False)


def attacked(
    case: str, groups: list[tuple[Group, int]], tmp_path: Path, earlier: tuple[Count, ...] = ()
) -> dict[tuple[int, ...], Seen]:
    """What is seen of every count, by how many came."""
    held = fresh_copy(case, tmp_path / "held")
    if earlier:
        read_all(held, earlier, tmp_path / "earlier")
    found = {}
    for k, counts in enumerate(every_count(groups)):
        folder = Path(shutil.copytree(held, tmp_path / f"{k}" / "h"))
        seen = read_all(folder, (*earlier, *counts), tmp_path / f"{k}" / "papers")
        found[tuple(count.present for count in counts)] = seen
    return found


@pytest.mark.parametrize(("case", "shifts"), [("unit-of-one", ["ID"]), ("vanish", ["ID"])])
def test_papers_of_a_small_unit_follow_its_orders(case, shifts, tmp_path, no_pdf):
    groups = [g for g in groups_of(CASES / case, FIRST, *shifts) if g[0][1] == 2]
    check(attacked(case, groups, tmp_path), groups)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "shifts"),
    [
        ("unit-of-one", ["D", "ID"]),
        ("unit-of-one", ["N", "IN"]),
        ("vanish", ["ID", "IT"]),
        ("vanish", ["D", "ID"]),
        ("none-of-five", ["D"]),
    ],
)
def test_every_count_of_a_small_hospital(case, shifts, tmp_path, no_pdf):
    groups = groups_of(CASES / case, FIRST, *shifts)
    assert check(attacked(case, groups, tmp_path), groups) >= 0


@pytest.mark.slow
@pytest.mark.parametrize("case", ["unit-of-one", "vanish"])
def test_every_count_after_an_earlier_one(case, tmp_path, no_pdf):
    """Differencing: the papers of the morning are known, and one group more is counted."""
    morning = groups_of(CASES / case, FIRST, "D")
    later = groups_of(CASES / case, FIRST, "ID")
    for k, earlier in enumerate(every_count(morning)):
        found = attacked(case, later, tmp_path / f"m{k}", earlier)
        check(found, later)


@pytest.mark.slow
@pytest.mark.parametrize("case", ["unit-of-one", "vanish"])
def test_every_count_revised(case, tmp_path, no_pdf):
    """The same group counted twice in a day: whoever was late is told by orders alone."""
    groups = [g for g in groups_of(CASES / case, FIRST, "ID") if g[0][1] == 2]
    for first in every_count(groups):
        held = {}
        for second in every_count(groups):
            name = "-".join(f"{c.present}" for c in (*first, *second))
            folder = fresh_copy(case, tmp_path / name / "h")
            one = read_all(folder, first, tmp_path / name / "1")
            two = read_all(folder, second, tmp_path / name / "2")
            held[tuple(c.present for c in second)] = Seen(two.orders, (*one.papers, *two.papers))
        check(held, groups)


def test_every_form_of_a_page_is_the_same_of_two_counts(tmp_path):
    """PDF, workbook and text, of two folders that differ in one doctor's attendance."""
    found = []
    for came in (0, 1):
        folder = fresh_copy("unit-of-one", tmp_path / f"{came}")
        (folder / "now.csv").write_text(f"{HEAD}icu,2,ID,{FIRST},1,{came}\n")
        page = cover_page(sd.cover(folder, counts=folder / "now.csv"))
        found.append([MADE.sub(b"", form(page)) for form in FORMS])
    for one, other in zip(*found, strict=True):
        assert one == other


def test_a_count_that_is_refused_prints_no_number(tmp_path):
    """What goes to a log: the fault of a file, never how many came."""
    rows = ["icu,2,ID,2026-03-10,1,7", "icu,2,ID,2026-03-11,1,seven", "icu,1,ID,2026-03-11,1,-7"]
    (tmp_path / "c.csv").write_text(HEAD + "\n".join(rows) + "\n")
    with pytest.raises(sd.InputError) as wrong:
        sd.cover(CASES / "unit-of-one", counts=tmp_path / "c.csv")
    assert {fault.column for fault in wrong.value.faults} == {"present"}
    assert "7" not in f"{wrong.value}" and "seven" not in f"{wrong.value}"
    assert all(fault.row and fault.expected for fault in wrong.value.faults)


def test_the_attack_would_find_a_paper_that_tells():
    groups = [(("icu", 2, "ID", FIRST), 1)]
    same = {(came,): Seen((), (("a", b"paper"),)) for came in (0, 1)}
    assert check(same, groups) == 0
    with pytest.raises(AssertionError):
        check({**same, (1,): replace_papers(same[1,], b"another")}, groups)
    elsewhere = {(0,): Seen(("Call X: medicine, on D",), ()), (1,): Seen((), ())}
    with pytest.raises(AssertionError):
        check(elsewhere, groups)
    there = {(0,): Seen(("EMPTY, rank 1: ID, icu",), ()), (1,): Seen((), ())}
    assert check(there, groups) == 2


def replace_papers(seen: Seen, text: bytes) -> Seen:
    """The same orders with another paper."""
    return seen._replace(papers=(("a", text),))
