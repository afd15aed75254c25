"""The wish for a link: how a cell reaches an endpoint service, and the names it gets there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, model_validator

from constructs_pkg.topology.api_wishes import LinkRoute
from constructs_pkg.topology.handoff_file import HandoffFile, name_or_handoff, with_name_of_handoff
from constructs_pkg.topology.key import Key, ShortForm
from constructs_pkg.topology.link_name import LinkName
from constructs_pkg.topology.mechanism import Mechanism
from constructs_pkg.values.acceptance import Acceptance
from constructs_pkg.values.aws_service import EndpointPolicy
from constructs_pkg.values.consumer import (
    EndpointTarget,
    Ingress,
    RegionalDnsName,
    ResourceConfigurationSource,
    ServiceNameSource,
    target_problems,
)
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.endpoint_route import EndpointType
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag, Network, Subnet
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import AvailabilityZoneId, Region
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.resource_id import SecurityGroupId


class Link(Observed):
    """An endpoint in a cell, to a service of this topology or to any other."""

    model_config = ConfigDict(json_schema_extra=name_or_handoff)

    cell: Key
    """The key of the consuming cell."""

    service: Key | None = None
    """The key of the service in this topology that is behind `service_name`. It connects nothing by itself: the
    name is still handed over. It lets the two sides be checked against each other. Default: a service elsewhere."""

    service_name: ServiceNameSource | None = None
    """The service's name, unless `handoff` tells it: literal text; ``{ssm_parameter: /path}``, read at deployment in
    the consumer's account and Region; or ``{stack_parameter: Name}``, given at deployment. Default: none; then the
    endpoint is to a resource configuration."""

    resource: Key | None = None
    """The key of the resource configuration in this topology that `resource_configuration_arn` is the ARN of. It
    connects nothing by itself, and lets the two sides be checked against each other. Default: one elsewhere."""

    resource_configuration_arn: ResourceConfigurationSource | None = None
    """The ARN of the resource configuration that an endpoint of type Resource is to, given like a service's name.
    Default: none; then the endpoint is to a service."""

    handoff: HandoffFile | None = None
    """What the provider hands over: the path of its JSON document, from the topology file's folder, or the document.
    It tells `service_name` and `service_region`, and the link is checked against all that it tells. Default: none."""

    service_region: Region | None = None
    """The provider's Region. Default: the one a literal name tells, else that of `service`, else the
    cell's own."""

    endpoint_type: EndpointType = "Interface"
    """Interface; GatewayLoadBalancer for a service of appliances: one subnet, no security group, no name, traffic gets
    there by `routes`; or Resource, for a resource configuration. Changing it replaces the endpoint. Default:
    Interface."""

    routes: Keyed[LinkRoute] = NONE_YET
    """Routes to a Gateway Load Balancer endpoint, each under a key that never changes. Default: none."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the cell, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    service_availability_zone_ids: tuple[AvailabilityZoneId, ...] | None = None
    """The ids of the zones that the service is offered in: of the subnets chosen, the endpoint stands in those of these
    zones alone. Default: not known, and the endpoint stands in all subnets chosen."""

    ingress: tuple[Ingress, ...] = ()
    """What the security group made here lets in. Default: with `service` or `resource`, its ports from the cell's
    blocks of the endpoint's address type; otherwise this or `security_group_ids` must be given."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""

    security_groups: tuple[Key, ...] = ()
    """Keys of groups of the topology, made once in the same cell, instead of one made here. Default: none."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """The addresses of its network interfaces. Default: ipv4."""

    private_dns: Flag = False
    """Whether the provider's own private DNS name answers with this endpoint. Default: no."""

    private_dns_name: DnsName | None = None
    """That name, which declares that the provider has verified it; needed with `private_dns`, unless the service
    is one of AWS's own, or `service` or `handoff` tells the name. Default: none."""

    accept: Acceptance | None = None
    """How its connection is accepted by the deployment that makes it, which then waits until it is available:
    ``own-account`` for a service of the cell's own account, or ``{role_arn: ...}``, the role that the provider
    lends. Default: the provider accepts it, and nothing waits."""

    dns_options: DnsOptions | None = None
    """What answers under the endpoint's own DNS names, and to whom. Default: as AWS chooses."""

    names: tuple[Annotated[LinkName, ShortForm("name")], ...] = ()
    """Names in the cell's private zones; plain text is a name with every default. Default: none."""

    mechanism: Mechanism | None = None
    """How clients find the endpoint, and the way back to the service's public one. Default: by `names`, or by
    `private_dns`."""

    policy: EndpointPolicy | None = None
    """For a service of AWS: ``own-account``, ``full-access``, terms, or a policy document. Other services honour none.
    Default: full access."""

    regional_dns_name: RegionalDnsName | None = None
    """The endpoint's regional DNS name, given where its first entry need not be the regional one, as for
    services from the AWS Marketplace. Default: the endpoint's first DNS entry."""

    @model_validator(mode="before")
    @classmethod
    def _named_by_handoff(cls, given: Any) -> Any:
        return with_name_of_handoff(given)

    @model_validator(mode="after")
    def _says_where_and_what(self) -> Self:
        found = target_problems(self.endpoint_type, self.service_name, self.resource_configuration_arn)
        if found:
            raise InvalidInput(found)
        return self

    @property
    def target(self) -> EndpointTarget | None:
        """What its endpoint is to: the service's name, or the ARN of the resource configuration."""
        return self.resource_configuration_arn if self.endpoint_type == "Resource" else self.service_name

    def every_name(self) -> Iterator[tuple[str, LinkName]]:
        """Yield its names and those of its mechanism, each with where it stands below the link."""
        for place, name in enumerate(self.names):
            yield f"names[{place}]", name
        for key, name in self.mechanism.names() if self.mechanism else ():
            yield f"mechanism.{key}", name

    def subnets_of(self, network: Network | None) -> tuple[Subnet, ...]:
        """Return where its endpoint stands in `network`; nowhere in one that is not known."""
        if network is None:
            return ()
        return network.choose(self.tier, self.availability_zones, self.service_availability_zone_ids)
