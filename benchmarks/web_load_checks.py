"""What has to be so in the store after a load; what is not so is a failed assertion."""

from collections import Counter
from datetime import timedelta

from benchmarks.web_load_clients import Seen
from benchmarks.web_load_place import Loaded


def check(place: Loaded, seen: Seen, begun: set[tuple[int, str]]) -> str:
    """Look at the store, and say what was found."""
    from tests.web.jobs.wholeness import whole

    from sevenday.web.jobs.models import Job
    from sevenday.web.notices.models import Notice
    from sevenday.web.rotas.matrix import draft_matrix
    from sevenday.web.rotas.models import Act, Draft, Edit

    assert not seen.wrong, (len(seen.wrong), Counter(seen.wrong).most_common(10))
    whole()
    draft = Draft.objects.select_related("period__department", "base").get(
        period=place.period, state=Draft.OPEN
    )
    first = draft.period.first
    shows = dict(place.texts)
    for edit in Edit.objects.filter(draft=draft):
        cell = edit.doctor_id, (edit.day - first).days
        assert shows[cell] == edit.before, edit  # nobody wrote over what they had not seen
        shows[cell] = edit.after
    for who, (_, key) in enumerate(place.coordinators):
        log = [
            (edit.doctor_id, (edit.day - first).days, edit.before, edit.after)
            for edit in Edit.objects.filter(draft=draft, act__by=key)
        ]
        assert log == seen.written[who], who  # each once, in order, and nothing else
    now = draft_matrix(draft)
    for (doctor, column), text in shows.items():
        assert now.text_at(doctor, first + timedelta(days=column)) == text
    edits = Edit.objects.filter(draft=draft).count()
    assert edits == sum(map(len, seen.written.values())) == Act.objects.filter(draft=draft).count()

    jobs = list(Job.objects.all())
    assert len(jobs) == seen.books
    assert all(job.state == Job.State.DONE and job.attempts == 1 for job in jobs), jobs
    times = Counter(job for job, _ in begun)
    assert set(times.values()) <= {1}, times
    ends = Notice.objects.filter(sentence__startswith="The import that you asked for").count()
    assert ends == len(jobs), ends
    return (
        f"No error in {sum(map(len, seen.took.values()))} requests. {edits} edits answered as "
        f"written, each in the log once and the rota as the log has it; {seen.conflicts} answered "
        f"that somebody was first. {len(jobs)} workbooks by two workers, each begun and told once "
        f"({len(times)} of their processes were seen)."
    )
