"""The grid in a real browser: from a key to the painted verdict, and to the first page.

    python benchmarks/web.py [--edits 60]

It serves a department of 60 doctors x 28 days and one of 300 x 182 by waitress from a new SQLite
database, opens each in Debian's Chromium and writes cells by the keyboard: from the last letter to
the frame in which the row has its new sums. Check and write are in it. Axe runs on the whole small
grid, and on the large one without the tables out of sight. It adds a dated table to
benchmarks/results/web.md. `DATABASE_URL` names another store. Nothing here is asserted.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

DATA = tempfile.TemporaryDirectory(prefix="sevenday-web-")
os.environ["SEVENDAY_DATA"] = DATA.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright has a loop in this thread
sys.path.insert(0, str(Path(__file__).parents[1]))
RESULTS = Path(__file__).parent / "results" / "web.md"
HEAD = """# The grid in a browser

As `benchmarks/web.py` measures it in Chromium: *edit* is from the last letter typed to the frame in
which the row stands painted with its verdict, the draft checked and written; *page* is from the
request to the frame after the page has loaded; *answer* is when its last byte has come; *axe* is
how many rules it finds broken.
Milliseconds, on a machine of two shared cores. *load* is how many wanted a core at the time.

| date | store | doctors x days | edits | median | 95 % | worst | answer | page | axe | load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
TIMED = """
() => {
  window.took = [];
  let began = 0;
  const typed = (e) => { if (e.key.length === 1) began = performance.now(); };
  document.addEventListener("keydown", typed, true);
  document.body.addEventListener("htmx:afterOnLoad", (e) => {
    if (!began || e.detail.requestConfig.verb !== "post") return;
    const start = began;
    began = 0;
    requestAnimationFrame(() => {
      const frame = new MessageChannel();
      frame.port1.onmessage = () => window.took.push(performance.now() - start);
      frame.port2.postMessage(0);  // after this frame has been painted
    });
  });
}
"""
PAINTED = """
() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
  const page = performance.getEntriesByType("navigation")[0];
  done([page.responseEnd - page.startTime, performance.now()]);
})))
"""


def main() -> None:
    """Measure, and add the rows."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from playwright.sync_api import sync_playwright
    from tests.web import live

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--edits", type=int, default=60)
    edits = options.parse_args().edits
    call_command("migrate", verbosity=0)
    rows = []
    with live.running() as home, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for doctors, days in ((60, 28), (300, 182)):
            found = measured(chromium, home, doctors, days, edits)
            where = f"{date.today()} | {connection.vendor} | {doctors} x {days} | {edits}"
            rows.append(f"| {where} | {found} | {os.getloadavg()[0]:.0f} |")
        chromium.close()
    if not RESULTS.exists():
        RESULTS.write_text(HEAD)
    with RESULTS.open("a") as table:
        table.writelines(f"{row}\n" for row in rows)
    sys.stdout.write("\n".join(rows) + "\n")


def measured(chromium: Any, home: str, doctors: int, days: int, edits: int) -> str:
    """The columns of a row: a department of that size, opened and edited."""
    from benchmarks.web_edits import folder
    from tests.web.browser import faults_of, sign_in
    from tests.web.factories import person

    from sevenday.web.hospitals.folders import import_folder
    from sevenday.web.hospitals.models import Department, Hospital
    from sevenday.web.people.models import Role

    hospital = Hospital.objects.create(name=f"{doctors}", slug=f"{doctors}")
    department = Department.objects.create(hospital=hospital, name="one", slug="one")
    robin = person(Role.COORDINATOR, department)
    import_folder(robin, department, folder(Path(DATA.name) / f"web-{doctors}", doctors, days))
    period = department.periods.get()
    path = f"{home}/at/{hospital.slug}/one/rota/{period.pk}/"
    sys.stderr.write(f"{doctors} x {days}: imported\n")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    sign_in(context, home, robin)
    page = context.new_page()
    page.set_default_timeout(60_000)
    opened = []
    for _ in range(4):  # the first has the contract made ready and the rota judged
        page.goto(path)
        opened.append(page.evaluate(PAINTED))
    opened = sorted(opened[1:], key=lambda each: each[1])
    answer, shown = opened[len(opened) // 2]
    page.evaluate(TIMED)
    draw, codes = Random(1), ["D", "L", "N"]
    for _ in range(edits):
        row, column = draw.randrange(doctors), draw.randrange(min(days, 28))
        cell = page.locator(".sd-rows tbody tr").nth(row).locator("td a").nth(column)
        cell.focus()
        page.wait_for_timeout(400)  # what the focus tells has come: it is no part of an edit
        before = page.evaluate("took.length")
        page.keyboard.type(next(c for c in draw.sample(codes, 3) if c != cell.inner_text()))
        page.wait_for_function(f"took.length > {before}")
    took = sorted(page.evaluate("took"))
    sys.stderr.write(f"{doctors} x {days}: {edits} edits made\n")
    at = [took[len(took) // 2], took[int(len(took) * 0.95)], took[-1]]
    if doctors > 100:  # the tables in sight are as all the others are
        page.evaluate("document.querySelectorAll('.sd-rows').forEach((t, k) => k && t.remove())")
    faults = len(faults_of(page))
    context.close()
    figures = " | ".join(f"{each:.0f}" for each in (*at, answer, shown))
    return f"{figures} | {faults}"


if __name__ == "__main__":
    main()
