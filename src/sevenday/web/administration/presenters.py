"""What the administrator's pages show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from sevenday.clock import short_date
from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.home_rows import HomeRow
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.people.shell import ADDRESS
from sevenday.web.rotas.checking import contract_is_named
from sevenday.web.store.backup import WAS_BACKED_UP
from sevenday.web.store.restore import WAS_RESTORED, WAS_TRIED

STORE = (WAS_BACKED_UP, WAS_TRIED, WAS_RESTORED)
"""What the record has of backups."""


@dataclass(frozen=True, slots=True)
class ServerSetting:
    """A setting of the server: how it is now, and what it changes."""

    name: str
    now: str
    changes: str


def home_rows() -> Iterator[HomeRow]:
    """The administrator's questions, each answered in a sentence."""
    yield HomeRow("Is everything set up?", _set_up(), "hospitals", "Hospitals")
    yield HomeRow("Who may come in?", _people(), "everybody", "Everybody")
    yield HomeRow("Is it all kept?", backup_words(), "server", "Server and backups")
    yield HomeRow("Who changed what?", _changes(), "changes_everywhere", "Changes")


def without_contract() -> list[Department]:
    """The departments that name no contract: nothing there is judged or priced."""
    departments = Department.objects.select_related("hospital").order_by("hospital__name", "name")
    return [each for each in departments if not _is_ready(each)]


def _set_up() -> str:
    hospitals, departments = Hospital.objects.count(), Department.objects.count()
    if not departments:
        return "There is no department yet."
    says = f"{_many(hospitals, 'hospital')}, {_many(departments, 'department')}. "
    bare = len(without_contract())
    if not bare:
        return f"{says}Each names its contract."
    some = "One names" if bare == 1 else f"{bare} name"
    return f"{says}{some} no contract, so nothing there is judged or priced."


def _is_ready(department: Department) -> bool:
    try:
        return contract_is_named(department)
    except InputError:
        return False


def _people() -> str:
    people = User.objects.exclude(email=ADDRESS)
    never = people.filter(last_login=None, is_active=True).count()
    closed = people.filter(is_active=False).count()
    everywhere = Membership.objects.filter(role=Role.ADMINISTRATOR, hospital=None)
    everything = everywhere.values("user").distinct().count()
    words = [
        "One person has an account"
        if people.count() == 1
        else f"{people.count()} people have an account",
        "one administers everything" if everything == 1 else f"{everything} administer everything",
    ]
    words += [f"{never} never signed in"] if never else []
    words += [f"{closed} closed"] if closed else []
    return f"{', '.join(words)}."


def backup_words() -> str:
    """When the last backup was, and whether one was tried out since, in a sentence."""
    last = Change.objects.filter(what=WAS_BACKED_UP).first()
    if last is None:
        return "No: nothing was ever backed up."
    tried = Change.objects.filter(what=WAS_TRIED).first()
    says = f"The last backup was on {short_date(timezone.localtime(last.at))}"
    if tried is None:
        return f"{says}, and none was ever tried out."
    return f"{says}; one was last tried out on {short_date(timezone.localtime(tried.at))}."


def _changes() -> str:
    since = timezone.now() - timedelta(days=7)
    return (
        f"{_many(Change.objects.filter(at__gte=since).count(), 'change')} in the last seven days."
    )


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def store_rows() -> list[Change]:
    """Backups made, tried out and restored, the last first."""
    return list(Change.objects.filter(what__in=STORE).select_related("actor")[:20])


def server_settings() -> list[ServerSetting]:
    """The settings of the server, as its environment has them; no password and no key."""
    store = "SQLite in the data folder"
    if connection.vendor != "sqlite":
        given = settings.DATABASES["default"]
        store = f"{connection.display_name} at {given.get('HOST') or 'this machine'}"
    tls = "on" if settings.TLS else "off"
    return [
        ServerSetting(
            "SEVENDAY_DATA", f"{settings.DATA}", "Where the database and the signing key are."
        ),
        ServerSetting(
            "DATABASE_URL", store, "The store: several servers and workers may share one."
        ),
        ServerSetting(
            "SEVENDAY_HOSTS",
            ", ".join(settings.HOSTS) or "localhost alone",
            "The names by which browsers reach the server; passkeys belong to the first.",
        ),
        ServerSetting(
            "SEVENDAY_TLS", tls, "Whether cookies and pages are for TLS alone: on behind a proxy."
        ),
    ]
