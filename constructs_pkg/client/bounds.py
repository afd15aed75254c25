"""How long a client waits, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# RFC 8305 section 8: how long an IPv4 address waits for IPv6 addresses, and how long an attempt goes before the next
# begins.
RESOLUTION_DELAY = 0.05
ATTEMPT_DELAY = 0.25
# RFC 8305 section 5: attempts must never begin closer to each other.
LEAST_ATTEMPT_DELAY = 0.01


@dataclass(frozen=True)
class Bounds:
    """Bounds in seconds.

    Attributes:
        connect_within: From the start of a connection until public addresses are tried beside private ones that have
            not served. A lost SYN is sent again after one second (RFC 6298 section 2): a bound above that survives one.
        retry_private_after: From falling back until private addresses are tried first again.
        lifetime: Until a connection is given up.
        resolution_delay: How long an IPv4 address waits for the IPv6 addresses of its name.
        attempt_delay: How long an attempt goes before the next begins beside it; less where the addresses are so many
            that they would not all be tried within `connect_within`.
    """

    connect_within: float = 2.0
    retry_private_after: float = 60.0
    lifetime: float = 15.0
    resolution_delay: float = RESOLUTION_DELAY
    attempt_delay: float = ATTEMPT_DELAY

    def problems(self) -> Iterator[str]:
        """Return what is wrong with the bounds."""
        named = {
            "connect_within": self.connect_within,
            "retry_private_after": self.retry_private_after,
            "lifetime": self.lifetime,
        }
        for name, value in named.items():
            if not value > 0:
                yield f"bad-bound: {name} {value} is not over 0 seconds; give it a time"
        if self.connect_within >= self.lifetime > 0:
            yield (
                f"bad-bound: connect_within {self.connect_within} leaves nothing of lifetime {self.lifetime}; "
                "give public addresses time as well"
            )
