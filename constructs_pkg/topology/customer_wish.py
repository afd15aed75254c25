"""What a provider keeps in its public zones for a service: its public name, and customers' ways to endpoints."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from constructs_pkg.topology.key import Key
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.fallback import DEFAULT_TTL
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.spec import Spec

Addresses = Annotated[tuple[IpAddress, ...], Field(min_length=1)]


class PublicName(Spec):
    """The name under which a service is found on the internet, kept in a public zone of the topology."""

    zone: Key
    """The key of the public zone."""

    name: DnsName | None = None
    """The name in full. Default: the zone's own."""

    addresses: Addresses
    """Its public addresses."""

    routing: Literal["simple", "cidr"] = "simple"
    """``simple``, or ``cidr`` for a name that is answered by the network that asks, which customers with `blocks` need.
    Route 53 refuses the one beside the other: to change it, take the name out in a deployment of its own. Default:
    simple."""

    ttl: Annotated[int, Field(strict=True)] = DEFAULT_TTL
    """Seconds that resolvers may keep the answers. Default: 60."""


class Customer(Spec):
    """A customer whose clients find its endpoint by the provider's public zones."""

    blocks: tuple[Cidr, ...] = ()
    """The customer's networks, as public DNS sees them: from there the public name answers with the endpoint's
    addresses and the public ones together. Default: none; the name is answered as everywhere."""

    hostname: DnsName | None = None
    """A name of this customer alone that leads to its endpoint, in full. Default: none."""

    hostname_zone: Key | None = None
    """The key of the public zone that `hostname` goes into. Default: the one of the service's public name."""

    endpoint_addresses: tuple[IpAddress, ...] = ()
    """The addresses of the network interfaces of the customer's endpoint, as the customer tells them. Default: none;
    then `endpoint_dns_name` is given."""

    endpoint_dns_name: DnsName | None = None
    """The endpoint's regional DNS name, which public DNS knows: what `hostname` is a CNAME of. Default: none; then
    `endpoint_addresses` are given."""

    @model_validator(mode="after")
    def _says_where_to(self) -> Self:
        if bool(self.endpoint_addresses) == bool(self.endpoint_dns_name):
            given = "both" if self.endpoint_addresses else ""
            fix = "give endpoint_addresses or endpoint_dns_name"
            raise Refused("one-way-to-endpoint", given, "is not one way to the endpoint", fix)
        if not self.blocks and self.hostname is None:
            raise Refused("customer-without-name", "", "gets no record", "give blocks, hostname or both")
        return self
