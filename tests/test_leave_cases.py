"""Worked cases of leave and of parts of a reference period: tests/cases/leave.toml."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import sevenday as sd
from tests.worked_cases import days_of, load, shift_row

BOOK, CASES = load("leave.toml")
MONDAY = date(2026, 12, 7)
PLAIN = {"grade": "ST3"}


def rota_csv(weeks: dict[str, str], first: date) -> str:
    rows = []
    for name, line in weeks.items():
        cells = [BOOK["codes"].get(cell, cell) for week in days_of(line) for cell in week]
        rows.append(",".join([name, *cells]))
    days = [(first + timedelta(days=k)).isoformat() for k in range(len(cells))]
    return "\n".join([",".join(["doctor", *days]), *rows])


def write_folder(folder: Path, case: dict) -> None:
    rows = [shift_row(code, said) for code, said in BOOK["shifts"].items()]
    header = "code,start,end,breaks,kind,work_hours,work_night,work_episodes,rest_continuous"
    (folder / "shifts.csv").write_text("\n".join([header, *rows]))
    (folder / "rota.csv").write_text(rota_csv(case["weeks"], MONDAY))
    if history := case.get("history"):
        weeks = len(next(iter(history.values())).split())
        (folder / "history.csv").write_text(rota_csv(history, MONDAY - timedelta(weeks=weeks)))
    doctors = case.get("doctors", dict.fromkeys(case["weeks"], PLAIN))
    columns = next(iter(sorted(doctors.values(), key=len, reverse=True)))
    lines = [
        ",".join([name, *(str(said.get(column, "")) for column in columns)])
        for name, said in doctors.items()
    ]
    (folder / "doctors.csv").write_text("\n".join([f"doctor,{','.join(columns)}", *lines]))
    top = "".join(f"{key} = {value}\n" for key, value in case.get("hospital", {}).items())
    settings = "".join(f'{key} = "{value}"\n' for key, value in case.get("settings", {}).items())
    (folder / "hospital.toml").write_text(f"{top}[settings]\n{settings}")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_rota_with_leave_comes_to_what_is_right(case, tmp_path):
    write_folder(tmp_path, case)
    hospital, terms = sd.read(tmp_path), sd.contract("england-2016", on="2026-12-07")
    result = sd.check(hospital, terms)
    lines = {line.doctor: line for line in result.lines}
    for name, hours in case.get("averages", {}).items():
        assert lines[name].average_hours == pytest.approx(hours, abs=1e-5)
    for name, hours in case.get("without", {}).items():
        assert lines[name].average_hours_without_leave == pytest.approx(hours, abs=1e-5)
    if "so_far" in case:
        assert all(line.so_far == case["so_far"] for line in result.lines)
    assert sorted({breach.rule for breach in result.breaches}) == case.get("breaks", [])
    if "sentence" in case:
        assert any(case["sentence"] in breach.sentence for breach in result.breaches)
    paid = sd.price(hospital, terms)
    for slip in paid.doctors:
        if expected := case.get("pay", {}).get(slip.doctor):
            assert {line.element: line.amount for line in slip.lines} == expected
    notes = [*result.notes, *paid.notes]
    for part in case.get("notes", []):
        assert any(part in note for note in notes), notes
