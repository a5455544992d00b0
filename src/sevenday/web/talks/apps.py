"""The app's name."""

from django.apps import AppConfig


class TalksApp(AppConfig):
    """Offers side by side, and links by which others read them."""

    name = "sevenday.web.talks"
    label = "web_talks"
