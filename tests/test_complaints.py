"""The plain count of what doctors complain of: each kind by hand, and beside the patterns' own."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

import sevenday as sd

ROOT = Path(__file__).parents[1]
MONDAY = date(2026, 9, 7)


@pytest.fixture(scope="module")
def plain():
    spec = importlib.util.spec_from_file_location("complaints", ROOT / "benchmarks/complaints.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("EEEEE--EEEEE--", {}),
        ("EN---EEEEE----", {"single nights": 1}),
        ("E-EEE--EE-EE--", {"single days off": 2}),
        ("-E-EE--AE-----", {"single days off": 1, "single duties": 2}),
        ("---EEE-EE-----", {"single days off": 1, "split weekends": 1}),
        # the Friday night alone makes a weekend of it
        ("---NN-----NNNN", {"weekends running": 1}),
        ("---EEEEEE---EE", {"weekends running": 1, "strings of six and more": 1}),
        ("-NNEE---NN-E--", {"day after night": 2, "single days off": 1, "single duties": 1}),
        ("ELLEE--LLEE---", {"late to early": 2}),
        ("EENNAAAAA---NN", {"nights into leave": 1}),
    ],
)
def test_each_kind_is_counted(plain, line, kinds):
    found = plain.complaints([line], MONDAY)
    assert {kind: many for kind, many in found.items() if many} == kinds


def test_letters_go_by_the_clock(plain):
    hospital = sd.read(ROOT / "examples" / "psychiatry-2015")
    texts = hospital.cells.texts
    codes = {"": "-", "D": "E", "L1": "E", "N1": "N", "AL": "A"}
    for text, letter in codes.items():
        code = texts.index(text)
        assert plain.letter(text, hospital.cells.parts[code]) == letter
    assert len(plain.letters(hospital)) == 26


def test_the_real_rota_has_what_the_patterns_count_in_it(plain):
    """Two readings that share no line: where the words are one, so are the numbers."""
    hospital = sd.read(ROOT / "examples" / "psychiatry-2015")
    found = plain.counted(hospital)["complaints"]
    terms = sd.contract("newdeal-2002", on="2015-08-05")
    theirs = sd.count_patterns(hospital, terms).complaints
    for kind in ("single days off", "strings of six and more", "nights into leave"):
        assert found[kind] == theirs[kind], kind
    assert found["weekends running"] == theirs["weekends running"]
