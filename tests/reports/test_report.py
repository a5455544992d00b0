"""The HTML report, its pictures, and gains between contracts."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import sevenday as sd
from sevenday.files.payslip_words import ELEMENTS
from sevenday.reports.pages.gains import gains, gains_table
from sevenday.reports.pages.limits_applied import limits_applied, limits_table
from sevenday.reports.pages.report import report, verdict
from sevenday.reports.pages.report_pictures import compliance, fairness, pay_by_element
from sevenday.reports.pages.workload import workload
from sevenday.reports.pictures.rota import rota_pictures
from sevenday.reports.render.page import Page, Table, as_html
from sevenday.reports.render.svg import FILLS, band, bars, short, stacked
from sevenday.reports.render.text import as_text
from sevenday.reports.render.words import two_places

EXAMPLES = Path(__file__).parents[2] / "examples"
PSYCHIATRY = sd.read(EXAMPLES / "psychiatry-2015")
TODAY = sd.contract("england-2016", on="2026-09-01")
SVG = "{http://www.w3.org/2000/svg}"


class Reader(HTMLParser):
    """What a page would load, and whether its tags close."""

    VOID = ("meta", "link", "br", "hr", "img")

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.loads += [value for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    old, new = sd.contract("newdeal-2002", on="2015-08-05"), sd.contract("acas-2016-05")
    return as_html(report(PSYCHIATRY, TODAY, (old, new)))


def test_the_page_loads_nothing_and_closes_what_it_opens(page):
    reader = Reader()
    reader.feed(page)
    assert not reader.open and not reader.loads
    assert "url(http" not in page and "@import" not in page and "<script" not in page


def test_the_verdict_comes_first_and_every_contract_is_priced(page):
    assert page.index("<h1>Psychiatry South") < page.index("26 of 26 lines break a limit: ")
    assert page.index("26 of 26 lines break a limit: ") < page.index("<figure")
    assert page.count("<h2>") == 5
    assert "newdeal-2002" in page and "acas-2016-05" in page
    assert "50,332.80" in page and "taken as met" in page
    assert page.count("<figure") == 4 + 7  # the rota, four weeks a picture


def test_pictures_are_well_formed_and_say_what_they_show(page):
    for text in re.findall(r"<svg.*?</svg>", page, re.S):
        drawing = ElementTree.fromstring(text)
        assert drawing.find(f"{SVG}title").text and drawing.find(f"{SVG}desc").text
        fills = {shape.get("fill") for shape in drawing.iter(f"{SVG}rect")}
        for fill in fills:
            if fill.startswith("url(#"):
                assert drawing.find(f".//{SVG}pattern[@id='{fill[5:-1]}']") is not None
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_hospital_without_grades_has_a_report_without_pay(tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    (tmp_path / "template.csv").write_text("week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,D,D,D,D,D,,\n")
    text = as_html(report(sd.read(tmp_path), TODAY))
    assert "grades are not all stated" in text and "No breach: 1 of 1 lines" in text


@pytest.mark.parametrize(
    ("contract", "said", "pictures"),
    [
        ("ewtd", "No pay is worked out: ewtd holds limits alone", 10),
        ("wales-2026", "No limits are tested: wales-2026 holds no limits", 10),
    ],
)
def test_a_contract_of_limits_or_pay_alone_is_reported_as_far_as_it_goes(contract, said, pictures):
    text = as_html(report(PSYCHIATRY, sd.contract(contract, on="2026-09-01")))
    assert said in text and text.count("<figure") == pictures


def test_a_use_that_is_not_there_is_refused():
    with pytest.raises(sd.InputError, match="there is no template"):
        report(PSYCHIATRY, TODAY, use="template")


def test_every_limit_tested_is_shown_with_its_clause_and_certainty():
    rules = limits_applied(PSYCHIATRY, TODAY)
    result = sd.check(PSYCHIATRY, TODAY)
    table = limits_table(rules, result)
    assert {rule.id for rule in rules} >= {breach.rule for breach in result.breaches}
    assert all(row[1] and row[2] and row[4] and row[5] for row in table.rows)
    by_limit = {row[0]: row[3] for row in table.rows}
    assert by_limit["rest after long shifts"] == "26" and by_limit["in 168 hours"] == "0"
    drawn = ElementTree.fromstring(compliance(result, rules).svg)
    words = [shape.text for shape in drawn.iter(f"{SVG}text")]
    assert words[0] == "rest after long shifts" and words.count("26") == 2
    assert words.count("0") == len(rules) - 2


def test_hours_are_rounded_half_up_as_pounds_are():
    assert [two_places(number) for number in (44.625, 48, 0.004, 44.715)] == [
        "44.63",
        "48.00",
        "0.00",
        "44.72",
    ]
    eight = sd.read(EXAMPLES / "eight-weeks")
    text = as_html(report(eight, sd.contract("england-2016", on="2019-09-02")))
    assert "44.63" in text and "44.62" not in text


def test_the_verdict_is_one_sentence_that_counts_every_limit():
    result, rules = sd.check(PSYCHIATRY, TODAY), limits_applied(PSYCHIATRY, TODAY)
    told = verdict(result, rules)
    assert told.startswith("26 of 26 lines break a limit: ") and told.count(".") == 1
    assert f"{len(rules) - 2} of {len(rules)} limits are kept by all." in told


def test_many_doctors_are_counted_and_none_is_lost():
    load = workload(PSYCHIATRY, TODAY)
    many = replace(
        load,
        doctors=load.doctors * 3,
        wte=np.tile(load.wte, 3),
        nights=np.arange(78),
        weekends=np.tile(load.weekends, 3),
    )
    drawn = ElementTree.fromstring(fairness(many).svg)
    words = [shape.text for shape in drawn.iter(f"{SVG}text")]
    assert "0-3" in words and "76-79" in words and len(words) < 70
    figures = [int(word) for word in words if word.isdigit()]
    assert sum(figures) == 2 * 78


def test_a_total_that_is_a_range_is_drawn_as_one():
    offer = sd.price(PSYCHIATRY, sd.contract("imposed-2016-03"))
    now = sd.price(PSYCHIATRY, TODAY)
    drawn = ElementTree.fromstring(pay_by_element([offer, now]).svg)
    assert len(list(drawn.iter(f"{SVG}polyline"))) == 2  # one a grade, under the offer alone
    assert "between £45,567 and £60,902" in drawn.find(f"{SVG}desc").text


def test_a_phone_shows_a_wide_table_as_cards_with_their_headings():
    long = Table("t", ("a", "b<"), [("x", "y" * 50)])
    narrow = Table("t", ("a", "b"), [("x", "1.5")])
    text = as_html(Page("p", (long, narrow)))
    assert 'class="stack"' in text and 'data-label="b&lt;"' in text
    assert '<td>x</td><td class="n">1.5</td>' in text


def test_dates_are_not_broken_at_their_hyphens_and_an_option_is_code():
    dates = Table("t", ("a", "b"), [("2026-09-01", "one two"), ("2026-09-02", "three - four")])
    text = as_html(Page("p", ("See `--board`.", dates)))
    assert '<td class="k">2026-09-01</td><td>one two</td>' in text
    assert "<p>See <code>--board</code>.</p>" in text


def test_a_folded_table_is_whole_in_html_and_one_line_of_text():
    page = Page("p", (Table("Each breach", ("a", "b"), [("x", "1")] * 3, folded=True),))
    html = as_html(page)
    assert "<details><summary>Each breach (3)</summary>" in html and html.count("<td>x</td>") == 3
    assert "Each breach: 3, in --format html and json." in as_text(page)


def test_bars_are_as_long_as_their_values():
    rows = [("x", (1, 2)), ("y", (4, 1))]
    drawn = ElementTree.fromstring(bars("c", "s", ("a", "b"), rows, middles=(2, 1)).svg)
    found = [shape for shape in drawn.iter(f"{SVG}rect") if shape.get("stroke")]
    wide = [float(shape.get("width")) for shape in found]
    # a panel a name, each with a scale of its own
    assert np.allclose(np.array(wide[::2]) / wide[2], [0.25, 1], atol=0.01)
    assert np.allclose(np.array(wide[1::2]) / wide[1], [1, 0.5], atol=0.01)
    lines = [shape.get("points").split()[0].split(",")[0] for shape in drawn.iter(f"{SVG}polyline")]
    starts = [float(shape.get("x")) for shape in found[:2]]
    at = [(float(x) - start) for x, start in zip(lines, starts, strict=True)]
    assert np.allclose(at, [wide[2] / 2, wide[1] / 2], atol=0.1)


def test_pictures_of_nothing_are_pictures():
    for picture in (
        bars("c", "s", ("a",), []),
        stacked("c", "s", ("a",), []),
        band("c", "s", [("w", 0, 0, 0)], "Hours."),
    ):
        ElementTree.fromstring(picture.svg)


def test_every_pay_element_has_a_fill_of_its_own():
    assert len(set(FILLS)) == len(FILLS) >= len(ELEMENTS)
    assert len({hatch for _, hatch in FILLS}) == len(FILLS) - 1  # two hatch alike, far apart
    rows = [("all", [1.0] * len(ELEMENTS))]
    drawn = ElementTree.fromstring(stacked("a", "b", tuple(ELEMENTS), rows).svg)
    fills = {shape.get("fill") for shape in drawn.iter(f"{SVG}rect")}
    assert len({fill for fill in fills if fill.startswith("url(")}) == len(ELEMENTS)


def test_labels_are_escaped():
    drawn = bars("<c> & d", 's "q"', ("a",), [("<b>", (1.0,))])
    assert "<b>" not in drawn.svg
    ElementTree.fromstring(drawn.svg)


def test_the_workload_of_the_real_rota_is_counted_as_by_hand():
    found = workload(PSYCHIATRY, TODAY)
    rota = PSYCHIATRY.rota
    texts = np.array(PSYCHIATRY.cells.texts)[rota.codes]
    assert found.nights.tolist() == np.isin(texts, ["N1", "N2"]).sum(axis=1).tolist()
    assert found.weekends[0] == 5
    lengths = {"D": 8, "L1": 12.5, "L2": 12.5, "L3": 12.5, "N1": 12, "N2": 12, "": 0}
    first = sum(lengths[text] for text in texts[0, 5:12])  # Monday 10 to Sunday 16 August
    assert found.hours[0, 0] == first and found.hours.shape == (26, 25)
    assert f"{found.weeks[0]}" == "2015-08-10"
    under_new_deal = workload(PSYCHIATRY, sd.contract("newdeal-2002", on="2015-08-05"))
    assert under_new_deal.nights.tolist() == found.nights.tolist()


def test_gains_are_each_doctors_own_difference():
    before = sd.price(PSYCHIATRY, sd.contract("newdeal-2002", on="2015-08-05"))
    after = sd.price(PSYCHIATRY, sd.contract("acas-2016-05"))
    by_grade = {one.grade: one for one in gains(before, after)}
    for grade, one in by_grade.items():
        old = {s.doctor: s.total for s in before.doctors if s.grade == grade}
        changes = [s.total - old[s.doctor] for s in after.doctors if s.grade == grade]
        assert (one.doctors, one.gain) == (len(changes), sum(c > 0 for c in changes))
        assert one.lose == sum(c < 0 for c in changes)
        assert one.mean == pytest.approx(np.mean(changes))
        assert (one.least, one.most) == (pytest.approx(min(changes)), pytest.approx(max(changes)))
        assert one.low is None
    assert gains(before, before)[0].gain == gains(before, before)[0].lose == 0


def test_what_is_not_known_is_a_range_of_gains():
    before = sd.price(PSYCHIATRY, sd.contract("newdeal-2002", on="2015-08-05"))
    found = gains(before, sd.price(PSYCHIATRY, sd.contract("imposed-2016-03")))
    assert all(one.low < one.mean < one.high for one in found)
    table = gains_table("t", found)
    assert table.columns[-1] == "mean change may be" and " to " in table.rows[0][-1]


def test_names_that_are_cut_stay_apart():
    names = [f"Foundation doctor {k}" for k in (1, 12, 21)]
    cut = {short(name, 90) for name in names}
    assert len(cut) == 3 and all(len(name) <= 13 and "…" in name for name in cut)
    assert short("Post 1", 90) == "Post 1"


def test_breaches_are_one_row_a_limit_the_worst_in_words(page):
    at = page.index("Breaches by limit")
    rows = page[at : page.index("</table>", at)].split("<tr>")[2:]
    assert len(rows) == len({b.rule for b in sd.check(PSYCHIATRY, TODAY).breaches})
    assert "rest after long shifts" in rows[0] and "01-SpR (3)" in rows[0]
    assert "hours." not in page[at : page.index("</table>", at)]


def test_the_lines_that_break_a_limit_come_first():
    one = replace(PSYCHIATRY.doctors[0], name="Nobody's", template="")
    codes = np.vstack([np.zeros_like(PSYCHIATRY.rota.codes[:1]), PSYCHIATRY.rota.codes])
    names = (one.name, *PSYCHIATRY.rota.doctors)
    rota = replace(PSYCHIATRY.rota, doctors=names, codes=codes)
    hospital = replace(PSYCHIATRY, doctors=(one, *PSYCHIATRY.doctors), rota=rota)
    (table,) = (
        block
        for block in report(hospital, TODAY).blocks
        if getattr(block, "caption", "").startswith("Hours, nights")
    )
    assert table.rows[-1][0] == one.name


def test_the_rota_is_drawn_doctors_by_days_from_a_monday():
    drawn = rota_pictures(PSYCHIATRY, TODAY.on)
    assert len(drawn) == 7
    assert drawn[0].caption == "The rota, Wed 5 Aug 2015 to Sun 30 Aug 2015"
    assert "26 doctors by 28 days" in drawn[0].says and "N1 Night 1" in drawn[0].says
    svg = ElementTree.fromstring(drawn[0].svg)
    letters = [e for e in svg.iter() if e.tag.endswith("text") and " " in e.get("x", "")]
    shown = sum(len(e.text) for e in letters) + sum(
        1
        for e in svg.iter()
        if e.tag.endswith("text") and e.get("font-weight") == "600" and " " not in e.get("x", "")
    )
    assert shown == (PSYCHIATRY.rota.codes[:, :26] > 0).sum()


def test_a_template_is_drawn_by_its_weeks():
    captions = [p.caption for p in rota_pictures(sd.read(EXAMPLES / "eight-weeks"), TODAY.on)]
    assert captions == [
        "The rota, weeks 1 to 4 of each line",
        "The rota, weeks 5 to 8 of each line",
    ]
