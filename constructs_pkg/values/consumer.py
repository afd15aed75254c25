"""What a consumer asks for: an interface endpoint, who may use it, and its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Tag, model_validator

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.dns import DnsName, RecordName
from constructs_pkg.values.late import Late, holds_token
from constructs_pkg.values.network import Flag, Network
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.resource_id import HostedZoneId, PrefixListId, SecurityGroupId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.text import Text

_CUSTOM_SERVICE = re.compile(
    r"(?:(?:cn\.)?com\.amazonaws|eu\.amazonaws|gov(?:\.[a-z]+)+|uk(?:\.[a-z-]+)+)"
    r"\.vpce\.(?P<region>[a-z0-9-]+)\.vpce-svc-(?:[0-9a-f]{8}|[0-9a-f]{17})\Z"
)

# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
_SERVICE_OF_AWS = re.compile(
    r"(?:(?:cn\.)?com\.amazonaws|eu\.amazonaws|aws|api\.aws)(?!\.vpce\.)(?:\.[a-z0-9][a-z0-9-]*)+\Z"
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
    """Tell whether `service_name` is literal and names a service of AWS."""
    return isinstance(service_name, ServiceName) and service_name.region is None


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

    name: RecordName
    """Relative to the zone, fully qualified, or ``@`` for the apex; ``*`` as the first label is a wildcard."""

    zone: PrivateZone
    """The private zone the record goes into; it must have an id."""

    kind: Literal["alias", "cname"] = "alias"
    """An alias (A, and AAAA where the endpoint has IPv6) or a CNAME. Default: alias."""

    ttl: Annotated[int, Field(strict=True)] | None = None
    """Seconds that resolvers may keep a CNAME. Default: 300; an alias has none."""

    evaluate_target_health: Flag = False
    """Whether an alias counts as healthy only while the endpoint does. Default: no."""


class RegionalDnsName(Spec):
    """The regional DNS name of an endpoint, where it must be given instead of read from the endpoint."""

    dns_name: Late | DnsName
    """The name."""

    zone_id: Late | HostedZoneId
    """The id of the hosted zone it is in."""


class StackParameter(Spec):
    """A service name that is given when the stack is deployed."""

    stack_parameter: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]*$")] = "ServiceName"
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


class ConsumerSpec(Observed):
    """An interface endpoint in a network, its security, and its names."""

    network: Network
    """The network it stands in."""

    service_name: ServiceNameSource
    """The service, as literal text, a stack parameter or a Systems Manager parameter."""

    service_region: Region | None = None
    """The provider's Region. Default: the consumer's own."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    ingress: tuple[Ingress, ...] = ()
    """What the security group made here lets in. Default: nothing."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """The addresses of its network interfaces. Default: ipv4."""

    private_dns: Flag = False
    """Whether the provider's own verified private DNS name answers with this endpoint. Default: no."""

    names: tuple[EndpointName, ...] = ()
    """Names in private zones. Default: none."""

    regional_dns_name: RegionalDnsName | None = None
    """The endpoint's regional DNS name, given where its first entry need not be the regional one, as for
    services from the AWS Marketplace. Default: the endpoint's first DNS entry."""

    @model_validator(mode="after")
    def _zones_have_ids(self) -> Self:
        for name in self.names:
            if name.zone.id is None:
                raise Refused("zone-without-id", name.zone.name, "has no id", "give the id of an existing zone")
        return self
