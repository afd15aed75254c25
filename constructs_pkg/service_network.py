"""`ServiceNetwork`: what VPCs join to call services of VPC Lattice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jsii
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_pkg.cdk_values import group_id, network_of, text_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.service_network import (
    BROUGHT,
    SECURITY_GROUP,
    SERVICE_NETWORK,
    service_network_fragment,
)
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.allowed_callers import AllowedCaller
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.service_network import ServiceNetworkSpec
from constructs_pkg.values.service_network_rules import check_service_network


@jsii.implements(ec2.IConnectable)
class ServiceNetwork(IncludedFragment):
    """A service network of VPC Lattice, made or brought, and the association of a VPC with it.

    Makes the network with its auth policy, encrypted access logs and share, and the association with a security group
    that lets the named clients in. Nobody may call unless allowed.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        arn: str | Late | Mapping[str, str] | None = None,
        joined: bool | None = None,
        ingress: Sequence[Ingress | Mapping[str, Any]] | None = None,
        security_groups: Sequence[ec2.ISecurityGroup | Late | str] | None = None,
        private_dns_preference: str | None = None,
        private_dns_specified_domains: Sequence[str] | None = None,
        allowed: Sequence[AllowedCaller | Mapping[str, Any]] | None = None,
        open_because: str | None = None,
        log_retention_days: int | None = 365,
        share_with: Sequence[str] | None = None,
        outside_organization: bool | None = None,
        publish_to: str | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make or join the service network.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            vpc: The VPC that joins it.
            arn: A service network that exists. Default: one is made.
            joined: Whether the VPC is associated with it. Default: yes.
            ingress: Which clients of the VPC reach its services. Default: all of the VPC, on 80 and 443.
            security_groups: Exactly these groups on the association instead of one made here.
            private_dns_preference: Which names of resource configurations the VPC answers. Default: no private DNS.
            private_dns_specified_domains: The names that it answers, where they are specified. Default: none.
            allowed: Who may call its services. Default: nobody.
            open_because: Why whoever reaches it may call. Default: not open.
            log_retention_days: Days that access logs are kept; None: not logged. Default: 365.
            share_with: Accounts, organizations and organizational units it is shared with. Default: nobody.
            outside_organization: Whether accounts outside the organization are among them. Default: no.
            publish_to: A Systems Manager parameter that holds its ARN. Default: none.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows its ARN as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="vpc", security_group_ids="security_groups")
        place = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        groups = None if security_groups is None else door.take_each("security_groups", group_id, security_groups)
        spec = door.parse(
            ServiceNetworkSpec,
            {
                "network": door.take("vpc", network_of, vpc),
                "arn": arn,
                "joined": joined,
                "ingress": ingress,
                "security_group_ids": groups,
                "private_dns_preference": private_dns_preference,
                "private_dns_specified_domains": private_dns_specified_domains,
                "allowed": allowed,
                "open_because": open_because,
                "share_with": share_with,
                "outside_organization": outside_organization,
                "publish_to": publish_to,
            },
        ).model_copy(update={"log_retention_days": log_retention_days})
        warnings = door.refuse(check_service_network(spec, place, account))
        fragment = service_network_fragment(spec, region=place, name=display_name or construct_id, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._brought, self._groups = spec.arn, spec.security_group_ids
        self._security_groups: list[ec2.ISecurityGroup] | None = None

    @property
    def service_network_arn(self) -> str:
        """What other VPCs join, and services are put into."""
        if self._brought is None:
            return self._attribute(SERVICE_NETWORK, "Arn")
        if isinstance(self._brought, HandedOver) and self._brought.ssm_parameter is not None:
            return self.get_parameter(BROUGHT).value_as_string
        return text_of(self._brought)

    @property
    def connections(self) -> ec2.Connections:
        """The security groups of the association: the one made here, or those given."""
        if self._security_groups is None:
            given = self._groups
            self._security_groups = (
                [self._own_group(SECURITY_GROUP)]
                if given is None
                else self._imported_groups(text_of(each) for each in given)
            )
        return ec2.Connections(security_groups=self._security_groups)

    def given(self, part: str = "") -> Late:
        """Return its ARN."""
        assert not part
        return Late(self.service_network_arn)
