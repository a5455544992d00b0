"""The addresses of the walkout board."""

from sevenday.web.pages import AT_DEPARTMENT, page
from sevenday.web.permissions import PLAN_WALKOUT
from sevenday.web.walkouts import board

WALKOUT = f"{AT_DEPARTMENT}walkout/"
urlpatterns = [
    page(WALKOUT, board.before, "walkout", PLAN_WALKOUT, menu="Walkout"),
    page(f"{WALKOUT}papers/<str:file>", board.download, "walkout_paper", PLAN_WALKOUT),
    page(f"{WALKOUT}morning/", board.morning_page, "walkout_morning", PLAN_WALKOUT),
    page(f"{WALKOUT}after/", board.after_page, "walkout_after", PLAN_WALKOUT),
    page(f"{WALKOUT}<slug:word>/", board.part, "walkout_part", PLAN_WALKOUT),
]
