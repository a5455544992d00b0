"""One edit of a draft in the browser's store: written, its line and its day judged again.

    python benchmarks/web_edits.py [--edits 400]

It makes a department of 60 doctors x 28 days and one of 300 x 182 in a new SQLite database, edits
cells at random as the grid's page does, and adds a dated table to
benchmarks/results/web_edits.md. `DATABASE_URL` names another store. Nothing here is asserted:
machines are noisy.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time

DATA = tempfile.TemporaryDirectory(prefix="sevenday-edits-")
os.environ["SEVENDAY_DATA"] = DATA.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
RESULTS = Path(__file__).parent / "results" / "web_edits.md"
HEAD = """# One edit of a draft

An edit of one cell, as `benchmarks/web_edits.py` makes it: locked, compared with what its author
saw, written with its audit row, and then the verdict of the line and the cover of the day. The
page around it is not in it. Milliseconds by the wall clock, on a machine of two shared cores.

| date | store | doctors x days | edits | median | 95 % | worst | whole rota judged |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
FIRST = date(2026, 9, 7)
WEEK = (
    "LLLL---", "DDDDD--", "--DDDLL", "DDDDD--", "NNNN---", "--DDD--", "DDLLL--", "----NNN",
    "--DDD--", "DDDDD--",
)  # fmt: skip
"""What a doctor works, week after week."""
SHIFTS = """code,name,start,end,breaks
D,Day,08:00,17:00,30
L,Long day,08:00,20:30,30+30
N,Night,20:00,08:30,30+30
"""


def folder(path: Path, doctors: int, days: int) -> Path:
    """A department's folder: doctors of three services on a rolling pattern."""
    path.mkdir()
    (path / "shifts.csv").write_text(SHIFTS)
    (path / "hospital.toml").write_text(f'name = "{doctors}"\ncontract = "england-2016"\n')
    names = [f"Doctor {k}" for k in range(1, doctors + 1)]
    rows = [f"{name},ST{3 + k % 3},{k % 3 + 1}" for k, name in enumerate(names)]
    (path / "doctors.csv").write_text("\n".join(["doctor,grade,service", *rows, ""]))
    needs = [
        f"{service},{shift},all,{least},{least},{rank}"
        for service in (1, 2, 3)
        for shift, least, rank in (("D", doctors // 10, 4), ("L", 2, 2), ("N", 1, 1))
    ]
    (path / "cover.csv").write_text("\n".join(["service,shift,days,min,ideal,rank", *needs, ""]))
    dates = [f"{FIRST + timedelta(days=k)}" for k in range(days)]
    body = (",".join([name, *line(k, days)]) for k, name in enumerate(names))
    (path / "rota.csv").write_text("\n".join([",".join(["doctor", *dates]), *body, ""]))
    return path


def line(place: int, days: int) -> Iterator[str]:
    """What the doctor of a place works on each day."""
    for day in range(days):
        yield WEEK[(place + day // 7) % len(WEEK)][day % 7]


def main() -> None:
    """Measure, and add the rows."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--edits", type=int, default=400)
    wanted = options.parse_args()
    call_command("migrate", verbosity=0)
    rows = [
        f"| {date.today()} | {connection.vendor} | {doctors} x {days} | {wanted.edits} | {found} |"
        for doctors, days in ((60, 28), (300, 182))
        for found in [measured(doctors, days, wanted.edits)]
    ]
    if not RESULTS.exists():
        RESULTS.write_text(HEAD)
    with RESULTS.open("a") as table:
        table.writelines(f"{row}\n" for row in rows)
    sys.stdout.write("\n".join(rows) + "\n")


def measured(doctors: int, days: int, edits: int) -> str:
    """The columns of a row: edits at random in a department of that size."""
    from sevenday.errors import InputError
    from sevenday.web.hospitals.folders import import_folder
    from sevenday.web.hospitals.models import Department, Hospital
    from sevenday.web.people.models import User
    from sevenday.web.rotas.checking import judge_lines, judge_rota
    from sevenday.web.rotas.drafts import CellEdit, edit_cells
    from sevenday.web.rotas.gaps import cover_on
    from sevenday.web.rotas.matrix import draft_matrix
    from sevenday.web.rotas.models import Draft

    actor = User.objects.create_user(f"of{doctors}@example.org")
    hospital = Hospital.objects.create(name=f"{doctors}", slug=f"{doctors}")
    department = Department.objects.create(hospital=hospital, name="one", slug="one")
    began = perf_counter()
    import_folder(actor, department, folder(Path(DATA.name) / f"{doctors}", doctors, days))
    sys.stderr.write(f"imported in {perf_counter() - began:.1f} s\n")
    draft = Draft.objects.get(period__department=department)
    now, draw = draft_matrix(draft), Random(1)
    keys, judged = list(now.row), []
    for _ in range(3):
        began = perf_counter()
        judge_rota(now)
        judged.append(perf_counter() - began)
    took, used = [], process_time()
    while len(took) < edits:
        doctor, day = draw.choice(keys), FIRST + timedelta(days=draw.randrange(days))
        text = draw.choice(["D", "L", "N", "", "AL"])
        seen = draft_matrix(draft).text_at(doctor, day)
        if seen == text:
            continue
        began = perf_counter()
        try:
            # as a page does: the draft by its key, the edit, then the line and the day
            asked = Draft.objects.select_related("period__department", "base").get(pk=draft.pk)
            done = edit_cells(actor, asked, [CellEdit(doctor, day, seen, text)])
        except InputError:  # it overlaps the day before
            continue
        judge_lines(done.matrix, [doctor])
        cover_on(done.matrix, [day])
        took.append(perf_counter() - began)
    sys.stderr.write(f"{(process_time() - used) / edits * 1000:.1f} ms of processor an edit\n")
    took.sort()
    points = [took[edits // 2], took[int(edits * 0.95)], took[-1], min(judged)]
    return " | ".join(f"{1000 * point:.1f}" for point in points)


if __name__ == "__main__":
    main()
