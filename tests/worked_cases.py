"""The worked cases of tests/cases, and each as a hospital's folder."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

import sevenday as sd

CASES = Path(__file__).parent / "cases"
ON_CALL = ("kind", "work_hours", "work_night", "work_episodes", "rest_continuous")
WEEKDAYS = "Mon,Tue,Wed,Thu,Fri,Sat,Sun"


def load(name: str) -> tuple[dict, list]:
    book = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    return book, book["case"]


def shift_row(code: str, said: str | dict) -> str:
    said = {"time": said} if isinstance(said, str) else said
    time, _, breaks = said["time"].partition(" ")
    start, end = time.split("-")
    rest = [said.get(column, "") for column in ON_CALL]
    return ",".join(str(cell) for cell in (code, start, end, breaks, *rest))


def days_of(weeks: str) -> list[list[str]]:
    """Cells by week: a letter a day, "." off, "X/C" two duties that start on one date."""
    found = []
    for week in weeks.split():
        cells: list[str] = []
        join = False
        for letter in week:
            if letter == "/":
                join = True
            elif join:
                cells[-1] += f"+{letter}"
                join = False
            else:
                cells.append("-" if letter == "." else letter)
        assert len(cells) == 7, week
        found.append(cells)
    return found


def write_folder(folder: Path, case: dict, shifts: dict) -> None:
    """The case as a hospital's folder."""
    kinds = shifts | case.get("shifts", {})
    header = f"code,start,end,breaks,{','.join(ON_CALL)}"
    rows = [shift_row(code, said) for code, said in kinds.items()]
    (folder / "shifts.csv").write_text("\n".join([header, *rows]))
    # a case is a placement, judged whole, however short
    settings = "\n".join(
        f"{k} = {str(v).lower() if isinstance(v, bool) else repr(v)}"
        for k, v in ({"span": "placement"} | case.get("settings", {})).items()
    )
    starts = case.get("starts", date(2019, 9, 2))
    top = f"starts = {starts}\nleave_days = {case.get('leave_days', 0)}\n"
    (folder / "hospital.toml").write_text(f"{top}[settings]\n{settings}\n")
    columns = {"opt_out": "yes" if case.get("opt_out") else "no"} | case.get("doctor", {})
    (folder / "doctors.csv").write_text(
        f"doctor,{','.join(columns)}\nA,{','.join(str(v) for v in columns.values())}\n"
    )
    weeks = days_of(case["weeks"])
    if case.get("template"):
        lines = [f"{k},{','.join(week)}" for k, week in enumerate(weeks, 1)]
        (folder / "template.csv").write_text("\n".join([f"week,{WEEKDAYS}", *lines]))
    else:
        cells = [cell for week in weeks for cell in week]
        dates = [date.fromordinal(starts.toordinal() + k).isoformat() for k in range(len(cells))]
        (folder / "rota.csv").write_text(f"doctor,{','.join(dates)}\nA,{','.join(cells)}\n")


def assert_verdict(result: sd.CheckResult, case: dict, version: str) -> None:
    """The breaches are those that the case names, with its numbers."""
    assert sorted({b.rule for b in result.breaches}) == sorted(case["breaks"][version])
    for key, value in case.get("line", {}).items():
        found = getattr(result.lines[0], key)
        assert found == (pytest.approx(value, abs=5e-5) if isinstance(value, float) else value)
    finds = case.get("finds")
    if finds and finds["rule"] in case["breaks"][version]:
        breach = next(b for b in result.breaches if b.rule == finds["rule"])
        assert breach.value == pytest.approx(finds["value"], abs=1e-6)
        assert breach.limit == pytest.approx(finds["limit"], abs=1e-6)
        assert breach.unit == finds["unit"]
        assert breach.branch == finds.get("branch", breach.branch)
        assert breach.doctor == "A"
        assert breach.clause in breach.sentence
