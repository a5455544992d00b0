"""`sevenday worker`: long jobs of `sevenday serve`, done one after another."""

import os

from sevenday.extras import is_installed, missing


def worker() -> None:
    """Do the jobs of a server: builds, re-plans, workbooks. `serve` has one such beside it.

    On PostgreSQL more of them may run, on other machines too, with the same DATABASE_URL.
    """
    if not is_installed("django"):
        raise missing("django", "a worker of a server's jobs")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    from sevenday.web.serving import prepare

    prepare()
    from sevenday.web.jobs.worker import main

    main()
