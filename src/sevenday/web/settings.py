"""Django's settings. What a server may choose comes from the environment.

`SEVENDAY_DATA` is the folder of the database and the secret key, `DATABASE_URL` another store,
`SEVENDAY_HOSTS` the names under which browsers reach the server, `SEVENDAY_TLS=1` says that it
stands behind TLS.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import nhsuk_frontend_jinja
from csp.constants import NONCE, NONE, SELF

from sevenday.web.data_folder import STORE, data_folder, secret_key

HERE = Path(__file__).parent
DATA = data_folder()
TLS = os.environ.get("SEVENDAY_TLS") == "1"
DEMO = os.environ.get("SEVENDAY_DEMO") == "1"  # set by `serve --demo` alone, for a store of its own

SECRET_KEY = secret_key(DATA)
DEBUG = False
HOSTS = [*filter(None, os.environ.get("SEVENDAY_HOSTS", "").split(","))]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *HOSTS]
ROOT_URLCONF = "sevenday.web.urls"
WSGI_APPLICATION = "sevenday.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "sevenday.web.people",
    "sevenday.web.hospitals",
    "sevenday.web.audit",
    "sevenday.web.rotas",
    "sevenday.web.requests",
    "sevenday.web.exceptions",
    "sevenday.web.notices",
    "sevenday.web.jobs",
    "sevenday.web.grid",
    "sevenday.web.mine",
    "sevenday.web.talks",
    "sevenday.web.api",
    "sevenday.web.hr",
    "sevenday.web.guardian",
    "sevenday.web.personal",
]
MIDDLEWARE = [
    "sevenday.web.watch.counting.CountingMiddleware",
    "sevenday.web.middleware.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sevenday.web.middleware.RulesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "jinja2", Path(nhsuk_frontend_jinja.__file__).parent / "templates"],
        "OPTIONS": {
            "environment": "sevenday.web.templating.environment",
            "context_processors": ["sevenday.web.templating.every_page"],
        },
    },
    # allauth's own: its messages, and whatever page of its is not among ours
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_FORMS = {
    "change_password": "sevenday.web.people.password_forms.ChangeForm",
    "set_password": "sevenday.web.people.password_forms.FirstForm",
}
ACCOUNT_ADAPTER = "sevenday.web.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "sevenday.web.people.adapter.DeviceAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator vouches for an address, not a mail
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
MFA_TOTP_ISSUER = "Sevenday"
MFA_TOTP_TOLERANCE = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database() -> dict[str, Any]:
    """The store: what DATABASE_URL names, else SQLite in the data folder."""
    if url := os.environ.get("DATABASE_URL"):
        return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / STORE,
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
# how often somebody tried is counted in the store, so that all servers and workers of it share it
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # calls of the API are counted in a process: a call that reads must not write
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
"""Bytes of a form or a call without its files: the API's 60,000 cells fit."""
METRICS_WORD = os.environ.get("SEVENDAY_METRICS", "")
"""What a monitor sends for the figures at /metrics; none: they are closed."""
API_CALLS_A_MINUTE = int(os.environ.get("SEVENDAY_API_CALLS") or 300)
"""Of one token."""

# our own errors go where a service's log is; Django would mail them to nobody
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "level": "ERROR"},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO"},
        # whoever scans the network, or sends what no page sends, would fill the log
        "django.security": {"handlers": ["none"], "propagate": False},
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# a doctor's phone stays signed in; pages that ask for a second proof ask for a new one each day
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATICFILES_DIRS = [HERE / "static"]
