"""The four mechanisms by which clients find an endpoint, as a link asks for one of them.

Source: https://aws.amazon.com/blogs/apn/reviewing-dns-mechanisms-for-routing-traffic-and-enabling-failover-for-aws-privatelink-deployments/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, Tag, model_validator

from constructs_pkg.topology.link_name import LinkFallback, LinkName
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.on_premises import OnPremisesName
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.zonal_name import EndpointRecordName


class Forwarding(Spec):
    """The customer's servers forward the name to the VPC, and ask public DNS themselves where nobody answers there."""

    forward_to: Annotated[tuple[IpAddress, ...], Field(min_length=1)]
    """The addresses of an inbound Resolver endpoint of the VPC."""


OnPremises = Annotated[
    Annotated[Literal["record"], Tag("<word>")] | Annotated[Forwarding, Tag("<forwarding>")],
    one_of(lambda given: "word" if isinstance(given, str) else "forwarding"),
]


class _Named(Spec):
    """A mechanism with a name in a private zone of the cell."""

    zone: ZoneName | None = None
    """The cell's zone that the name goes into. Default: the most specific one that the name is below."""

    on_premises: OnPremises | None = None
    """What the links stack shows for the customer's DNS servers on premises: ``record``, a record of the name that
    leads to the endpoint; or ``{forward_to: ...}``, the statement that forwards it. Default: nothing; networks on
    premises hear what public DNS has."""


class SplitHorizon(_Named):
    """The public name leads to the endpoint in the cell's VPC, and to the public endpoint elsewhere."""

    public_name: DnsName
    """The name that clients use everywhere."""

    fallback: LinkFallback | None = None
    """The public addresses that it answers with while the endpoint is unhealthy. Default: none; the VPC's clients
    never get to the public endpoint, since a private zone leads nobody on to the public one."""


class PrivateHostname(_Named):
    """A second name leads to the endpoint; clients resolve both names and prefer this one's addresses."""

    name: DnsName
    """The second name, which public DNS does not have."""


class CustomerHostname(_Named):
    """A second name of this customer alone leads to the endpoint, kept by the customer in a private zone."""

    name: DnsName
    """The name, which clients derive from who their user is, such as example-api-anycompany.com."""


class CidrRouting(Spec):
    """The public name answers with the addresses of the endpoint and of the public endpoint together.

    The provider's public zone answers so to the customer's networks; whoever asks in the VPC comes from addresses that
    AWS shares among all, so that the VPC has this record of its own.
    """

    public_name: DnsName
    """The name that clients use everywhere."""

    zone: ZoneName | None = None
    """The cell's zone that the name goes into. Default: the most specific one that the name is below."""

    endpoint_addresses: Annotated[tuple[IpAddress, ...], Field(min_length=1)]
    """The addresses of the endpoint's network interfaces. CloudFormation neither tells nor fixes them: they are read
    once the endpoint stands, and stay while it does."""

    public_addresses: Annotated[tuple[IpAddress, ...], Field(min_length=1)]
    """The public addresses of the service."""


_KINDS = ("split_horizon", "private_hostname", "cidr", "customer_hostname")


class Mechanism(Spec):
    """How clients in the cell, and on premises, find the endpoint: exactly one way."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [kind]} for kind in _KINDS]})

    split_horizon: SplitHorizon | None = None
    """The public name, answered otherwise in the VPC. Default: another mechanism."""

    private_hostname: PrivateHostname | None = None
    """A second name, the same for all customers. Default: another mechanism."""

    cidr: CidrRouting | None = None
    """The public name, answered by the network that asks. Default: another mechanism."""

    customer_hostname: CustomerHostname | None = None
    """A second name of this customer alone. Default: another mechanism, or the provider keeps that name."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = self.model_fields_set & set(_KINDS)
        if len(given) != 1 or getattr(self, self.kind) is None:
            limit, fix = "is not one mechanism", f"give one of {', '.join(_KINDS)}"
            raise Refused("one-mechanism", ", ".join(sorted(given)), limit, fix)
        return self

    @property
    def kind(self) -> str:
        """Which one it is."""
        return next((kind for kind in _KINDS if getattr(self, kind) is not None), _KINDS[0])

    def names(self) -> Iterator[tuple[str, LinkName]]:
        """Yield the names of the endpoint, each with the mechanism that it is of."""
        if self.split_horizon is not None:
            one = self.split_horizon
            yield "split_horizon", _name(one.public_name, one.zone, one.fallback)
        for kind, other in (("private_hostname", self.private_hostname), ("customer_hostname", self.customer_hostname)):
            if other is not None:
                yield kind, _name(other.name, other.zone)

    def on_premises(self) -> Iterator[OnPremisesName]:
        """Yield what networks on premises are told."""
        split, others = self.split_horizon, (self.private_hostname, self.customer_hostname)
        named = [(split.public_name, split.on_premises)] if split else []
        for name, told in [*named, *((one.name, one.on_premises) for one in others if one)]:
            if told is not None:
                yield OnPremisesName(name=name, forward_to=told.forward_to if isinstance(told, Forwarding) else ())


def _name(name: DnsName, zone: ZoneName | None, fallback: LinkFallback | None = None) -> LinkName:
    return LinkName(name=EndpointRecordName(f"{name}."), zone=zone, fallback=fallback)
