"""`sevenday export`: the files that it writes, one page a doctor, what it leaves out."""

import io
import re
import shutil
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.reports.files import export as room
from sevenday.reports.files.export import export, safe
from sevenday.reports.files.schedule import MOST_WEEKS, as_pdf, schedules
from tests.files.hospitals import hospitals
from tests.files.same import plain

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = sd.contract("england-2016", on="2026-09-01")


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_command_writes_every_kind(tmp_path):
    words = ["export", str(EXAMPLES / "psychiatry-2015"), "--out", str(tmp_path / "new")]
    words += ["--contract", "england-2016", "--on", "2026-09-01", "--what", "workbook,report"]
    result = CliRunner().invoke(app, [*words, "--priced", "newdeal-2002@2015-08-05,acas-2016-05"])
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "new").rglob("*") if path.is_file())
    assert names == ["Psychiatry-South-August-2015-to-February-2016.xlsx", "report.html"]
    assert "acas-2016-05" in (tmp_path / "new" / "report.html").read_text("utf-8")
    result = CliRunner().invoke(app, [*words[:-1], "calendars"])
    assert len(list((tmp_path / "new" / "calendars").iterdir())) == 26


def test_a_contract_to_compare_is_on_the_date_asked_about_and_may_be_the_folders_own(tmp_path):
    shutil.copytree(EXAMPLES / "eight-weeks", tmp_path / "h")
    (tmp_path / "h" / "offers").mkdir()
    made = Path(sd.__file__).parent / "contracts" / "acas-2016-05.toml"
    (tmp_path / "h" / "offers" / "ours.toml").write_text(
        made.read_text("utf-8").replace('"acas-2016-05"', '"ours"'), "utf-8"
    )
    words = ["export", str(tmp_path / "h"), "--out", str(tmp_path / "out"), "--what", "report"]
    words += ["--on", "2026-09-01", "--priced", "england-2016,england-2016@2020-09-01,ours"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    for said in (
        "england-2016, Tue 1 Sep 2026",
        "england-2016, Tue 1 Sep 2020",
        "ours, Wed 18 May 2016",
    ):
        assert f"£ a year: {said}" in text, said


def test_a_second_export_changes_only_what_changed(tmp_path):
    hospital = sd.read(EXAMPLES / "psychiatry-2015")
    export(hospital, TODAY, tmp_path, ("calendars",))
    before = {p.name: p.read_bytes() for p in (tmp_path / "calendars").iterdir()}
    export(hospital, TODAY, tmp_path, ("calendars",))
    assert before == {p.name: p.read_bytes() for p in (tmp_path / "calendars").iterdir()}


def test_a_feed_that_was_spoilt_is_named(tmp_path):
    hospital = sd.read(EXAMPLES / "psychiatry-2015")
    export(hospital, TODAY, tmp_path, ("calendars",))
    file = sorted((tmp_path / "calendars").iterdir())[0]
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(sd.InputError, match=f"calendars/{file.name}: the feed before cannot be"):
        export(hospital, TODAY, tmp_path, ("calendars",))
    assert file.read_bytes() == b"\xff\xfe\x00"


def test_a_template_has_no_calendar_and_says_so(tmp_path):
    hospital = sd.read(EXAMPLES / "eight-weeks")
    done = export(hospital, TODAY, tmp_path)
    assert [why[:9] for why in done.left_out] == ["calendars"]
    assert sorted(path.suffix for path in done.written) == [
        ".html",
        ".pdf",
        ".pdf",
        ".pdf",
        ".xlsx",
    ]
    with pytest.raises(sd.InputError, match="roll it out first"):
        export(hospital, TODAY, tmp_path, ("calendars",))


def test_a_library_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "is_installed", lambda name: name != "typst")
    hospital = sd.read(EXAMPLES / "eight-weeks")
    done = export(hospital, TODAY, tmp_path)
    assert any("pip install 'sevenday[pdf]', or in a clone" in why for why in done.left_out)
    assert not (tmp_path / "schedules").exists()


def test_a_kind_or_a_folder_that_cannot_be_is_refused(tmp_path):
    hospital = sd.read(EXAMPLES / "eight-weeks")
    with pytest.raises(sd.InputError, match="nothing of that kind"):
        export(hospital, TODAY, tmp_path, ("poster",))
    (tmp_path / "file").write_text("")
    with pytest.raises(sd.InputError, match="cannot be written"):
        export(hospital, TODAY, tmp_path / "file", ("report",))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Post 1", "Post-1"),
        ("é/..", "e"),
        ("///", "unnamed"),
        ("CON:*?", "_CON"),
        ("lpt1.x", "_lpt1.x"),
        ("Conrad", "Conrad"),
        ("a" * 300, "a" * 80),
        ("..", "unnamed"),
        ("a\x00b\n", "a-b"),
        ("-rf", "rf"),
        ("王", "unnamed"),
    ],
)
def test_a_name_is_never_a_path(name, file):
    assert safe(name) == file


def test_names_alike_have_files_of_their_own(tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    (tmp_path / "rota.csv").write_text("doctor,2026-09-07\na/b,D\na b,\nA-B,D\n")
    done = export(sd.read(tmp_path), TODAY, tmp_path / "out", ("calendars",))
    stems = [path.stem for path in done.written]
    assert len({stem.lower() for stem in stems}) == 3
    assert all(re.fullmatch("a-b-[0-9a-f]{8}", stem.lower()) for stem in stems)
    # a name's file is its own: another order of doctors changes no name
    (tmp_path / "rota.csv").write_text("doctor,2026-09-07\nA-B,D\na/b,D\na b,\n")
    again = export(sd.read(tmp_path), TODAY, tmp_path / "out", ("calendars",))
    assert sorted(path.stem for path in again.written) == sorted(stems) and not again.left_out


def test_a_feed_of_nobody_in_the_rota_is_left_and_said(tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    (tmp_path / "rota.csv").write_text("doctor,2026-09-07\nPost 1,D\nPost 2,D\n")
    export(sd.read(tmp_path), TODAY, tmp_path / "out", ("calendars",))
    (tmp_path / "rota.csv").write_text("doctor,2026-09-07\nPost 1,D\n")
    done = export(sd.read(tmp_path), TODAY, tmp_path / "out", ("calendars",))
    assert [path.stem for path in done.written] == ["Post-1"]
    (why,) = done.left_out
    assert "Post-2.ics (nobody of that name" in why


def test_a_contract_of_limits_or_pay_alone_is_exported_as_far_as_it_goes(tmp_path):
    hospital = sd.read(EXAMPLES / "eight-weeks")
    for contract in ("scotland", "wales-2026", "ireland-nchd"):
        terms = sd.contract(contract, on="2026-09-01")
        done = export(hospital, terms, tmp_path / contract)
        assert len(done.written) == 5, contract


def test_the_summary_counts_the_files_of_a_folder(tmp_path):
    done = export(sd.read(EXAMPLES / "eight-weeks"), TODAY, str(tmp_path))
    lines = done.summary().splitlines()
    assert f"{tmp_path / 'schedules'}: 3 files" in lines
    assert f"{tmp_path / 'report.html'}" in lines and lines[-1].startswith("Left out: calendars")


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(hospitals())
def test_whatever_can_be_read_can_be_exported(tmp_path_factory, hospital):
    out = tmp_path_factory.mktemp("out")
    done = export(hospital, TODAY, out, ("workbook", "report"))
    assert [path.suffix for path in done.written] == [".xlsx", ".html"]
    said = next(iter(schedules(hospital, TODAY).values()))
    assert len(pages(as_pdf(said))) == 1


def test_a_schedule_is_one_page_with_its_pay_and_breaches():
    hospital = sd.read(EXAMPLES / "psychiatry-2015")
    said = schedules(hospital, TODAY)
    (text,) = pages(as_pdf(said["01-SpR"]))
    for words in (
        "Work schedule: 01-SpR",
        "85,126.91",
        "11 h 30 min of rest",
        "UNCONFIRMED",
        "Guardian of safe working hours",
        "45.50",
        "7,093.91",
        "Placement",
        "27 days a year (32 after 5 years)",
        "breaks not stated",
        "Director of medical education",
        "02 Nov 2015",
        "Schedule 2, paragraphs 14-15",
        "12.5 h",
        "Tue 1 Sep 2026",
    ):
        assert words in text, words
    (text,) = pages(as_pdf(schedules(sd.read(EXAMPLES / "eight-weeks"), TODAY)["Post 1"]))
    assert "No limit is broken." in text and "53,255.62" in text


def test_the_fullest_schedule_is_still_one_page(tmp_path):
    codes = [f"K{k}" for k in range(12)]
    rows = "".join(f"{code},A duty with a long name {code},08:00,21:30,30\n" for code in codes)
    (tmp_path / "shifts.csv").write_text(f"code,name,start,end,breaks\n{rows}")
    weeks = [f"{k + 1},{','.join(codes[(k + d) % 12] for d in range(7))}" for k in range(52)]
    head = "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun"
    (tmp_path / "template.csv").write_text("\n".join([head, *weeks]))
    name = "A doctor whose name is long, for instance Post 12 of the eastern sector"
    heading = "doctor,grade,london,premia,wte"
    (tmp_path / "doctors.csv").write_text(f'{heading}\n"{name}",ST4,zone,em-4 academia,0.6\n')
    said = schedules(sd.read(tmp_path), TODAY)[name]
    assert said["weeks"]["more"] == 52 - MOST_WEEKS and "more" in said["breaches"][-1]
    assert len(pages(as_pdf(said))) == 1


def test_a_schedule_of_far_too_much_is_scaled_to_its_page():
    said = schedules(sd.read(EXAMPLES / "eight-weeks"), TODAY)["Post 1"]
    said["notes"] = ["A note that goes on for far longer than anybody reads. " * 150]
    (text,) = pages(as_pdf(said))
    assert "Medical workforce team" in text
    said["breaches"] = ["A sentence. " * 40] * 300
    assert len(pages(as_pdf(said))) == 1


def test_a_schedule_names_clauses_ranges_and_what_there_is_not():
    psychiatry = sd.read(EXAMPLES / "psychiatry-2015")
    (text,) = pages(as_pdf(schedules(psychiatry, sd.contract("imposed-2016-03"))["03-SHO"]))
    assert "between 37,575.02 and 50,220.46" in text and "11 February 2016" in text
    assert "Wed 5 Aug 2015 to Tue 2 Feb 2016" in text and "without" not in text
    on = "2026-09-01"
    (text,) = pages(as_pdf(schedules(psychiatry, sd.contract("ewtd", on=on))["01-SpR"]))
    assert "ewtd holds limits alone" in text
    (text,) = pages(as_pdf(schedules(psychiatry, sd.contract("wales-2026", on=on))["01-SpR"]))
    assert "No limits are tested" in text


def test_a_long_code_is_shrunk_to_its_day():
    said = {**schedules(sd.read(EXAMPLES / "eight-weeks"), TODAY)["Post 1"], "facts": [["", "x"]]}
    said["weeks"] = {
        "head": ["Week", *"MTWTFSS"],
        "more": 0,
        "rows": [["Week 1", "Dx", "LONGDAY+NROC+EXTRA", *[""] * 5]],
    }
    sizes = {}

    def seen(text, _, at, __, size):
        sizes[text.strip()] = size * at[0]

    page = pypdf.PdfReader(io.BytesIO(as_pdf(said))).pages[0]
    page.extract_text(visitor_text=seen)
    assert sizes["LONGDAY+NROC+EXTRA"] < 0.7 * sizes["Dx"]


def test_a_name_that_looks_like_markup_stays_a_name(tmp_path):
    name = '#panic("x") *b* $x$ <l> @r'
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    (tmp_path / "rota.csv").write_text(
        f'doctor,2026-09-07\n"{name.replace(chr(34), chr(34) * 2)}",D\n'
    )
    (text,) = pages(as_pdf(schedules(sd.read(tmp_path), TODAY)[name]))
    assert '#panic("x") *b* $x$' in text.replace("“", '"').replace("”", '"')


def test_a_hospital_without_a_rota_yet_goes_to_a_workbook_and_back(tmp_path):
    hospital = sd.read(EXAMPLES / "ward")
    terms = sd.contract("england-2016", on="2026-09-01")
    done = sd.export(hospital, terms, tmp_path)
    assert [file.suffix for file in done.written] == [".xlsx"]
    assert plain(sd.read(done.written[0])) == plain(hospital)
    assert sum("build one first" in why for why in done.left_out) == 3
    with pytest.raises(sd.InputError, match="build one first"):
        sd.export(hospital, terms, tmp_path, ["report"])
    with pytest.raises(sd.InputError, match="sevenday build makes one"):
        sd.check(hospital, terms)


def test_a_schedule_of_a_part_says_so_far_and_what_its_figures_go_by(tmp_path):
    (tmp_path / "hospital.toml").write_text('contract = "england-2016"\n')
    (tmp_path / "shifts.csv").write_text("code,name,start,end,breaks\nD,,08:00,17:00,30\n")
    (tmp_path / "doctors.csv").write_text("doctor,grade\nDr Ashe,F1\n")
    days = ",".join(f"2026-10-{5 + k:02}" for k in range(14))
    cells = ",".join("DDDDD--DDDDD--")
    (tmp_path / "rota.csv").write_text(f"doctor,{days}\nDr Ashe,{cells}\n")
    said = schedules(sd.read(tmp_path), TODAY)["Dr Ashe"]
    facts = dict(said["facts"])
    assert facts["Average"] == "45.00 h a week so far"
    assert facts["Weekends worked"].endswith("so far")
    notes = " ".join(said["notes"])
    assert "A part of the reference period: 2 weeks" in notes and "projected to a year" in notes
    assert "prospective cover is off" in notes
