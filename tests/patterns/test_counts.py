"""What a count of patterns says is what a plain reading of the cells says."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.limits import Checker
from sevenday.model import Template
from sevenday.patterns.catalogue import ELSEWHERE, POST, catalogue
from sevenday.patterns.chosen import chosen_patterns
from sevenday.patterns.classes import day_classes
from sevenday.patterns.risk import RiskTracker, figures
from tests.patterns import plain
from tests.patterns.small import CELL, hospital, terms, with_lines

NAMES = [p.name for p in catalogue().patterns.values() if p.kind not in (ELSEWHERE, POST)]
SHIFTS = ("E", "L", "X", "N")


def random_line(draw: Random, days: int) -> str:
    """A line of runs: short ones of any letter, longer ones of leave."""
    line = ""
    while len(line) < days:
        line += draw.choice("EELXXNNN---AS") * draw.choice((1, 1, 2, 3, 5, 7))
    return line[:days]


def test_every_pattern_has_a_plain_reading():
    assert set(NAMES) == set(plain.counts("E", 0))


def test_random_lines_count_as_a_plain_reading_counts_them(tmp_path):
    draw = Random(4)
    one = hospital(tmp_path)
    for trial in range(6):
        first = date(2026, 9, 7) + timedelta(days=trial)
        lines = [random_line(draw, 42) for _ in range(40)]
        found = sd.count_patterns(with_lines(one, lines, first), terms())
        for count in found.counts:
            if count.pattern.name not in NAMES:
                continue
            each = [plain.counts(line, first.weekday())[count.pattern.name] for line in lines]
            assert count.many == sum(n for n, _ in each), count.pattern.name
            assert count.units == sum(units for _, units in each), count.pattern.name
            by_doctor = {f"Doctor {k}": n for k, (n, _) in enumerate(each, 1) if n}
            assert count.by_doctor == by_doctor


def test_a_template_counts_round_its_cycle(tmp_path):
    draw = Random(9)
    for trial in range(20):
        line = "".join(draw.choice("EELXNN---") for _ in range(28))
        one = hospital(tmp_path / f"{trial}", doctors_csv="doctor\nDoctor 1\n")
        codes = np.array([one.cells.code(CELL.get(c, c)) for c in line], np.int16)
        found = sd.count_patterns(
            replace(one, templates={"": Template(codes.reshape(4, 7))}), terms(), "template"
        )
        counted = {count.pattern.name: count.units for count in found.counts}
        assert {name: counted[name] for name in NAMES} == plain.cyclic(line, 0)


def test_the_days_of_a_post_are_counted_by_its_dates(tmp_path):
    one = hospital(tmp_path)
    made = with_lines(one, ["NN-EEEE-NNLLLL", "--NNN----EENNL"], date(2026, 9, 7))
    doctors = (
        replace(made.doctors[0], joined=date(2026, 9, 8), left=date(2026, 9, 20)),
        replace(made.doctors[1], left=date(2026, 9, 18)),
    )
    counts = {
        c.pattern.name: c for c in sd.count_patterns(replace(made, doctors=doctors), terms()).counts
    }
    assert counts["new_starter_shadow"].by_doctor == {"Doctor 1": 3}
    assert counts["changeover_clear"].by_doctor == {"Doctor 1": 1, "Doctor 2": 1}


def test_the_risk_index_adds_up_the_published_trends(tmp_path):
    one = hospital(tmp_path)
    index = {}
    for line in ("E------", "EEEEE--", "N------", "NNNN---", "X------", "LE-----", "N-E----"):
        found = sd.count_patterns(with_lines(one, [line], date(2026, 9, 7)), terms()).risk[0]
        index[line] = found.index, found.duties
    long_day = np.interp(12.5, [8, 10, 12, 13], [0, 13, 27, 37])
    assert index["E------"] == (100.0, 1)
    assert index["EEEEE--"] == (100 + (2 + 7 + 17 + 17) / 5, 5)
    assert index["N------"] == (100 + 30 + 27, 1)
    assert index["NNNN---"] == (100 + 30 + 27 + (6 + 17 + 36) / 4, 4)
    assert index["X------"] == (100 + round(long_day), 1)
    assert index["LE-----"] == (100 + (18 + 2 + 39) / 2, 2)
    assert index["N-E----"] == (100 + (57 + 33) / 2, 2)
    assert all(row["source"] and row["certainty"] for row in figures().values())


def test_the_risk_index_of_random_lines_is_a_plain_sum(tmp_path):
    one, draw = hospital(tmp_path), Random(3)
    lines = [random_line(draw, 28) for _ in range(30)]
    found = sd.count_patterns(with_lines(one, lines, date(2026, 9, 7)), terms()).risk
    for line, risk in zip(lines, found, strict=True):
        total, in_row, short, night = 0.0, 0, 99, 99
        for k, cell in enumerate(line):
            before = line[k - 1] if k else "-"
            short, night = short + 1, night + 1
            if cell in plain.OFF:
                continue
            at_night = cell == "N"
            alike = before not in plain.OFF and (before == "N") == at_night
            in_row = in_row + 1 if alike else 1
            start, end = plain.TIMES[cell]
            if before not in plain.OFF and 24 + start - plain.TIMES[before][1] <= 11:
                short = 1
            adds = {"E": 0, "X": 0, "L": 18, "N": 30}[cell]
            adds += ((0, 6, 17, 36) if at_night else (0, 2, 7, 17))[min(in_row, 4) - 1]
            adds += np.interp(end - start, [8, 10, 12, 13], [0, 13, 27, 37])
            adds += 39 * (short <= 2)
            if at_night:
                night = 0
            else:
                adds += 33 * (night <= 2)
            total += round(adds)
        duties = sum(c not in plain.OFF for c in line)
        assert risk.duties == duties
        assert risk.index == pytest.approx(100 + total / max(1, duties))


def test_every_pattern_says_what_it_is_and_who_says_so():
    known = catalogue()
    for pattern in known.patterns.values():
        assert pattern.says and pattern.source and pattern.evidence in ("E1", "E2", "E3", "E4")
        assert pattern.certainty in ("confirmed", "secondary", "unconfirmed")
        assert bool(pattern.instead) == (pattern.kind == ELSEWHERE)
        assert all(other in known.patterns for other in pattern.against)
        if pattern.kind != ELSEWHERE:
            assert pattern.serves in ("fatigue", "life", "training", "order")
    assert len(known.complaints) == 9
    assert set(known.presets) == {
        "compliant_only",
        "uk_default",
        "low_fatigue",
        "life_first",
        "training_first",
    }


def test_a_preset_multiplies_and_a_folder_says_over_it():
    def weights(**build):
        return {c.name: (c.weight, c.required) for c in chosen_patterns(build, SHIFTS)}

    usual = weights()
    assert usual["nights_in_row_max"] == (10, False) and usual["weekends_in_row"] == (6, False)
    assert set(weights(preset="compliant_only").values()) == {(0, False)}
    assert weights(preset="low_fatigue")["quick_return"] == (30, False)
    assert weights(preset="life_first")["whole_weekend"] == (6, False)
    assert weights(preset="life_first")["nights_in_row_max"] == (10, False)
    chosen = weights(
        patterns={"weekends_in_row": "required", "whole_weekend": 0, "quick_return": 2.5}
    )
    assert chosen["weekends_in_row"] == (0, True)
    assert chosen["whole_weekend"] == (0, False) and chosen["quick_return"] == (2.5, False)
    assert weights(weights={"single_nights": 3, "weekends_in_a_row": 50})["nights_block_min"] == (
        3,
        False,
    )
    assert weights(weights={"weekends_in_a_row": 50})["weekends_in_row"] == (50, False)
    without = weights(levels=["cover"], patterns={"whole_weekend": "required"})
    assert without["whole_weekend"] == (0, True) and without["quick_return"] == (0, False)
    own = weights(sequence=[{"name": "mine", "days": ["late", "X"], "weight": 2.0}])
    assert own["mine"] == (2, False)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        ({"preset": "uk_defalt"}, "do you mean uk_default?"),
        ({"patterns": {"whole_weekends": 3}}, "do you mean whole_weekend?"),
        ({"patterns": {"whole_weekend": 101}}, "a weight from 0 to 100"),
        ({"patterns": {"whole_weekend": "yes"}}, 'or "required"'),
        ({"patterns": {"supervision_mix": 3}}, "never_alone in doctors.csv"),
        ({"sequence": [{"name": "a", "days": ["nite", "day"]}]}, "do you mean night?"),
        ({"sequence": [{"name": "a", "days": ["day on Sut"]}]}, "weekdays, as Sat,Sun"),
        ({"sequence": [{"name": "whole_weekend", "days": ["day"]}]}, "a name of its own"),
        ({"sequence": [{"name": "a", "days": ["leave", "day", "late"]}]}, "every day but one"),
    ],
)
def test_what_is_no_pattern_is_refused_with_the_nearest(build, words):
    with pytest.raises(InputError, match=words.replace("?", r"\?")):
        chosen_patterns(build, SHIFTS)


def test_classes_are_the_contracts(tmp_path: Path):
    one = hospital(tmp_path)
    classes = day_classes(Checker(one, terms()))
    words = {c: classes.words[one.cells.code(CELL.get(c, c))] for c in "ELXN-AS"}
    assert "day" in words["E"] and "late" in words["L"] and {"day", "long"} <= words["X"]
    assert "night" in words["N"] and "long" not in words["N"]
    assert {"off", "leave"} <= words["A"] and {"off", "leave", "study"} <= words["S"]
    assert not {"leave", "study", "work"} & words["-"]
    assert RiskTracker(classes).step(0, 0, 0) == (0, 0)
