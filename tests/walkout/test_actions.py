"""Several actions, an action for each window, services, and derogations: who is out on what."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError
from sevenday.files.walkout import read_walkout

CASE = Path(__file__).parents[1] / "cases" / "walkout" / "derogation"
BALLOT = "ballot_opened = 2023-01-09\nballot_closed = 2023-02-20\n"
TURNOUT = "[[turnout]]\nmean = 0.5\nrho = 0.0\n"
WINDOW = "[[windows]]\nstart = 2023-08-11T07:00:00\nend = 2023-08-15T07:00:00\n"
TOP = f'union = "BMA"\n{BALLOT}notice_received = 2023-07-26\ncalled_out = ["ST3", "ST4", "ST5"]\n'
NIGHT = "2023-08-12T20:00"
OUT, IN = 0.525, 0.05
"""The chance that a post is short where half do not come and 5% are ill; where nobody is out."""


def said(tmp_path: Path, walkout: str) -> dict:
    folder = Path(shutil.copytree(CASE, tmp_path / "h", dirs_exist_ok=True))
    (folder / "walkout.toml").write_text(walkout)
    return called(folder)


def called(folder: Path) -> dict:
    run = CliRunner().invoke(
        app, ["walkout", f"{folder}", "--format", "json"], catch_exceptions=False
    )
    assert run.exit_code in (0, 1), run.stderr
    return json.loads(run.stdout)


def alone(found: dict) -> dict[str, float]:
    """The chance of each place with nobody called, by its start."""
    return {place["start"]: place["p_uncovered_alone"] for place in found["places"]}


EXEMPT = [
    ('shifts = ["N"]\nfrom = 2023-08-12\nto = 2023-08-12\nstate = "agreed"', {NIGHT}),
    ('shifts = "N"\nfrom = "2023-08-12"\nto = "2023-08-12"\nstate = "agreed"', {NIGHT}),
    ('from = 2023-08-12T20:00:00\nto = 2023-08-13T08:30:00\nstate = "agreed"', {NIGHT}),
    # the night runs on past an end that is earlier than its own: not wholly exempt
    ('from = 2023-08-12T20:00:00\nto = 2023-08-13T08:00:00\nstate = "agreed"', set()),
    ('from = 2023-08-12\nto = 2023-08-12\nstate = "agreed"', {NIGHT, "2023-08-12T08:00"}),
    ('from = 2023-08-12\nto = 2023-08-12\nstate = "asked"', set()),
    ('from = 2023-08-12\nto = 2023-08-12\nstate = "withdrawn"', set()),
]


@pytest.mark.parametrize(("text", "kept"), EXEMPT)
def test_an_agreed_derogation_alone_keeps_its_duties_at_work(tmp_path, text, kept):
    found = alone(said(tmp_path, f'{TOP}{WINDOW}{TURNOUT}[[exempt]]\nservice = "obs"\n{text}\n'))
    rostered = {start: chance for start, chance in found.items() if start < "2023-08-14T20:00"}
    assert rostered == {
        start: pytest.approx(IN if start in kept else OUT, abs=1e-9) for start in rostered
    }


def test_each_window_has_its_own_action(tmp_path):
    windows = (
        "[[windows]]\nstart = 2023-08-11T07:00:00\nend = 2023-08-12T07:00:00\n"
        'action = "christmas day"\n'
        "[[windows]]\nstart = 2023-08-12T07:00:00\nend = 2023-08-15T07:00:00\n"
    )
    found = alone(said(tmp_path, TOP + windows + TURNOUT))
    assert found["2023-08-11T08:00"] == found["2023-08-11T20:00"] == IN
    assert found["2023-08-12T08:00"] == found["2023-08-13T20:00"] == pytest.approx(OUT)


TWO = f"""
[[actions]]
union = "BMA"
{BALLOT}notice_received = 2023-07-26
called_out = ["ST3", "ST4"]
[[actions.windows]]
start = 2023-08-11T07:00:00
end = 2023-08-15T07:00:00
[[actions.turnout]]
mean = 0.5
rho = 0.0
[[actions]]
union = "HCSA"
{BALLOT}notice_received = 2023-08-09
called_out = ["ST5"]
STATE
[[actions.windows]]
start = 2023-08-13T00:01:00
end = 2023-08-13T23:59:00
[[actions.turnout]]
mean = 0.3
rho = 0.0
"""


def test_two_unions_have_each_their_grades_windows_and_notice(tmp_path):
    found = said(tmp_path, TWO.replace("STATE", ""))
    notice, chances = found["notice"], alone(found)
    assert notice["valid"] is False  # one union's notice is too short
    each = [(one["union"], one["valid"], one["days_given"]) for one in notice["actions"]]
    assert each == [("BMA", True, 16), ("HCSA", False, 4)]
    assert chances["2023-08-13T08:00"] == pytest.approx(OUT)  # ST4, by the first
    assert chances[NIGHT] == IN  # ST5, whom nobody calls out that night
    assert chances["2023-08-13T20:00"] == pytest.approx(1 - 0.7 * 0.95)  # ST5, by the second


def test_of_two_actions_the_one_called_off_has_nobody_out(tmp_path):
    found = said(tmp_path, TWO.replace("STATE", 'state = "called off"'))
    assert alone(found)["2023-08-13T20:00"] == IN
    assert found["state"] == "notified" and alone(found)["2023-08-13T08:00"] == pytest.approx(OUT)


def test_one_action_has_the_form_of_notice_that_it_had(tmp_path):
    assert not {"actions", "union"} & set(said(tmp_path, TOP + WINDOW + TURNOUT)["notice"])


def test_a_service_that_is_not_called_out_keeps_its_people(tmp_path):
    walkout = f'{TOP}services = ["ed"]\n{WINDOW}{TURNOUT}'
    with pytest.raises(InputError, match=r"no such service; found 'ed'; expected one of obs"):
        said(tmp_path, walkout)
    cover = tmp_path / "h" / "cover.csv"
    cover.write_text(f"{cover.read_text()}ed,L,2023-08-11,1,1,,2,,1\n")
    places = called(tmp_path / "h")["places"]
    assert {p["p_uncovered_alone"] for p in places if p["service"] == "obs"} == {IN, 1.0}
    everywhere = said(tmp_path, f"{TOP}{WINDOW}{TURNOUT}")
    assert alone(everywhere)["2023-08-12T08:00"] == pytest.approx(OUT)


def test_windows_of_two_unions_in_one_table_are_told_where_to_stand(tmp_path):
    second = "[[windows]]\nstart = 2023-08-12T00:01:00\nend = 2023-08-12T23:59:00\n"
    (tmp_path / "walkout.toml").write_text(TOP + WINDOW + second)
    with pytest.raises(InputError, match=r"in \[\[actions\]\] of their own"):
        read_walkout(tmp_path)


FIRST_AND_SECOND = """
union = "BMA"
ballot_opened = 2015-11-05
ballot_closed = 2015-11-18
called_out = ["F1"]
[[actions]]
notice_received = 2016-01-04
state = "{state}"
[[actions.windows]]
start = 2016-01-12T08:00:00
end = 2016-01-13T08:00:00
[[actions]]
notice_received = 2016-01-08
[[actions.windows]]
start = 2016-01-26T08:00:00
end = 2016-01-28T08:00:00
"""


@pytest.mark.parametrize(("state", "stands"), [("over", True), ("called-off", False)])
def test_action_that_began_in_time_keeps_the_ballot_of_2015(tmp_path, state, stands):
    (tmp_path / "walkout.toml").write_text(FIRST_AND_SECOND.format(state=state))
    second = next(
        action
        for action in called(tmp_path)["notice"]["actions"]
        if action["days_given"] == 18  # from 8 to 26 January
    )
    assert second["valid"] is stands


@pytest.mark.parametrize("nation", ["", 'nation = "northern-ireland"'])
def test_a_folder_without_a_nation_says_whose_law_is_used(tmp_path, nation):
    (tmp_path / "hospital.toml").write_text(nation)
    (tmp_path / "walkout.toml").write_text(
        'union = "BMA"\nballot_opened = 2024-01-08\nballot_closed = 2024-02-19\n'
        'notice_received = 2024-02-27\ncalled_out = ["F1"]\n'
        "[[windows]]\nstart = 2024-03-06T08:00:00\nend = 2024-03-07T08:00:00\n"
    )
    run = CliRunner().invoke(app, ["walkout", f"{tmp_path}"], catch_exceptions=False)
    said = " ".join(run.stdout.split())
    assert ("none is named, so the law of England is used" in said) is (not nation)
    assert ("7 days required: it is long enough" in said) is bool(nation)
    assert ("14 days required: 6 too few" in said) is (not nation)
