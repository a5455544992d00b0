"""The addresses of the talks: of a department, of a whole hospital, of a link."""

from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, page
from sevenday.web.permissions import ANYONE, SEE_TALKS, SEE_WHOLE_TALKS
from sevenday.web.talks import views

HERE, HOSPITAL = f"{AT_DEPARTMENT}talks/", f"{AT_HOSPITAL}talks/"
ONE = "<int:link>/revoke/"

urlpatterns = [
    page(HERE, views.talks, "talks", SEE_TALKS, menu="Talks"),
    page(f"{HERE}links/", views.public_links, "talks_links", SEE_TALKS, menu="Links"),
    page(f"{HERE}links/{ONE}", views.revoke_link, "talks_revoke", SEE_TALKS),
    page(HOSPITAL, views.talks, "talks_hospital", SEE_WHOLE_TALKS, menu="Talks"),
    page(
        f"{HOSPITAL}links/",
        views.public_links,
        "talks_links_hospital",
        SEE_WHOLE_TALKS,
        menu="Links",
    ),
    page(f"{HOSPITAL}links/{ONE}", views.revoke_link, "talks_revoke_hospital", SEE_WHOLE_TALKS),
    page("shared/<str:word>/", views.public, "talks_public", ANYONE),
]
