"""Typos of a walkout's files are refused, each with where it stands and what was meant."""

import shutil
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.reports.pages.cover_plan import cover_page

CASE = Path(__file__).parents[1] / "cases" / "walkout" / "unit-of-one"
TURNOUT = '[[turnout]]\nservice = "{}"\nmean = 0.4\nrho = 0.1\n'
EXEMPT = (
    '[[exempt]]\nservice = "{}"\nshifts = ["{}"]\nfrom = 2026-03-10\nto = 2026-03-11\n'
    'state = "{}"\n'
)

WRONG = [
    ("walkout.toml", "", TURNOUT.format("icuu"), "unknown-service", "icuu", "'icu'?"),
    ("walkout.toml", "", TURNOUT.format("ICU"), "unknown-service", "ICU", "'icu'?"),
    ("walkout.toml", "", TURNOUT.format("icu") * 2, "repeated", "icu", "one [[turnout]]"),
    ("walkout.toml", "", TURNOUT.format("") * 2, "repeated", "every group", "a blank is any"),
    ("walkout.toml", "", EXEMPT.format("Icu", "ID", "agreed"), "unknown-service", "Icu", "'icu'?"),
    ("walkout.toml", "", EXEMPT.format("icu", "id", "agreed"), "unknown-shift", "id", "'ID'?"),
    ("walkout.toml", "", EXEMPT.format("icu", "ID", "Agreed"), "unknown-word", "Agreed", "agreed"),
    ("walkout.toml", '["F1"', '["f1"', "unknown-word", "f1", "'F1'"),
    ("walkout.toml", '"notified"', '"Notified"', "unknown-word", "Notified", "'notified'"),
    ("cover.csv", "icu,IN,all,1,2,airway,1", "icu,IN,all,1,2,airway,", "missing-value", "", "1 ("),
    ("cover.csv", "icu,IN,all,1,2,airway,1", "icu,IN,all,1,2,airway,9", "not-a-number", "9", "6"),
    ("cover.csv", "icu,IN,", "ICU,IN,", "unclear-name", "ICU", "'icu'"),
    ("cover.csv", "icu,IN,", "icu,in,", "unknown-shift", "in", "IN"),
    ("cover.csv", "IN,all,1,2,airway", "IN,all,1,2,Airway", "unclear-name", "Airway", "'airway'"),
    ("doctors.csv", "5,2,icu airway,icu", "5,2,icu airway,ICU", "unclear-name", "ICU", "'icu'"),
    ("substitutes.csv", "2,airway", "2,AIRWAY", "unclear-name", "AIRWAY", "'airway'"),
    ("substitutes.csv", "Dr Sage", "dr lime", "unclear-name", "Dr Lime", "'dr lime'"),
    ("substitutes.csv", "yes,Clinic A", "yes,clinic a", "unknown-list", "clinic a", "'Clinic A'?"),
    ("electives.csv", "Dr Quince", "dr quince", "unclear-name", "dr quince", "'Dr Quince'"),
    ("electives.csv", "Theatre 1,icu", "Theatre 1,ICU", "unclear-name", "ICU", "'icu'"),
    ("electives.csv", ",P2,", ",p2,", "unknown-word", "p2", "P2"),
]
"""File, what stood there, what stands there now (added where nothing stood), code, found, meant."""


@pytest.mark.parametrize(("file", "before", "after", "code", "found", "meant"), WRONG)
def test_a_typo_is_refused_with_what_was_meant(tmp_path, file, before, after, code, found, meant):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    text = (folder / file).read_text()
    assert before in text
    changed = text.replace(before, after) if before else f"{text}\n{after}"
    (folder / file).write_text(changed)
    with pytest.raises(InputError) as wrong:
        sd.cover(folder)
    faults = [f for f in wrong.value.faults if f.code == code and f.found == found]
    assert faults and all(meant in f.expected for f in faults)
    assert {f.code for f in wrong.value.faults} == {code}
    assert faults[0].file and (faults[0].column or faults[0].row)


def test_a_competence_that_nothing_here_asks_for_is_said(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    file = folder / "substitutes.csv"
    file.write_text(file.read_text().replace("2,airway", "2,airwy").replace("icu air", "burns air"))
    result = sd.cover(folder, seconds=1)
    typo, true = sorted(result.remarks)
    assert "'airwy'" in typo and "(Dr Sage): did you mean 'airway'?" in typo
    assert "'burns'" in true and "(Dr Quince, Dr Rowan)." in true
    assert {typo, true} < {block for block in cover_page(result).blocks if isinstance(block, str)}
    assert sd.cover(CASE, seconds=1).remarks == ()


def test_no_cover_at_all_is_said_once(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    (folder / "cover.csv").unlink()
    with pytest.raises(InputError, match=r"cover.csv is not there") as wrong:
        sd.cover(folder)
    assert [fault.code for fault in wrong.value.faults] == ["missing-file"]


def test_whom_a_list_frees_is_named_whole_where_they_are_no_substitute(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    file = folder / "electives.csv"
    file.write_text(file.read_text().replace("0,Prof Oak", "0,Cons 99 + Prof Oak; Dr Van Elm"))
    result = sd.cover(folder, seconds=1)
    assert result.inputs.not_substitutes == ("Cons 99", "Dr Van Elm")


def test_a_place_without_a_rank_is_refused_where_no_row_has_one(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    rows = (folder / "cover.csv").read_text().splitlines()
    (folder / "cover.csv").write_text("\n".join(row.rpartition(",")[0] for row in rows) + "\n")
    with pytest.raises(InputError, match=r"column missing.*life and limb") as wrong:
        sd.cover(folder)
    assert len(wrong.value.faults) == 1
    sd.read(folder)  # a rota may be built without ranks


@pytest.mark.parametrize(
    ("row", "code", "meant"),
    [
        ("ICU,2,ID,2026-03-10,0,0", "unknown-service", "'icu'?"),
        ("icu,2,id,2026-03-10,1,1", "unknown-shift", "'ID'?"),
        ("icu,2,ID,2026-03-10,2,1", "out-of-range", "at most 1"),
    ],
)
def test_a_count_of_nobody_is_refused(tmp_path, row, code, meant):
    counts = tmp_path / "counts.csv"
    counts.write_text(f"service,tier,shift,date,rostered,present\n{row}\n")
    with pytest.raises(InputError) as wrong:
        sd.cover(CASE, counts=counts)
    (fault,) = wrong.value.faults
    assert fault.code == code and meant in fault.expected and fault.row == 2


def test_a_turnout_of_two_actions_is_told_once(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    text = (folder / "walkout.toml").read_text()
    head, _, rest = text.partition("[[windows]]")
    windows = "[[actions.windows]]" + rest.partition("[[ballot]]")[0]
    two = "".join(f'[[actions]]\nunion = "U{k}"\n{windows}\n' for k in (1, 2))
    (folder / "walkout.toml").write_text(head + TURNOUT.format("icu") * 2 + two)
    with pytest.raises(InputError) as wrong:
        sd.cover(folder)
    assert [fault.code for fault in wrong.value.faults] == ["repeated"]
