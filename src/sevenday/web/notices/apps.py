"""The app's name."""

from django.apps import AppConfig


class NoticesApp(AppConfig):
    """What changed for a person since they last looked."""

    name = "sevenday.web.notices"
