"""The app's name."""

from django.apps import AppConfig


class RotasApp(AppConfig):
    """A department's rotas: published versions, drafts as logs of edits, what is wrong in them."""

    name = "sevenday.web.rotas"
