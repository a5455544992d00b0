"""Work after the search: each part has its seconds, and none of them once Ctrl-C has come."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


class Patience:
    """Gives parts of the work their time until Ctrl-C, and then asks for the least of each.

    Attributes
    ----------
    stopped
        Whether Ctrl-C has come.
    """

    def __init__(self, stopped: bool) -> None:
        """`stopped`: whether it came before."""
        self.stopped = stopped

    def spend(self, work: Callable[[float], Made], seconds: float) -> Made:
        """What the work comes to in so many seconds; in 0, where it is stopped before or within."""
        if not self.stopped:
            try:
                return work(seconds)
            except KeyboardInterrupt:
                self.stopped = True
        return work(0.0)
