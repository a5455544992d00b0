"""The posts of a walkout in which another senior does most, and the plan made with them."""

import csv
import io

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.flow.hospital.result import seniors_words
from tests.flow.hospital.small import WALKOUT, folder

RUNS = 20


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The small department, busy, in its walkout with the plan for few seniors."""
    hours = "".join(f"ED,all,{hour},,{0.4 if hour < 8 else 4.5}\n" for hour in range(24))
    more = "".join(f"Consultant-{k},3,ed,yes,100\n" for k in range(4, 9))
    files = WALKOUT | {
        "arrivals_csv": f"service,day,hour,class,mean\n{hours}",
        "beds_csv": "",  # else it is beds that hold patients back, and no senior does anything
        "substitutes_csv": WALKOUT["substitutes_csv"] + more,
    }
    cover = WALKOUT["cover_csv"].replace("ED,E,all,1,1,2\n", "")
    path = folder(tmp_path_factory.mktemp("seniors") / "h", **{**files, "cover_csv": cover})
    made = sd.cover(path, on="2026-09-01")
    options = {"one_more": False, "replications": RUNS, "after": 2}
    return path, made, options, sd.simulate(path, plan=made, seniors=2, **options)


def test_posts_come_in_order_each_for_sure(planned) -> None:
    _, _, _, result = planned
    assert 1 <= len(result.seniors) <= 2
    more = [post.on_time.value for post in result.seniors]
    assert more == sorted(more, reverse=True) and all(p.on_time.low > 0 for p in result.seniors)
    assert all(p.need.days == "2026-09-10" and p.need.tier == 2 for p in result.seniors)


def test_a_post_is_told_with_its_hours(planned) -> None:
    _, _, _, result = planned
    post = result.seniors[0]
    assert post.clock in ("08:00-20:00", "20:00-08:00")
    says = next(iter(seniors_words(result)))
    assert f"another senior on {post.need.shift} ({post.clock}) of" in says


def test_the_cover_has_the_hospitals_rows_and_those_posts(planned) -> None:
    path, _, _, result = planned
    before = list(csv.DictReader(io.StringIO((path / "cover.csv").read_text())))
    after = list(csv.DictReader(io.StringIO(result.cover_csv())))
    for old, new in zip(before, after, strict=False):
        assert all(new[key] == value for key, value in old.items())
    assert sum(int(row["min"]) for row in after[len(before) :]) == len(result.seniors)


def test_the_plan_made_with_them_has_more_patients_gone_in_time(planned, tmp_path) -> None:
    path, _, options, result = planned
    texts = {file.name: file.read_text() for file in path.iterdir() if file.is_file()}
    again = tmp_path / "h"
    again.mkdir()
    for name, text in (texts | {"cover.csv": result.cover_csv()}).items():
        (again / name).write_text(text)
    better = sd.cover(again, on="2026-09-01")
    with_more = sd.simulate(again, plan=better, **options)

    before, after = (each.arm.of_all("ED").four_hours for each in (result, with_more))
    assert after.value > before.value


def test_seniors_without_a_walkout_are_refused(tmp_path) -> None:
    with pytest.raises(InputError, match="none goes ahead"):
        sd.simulate(folder(tmp_path), seniors=1)
