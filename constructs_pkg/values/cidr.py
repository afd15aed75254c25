"""IP addresses and CIDR blocks, and the sizes that Amazon VPC allows."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text

# A VPC and each of its subnets are between /16 and /28, and AWS keeps five addresses of every subnet: the first four
# and the last (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
LARGEST_PREFIX = 16
SMALLEST_PREFIX = 28
KEPT_BY_AWS = 5
FIRST_KEPT_BY_AWS = 4


# Clones share their blocks, and reading one takes longer than looking it up.
@lru_cache(maxsize=4096)
def _network(text: str) -> IPv4Network | IPv6Network:
    return ip_network(text)


class Cidr(Text):
    """An IPv4 or IPv6 CIDR block in canonical form, such as ``10.0.0.0/16`` (RFC 4632).

    Refuses host bits below the prefix rather than dropping them.
    """

    __slots__ = ()
    description = "A CIDR block with no host bits set, such as 10.0.0.0/16."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the block in canonical form."""
        if "/" not in value:
            raise Refused(
                "malformed-cidr", value, "has no prefix length", "write it as address/prefix, such as 10.0.0.0/16"
            )
        _refuse_scope("malformed-cidr", value)
        try:
            return str(_network(value))
        except ValueError:
            pass
        try:
            meant = ip_network(value, strict=False)
        except ValueError:
            raise Refused("malformed-cidr", value, "is not a CIDR block", "write it as 10.0.0.0/16") from None
        raise Refused("malformed-cidr", value, "has host bits set", f"write {meant}")

    @property
    def network(self) -> IPv4Network | IPv6Network:
        """The block as the standard library sees it."""
        return _network(str(self))

    @property
    def prefix(self) -> int:
        """The prefix length in bits."""
        return self.network.prefixlen

    def holds(self, other: Cidr | IpAddress) -> bool:
        """Tell whether `other` lies wholly inside this block."""
        block, inner = self.network, _network(str(other))
        return block.version == inner.version and inner.subnet_of(block)  # type: ignore[arg-type]

    def overlaps(self, other: Cidr) -> bool:
        """Tell whether the two blocks share an address."""
        block, inner = self.network, other.network
        return block.version == inner.version and block.overlaps(inner)


class VpcCidr(Cidr):
    """An IPv4 block that a VPC may have: /16 to /28."""

    __slots__ = ()
    description = "The IPv4 block of a VPC, /16 to /28, such as 10.0.0.0/16."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the block in canonical form."""
        block = super().normal(value)
        network = ip_network(block)
        if network.version != 4:
            raise Refused("vpc-cidr-not-ipv4", value, "is not IPv4", "give the VPC's primary IPv4 block")
        if not LARGEST_PREFIX <= network.prefixlen <= SMALLEST_PREFIX:
            raise Refused(
                "vpc-cidr-size",
                value,
                f"is outside /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}",
                "choose a block that Amazon VPC allows",
            )
        if network.is_loopback or network.is_link_local or network.is_multicast or _is_reserved(network):
            raise Refused(
                "vpc-cidr-reserved",
                value,
                "is no block of hosts (RFC 6890)",
                "choose a private block, such as one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
            )
        return block


def _is_reserved(network: IPv4Network | IPv6Network) -> bool:
    # "This network" and what is reserved for future use.
    return any(network.overlaps(_network(block)) for block in ("0.0.0.0/8", "240.0.0.0/4"))


class IpAddress(Text):
    """An IPv4 or IPv6 address in canonical form."""

    __slots__ = ()
    description = "An IPv4 or IPv6 address."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the address in canonical form."""
        _refuse_scope("malformed-address", value)
        try:
            return str(ip_address(value))
        except ValueError:
            raise Refused(
                "malformed-address", value, "is not an IP address", "write it as 10.0.0.10 or fd00::10"
            ) from None

    @property
    def address(self) -> IPv4Address | IPv6Address:
        """The address as the standard library sees it."""
        return ip_address(self)

    @property
    def record_type(self) -> str:
        """``A`` for IPv4 and ``AAAA`` for IPv6 (RFC 1035, RFC 3596)."""
        return "A" if self.address.version == 4 else "AAAA"


def usable_addresses(block: Cidr) -> int:
    """Return how many addresses of a subnet AWS leaves to its owner."""
    return max(block.network.num_addresses - KEPT_BY_AWS, 0)


def is_kept_by_aws(address: IpAddress, subnet: Cidr) -> bool:
    """Tell whether AWS keeps `address`, which is in `subnet`."""
    block = subnet.network
    return int(address.address) - int(block.network_address) < FIRST_KEPT_BY_AWS or address.address == block[-1]


def resolver_address(vpc: Cidr) -> IpAddress:
    """Return the address at which a VPC's resolver answers: two above the base of its primary block.

    Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
    """
    return IpAddress(str(vpc.network.network_address + 2))


def _refuse_scope(rule: str, value: str) -> None:
    # The standard library takes fe80::1%eth0; the scope means something on one host only.
    if "%" in value:
        raise Refused(rule, value, "has a scope", "leave out the % and what follows it")
