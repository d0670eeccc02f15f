"""What all readers share: made once by the first who asks while the others wait, never copied, kept beside Streamlit's caches.

Any visitor can have Streamlit's own caches emptied by a message over the WebSocket; these stay.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from threading import Lock
from typing import Callable, Generic, Hashable, TypeVar

Made = TypeVar("Made")


class Shared(Generic[Made]):
    """The last so many values by key. Values are handed out as they are, so they must never be changed."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Future[Made]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The value under this key. If making it fails or is broken off, whoever waits makes it in their turn."""
        while True:
            with self._lock:
                known = self._made.get(key)
                if known is None:
                    mine = self._made[key] = Future()
                    break
                self._made.move_to_end(key)
            try:
                return known.result()
            except CancelledError:
                continue
        try:
            value = make()
        except BaseException:
            with self._lock:
                if self._made.get(key) is mine:
                    del self._made[key]
            mine.cancel()
            raise
        mine.set_result(value)
        with self._lock:
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return value

    def __contains__(self, key: Hashable) -> bool:
        known = self._made.get(key)
        return known is not None and known.done()

    def __len__(self) -> int:
        return len(self._made)
