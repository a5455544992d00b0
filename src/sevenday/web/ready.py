"""What a process has worked out already and has ready, the latest used first to stay."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Ready(Generic[Value]):
    """Values by a key that names the state that they were worked out of.

    Whoever changes that state changes its key: nothing here is ever stale.
    """

    def __init__(self, most: int) -> None:
        """`most`: how many values are held."""
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = RLock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not there; one thread makes at a time."""
        with self._lock:
            if key not in self._values:
                self.put(key, make())
            self._values.move_to_end(key)
            return self._values[key]

    def peek(self, key: Hashable) -> Value | None:
        """The value of a key, or None."""
        return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> None:
        """Hold a value in place of the one before."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
