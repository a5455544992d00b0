"""arrivals.csv, service_times.csv, beds.csv and [flow]: what is wrong is said, all at once."""

from pathlib import Path

import pytest

import sevenday as sd
from sevenday.walkout.load import load_walkout
from tests.flow.hospital.small import WALKOUT, folder

HEAD = "service,day,hour,class,mean\n"
TIMES = "service,step,class,tier,minutes,cv\n"
BEDS = "service,beds,mean_stay_hours,discharges_by_hour\n"


def faults(path: Path, **files: str) -> set[tuple[str, int | None, str, str]]:
    with pytest.raises(sd.InputError) as error:
        sd.read(folder(path, **files))
    return {(f.file, f.row, f.column, f.code) for f in error.value.faults}


@pytest.mark.parametrize(
    ("file", "text", "row", "column", "code"),
    [
        ("arrivals_csv", HEAD + "ED,all,0,,-1\n", 2, "mean", "not-a-number"),
        ("arrivals_csv", HEAD + "ED,all,24,,1\n", 2, "hour", "not-a-number"),
        ("arrivals_csv", HEAD + "ED,all,,,1\n", 2, "hour", "missing-value"),
        ("arrivals_csv", HEAD + "ED,Someday,3,,1\n", 2, "day", "unknown-word"),
        ("arrivals_csv", HEAD + "ED,all,3,6,1\n", 2, "class", "not-a-number"),
        ("arrivals_csv", HEAD + "ED,all,3,,inf\n", 2, "mean", "not-a-number"),
        ("arrivals_csv", HEAD + "ED,all,3,,1\nED,all,3,,2\n", 3, "hour", "repeated"),
        ("arrivals_csv", HEAD + "ED,all,3,,0\nED,Mon,4,,0\n", None, "", "out-of-range"),
        ("arrivals_csv", "service,day,time,mean\nED,all,3,1\n", 1, "time", "unknown-column"),
        ("arrivals_csv", "service,day,mean\nED,all,1\n", 1, "hour", "missing-column"),
        (
            "arrivals_csv",
            "service,date,hour,count\nED,2026-01-05,3,1.5\n",
            2,
            "count",
            "not-a-number",
        ),
        ("arrivals_csv", "service,date,hour,count\nED,5 Jan,3,1\n", 2, "date", "not-a-date"),
        (
            "arrivals_csv",
            "service,day,date,hour,mean,count\nED,Mon,,3,1,\nED,,2026-01-05,3,,1\n",
            None,
            "",
            "arguments-clash",
        ),
        ("service_times_csv", TIMES + "ED,first,1,1,0,1\n", 2, "minutes", "out-of-range"),
        ("service_times_csv", TIMES + "ED,triage,1,1,5,1\n", 2, "step", "unknown-word"),
        ("service_times_csv", TIMES + "ED,first,,,5,-1\n", 2, "cv", "not-a-number"),
        ("service_times_csv", TIMES + "ED,first,,4,5,1\n", 2, "tier", "not-a-number"),
        ("service_times_csv", TIMES + "ED,first,,,5,\nED,first,,,6,\n", 3, "step", "repeated"),
        ("beds_csv", BEDS + "ED,-1,40,\n", 2, "beds", "not-a-number"),
        ("beds_csv", BEDS + "ED,4,0,\n", 2, "mean_stay_hours", "out-of-range"),
        ("beds_csv", BEDS + "ED,4,40,1;2;3\n", 2, "discharges_by_hour", "not-a-number"),
        ("beds_csv", BEDS + f"ED,4,40,{'0;' * 23}0\n", 2, "discharges_by_hour", "not-a-number"),
        ("beds_csv", BEDS + f"ED,4,40,{'1;' * 23}nan\n", 2, "discharges_by_hour", "not-a-number"),
        ("beds_csv", BEDS + "ED,4,40,\nED,5,40,\n", 3, "service", "repeated"),
    ],
)
def test_a_fault_has_its_file_row_and_column(
    tmp_path: Path, file: str, text: str, row: int | None, column: str, code: str
) -> None:
    name = file.replace("_csv", ".csv")
    assert (name, row, column, code) in faults(tmp_path, **{file: text})


def test_every_fault_of_every_file_comes_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        arrivals_csv=HEAD + "ED,all,0,,-1\n",
        beds_csv=BEDS + "ED,x,40,\n",
        service_times_csv=TIMES + "ED,first,,,0,\n",
    )
    assert {file for file, *_ in found} == {"arrivals.csv", "beds.csv", "service_times.csv"}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[flow]\ncubicles = {ED = 0}\n", "flow.cubicles.ED"),
        ("[flow]\nambulance = 2\n", "flow.ambulance"),
        ("[flow]\nbeds = 2\n", "flow.beds"),
        (
            '[[flow.others]]\nservice = "ED"\ntier = 3\nspan = "8-9"\ndoctors = 1\n',
            "flow.others.span",
        ),
        (
            '[[flow.others]]\nservice = "ED"\ntier = 3\nspan = "08:00-09:00"\ndoctors = 1\n'
            'days = "Fun"\n',
            "flow.others.days",
        ),
    ],
)
def test_flow_settings_that_do_not_fit(tmp_path: Path, text: str, column: str) -> None:
    assert column in {c for _, _, c, _ in faults(tmp_path, hospital_toml=text)}


def test_what_is_read_is_what_is_written(tmp_path: Path) -> None:
    hospital = sd.read(folder(tmp_path / "in"))
    again = sd.read(sd.write(hospital, tmp_path / "out"))
    assert again.patients == hospital.patients
    assert again.patients.arrivals[9].patients == 0.6


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("service,day,hour,patients", "mean"),
        ("service,date,hour,class,patients", "count"),
        ("service,day,hour", "mean"),
        ("service,hour,count", "date"),
    ],
)
def test_the_column_that_is_missing_is_named_whatever_took_its_place(
    tmp_path: Path, header: str, missing: str
) -> None:
    found = faults(tmp_path, arrivals_csv=f"{header}\n")
    assert ("arrivals.csv", 1, missing, "missing-column") in found


def test_a_renamed_column_of_patients_brings_up_no_law_on_unions(tmp_path: Path) -> None:
    files = WALKOUT | {"arrivals_csv": "service,day,hour,patients\nED,all,3,1\n"}
    with pytest.raises(sd.InputError) as error:
        load_walkout(folder(tmp_path, **files))
    assert "union" not in f"{error.value}" and "column mean" in f"{error.value}"
    files = WALKOUT | {"doctors_csv": "doctor,grade,striker\nA,ST4,yes\n"}
    with pytest.raises(sd.InputError, match="trade union"):
        load_walkout(folder(tmp_path / "other", **files))


def test_an_hour_by_the_clock_is_told_as_the_hour_that_it_is(tmp_path: Path) -> None:
    with pytest.raises(sd.InputError, match="from 0 to 23; here 8"):
        sd.read(folder(tmp_path, arrivals_csv=HEAD + "ED,all,08:00,,1\n"))
