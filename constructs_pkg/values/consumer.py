"""What a consumer asks for: an endpoint, who may use it, and its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, Tag, model_validator

from constructs_pkg.values.acceptance import Acceptance
from constructs_pkg.values.aws_service import EndpointPolicy
from constructs_pkg.values.aws_service_names import short_name
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.endpoint_records import address_types
from constructs_pkg.values.endpoint_route import EndpointRoute, EndpointType
from constructs_pkg.values.fallback import Fallback
from constructs_pkg.values.handed_over import own_parameter
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late, holds_token
from constructs_pkg.values.network import Flag, Network, Subnet
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.on_premises import OnPremisesName
from constructs_pkg.values.place import AvailabilityZoneId, Region
from constructs_pkg.values.problem import InvalidInput, Problem, Refused
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.resource_id import HostedZoneId, PrefixListId, ResourceConfigurationArn, SecurityGroupId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.text import Text
from constructs_pkg.values.zonal_name import EndpointRecordName

_CUSTOM_SERVICE = re.compile(
    r"(?:(?:cn\.)?com\.amazonaws|eu\.amazonaws|gov(?:\.[a-z]+)+|uk(?:\.[a-z-]+)+)"
    r"\.vpce\.(?P<region>[a-z0-9-]+)\.vpce-svc-(?:[0-9a-f]{8}|[0-9a-f]{17})\Z"
)

# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
_SERVICE_OF_AWS = re.compile(
    r"(?:(?:cn\.)?com\.amazonaws|eu\.amazonaws|aws|api\.aws)(?!\.vpce\.)(?:\.[a-z0-9][a-z0-9-]*)+\Z"
)

# A service as the CDK names it, with tokens for what is before it, which it looks up for the partition.
_TOKEN = r"\$\{Token\[[^\]]*\]\}"
_LATE_SERVICE_OF_AWS = re.compile(
    rf"(?:{_TOKEN}|(?:cn\.)?com\.amazonaws)\.(?:{_TOKEN}|(?!vpce\.)[a-z0-9-]+)\.(?!vpce\.)(?P<service>[a-z0-9][a-z0-9.-]*)(?:{_TOKEN})?\Z"
)

# What stands before .vpce. where it is not com.amazonaws, as the CDK's region-info knows it (2.275).
_STARTS = {"aws-cn": "cn.com.amazonaws", "aws-eusc": "eu.amazonaws", "aws-iso-f": "gov.ic.hci.csp"}


def service_name_start(region: Region) -> str:
    """Return what stands before the id in the name of a custom endpoint service of `region`."""
    return f"{_STARTS.get(region.partition, 'com.amazonaws')}.vpce.{region}."


class ServiceName(Text):
    """The name of an endpoint service, such as ``com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0``.

    In China it begins with ``cn.com.amazonaws``.
    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
    """

    __slots__ = ()
    description = "An endpoint service's name, such as com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name as given."""
        found = _CUSTOM_SERVICE.match(value)
        if found:
            Region(found["region"])
        elif not _SERVICE_OF_AWS.match(value):
            raise Refused(
                "malformed-service-name",
                value,
                "is not an endpoint service's name",
                "write it as com.amazonaws.vpce.<Region>.vpce-svc-<id>",
            )
        return value

    @property
    def region(self) -> Region | None:
        """The Region a custom endpoint service's name tells; None for a service of AWS."""
        found = _CUSTOM_SERVICE.match(self)
        return Region(found["region"]) if found else None


def is_of_aws(service_name: object) -> bool:
    """Tell whether `service_name` names a service of AWS, in a Region that may be known only at deployment."""
    if isinstance(service_name, Late):
        return _LATE_SERVICE_OF_AWS.match(str(service_name)) is not None
    return isinstance(service_name, ServiceName) and service_name.region is None


def service_of_aws(service_name: object, region: Region) -> str:
    """Return the name of a service of AWS in `region`, which the name may leave to deployment, after the Region."""
    late = _LATE_SERVICE_OF_AWS.match(str(service_name)) if isinstance(service_name, Late) else None
    return late["service"] if late else short_name(str(service_name), region)


class Ingress(Spec):
    """Traffic that an endpoint's security group lets in."""

    from_port: Port
    """The first port, 1 to 65535."""

    to_port: Port | None = None
    """The last port. Default: the first."""

    protocol: Literal["tcp", "udp"] = "tcp"
    """tcp or udp. Default: tcp."""

    cidr: Late | Cidr | None = None
    """A source block, IPv4 or IPv6; one known only at deployment is IPv4. Exactly one of `cidr`, `ipv6_cidr`,
    `security_group_id` and `prefix_list_id` is given."""

    ipv6_cidr: Late | Cidr | None = None
    """A source block of IPv6, which may be known only at deployment."""

    security_group_id: Late | SecurityGroupId | None = None
    """A source security group."""

    prefix_list_id: Late | PrefixListId | None = None
    """A source prefix list."""


class EndpointName(Spec):
    """A name that clients use for the endpoint."""

    name: EndpointRecordName
    """Relative to the zone, fully qualified, or ``@`` for the apex; ``*`` as the first label is a wildcard. With
    ``{az_id}`` in it, such as ``*.{az_id}``, it is one name for each Availability Zone that the endpoint stands in,
    which leads to the endpoint in that zone."""

    zone: PrivateZone
    """The private zone the record goes into; it must have an id."""

    kind: Literal["alias", "cname"] = "alias"
    """An alias (A, and AAAA where the endpoint has IPv6) or a CNAME. Default: alias."""

    ttl: Annotated[int, Field(strict=True)] | None = None
    """Seconds that resolvers may keep a CNAME. Default: 300; an alias has none."""

    evaluate_target_health: Flag = False
    """Whether an alias counts as healthy only while the endpoint does. Default: no."""

    availability_zone: str | None = None
    """The name or id of the one Availability Zone in which the name leads to the endpoint. Default: with ``{az_id}`` in
    the name each zone of the endpoint, otherwise all of them behind one name."""

    fallback: Fallback | None = None
    """The public addresses that an alias answers with while the endpoint is unhealthy: a private zone leads nobody on
    to the public one. Default: none; the name leads to the endpoint alone."""


class RegionalDnsName(Spec):
    """The regional DNS name of an endpoint, where it must be given instead of read from the endpoint."""

    dns_name: Late | DnsName
    """The name."""

    zone_id: Late | HostedZoneId
    """The id of the hosted zone it is in."""


class StackParameter(Spec):
    """A service name that is given when the stack is deployed."""

    stack_parameter: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]*$"), AfterValidator(own_parameter)] = (
        "ServiceName"
    )
    """The parameter's name inside the construct. Default: ServiceName."""


class SsmParameter(Spec):
    """A service name that is read from Systems Manager at deployment, in the stack's own account and Region.

    CloudFormation reads it before it makes anything, so that no stack reads what it writes itself.
    """

    ssm_parameter: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_.-]+){1,15}$")]
    """The parameter's path."""


def _source_kind(given: Any) -> str:
    if isinstance(given, Late) or holds_token(given):
        return "late"
    if isinstance(given, SsmParameter) or (isinstance(given, Mapping) and "ssm_parameter" in given):
        return "ssm"
    return "parameter" if isinstance(given, StackParameter | Mapping) else "literal"


ServiceNameSource = Annotated[
    Annotated[Late, Tag("<late>")]
    | Annotated[ServiceName, Tag("<literal>")]
    | Annotated[SsmParameter, Tag("<ssm>")]
    | Annotated[StackParameter, Tag("<parameter>")],
    one_of(_source_kind),
]

ResourceConfigurationSource = Annotated[
    Annotated[Late, Tag("<late>")]
    | Annotated[ResourceConfigurationArn, Tag("<literal>")]
    | Annotated[SsmParameter, Tag("<ssm>")]
    | Annotated[StackParameter, Tag("<parameter>")],
    one_of(_source_kind),
]

EndpointTarget = Late | ServiceName | ResourceConfigurationArn | SsmParameter | StackParameter


def target_problems(
    endpoint_type: EndpointType, service_name: object | None, resource_configuration_arn: object | None
) -> list[Problem]:
    """Return the problems of what an endpoint of that type is to, of which there is exactly one.

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
    """
    given = {"service_name": service_name, "resource_configuration_arn": resource_configuration_arn}
    wanted = "resource_configuration_arn" if endpoint_type == "Resource" else "service_name"
    other = "service_name" if endpoint_type == "Resource" else "resource_configuration_arn"
    found = []
    if given[wanted] is None:
        found.append(
            Problem("missing-key", wanted, "", "is missing", f"add it: an endpoint of type {endpoint_type} is to one")
        )
    if given[other] is not None:
        limit = f"is given, and an endpoint of type {endpoint_type} is to a {wanted}"
        fix = "leave it out, or set endpoint_type to " + ("Interface" if other == "service_name" else "Resource")
        found.append(Problem("target-of-other-type", other, str(given[other]), limit, fix))
    return found


class ConsumerSpec(Observed):
    """An endpoint in a network, its security, and its names or routes."""

    network: Network
    """The network it stands in."""

    service_name: ServiceNameSource | None = None
    """The service, as literal text, a stack parameter or a Systems Manager parameter. Default: none; then the endpoint
    is to a resource configuration."""

    resource_configuration_arn: ResourceConfigurationSource | None = None
    """The ARN of the resource configuration that a Resource endpoint is to, given like a service's name. Default: none;
    then the endpoint is to a service."""

    service_region: Region | None = None
    """The provider's Region. Default: the consumer's own."""

    endpoint_type: EndpointType = "Interface"
    """Interface; GatewayLoadBalancer for a service of appliances: one subnet, no security group, no name, traffic gets
    there by `routes`; or Resource, for a resource configuration. Changing it replaces the endpoint. Default:
    Interface."""

    routes: Keyed[EndpointRoute] = NONE_YET
    """Routes to a Gateway Load Balancer endpoint, each under a key that never changes. Default: none."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    service_availability_zone_ids: tuple[AvailabilityZoneId, ...] | None = None
    """The ids of the zones that the service is offered in: of the subnets chosen, the endpoint stands in those of these
    zones alone. Default: not known, and the endpoint stands in all subnets chosen."""

    ingress: tuple[Ingress, ...] = ()
    """What the security group made here lets in. Default: nothing."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """The addresses of its network interfaces. Default: ipv4."""

    private_dns: Flag = False
    """Whether the provider's own verified private DNS name answers with this endpoint. Default: no."""

    private_dns_name: DnsName | None = None
    """That name, as the provider tells it. AWS takes it from the service: here it is a declaration, in the endpoint's
    metadata, by which the templates tell what the name answers with. Default: not told."""

    dns_options: DnsOptions | None = None
    """What answers under the endpoint's own DNS names, and to whom. Default: as AWS chooses."""

    accept: Acceptance | None = None
    """How its connection is accepted by the deployment that makes it, which then waits until it is available:
    ``own-account`` for a service of its own account, or the role that the provider lends. Default: the provider
    accepts it, and nothing waits."""

    names: tuple[EndpointName, ...] = ()
    """Names in private zones. Default: none."""

    on_premises: tuple[OnPremisesName, ...] = ()
    """Names for which the stack shows what DNS servers on premises are told. Default: none."""

    policy: EndpointPolicy | None = None
    """Who may use a service of AWS through it; other services honour no policy. Default: full access."""

    regional_dns_name: RegionalDnsName | None = None
    """The endpoint's regional DNS name, given where its first entry need not be the regional one, as for
    services from the AWS Marketplace. Default: the endpoint's first DNS entry."""

    @property
    def target(self) -> EndpointTarget:
        """What it is an endpoint to: the service's name, or the ARN of the resource configuration."""
        found = self.resource_configuration_arn if self.endpoint_type == "Resource" else self.service_name
        assert found is not None
        return found

    @property
    def subnets(self) -> tuple[Subnet, ...]:
        """Where it stands."""
        return self.network.choose(self.tier, self.availability_zones, self.service_availability_zone_ids)

    @property
    def record_types(self) -> tuple[RecordType, ...]:
        """The types of its aliases."""
        return address_types(self.ip_address_type, self.dns_options)

    @model_validator(mode="after")
    def _is_to_one_thing(self) -> Self:
        found = target_problems(self.endpoint_type, self.service_name, self.resource_configuration_arn)
        if found:
            raise InvalidInput(found)
        return self

    @model_validator(mode="after")
    def _zones_have_ids(self) -> Self:
        for name in self.names:
            if name.zone.id is None:
                raise Refused("zone-without-id", name.zone.name, "has no id", "give the id of an existing zone")
        return self
