"""Django's settings. What a server may choose comes from the environment.

`SEVENDAY_DATA` is the folder of the database and the secret key, `DATABASE_URL` another store,
`SEVENDAY_HOSTS` the names under which browsers reach the server, `SEVENDAY_TLS=1` says that it
stands behind TLS.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from platformdirs import user_data_path

from sevenday.web.secret import secret_key

HERE = Path(__file__).parent
DATA = Path(os.environ.get("SEVENDAY_DATA") or user_data_path("sevenday", appauthor=False))
TLS = os.environ.get("SEVENDAY_TLS") == "1"

SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    *filter(None, os.environ.get("SEVENDAY_HOSTS", "").split(",")),
]
ROOT_URLCONF = "sevenday.web.urls"
WSGI_APPLICATION = "sevenday.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "sevenday.web.people",
    "sevenday.web.hospitals",
    "sevenday.web.audit",
    "sevenday.web.rotas",
    "sevenday.web.requests",
    "sevenday.web.exceptions",
    "sevenday.web.notices",
    "sevenday.web.jobs",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database() -> dict[str, Any]:
    """The store: what DATABASE_URL names, else SQLite in the data folder."""
    if url := os.environ.get("DATABASE_URL"):
        return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "sevenday.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # writers wait for their turn at the first statement: a transaction that read and then
            # wanted to write would be told "locked" at once, and five writers lost half of theirs
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


DATABASES = {"default": database()}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
