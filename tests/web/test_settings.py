"""What a server chooses by its environment, read by a fresh Python as a server reads it."""

import json
import os
import subprocess
import sys

import pytest

ASK = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
from django.conf import settings
names = %r
print(json.dumps({name: str(getattr(settings, name)) for name in names}))
"""


def settings_with(tmp_path, *names: str, **environment: str) -> dict[str, str]:
    usual = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", ASK % (names,)],
        env={**usual, "SEVENDAY_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_behind_tls_cookies_and_pages_are_for_tls_alone(tmp_path):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert set(settings_with(tmp_path, *names, SEVENDAY_TLS="1").values()) == {"True"}
    assert set(settings_with(tmp_path, *names).values()) == {"False"}
    hsts = settings_with(tmp_path, "SECURE_HSTS_SECONDS", SEVENDAY_TLS="1")
    assert int(hsts["SECURE_HSTS_SECONDS"]) >= 365 * 24 * 60 * 60


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    first = settings_with(tmp_path, "SECRET_KEY")["SECRET_KEY"]
    assert len(first) > 50
    assert settings_with(tmp_path, "SECRET_KEY")["SECRET_KEY"] == first
    if os.name == "posix":
        assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_reading_the_settings_writes_nothing_where_there_is_no_data_folder(tmp_path):
    settings_with(tmp_path / "none", "SECRET_KEY")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("url", "engine"),
    [("", "sqlite3"), ("postgres://ann:word@db.example/rotas", "postgresql")],
)
def test_one_setting_moves_the_store(tmp_path, url, engine):
    assert engine in settings_with(tmp_path, "DATABASES", DATABASE_URL=url)["DATABASES"]


def test_more_names_of_the_server(tmp_path):
    found = settings_with(tmp_path, "ALLOWED_HOSTS", SEVENDAY_HOSTS="rota.example,rota2.example")
    assert "'rota.example', 'rota2.example'" in found["ALLOWED_HOSTS"]


LOG = """
import logging, os
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
import django; django.setup()
logging.getLogger("django.request").warning("not this")
logging.getLogger("django.request").error("this", exc_info=ValueError("why"))
"""


def test_errors_of_ours_are_in_the_log(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LOG],
        env={**os.environ, "SEVENDAY_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines() == ["this", "ValueError: why"]
