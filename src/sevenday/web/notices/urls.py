"""The address of the news."""

from sevenday.web.notices import views
from sevenday.web.pages import page
from sevenday.web.permissions import SIGNED_IN

urlpatterns = [page("news/", views.news, "news", SIGNED_IN)]
