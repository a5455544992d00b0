"""`sevenday check`, `roll` and `demo` from outside: exit codes, forms, faults, no traceback."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

import sevenday as sd
from tests.cli.examples import EIGHT, PSYCHIATRY
from tests.contracts.forms import GOOD

TODAY = ("--contract", "england-2016", "--on", "2026-09-01")


def test_a_code_that_nobody_knows_is_told_three_times_and_counted(run, tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    days = "Mon,Tue,Wed,Thu,Fri,Sat,Sun"
    (tmp_path / "template.csv").write_text(f"week,{days}\n1,Q,Q,Q,Q,Q,,Z\n")
    code, out, err = run("check", tmp_path, *TODAY)
    told = err.splitlines()
    assert (code, out, len(told)) == (2, "", 5)
    assert "template.csv row 2 column 'Wed': no shift 'Q'" in told[2]
    assert told[3] == "sevenday: template.csv: the same in 2 more places"
    assert "column 'Sun': no shift 'Z'" in told[4]


def test_exit_0_without_a_breach_1_with_one(run):
    assert run("check", PSYCHIATRY)[0] == 0
    assert run("check", PSYCHIATRY, *TODAY)[0] == 1
    assert run("check", EIGHT, "--use", "template")[0] == 0


def test_json_is_the_form_that_the_docs_give(run):
    code, out, _ = run("check", PSYCHIATRY, *TODAY, "--format", "json")
    said = json.loads(out)
    assert code == 1 and set(said) == {"contract", "on", "lines", "breaches", "notes"}
    assert (said["contract"], said["on"]) == ("england-2016", "2026-09-01")
    first = said["breaches"][0]
    assert set(first) == {
        "rule",
        "doctor",
        "from",
        "to",
        "value",
        "limit",
        "unit",
        "clause",
        "branch",
        "certainty",
        "sentence",
    }
    assert (first["from"], first["to"]) == ("2015-10-01T21:30", "2015-10-02T09:00")
    assert (first["value"], first["limit"]) == (11.5, 48)
    assert said["lines"][0]["weekend_frequency"] == pytest.approx(5 / 26, abs=1e-6)


def test_many_breaches_are_one_row_a_doctor_and_rule_the_worst_first(run):
    _, out, _ = run("check", PSYCHIATRY, *TODAY, "--format", "json")
    breaches = json.loads(out)["breaches"]
    groups = Counter((each["doctor"], each["rule"]) for each in breaches)
    _, page, _ = run("check", PSYCHIATRY, *TODAY, "--format", "html")
    table = page.split("What to mend")[1].split("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table)[1:]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    assert {(c[0], c[1]): int(c[2]) for c in cells} == groups
    assert len(breaches) > 2 * len(groups)
    worst = {}
    for each in breaches:
        over = abs(each["value"] - each["limit"]) / each["limit"]
        worst[each["doctor"]] = max(worst.get(each["doctor"], 0), over)
    order = [worst[name] for name in dict.fromkeys(c[0] for c in cells)]
    assert order == sorted(order, reverse=True)
    first = next(c for c in cells if c[:2] == ["01-SpR", "hours.rest_after_long"])
    assert first[3:] == ["11 h 30 min", "48 h", "Thu 1 Oct 2015, Thu 5 Nov 2015, Thu 10 Dec 2015"]
    folded = page.split("<summary>Each breach (136)</summary>")[1].split("</details>")[0]
    assert folded.count("<tr>") == 1 + len(breaches)  # the headings, and every one


def test_few_breaches_are_told_one_by_one(run, tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end,breaks\nL,07:00,21:30,30+30\n")
    (tmp_path / "rota.csv").write_text("doctor,2026-12-07,2026-12-08,2026-12-09\nA,L,,L\nB,L,,\n")
    code, out, _ = run("check", tmp_path, "--contract", "england-2016")
    assert code == 1 and "--format html and json" not in out
    assert out.count("A: the shift") == 2 and out.count("B: the shift") == 1
    assert "Mon 7 Dec 2026, Wed 9 Dec 2026" in out  # A's two, in one row
    assert "Breaches by rule" not in out


def test_html_is_one_page_that_escapes_names(run, tmp_path):
    for file in EIGHT.iterdir():
        text = file.read_text("utf-8").replace("Post 1", "<b>Post & 1</b>")
        (tmp_path / file.name).write_text(text, "utf-8")
    out = tmp_path / "page.html"
    assert run("check", tmp_path, "--format", "html", "--out", out)[:2] == (0, "")
    page = out.read_text("utf-8")
    assert "&lt;b&gt;Post &amp; 1&lt;/b&gt;" in page and "<b>Post" not in page
    assert "http" not in page


def test_a_rota_and_a_template_together(run, tmp_path):
    for file in EIGHT.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    code, out, _ = run("roll", tmp_path, "--weeks", "2")
    (tmp_path / "rota.csv").write_text(out.replace("Post 1,D,D,D,D,L,L,L", "Post 1,L,L,L,L,L,L,L"))
    assert code == 0
    assert run("check", tmp_path)[0] == 1
    assert run("check", tmp_path, "--use", "template")[0] == 0


def test_what_came_before_counts_and_is_not_told_again(run, tmp_path):
    for name in ("shifts.csv", "hospital.toml"):
        (tmp_path / name).write_bytes((EIGHT / name).read_bytes())
    days = [f"2019-09-{day:02}" for day in range(2, 16)]
    (tmp_path / "rota.csv").write_text(f"doctor,{','.join(days[7:])}\nA,D,D,,,,,\n")
    assert run("check", tmp_path)[0] == 0
    (tmp_path / "history.csv").write_text(f"doctor,{','.join(days[:7])}\nA,,D,D,D,D,D,D\n")
    code, out, _ = run("check", tmp_path, "--format", "json")
    broken = [(b["rule"], b["from"][:10]) for b in json.loads(out)["breaches"]]
    assert code == 1 and broken == [("hours.consecutive_shifts", "2019-09-03")]


def test_roll_writes_a_rota_that_reads_back(run, tmp_path):
    code, out, _ = run("roll", EIGHT)
    (tmp_path / "rota.csv").write_text(out)
    (tmp_path / "shifts.csv").write_bytes((EIGHT / "shifts.csv").read_bytes())
    rota = sd.read(tmp_path).rota
    assert code == 0 and rota is not None
    assert rota.days == 56 and rota.first.isoformat() == "2019-09-02"
    told = json.loads(run("roll", EIGHT, "--format", "json")[1])["rota"]
    assert told["Post 1"]["2019-09-02"] == "D" and "2019-09-09" not in told["Post 1"]
    assert run("roll", EIGHT, "--weeks", "3")[1].splitlines()[0].count(",") == 21


@pytest.mark.slow
def test_the_demo_says_the_same_as_the_commands(run, tmp_path, monkeypatch):
    # the README's own run has all the steps; what is compared here holds after any
    monkeypatch.setattr("sevenday.cli.demo.REBUILT_STEPS", 5)
    monkeypatch.setattr("sevenday.cli.demo.FLOW_REPLICATIONS", 2)
    code, out, _ = run("demo", "--format", "json", "--folder", tmp_path / "new")
    said = json.loads(out)
    old, imposed, today = said["checks"]
    assert code == 0
    assert {line["band"] for line in old["lines"]} == {"1B"} and not old["breaches"]
    assert not imposed["breaches"]
    assert today == json.loads(run("check", PSYCHIATRY, *TODAY, "--format", "json")[1])
    assert [p["contract"] for p in said["pay"]][1:3] == ["imposed-2016-03", "acas-2016-05"]
    assert {path.suffix for path in (tmp_path / "new").iterdir()} == {".html", ".xlsx", ".csv"}
    assert said["pay"][3] == json.loads(run("pay", PSYCHIATRY, *TODAY, "--format", "json")[1])
    rebuilt = said["rebuilt"]
    assert rebuilt["as_worked"]["posts_in_breach"] == 26
    assert rebuilt["as_worked"]["breaches"] == len(today["breaches"])
    assert rebuilt["built_anew"]["posts_in_breach"] == rebuilt["built_anew"]["breaches"] == 0
    assert rebuilt["as_worked"]["pay"] == said["pay"][3]["total"]
    assert_rebuilt(tmp_path / "new" / "rebuilt-rota.csv", rebuilt, today)


def assert_rebuilt(rota, rebuilt, today):
    """The rota written is lawful, has the cover that is said, and each post's own hours."""
    anew = PSYCHIATRY.parent / "psychiatry-rebuilt"
    texts = {path.name: path.read_text() for path in anew.iterdir()}
    folder = rota.parent / "hospital"
    folder.mkdir()
    for name, text in (texts | {"rota.csv": rota.read_text()}).items():
        (folder / name).write_text(text)
    made = sd.read(folder)
    checked = sd.check(made, sd.contract("england-2016", on="2026-09-01"))
    assert checked.breaches == ()
    real = {line["doctor"]: line["average_hours_without_leave"] for line in today["lines"]}
    for line in checked.lines:
        assert abs(line.average_hours_without_leave - real[line.doctor]) < 1.001
    cells = np.array(made.cells.texts)[made.rota.codes]
    short = Counter()
    for need in made.cover:
        for day in range(made.rota.days):
            if need.holds_on(made.rota.first + timedelta(days=day)):
                there = int((cells[:, day] == need.shift).sum())
                short[need.shift] += max(0, need.min - there)
    assert short.total() == sum(p["needed"] - p["there"] for p in rebuilt["uncovered"])


WRONG = {
    "no folder": (("check", "nowhere"), "nowhere"),
    "no template to roll": (("roll", PSYCHIATRY), "no template.csv"),
    "a contract that is not there": (("check", EIGHT, "--contract", "nobody"), "nobody"),
    "a date before the contract": (("check", EIGHT, "--on", "2016-01-01"), "2016-08-03"),
    "a date that is none": (("pay", EIGHT, "--on", "2019-02-30"), "2019-02-30"),
    "a form that is none": (("check", EIGHT, "--format", "pdf"), "pdf"),
    "an option that is none": (("check", EIGHT, "--wibble"), "wibble"),
    "a use that is none": (("check", EIGHT, "--use", "diary"), "diary"),
    "a rota that is not there": (("check", EIGHT, "--use", "rota"), "rota.csv"),
    "a command that is none": (("wibble",), "wibble"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_call_is_said_and_exits_2(run, case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words, named = WRONG[case]
    code, out, err = run(*words)
    assert code == 2 and named in err and not out


CONTRACTS = {
    "undated": ("effective_from = 2016-08-03\n", "", "effective_from"),
    "uncited": ('source = { document = "TCS 2016", clause = "paragraph 8" }\n', "", "source"),
    "of the wrong unit": ('unit = "hours"', 'unit = "furlongs"', "furlongs"),
    "of another kind than its unit": ("value = 72", 'value = "often"', "often"),
}


@pytest.mark.parametrize("case", CONTRACTS)
def test_a_contract_file_with_a_term_is_refused(run, case, tmp_path):
    old, new, named = CONTRACTS[case]
    assert old in GOOD
    file = tmp_path / "mine.toml"
    file.write_text(GOOD.replace(old, new))
    for command in ("check", "pay"):
        code, out, err = run(command, EIGHT, "--contract", file)
        assert code == 2 and not out
        assert "mine.toml" in err and "hours.in_168h" in err and named in err


def test_a_wrong_cell_is_named_by_a_fresh_interpreter(tmp_path):
    """As its user meets it: file, row, column, what was found, what was expected."""
    for file in EIGHT.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rota = "doctor,2019-09-02,2019-09-03\nPost 1,D,Q\nPost 2,D,N+L\nPost 3,D,D\n"
    (tmp_path / "rota.csv").write_text(rota)
    called = [sys.executable, "-m", "sevenday", "check", str(tmp_path)]
    said = subprocess.run(called, capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (2, "")
    first, second = said.stderr.splitlines()
    assert "rota.csv row 2 column '2019-09-03'" in first and "'Q'" in first and "D, L, N" in first
    assert "rota.csv row 3 column '2019-09-03'" in second and "N+L" in second


def test_fines_and_notice_stand_beside_the_verdict(run, tmp_path):
    for file in EIGHT.iterdir():
        text = file.read_text("utf-8").replace("L,Long day,08:30,21:00", "L,Long day,08:30,21:45")
        (tmp_path / file.name).write_text(text, "utf-8")
    words = ("check", tmp_path, "--fines", "--notice", "--on", "2019-07-22")
    code, out, _ = run(*words, "--format", "json")
    said = json.loads(out)
    assert code == 1 and len(said["fines"]) == 0  # fined only from August 2019
    code, out, _ = run(*words[:-1], "2019-09-02", "--format", "json")
    said = json.loads(out)
    first = said["fines"][0]
    assert (first["rule"], first["hours_enhanced"]) == ("hours.shift_length", 0.25)
    assert (first["total"], first["to_doctor"], first["to_guardian"]) == (21.77, 8.16, 13.61)
    assert [(n["what"], n["due"], n["late"]) for n in said["notice"]] == [
        ("work schedule", "2019-07-08", True),
        ("duty roster", "2019-07-22", True),
    ]
    text = run(*words[:-1], "2019-09-02")[1]
    assert "if the rota is worked as it is written" in text and "Monday 8 July 2019" in text


def test_a_late_rota_exits_1_and_one_in_time_0(run):
    assert run("check", EIGHT, "--notice", "--on", "2019-07-08")[0] == 0
    assert run("check", EIGHT, "--notice", "--on", "2019-07-09")[0] == 1


def test_a_contract_without_fines_or_notice_says_so(run):
    code, out, _ = run("check", PSYCHIATRY, "--fines", "--notice")
    assert code == 0
    assert "no guardian's fines" in out and "says nothing of when" in out


def test_arrears_on_a_payslip_are_set_aside_and_named(run, tmp_path):
    payslip = tmp_path / "payslip.csv"
    lines = "Post 1,Basic pay,3435.50,month\nPost 1,Arrears,210.00,month\n"
    payslip.write_text(f"doctor,element,amount,per\n{lines}")
    call = ("pay", EIGHT, "--on", "2026-09-01", "--against", payslip)
    code, out, _ = run(*call)
    assert code == 1 and "Set aside, not compared" in out and "210.00" in out
    (held,) = json.loads(run(*call, "--format", "json")[1])["against"]
    assert held["set_aside"] == [{"line": "Arrears", "amount": 210.0, "kind": "arrears"}]
    assert held["lines"][0]["difference"] == 0


def test_a_payslip_against_what_is_due(run, tmp_path):
    payslip = tmp_path / "payslip.csv"
    payslip.write_text("doctor,element,amount,per\nPost 1,basic,2307.42,month\n")
    code, out, _ = run("pay", EIGHT, "--against", payslip)
    assert code == 1 and "a month under what is due" in out and "not on the payslip" in out
    code, out, _ = run("pay", EIGHT, "--against", payslip, "--format", "json")
    (held,) = json.loads(out)["against"]
    lines = {line["element"]: line["difference"] for line in held["lines"]}
    assert lines == {"basic": 0, "additional_hours": -266.8, "night": -233.45, "weekend": -173.06}
    payslip.write_text("element,amount,per\nBasic pay,2307.42,month\nArrears,210.00,month\n")
    code, out, _ = run("pay", EIGHT, "--against", payslip)
    assert code == 2  # whose payslip?
    payslip.write_text("doctor,element,amount\nPost 1,parking,some\n")
    code, out, err = run("pay", EIGHT, "--against", payslip)
    assert code == 2 and not out and "payslip.csv row 2 column 'amount'" in err
    assert run("pay", EIGHT, "--against", tmp_path / "none.csv")[0] == 2
