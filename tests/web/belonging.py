"""What belongs to a row: every row of every table that leads to it by its keys."""

from typing import Any

from django.apps import apps
from django.db import models

Row = tuple[str, Any]
"""A table and a key."""
Rows = dict[Row, dict[str, Any]]


def tables() -> list[type[models.Model]]:
    """Sevenday's own tables."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name.startswith("sevenday.")
    ]


def every_row() -> Rows:
    """Every row, with what it holds."""
    return {
        (model._meta.label, values["pk"]): values
        for model in tables()
        for values in model._base_manager.values("pk", *_columns(model))
    }


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def row_of(thing: models.Model) -> Row:
    """A thing as a row."""
    return thing._meta.label, thing.pk


def belonging_to(rows: Rows, seeds: set[Row]) -> set[Row]:
    """The seeds, and every row with a key that leads to one of them, however far."""
    keys = {
        model._meta.label: [
            (field.attname, field.related_model._meta.label)
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
        ]
        for model in tables()
    }
    found, size = set(seeds), 0
    while size != len(found):
        size = len(found)
        found |= {
            row
            for row, values in rows.items()
            if any((label, values[name]) in found for name, label in keys[row[0]])
        }
    return found
