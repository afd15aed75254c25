"""A service network of VPC Lattice: the services that share it, and the VPCs whose clients reach them.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-networks.html
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Tag

from constructs_pkg.values.allowed_callers import AllowedCaller
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.dns_options import PrivateDnsPreference
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag, Network
from constructs_pkg.values.resource_id import ParameterPath, SecurityGroupId, ServiceNetworkArn
from constructs_pkg.values.retention import DEFAULT_RETENTION_DAYS
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.zone_profile import SharePrincipal

Days = Annotated[int, Field(strict=True)]

ServiceNetworkReference = Annotated[
    Annotated[Late, Tag("<late>")]
    | Annotated[HandedOver, Tag("<parameter>")]
    | Annotated[ServiceNetworkArn, Tag("<literal>")],
    one_of(given_as),
]


class ServiceNetworkSpec(Spec):
    """A service network, made or brought, and how a VPC joins it."""

    network: Network
    """The VPC that joins it."""

    arn: ServiceNetworkReference | None = None
    """A service network that exists, of this account or shared with it: its ARN; ``{stack_parameter: Name}``, given at
    deployment; or ``{ssm_parameter: /path}``, read at deployment. Default: one is made."""

    joined: Flag = True
    """Whether the VPC is associated with it, so that clients in the VPC reach its services. A VPC joins one. Default:
    yes."""

    ingress: tuple[Ingress, ...] = ()
    """Which clients of the VPC reach its services: what the association's security group lets in. Default: all of the
    VPC, on 80 and 443."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here, 1 to 5. Default: one is made."""

    private_dns_preference: PrivateDnsPreference | None = None
    """Which custom domain names of resource configurations in it the VPC answers by private DNS: ``verified``, ``all``,
    ``verified-and-specified``, or ``specified``. Default: no private DNS."""

    private_dns_specified_domains: Annotated[tuple[DnsName, ...], Field(max_length=10)] = ()
    """Domain names that private DNS may answer, 1 to 10. Default: none."""

    allowed: tuple[AllowedCaller, ...] = ()
    """Who may call the services in it; each service has a list of its own beside. Default: nobody."""

    open_because: str | None = None
    """Why anybody in the joined VPCs may call, signed or not, so that only the services' own lists decide. Default: not
    open."""

    log_retention_days: Days | None = DEFAULT_RETENTION_DAYS
    """Days that its access logs are kept, in an encrypted log group. Default: 365. None: not logged."""

    share_with: tuple[SharePrincipal, ...] = ()
    """Accounts, organizations and organizational units that may join it and put services into it. Default: nobody."""

    outside_organization: Flag = False
    """Whether accounts outside the organization may be among them, who have to accept. Default: no."""

    publish_to: ParameterPath | None = None
    """A Systems Manager parameter of its own account and Region that holds its ARN. Default: none."""
