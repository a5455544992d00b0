"""The app's name."""

from django.apps import AppConfig


class PeopleApp(AppConfig):
    """Who signs in, and in which role."""

    name = "sevenday.web.people"
