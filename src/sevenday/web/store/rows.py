"""Every row of one store copied to another, and the two compared, whatever their databases."""

from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models, transaction

CHUNK = 500
Table = type[models.Model]


def tables() -> list[Table]:
    """Every table of the site, those between two models too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def rows_of(table: Table, store: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table by key; what is bytes is `bytes` in every store."""
    found = table._base_manager.using(store).order_by("pk").values_list(*_columns(table))
    for row in found.iterator(CHUNK):
        yield tuple(bytes(each) if isinstance(each, memoryview) else each for each in row)


def copy_rows(source: str, target: str) -> int:
    """Put every row of a store in place of all that another has, in one transaction.

    Both have the same tables. Returns how many there are.
    """
    with transaction.atomic(using=target):
        for table in tables():
            table._base_manager.using(target).all()._raw_delete(target)
        return sum(_copy(table, source, target) for table in tables())


def _copy(table: Table, source: str, target: str) -> int:
    """Copy a table as it is: no value is made anew, as the time at which a row was added would."""
    names, fields = _columns(table), table._meta.concrete_fields
    rows, many = rows_of(table, source), 0
    into: Any = table._base_manager.using(target)
    while chunk := list(islice(rows, CHUNK)):
        made = [table(**dict(zip(names, row, strict=True))) for row in chunk]
        size = connections[target].ops.bulk_batch_size(fields, made)
        for first in range(0, len(made), size):
            into.all()._insert(made[first : first + size], fields, raw=True, using=target)
        many += len(chunk)
    return many


def next_keys(store: str) -> None:
    """Have new rows follow those that were copied with their keys."""
    connection = connections[store]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def differences(one: str, other: str) -> list[str]:
    """The rows of two stores that differ, each named by its table and key."""
    found = []
    for table in tables():
        for a, b in zip_longest(rows_of(table, one), rows_of(table, other)):
            if a != b:
                found.append(f"{table._meta.label_lower}:{(a or b or ('?',))[0]}")
    return found


def count_rows(store: str) -> int:
    """How many rows a store has in all."""
    return sum(table._base_manager.using(store).count() for table in tables())


def _columns(table: Table) -> list[str]:
    """The columns of a table, its key first."""
    names = [field.attname for field in table._meta.concrete_fields]
    key = table._meta.pk
    assert key is not None
    return [key.attname, *(name for name in names if name != key.attname)]
