"""The app's name."""

from django.apps import AppConfig


class PersonalApp(AppConfig):
    """One person's data."""

    name = "sevenday.web.personal"
