"""The app's name."""

from django.apps import AppConfig


class ExceptionsApp(AppConfig):
    """Reports of work beyond the work schedule, and what each leads to."""

    name = "sevenday.web.exceptions"
