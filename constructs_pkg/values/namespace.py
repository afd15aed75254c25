"""A namespace of AWS Cloud Map, the services that are discovered in it, and instances of them.

Source: https://docs.aws.amazon.com/cloud-map/latest/dg/working-with-namespaces.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.keyed import NONE_YET, Frozen, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.resource_id import InstanceId, VpcId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec

NamespaceType = Literal["private", "public", "http"]
DiscoveryRecordType = Literal["A", "AAAA", "SRV", "CNAME"]
Seconds = Annotated[int, Field(strict=True)]

DEFAULT_DISCOVERY_TTL = 60

Attributes = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-zA-Z0-9!-~]+$")], Annotated[str, Field(pattern=r"^[ -~]*$")]],
    AfterValidator(Frozen),
]


class RegisteredInstance(Spec):
    """An instance that the template registers, and what is told of it."""

    ipv4: Late | IpAddress | None = None
    """Its IPv4 address: the answer of A records, and of the name that an SRV record tells. Default: none."""

    ipv6: Late | IpAddress | None = None
    """Its IPv6 address, likewise. Default: none."""

    port: Port | None = None
    """Its port: told by SRV records, and asked by a health check of Route 53. Default: none."""

    cname: Late | DnsName | None = None
    """The name that a CNAME record answers with. Default: none."""

    alias_dns_name: Late | DnsName | None = None
    """The name of a load balancer, which A and AAAA records become aliases of. Default: none."""

    instance_id: Late | InstanceId | None = None
    """An EC2 instance, in an HTTP namespace only, whose primary private address is told. Default: none."""

    initial_health: Literal["HEALTHY", "UNHEALTHY"] | None = None
    """What a custom health check says until somebody reports. Default: HEALTHY."""

    attributes: Attributes = NONE_YET
    """Further attributes, told to those who ask Cloud Map's API: at most 30. Default: none."""


class DiscoveryCheck(Spec):
    """A health check of Route 53 for each instance; it reaches public addresses only."""

    type: Literal["HTTP", "HTTPS", "TCP"]
    """How it asks. Changing it makes the checks anew."""

    path: str | None = None
    """The path that HTTP and HTTPS ask for. Default: ``/``."""

    failure_threshold: Seconds = 1
    """Checks in a row that turn an instance healthy or unhealthy, 1 to 10. Default: 1."""


class DiscoveryService(Spec):
    """A service that is discovered in a namespace."""

    name: str | None = None
    """Its name: before the namespace's it is the DNS name, and dots may stand in it. Default: its key. Changing it
    replaces the service."""

    record_types: tuple[DiscoveryRecordType, ...] = ()
    """The DNS records of each instance: A, AAAA, both of these, SRV, or CNAME. Default: none: it is found by Cloud
    Map's API alone."""

    ttl: Seconds = DEFAULT_DISCOVERY_TTL
    """Seconds that resolvers may keep an answer. Default: 60."""

    routing: Literal["MULTIVALUE", "WEIGHTED"] = "MULTIVALUE"
    """Up to eight healthy instances an answer, or one at random, all of one weight. Default: MULTIVALUE."""

    health_check: DiscoveryCheck | None = None
    """A health check of Route 53, in public and HTTP namespaces only. Default: none."""

    custom_health_check: Flag = False
    """Whether somebody in the VPC reports the health of instances, by UpdateInstanceCustomHealthStatus. Default: no:
    without any check all instances count as healthy. Changing it replaces the service."""

    instances: Keyed[RegisteredInstance] = NONE_YET
    """The instances that the template registers, each under a key that never changes. Default: none: Amazon ECS, or
    another, registers them at run time."""


class NamespaceSpec(Spec):
    """A namespace and everything that the template puts into it."""

    name: Annotated[str, Field(min_length=1)]
    """Its name: that of a DNS zone, unless it is an HTTP namespace. Changing it replaces the namespace."""

    type: NamespaceType = "private"
    """``private`` makes a private zone on the VPC; ``public`` a public one; ``http`` none: instances are found by
    Cloud Map's API alone. Default: private. Changing it replaces the namespace."""

    vpc_id: Late | VpcId | None = None
    """The VPC whose names a private namespace holds. Default: none. Changing it replaces the namespace."""

    negative_ttl: Seconds | None = None
    """Seconds that resolvers may keep the answer that a name does not exist (the TTL of the zone's SOA record).
    Default: Cloud Map's own."""

    services: Keyed[DiscoveryService] = NONE_YET
    """The services that are discovered in it, each under a key that never changes. Default: none."""


def discovery_name(key: str, service: DiscoveryService) -> str:
    """Return the name of the service `key` in its namespace."""
    return key if service.name is None else service.name
