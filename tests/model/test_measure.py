"""Counts of duties by weekday, and weekends begun, against counting them one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sevenday.model import DutyCodes, Shift
from sevenday.model.measure import measure

CELLS = DutyCodes({"D": Shift("D", 540, 1020), "C": Shift("C", 1020, 1980, kind="on-call")})
JOINED = CELLS.code("D+C")
CODES = len(CELLS.texts)


FIVE = np.array([5.0])
"""Days a week that one line works."""


def bounds(day, days):
    return np.array([day], np.int64), np.array([days], np.int64)


@given(
    st.lists(st.integers(0, CODES - 1), min_size=1, max_size=40),
    st.integers(0, 6),
    st.data(),
)
def test_every_date_is_counted_by_its_code_and_weekday(line, weekday, data):
    start = data.draw(st.integers(0, len(line)))
    stop = data.draw(st.integers(start, len(line)))
    codes = np.array([line], np.int16)
    found = measure(codes, weekday, *bounds(start, stop), CELLS, FIVE)
    inside = range(start, stop)
    expected = np.zeros((CODES, 7), np.int32)
    begun = whole = 0
    for day in inside:
        at = (weekday + day) % 7
        expected[line[day], at] += 1
        if at == 6 and day - 1 in inside:
            whole += 1
            begun += any(CELLS.parts[line[d]] for d in (day - 1, day))
    assert (found.counts[0] == expected).all()
    assert (found.weekends[0], found.whole_weekends[0]) == (begun, whole)
    assert found.days[0] == stop - start


def test_a_total_weighs_each_code():
    codes = np.array([[JOINED, 0, JOINED, 1]], np.int16)
    found = measure(codes, 0, *bounds(0, 4), CELLS, FIVE)
    weights = np.zeros(CODES)
    weights[JOINED], weights[1] = 10.5, 1
    assert found.total(weights).tolist() == [22.0]


def test_no_lines_measure_to_nothing():
    empty = np.empty(0, np.int64)
    found = measure(np.empty((0, 14), np.int16), 0, empty, empty, CELLS, np.empty(0))
    assert found.counts.shape == (0, CODES, 7)
    assert found.total(np.ones(CODES)).shape == (0,)
