"""Bad input is said before the search: file, place, what, and the smallest set that clashes."""

import numpy as np
import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app, main
from sevenday.errors import InputError
from sevenday.model import Requirement
from sevenday.solver.explain.headcount import minimal_shortage
from sevenday.solver.explain.inputs import refuse_inputs
from sevenday.solver.rota import build as built
from tests.solver.ward import COVER, SHIFTS, folder, terms

ASKED, PINS = "doctor,from,to,shift,want\n", "doctor,date,shift\n"


def doctors(column: str, value: str, others: str = "") -> str:
    rows = [f"Doctor {k},CT1,lead,{value if k == 3 else others}\n" for k in range(1, 10)]
    return f"doctor,grade,competences,{column}\n" + "".join(rows)


def pins(who: int, *cells: str) -> str:
    return PINS + "".join(f"Doctor {who},2026-09-{cell.replace(' ', ',')}\n" for cell in cells)


BAD = {
    "nobody has the competence": (
        {"cover_csv": COVER + "icu,L,all,1,1,1,,airway,1\n"},
        ["cover.csv row 5", "'competence'", "no doctor may fill L", "'airway'"],
    ),
    "nobody is of the tier": (
        {"cover_csv": COVER + "icu,L,all,1,1,1,3,,1\n"},
        ["cover.csv row 5", "'tier'", "tier 3"],
    ),
    "nobody is of the service": (
        {
            "cover_csv": COVER + "icu,L,all,1,1,1,,,1\n",
            "doctors_csv": doctors("service", "ward", "ward"),
        },
        ["cover.csv row 5", "'service'", "no doctor may fill L", "'icu'"],
    ),
    "nobody has both": (
        {
            "cover_csv": COVER + "icu,L,all,1,1,1,2,lead,1\n",
            "doctors_csv": "doctor,tier,competences\nDoctor 1,1,lead\nDoctor 2,2,\n",
        },
        ["cover.csv row 5", "one doctor of doctors.csv with all of tier 2, lead, icu"],
    ),
    "more than there are doctors": (
        {"cover_csv": COVER.replace("ward,N,all,1,1,1", "ward,N,all,14,14,14")},
        ["cover.csv row 3", "more is needed", "14 on N", "9 may fill it"],
    ),
    "more at once than there are doctors": (
        {
            "cover_csv": COVER.replace("ward,N,all,1,1,1", "ward,N,all,5,5,5").replace(
                "ward,L,all,1,1,1", "ward,L,Sat,5,5,5"
            )
        },
        ["Sat 2026-09-12", "ward: 5 on L, ward: 5 on N", "without any one of these rows"],
    ),
    "a request outside the dates": (
        {"requests_csv": ASKED + "Doctor 1,2027-01-01,,,off\n"},
        ["requests.csv row 2", "'2027-01-01'", "2026-09-07 to 2026-10-04"],
    ),
    "a pin outside the dates": (
        {"pins_csv": PINS + "Doctor 1,2027-01-01,L\n"},
        ["pins.csv", "2027-01-01", "outside the dates"],
    ),
    "a pin on leave": (
        {
            "requests_csv": ASKED + "Doctor 1,2026-09-08,2026-09-10,,leave\n",
            "pins_csv": pins(1, "09 L"),
        },
        ["pins.csv", "on leave (requests.csv row 2)", "the pin or the leave"],
    ),
    "a pin before joining": (
        {"doctors_csv": doctors("joined", "2026-09-14"), "pins_csv": pins(3, "09 L")},
        ["pins.csv", "not here before 2026-09-14"],
    ),
    "a pin after leaving": (
        {"doctors_csv": doctors("left", "2026-09-14"), "pins_csv": pins(3, "19 L")},
        ["pins.csv", "not here after 2026-09-14"],
    ),
    "a pin without the competence": (
        {"pins_csv": pins(9, "09 D")},
        ["pins.csv", "Doctor 9 cannot work D", "without lead"],
    ),
    "two pins on one place": (
        {"pins_csv": pins(1, "09 N") + "Doctor 2,2026-09-09,N\n"},
        ["Doctor 1, Doctor 2 are pinned to N", "at most 1", "cover.csv row 3"],
    ),
    "pins without rest": (
        {"pins_csv": pins(1, "07 L", "15 N", "16 L", "21 L")},
        [
            "pins.csv",
            "N on Tue 15 Sep 2026; Doctor 1 pinned to L on Wed 16 Sep 2026; without any one",
            "Schedule 3, paragraph 19",
        ],
    ),
    "pins that nothing may join": (
        {"pins_csv": pins(1, "09 N", "10 -", "11 N")},
        ["pinned to off on Thu 10 Sep 2026", "36 h 30 min of rest after 1 night shift in a row, "],
    ),
    "pins of a long run": (
        {"pins_csv": pins(1, *(f"{d:02} L" for d in range(14, 19)))},
        ["5 shifts of over 10 h in a row", "the most is 4 shifts"],
    ),
    "pins over the nights agreed": (
        {"doctors_csv": doctors("max_nights", "1"), "pins_csv": pins(3, "08 N", "22 N")},
        ["Doctor 3 pinned to N on Tue 22 Sep 2026", "max_nights 1"],
    ),
    "a pin against history": (
        {"history_csv": "doctor,2026-09-06\nDoctor 1,N\n", "pins_csv": pins(1, "07 L")},
        ["Doctor 1 pinned to L on Mon 7 Sep 2026", "0 h of rest between shifts"],
    ),
    "more hours than the limits allow": (
        {"doctors_csv": doctors("weekly_hours_min", "60")},
        ["doctors.csv", "weekly_hours_min", "'60'", "at most 48 hours", "paragraph 7"],
    ),
    "more hours than leave allows": (
        {
            "doctors_csv": doctors("weekly_hours_min", "45"),
            "requests_csv": ASKED + "Doctor 3,2026-09-08,2026-10-02,,leave\n",
        },
        ["Doctor 3 on leave from Tue 8 Sep 2026", "weekly_hours_min"],
    ),
    "least over most": (
        {"doctors_csv": doctors("weekly_hours_min,weekly_hours_max", "40,30", ",")},
        ["weekly_hours_min"],
    ),
    "a shift that nobody may work": (
        {"shifts_csv": SHIFTS.replace("08:00,20:30,resident", "08:00,22:30,resident")},
        ["shifts.csv", "nobody may lawfully work L", "the most is 13 h"],
    ),
    "cover on an unknown shift": (
        {"cover_csv": COVER + "ward,X,all,1,1,1,,,1\n"},
        ["cover.csv row 5", "no such shift", "'X'"],
    ),
    "a pin of an unknown shift": ({"pins_csv": pins(1, "09 X")}, ["pins.csv row 2", "'X'"]),
    "two pins of one cell": ({"pins_csv": pins(1, "09 L", "09 N")}, ["pins.csv row 3", "twice"]),
}


@pytest.mark.parametrize("name", BAD)
def test_it_is_said_before_any_search(tmp_path, monkeypatch, name):
    files, says = BAD[name]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a search was begun")

    monkeypatch.setattr("sevenday.solver.rota.build.search_levels", never)
    with pytest.raises(InputError) as error:
        sd.build(sd.read(folder(tmp_path, **files)), terms(), seconds=1)
    for words in says:
        assert words in str(error.value), str(error.value)


def test_the_command_says_it_and_exits_2(tmp_path, monkeypatch, capsys):
    path = folder(tmp_path, cover_csv=COVER + "icu,L,all,1,1,1,,airway,1\n")
    monkeypatch.setattr("sys.argv", ["sevenday", "build", str(path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "cover.csv row 5" in said and "Traceback" not in said


@pytest.mark.parametrize(
    "files",
    [
        {"pins_csv": pins(1, "09 N", "11 N")},  # the night between may be worked
        {"pins_csv": pins(1, "09 ZD")},
        {"requests_csv": ASKED + "Doctor 1,2026-09-01,2026-09-08,,leave\n"},
        {"cover_csv": COVER + "icu,L,2027-01-01,1,1,1,,airway,1\n"},
        {"doctors_csv": doctors("left", "2026-09-20")},
        {"doctors_csv": doctors("weekly_hours_min", "40")},
    ],
)
def test_what_can_be_built_is_not_refused(tmp_path, files):
    hospital = sd.read(folder(tmp_path, **files))
    refuse_inputs(hospital)
    plan = built.make_plan(hospital, terms())
    built.refuse_lines(plan, terms())


def test_a_day_that_leave_leaves_short_is_built(tmp_path):
    asked = ASKED + "".join(f"Doctor {k},2026-09-16,,,leave\n" for k in range(1, 5))
    path = folder(tmp_path, requests_csv=asked)
    words = ["build", str(path), "--steps", "2"]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 1
    assert "4 on annual leave" in result.stdout and "cannot hold together" in result.stdout


@pytest.mark.parametrize("seed", range(8))
def test_a_headcount_clash_is_minimal(tmp_path, seed):
    """By trying every way to put the doctors on shifts."""
    draw = np.random.default_rng(seed)
    many = int(draw.integers(2, 5))
    rows = [
        f"Doctor {k},{draw.choice(['', '1', '2'])},{draw.choice(['', 'lead'])}" for k in range(many)
    ]
    needs = ["service,shift,days,min,tier,competence"]
    needs += [
        f"ward,{draw.choice(list('DLN'))},all,{draw.integers(1, 4)},{draw.choice(['', '1'])},"
        f"{draw.choice(['', 'lead'])}"
        for _ in range(4)
    ]
    files = {
        "doctors_csv": "\n".join(["doctor,tier,competences", *rows]) + "\n",
        "cover_csv": "\n".join(needs) + "\n",
    }
    hospital = sd.read(folder(tmp_path, **files))

    def enough(some: list[Requirement]) -> bool:
        for choice in np.ndindex(*[4] * many):
            on = [("DLN-"[c], who) for c, who in zip(choice, hospital.doctors, strict=True)]
            if all(sum(s == n.shift and not n.against(w) for s, w in on) >= n.min for n in some):
                return True
        return False

    clash = minimal_shortage(hospital.cover, list(hospital.doctors), 5.0)
    assert bool(clash) == (not enough(list(hospital.cover)))
    assert not clash or not enough(list(clash))
    for need in clash:
        assert enough([other for other in clash if other is not need])
