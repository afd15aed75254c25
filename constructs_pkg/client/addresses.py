"""Which addresses are private, and which are nobody's that a service could have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Networks: TypeAlias = tuple[IPv4Network | IPv6Network, ...]


class Reach(Enum):
    """Over what an address is reached: a private network or the internet."""

    PRIVATE = "private"
    PUBLIC = "public"


@dataclass(frozen=True)
class Candidate:
    """An address to try, and over what it is reached."""

    address: Address
    reach: Reach

    def __str__(self) -> str:
        return f"{self.address} ({self.reach.value})"


def networks(*texts: str) -> Networks:
    """Return ranges in CIDR notation as networks.

    Raises:
        ValueError: if a text is no range, or has host bits set.
    """
    return tuple(map(ip_network, texts))


# RFC 1918 section 3; RFC 6598 section 7, which VPCs may have as well and the internet does not route; RFC 4193 section
# 3.1.
PRIVATE_NETWORKS = networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")

# This host, loopback, link-local (where an instance's metadata is), multicast, reserved: RFC 6890 section 2.2,
# RFC 5771, RFC 4291 section 2.4. No service is there, so that an answer that says so is wrong or hostile.
UNUSABLE_NETWORKS = networks(
    *("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"),
    *("::/128", "::1/128", "fe80::/10", "ff00::/8"),
)


@dataclass(frozen=True)
class Ranges:
    """Tells private addresses from public ones.

    Attributes:
        private: What is private; it goes before `unusable`. Add the ranges of dual-stack endpoints, whose IPv6
            addresses are global ones unless the VPC has a range of RFC 4193.
        unusable: What is never tried.
    """

    private: Networks = PRIVATE_NETWORKS
    unusable: Networks = UNUSABLE_NETWORKS

    def reach_of(self, address: Address, of_private_name: bool = False) -> Reach | None:
        """Return over what an address is reached, or None where it is not to be tried.

        Args:
            address: An address that was answered.
            of_private_name: Whether it was answered for the private name, whose addresses are private by their name.
        """
        # ::ffff:10.0.0.1 is the same peer as 10.0.0.1: RFC 4291 section 2.5.5.2.
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        real = mapped or address
        if _within(real, self.private):
            return Reach.PRIVATE
        if _within(real, self.unusable):
            return None
        return Reach.PRIVATE if of_private_name else Reach.PUBLIC


def _within(address: Address, ranges: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(address in each for each in ranges)
