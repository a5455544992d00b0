"""The addresses of the doctor's pages."""

from sevenday.web.mine.views import away, exceptions, home, leave, pay, swap
from sevenday.web.pages import AT_DEPARTMENT, page
from sevenday.web.permissions import ANYONE, OWN_PAGES

MINE = f"{AT_DEPARTMENT}my/"

urlpatterns = [
    page(MINE, home.home, "my_duties", OWN_PAGES, menu="My duties"),
    page(f"{MINE}team/", home.team, "my_team", OWN_PAGES, menu="The team"),
    page(f"{MINE}leave/", leave.leave, "my_leave", OWN_PAGES, menu="Leave"),
    page(f"{MINE}leave/<int:key>/take-back/", leave.take_back, "my_leave_back", OWN_PAGES),
    page(f"{MINE}away/", away.away, "my_away", OWN_PAGES),
    page(f"{MINE}swaps/", swap.swaps, "my_swaps", OWN_PAGES, menu="Swaps"),
    page(f"{MINE}swaps/<str:day>/", swap.duty, "my_swap_duty", OWN_PAGES),
    page(
        f"{MINE}swaps/<str:day>/<int:partner>/<str:theirs>/",
        swap.offer_swap,
        "my_swap_offer",
        OWN_PAGES,
    ),
    page(f"{MINE}swap/<int:key>/<str:word>/", swap.answer_swap, "my_swap_answer", OWN_PAGES),
    page(f"{MINE}gap/<int:key>/take/", swap.take, "my_gap_take", OWN_PAGES),
    page(f"{MINE}pay/", pay.pay, "my_pay", OWN_PAGES, menu="My pay"),
    page(f"{MINE}work-schedule.pdf", pay.schedule, "my_schedule", OWN_PAGES),
    page(
        f"{MINE}exceptions/", exceptions.exceptions, "my_exceptions", OWN_PAGES, menu="Exceptions"
    ),
    page(f"{MINE}calendar/", home.calendar_link, "my_calendar", OWN_PAGES),
    page("calendar/<int:doctor>/<str:word>/duties.ics", home.feed, "calendar_feed", ANYONE),
]
