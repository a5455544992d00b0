"""The app's name."""

from django.apps import AppConfig


class HospitalsApp(AppConfig):
    """Hospitals and their departments: one folder of files each."""

    name = "sevenday.web.hospitals"
