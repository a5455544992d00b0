"""Random rotas drawn in random ways: read as drawn, wherever and however the grid lies."""

from datetime import date, timedelta

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.files.spreadsheets import understand

TIMES = {"D": "09:00-17:00", "LD": "0800 - 2030", "E1": "1pm to 9.30pm"}
CELLS = ("", *TIMES, "AL", "A/L", "off", "-", "SL", "ZD")
MEANS = {"A/L": "AL", "off": "", "-": ""}
HEADS = {
    "real": lambda d: d,
    "serial": lambda d: (d - date(1899, 12, 30)).days,
    "iso": str,
    "figures": lambda d: f"{d:%d/%m/%Y}",
    "words": lambda d: f"{d:%A} {d.day} {d:%B} {d:%Y}",
    "short": lambda d: f"{d:%a} {d.day} {d:%b}",
    "numbers": lambda d: d.day,
}
NAMES = ["01-SpR", "Dr 2", "F1 post 3", "Clinical fellow", "ST3 (nights)"]


@st.composite
def drawn(draw):
    first = draw(st.dates(date(2012, 1, 1), date(2030, 1, 1)))
    # five of the cells have a duty, so that every line is a doctor's
    names = NAMES[: draw(st.integers(2, 5))]
    n = draw(st.integers(6, 40))
    lines = [
        ["D", *draw(st.lists(st.sampled_from(CELLS), min_size=n - 1, max_size=n - 1))]
        for _ in names
    ]
    return {
        "first": first,
        "names": names,
        "lines": lines,
        "head": draw(st.sampled_from([*HEADS])),
        "turned": draw(st.booleans()),
        "top": draw(st.integers(3, 6)),
        "left": draw(st.integers(1, 4)),
        "weekdays": draw(st.booleans()),
        "legend": draw(st.sampled_from(("right", "under", "one cell"))),
        "label": draw(st.sampled_from(("Name", "", "Doctor"))),
    }


def workbook(drawing):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rota"
    turned, top, left = drawing["turned"], drawing["top"], drawing["left"]

    def put(line, place, value):
        if value != "":
            row, column = (place, line) if turned else (line, place)
            sheet.cell(top + row, left + column, value)

    days = [drawing["first"] + timedelta(days=k) for k in range(len(drawing["lines"][0]))]
    put(1, 0, drawing["label"])
    for k, day in enumerate(days, 1):
        put(1, k, HEADS[drawing["head"]](day))
        if drawing["weekdays"]:
            put(0, k, f"{day:%a}")
    for i, (name, line) in enumerate(zip(drawing["names"], drawing["lines"], strict=True), 2):
        put(i, 0, name)
        for k, text in enumerate(line, 1):
            put(i, k, text)
    if drawing["head"] in ("short", "numbers"):
        sheet["A1"] = f"{days[0]:%B %Y}"
    lines, places = len(drawing["names"]) + 2, len(days) + 1
    rows, columns = (places, lines) if turned else (lines, places)
    if drawing["legend"] == "one cell":
        text = "; ".join(f"{code} {times}" for code, times in TIMES.items())
        sheet.cell(top + rows + 2, left, text)
    else:
        row, column = (
            (top, left + columns + 1) if drawing["legend"] == "right" else (top + rows + 2, left)
        )
        for k, (code, times) in enumerate(TIMES.items()):
            sheet.cell(row + k, column, code)
            sheet.cell(row + k, column + 1, times)
    return book


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(drawn())
def test_a_drawn_rota_is_read_as_drawn(tmp_path_factory, drawing):
    path = tmp_path_factory.mktemp("drawn") / "book.xlsx"
    workbook(drawing).save(path)
    found = understand(path)
    expected = [[MEANS.get(text, text) for text in line] for line in drawing["lines"]]
    if found.hospital is None:
        # E1 ends late and LD starts early, but no two of these overlap
        raise AssertionError(found.summary())
    rota, texts = found.hospital.rota, found.hospital.cells.texts
    assert rota.first == drawing["first"] and list(rota.doctors) == drawing["names"]
    assert [[texts[c] for c in row] for row in rota.codes.tolist()] == expected


def test_the_real_rota_drawn_as_people_would(pytestconfig, tmp_path):
    real = sd.read(pytestconfig.rootpath / "examples/psychiatry-2015")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Psychiatry South"
    texts = real.cells.texts
    for k in range(real.rota.days):
        day = real.rota.first + timedelta(days=k)
        sheet.cell(3, k + 2, f"{day:%a}")
        sheet.cell(4, k + 2, day)
    for i, (name, row) in enumerate(zip(real.rota.doctors, real.rota.codes, strict=True), 5):
        sheet.cell(i, 1, name)
        for k, code in enumerate(row):
            sheet.cell(i, k + 2, texts[code] or None)
    for k, shift in enumerate(real.shifts.values()):
        start, end = f"{shift.start // 60:02d}{shift.start % 60:02d}", shift.end % 1440
        sheet.cell(33 + k, 1, f"{shift.code} {start}-{end // 60:02d}{end % 60:02d}")
    book.save(tmp_path / "book.xlsx")
    found = understand(tmp_path / "book.xlsx")
    assert not found.faults, found.summary()
    rota, again = found.hospital.rota, found.hospital.cells.texts
    assert rota.doctors == real.rota.doctors and rota.first == real.rota.first
    assert [[again[c] for c in row] for row in rota.codes.tolist()] == [
        [texts[c] for c in row] for row in real.rota.codes.tolist()
    ]


ANYTHING = st.one_of(
    st.sampled_from(
        (
            "L",
            "D",
            "AL",
            "Name",
            "August 2015",
            "Mon",
            "Tue",
            "Mon 3 Aug",
            "Week 1",
            "D 0900-1700",
            "L",
            "=A1",
            "=B2+1",
            "0900-2130",
            "Total",
            "+",
            "D+",
            "#REF!",
        )
    ),
    st.integers(-5, 45000),
    st.dates(date(1899, 12, 31), date(2100, 1, 1)),
    st.floats(-1, 50000),
    st.times(),
    st.booleans(),
    st.text(st.characters(codec="ascii", exclude_categories=("Cc",))),
)
AREAS = st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 3), st.integers(0, 3))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 12)), ANYTHING, max_size=60),
    st.integers(0, 9),
    st.lists(AREAS, max_size=2),
)
def test_a_sheet_of_anything_is_read_or_refused(tmp_path_factory, cells, dates, areas):
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.active.cell(row, column, value)
    for k in range(dates):
        book.active.cell(2, 2 + k, date(2026, 9, 7) + timedelta(days=k))
    for row, column, high, wide in areas:
        book.active.merge_cells(
            start_row=row, start_column=column, end_row=row + high, end_column=column + wide
        )
    path = tmp_path_factory.mktemp("any") / "book.xlsx"
    book.save(path)
    try:
        found = understand(path)
    except sd.InputError as error:
        assert all(fault.what and fault.expected for fault in error.faults)
    else:
        assert (found.hospital is None) == bool(found.faults)
        assert found.summary() and found.to_dict()
