"""The app's name."""

from django.apps import AppConfig


class PeopleApp(AppConfig):
    """Who signs in, and in which role."""

    name = "sevenday.web.people"

    def ready(self) -> None:
        """Listen to what allauth changes."""
        from sevenday.web.people.recording import connect

        connect()
