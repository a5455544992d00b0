"""The app's name."""

from django.apps import AppConfig


class RequestsApp(AppConfig):
    """What doctors ask for: leave, duties on and off, swaps; and the answer before it is sent."""

    name = "sevenday.web.requests"
