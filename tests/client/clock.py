"""A clock that tests move on."""

import time


class Clock:
    """The machine's time, and what was added to it."""

    def __init__(self) -> None:
        self._added = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._added

    def passes(self, seconds: float) -> None:
        self._added += seconds
