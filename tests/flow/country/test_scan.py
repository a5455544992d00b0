"""A scan of a few trusts: one answer on any engine, and what is lost is named."""

import json
import math
import re
from dataclasses import replace

import pytest

import sevenday as sd
from sevenday.flow.country.aid import Loan
from sevenday.flow.country.scan import ScanParams, scan
from sevenday.reports.pages.country import scan_page
from sevenday.reports.pages.trust import trust_page
from sevenday.reports.pictures.country import SMALL, Range, strip
from sevenday.reports.render.page import Table
from sevenday.reports.render.svg import LETTER, TEXT
from sevenday.reports.render.text import as_text
from tests.flow.country.small import ENGLAND, few_trusts

FEW = ScanParams(replications=40)
SERIAL = sd.Engine("serial")


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    return few_trusts(tmp_path_factory.mktemp("country") / "few")


@pytest.fixture(scope="module")
def found(country):
    return scan(country, "2025-11", SERIAL, FEW)


def test_the_form_that_is_agreed(found):
    data = json.loads(found.to_json())
    assert len(data["trusts"]) == 8 and data["month"] == "2026-01"
    first = data["trusts"][0]
    assert {"code", "name", "rank", "rank_low", "rank_high", "risk", "drivers"} <= set(first)
    assert {"coverage", "mean_absolute_error", "naive_error", "interval_score"} <= set(data["test"])
    assert [trust["rank"] for trust in data["trusts"]] == list(range(1, 9))
    assert all(set(loan) == {"from", "to", "shifts", "margin_left"} for loan in data["aid"])
    assert "history" not in data
    assert len(found.to_frame()) == 8


def test_ranks_lie_within_their_intervals_and_risks_are_chances(found):
    for trust in found.trusts:
        for each in (trust, trust.front_door, trust.beds):
            assert each.rank_low <= each.rank <= each.rank_high
        assert 0 <= trust.risk <= 1
        assert trust.front_door.low <= trust.front_door.share <= trust.front_door.high
        assert abs(trust.fitted - trust.reported) <= 0.01
        assert math.isfinite(trust.daily) and 0 < trust.admitted < 1


def test_both_targets_have_a_chance_and_what_drives_them(found):
    for trust in found.trusts:
        assert max(trust.front_door.past, trust.beds.past) <= trust.risk + 1e-12
        assert trust.risk <= trust.front_door.past + trust.beds.past + 1e-12
        for target, drivers in (
            (trust.front_door, trust.drivers),
            (trust.beds, trust.bed_drivers),
        ):
            assert [each.name for each in drivers][1:] == [
                "fewer doctors",
                "fewer patients",
                "beds",
            ]
            change = sum(each.points for each in drivers[1:])
            assert change == pytest.approx(100 * (target.share - target.usual), abs=1e-6)
    assert any(abs(trust.bed_drivers[3].points) > 0.01 for trust in found.trusts)


def test_the_pages_name_the_walkout_the_limits_and_both_drivers(found):
    page = as_text(scan_page(found))
    assert "in a walkout like that of 2025-11" in page
    assert "what drives its front door" in page and "what drives its beds" in page.replace(
        "\n", " "
    )
    (one,) = [
        block
        for block in trust_page(found, found.trusts[0].code).blocks
        if isinstance(block, Table) and block.caption.startswith("Two targets")
    ]
    limits = [f"{found.limits[name]:.1%}" for name in ("over_four_hours", "beds_over_twelve_hours")]
    assert [row[4] for row in one.rows] == limits


def test_a_folder_of_one_region_is_called_by_its_name(found):
    assert scan_page(found).title == "The country in 2026-01"
    trusts = tuple(replace(trust, region="NHS ENGLAND LONDON") for trust in found.trusts)
    assert scan_page(replace(found, trusts=trusts)).title == "NHS England London in 2026-01"


def test_who_lends_though_past_a_limit_of_its_own_is_said(found):
    trust = found.trusts[0]
    sick = replace(
        trust, front_door=replace(trust.front_door, past=0.2), beds=replace(trust.beds, past=0.8)
    )
    well = replace(sick, beds=replace(sick.beds, past=0.3))
    loan = Loan(trust.code, found.trusts[1].code, 2, 0)
    said = replace(found, trusts=(sick, *found.trusts[1:]), aid=(loan,))
    for page in (scan_page(said), trust_page(said, trust.code)):
        assert "past a limit by its beds (80%)" in as_text(page)
    none = replace(said, trusts=(well, *found.trusts[1:]))
    assert "is itself likely past" not in as_text(scan_page(none))


def test_names_of_trusts_end_before_the_line_of_nothing():
    rows = [Range("RYY " + "Hospitals of the North " * 3, 1.0, 2.0, 1.0, 3.0)]
    svg = strip("Trusts", "All.", rows, 2.0, "%", True).svg
    (name,) = re.findall(r">(RYY [^<]*)<", svg)
    (zero,) = re.findall(r'x="([0-9.]+)"[^>]*>0%<', svg)
    assert "…" in name and len(name) * LETTER * SMALL / TEXT < float(zero)


def test_processes_give_the_same_to_the_last_digit(country, found):
    for workers in (1, 3):
        other = scan(country, "2025-11", sd.Engine(workers=workers), FEW)
        assert other.to_json() == found.to_json()


def test_a_scan_goes_on_where_it_was_stopped(country, found, tmp_path):
    params = replace(FEW, resume=tmp_path / "part")

    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    part = scan(country, "2025-11", SERIAL, params, stop)
    assert part.stopped and len(part.trusts) == 3
    begun = []
    whole = scan(country, "2025-11", SERIAL, params, lambda done, total: begun.append(done))
    assert begun[0] == 3 and whole.to_json() == found.to_json()
    with pytest.raises(sd.InputError, match="answers of another run"):
        scan(country, "2016-04-26", SERIAL, params)


def test_a_trust_that_fails_is_named_and_the_rest_ranked(country, monkeypatch):
    from sevenday.flow.country import scan as module

    def fails(task):
        if task.code == "R0D":
            raise MemoryError("too large")
        return assess(task)

    assess = module.assess
    monkeypatch.setattr(module, "assess", fails)
    part = scan(country, None, SERIAL, FEW)
    assert part.lost == {"R0D": "MemoryError: too large"} and len(part.trusts) == 7
    assert part.walkout is None and part.aid == ()


def test_a_folder_without_waits_for_beds_is_ranked_by_the_front_door(tmp_path):
    source = few_trusts(tmp_path / "few", 4) / "trusts-2025.csv"
    lines = [line.split(",") for line in source.read_text("utf-8").splitlines()]
    kept = [k for k, name in enumerate(lines[0]) if not name.startswith(("dta", "region", "name"))]
    source.write_text("\n".join(",".join(row[k] for k in kept) for row in lines), "utf-8")
    part = scan(tmp_path / "few", "2025-11", SERIAL, FEW)
    assert all(trust.beds is None for trust in part.trusts) and part.aid == ()
    assert set(part.limits) == {"over_four_hours"}


def test_a_trust_that_no_file_has_is_refused(country, tmp_path):
    file = tmp_path / "w.toml"
    file.write_text("[trusts]\nXXX = 0.5\n", "utf-8")
    with pytest.raises(sd.InputError, match="no file has: XXX"):
        scan(country, file, SERIAL, FEW)
    with pytest.raises(sd.InputError, match="1 or more"):
        scan(country, None, SERIAL, ScanParams(replications=0))


@pytest.mark.slow
def test_all_of_england_on_a_cluster_is_what_it_is_here():
    distributed = pytest.importorskip("distributed")
    params = ScanParams(replications=60)
    here = scan(ENGLAND, "2025-11", sd.Engine(), params)
    assert len(here.trusts) == 121
    assert max(abs(trust.fitted - trust.reported) for trust in here.trusts) <= 0.01
    for workers in (1, 2):
        with distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None
        ) as cluster:
            there = scan(ENGLAND, "2025-11", sd.Engine("dask", cluster.scheduler_address), params)
        assert there.to_json() == here.to_json()
