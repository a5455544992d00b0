"""The app's name."""

from django.apps import AppConfig


class AuditApp(AppConfig):
    """What was changed, by whom, from what to what."""

    name = "sevenday.web.audit"
