"""The wishes for private APIs, VPC links, shared security groups and routes of a made cell."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from constructs_pkg.topology.key import Key
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.endpoint_route import EndpointRoute
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.private_api import PrivateApiDomainSpec
from constructs_pkg.values.resource_id import RouteTableId, VpcEndpointId
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec


class PrivateApi(PrivateApiDomainSpec):
    """A private REST API of a cell's account under a name of its own.

    The cell's interface endpoint to execute-api may call it, and where one of the cell's zones covers the name, the
    name answers there with that endpoint.
    """

    cell: Key
    """The key of the cell in whose account and Region the API is."""

    endpoint_ids_elsewhere: tuple[VpcEndpointId, ...] = ()
    """Interface endpoints of other accounts that may call it, in the same Region; those accounts associate them.
    Default: none."""

    shared_with: tuple[Principal, ...] = ()
    """Accounts, users or roles that may associate endpoints of theirs with the name. Default: nobody."""


class HttpLink(HttpVpcLinkSpec):
    """A way from HTTP APIs into subnets of a cell. It makes no API private."""

    cell: Key
    """The key of the cell it leads into."""

    target_cidrs: tuple[Cidr, ...] | None = None
    """Where the security group made here lets traffic out to. Default: the cell's block."""

    network: SkipJsonSchema[None] = None  # type: ignore[assignment]
    """Never given: it is the cell's."""


class RestLink(Spec):
    """A way from REST APIs to the load balancer of a service. It makes no API private."""

    service: Key
    """The key of the service whose Network Load Balancer it leads to. Changing it replaces the link."""


class SecurityGroup(Spec):
    """A security group that several links of a cell have."""

    cell: Key
    """The key of the cell it is in. Changing it replaces the group."""

    ingress: Annotated[tuple[Ingress, ...], Field(min_length=1)]
    """What it lets in."""


class LinkRoute(EndpointRoute):
    """A route to a Gateway Load Balancer endpoint: of a route table by its id, or of a tier."""

    route_table_id: RouteTableId | None = None  # type: ignore[assignment]
    """The route table it is added to, of the same VPC. Default: that of `tier`."""

    tier: str | None = None
    """The tier of the cell whose route table it is added to. Default: `route_table_id` is given."""

    availability_zone: str | None = None
    """The name or id of the Availability Zone whose table of `tier` it is. Default: the endpoint's."""
