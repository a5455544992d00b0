"""The app's name."""

from django.apps import AppConfig


class HrApp(AppConfig):
    """Medical HR's pages."""

    name = "sevenday.web.hr"
