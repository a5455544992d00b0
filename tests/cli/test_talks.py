"""`sevenday talks` from outside: exit codes, forms, faults, no traceback."""

import json
import re
import shutil

import pytest

import sevenday as sd
from sevenday.talks.variant import Variant, apply_variant
from tests.cli.examples import EIGHT, PSYCHIATRY

TALKS = PSYCHIATRY.parent / "talks-2016"
GOVERNMENT = "offer-2015-11,imposed-2016-03,acas-2016-05"


def test_offers_side_by_side_in_text(run):
    code, out, err = run("talks", PSYCHIATRY, "--offers", GOVERNMENT, "--on", "2016-05-18")
    assert (code, err) == (0, "")
    assert "26 doctors cost £1,203,960.80 a year under newdeal-2002" in out
    assert "Not all of imposed-2016-03 is known" in out
    assert "Worst off: CT1, psychiatry (14 of 26 doctors)" in out
    assert "Basic pay moves by +4.3% (ST8) to +31.7%" in out
    assert "a band supplement of 51.5% of the old basic pay" in out


def test_json_has_every_doctor_offer_and_sweep(run):
    words = ("--offers", GOVERNMENT, "--sweep", "saturday=0:0.5:0.25", "--format", "json")
    code, out, _ = run("talks", PSYCHIATRY, *words)
    assert code == 0
    data = json.loads(out)
    assert len(data["doctors"]) == 26 * 4
    assert [one["contract"] for one in data["sweeps"]] == ["offer-2015-11", "imposed-2016-03"]
    assert [row["saturday"] for row in data["sweeps"][1]["variants"]] == [0, 0.25, 0.5]
    assert any(note.startswith("Not swept: acas-2016-05") for note in data["notes"])


def test_html_has_a_distribution_and_the_week_under_each_offer(run, tmp_path):
    page = tmp_path / "talks.html"
    assert (
        run(
            "talks",
            EIGHT,
            "--offers",
            GOVERNMENT,
            "--on",
            "2016-05-18",
            "--format",
            "html",
            "--out",
            page,
        )[0]
        == 0
    )
    text = page.read_text("utf-8")
    assert text.count("<svg") == 3 + 4


def test_exit_1_where_an_offer_is_over_its_envelope(run):
    words = ("talks", PSYCHIATRY, "--offers", "acas-2016-05", "--envelope")
    assert run(*words, "1300000")[0] == 1
    assert run(*words, "1400000")[0] == 0


def test_an_envelope_that_the_folders_own_offer_states(run, tmp_path):
    folder = tmp_path / "trust"
    shutil.copytree(PSYCHIATRY, folder)
    (folder / "offers").mkdir()
    (folder / "offers" / "ours.toml").write_text(
        '[contract]\nid = "ours"\nname = "Ours"\nsays = "The agreement, with a limit."\n'
        'pay_model = "nodal"\nfirst = 2016-06-01\noffered = 2016-06-01\n'
        'inherits = "acas-2016-05"\nenvelope = 1250000\n'
    )
    code, out, _ = run("talks", folder, "--offers", "ours", "--format", "json")
    assert code == 1
    assert json.loads(out)["offers"][0]["over_envelope"] == pytest.approx(52746.92)


def test_a_folder_of_hospitals_is_one_comparison(run, tmp_path):
    for name, source in (("a", PSYCHIATRY), ("b", EIGHT)):
        shutil.copytree(source, tmp_path / name)
    code, out, _ = run("talks", tmp_path, "--offers", "acas-2016-05", "--format", "json")
    both = json.loads(out)["baseline"]["cost"]
    parts = [
        json.loads(
            run(
                "talks",
                tmp_path / name,
                "--offers",
                "acas-2016-05",
                "--baseline",
                "newdeal-2002",
                "--on",
                "2015-08-05",
                "--format",
                "json",
            )[1]
        )
        for name in "ab"
    ]
    assert code == 0
    assert both == pytest.approx(sum(part["baseline"]["cost"] for part in parts))


def test_the_record_and_the_sides_of_a_folder_stand_beside_its_offers(run, tmp_path):
    folder = tmp_path / "trust"
    shutil.copytree(EIGHT, folder)
    for name in ("talks.toml", "sides.toml"):
        shutil.copy(TALKS / name, folder)
    code, out, _ = run("talks", folder, "--format", "json")  # the offers are those of the record
    data = json.loads(out)
    assert code == 0
    assert [one["contract"] for one in data["offers"]][-2:] == ["imposed-2016-03", "acas-2016-05"]
    assert data["record"]["open"] == ["saturday"]
    assert data["settlement"]["nash"]["values"].keys() == {"saturday", "basic"}
    text = run("talks", folder)[1]
    assert "Open: Saturday pay" in text and "weight 0.6, best at 0.5" in text
    record = folder / "talks.toml"
    record.write_text(record.read_text("utf-8").replace("2015-11-30", "2012-11-30", 1), "utf-8")
    code, out, err = run("talks", folder, "--offers", "acas-2016-05")
    assert (code, out) == (2, "") and "before the talks began" in err


def test_on_dates_a_contract_that_began_after_the_rota(run):
    words = ("--offers", "acas-2016-05", "--baseline", "england-2016", "--on", "2026-09-01")
    code, out, _ = run("talks", PSYCHIATRY, *words, "--format", "json")
    assert code == 0
    found = json.loads(out)
    now = sd.price(sd.read(PSYCHIATRY), sd.contract("england-2016", on="2026-09-01"))
    assert found["baseline"]["on"] == "2026-09-01"
    assert found["baseline"]["cost"] == pytest.approx(now.total)
    assert found["offers"][0]["on"] == "2016-05-18"


def test_offers_that_nobody_names(run, tmp_path):
    code, _, err = run("talks", EIGHT)
    assert code == 2 and "no offer is named" in err and "--offers A,B,C" in err
    code, out, _ = run("talks", TALKS)  # a folder of the talks alone, without a rota
    assert code == 0 and "Where the talks stand" in out and "What could be settled" in out


def test_a_command_is_told_from_a_path(run):
    code, out, _ = run("talks", "--help")
    assert code == 0 and "adopt" in out and "settle" in out
    code, _, err = run("talks", "--offers", "acas-2016-05", "nowhere")
    assert code == 2 and "nowhere" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--offers", "acas"], "no such contract"),
        (["--offers", ","], "no offer to compare"),
        (["--offers", "ewtd"], "limits alone"),
        (["--offers", "acas-2016-05,acas-2016-05"], "twice"),
        (["--offers", "acas-2016-05", "--baseline", "wtd"], "no such contract"),
        (["--offers", "acas-2016-05", "--envelope", "-1"], "pounds above 0"),
        (["--offers", "england-2016"], "2016"),
        (["--offers", "acas-2016-05", "--sweep", "saturday=0:1:0.5"], "alone to change"),
        (["--offers", "imposed-2016-03", "--sweep", "sunday=0:1:0.5"], "no such term"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday=0:30:10"], "0 to 1"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday=0:1"], "from:to:step"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday=1:0:0.1"], "from:to:step"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday=0:1:0"], "from:to:step"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday=0:inf:1"], "from:to:step"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday=0:1:0.0001"], "at most 2000"),
        (["--offers", "imposed-2016-03", "--sweep", "saturday-from=17:23:1"], "run backwards"),
    ],
)
def test_exit_2_says_what_is_wrong(run, words, said):
    code, _, err = run("talks", PSYCHIATRY, *words)
    assert code == 2
    assert said in err


WRONG = {
    "value": ("value = 2.5", "a share from 0 to 1"),
    "unit": ("value = 0.11", "not the unit that imposed-2016-03 counts this in"),
    "window": ('value = [{ days = "Sat", window = ["19:00", "07:00"], share = 0.3 }]', "midnight"),
}


@pytest.mark.parametrize("kind", sorted(WRONG))
def test_an_offer_with_a_wrong_unit_or_window(run, tmp_path, kind):
    folder = tmp_path / "trust"
    shutil.copytree(PSYCHIATRY, folder)
    (folder / "offers").mkdir()
    value, said = WRONG[kind]
    term, unit = {
        "value": ("basic_uplift", "share"),
        "unit": ("basic_uplift", "hours"),
        "window": ("premium_windows", "premium by window"),
    }[kind]
    (folder / "offers" / "ours.toml").write_text(
        '[contract]\nid = "ours"\nname = "Ours"\nsays = "Wrong."\npay_model = "premium_windows"\n'
        'first = 2016-04-01\noffered = 2016-04-01\ninherits = "imposed-2016-03"\n'
        f'[pay.{term}]\nsays = "x"\nunit = "{unit}"\n[[pay.{term}.values]]\n{value}\n'
        'effective_from = 2016-04-01\nannounced_on = 2016-04-01\nstatus = "offered"\n'
        'certainty = "confirmed"\nsource = { document = "ours" }\n'
    )
    code, _, err = run("talks", folder, "--offers", "ours")
    assert code == 2
    assert "ours.toml" in err and said in err


SPOILT = {
    "weights that do not add up": ("settle", "basic = 0.4 }", "basic = 0.5 }", "add up to 1"),
    "a reservation above every deal": ("settle", "= 0.35", "= 1", "above every possible deal"),
    "a meeting too early": ("record", "2015-11-30", "2012-11-30", "before the talks began"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_file_of_the_talks_that_cannot_be_exits_2(run, tmp_path, case):
    command, old, new, said = SPOILT[case]
    shutil.copytree(TALKS, tmp_path / "talks")
    for file in (tmp_path / "talks").iterdir():
        text = file.read_text("utf-8").replace(old, new, 1)
        file.write_text(text, "utf-8")
    code, out, err = run("talks", command, tmp_path / "talks")
    assert (code, out) == (2, "") and said in err


def test_a_deal_is_priced_on_a_rota_as_the_offer_so_changed_is(run, tmp_path):
    words = ("settle", TALKS, "--hospital", EIGHT, "--offer", "imposed-2016-03")
    code, out, _ = run("talks", *words, "--format", "json")
    found = json.loads(out)
    assert code == 0 and len(found["priced"]) == 5
    anew = apply_variant(sd.contract("imposed-2016-03"), Variant(**found["nash"]["values"]))
    whole = sd.price(sd.read(EIGHT), anew).total
    assert found["priced"][0]["cost"] == pytest.approx(whole, abs=0.5)  # pennies of each element
    assert run("talks", "settle", TALKS, "--hospital", EIGHT)[0] == 2
    (tmp_path / "sides.toml").write_text(
        (TALKS / "sides.toml").read_text("utf-8").replace("saturday", "parking")
    )
    code, _, err = run("talks", "settle", tmp_path, *words[2:])
    assert code == 2 and "no such term to put into an offer" in err and "parking" in err


def test_no_page_of_the_talks_tells_a_side_what_to_do(run):
    pages = [
        run("talks", "settle", TALKS)[1],
        run("talks", "record", TALKS)[1],
        run("talks", PSYCHIATRY, "--offers", GOVERNMENT)[1],
    ]
    for page in pages:
        assert page and not re.search(r"should (concede|accept|give)|ought|recommend", page)
    assert "is ours, not theirs" in pages[0]


def test_the_page_names_those_who_lose_most_and_gain_most(run):
    words = ("talks", PSYCHIATRY, "--offers", "acas-2016-05", "--on", "2016-05-18", "--doctors")
    rows = json.loads(run(*words, "3", "--format", "json")[1])["doctors"]
    by_change = sorted(
        (r for r in rows if r["contract"] == "acas-2016-05"), key=lambda r: r["change"]
    )
    out = run(*words, "3")[1]
    said = out[out.index("Doctor by doctor") :]
    shown = [r["doctor"] for r in rows[:26] if f"{r['doctor']} " in said]
    assert set(shown) == {by_change[k]["doctor"] for k in (0, 1, -1)}
    assert "of 26, those who lose most" in said
    assert all(r["doctor"] in run(*words, "26")[1] for r in rows[:26])
    assert run(*words, "-1")[0] == 2
