"""The rota co-ordinator's way through the pages, in a real browser."""

import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from sevenday.web.hospitals.folders import import_folder
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.jobs import importing, queue
from sevenday.web.jobs.building import build_job
from sevenday.web.jobs.importing import import_job
from sevenday.web.jobs.models import Job
from sevenday.web.people.models import Role, User
from sevenday.web.requests.answers import Wish
from sevenday.web.requests.asking import ask
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.models import Period, Version
from sevenday.web.rotas.periods import add_period
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import NUMBERS, person
from tests.web.people_and_places import EXAMPLES, MONDAY

DAYS = 28


class Ward:
    """A ward of its own with an empty draft, and its co-ordinator."""

    def __init__(self) -> None:
        slug = f"ward-{next(NUMBERS)}"
        hospital, _ = Hospital.objects.get_or_create(slug="general", defaults={"name": "General"})
        self.department = Department.objects.create(hospital=hospital, name="Ward", slug=slug)
        self.robin: User = person(Role.COORDINATOR, self.department, "Robin")
        import_folder(self.robin, self.department, EXAMPLES / "ward")
        last = MONDAY + timedelta(days=DAYS - 1)
        self.period: Period = add_period(self.robin, self.department, MONDAY, last)
        self.draft = open_draft(self.robin, self.period)
        self.home = f"/at/general/{slug}/rota/{self.period.pk}/"
        self.doctors = list(self.department.doctors.order_by("position"))

    def holds(self, doctor: int, column: int) -> str:
        now = latest(self.period)
        return now.text_at(self.doctors[doctor].pk, MONDAY + timedelta(days=column))

    def given(self, doctor: int, column: int, *texts: str) -> None:
        who = self.doctors[doctor].pk
        edit_cells(
            self.robin,
            self.draft,
            [
                CellEdit(who, MONDAY + timedelta(days=column + k), "", text)
                for k, text in enumerate(texts)
            ],
        )


@pytest.fixture
def ward(site: str) -> Ward:
    return Ward()


def cell(page: Page, ward: Ward, doctor: int, column: int):
    return page.locator(f"#r{ward.doctors[doctor].pk} td").nth(column).locator("a")


def when_they_write(page: Page, ward: Ward, doctor: int, column: int, letters: str) -> None:
    cell(page, ward, doctor, column).click()
    page.keyboard.type(letters)


def then_the_cell_holds(page: Page, ward: Ward, doctor: int, column: int, text: str) -> None:
    expect(cell(page, ward, doctor, column)).to_have_text(text or "–")
    then_all_is_written(page)
    expect(page.locator("#said")).not_to_have_class(re.compile("no"))
    assert ward.holds(doctor, column) == text


def then_all_is_written(page: Page) -> None:
    expect(page.locator(".sd-rows a.typed")).to_have_count(0)


def when_they_press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).first.click()


def test_a_co_ordinator_fills_a_gap_takes_it_back_and_publishes(open_as, ward):
    page = open_as(ward.robin, ward.home)
    then_the_page_is_accessible(page)
    when_they_write(page, ward, 0, 0, "L")
    then_the_cell_holds(page, ward, 0, 0, "L")
    expect(page.locator("#v0-0")).to_have_text("ok")
    expect(page.locator("#about")).to_contain_text("Robin changed it from off to L")
    page.locator("#v1-0 a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who can cover ward N")
    then_the_page_is_accessible(page)
    then_the_page_fits_its_width(page)
    picture(page, "gap")
    who = ward.doctors[1]
    when_they_press(page, f"Give it to {who}")
    expect(page.get_by_text(f"{who} has N on")).to_be_visible()
    then_the_cell_holds(page, ward, 1, 0, "N")
    cell(page, ward, 1, 0).focus()
    page.keyboard.press("Control+z")
    then_the_cell_holds(page, ward, 1, 0, "")
    expect(page.locator("#v1-0")).to_have_text("0/1")
    page.keyboard.press("Control+y")
    then_the_cell_holds(page, ward, 1, 0, "N")
    page.get_by_role("link", name="Publish").click()
    expect(page.get_by_text("2 cells differ from what doctors hold")).to_be_visible()
    then_the_page_is_accessible(page)
    picture(page, "publish")
    when_they_press(page, "Publish: this version cannot change afterwards")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 1")
    then_the_page_is_accessible(page)
    picture(page, "version")
    assert Version.objects.get(period=ward.period).text.count(",N") == 1
    page.get_by_label(f"I told {who}").check()
    when_they_press(page, "I told those that are ticked")
    expect(page.get_by_text("1 of 2 doctors have not been told yet")).to_be_visible()
    page.get_by_role("link", name="All versions").click()
    then_the_page_is_accessible(page)
    picture(page, "versions")


def test_ranges_go_to_excel_and_back(open_as, ward):
    ward.given(0, 0, "L", "L")
    page = open_as(ward.robin, ward.home)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    cell(page, ward, 0, 0).click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "L\tL\n\t"
    page.evaluate("navigator.clipboard.writeText('N\\tN\\r\\n\\tAL\\r\\n')")
    cell(page, ward, 1, 7).click()
    page.keyboard.press("Control+v")
    then_the_cell_holds(page, ward, 2, 8, "AL")
    assert [ward.holds(1, 7), ward.holds(1, 8), ward.holds(2, 7)] == ["N", "N", ""]
    cell(page, ward, 1, 7).click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    then_the_cell_holds(page, ward, 1, 8, "")
    assert ward.holds(1, 7) == ""
    page.keyboard.press("Control+z")
    then_the_cell_holds(page, ward, 1, 8, "N")


def test_the_second_of_two_on_one_cell_is_told_and_sees_what_is_there(open_as, ward):
    sam = person(Role.COORDINATOR, ward.department, "Sam")
    first, second = open_as(ward.robin, ward.home), open_as(sam, ward.home)
    when_they_write(first, ward, 0, 3, "D")
    then_the_cell_holds(first, ward, 0, 3, "D")
    when_they_write(second, ward, 0, 3, "N")
    expect(second.locator("#said")).to_contain_text("Robin changed Doctor 1 on Thu 10 Sep 2026")
    expect(second.locator("#said")).to_contain_text("Nothing was written.")
    expect(cell(second, ward, 0, 3)).to_have_text("D")
    assert ward.holds(0, 3) == "D"


def test_all_of_it_goes_by_the_keyboard(open_as, ward):
    page = open_as(ward.robin, ward.home)
    cell(page, ward, 0, 0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("d")
    then_the_cell_holds(page, ward, 1, 1, "D")
    page.keyboard.press("Control+l")
    expect(page.locator("#said")).to_contain_text("Locked")
    page.keyboard.type("N")
    expect(page.locator("#said")).to_contain_text("is locked")
    page.keyboard.press("Tab")
    expect(page.locator("#after-grid")).to_be_focused()
    cell(page, ward, 1, 1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Doctor 2, Tue 8 Sep 2026")
    then_the_page_is_accessible(page)
    picture(page, "cell")


def test_who_types_faster_than_the_server_answers_loses_nothing(open_as, ward):
    page = open_as(ward.robin, ward.home)
    cell(page, ward, 0, 0).focus()
    for letter in "LL-LL":
        if letter != "-":
            page.keyboard.type(letter)
        page.keyboard.press("ArrowRight")
    page.keyboard.type("NWD")  # "N" is written at once, and then what it became
    then_the_cell_holds(page, ward, 0, 5, "NWD")
    assert [ward.holds(0, column) for column in range(6)] == ["L", "L", "", "L", "L", "NWD"]
    page.keyboard.type("L+")
    page.keyboard.type("n")
    page.keyboard.press("Enter")
    then_the_cell_holds(page, ward, 0, 5, "L+N")


def test_the_arrows_go_on_into_the_weeks_that_are_not_shown(open_as, ward):
    last = MONDAY + timedelta(days=2 * DAYS - 1)
    Period.objects.filter(pk=ward.period.pk).update(last=last)
    page = open_as(ward.robin, f"{ward.home}?from={MONDAY}")
    expect(page.get_by_role("link", name="later")).to_be_visible()
    cell(page, ward, 1, DAYS - 1).focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"from={MONDAY + timedelta(days=DAYS)}"))
    expect(cell(page, ward, 1, 0)).to_be_focused()
    page.keyboard.type("L")
    then_the_cell_holds_on(page, ward, DAYS)
    page.keyboard.press("ArrowLeft")
    expect(cell(page, ward, 1, DAYS - 1)).to_be_focused()
    then_the_page_is_accessible(page)


def then_the_cell_holds_on(page: Page, ward: Ward, column: int) -> None:
    expect(cell(page, ward, 1, 0)).to_have_text("L")
    then_all_is_written(page)
    expect(page.locator(f"#v0-{column}")).to_have_text("ok")
    assert ward.holds(1, column) == "L"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_without_scripts_each_cell_has_a_page_of_its_own(open_as, ward, size):
    page = open_as(ward.robin, ward.home, size=size, scripts=False)
    then_the_page_fits_its_width(page)
    picture(page, f"grid-no-scripts-{size['width']}")
    cell(page, ward, 0, 0).click()
    page.get_by_label("This day").select_option("N")
    when_they_press(page, "Write it")
    expect(cell(page, ward, 0, 0)).to_have_text("N")
    assert ward.holds(0, 0) == "N"
    page.get_by_role("button", name="Undo").click()
    expect(cell(page, ward, 0, 0)).to_have_text("–")
    page.get_by_role("link", name="Paste", exact=True).click()
    page.get_by_label("Cells copied from Excel").fill("L\tL\nD\tD")
    when_they_press(page, "Show what would change")
    expect(page.get_by_text("off → L").first).to_be_visible()
    assert ward.holds(0, 0) == ""
    then_the_page_fits_its_width(page)
    picture(page, f"paste-{size['width']}")
    when_they_press(page, "Yes, write these")
    expect(cell(page, ward, 1, 1)).to_have_text("D")
    page.locator("#v1-0 a").click()
    then_the_page_fits_its_width(page)
    picture(page, f"gap-{size['width']}")
    when_they_press(page, "Give it to Doctor 3")
    assert ward.holds(2, 0) == "N"


def test_a_workbook_is_shown_before_it_is_written(open_as, ward, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "bound_process", lambda: None)  # this is no child process
    ward.given(0, 0, "L")
    heads = ["Doctor", *(MONDAY + timedelta(days=k) for k in range(DAYS))]
    names = [doctor.name for doctor in ward.doctors]
    book = workbook(tmp_path / "rota.xlsx", [heads, *([name, "D", "N"] for name in names[:2])])
    page = open_as(ward.robin, ward.home)
    page.get_by_role("link", name="Import", exact=True).click()
    then_the_page_is_accessible(page)
    picture(page, "import")
    page.locator("input[type=file]").set_input_files(book)
    when_they_press(page, "Show what it says")
    expect(page.get_by_text("Waiting for a worker.")).to_be_visible()
    done(Job.objects.latest("pk"), import_job)
    expect(page.get_by_text("4 cells would change, of 2 doctors")).to_be_visible()
    expect(page.get_by_text("L → D")).to_be_visible()
    assert ward.holds(0, 0) == "L"
    then_the_page_is_accessible(page)
    picture(page, "import-preview")
    if page.get_by_label("Yes, all of these are right").count():
        page.get_by_label("Yes, all of these are right").check()
    when_they_press(page, "Yes, write these")
    expect(page.get_by_text("4 cells written into the draft.")).to_be_visible()
    assert [ward.holds(0, 0), ward.holds(0, 1), ward.holds(1, 1)] == ["D", "N", "N"]


def test_a_build_is_watched_compared_and_taken_in_part(open_as, ward):
    page = open_as(ward.robin, ward.home)
    page.get_by_role("link", name="Build", exact=True).click()
    then_the_page_is_accessible(page)
    page.get_by_label("Seconds to search").fill("2")
    when_they_press(page, "Begin")
    expect(page.get_by_text("Waiting for a worker.")).to_be_visible()
    then_the_page_is_accessible(page)
    done(Job.objects.latest("pk"), build_job)
    expect(page.get_by_text("Ready: nothing is written yet.")).to_be_visible()
    then_the_page_is_accessible(page)
    picture(page, "built")
    assert not latest(ward.period).codes.any()
    page.get_by_label("Take the changes of Doctor 1").uncheck()
    when_they_press(page, "Take those that are ticked")
    expect(page.get_by_text("cells written into the draft.")).to_be_visible()
    codes = latest(ward.period).codes
    assert not codes[0].any() and codes[1:].any()


def workbook(path: Path, rows: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def done(job: Job, work) -> None:
    """Do a job as a worker does it, in this process: its child would not know this store."""
    claimed = queue.claim(holder := job.token)
    assert claimed == job
    found = Job.objects.select_related("department", "draft__period__department").get(pk=job.pk)
    result = work(found, lambda *step: queue.note_progress(job.pk, holder, *step))
    assert queue.finish(job.pk, holder, result)


def test_the_printed_rota_and_the_phone(open_as, ward):
    ward.given(0, 0, "L", "L", "", "D")
    page = open_as(ward.robin, ward.home, size=PHONE)
    then_the_page_fits_its_width(page)
    then_the_page_is_accessible(page)
    picture(page, "grid-phone")
    page.get_by_role("link", name="Print").click()
    then_the_page_is_accessible(page)
    then_the_page_fits_its_width(page)
    picture(page, "print-phone")


def test_an_empty_department_says_the_next_step(open_as, site):
    hospital, _ = Hospital.objects.get_or_create(slug="general", defaults={"name": "General"})
    slug = f"new-{next(NUMBERS)}"
    department = Department.objects.create(hospital=hospital, name="New", slug=slug)
    import_folder(a_robin := person(Role.COORDINATOR, department), department, EXAMPLES / "ward")
    page = open_as(a_robin, f"/at/general/{slug}/rota/")
    expect(page.get_by_text("No rota yet.")).to_be_visible()
    then_the_page_is_accessible(page)
    picture(page, "empty")
    page.get_by_role("link", name="Say which dates are to be rostered").click()
    page.get_by_label("First date").fill("2026-12-07")
    page.get_by_label("Last date").fill("2026-12-01")
    when_they_press(page, "Begin")
    expect(page.get_by_role("alert")).to_be_visible()
    then_the_page_is_accessible(page)
    page.get_by_label("Last date").fill("2026-12-20")
    when_they_press(page, "Begin")
    expect(page.get_by_text("first draft")).to_be_visible()
    assert Period.objects.get(department=department).first == date(2026, 12, 7)


def test_requests_are_on_paper_and_what_is_to_be_pressed_is_not(open_as, ward):
    ask(ward.robin, Wish(ward.doctors[0], MONDAY, MONDAY), MONDAY - timedelta(weeks=8))
    page = open_as(ward.robin, ward.home.split("rota/")[0] + "requests/")
    page.emulate_media(media="print")
    expect(page.get_by_role("cell", name="leave, Mon 7 Sep 2026")).to_be_visible()
    expect(page.get_by_label("Words that the doctor sees")).to_be_hidden()
    picture(page, "requests-print")
