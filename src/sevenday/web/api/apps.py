"""The app's name."""

from django.apps import AppConfig


class ApiApp(AppConfig):
    """Calls for programs, and the tokens that they send."""

    name = "sevenday.web.api"
