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
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.added_listener import make_listener, refuse_if_closed, refuse_if_looked_up
from constructs_pkg.cdk_values import load_balancer_arn, network_of, principal_of, public_zone_id, text_of
from constructs_pkg.door import Door, mapping_of
from constructs_pkg.fragments.alarms import alarms_fragment
from constructs_pkg.fragments.gateway import GATEWAY
from constructs_pkg.fragments.load_balancer import LOAD_BALANCER, SECURITY_GROUP, load_balancer_id
from constructs_pkg.fragments.measured import Measured, measured_service
from constructs_pkg.fragments.notifications import TOPIC
from constructs_pkg.fragments.service import PERMISSIONS, SERVICE, service_fragment
from constructs_pkg.observed_handles import ObservedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.acceptance import AcceptanceRole
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.connection_notifications import ConnectionNotifications
from constructs_pkg.values.connection_rules import ConnectionRules
from constructs_pkg.values.consumer import service_name_start
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.principal import principal_arns
from constructs_pkg.values.private_dns_name import PrivateDnsName
from constructs_pkg.values.service import (
    FurtherLoadBalancer,
    GatewayLoadBalancer,
    Listener,
    LoadBalancer,
    ServiceSpec,
)
from constructs_pkg.values.service_rules import check_service
from constructs_pkg.values.spec import parse

_KEYWORDS = {
    "network": "vpc",
    "load_balancer_arns": "load_balancers",
    "gateway_load_balancer_arns": "gateway_load_balancers",
}


@jsii.implements(ec2.IConnectable)
class EndpointService(ObservedFragment):
    """An endpoint service over internal Network Load Balancers or a Gateway Load Balancer, made here or brought.

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
        more_load_balancers: Mapping[str, FurtherLoadBalancer | Mapping[str, Any]] | None = None,
        gateway_load_balancer: GatewayLoadBalancer | Mapping[str, Any] | None = None,
        gateway_load_balancers: Sequence[Late | str] = (),
        database_proxy: DatabaseProxySpec | Mapping[str, Any] | None = None,
        allowed_principals: Sequence[str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser] = (),
        public_because: str | None = None,
        acceptance_required: bool | None = None,
        supported_regions: Sequence[str] | None = None,
        ip_address_types: Sequence[str] | None = None,
        publish_to: str | None = None,
        private_dns_name: str | PrivateDnsName | Mapping[str, Any] | None = None,
        private_dns_zone: route53.IHostedZone | Late | str | None = None,
        acceptance_role: AcceptanceRole | Mapping[str, Any] | None = None,
        connection_rules: ConnectionRules | Mapping[str, Any] | None = None,
        publish_handoff_to: str | None = None,
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
            load_balancers: Existing Network Load Balancers, by object or ARN, instead of one made here. They keep the
                listeners that they have: whoever made a load balancer decides what it listens to.
            listeners: The listeners of the load balancer made here.
            more_load_balancers: Further ones made here, by a key that never changes. Consumers reach one of all the
                service's load balancers in their zone, so that all should have the same ports. Default: none.
            gateway_load_balancer: A Gateway Load Balancer made here, instead of a Network Load Balancer. Default: none.
            gateway_load_balancers: ARNs of existing Gateway Load Balancers, instead of any other. Default: none.
            database_proxy: An RDS Proxy made beside it, for listeners with
                ``targets: {database_proxy: read_write}``. Default: none.
            allowed_principals: Accounts (12 digits), users or roles that may connect, by object or ARN; what is
                known only at deployment is an ARN without a path. Default: nobody.
            public_because: The reason why everybody may connect, needed with the principal ``*``.
            acceptance_required: Whether each connection waits to be accepted. Default: yes.
            supported_regions: Regions whose consumers may connect. Default: only the service's own.
            ip_address_types: ``ipv4``, ``ipv6`` or both, which make the load balancer dualstack. Default: ipv4.
            publish_to: A Systems Manager parameter that holds the service name. Default: none.
            private_dns_name: The name that consumers with private DNS find it under. Default: none.
            private_dns_zone: The public zone that its TXT record goes into, by object or id; the deployment waits for
                the verification. Default: the domain is held elsewhere.
            acceptance_role: A role by which consumers' deployments accept their own connections. Default: none.
            connection_rules: Rules by which connections are accepted, rejected and left for a human. Default: all are
                left for a human.
            publish_handoff_to: A path below which Systems Manager parameters hold the handoff. Default: none.
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
        zone = None if private_dns_zone is None else door.take("private_dns_zone", public_zone_id, private_dns_zone)
        spec = door.parse(
            ServiceSpec,
            {
                "network": None if vpc is None else door.take("vpc", network_of, vpc, vpc_subnets),
                "load_balancer": load_balancer,
                "load_balancer_arns": door.take_each("load_balancers", load_balancer_arn, load_balancers),
                "listeners": listeners,
                "more_load_balancers": more_load_balancers,
                "gateway_load_balancer": gateway_load_balancer,
                "gateway_load_balancer_arns": list(gateway_load_balancers) or None,
                "database_proxy": database_proxy,
                "allowed_principals": door.take_each("allowed_principals", principal_of, allowed_principals),
                "public_because": public_because,
                "acceptance_required": acceptance_required,
                "supported_regions": supported_regions,
                "ip_address_types": ip_address_types,
                "publish_to": publish_to,
                "private_dns_name": door.take("private_dns_name", _private_name, private_dns_name, zone),
                "acceptance_role": acceptance_role,
                "connection_rules": connection_rules,
                "publish_handoff_to": publish_handoff_to,
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
    def private_dns_record_name(self) -> str:
        """The name of the TXT record by which the private DNS name is verified, to be made where its domain is held.

        Raises:
            LookupError: if the service has no private DNS name.
        """
        return f"{self._attribute(SERVICE, 'PrivateDnsNameConfiguration.Name')}.{self._private_dns.domain}"

    @property
    def private_dns_record_value(self) -> str:
        """The text of that record.

        Raises:
            LookupError: if the service has no private DNS name.
        """
        assert self._private_dns.name
        return self._attribute(SERVICE, "PrivateDnsNameConfiguration.Value")

    @property
    def load_balancer_arns(self) -> list[str]:
        """The ARNs of all its load balancers, of either type, made or brought."""
        spec = self._spec
        if spec.is_brought:
            return [text_of(arn) for arn in (*spec.load_balancer_arns, *spec.gateway_load_balancer_arns)]
        if spec.is_gateway:
            return [self._ref(GATEWAY)]
        return [self._ref(load_balancer_id(key)) for key in ("", *spec.more_load_balancers)]

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
            LookupError: if all load balancers were brought by ARN, or are Gateway Load Balancers.
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
        why = "are Gateway Load Balancers" if self._spec.is_gateway else "were brought by ARN"
        raise LookupError(f"{self.node.path}: its load balancers {why}; import them where they are needed")

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
            InvalidInput: if it is illegal, its port is taken, the load balancers were brought, or the service is
                handed over without it.
        """
        refuse_if_closed(self._spec)
        added = listener if isinstance(listener, Listener) else parse(Listener, listener)
        refuse_if_looked_up(added)
        self._change(self._spec.model_copy(update={"listeners": (*self._spec.listeners, added)}))
        assert self._spec.network is not None
        made = make_listener(self, added, Late(self._ref(LOAD_BALANCER)), self._spec.network)
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
    def _private_dns(self) -> PrivateDnsName:
        if self._spec.private_dns_name is None:
            raise LookupError(f"{self.node.path}: it has no private DNS name; give private_dns_name")
        return self._spec.private_dns_name

    @property
    def _made(self) -> bool:
        return not self._spec.is_brought and not self._spec.is_gateway

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


def _private_name(
    given: str | PrivateDnsName | Mapping[str, Any] | None, zone: Late | str | None
) -> PrivateDnsName | dict[str, Any] | None:
    """Return the private DNS name with the id of its zone, where that is given beside it."""
    if given is None or (isinstance(given, PrivateDnsName) and zone is None):
        return given
    if isinstance(given, str):
        fields: dict[str, Any] = {"name": given}
    else:
        fields = dict(given) if isinstance(given, PrivateDnsName) else mapping_of(given)
    return fields if zone is None else {**fields, "zone_id": zone}
