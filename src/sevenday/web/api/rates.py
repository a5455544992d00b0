"""How often somebody may call: counted in a process, a minute at a time."""

from time import time

from django.core.cache import caches

MINUTE = 60


class TooOftenError(Exception):
    """Too many calls. `wait`: seconds until the next one is answered."""

    def __init__(self, wait: int) -> None:
        """Take how long to wait."""
        self.wait = wait
        super().__init__(f"too many calls: the next is answered in {wait} seconds")


def count_call(whose: str, most: int) -> None:
    """Count a call. Raises TooOftenError where it is one too many in this minute."""
    now, cache = int(time()), caches["process"]
    key = f"calls:{whose}:{now // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    if cache.incr(key) > most:
        raise TooOftenError(MINUTE - now % MINUTE)
