"""The wish for a link: how a cell reaches an endpoint service, and the names it gets there."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.topology.key import Key, ShortForm
from constructs_pkg.values.consumer import Ingress, RegionalDnsName, ServiceNameSource
from constructs_pkg.values.dns import DnsName, RecordName, ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import Region
from constructs_pkg.values.resource_id import SecurityGroupId
from constructs_pkg.values.spec import Spec


class LinkName(Spec):
    """A name that the cell's workloads use for the endpoint."""

    name: RecordName
    """Relative to the zone, fully qualified, or ``@`` for the apex; ``*`` as the first label is a wildcard."""

    zone: ZoneName | None = None
    """The name of the cell's zone it goes into. Default: the most specific of the cell's zones that the name is
    below; for a relative name, the cell's only zone."""

    kind: Literal["alias", "cname"] = "alias"
    """An alias (A, and AAAA where the endpoint has IPv6) or a CNAME. Default: alias."""

    ttl: Annotated[int, Field(strict=True)] | None = None
    """Seconds that resolvers may keep a CNAME. Default: 300; an alias has none."""

    evaluate_target_health: Flag = False
    """Whether an alias counts as healthy only while the endpoint does. Default: no."""


class Link(Observed):
    """An interface endpoint in a cell, to a service of this topology or to any other."""

    cell: Key
    """The key of the consuming cell."""

    service: Key | None = None
    """The key of the service in this topology that is behind `service_name`. It connects nothing by itself: the
    name is still handed over. It lets the two sides be checked against each other. Default: a service elsewhere."""

    service_name: ServiceNameSource
    """The service's name: literal text; ``{ssm_parameter: /path}``, read at deployment in the consumer's account
    and Region; or ``{stack_parameter: Name}``, given at deployment."""

    service_region: Region | None = None
    """The provider's Region. Default: the one a literal name tells, else that of `service`, else the
    cell's own."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the cell, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    ingress: tuple[Ingress, ...] = ()
    """What the security group made here lets in. Default: with `service`, the ports of its listeners from the
    cell's blocks of the endpoint's address type; otherwise this or `security_group_ids` must be given."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """The addresses of its network interfaces. Default: ipv4."""

    private_dns: Flag = False
    """Whether the provider's own private DNS name answers with this endpoint. Default: no."""

    private_dns_name: DnsName | None = None
    """That name, which declares that the provider has verified it; needed with `private_dns`, unless the service
    is one of AWS's own. Services of this topology have none. Default: none."""

    names: tuple[Annotated[LinkName, ShortForm("name")], ...] = ()
    """Names in the cell's private zones; plain text is a name with every default. Default: none."""

    regional_dns_name: RegionalDnsName | None = None
    """The endpoint's regional DNS name, given where its first entry need not be the regional one, as for
    services from the AWS Marketplace. Default: the endpoint's first DNS entry."""
