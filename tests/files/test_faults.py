"""Bad input never passes silently: a fault says file, row, column, what and why."""

from pathlib import Path

import pytest

import sevenday as sd
from tests.files.folders import DATES, DOCTORS, ROTA, SHIFTS, TEMPLATE, folder


def faults(path: Path) -> list:
    with pytest.raises(sd.InputError) as error:
        sd.read(path)
    return list(error.value.faults)


def test_the_folder_that_the_faults_are_put_into_is_right(tmp_path):
    hospital = sd.read(folder(tmp_path, doctors=DOCTORS, template=TEMPLATE))
    assert [d.name for d in hospital.doctors] == ["A", "B"]


CASES = {
    "unknown shift code": (
        {"rota": f"doctor,{DATES}\nA,D,Q,D\n"},
        "rota.csv",
        2,
        "2026-09-08",
        "Q",
    ),
    "unknown code in a join": (
        {"rota": f"doctor,{DATES}\nA,D,D+Q,D\n"},
        "rota.csv",
        2,
        "2026-09-08",
        "D+Q",
    ),
    "parts that overlap": (
        {"rota": f"doctor,{DATES}\nA,D,D+L,D\n"},
        "rota.csv",
        2,
        "2026-09-08",
        "D+L",
    ),
    "resident parts split by a gap": (
        {"shifts": SHIFTS + "P,18:00,21:00\n", "rota": f"doctor,{DATES}\nA,D,D+P,\n"},
        "rota.csv",
        2,
        "2026-09-08",
        "D+P",
    ),
    "doctor twice in the rota": (
        {"rota": f"doctor,{DATES}\nA,D,D,D\nA,,,\n"},
        "rota.csv",
        3,
        "doctor",
        "A",
    ),
    "doctor twice in doctors.csv": (
        {"doctors": "doctor,grade\nA,F1\nB,ST4\nA,F2\n"},
        "doctors.csv",
        4,
        "doctor",
        "A",
    ),
    "shift twice": ({"shifts": SHIFTS + "D,10:00,18:00\n"}, "shifts.csv", 5, "code", "D"),
    "date out of order": (
        {"rota": "doctor,2026-09-08,2026-09-07\nA,D,D\n"},
        "rota.csv",
        1,
        "2026-09-07",
        "2026-09-07",
    ),
    "date missing": (
        {"rota": "doctor,2026-09-07,2026-09-09\nA,D,D\n"},
        "rota.csv",
        1,
        "2026-09-09",
        "2026-09-09",
    ),
    "date twice": (
        {"rota": "doctor,2026-09-07,2026-09-08,2026-09-08\nA,D,D,D\n"},
        "rota.csv",
        1,
        "2026-09-08",
        "2026-09-08",
    ),
    "not a date": ({"rota": "doctor,7 Sept\nA,D\n"}, "rota.csv", 1, "7 Sept", "7 Sept"),
    "no such day of the month": (
        {"rota": "doctor,date,shift\nA,2026-02-30,D\n"},
        "rota.csv",
        2,
        "date",
        "2026-02-30",
    ),
    "a time that is none": (
        {"shifts": "code,start,end\nD,9.00,17:00\n"},
        "shifts.csv",
        2,
        "start",
        "9.00",
    ),
    "a time of day that is none": (
        {"shifts": "code,start,end\nD,09:00,25:00\n"},
        "shifts.csv",
        2,
        "end",
        "25:00",
    ),
    "a resident shift of over 24 hours": (
        {
            "shifts": "code,start,end\nD,09:00,21:00\nE,21:00,09:01\n",
            "rota": f"doctor,{DATES}\nA,D,D+E,\n",
        },
        "rota.csv",
        2,
        "2026-09-08",
        "D+E",
    ),
    "overlapping duties": (
        {
            "rota": f"doctor,{DATES}\nA,D,D,D\nB,N,D,\n",
            "shifts": SHIFTS.replace("N,20:30,09:00", "N,20:30,09:15"),
        },
        "rota.csv",
        3,
        "2026-09-08",
        "D",
    ),
    "half a template: a week missing": (
        {"template": TEMPLATE.replace("2,N", "3,N")},
        "template.csv",
        3,
        "week",
        "3",
    ),
    "half a template: a weekday missing": (
        {"template": "week,Mon,Tue,Wed,Thu,Fri,Sat\n1,D,D,D,D,D,\n"},
        "template.csv",
        1,
        "Sun",
        "",
    ),
    "half a template: a row that ends before Sunday": (
        {"template": TEMPLATE.replace("2,N,N,N,N,,,", "2,N,N,N")},
        "template.csv",
        3,
        "Thu",
        "",
    ),
    "half a rota: a row that ends before the last date": (
        {"rota": f"doctor,{DATES}\nA,D,D,D\nB,N\n"},
        "rota.csv",
        3,
        "2026-09-08",
        "",
    ),
    "a duty that history's last runs into": (
        {
            "shifts": SHIFTS.replace("N,20:30,09:00", "N,20:30,09:15"),
            "history": "doctor,2026-09-06\nB,D\nA,N\n",
        },
        "rota.csv",
        2,
        "2026-09-07",
        "D",
    ),
    "a template whose last night runs into its first day": (
        {
            "shifts": SHIFTS.replace("N,20:30,09:00", "N,20:30,09:15"),
            "template": "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,D,D,D,D,D,,N\n",
            "rota": None,
        },
        "template.csv",
        2,
        "Mon",
        "D",
    ),
    "leave in a template": (
        {"template": TEMPLATE.replace("1,D", "1,AL")},
        "template.csv",
        2,
        "Mon",
        "AL",
    ),
    "a wrong encoding": (
        {"rota": f"doctor,{DATES}\nA,D,D,D\nZoë,,,\n".encode("latin-1")},
        "rota.csv",
        3,
        "",
        None,
    ),
    "UTF-16, as Excel's Unicode text": ({"rota": ROTA.encode("utf-16")}, "rota.csv", 1, "", None),
    "an unknown column": (
        {"doctors": "doctor,grade,salary\nA,F1,3\nB,F1,3\n"},
        "doctors.csv",
        1,
        "salary",
        "salary",
    ),
    "a column twice": (
        {"doctors": "doctor,grade,grade\nA,F1,F1\nB,F1,F1\n"},
        "doctors.csv",
        1,
        "grade",
        "grade",
    ),
    "a column missing": ({"shifts": "code,start\nD,09:00\n"}, "shifts.csv", 1, "end", ""),
    "more cells than columns": (
        {"rota": f"doctor,{DATES}\nA,D,D,D,D\n"},
        "rota.csv",
        2,
        "",
        "5 cells",
    ),
    "an unknown key": ({"hospital": 'naem = "x"\n'}, "hospital.toml", None, "naem", "x"),
    "an unknown setting": (
        {"hospital": "[settings]\neight_shifts = true\n"},
        "hospital.toml",
        None,
        "settings.eight_shifts",
        "True",
    ),
    "a setting of the wrong kind": (
        {"hospital": '[settings]\ncriterion_r = "yes"\n'},
        "hospital.toml",
        None,
        "settings.criterion_r",
        "yes",
    ),
    "not TOML": ({"hospital": "weeks = 8\nname = \n"}, "hospital.toml", 2, "", ""),
    "a number that is none": (
        {"hospital": "leave_days = 'few'\n"},
        "hospital.toml",
        None,
        "leave_days",
        "few",
    ),
    "a start that is no date": (
        {"hospital": 'starts = "7/9/2026"\n'},
        "hospital.toml",
        None,
        "starts",
        "7/9/2026",
    ),
    "an unknown grade": (
        {"doctors": "doctor,grade\nA,SHO\nB,F1\n"},
        "doctors.csv",
        2,
        "grade",
        "SHO",
    ),
    "a whole-time equivalent over 1": (
        {"doctors": "doctor,wte\nA,1.2\nB,1\n"},
        "doctors.csv",
        2,
        "wte",
        "1.2",
    ),
    "a whole-time equivalent of nothing": (
        {"doctors": "doctor,wte\nA,0\nB,1\n"},
        "doctors.csv",
        2,
        "wte",
        "0",
    ),
    "neither yes nor no": (
        {"doctors": "doctor,opt_out\nA,maybe\nB,no\n"},
        "doctors.csv",
        2,
        "opt_out",
        "maybe",
    ),
    "a start week past the cycle": (
        {"doctors": "doctor,start_week\nA,3\nB,1\n", "template": TEMPLATE},
        "doctors.csv",
        2,
        "start_week",
        "3",
    ),
    "a template that is not there": (
        {"doctors": "doctor,template\nA,ltft\nB,\n", "template": TEMPLATE},
        "doctors.csv",
        2,
        "template",
        "ltft",
    ),
    "a rota's doctor who is not in doctors.csv": (
        {"doctors": "doctor\nA\n"},
        "rota.csv",
        3,
        "doctor",
        "B",
    ),
    "a duty before joining": (
        {"doctors": "doctor,joined\nA,2026-09-08\nB,\n"},
        "rota.csv",
        2,
        "2026-09-07",
        "D",
    ),
    "a duty after leaving": (
        {"doctors": "doctor,left\nA,2026-09-08\nB,\n"},
        "rota.csv",
        2,
        "2026-09-09",
        "D",
    ),
    "weeks and an end": (
        {"hospital": "starts = 2026-09-07\nweeks = 4\nends = 2026-09-20\n"},
        "hospital.toml",
        None,
        "ends",
        "2026-09-20",
    ),
    "an end before the start": (
        {"hospital": "starts = 2026-09-07\nends = 2026-09-06\n"},
        "hospital.toml",
        None,
        "ends",
        "2026-09-06",
    ),
    "left before joined": (
        {"doctors": "doctor,joined,left\nA,2026-09-08,2026-09-01\nB,,\n"},
        "doctors.csv",
        2,
        "left",
        "2026-09-01",
    ),
    "more work than the period has": (
        {
            "shifts": SHIFTS[:-1]
            .replace("code,start,end", "code,start,end,kind,work_hours")
            .replace("09:00,17:00", "09:00,17:00,on-call,9")
        },
        "shifts.csv",
        2,
        "work_hours",
        "9",
    ),
    "breaks that are none": (
        {"shifts": "code,start,end,breaks\nD,09:00,17:00,half an hour\n"},
        "shifts.csv",
        2,
        "breaks",
        "half an hour",
    ),
    "a code that has a meaning of its own": (
        {"shifts": SHIFTS + "AL,09:00,17:00\n"},
        "shifts.csv",
        5,
        "code",
        "AL",
    ),
    "a kind of duty that is none": (
        {"shifts": "code,start,end,kind\nD,09:00,17:00,night\n"},
        "shifts.csv",
        2,
        "kind",
        "night",
    ),
    "an empty file": ({"rota": ""}, "rota.csv", None, "", ""),
    "only a header": ({"rota": f"doctor,{DATES}\n"}, "rota.csv", None, "", ""),
    "no rota and no template": ({"rota": None}, None, None, None, None),
    "no shifts": ({"shifts": None}, "shifts.csv", None, "", ""),
    "long: doctor and date twice": (
        {"rota": "doctor,date,shift\nA,2026-09-07,D\nA,2026-09-07,N\n"},
        "rota.csv",
        3,
        "date",
        "2026-09-07",
    ),
    "history with a gap before the rota": (
        {"history": "doctor,2026-09-05\nA,D\n"},
        "history.csv",
        None,
        "2026-09-05",
        "2026-09-05",
    ),
    "history of somebody else": (
        {"history": "doctor,2026-09-06\nZ,D\n"},
        "history.csv",
        2,
        "doctor",
        "Z",
    ),
    "cover for a shift that is not there": (
        {"cover": "shift,days,min\nQ,all,1\n"},
        "cover.csv",
        2,
        "shift",
        "Q",
    ),
    "cover on a day that is none": (
        {"cover": "shift,days,min\nD,Mon-Fry,1\n"},
        "cover.csv",
        2,
        "days",
        "Mon-Fry",
    ),
    "a request by nobody": (
        {"requests": "doctor,from,want\nZ,2026-09-07,off\n"},
        "requests.csv",
        2,
        "doctor",
        "Z",
    ),
    "a request that ends before it begins": (
        {"requests": "doctor,from,to,want\nA,2026-09-09,2026-09-07,off\n"},
        "requests.csv",
        2,
        "to",
        "2026-09-07",
    ),
    "a control character": ({"rota": "doctor,2026-09-07\nA\x07,D\n"}, "rota.csv", 2, "", "A\x07"),
    "NUL bytes": ({"rota": b"doctor,2026-09-07\nA,\x00\n"}, "rota.csv", None, "", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_each_fault_names_its_place(name, tmp_path):
    files, file, row, column, found = CASES[name]
    first = faults(folder(tmp_path, **files))[0]
    assert first.what
    if file:
        assert (first.file, first.row, first.column) == (file, row, column)
    if found is not None:
        assert first.found == found
    assert first.expected or name == "not TOML"


def test_exactly_24_hours_are_a_shift(tmp_path):
    shifts = "code,start,end\nD,08:00,20:00\nE,20:00,08:00\nF,08:00,08:00\n"
    sd.read(folder(tmp_path, shifts=shifts, rota=f"doctor,{DATES}\nA,D+E,F,\n"))


def test_all_faults_are_told_at_once(tmp_path):
    files = {
        "shifts": "code,start,end\nD,9,17:00\nL,08:30,x\n",
        "doctors": "doctor,wte\nA,2\nB,3\n",
    }
    assert len(faults(folder(tmp_path, **files))) >= 4


def test_a_path_that_is_not_there(tmp_path):
    assert faults(tmp_path / "nowhere")[0].what == "not there"


def test_a_damaged_old_workbook_is_no_hospital(tmp_path):
    (tmp_path / "x.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert faults(tmp_path / "x.xls")[0].what.startswith("cannot be opened as a workbook")


def test_a_file_of_another_kind_is_no_folder(tmp_path):
    (tmp_path / "x.txt").write_text("rota")
    assert faults(tmp_path / "x.txt")[0].what == "not a folder"


def test_a_text_of_two_bytes_a_letter_is_named_as_excels_own(tmp_path):
    made = folder(tmp_path)
    (made / "rota.csv").write_text(f"doctor\t{DATES}\nA\tD\tD\tD\n", encoding="utf-16")
    (found,) = faults(made)
    assert "Unicode Text" in found.what and "CSV UTF-8" in found.expected


def test_a_first_line_that_tells_excel_of_commas_is_passed_over(tmp_path):
    made = folder(tmp_path)
    text = "sep=,\n" + (made / "rota.csv").read_text()
    (made / "rota.csv").write_text(text)
    assert sd.read(made).rota.days == len(DATES.split(","))


def test_one_fault_does_not_make_faults_of_what_hangs_on_it(tmp_path):
    made = folder(tmp_path, doctors="doctor;grade\nA;F1\n")
    assert [fault.file for fault in faults(made)] == ["doctors.csv"]
    text = (made / "shifts.csv").read_text().replace("09:00", "9am")
    (made / "shifts.csv").write_text(text)
    assert {fault.file for fault in faults(made)} == {"doctors.csv", "shifts.csv"}
