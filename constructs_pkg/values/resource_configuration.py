"""What a provider shares of its VPC without a load balancer: a database or another host, on some ports.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/resource-configuration.html
"""

from __future__ import annotations

from typing import Literal

from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Count, Flag, Network
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_id import DatabaseArn, DomainVerificationId, ParameterPath, SecurityGroupId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec


class PortRange(Spec):
    """Ports of TCP that consumers reach."""

    from_port: Port
    """The first port, 1 to 65535."""

    to_port: Port | None = None
    """The last port. Default: the first."""

    @property
    def last_port(self) -> int:
        """The last port."""
        return self.from_port if self.to_port is None else self.to_port

    def __str__(self) -> str:
        """Return the range as VPC Lattice writes it."""
        return str(self.from_port) if self.last_port == self.from_port else f"{self.from_port}-{self.last_port}"


class SharedHost(Spec):
    """What is shared: exactly one of a domain name, an address and a database's ARN."""

    domain_name: Late | DnsName | None = None
    """A domain name, which VPC Lattice resolves anew for each connection, so that it follows a failover."""

    ip_address_type: Literal["ipv4", "ipv6"] = "ipv4"
    """Which addresses of the domain name are used. Default: ipv4."""

    ip_address: Late | IpAddress | None = None
    """An address inside the VPC."""

    database_arn: Late | DatabaseArn | None = None
    """The ARN of a database instance or cluster of Amazon RDS that is not publicly accessible, with its own ports."""


class ResourceGateway(Spec):
    """The way into the VPC: network interfaces from which the shared host is reached."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's. Changing them replaces it."""

    domain_names: Literal["public", "in-vpc"] = "public"
    """Who resolves domain names behind it: the public DNS, or the VPC's own resolvers with its private zones.
    Default: public. Changing it replaces it."""

    ipv4_addresses: Count = 16
    """IPv4 addresses of each of its network interfaces, 1 to 62, which bound the connections to the host. Default:
    16. AWS never changes them: make another one."""

    target_cidrs: tuple[Cidr, ...] | None = None
    """Where the security group made here lets traffic out to. Default: the shared address, else the VPC's block."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""


class ResourceConfigurationSpec(Spec):
    """A host of a VPC that named principals reach through a resource endpoint of their own."""

    network: Network
    """The network that the host is reached from."""

    host: SharedHost
    """What is shared."""

    ports: tuple[PortRange, ...] = ()
    """The ports that are reached; none for a database's ARN. Default: none."""

    gateway: ResourceGateway = ResourceGateway()
    """The way into the VPC."""

    shared_with: tuple[Late | Principal, ...] = ()
    """Accounts, users or roles that may make an endpoint, by AWS Resource Access Manager. Default: nobody."""

    outside_organization: Flag = False
    """Whether principals outside the account's organization are among them. Default: no; then AWS refuses them."""

    custom_domain_name: DnsName | None = None
    """A name that consumers may have answered with their endpoint, by private DNS. Default: none."""

    verify_domain: Flag = False
    """Whether a verification of the custom domain name is made here, whose id the stack shows. Default: no."""

    domain_verification_id: Late | DomainVerificationId | None = None
    """The id of a verification of the custom domain name that exists. Default: none; then, without `verify_domain`,
    consumers must name the domain themselves."""

    in_shareable_service_networks: Flag = False
    """Whether it may be put into service networks that are shared on. Default: no."""

    publish_to: ParameterPath | None = None
    """A Systems Manager parameter of its own account and Region that holds its ARN. Default: none."""
