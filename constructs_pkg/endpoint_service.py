"""`EndpointService`: what a provider offers to consumers over PrivateLink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import jsii
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_pkg.cdk_values import load_balancer_arn, network_of, principal_of, text_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.alarms import alarms_fragment
from constructs_pkg.fragments.listener import listener_fragment, listener_id, target_group_id
from constructs_pkg.fragments.load_balancer import LOAD_BALANCER, SECURITY_GROUP
from constructs_pkg.fragments.measured import Measured, measured_service
from constructs_pkg.fragments.notifications import TOPIC
from constructs_pkg.fragments.service import PERMISSIONS, SERVICE, service_fragment
from constructs_pkg.observed_handles import ObservedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.connection_notifications import ConnectionNotifications
from constructs_pkg.values.consumer import service_name_start
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.principal import principal_arns
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.service import Listener, LoadBalancer, ServiceSpec
from constructs_pkg.values.service_rules import check_service
from constructs_pkg.values.spec import parse

_KEYWORDS = {"network": "vpc", "load_balancer_arns": "load_balancers"}


@jsii.implements(ec2.IConnectable)
class EndpointService(ObservedFragment):
    """An endpoint service over an internal Network Load Balancer made here, or over ones that exist.

    Makes the load balancer with deletion protection, a security group that lets traffic out to the targets
    only, a target group for each listener, the service, and its list of allowed principals. Nobody may connect
    unless named, and each connection waits to be accepted.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network | None = None,
        vpc_subnets: ec2.SubnetSelection | None = None,
        load_balancer: LoadBalancer | Mapping[str, Any] | None = None,
        load_balancers: Sequence[elbv2.INetworkLoadBalancer | Late | str] = (),
        listeners: Sequence[Listener | Mapping[str, Any]] = (),
        allowed_principals: Sequence[str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser] = (),
        public_because: str | None = None,
        acceptance_required: bool | None = None,
        supported_regions: Sequence[str] | None = None,
        ip_address_types: Sequence[str] | None = None,
        publish_to: str | None = None,
        alarms: Alarms | Mapping[str, Any] | None = None,
        notifications: ConnectionNotifications | Mapping[str, Any] | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the service.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the service begins with it.
            vpc: Where the load balancer made here stands.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            load_balancer: How it is made. Default: see `LoadBalancer`.
            load_balancers: Existing Network Load Balancers, by object or ARN, instead of one made here.
            listeners: The listeners of the load balancer made here.
            allowed_principals: Accounts (12 digits), users or roles that may connect, by object or ARN; what is
                known only at deployment is an ARN without a path. Default: nobody.
            public_because: The reason why everybody may connect, needed with the principal ``*``.
            acceptance_required: Whether each connection waits to be accepted. Default: yes.
            supported_regions: Regions whose consumers may connect. Default: only the service's own.
            ip_address_types: ``ipv4``, ``ipv6`` or both, which make the load balancer dualstack. Default: ipv4.
            publish_to: A Systems Manager parameter that holds the service name. Default: none.
            alarms: Alarms on the service and the load balancer made here; ``{}`` for those with safe defaults.
                Default: none.
            notifications: Which events on its connections a topic is told of; ``{}`` for all. Default: none.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows the service name as an output. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(**_KEYWORDS)
        self._region = door.take("region", region_of, scope, region)
        self._account = door.take("account", account_of, scope)
        spec = door.parse(
            ServiceSpec,
            {
                "network": None if vpc is None else door.take("vpc", network_of, vpc, vpc_subnets),
                "load_balancer": load_balancer,
                "load_balancer_arns": door.take_each("load_balancers", load_balancer_arn, load_balancers),
                "listeners": listeners,
                "allowed_principals": door.take_each("allowed_principals", principal_of, allowed_principals),
                "public_because": public_because,
                "acceptance_required": acceptance_required,
                "supported_regions": supported_regions,
                "ip_address_types": ip_address_types,
                "publish_to": publish_to,
                "alarms": alarms,
                "notifications": notifications,
            },
        )
        warnings = door.refuse(check_service(spec, self._region, self._account))
        self._name = display_name or construct_id
        super().__init__(
            scope, construct_id, service_fragment(spec, region=self._region, name=self._name, outputs=outputs), warnings
        )
        self._spec = spec
        self._vpc = None if isinstance(vpc, Network) else vpc
        self._brought = [each for each in load_balancers if not isinstance(each, str | Late)]
        self._load_balancer: elbv2.INetworkLoadBalancer | None = None
        self._security_groups: list[ec2.ISecurityGroup] | None = None
        self._permissions: ec2.CfnVPCEndpointServicePermissions | None = None

    @property
    def service_id(self) -> str:
        """The service's id, such as ``vpce-svc-0123456789abcdef0``."""
        return self._attribute(SERVICE, "ServiceId")

    @property
    def service_name(self) -> str:
        """The name consumers connect to, right from any Region: it names the service's own."""
        return f"{service_name_start(self._region)}{self.service_id}"

    @property
    def service_region(self) -> str:
        """The Region of the service, for `EndpointConsumer.service_region`."""
        return self._region

    @property
    def display_name(self) -> str:
        """What people call it."""
        return self._name

    @property
    def measured(self) -> tuple[Measured, ...]:
        """What AWS measures of it, for `CellDashboard`."""
        return measured_service(self._spec, cache(self._late_attribute))

    def metric(self, name: str, *, port: int | None = None) -> cloudwatch.Metric:
        """Return the metric under the alarm called `name`, for alarms and dashboards of your own.

        Args:
            name: The alarm's name, such as ``unhealthy-target``; the alarm need not be made.
            port: The listener whose targets are measured, for metrics of targets.

        Raises:
            LookupError: if nothing of that name is measured.
        """
        return self._metric(name, "" if port is None else str(port))

    def alarm(self, name: str, *, port: int | None = None) -> cloudwatch.IAlarm:
        """Return the alarm called `name` that was made here, such as ``no-healthy-target`` of the listener on `port`.

        Raises:
            LookupError: if it was not made.
        """
        return self._alarm(name, "" if port is None else str(port))

    @property
    def load_balancer(self) -> elbv2.INetworkLoadBalancer:
        """The load balancer made here, or the first brought as an object, as the CDK's own interface.

        Listeners that are added to it by the CDK register targets where `vpc` was given as a VPC of the CDK; the
        way to their targets is opened by `connections`.

        Raises:
            LookupError: if all load balancers were brought by ARN.
        """
        if self._made and self._load_balancer is None:
            self._load_balancer = elbv2.NetworkLoadBalancer.from_network_load_balancer_attributes(
                self,
                "LoadBalancerHandle",
                load_balancer_arn=self._ref(LOAD_BALANCER),
                load_balancer_dns_name=self._attribute(LOAD_BALANCER, "DNSName"),
                load_balancer_canonical_hosted_zone_id=self._attribute(LOAD_BALANCER, "CanonicalHostedZoneID"),
                load_balancer_security_groups=[group.security_group_id for group in self.connections.security_groups],
                vpc=self._vpc,
            )
        if self._load_balancer is not None:
            return self._load_balancer
        if self._brought:
            return self._brought[0]
        raise LookupError(
            f"{self.node.path}: its load balancers were brought by ARN; import them where they are needed"
        )

    @property
    def connections(self) -> ec2.Connections:
        """The security groups of the load balancer made here: its own, or those given; none for brought ones."""
        if self._security_groups is None:
            given = self._spec.load_balancer.security_group_ids
            if not self._made:
                self._security_groups = []
            elif given is None:
                self._security_groups = [self._own_group(SECURITY_GROUP)]
            else:
                self._security_groups = self._imported_groups(text_of(each) for each in given)
        return ec2.Connections(security_groups=self._security_groups)

    def add_listener(self, listener: Listener | Mapping[str, Any]) -> elbv2.CfnListener:
        """Add a listener with its target group, let its traffic out to the targets, and return it.

        Raises:
            InvalidInput: if it is illegal, its port is taken, or the load balancers were brought.
        """
        if not self._made:
            raise InvalidInput(
                [
                    Problem(
                        "load-balancer-brought",
                        "listeners",
                        "",
                        "would change a load balancer that was not made here",
                        "add the listener where the load balancer is made",
                    )
                ]
            )
        added = listener if isinstance(listener, Listener) else parse(Listener, listener)
        self._change(self._spec.model_copy(update={"listeners": (*self._spec.listeners, added)}))
        assert self._spec.network is not None
        arn = Late(self._ref(LOAD_BALANCER))
        resources = dict(listener_fragment(added, arn, self._spec.network.vpc_id).resources)
        group_id, own_id = target_group_id(added.port), listener_id(added.port)
        group = add_resource(self, group_id, resources[group_id])
        forward = {"DefaultActions": [{"Type": "forward", "TargetGroupArn": Late(group.ref)}]}
        resources[own_id]["Properties"].update(forward)
        made: elbv2.CfnListener = add_resource(self, own_id, resources[own_id])
        self._add_alarms(added.port)
        return made

    def _add_alarms(self, port: int) -> None:
        """Make the alarms on the targets of the listener on `port`."""
        alarms = self._spec.alarms
        if alarms is None:
            return
        topic = alarms.topic_arn or Late(self._ref(TOPIC))
        of_port = (each for each in self.measured if each.part == str(port))
        found = alarms_fragment(alarms, of_port, topic_arn=topic, name=self._name).resources
        for identity, resource in found.items():
            add_resource(self, identity, resource)

    def allow_principal(
        self, principal: str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser
    ) -> ec2.CfnVPCEndpointServicePermissions:
        """Let one more principal connect, and return the list of those who may.

        Raises:
            InvalidInput: if the principal is illegal.
        """
        place = f"allowed_principals[{len(self._spec.allowed_principals)}]"
        door = Door()
        added = door.take(place, principal_of, principal)
        door.refuse()
        self._change(self._spec.model_copy(update={"allowed_principals": (*self._spec.allowed_principals, added)}))
        arns = [text_of(arn) for arn in principal_arns(self._spec.allowed_principals, self._region.partition)]
        if self._permissions is None:
            self._permissions = self._existing_permissions() or ec2.CfnVPCEndpointServicePermissions(
                self, PERMISSIONS, service_id=self._ref(SERVICE)
            )
        self._permissions.allowed_principals = arns
        return self._permissions

    @property
    def _made(self) -> bool:
        return not self._spec.load_balancer_arns

    def _existing_permissions(self) -> ec2.CfnVPCEndpointServicePermissions | None:
        found = self.node.try_find_child(PERMISSIONS)
        return found if isinstance(found, ec2.CfnVPCEndpointServicePermissions) else None

    def _change(self, spec: ServiceSpec) -> None:
        """Take `spec` as the service's, once it is known to be legal."""
        Door(**_KEYWORDS).refuse(check_service(spec, self._region, self._account))
        self._spec = spec
        fragment = service_fragment(spec, region=self._region, name=self._name)
        self._acknowledgements = fragment.acknowledgements
        if SECURITY_GROUP not in fragment.resources:
            return
        rules = fragment.template()["Resources"][SECURITY_GROUP]["Properties"]
        group = self.get_resource(SECURITY_GROUP)
        for direction in ("SecurityGroupIngress", "SecurityGroupEgress"):
            if direction in rules:
                group.add_property_override(direction, rules[direction])
