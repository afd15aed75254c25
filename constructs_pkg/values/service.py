"""What a provider offers: the endpoint service over its load balancers, made here or brought."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field

from constructs_pkg.values.acceptance import AcceptanceRole
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.connection_rules import ConnectionRules
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.listener import HealthCheck as HealthCheck
from constructs_pkg.values.listener import Listener as Listener
from constructs_pkg.values.listener import ListenerProtocol as ListenerProtocol
from constructs_pkg.values.listener import Port as Port
from constructs_pkg.values.listener import Seconds as Seconds
from constructs_pkg.values.listener import Targets as Targets
from constructs_pkg.values.load_balancer import AccessLogs as AccessLogs
from constructs_pkg.values.load_balancer import FurtherLoadBalancer as FurtherLoadBalancer
from constructs_pkg.values.load_balancer import GatewayLoadBalancer as GatewayLoadBalancer
from constructs_pkg.values.load_balancer import LoadBalancer as LoadBalancer
from constructs_pkg.values.network import Flag, Network
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.private_dns_name import PrivateDnsName
from constructs_pkg.values.resource_id import GatewayLoadBalancerArn, NetworkLoadBalancerArn, ParameterPath, TopicArn


class ServiceSpec(Observed):
    """An endpoint service over Network Load Balancers, or over Gateway Load Balancers, made here or brought."""

    network: Network | None = None
    """The network of the load balancer made here. Default: none; then `load_balancer_arns` are needed."""

    load_balancer: LoadBalancer = LoadBalancer()
    """The load balancer made here."""

    load_balancer_arns: tuple[Late | NetworkLoadBalancerArn, ...] = ()
    """Existing Network Load Balancers instead of one made here. Default: one is made."""

    listeners: tuple[Listener, ...] = ()
    """The listeners of the load balancer made here."""

    more_load_balancers: Keyed[FurtherLoadBalancer] = NONE_YET
    """Further Network Load Balancers made here, each under a key that never changes: its logical ids come from it. A
    consumer's network interface is joined to one of the service's load balancers in its zone, picked at random, so
    that all of them are to have the same listeners. Default: none."""

    gateway_load_balancer: GatewayLoadBalancer | None = None
    """A Gateway Load Balancer made here instead of a Network Load Balancer. Default: none."""

    gateway_load_balancer_arns: tuple[Late | GatewayLoadBalancerArn, ...] = ()
    """Existing Gateway Load Balancers instead of any other load balancer. Default: none."""
    database_proxy: DatabaseProxySpec | None = None
    """An RDS Proxy made beside the load balancer, for listeners with ``targets: {database_proxy: read_write}``.
    Default: none."""

    allowed_principals: tuple[Late | Principal, ...] = ()
    """Who may connect; what is known only at deployment is an ARN. Default: nobody."""

    public_because: Annotated[str, Field(min_length=10)] | None = None
    """The reason why everybody may connect, needed with the principal ``*``. Default: none."""

    acceptance_required: Flag = True
    """Whether each connection waits to be accepted. Default: yes."""

    supported_regions: tuple[Region, ...] = ()
    """Regions whose consumers may connect. Default: only the service's own Region."""

    ip_address_types: tuple[Literal["ipv4", "ipv6"], ...] = ("ipv4",)
    """Address types consumers may use; both make the load balancer dualstack. Default: ipv4."""

    publish_to: ParameterPath | None = None
    """A Systems Manager parameter of its own account and Region that holds the service name. Default: none."""

    private_dns_name: PrivateDnsName | None = None
    """The name that consumers with private DNS find it under. Default: none."""

    acceptance_role: AcceptanceRole | None = None
    """A role by which consumers' deployments accept their own connections. Default: none."""

    connection_rules: ConnectionRules | None = None
    """Rules by which connections are accepted, rejected and left for a human. Default: all are left."""

    publish_handoff_to: ParameterPath | None = None
    """A path of its own account and Region below which Systems Manager parameters hold the handoff: ``handoff`` the
    whole document, and each part of it by its name, such as ``service-name``. Default: none."""

    @property
    def tells_made_topic(self) -> bool:
        """Whether its alarms, connections or rules tell a topic that is not given."""
        rules = self.connection_rules
        return super().tells_made_topic or (rules is not None and rules.notification_topic_arn is None)

    def telling(self, topic_arn: Late | TopicArn | None, alarms: Alarms | None) -> Self:
        """Return it with `alarms`, telling the topic wherever none is given."""
        told, rules = super().telling(topic_arn, alarms), self.connection_rules
        if rules is None or rules.notification_topic_arn is not None:
            return told
        update = {"connection_rules": rules.model_copy(update={"notification_topic_arn": topic_arn})}
        return told.model_copy(update=update)

    @property
    def is_gateway(self) -> bool:
        """Whether consumers reach it by Gateway Load Balancer endpoints."""
        return self.gateway_load_balancer is not None or bool(self.gateway_load_balancer_arns)

    @property
    def is_brought(self) -> bool:
        """Whether its load balancers were all made elsewhere."""
        return bool(self.load_balancer_arns or self.gateway_load_balancer_arns)

    def with_only(self, further: FurtherLoadBalancer) -> ServiceSpec:
        """Return this service as if `further` were its one load balancer."""
        return self.model_copy(
            update={"load_balancer": further, "listeners": further.listeners, "more_load_balancers": {}}
        )
