"""What a client remembers from one connection to the next: prefer private, fall back, come back.

Time is given, never read, so that the same calls always end the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from constructs_pkg.client.addresses import Address


class Order(Enum):
    """What a connection tries first; PRIVATE_ONLY only looks whether the private addresses serve again."""

    PRIVATE_FIRST = "private first"
    PUBLIC_FIRST = "public first"
    PRIVATE_ONLY = "private only"


class Verdict(Enum):
    """What a connection taught about the private addresses.

    Attributes:
        REACHED: One of them served.
        FAILED: They did not, within the bound, and something else did.
        ABSENT: There are none: nothing to prefer, and nothing that failed.
        NOTHING: They were not tried, or nothing at all served, which says nothing about them.
    """

    REACHED = "reached"
    FAILED = "failed"
    ABSENT = "absent"
    NOTHING = "nothing"


class Preference:
    """Prefers private addresses until they fail, and tries them again after a while.

    While it is fallen back, connections try public addresses first and private ones only if those fail. After
    `retry_private_after` seconds one connection tries private addresses first again: the others stay where they are
    until that one has ended, or for as many seconds more.

    Args:
        retry_private_after: Seconds from a failure, or from the last trial, to the next trial.
    """

    def __init__(self, retry_private_after: float) -> None:
        self._retry_private_after = retry_private_after
        self._retry_at: float | None = None
        self._missed: dict[Address, float] = {}

    @property
    def fallen_back(self) -> bool:
        """Whether public addresses are tried first."""
        return self._retry_at is not None

    def begin(self, now: float) -> Order:
        """Return what a connection that begins now tries first."""
        if self._retry_at is None:
            return Order.PRIVATE_FIRST
        if now < self._retry_at:
            return Order.PUBLIC_FIRST
        # This connection is the trial. Its end may never be told, so that the next one has a time already.
        self._retry_at = now + self._retry_private_after
        return Order.PRIVATE_FIRST

    def end(self, verdict: Verdict, now: float) -> None:
        """Take what a connection taught."""
        match verdict:
            case Verdict.REACHED | Verdict.ABSENT:
                self._retry_at = None
            case Verdict.FAILED:
                self._retry_at = now + self._retry_private_after
            case Verdict.NOTHING:
                pass

    def miss(self, addresses: Iterable[Address], now: float) -> None:
        """Remember addresses that did not serve, or not in time: for a while they are tried last among their kind."""
        self._missed |= dict.fromkeys(addresses, now)

    def hit(self, address: Address) -> None:
        """Forget that an address did not serve."""
        self._missed.pop(address, None)

    def missed(self, now: float) -> frozenset[Address]:
        """Return the addresses that are to be tried last among their kind."""
        self._missed = {each: at for each, at in self._missed.items() if now < at + self._retry_private_after}
        return frozenset(self._missed)
