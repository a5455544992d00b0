"""Writers and readers at once, each in a process of its own, on the store of the environment.

    python -m tests.web.rotas.writing WRITERS READERS SECONDS

Writers edit a few cells of one draft as fast as they can, each what it sees there; readers lay the
draft out and judge a line. It prints how often each came to what. Every edit that its writer was
told is written is in the log, nothing else is, and no edit overwrote what its author had not seen.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import monotonic

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    django.setup()

from django.core.management import call_command
from django.db import connection

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.people.models import User
from sevenday.web.rotas.checking import judge_lines
from sevenday.web.rotas.drafts import CellEdit, ChangedMeanwhileError, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix, replayed
from sevenday.web.rotas.models import Draft, Edit
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import MONDAY, a_user, with_folder

Found = Counter[str]
CELLS = 40
"""So few that writers meet."""


def main(writers: int, readers: int, seconds: float) -> dict[str, int]:
    """Run them all, and see that nothing is lost."""
    robin = a_user("Robin")
    department = with_folder("ward", robin)
    draft = open_draft(robin, add_period(robin, department, MONDAY, date(2026, 10, 4)))
    keys = list(draft_matrix(draft).row)
    users = [a_user(f"Writer {k}".replace(" ", "-")) for k in range(writers)]
    judge_lines(draft_matrix(draft), keys[:1])  # compiled before it is forked
    ends = monotonic() + seconds
    works: list[Callable[[], Found]] = [
        lambda u=user, k=k: write(u, draft.pk, keys, k, ends)  # type: ignore[misc]
        for k, user in enumerate(users)
    ]
    works += [lambda: read(draft.pk, keys, ends)] * readers
    total = sum(side_by_side(works), Counter())
    log = list(Edit.objects.order_by("id").values_list("doctor_id", "day", "before", "after"))
    assert len(log) == total["written"] == Change.objects.filter(what="draft.edit").count()
    cells: dict[tuple[int, date], str] = {}
    for doctor, day, before, after in log:
        assert cells.get((doctor, day), "") == before, "an edit of what nobody saw"
        cells[doctor, day] = after
    now = draft_matrix(Draft.objects.get(pk=draft.pk))
    assert all(now.text_at(*cell) == text for cell, text in cells.items())
    assert (replayed(draft, now.last_edit).codes == now.codes).all()
    assert total["written"] and (total["read"] or not readers)
    return dict(total)


def write(user: User, key: int, doctors: list[int], seed: int, ends: float) -> Found:
    """Edit cells until the time is over."""
    draw, found = Random(seed), Counter[str]()
    while monotonic() < ends:
        draft = Draft.objects.select_related("period__department", "base").get(pk=key)
        cell = draw.randrange(CELLS)
        doctor, day = doctors[cell % len(doctors)], MONDAY + timedelta(days=cell // len(doctors))
        seen = draft_matrix(draft).text_at(doctor, day)
        text = draw.choice([each for each in ("D", "L", "N", "AL", "") if each != seen])
        try:
            done = edit_cells(user, draft, [CellEdit(doctor, day, seen, text)])
        except ChangedMeanwhileError:
            found["told"] += 1
        except InputError:
            found["refused"] += 1
        else:
            found["written"] += done.act is not None
    return found


def read(key: int, doctors: list[int], ends: float) -> Found:
    """Lay the draft out and judge a line until the time is over."""
    found = Counter[str]()
    while monotonic() < ends:
        draft = Draft.objects.select_related("period__department", "base").get(pk=key)
        judge_lines(draft_matrix(draft), doctors[:1])
        found["read"] += 1
    return found


def side_by_side(works: list[Callable[[], Found]]) -> list[Found]:
    """Each in a fork of this process; what each found, and an error where one failed."""
    connection.close()
    children = []
    for work in works:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            with os.fdopen(writer, "w") as out:
                out.write(json.dumps(work()))
            os._exit(0)
        os.close(writer)
        children.append((child, reader))
    found = []
    for child, reader in children:
        with os.fdopen(reader) as text:
            found.append(Counter(json.loads(text.read())))
        assert os.waitpid(child, 0)[1] == 0
    return found


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    writers, readers, seconds = sys.argv[1:]
    print(json.dumps(main(int(writers), int(readers), float(seconds))))
