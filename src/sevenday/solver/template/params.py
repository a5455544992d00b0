"""Settings of a template's search: how long one may be, and how its weeks are put in order."""

from dataclasses import dataclass

from sevenday.settings import FromFile, Share


@dataclass(frozen=True, slots=True)
class TemplateParams(FromFile):
    """How a template is looked for.

    Parameters
    ----------
    most_weeks
        The longest template that is looked for.
    share
        The part of the time left that a search takes which others may follow.
    month_weeks
        Weeks over which nights and weekends are evened out.
    tries
        Changes of the weeks' order that are tried.
    idle
        Tries without an improvement after which a lawful order is left as it is.
    """

    most_weeks: int = 104
    share: Share = 0.5
    month_weeks: int = 4
    tries: int = 4000
    idle: int = 400
