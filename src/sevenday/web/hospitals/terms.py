"""What a department goes by: the keys of its hospital.toml, changed one by one, comments kept."""

from collections.abc import Mapping
from datetime import date

import tomlkit
from django.db import transaction

from sevenday.errors import Fault, InputError
from sevenday.web.hospitals.loading import known_contract
from sevenday.web.hospitals.models import Department
from sevenday.web.hospitals.rows import put_paper
from sevenday.web.people.models import User

FILE = "hospital.toml"
Setting = str | float | bool | date
"""What a key may hold."""


def settings_text(department: Department) -> str:
    """The department's hospital.toml as it is; "" where it has none."""
    paper = department.papers.filter(name=FILE).first()
    return bytes(paper.content).decode("utf-8-sig") if paper else ""


def change_settings(
    actor: User, department: Department, keys: Mapping[str, Setting | None], table: str = ""
) -> None:
    """Set keys of hospital.toml, or take them out where they are None.

    Parameters
    ----------
    actor
        Who changes them.
    department
        Whose they are.
    keys
        As the file has them, as `contract`.
    table
        The table that they are in, as `settings`; blank for the top of the file.

    Raises
    ------
    InputError
        For a contract that Sevenday does not have, and for what the file may not say.
    """
    named = keys.get("contract") if not table else None
    if named is not None:
        known_contract(f"{named}")
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        document = tomlkit.parse(settings_text(department))
        if table and table not in document:
            document[table] = tomlkit.table()
        place = document[table] if table else document
        if not isinstance(place, tomlkit.items.Table | tomlkit.TOMLDocument):
            raise InputError(Fault("no table", FILE, None, table, code="unknown-key"))
        for key, value in keys.items():
            if value is None:
                place.pop(key, None)
            else:
                place[key] = value
        put_paper(actor, department, FILE, tomlkit.dumps(document).encode())
