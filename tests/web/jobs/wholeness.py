"""What a kill is, and what has to be so after it: the store is whole."""

import os
import signal
from collections.abc import Callable
from random import Random
from time import monotonic, sleep

from django.db import connection

from sevenday.web.audit.models import Change
from sevenday.web.rotas.matrix import draft_matrix, replayed
from sevenday.web.rotas.models import Act, Draft, Version
from sevenday.web.rotas.publishing import is_whole

PATIENCE = 120.0
DRAW = Random(1)


def eventually(what: Callable[[], object], says: str) -> None:
    """Wait until something is so; a machine may be busy."""
    ends = monotonic() + PATIENCE
    while not what():
        assert monotonic() < ends, says
        sleep(0.02)


def killed_in(work: Callable[[], None], most: float) -> None:
    """Do work in a fork of this process, as a thread of a server would, and kill it within it."""
    connection.close()
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    sleep(DRAW.uniform(0, most))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def whole() -> None:
    """Whether the store is: every version as its log has it, every act with its edits."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.check_constraints()  # every key of another row points at one
    for draft in Draft.objects.all():
        published = Version.objects.filter(draft=draft).count()
        assert published == (draft.state == Draft.PUBLISHED), draft
        assert not draft.acts.filter(edits=None).exists()
        last = draft.edits.order_by("-id").values_list("id", flat=True).first() or 0
        assert (replayed(draft, last).codes == draft_matrix(draft).codes).all()
    versions = list(Version.objects.order_by("number"))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert all(map(is_whole, versions))
    assert all(version.recipients.exists() for version in versions)
    assert Change.objects.filter(what="rota.published").count() == len(versions)
    acts = [f"draft.{kind}" for kind in Act.Kind.values]
    assert Change.objects.filter(what__in=acts).count() == Act.objects.count()
