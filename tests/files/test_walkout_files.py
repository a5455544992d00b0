"""The walkout files: each bad input is a clear fault, and what might tell on anybody is refused."""

from datetime import date, datetime
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.shifts import read_shifts
from sevenday.files.substitutes import (
    COUNTS,
    ELECTIVES,
    SUBSTITUTES,
    check_not_called_out,
    check_planned_lists,
    read_counts,
    read_electives,
    read_substitutes,
    rostered_counts,
)
from sevenday.files.table import Faults
from sevenday.files.walkout import read_walkout
from sevenday.model.walkout import Ballot, Count, Elective, Substitute, Turnout, Walkout, Window

GOOD = """union = "BMA"
ballot_opened = 2015-11-05
ballot_closed = 2015-11-18
notice_received = 2016-04-12
called_out = ["F1", "ST3"]

[[windows]]
start = 2016-04-26T08:00:00
end = 2016-04-26T17:00:00

[[windows]]
start = 2016-04-27T08:00:00
end = 2016-04-27T17:00:00

[[ballot]]
entitled = 37000
votes = 28305
yes = 27741

[[turnout]]
grade = "F1"
mean = 0.78
rho = 0.06
"""


def folder(path: Path, text: str | bytes) -> Path:
    (path / "walkout.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path, text: str | bytes) -> list:
    with pytest.raises(sd.InputError) as error:
        read_walkout(folder(path, text))
    return list(error.value.faults)


def test_the_file_that_the_faults_are_put_into_is_right(tmp_path):
    windows = tuple(
        Window(datetime(2016, 4, day, 8), datetime(2016, 4, day, 17)) for day in (26, 27)
    )
    assert read_walkout(folder(tmp_path, GOOD)) == Walkout(
        "BMA",
        windows,
        ("F1", "ST3"),
        "full",
        "notified",
        date(2015, 11, 5),
        date(2015, 11, 18),
        date(2016, 4, 12),
        False,
        (Ballot(37000, 28305, 27741),),
        (Turnout(0.78, 0.06, "F1"),),
    )


def test_dates_and_times_may_be_texts(tmp_path):
    text = GOOD.replace("2015-11-05", '"2015-11-05"').replace(
        "start = 2016-04-26T08:00:00", 'start = "2016-04-26T08:00"'
    )
    assert read_walkout(folder(tmp_path, text)) == read_walkout(folder(tmp_path, GOOD))


BAD = {
    "overlapping windows": (
        ("2016-04-27T08:00:00", "2016-04-26T16:59:00"),
        2,
        "windows.start",
        "overlaps",
    ),
    "windows out of order": (("2016-04-27T", "2016-04-25T"), 2, "windows.start", "stands before"),
    "a reversed window": (
        ("2016-04-26T17:00:00", "2016-04-26T07:59:00"),
        1,
        "windows.end",
        "ends before",
    ),
    "an empty window": (
        ("2016-04-26T17:00:00", "2016-04-26T08:00:00"),
        1,
        "windows.end",
        "ends before",
    ),
    "a window with a zone": (
        ("2016-04-26T08:00:00", "2016-04-26T08:00:00Z"),
        1,
        "windows.start",
        "zone",
    ),
    "a window of a date": (
        ("2016-04-26T08:00:00", "2016-04-26"),
        1,
        "windows.start",
        "not a value",
    ),
    "a union that is no text": (('union = "BMA"', "union = 3"), None, "union", "not a value"),
    "a window without an end": (("end = 2016-04-26T17:00:00\n", ""), 1, "windows.end", "missing"),
    "turnout over 1": (("mean = 0.78", "mean = 1.2"), 1, "turnout.mean", "not a value"),
    "turnout under 0": (("mean = 0.78", "mean = -0.1"), 1, "turnout.mean", "not a value"),
    "turnout as nan": (("mean = 0.78", "mean = nan"), 1, "turnout.mean", "not a value"),
    "rho over 1": (("rho = 0.06", "rho = 6"), 1, "turnout.rho", "not a value"),
    "rho under 0": (("rho = 0.06", "rho = -0.06"), 1, "turnout.rho", "not a value"),
    "a turnout of no such grade": (('"F1"\nmean', '"F9"\nmean'), 1, "turnout.grade", "not a value"),
    "a turnout of no such tier": (
        ("rho = 0.06", "rho = 0.06\ntier = 4"),
        1,
        "turnout.tier",
        "not a value",
    ),
    "an unknown grade called out": (
        ('["F1", "ST3"]', '["F1", "SHO"]'),
        2,
        "called_out",
        "not a value",
    ),
    "nobody called out": (('["F1", "ST3"]', "[]"), None, "called_out", "not a value"),
    "an unknown action": (
        ("called_out", 'action = "overtime-ban"\ncalled_out'),
        None,
        "action",
        "not a value",
    ),
    "an unknown state": (("called_out", 'state = "off"\ncalled_out'), None, "state", "not a value"),
    "a date that is none": (("2016-04-12", '"soon"'), None, "notice_received", "not a value"),
    "a ballot that closes before it opens": (
        ("2015-11-18", "2015-11-04"),
        None,
        "ballot_closed",
        "closes before",
    ),
    "more votes than people": (("28305", "37001"), 1, "ballot.votes", "more than entitled"),
    "more yeses than votes": (("27741", "28306"), 1, "ballot.yes", "more than votes"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_fault_of_walkout_toml_names_its_place(name, tmp_path):
    (old, new), row, column, what = BAD[name]
    assert old in GOOD
    fault = refused(tmp_path, GOOD.replace(old, new, 1))[0]
    assert (fault.file, fault.row, fault.column) == ("walkout.toml", row, column)
    assert what in fault.what and (fault.expected or "before" in what)


def test_all_faults_are_told_at_once(tmp_path):
    text = GOOD.replace("28305", "40000").replace("2016-04-26T17", "2016-04-26T07")
    assert len(refused(tmp_path, text)) == 2


@pytest.mark.parametrize(
    "text", ["union = ", "no key", b"\xff\xfe", "windows = 3", 'windows = ["monday"]', ""]
)
def test_what_is_not_in_form_is_refused(text, tmp_path):
    assert refused(tmp_path, text)[0].file == "walkout.toml"


def test_a_folder_without_the_file_says_so(tmp_path):
    with pytest.raises(sd.InputError, match=r"walkout\.toml: not there"):
        read_walkout(tmp_path)


TELLING = (
    "strikers",
    "members",
    "doctor",
    "participating",
    "picket",
    "names",
    "bma_member",
    "note",
)


@pytest.mark.parametrize("key", TELLING)
@pytest.mark.parametrize("table", ["", "[[windows]]", "[[ballot]]", "[[turnout]]"])
def test_a_key_that_is_not_listed_is_refused_with_the_law(key, table, tmp_path):
    line = f'{key} = "Doctor 7"\n'
    text = GOOD.replace(f"{table}\n", f"{table}\n{line}", 1) if table else line + GOOD
    fault = refused(tmp_path, text)[0]
    assert fault.column.split(".")[-1] == key and "UK GDPR, Article 9" in fault.expected
    assert "trade union" in fault.expected and "Doctor 7" not in str(fault)


SUBS = ",".join(SUBSTITUTES) + "\n"
LISTS = ",".join(ELECTIVES) + "\n"
CAME = ",".join(COUNTS) + "\n"
ANNE = "Post A,3,ed resus,2016-04-26T07:00,2016-04-27,25,120.5,yes,Hips\n"
HIPS = "Hips,orthopaedics,2016-04-26,08:30,17:00,P4,5,1,3,Post A\n"
READERS = {
    "substitutes.csv": (SUBS, ANNE, read_substitutes),
    "electives.csv": (LISTS, HIPS, lambda p, f: read_electives(p, f, ("Post A", "Post-B"))),
    "counts.csv": (CAME, "ED,2,D,2016-04-26,9,4\n", read_counts),
}


def read(path: Path, file: str, text: str) -> tuple:
    (path / file).write_text(text, encoding="utf-8")
    faults = Faults([])
    return READERS[file][2](path / file, faults), faults.found


def test_good_rows_are_read(tmp_path):
    found, faults = read(tmp_path, "substitutes.csv", SUBS + ANNE + "B,2,ed,,,,0,no,\n")
    assert not faults and found[0] == Substitute(
        "Post A",
        3,
        ("ed", "resus"),
        datetime(2016, 4, 26, 7),
        datetime(2016, 4, 28),
        25.0,
        120.5,
        True,
        "Hips",
    )
    assert found[1] == Substitute("B", 2, ("ed",), None, None, None, 0.0, False)
    lists, faults = read(tmp_path, "electives.csv", LISTS + HIPS)
    assert not faults and lists == (
        Elective("Hips", "orthopaedics", date(2016, 4, 26), 510, 1020, "P4", 5, 1, 3, ("Post A",)),
    )
    two, faults = read(
        tmp_path, "electives.csv", LISTS + HIPS.replace("Post A\n", "Post A; Post-B\n")
    )
    assert not faults and two[0].frees == ("Post A", "Post-B")
    counts, faults = read(tmp_path, "counts.csv", CAME + "ED,2,D,2016-04-26,9,4\n")
    assert not faults and counts == (Count("ED", 2, "D", date(2016, 4, 26), 9, 4),)


FAULTY = {
    "no competence": ("substitutes.csv", "competences", ANNE.replace("ed resus", "")),
    "no consent": ("substitutes.csv", "consent", ANNE.replace("yes", "")),
    "a consent that is neither": ("substitutes.csv", "consent", ANNE.replace("yes", "perhaps")),
    "no rate": ("substitutes.csv", "rate", ANNE.replace("120.5", "")),
    "a rate below nothing": ("substitutes.csv", "rate", ANNE.replace("120.5", "-1")),
    "no tier": ("substitutes.csv", "tier", ANNE.replace(",3,", ",,")),
    "a tier that is none": ("substitutes.csv", "tier", ANNE.replace(",3,", ",4,")),
    "no name": ("substitutes.csv", "name", ANNE.replace("Post A", "")),
    "one substitute twice": ("substitutes.csv", "name", ANNE + ANNE),
    "available for no time": (
        "substitutes.csv",
        "available_to",
        ANNE.replace("2016-04-27", "2016-04-26T07:00"),
    ),
    "available from no time": (
        "substitutes.csv",
        "available_from",
        ANNE.replace("2016-04-26T07:00", "Tuesday"),
    ),
    "available by another zone": (
        "substitutes.csv",
        "available_from",
        ANNE.replace("T07:00", "T07:00+02:00"),
    ),
    "hours over a week": ("substitutes.csv", "max_hours", ANNE.replace(",25,", ",200,")),
    "urgency P5": ("electives.csv", "urgency", HIPS.replace("P4", "P5")),
    "no urgency": ("electives.csv", "urgency", HIPS.replace("P4", "")),
    "a list of no date": ("electives.csv", "date", HIPS.replace("2016-04-26", "")),
    "a list of a day that is none": ("electives.csv", "date", HIPS.replace("04-26", "04-31")),
    "a list that ends before it starts": ("electives.csv", "end", HIPS.replace("17:00", "08:00")),
    "a list at no time": ("electives.csv", "start", HIPS.replace("08:30", "8.30am")),
    "no patients said": ("electives.csv", "patients", HIPS.replace(",5,", ",,")),
    "patients below nothing": ("electives.csv", "patients", HIPS.replace(",5,", ",-5,")),
    "one list twice a day": ("electives.csv", "list", HIPS + HIPS),
    "more came than were rostered": ("counts.csv", "present", "ED,2,D,2016-04-26,9,10\n"),
    "a count below nothing": ("counts.csv", "present", "ED,2,D,2016-04-26,9,-1\n"),
    "half a doctor": ("counts.csv", "present", "ED,2,D,2016-04-26,9,4.5\n"),
    "no count": ("counts.csv", "present", "ED,2,D,2016-04-26,9,\n"),
    "a count of no date": ("counts.csv", "date", "ED,2,D,,9,4\n"),
    "a count of no shift": ("counts.csv", "shift", "ED,2,,2016-04-26,9,4\n"),
    "one group counted twice": (
        "counts.csv",
        "shift",
        "ED,2,D,2016-04-26,9,4\nED,2,D,2016-04-26,9,5\n",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_each_fault_names_file_row_and_column(name, tmp_path):
    file, column, rows = FAULTY[name]
    header, good, _ = READERS[file]
    assert rows != good
    _, faults = read(tmp_path, file, header + rows)
    assert faults, name
    assert (faults[0].file, faults[0].row) == (file, 1 + rows.count("\n"))
    assert faults[0].column == column and faults[0].expected


@pytest.mark.parametrize("file", READERS)
@pytest.mark.parametrize("column", [*TELLING, "on_strike", "Striking?", "will attend", "reason"])
def test_a_column_that_is_not_listed_is_refused_with_the_law(file, column, tmp_path):
    header, good, _ = READERS[file]
    text = f"{header.strip()},{column}\n{good.strip()},Doctor 7\n"
    found, faults = read(tmp_path, file, text)
    assert found == () and len(faults) == 1
    assert faults[0].column == column and "UK GDPR, Article 9" in faults[0].expected
    assert "Doctor 7" not in str(faults[0])


def test_a_planned_list_is_one_that_is_there(tmp_path):
    subs, _ = read(tmp_path, "substitutes.csv", SUBS + ANNE.replace("Hips", "Knees"))
    lists, _ = read(tmp_path, "electives.csv", LISTS + HIPS)
    faults = Faults([])
    check_planned_lists(subs, lists, faults)
    fault = faults.found[0]
    assert (fault.column, fault.found) == ("planned_list", "Knees") and "Hips" in fault.expected


def test_a_file_that_cannot_be_read_does_not_fault_the_others(tmp_path):
    """One telling column is one fault: not one more for each name and list that it hides."""
    faults = Faults([])
    for file, text in (
        ("substitutes.csv", SUBS.strip() + ",striking\n" + ANNE),
        ("electives.csv", LISTS.strip() + ",striking\n" + HIPS),
    ):
        (tmp_path / file).write_text(text, encoding="utf-8")
    found = read_substitutes(tmp_path / "substitutes.csv", faults)
    lists = read_electives(tmp_path / "electives.csv", faults, [who.name for who in found])
    check_planned_lists(found, lists, faults)
    assert [(fault.file, fault.column) for fault in faults.found] == [
        ("substitutes.csv", "striking"),
        ("electives.csv", "striking"),
    ]
    (tmp_path / "electives.csv").write_text(LISTS + HIPS, encoding="utf-8")
    faults.found.pop()
    read_electives(tmp_path / "electives.csv", faults, ())
    assert len(faults.found) == 1


SHIFTS = "code,start,end\nD,09:00,17:00\nN,20:30,09:00\n"
ROTA = "doctor,2016-04-26,2016-04-27\n1,D,N\n2,D,\n3,D,D\n4,D,D\n"
DOCTORS = "doctor,grade,service\n1,F1,ED\n2,F1,ED\n3,ST4,ED\n4,F1,\n"


def test_a_substitute_of_a_grade_called_out_is_refused_with_the_law(tmp_path):
    for name, text in (("shifts", SHIFTS), ("rota", ROTA), ("doctors", DOCTORS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    hospital, called = sd.read(tmp_path), read_walkout(folder(tmp_path, GOOD))
    rows = "{},2,ed,,,,60,yes,\n"
    for name, wrong in (("1", True), ("3", False), ("SAS 1", False)):  # an F1, an ST4, nobody's
        found, faults = read(tmp_path, "substitutes.csv", SUBS + rows.format(name))
        assert not faults
        told = Faults([])
        check_not_called_out(found, hospital, called, told)
        assert bool(told.found) is wrong
        if wrong:
            assert told.found[0].column == "name" and "Article 9" in told.found[0].expected


def test_a_count_larger_than_the_number_rostered_is_refused(tmp_path):
    for name, text in (("shifts", SHIFTS), ("rota", ROTA), ("doctors", DOCTORS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    rostered = rostered_counts(sd.read(tmp_path))
    day = date(2016, 4, 26)
    assert rostered[("ED", 1, "D", day)] == 2 and rostered[("ED", 2, "D", day)] == 1
    assert rostered[("", 1, "D", day)] == 1  # of no service: may be counted in any
    rows = "ED,1,D,2016-04-26,{},2\n"
    for due, wrong in ((3, False), (4, True)):
        (tmp_path / "counts.csv").write_text(CAME + rows.format(due), encoding="utf-8")
        faults = Faults([])
        read_counts(tmp_path / "counts.csv", faults, rostered)
        assert bool(faults.found) is wrong
        if wrong:
            fault = faults.found[0]
            assert (fault.row, fault.column, fault.found) == (2, "rostered", "4")
            assert "at most 3" in fault.expected


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("STRIKE,Away,08:00,16:00", "code"),
        ("X,On strike,08:00,16:00", "name"),
        ("IA,Industrial action,08:00,16:00", "name"),
        ("S1,strike_cover,08:00,16:00", "name"),
    ],
)
def test_a_shift_that_says_a_walkout_is_refused(row, column, tmp_path):
    path = tmp_path / "shifts.csv"
    path.write_text(f"code,name,start,end\nD,Strickland Ward day,09:00,17:00\n{row}\n")
    faults = Faults([])
    read_shifts(path, faults)
    told = [(fault.row, fault.column) for fault in faults.found]
    assert (3, column) in told and {row for row, _ in told} == {3}
    assert all("walkout" in fault.what for fault in faults.found)
