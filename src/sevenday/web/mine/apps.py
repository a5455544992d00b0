"""The app's name."""

from django.apps import AppConfig


class MineApp(AppConfig):
    """The doctor's own pages."""

    name = "sevenday.web.mine"
