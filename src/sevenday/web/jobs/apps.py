"""The app's name."""

from django.apps import AppConfig


class JobsApp(AppConfig):
    """Long work that outlives its page: builds, re-plans, imports; done by workers."""

    name = "sevenday.web.jobs"
