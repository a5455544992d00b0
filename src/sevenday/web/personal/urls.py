"""The addresses of the pages of one person's data."""

from sevenday.web.pages import page
from sevenday.web.permissions import MANAGE_PEOPLE, SIGNED_IN
from sevenday.web.personal import views

urlpatterns = [
    page("everybody/", views.everybody, "everybody", MANAGE_PEOPLE, menu="Everybody"),
    page("everybody/<int:person>/", views.somebody, "somebody", MANAGE_PEOPLE),
    page("everybody/<int:person>/data.zip", views.their_data, "their_data", MANAGE_PEOPLE),
    page("account/data.zip", views.my_data, "my_data", SIGNED_IN),
]
