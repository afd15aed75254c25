"""`HttpVpcLink` and `RestVpcLink`: ways from APIs of API Gateway into a VPC."""

from __future__ import annotations

from collections.abc import Sequence

import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from constructs_pkg.cdk_values import group_id, network_of, text_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.vpc_link import LINK, SECURITY_GROUP, http_vpc_link_fragment, rest_vpc_link_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec, RestVpcLinkSpec
from constructs_pkg.values.vpc_link_rules import check_http_vpc_link, check_rest_vpc_link


@jsii.implements(ec2.IConnectable)
class HttpVpcLink(IncludedFragment):
    """A way from HTTP APIs into subnets of a VPC, which REST APIs can take as well. It makes no API private.

    Makes the link, and one security group that lets traffic out to its targets only (or none, where groups are given).
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        vpc_subnets: ec2.SubnetSelection | None = None,
        tier: str | None = None,
        availability_zones: Sequence[str] | None = None,
        ports: Sequence[int] | None = None,
        target_cidrs: Sequence[str | Late] | None = None,
        security_groups: Sequence[ec2.ISecurityGroup | Late | str] | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the link.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            vpc: The network it leads into.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            tier: Which tier of a network. Default: every subnet, which must be one tier.
            availability_zones: Names or ids of the zones it stands in. Default: all.
            ports: The targets' TCP ports. Default: 443.
            target_cidrs: The targets' blocks. Default: the VPC's.
            security_groups: Exactly these groups instead of one made here.
            display_name: Its name. Default: `construct_id`.
            outputs: Whether the stack shows its id as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="vpc", security_group_ids="security_groups")
        place = door.take("region", region_of, scope, region)
        groups = None if security_groups is None else door.take_each("security_groups", group_id, security_groups)
        spec = door.parse(
            HttpVpcLinkSpec,
            {
                "network": door.take("vpc", network_of, vpc, vpc_subnets),
                "tier": tier,
                "availability_zones": availability_zones,
                "ports": ports,
                "target_cidrs": target_cidrs,
                "security_group_ids": groups,
            },
        )
        warnings = door.refuse(check_http_vpc_link(spec, place))
        fragment = http_vpc_link_fragment(spec, name=display_name or construct_id, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._given = spec.security_group_ids
        self._security_groups: list[ec2.ISecurityGroup] | None = None

    @property
    def vpc_link_id(self) -> str:
        """What an integration names as its connection."""
        return self._attribute(LINK, "VpcLinkId")

    @property
    def connections(self) -> ec2.Connections:
        """Its security groups, for rules between it and its targets."""
        if self._security_groups is None:
            own = self._given is None
            given = (text_of(each) for each in self._given or ())
            self._security_groups = [self._own_group(SECURITY_GROUP)] if own else self._imported_groups(given)
        return ec2.Connections(security_groups=self._security_groups)


class RestVpcLink(IncludedFragment):
    """A way from REST APIs to a Network Load Balancer of a VPC. It makes no API private.

    For new APIs AWS recommends links of version 2, which `HttpVpcLink` makes.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        load_balancer: elbv2.INetworkLoadBalancer | Late | str,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the link.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            load_balancer: The load balancer, such as `EndpointService.load_balancer`, or its ARN.
            display_name: Its name. Default: `construct_id`.
            outputs: Whether the stack shows its id as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(load_balancer_arn="load_balancer")
        place = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        arn = load_balancer if isinstance(load_balancer, Late | str) else load_balancer.load_balancer_arn
        spec = door.parse(RestVpcLinkSpec, {"load_balancer_arn": arn, "name": display_name or construct_id})
        warnings = door.refuse(check_rest_vpc_link(spec, place, account))
        super().__init__(scope, construct_id, rest_vpc_link_fragment(spec, outputs=outputs), warnings)

    @property
    def vpc_link_id(self) -> str:
        """What an integration names as its connection."""
        return self._attribute(LINK, "VpcLinkId")
