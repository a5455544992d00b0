"""What a department goes by, changed key by key: the rest of its file stays as it was written."""

import pytest

from sevenday.errors import InputError
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Shift
from sevenday.web.hospitals.rows import add_row
from sevenday.web.hospitals.terms import change_settings, settings_text
from tests.web.people_and_places import a_department, a_user, with_folder


def test_a_department_without_a_folder_is_given_a_contract(db):
    robin, department = a_user(), a_department()
    add_row(robin, department, Shift, {"code": "D", "start": "09:00", "end": "17:00"})
    change_settings(robin, department, {"contract": "england-2016", "nation": "england"})
    assert loaded(department).hospital.contract == "england-2016"
    assert settings_text(department) == 'contract = "england-2016"\nnation = "england"\n'


def test_comments_and_other_keys_stay(db):
    robin, department = a_user(), with_folder("emergency-2026")
    before = settings_text(department)
    change_settings(robin, department, {"weekend_1_in_2_agreed": False}, "settings")
    assert not loaded(department).hospital.settings.weekend_1_in_2_agreed
    assert settings_text(department) == before.replace("agreed = true", "agreed = false")
    change_settings(robin, department, {"weekend_1_in_2_agreed": None}, "settings")
    assert "weekend_1_in_2_agreed" not in settings_text(department)


@pytest.mark.parametrize(
    ("keys", "table"),
    [
        ({"contract": "england-1948"}, ""),
        ({"contract": "/etc/own.toml"}, ""),
        ({"colour": "red"}, ""),
        ({"pattern": "odd"}, "settings"),
    ],
)
def test_what_the_file_may_not_say_is_refused(db, keys: dict, table: str):
    robin, department = a_user(), with_folder("ward")
    before = settings_text(department)
    with pytest.raises(InputError):
        change_settings(robin, department, keys, table)
    assert settings_text(department) == before
