"""The app's name."""

from django.apps import AppConfig


class GuardianApp(AppConfig):
    """The guardian's pages."""

    name = "sevenday.web.guardian"
