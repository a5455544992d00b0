"""A job is one holder's at a time, outlives them, and never runs for ever."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sevenday.errors import InputError
from sevenday.web.hospitals.models import Department
from sevenday.web.jobs import queue
from sevenday.web.jobs.models import Job
from sevenday.web.notices.notify import unseen
from tests.web.people_and_places import a_department, a_user


@pytest.fixture
def department(db) -> Department:
    return a_department()


def sent(department: Department) -> Job:
    return queue.send_job(a_user(f"sender-{Job.objects.count()}"), "build", department)


def lost(job: Job) -> None:
    """The holder was killed, and its lease has run out."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_jobs_are_claimed_one_by_one_in_their_order(department: Department):
    first, second = sent(department), sent(department)
    assert [queue.claim(uuid4()), queue.claim(uuid4()), queue.claim(uuid4())] == [
        first,
        second,
        None,
    ]


def test_a_department_has_no_endless_number_of_jobs_and_keeps_nobody_elses_back(
    department: Department,
):
    actor = a_user("keen")
    first, *_ = [queue.send_job(actor, "build", department) for _ in range(queue.MOST_JOBS)]
    with pytest.raises(InputError, match="jobs wait here"):
        queue.send_job(actor, "build", department)
    queue.send_job(actor, "build", a_department("elsewhere"))
    queue.cancel(actor, first)
    queue.send_job(actor, "build", department)


def test_a_job_whose_worker_was_killed_is_done_by_another(department: Department):
    job, one, other = sent(department), uuid4(), uuid4()
    queue.claim(one)
    assert queue.claim(other) is None
    lost(job)
    assert queue.claim(other).attempts == 2
    assert queue.beat(job.pk, one) is None
    assert not queue.finish(job.pk, one, {"cells": []})  # too late: nothing is overwritten
    assert queue.finish(job.pk, other, {"cells": [1]})
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"cells": [1]})
    assert unseen(job.by).get().sentence.startswith("The build that you asked for is ready")


def test_a_job_that_kills_every_worker_fails_and_says_so(department: Department):
    job = sent(department)
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.claim(uuid4()) == job
        lost(job)
    assert queue.claim(uuid4()) is None
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.trouble.startswith("Begun 3 times, and each time the worker that did it died")


def test_a_child_that_died_is_tried_again_and_a_stopped_worker_costs_no_attempt(
    department: Department,
):
    job, holder = sent(department), uuid4()
    queue.claim(holder)
    queue.give_back(job.pk, holder, died=True)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    queue.claim(holder)
    queue.give_back(job.pk, holder, died=False)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)


def test_the_best_so_far_outlives_its_worker(department: Department):
    job, one = sent(department), uuid4()
    queue.claim(one)
    queue.note_progress(job.pk, one, {"seconds": 1, "unfilled": 4}, {"rota": "doctor,2026-09-07"})
    queue.note_progress(job.pk, one, {"seconds": 2, "unfilled": 3})
    lost(job)
    again = queue.claim(uuid4())
    assert again.best == {"rota": "doctor,2026-09-07"}
    assert [step["unfilled"] for step in again.progress["history"]] == [4, 3]
    queue.note_progress(job.pk, one, {"seconds": 3, "unfilled": 0})
    again.refresh_from_db()
    assert again.progress["unfilled"] == 3


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_runs_is_asked(department: Department):
    waiting, running, holder = sent(department), sent(department), uuid4()
    queue.cancel(waiting.by, waiting)
    assert waiting.state == Job.State.CANCELLED
    queue.claim(holder)
    assert queue.beat(running.pk, holder) is False
    queue.cancel(running.by, running)
    assert queue.beat(running.pk, holder) is True
    assert queue.stopped(running.pk, holder)
    running.refresh_from_db()
    assert running.state == Job.State.CANCELLED


def test_a_workbook_is_not_kept_longer_than_it_is_needed(department: Department):
    job = queue.send_job(a_user(), "import", department, upload=("book.xlsx", b"PK"))
    holder = uuid4()
    assert bytes(queue.claim(holder).upload) == b"PK"
    queue.fail(job.pk, holder, "not a workbook")
    job.refresh_from_db()
    assert (job.upload, job.trouble) == (None, "not a workbook")


def test_a_files_name_is_what_is_read_of_it_and_its_ending_stays(department: Department):
    name = "\u202e" + "a" * 300 + "\r\n.xlsx"
    job = queue.send_job(a_user(), "import", department, upload=(name, b"PK"))
    assert job.upload_name == "a" * 194 + " .xlsx"
