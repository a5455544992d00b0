"""`sd.fit`: settings that a hospital was simulated with are found again; what cannot be is said."""

import numpy as np
import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.flow.calibration.fitted_folder import write_fitted
from sevenday.reports.pages.flow_fit import fit_page
from sevenday.reports.render.page import as_html
from tests.flow.calibration.simulated import measured
from tests.flow.hospital.small import folder

TRUTH = {"work": 0.85, "results": 1.3, "leave_rate": 1.4, "admit_odds": 0.8}
FEW = 40
"""Simulated weeks at each value of the settings: enough for a small test."""


def busy(path):
    """The small department with four times its patients, and one doctor more."""
    hours = "".join(f"ED,all,{hour},,{1.2 if hour < 8 else 2.6}\n" for hour in range(24))
    settings = (
        'name = "Busy"\nstarts = 2026-09-07  # a Monday\n'
        '[[flow.others]]\nservice = "ED"\ntier = 1\nspan = "00:00-00:00"\ndoctors = 1\n'
    )
    return folder(
        path,
        arrivals_csv=f"service,day,hour,class,mean\n{hours}",
        hospital_toml=settings,
        beds_csv="",
    )


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    path = busy(tmp_path_factory.mktemp("fit") / "h")
    file = measured(path, path.parent / "stays.csv", 8, 7, **TRUTH)
    return path, sd.fit(path, file, replications=FEW)


def test_settings_are_found_again_within_their_intervals(fitted) -> None:
    _, result = fitted
    told = {each.name: each.value for each in result.settings if each.identified}
    assert {"work", "results", "admit_odds"} <= set(told)
    for name, value in told.items():
        assert value.low <= TRUTH[name] <= value.high, name
    assert told["work"].high < 1.0 < told["results"].low  # and not for being wide


def test_what_is_left_over_is_no_more_than_chance_makes_it(fitted) -> None:
    _, result = fitted
    assert result.times_chance < 1.6
    assert max(abs(each.errors_off) for each in result.figures) < 3


def test_a_setting_that_nothing_observed_moves_is_left_and_said_to_be(fitted) -> None:
    _, result = fitted
    beds = next(each for each in result.settings if each.name == "bed_stay")
    assert not beds.identified and beds.value.value == 1.0  # there is no beds.csv
    assert any(
        "bed_stay" in words and "nothing observed" in words for words in result.identifiability
    )


def test_the_misfit_rises_on_both_sides_of_the_fit(fitted) -> None:
    _, result = fitted
    for name in ("work", "results", "admit_odds"):
        rises = [rise for _, rise in result.profiles[name]]
        assert rises[0] > 3.84 and rises[-1] > 3.84 and min(rises) > -1.5, name


def test_the_folder_written_is_the_hospital_with_what_was_found(fitted, tmp_path) -> None:
    path, result = fitted
    into = write_fitted(result, path, tmp_path / "new")
    flow = sd.read(into).flow
    assert {key: getattr(flow, key) for key in result.changed} == result.changed
    assert "# a Monday" in (into / "hospital.toml").read_text("utf-8")
    assert (into / "rota.csv").read_bytes() == (path / "rota.csv").read_bytes()
    with pytest.raises(InputError, match="not empty"):
        write_fitted(result, path, into)


def test_the_week_of_the_fit_is_run_again_with_the_same_figures(fitted, tmp_path) -> None:
    path, result = fitted
    into = write_fitted(result, path, tmp_path / "new")
    again = sd.simulate(into, on=result.first, replications=FEW, one_more=False)
    shares = [each for each in result.figures if each.figure == "four_hours"]
    rows = {row.name: row.four_hours.value for row in again.arm.classes}
    assert shares
    for each in shares:  # settings are written to four digits
        assert rows[f"{each.triage}"] == pytest.approx(each.fitted, abs=0.005)
    assert f"--on {result.first}" in result.summary()


def test_a_fit_in_which_beds_never_clear_says_so(tmp_path) -> None:
    path = busy(tmp_path / "h")
    (path / "beds.csv").write_text("service,beds,mean_stay_hours\nED,5,100\n", encoding="utf-8")
    file = tmp_path / "figures.csv"
    file.write_text("service,figure,value,patients\nED,four_hours,0.5,4000\n", encoding="utf-8")
    result = sd.fit(path, file, replications=4)
    assert any("As fitted: ED: beds never clear" in words for words in result.remarks)


def test_the_page_shows_what_is_left_in_pictures(fitted) -> None:
    html = as_html(fit_page(fitted[1]))
    assert html.count("<svg") >= 2 and "What is left of each figure" in html


def test_one_share_cannot_tell_doctors_from_results(tmp_path) -> None:
    path = busy(tmp_path / "h")
    file = tmp_path / "figures.csv"
    file.write_text("service,figure,value,patients\nED,four_hours,0.8,4000\n", encoding="utf-8")
    result = sd.fit(path, file, replications=FEW)
    assert sum(each.identified for each in result.settings) == 1
    assert any("not told apart" in words for words in result.identifiability)


def test_triage_alone_gives_arrivals_and_their_classes(tmp_path) -> None:
    path = busy(tmp_path / "h")
    columns = ("service", "class", "arrived")
    file = measured(path, tmp_path / "triage.csv", 8, 5, columns)
    (path / "arrivals.csv").unlink()
    result = sd.fit(path, file)
    (arrivals,) = result.arrivals
    assert not result.settings and arrivals.classed and arrivals.days == 56
    truth = 8 * 1.2 + 16 * 2.6
    for level in arrivals.levels:
        assert level.value == pytest.approx(truth, rel=0.15)
    assert sum(level.low <= truth <= level.high for level in arrivals.levels) >= 5
    by_class = arrivals.patients.sum(axis=(0, 1))
    assert by_class / by_class.sum() == pytest.approx([0.002, 0.137, 0.371, 0.46, 0.03], abs=0.03)


def test_triage_and_the_wait_tell_doctors_and_not_beds(tmp_path) -> None:
    path = busy(tmp_path / "h")
    columns = ("service", "class", "arrived", "seen")
    file = measured(path, tmp_path / "waits.csv", 8, 5, columns, work=1.3)
    result = sd.fit(path, file, replications=FEW)
    told = {each.name: each.value for each in result.settings if each.identified}
    assert told["work"].low <= 1.3 <= told["work"].high
    assert not {"bed_stay", "admit_odds"} & set(told)
    assert {each.figure for each in result.figures} == {"wait_median", "wait_p95"}


def test_doctors_times_that_were_seen_go_into_service_times(tmp_path) -> None:
    path = busy(tmp_path / "h")
    rng = np.random.default_rng(2)
    rows = "".join(f"ED,first,3,{k % 2 + 1},{rng.lognormal(3, 0.6):.1f}\n" for k in range(300))
    file = tmp_path / "tasks.csv"
    file.write_text(f"service,step,class,tier,minutes\n{rows}", encoding="utf-8")
    result = sd.fit(path, file)
    (times,) = result.times
    mean = np.exp(3 + 0.18)
    assert times.means[3, 1].low < mean < times.means[3, 1].high
    into = write_fitted(result, path, tmp_path / "new")
    found = sd.read(into).patients.service_times
    assert {(row.step, row.triage, row.tier) for row in found} == {("first", 3, 1), ("first", 3, 2)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("service,figure,value,patients\nED,four_hours,95,4000\n", "number in range"),
        ("service,figure,value,patients\nED,four_hour,0.9,4000\n", "words known"),
        ("service,figure,value,patients\nward,four_hours,0.9,4000\n", "nobody comes to it"),
        ("service,patient,arrived\nED,943 476 5919,2026-09-07 10:00\n", "unknown column"),
        ("service,arrived,seen\nED,2026-09-07 10:00,2026-09-07 09:00\n", "out of order"),
        ("service,arrived\nED,7/9/26\n", "not a date and time"),
        ("service,step,class,tier,minutes\nED,first,3,1,0\n", "no time"),
        ("service,arrived\n", "no row"),
        ("", "nothing in the file"),
    ],
)
def test_a_file_that_is_wrong_is_refused(tmp_path, text: str, says: str) -> None:
    path = folder(tmp_path / "h")
    file = tmp_path / "observed.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        sd.fit(path, file)


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say(tmp_path) -> None:
    path = busy(tmp_path / "h")
    inside = []
    for seed in range(12):
        file = measured(path, tmp_path / "stays.csv", 8, 20 + seed, **TRUTH)
        result = sd.fit(path, file, replications=60)
        inside += [
            each.value.low <= TRUTH[each.name] <= each.value.high
            for each in result.settings
            if each.identified
        ]
    assert len(inside) >= 36 and np.mean(inside) >= 0.87
