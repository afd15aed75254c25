"""A Resolver endpoint: where a network's resolvers ask a VPC's Resolver, or where that asks them."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag, Network, Subnet
from constructs_pkg.values.resource_id import SecurityGroupId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec

Direction = Literal["inbound", "inbound-delegation", "outbound"]
Protocol = Literal["Do53", "DoH", "DoH-FIPS"]

DNS_PORT = 53
HTTPS_PORT = 443

# Name of CreateResolverEndpoint and CreateResolverRule in botocore's model of route53resolver.
_LONGEST_NAME = 64
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_ -]+")


def resolver_name(text: str) -> str:
    """Return `text` as the name of a resource of the Resolver: what names do not take is a hyphen in it."""
    name = _NOT_IN_NAMES.sub("-", text)[:_LONGEST_NAME].strip()
    return f"-{name}"[:_LONGEST_NAME] if not name or name.isdigit() else name


class ResolverEndpointPlace(Spec):
    """Where a Resolver endpoint of any direction stands, and whom it speaks with.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html
    """

    tier: str | None = None
    """The tier it stands in. Default: the only one of the subnets."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    addresses: tuple[IpAddress, ...] = ()
    """Exactly these IPv4 addresses, each in the subnet whose block holds it; others' resolvers are configured with
    those of an inbound endpoint. Default: AWS chooses one in each subnet."""

    peers: tuple[Cidr, ...] = ()
    """The blocks of the resolvers on the other side: that may ask an inbound endpoint, or that an outbound one may
    ask. Default: none."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """The addresses of its network interfaces. Default: ipv4."""

    security_group_ids: Annotated[tuple[Late | SecurityGroupId, ...], Field(min_length=1)] | None = None
    """Exactly these groups; changing them replaces the endpoint. Default: one is made for the peers."""

    rni_enhanced_metrics: Flag = False
    """Whether CloudWatch gets metrics of each network interface by the minute, at its price. Default: no."""


class ResolverEndpointSpec(ResolverEndpointPlace):
    """A Resolver endpoint in a network."""

    direction: Direction
    """``inbound``: others ask the VPC's Resolver; ``inbound-delegation``: others delegate domains to private zones;
    ``outbound``: the Resolver asks others. Changing it replaces the endpoint."""

    network: Network
    """The VPC it stands in."""

    ports: tuple[Port, ...] = (DNS_PORT,)
    """The ports on which an outbound endpoint asks for DNS; inbound ones hear on 53. Default: 53."""

    protocols: tuple[Protocol, ...] = ("Do53",)
    """Do53 (DNS on port 53), DoH (DNS over HTTPS), DoH-FIPS, or Do53 beside one of the others. Default: Do53."""

    target_name_server_metrics: Flag = False
    """Whether CloudWatch gets metrics of each name server that an outbound endpoint asks. Default: no."""

    dns64: Flag = False
    """Whether an inbound endpoint answers AAAA of names that have IPv4 addresses alone. Default: no."""

    ipv6_internet_access: Flag = False
    """Whether an outbound endpoint may ask public IPv6 addresses by an internet gateway. Default: no."""

    @property
    def is_inbound(self) -> bool:
        """Whether others ask it."""
        return self.direction != "outbound"

    @property
    def subnets(self) -> tuple[Subnet, ...]:
        """Where it stands."""
        return self.network.choose(self.tier, self.availability_zones)

    @property
    def placed(self) -> tuple[tuple[Subnet, IpAddress | None], ...]:
        """Each of its addresses in its subnet; None where AWS chooses it."""
        if not self.addresses:
            return tuple((subnet, None) for subnet in self.subnets)
        found = ((subnet_of(address, self.subnets), address) for address in self.addresses)
        return tuple((subnet, address) for subnet, address in found if subnet is not None)

    @property
    def listeners(self) -> tuple[tuple[str, int], ...]:
        """The transport protocols and ports of its traffic."""
        ports = (DNS_PORT,) if self.is_inbound else self.ports
        plain = [(kind, port) for port in ports for kind in ("tcp", "udp")] if "Do53" in self.protocols else []
        return (*plain, *([("tcp", HTTPS_PORT)] if set(self.protocols) - {"Do53"} else []))


def subnet_of(address: IpAddress, subnets: tuple[Subnet, ...]) -> Subnet | None:
    """Return the one of `subnets` whose block holds `address`; None if none is known to."""
    return next((one for one in subnets if one.cidr is not None and one.cidr.holds(address)), None)
