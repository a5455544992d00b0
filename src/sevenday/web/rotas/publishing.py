"""A draft published: a version that cannot change, and word to those whose cells it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.limits.notice import PublicationDeadline, publication_deadlines
from sevenday.limits.verdict import Verdict
from sevenday.model.differ import ChangedCell, diff
from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import notify
from sevenday.web.people.models import User
from sevenday.web.rotas.checking import contract_is_named, judge_rota
from sevenday.web.rotas.drafts import locked
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix, replayed, version_matrix
from sevenday.web.rotas.models import Draft, Period, Recipient, Version


@dataclass(frozen=True)
class Publication:
    """What publishing a draft would do.

    `changes`: the cells that differ from what doctors hold, by doctor. `breaches`: those left in
    it, each of which needs a reason. `deadlines`: by when the rota has to be out. `last_edit`: the
    last edit that was looked at.
    """

    changes: Mapping[str, tuple[ChangedCell, ...]]
    breaches: tuple[Verdict, ...]
    deadlines: tuple[PublicationDeadline, ...]
    last_edit: int

    @property
    def to_tell(self) -> tuple[str, ...]:
        """The doctors who have to hear of it."""
        return tuple(self.changes)


def changes_by_doctor(
    before: DraftMatrix | None, after: DraftMatrix
) -> dict[str, tuple[ChangedCell, ...]]:
    """The cells that differ between two rotas, by doctor; every cell where there is no first."""
    old = before or after.emptied()
    found: dict[str, list[ChangedCell]] = {}
    for change in diff(old.hospital, after.hospital).changes:
        found.setdefault(change.doctor, []).append(change)
    return {doctor: tuple(cells) for doctor, cells in found.items()}


def publication(draft: Draft, today: date) -> Publication:
    """What publishing a draft on a day would do; nothing is written."""
    return _publication(draft, draft_matrix(draft), today)


def _publication(draft: Draft, now: DraftMatrix, today: date) -> Publication:
    before = version_matrix(draft.base) if draft.base else None
    breaches: tuple[Verdict, ...] = ()
    deadlines: tuple[PublicationDeadline, ...] = ()
    if contract_is_named(draft.period.department):
        breaches = judge_rota(now).breaches
        deadlines = period_deadlines(draft.period, now, today)
    return Publication(changes_by_doctor(before, now), breaches, deadlines, now.last_edit)


def period_deadlines(
    period: Period, now: DraftMatrix, today: date
) -> tuple[PublicationDeadline, ...]:
    """By when the work schedule and the duty roster of a period have to be out."""
    return publication_deadlines(now.hospital, terms_of(period.department, period.first), today)


def publish(
    actor: User,
    draft: Draft,
    seen_edit: int,
    reasons: Mapping[str, str],
    today: date,
) -> Version:
    """Publish a draft as it was seen.

    Parameters
    ----------
    actor
        Who publishes it.
    draft
        An open draft.
    seen_edit
        The last edit of the publication that the actor agreed to.
    reasons
        By the sentence of each breach that is left in it, why.
    today
        The day, from which the clocks are counted.

    Raises
    ------
    InputError
        Where the draft was edited since, a breach has no reason, or nothing differs from the
        version before.
    """
    with transaction.atomic():
        draft = locked(draft)
        now = draft_matrix(draft)
        if now.last_edit != seen_edit:
            what = "the draft was edited while you looked at it: nothing is published"
            raise InputError(Fault(what, expected="another look", code="stale-plan"))
        found = _publication(draft, now, today)
        if draft.base is not None and not found.changes:
            what = f"nothing differs from version {draft.base.number}: there is nothing to publish"
            raise InputError(Fault(what, expected="an edit", code="empty-file"))
        given = _given_reasons(found.breaches, reasons)
        text = now.text()
        version = Version.objects.create(
            period=draft.period,
            number=draft.base.number + 1 if draft.base else 1,
            draft=draft,
            last_edit=now.last_edit,
            text=text,
            sha=sha256(text.encode()).hexdigest(),
            doctors=list(now.row),
            reasons=given,
            by=actor,
        )
        draft.state = Draft.PUBLISHED
        draft.save(update_fields=["state"])
        _tell(version, found.changes)
        record(
            actor,
            "rota.published",
            {"version": draft.base and draft.base.number, "sha": draft.base and draft.base.sha},
            {"version": version.number, "sha": version.sha, "reasons": given},
            about=version,
            department=draft.period.department,
        )
        return version


def _given_reasons(breaches: Iterable[Verdict], reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """Each breach with its reason. Raises InputError for those without."""
    given, faults = [], []
    for breach in breaches:
        why = reasons.get(breach.sentence, "").strip()
        if why:
            given.append({"rule": breach.rule, "sentence": breach.sentence, "reason": why})
        else:
            faults.append(
                Fault(f"left in it without a reason: {breach.sentence}", code="missing-value")
            )
    if faults:
        raise InputError(*faults)
    return given


def _tell(version: Version, changes: Mapping[str, tuple[ChangedCell, ...]]) -> None:
    """Note who has to hear of a version, and put it in their bells."""
    doctors = {
        doctor.name: doctor
        for doctor in Doctor.objects.filter(department=version.period.department)
    }
    Recipient.objects.bulk_create(
        [
            Recipient(
                version=version,
                doctor=doctors[name],
                cells=len(cells),
                earliest=min(cell.day for cell in cells),
            )
            for name, cells in changes.items()
        ]
    )
    for name, cells in changes.items():
        days = sorted(cell.day for cell in cells)
        many = f"{len(cells)} of your days changed" if len(cells) > 1 else "one day changed"
        says = f"Version {version.number} is published: {many}, the first on {short_date(days[0])}."
        notify(doctors[name], "published", says, version.pk)


def is_whole(version: Version) -> bool:
    """Whether a version is what its log says and what its SHA-256 says."""
    rebuilt = replayed(version.draft, version.last_edit)
    same = bool((rebuilt.codes == version_matrix(version).codes).all())
    return same and sha256(version.text.encode()).hexdigest() == version.sha
