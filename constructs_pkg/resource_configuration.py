"""`ResourceConfiguration`: a database or another host of a VPC, shared without a load balancer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_pkg.cdk_values import network_of, principal_of, text_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.resource_configuration import (
    CONFIGURATION,
    GATEWAY,
    SECURITY_GROUP,
    resource_configuration_fragment,
)
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.resource_configuration import (
    PortRange,
    ResourceConfigurationSpec,
    ResourceGateway,
    SharedHost,
)
from constructs_pkg.values.resource_configuration_rules import check_resource_configuration


@jsii.implements(ec2.IConnectable)
class ResourceConfiguration(IncludedFragment):
    """A host of a VPC that named principals reach through resource endpoints, without a load balancer.

    Makes a resource gateway with a security group that lets traffic out to the host only, the resource configuration,
    and its share. Nobody may connect unless named.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        host: SharedHost | Mapping[str, Any],
        ports: Sequence[int | PortRange | Mapping[str, Any]] = (),
        vpc_subnets: ec2.SubnetSelection | None = None,
        gateway: ResourceGateway | Mapping[str, Any] | None = None,
        shared_with: Sequence[str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser] = (),
        outside_organization: bool | None = None,
        custom_domain_name: str | None = None,
        verify_domain: bool | None = None,
        domain_verification_id: str | Late | None = None,
        in_shareable_service_networks: bool | None = None,
        publish_to: str | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Share the host.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it, and its names in VPC Lattice.
            vpc: The network that the host is reached from.
            host: What is shared: a ``domain_name``, an ``ip_address`` or a ``database_arn``.
            ports: The ports that are reached, as numbers or ranges; none for a database's ARN.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            gateway: The way into the VPC. Default: see `ResourceGateway`.
            shared_with: Accounts, users or roles that may make an endpoint. Default: nobody.
            outside_organization: Whether some are outside the account's organization. Default: no.
            custom_domain_name: A name that consumers may have answered with their endpoint. Default: none.
            verify_domain: Whether a verification of that name is made. Default: no.
            domain_verification_id: The id of a verification of that name that exists. Default: none.
            in_shareable_service_networks: Whether shared service networks may hold it. Default: no.
            publish_to: A Systems Manager parameter that holds its ARN. Default: none.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows its ARN as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.

        Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html
        """
        door = Door(network="vpc")
        place = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        spec = door.parse(
            ResourceConfigurationSpec,
            {
                "network": door.take("vpc", network_of, vpc, vpc_subnets),
                "host": host,
                "ports": [{"from_port": each} if isinstance(each, int) else each for each in ports],
                "gateway": gateway,
                "shared_with": door.take_each("shared_with", principal_of, shared_with),
                "outside_organization": outside_organization,
                "custom_domain_name": custom_domain_name,
                "verify_domain": verify_domain,
                "domain_verification_id": domain_verification_id,
                "in_shareable_service_networks": in_shareable_service_networks,
                "publish_to": publish_to,
            },
        )
        warnings = door.refuse(check_resource_configuration(spec, place, account))
        fragment = resource_configuration_fragment(
            spec, region=place, identity=construct_id, name=display_name or construct_id, outputs=outputs
        )
        super().__init__(scope, construct_id, fragment, warnings)
        self._groups = spec.gateway.security_group_ids
        self._security_groups: list[ec2.ISecurityGroup] | None = None

    @property
    def resource_configuration_arn(self) -> str:
        """What consumers connect to, for `EndpointConsumer.resource_configuration_arn`."""
        return self._attribute(CONFIGURATION, "Arn")

    @property
    def resource_gateway_id(self) -> str:
        """The id of the way into the VPC."""
        return self._attribute(GATEWAY, "Id")

    @property
    def connections(self) -> ec2.Connections:
        """The security groups of the gateway: the one made here, or those given."""
        if self._security_groups is None:
            given = self._groups
            self._security_groups = (
                [self._own_group(SECURITY_GROUP)]
                if given is None
                else self._imported_groups(text_of(each) for each in given)
            )
        return ec2.Connections(security_groups=self._security_groups)
