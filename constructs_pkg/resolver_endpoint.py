"""`ResolverEndpoint`: where other networks ask a VPC's Resolver, or where that asks them."""

from __future__ import annotations

from collections.abc import Sequence

import jsii
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_pkg.cdk_values import group_id, network_of, text_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.resolver_endpoint import ENDPOINT, SECURITY_GROUP, resolver_endpoint_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.resolver_endpoint import Direction, Protocol, ResolverEndpointSpec
from constructs_pkg.values.resolver_endpoint_rules import check_resolver_endpoint


@jsii.implements(ec2.IConnectable)
class ResolverEndpoint(IncludedFragment):
    """A Resolver endpoint in a VPC.

    Makes the endpoint and a security group with exactly the peers. Nobody may ask unless named. Changing direction or
    security groups replaces it, and with it addresses that are not fixed.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        direction: Direction,
        vpc_subnets: ec2.SubnetSelection | None = None,
        tier: str | None = None,
        availability_zones: Sequence[str] | None = None,
        addresses: Sequence[str] = (),
        peers: Sequence[str] = (),
        ports: Sequence[int] | None = None,
        protocols: Sequence[Protocol] | None = None,
        ip_address_type: str | None = None,
        security_groups: Sequence[ec2.ISecurityGroup | Late | str] | None = None,
        rni_enhanced_metrics: bool | None = None,
        target_name_server_metrics: bool | None = None,
        dns64: bool | None = None,
        ipv6_internet_access: bool | None = None,
        display_name: str | None = None,
        outputs: bool = False,
    ) -> None:
        """Make the endpoint.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the endpoint begins with it.
            vpc: The VPC it stands in.
            direction: ``inbound``, ``inbound-delegation`` or ``outbound``.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            tier: The tier of a network's subnets. Default: the only one.
            availability_zones: Names or ids of the zones it stands in. Default: all of the tier's.
            addresses: Exactly these IPv4 addresses. Default: AWS chooses one in each subnet.
            peers: The blocks that may ask an inbound endpoint, or that an outbound one may ask.
            ports: The ports on which an outbound endpoint asks for DNS. Default: 53.
            protocols: Do53, DoH or DoH-FIPS, or Do53 beside one of the others. Default: Do53.
            ip_address_type: ``ipv4``, ``dualstack`` or ``ipv6``. Default: ipv4.
            security_groups: Exactly these groups. Default: one is made for the peers.
            rni_enhanced_metrics: Whether there are metrics of each network interface. Default: no.
            target_name_server_metrics: Whether there are metrics of each name server asked. Default: no.
            dns64: Whether an inbound endpoint synthesizes AAAA records. Default: no.
            ipv6_internet_access: Whether an outbound endpoint may ask public IPv6 addresses. Default: no.
            display_name: Shown in the console. Default: `construct_id`.
            outputs: Whether the stack shows its id as an output. Default: no.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="vpc", security_group_ids="security_groups")
        groups = None if security_groups is None else door.take_each("security_groups", group_id, security_groups)
        spec = door.parse(
            ResolverEndpointSpec,
            {
                "network": door.take("vpc", network_of, vpc, vpc_subnets),
                "direction": direction,
                "tier": tier,
                "availability_zones": availability_zones,
                "addresses": addresses,
                "peers": peers,
                "ports": ports,
                "protocols": protocols,
                "ip_address_type": ip_address_type,
                "security_group_ids": groups,
                "rni_enhanced_metrics": rni_enhanced_metrics,
                "target_name_server_metrics": target_name_server_metrics,
                "dns64": dns64,
                "ipv6_internet_access": ipv6_internet_access,
            },
        )
        warnings = door.refuse(check_resolver_endpoint(spec))
        fragment = resolver_endpoint_fragment(spec, name=display_name or construct_id, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._spec = spec
        self._security_groups: list[ec2.ISecurityGroup] | None = None

    @property
    def resolver_endpoint_id(self) -> str:
        """Its id, for `ResolverRule.endpoint`."""
        return self._ref(ENDPOINT)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its fixed addresses; CloudFormation does not tell those that AWS chooses."""
        return tuple(str(address) for address in self._spec.addresses)

    @property
    def connections(self) -> ec2.Connections:
        """Its security groups: the one made here, or those given."""
        if self._security_groups is None:
            given = self._spec.security_group_ids
            self._security_groups = (
                [self._own_group(SECURITY_GROUP)]
                if given is None
                else self._imported_groups(text_of(each) for each in given)
            )
        return ec2.Connections(security_groups=self._security_groups)


def endpoint_logical_id(construct_id: str) -> str:
    """Return the logical id of the endpoint of a `ResolverEndpoint` right below its stack."""
    return logical_id(construct_id, ENDPOINT)
