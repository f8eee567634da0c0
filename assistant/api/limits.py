"""How much a program may ask for: a bucket of questions for each token, filled again evenly over a minute."""

import threading
import time
from collections.abc import Callable

MINUTE = 60.0
_KEPT = 10_000  # buckets; there are no more tokens than that


class Limiter:
    """Safe to share between threads. `per_minute` questions may be asked at once and in every minute; 0 is no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._clock = float(per_minute), clock
        self._left: dict[str, tuple[float, float]] = {}  # who → what is left, and when that was
        self._lock = threading.Lock()

    def take(self, who: str, questions: int) -> float:
        """Take `questions` out of the bucket of `who`.

        Returns 0, or where there are too few the seconds until there are enough, and then takes none. More than the
        bucket holds are given once it is full.
        """
        if not self._size:
            return 0.0
        with self._lock:
            now = self._clock()
            left, then = self._left.get(who, (self._size, now))
            left = min(self._size, left + (now - then) * self._size / MINUTE)
            lacking = min(float(questions), self._size) - left
            if lacking > 1e-9:
                return lacking * MINUTE / self._size
            if len(self._left) >= _KEPT:
                self._left.clear()
            self._left[who] = (left - questions, now)
            return 0.0
