"""Pages of a rota: whole weeks that fit the paper at a scale that can be read."""

from datetime import date, timedelta
from itertools import pairwise

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

import sevenday as sd
from sevenday.reports.files.printed import ACROSS, LEAST, MOST, WEEKS, pages, weekday
from sevenday.reports.files.workbook import BROAD, NARROW, WIDEST, workbook


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.integers(1, 400),
    st.integers(5, WIDEST),
    st.floats(NARROW, BROAD),
)
def test_each_page_fits_and_begins_on_a_monday(first, days, name, wide):
    dates = [first + timedelta(k) for k in range(days)]
    breaks, scale = pages(["doctor", *(day.isoformat() for day in dates)], name, wide)
    assert LEAST <= scale <= MOST
    assert all(dates[k - 1].weekday() == 0 for k in breaks)
    spans = [b - a for a, b in pairwise([1, *breaks, days + 1])]
    assert sum(spans) == days and min(spans) >= 1 and max(spans) <= WEEKS[0]
    assert (max(spans) * wide + name) * scale <= 100 * ACROSS


def test_short_codes_have_four_weeks_a_page_and_joined_ones_two():
    heads = ["doctor", *(f"{date(2026, 9, 7) + timedelta(k)}" for k in range(84))]
    assert pages(heads, 11, NARROW)[0] == [29, 57]
    assert pages(heads, 11, BROAD)[0] == [15, 29, 43, 57, 71]
    assert (weekday("2026-09-07"), weekday("Sat"), weekday("doctor")) == ("Mon", "Sat", "")


def test_long_words_wrap_in_rows_that_are_high_enough(tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    (tmp_path / "rota.csv").write_text(f"doctor,2026-09-07\n{'Registrar ' * 8},D\nB,D\n")
    (tmp_path / "hospital.toml").write_text(f'name = "{"St Elsewhere " * 12}and & co"\n')
    workbook(sd.read(tmp_path), tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    rota, said = book["rota"], book["hospital"]
    assert rota["A2"].alignment.wrap_text and rota.row_dimensions[2].height == 45
    assert rota.row_dimensions[3].height is None and rota.column_dimensions["A"].width < 32
    assert said["B2"].alignment.wrap_text and said.row_dimensions[2].height == 45
    assert rota.oddHeader.left.text.startswith("St Elsewhere") and "…" in rota.oddHeader.left.text
