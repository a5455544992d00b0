"""Values in the words that people read."""

import pytest

from sevenday.contracts import contract, in_words


@pytest.mark.parametrize(
    ("id", "term", "branch", "words"),
    [
        ("england-2016", "hours.in_168h", "general", "72 hours"),
        ("england-2016", "hours.rest_after_nights_run", "general", "1 shift"),
        ("england-2016", "hours.weekend_frequency", "general", "1 in 3"),
        ("england-2016", "pay.night_rate", "general", "37%"),
        ("england-2016", "define.night_window", "general", "23:00 to 06:00"),
        ("england-2016", "oncall.weekend_pair", "general", "yes"),
        ("england-2016", "pay.ltft_allowance", "general", "£1,000 a year"),
        ("newdeal-2002", "band.weekends_ltft", "general", "1 in 6.5"),
        ("newdeal-2002", "hours.long_off", "general", "48 and 62 hours"),
    ],
)
def test_words(id: str, term: str, branch: str, words: str) -> None:
    assert in_words(contract(id, "2026-09-01").get(term, branch)) == words


def test_a_range_says_its_ends() -> None:
    words = in_words(contract("england-2016", "2023-09-01").get("pay.premia"))
    assert words.startswith(
        "gp: between £9,144 and £10,690 (best guess £9,693, unconfirmed), psychiatry-core: between"
    )


def test_weekend_table() -> None:
    words = in_words(contract("england-2016", "2026-09-01").get("pay.weekend"))
    assert words.startswith("1 in 2: 15%, 1 in 3: 10%, 1 in 4: 7.5%")
