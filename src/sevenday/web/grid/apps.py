"""The app's name."""

from django.apps import AppConfig


class GridApp(AppConfig):
    """The rota co-ordinator's pages."""

    name = "sevenday.web.grid"
