"""`ConnectedCluster`: ECS services that call each other by Service Connect; `connect` for services made otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs
from aws_cdk import aws_servicediscovery as servicediscovery
from constructs import Construct

from constructs_pkg.cdk_values import network_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.connected_cluster import CLUSTER, connected_cluster_fragment, part_id
from constructs_pkg.fragments.fragment import plain
from constructs_pkg.fragments.service_connect import service_connect_configuration
from constructs_pkg.included import IncludedFragment
from constructs_pkg.namespace import Namespace
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec, ConnectedService
from constructs_pkg.values.connected_cluster_rules import check_connected_cluster
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.service_connect import ConnectedPort, ServiceConnectSpec
from constructs_pkg.values.service_connect_rules import check_service_connect

NamespaceLike = Namespace | servicediscovery.INamespace | Late | str


class ConnectedCluster(IncludedFragment):
    """An ECS cluster with services on AWS Fargate that share a namespace and call only what they name.

    Makes the cluster, an encrypted log group, and for each service its task definition, roles, security group and
    the rules of its calls. Others join the cluster by `connect`.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        namespace: NamespaceLike,
        services: Mapping[str, ConnectedService | Mapping[str, Any]] | None = None,
        vpc_subnets: ec2.SubnetSelection | None = None,
        tier: str | None = None,
        availability_zones: Sequence[str] | None = None,
        access_logs: str | None = "JSON",
        log_retention_days: int | None = None,
        container_insights: str | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the cluster.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            vpc: The network that tasks stand in.
            namespace: The namespace, as a construct or its ARN.
            services: The services, by keys that never change. Default: none.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            tier: Which tier of a network. Default: every subnet, which must be one tier.
            availability_zones: Names or ids of the zones they stand in. Default: all.
            access_logs: ``JSON``, ``TEXT``, or None: requests are not logged. Default: JSON.
            log_retention_days: Days that logs are kept. Default: 365.
            container_insights: ``enabled``, ``enhanced`` or ``disabled``. Default: enhanced.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows the cluster's name as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="vpc", namespace_arn="namespace")
        place = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        spec = door.parse(
            ConnectedClusterSpec,
            {
                "network": door.take("vpc", network_of, vpc, vpc_subnets),
                "namespace_arn": _arn_of(namespace),
                "services": services,
                "tier": tier,
                "availability_zones": availability_zones,
                "log_retention_days": log_retention_days,
                "container_insights": container_insights,
            },
        ).model_copy(update={"access_logs": access_logs})
        warnings = door.refuse(check_connected_cluster(spec, place))
        fragment = connected_cluster_fragment(
            spec, account=account, region=place, name=display_name or construct_id, outputs=outputs
        )
        super().__init__(scope, construct_id, fragment, warnings)

    @property
    def cluster_name(self) -> str:
        """The cluster's name."""
        return self._ref(CLUSTER)

    @property
    def cluster_arn(self) -> str:
        """The cluster's ARN."""
        return self._attribute(CLUSTER, "Arn")

    def service_arn(self, key: str) -> str:
        """Return the ARN of the service `key`."""
        return self._ref(part_id("Service", key))

    def task_role_arn(self, key: str) -> str:
        """Return the ARN of the role that tasks of the service `key` are, such as auth policies name."""
        return self._attribute(part_id("TaskRole", key), "Arn")

    def security_group_id(self, key: str) -> str:
        """Return the id of the security group of the service `key`."""
        return self._attribute(part_id("SecurityGroup", key), "GroupId")


def connect(
    service: ecs.CfnService | ecs.FargateService | ecs.Ec2Service,
    *,
    namespace: NamespaceLike,
    ports: Mapping[str, ConnectedPort | Mapping[str, Any]] | None = None,
    log_group: logs.ILogGroup | None = None,
    access_logs: str | None = "JSON",
    log_query_parameters: bool | None = None,
    region: str | None = None,
) -> None:
    """Let an ECS service that exists in the application call others in a namespace, and be called by them.

    Args:
        service: The service; its task definition has the ports under the names that are their keys here.
        namespace: The namespace, as a construct or its ARN.
        ports: The ports that others call. Default: none: it only calls.
        log_group: Where its proxy logs. Default: nowhere.
        access_logs: ``JSON``, ``TEXT``, or None: requests are not logged. Default: JSON, where there is a log group.
        log_query_parameters: Whether what stands behind ``?`` is logged. Default: no.
        region: The Region, for a stack that has no literal one. Default: the stack's.

    Raises:
        InvalidInput: with every problem of the input, before anything is changed.
    """
    door = Door(namespace_arn="namespace")
    place = door.take("region", region_of, service, region)
    spec = door.parse(
        ServiceConnectSpec,
        {
            "namespace_arn": _arn_of(namespace),
            "ports": ports,
            "log_query_parameters": log_query_parameters,
        },
    ).model_copy(update={"access_logs": access_logs})
    warnings = door.refuse(check_service_connect(spec, place))
    logged = None
    if log_group is not None:
        options = {"awslogs-group": log_group.log_group_name, "awslogs-region": place, "awslogs-stream-prefix": "proxy"}
        logged = {"LogDriver": "awslogs", "Options": options}
    resource = service if isinstance(service, ecs.CfnService) else service.node.find_child("Service")
    assert isinstance(resource, ecs.CfnService)
    resource.add_property_override("ServiceConnectConfiguration", plain(service_connect_configuration(spec, logged)))
    for warning in warnings:
        cdk.Annotations.of(service).add_warning_v2(f"cdk-private-cells:{warning.rule}", str(warning))


def _arn_of(namespace: NamespaceLike) -> Late | str:
    return namespace if isinstance(namespace, Late | str) else namespace.namespace_arn
