"""Monthly files in: whatever is wrong is said, what is odd has a stated treatment."""

import numpy as np
import pytest

from sevenday.errors import InputError
from sevenday.flow.country.panel import read_panel
from tests.flow.country.small import few_trusts

HEAD = "month,org_code,attendances_type1,over_4h_type1,admissions_type1"
OFFICIAL = (
    "Period,Org Code,Parent Org,Org name,A&E attendances Type 1,"
    "A&E attendances Booked Appointments Type 1,Attendances over 4hrs Type 1,"
    "Patients who have waited 4-12 hs from DTA to admission,"
    "Patients who have waited 12+ hrs from DTA to admission,"
    "Emergency admissions via A&E - Type 1,Other emergency admissions"
)


def folder(path, *lines, name="trusts-1.csv"):
    (path / name).write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_files_are_one_panel_in_order_of_month(tmp_path):
    folder(tmp_path, HEAD, "2025-05,RB,200,50,60", "2025-04,RA,100,20,30")
    folder(tmp_path, HEAD, "2018-12,RA,90,9,30", name="trusts-0.csv")
    found = read_panel(tmp_path)
    assert found.codes == ("RA", "RB")
    assert found.months.tolist() == [2018 * 12 + 11, 2025 * 12 + 3, 2025 * 12 + 4]
    assert found.over_four_hours()[0].tolist()[:2] == [10.0, 20.0]
    assert np.isnan(found.over_four_hours()[1]).tolist() == [True, True, False]
    assert found.daily()[0, 1] == pytest.approx(100 / 30)


def test_the_files_of_nhs_england_are_read_as_they_come(tmp_path):
    folder(
        tmp_path,
        OFFICIAL,
        'MSitAE-MAY-2024,RA,NHS ENGLAND LONDON,A,"1,000",5,100,20,10,300,7',
        "MSitAE-MAY-2024,RW,NHS ENGLAND LONDON,Walk-in,0,0,0,0,0,0,0",
        "TOTAL,TOTAL,TOTAL,TOTAL,1000,5,100,20,10,300,7",
    )
    found = read_panel(tmp_path)
    assert found.codes == ("RA",) and found.months.tolist() == [2024 * 12 + 4]
    assert found.over_four_hours().tolist() == [[10.0]] and found.admitted().tolist() == [[30.0]]
    assert found.regions == {"RA": "NHS ENGLAND LONDON"} and found.names == {"RA": "A"}


def test_a_month_that_a_trust_lacks_is_not_known_and_that_is_said(tmp_path):
    folder(
        tmp_path,
        HEAD,
        *(f"2025-0{m},RA,100,20,30" for m in (4, 6)),
        *(f"2025-0{m},RB,100,20,30" for m in (4, 5, 6)),
    )
    found = read_panel(tmp_path)
    assert found.remarks == ("RA has no row for 2025-05: it is taken as not known there.",)


def test_merged_trusts_are_counted_together(tmp_path):
    folder(tmp_path, HEAD, "2018-01,RA,100,20,30", "2018-01,RB,300,60,90", "2025-04,RC,9,1,1")
    folder(tmp_path, "from,into", "RA,RB", "RB,RC", name="mergers.csv")
    found = read_panel(tmp_path)
    assert found.codes == ("RC",) and found.over_four_hours().tolist()[0][0] == 20.0
    assert found.remarks[:2] == (
        "RA is counted with RC (mergers.csv).",
        "RB is counted with RC (mergers.csv).",
    )
    folder(tmp_path, "from,into", "RA,RB", "RB,RA", name="mergers.csv")
    with pytest.raises(InputError, match="in a circle"):
        read_panel(tmp_path)


@pytest.mark.parametrize(
    ("lines", "code", "says"),
    [
        ((HEAD, "2025-04,RA,-5,20,30"), "not-a-number", "-5"),
        ((HEAD, "2025-04,RA,0,0,0"), "out-of-range", "a trust without a patient"),
        ((HEAD, "2025-04,RA,100,120,30"), "out-of-range", "more than attendances_type1"),
        ((HEAD, "2025-04,RA,100,20,130"), "out-of-range", "more than attendances_type1"),
        ((HEAD, "2025-04,RA,,20,30"), "missing-value", "row 2"),
        ((HEAD, "2025-13,RA,100,20,30"), "not-a-date", "not a month"),
        ((HEAD, *["2025-04,RA,100,20,30"] * 2), "repeated", "row 3"),
        ((HEAD.replace("over_4h", "over_4hr"), "2025-04,RA,1,1,1"), "unknown-column", "over_4h_t"),
        ((HEAD[:-17], "2025-04,RA,1,1"), "missing-column", "admissions_type1"),
        ((HEAD,), "empty-file", "no trust"),
        ((), "empty-file", "nothing in the file"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, lines, code, says):
    with pytest.raises(InputError, match=says) as caught:
        read_panel(folder(tmp_path, *lines))
    assert code in {fault.code for fault in caught.value.faults}


def test_a_folder_without_files_is_said(tmp_path):
    for path, says in ((tmp_path, "no file of trusts"), (tmp_path / "none", "no such folder")):
        with pytest.raises(InputError, match=says):
            read_panel(path)


def test_a_column_of_another_name_is_said_once_and_its_rows_are_read_all_the_same(tmp_path):
    head = HEAD.replace("month", "Month").replace("over_4h_type1", "over_4hrs_type_1")
    with pytest.raises(InputError) as caught:
        read_panel(folder(tmp_path, head, "2025-04,RA,100,-2,30", "2025-04,RB,100,2,30"))
    found = [(fault.column, fault.code) for fault in caught.value.faults]
    assert found == [
        ("Month", "unknown-column"),
        ("over_4hrs_type_1", "unknown-column"),
        ("over_4h_type1", "not-a-number"),
    ]


def test_a_month_that_no_file_has_is_said(tmp_path):
    folder = few_trusts(tmp_path / "few", 3)
    file = folder / "trusts-2025.csv"
    lines = [line for line in file.read_text("utf-8").splitlines() if "2025-08" not in line]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    remarks = read_panel(folder).remarks
    assert any(says.startswith("No file has 2025-08: no trust is known there") for says in remarks)
    assert not any("has no row for 2025-08" in says for says in remarks)
    assert read_panel(few_trusts(tmp_path / "whole", 3)).remarks == ()
