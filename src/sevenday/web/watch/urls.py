"""The addresses that a monitor asks."""

from sevenday.web.pages import page
from sevenday.web.permissions import ANYONE
from sevenday.web.watch import views

urlpatterns = [
    page("health", views.health, "health", ANYONE),
    page("metrics", views.metrics, "metrics", ANYONE),
]
