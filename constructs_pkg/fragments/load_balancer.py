"""The internal Network Load Balancer of a provider: its security group, listeners and target groups."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, join, named, ref, resource
from constructs_pkg.fragments.listener import listener_fragment
from constructs_pkg.fragments.security_group import cidr_rule, prefix_list_rule, security_group
from constructs_pkg.values.load_balancer_traffic import Traffic, inbound, outbound
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.service import AccessLogs, Listener, ListenerProtocol, LoadBalancer, ServiceSpec

LOAD_BALANCER = "LoadBalancer"
SECURITY_GROUP = "SecurityGroup"

_NOTHING_TO_LOG = (
    "A Network Load Balancer writes access logs for TLS listeners only "
    "(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html), "
    "and this one has none."
)


def load_balancer_id(key: str = "") -> str:
    """Return the id of the load balancer under `key`, by default the first, which has none."""
    return f"{LOAD_BALANCER}-{key}" if key else LOAD_BALANCER


def security_group_id(key: str = "") -> str:
    """Return the id of the security group made for the load balancer under `key`."""
    return f"{SECURITY_GROUP}-{key}" if key else SECURITY_GROUP


def load_balancers_fragment(spec: ServiceSpec, name: str) -> Fragment:
    """Return every load balancer that `spec` makes; `name` is shown in tags."""
    further = (
        load_balancer_fragment(spec.with_only(each), f"{name} {key}", key)
        for key, each in spec.more_load_balancers.items()
    )
    return join(load_balancer_fragment(spec, name), *further)


def load_balancer_fragment(spec: ServiceSpec, name: str, key: str = "") -> Fragment:
    """Return the first load balancer of `spec`, which has a network; `name` is shown in tags, `key` in ids."""
    network, asked = spec.network, spec.load_balancer
    assert network is not None
    subnets = network.choose(asked.tier, asked.availability_zones)
    own_id = load_balancer_id(key)
    resources = {own_id: _load_balancer(spec, subnets, name, key)}
    if asked.security_group_ids is None:
        resources[security_group_id(key)] = _security_group(spec, network, name)
    reasons = logging_reasons(asked.access_logs, spec.listeners)
    return join(
        Fragment(resources, acknowledgements={own_id: reasons} if reasons else {}),
        *(listener_fragment(listener, ref(own_id), network, key) for listener in spec.listeners),
    )


def _load_balancer(spec: ServiceSpec, subnets: tuple[Subnet, ...], name: str, key: str) -> Json:
    asked = spec.load_balancer
    own_group = asked.security_group_ids is None
    groups: list[Json] = [ref(security_group_id(key))] if own_group else list(asked.security_group_ids or ())
    enforced = asked.enforce_inbound_rules_on_private_link_traffic
    if enforced is None:
        enforced = asked.client_cidrs is not None or not own_group
    return resource(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        {
            "Name": asked.name,
            "Type": "network",
            "Scheme": "internal",
            "IpAddressType": "dualstack" if "ipv6" in spec.ip_address_types else "ipv4",
            "Subnets": [subnet.id for subnet in subnets],
            "SecurityGroups": groups or None,
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": ("on" if enforced else "off") if groups else None,
            "LoadBalancerAttributes": [
                {"Key": key, "Value": value} for key, value in sorted(_attributes(asked).items())
            ],
            "Tags": named(name),
        },
    )


def _attributes(asked: LoadBalancer) -> dict[str, Json]:
    """Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html."""
    logs = asked.access_logs
    attributes: dict[str, Json] = {
        "deletion_protection.enabled": str(asked.deletion_protection).lower(),
        "load_balancing.cross_zone.enabled": str(asked.cross_zone).lower(),
        "access_logs.s3.enabled": str(bool(logs and logs.bucket)).lower(),
    }
    if logs and logs.bucket:
        attributes["access_logs.s3.bucket"] = logs.bucket
        if logs.prefix:
            attributes["access_logs.s3.prefix"] = logs.prefix
    return attributes


def logging_reasons(logs: AccessLogs | None, listeners: tuple[Listener, ...]) -> tuple[Acknowledgement, ...]:
    """Return why a load balancer with these `listeners` writes no access logs; nothing where it does."""
    if logs and logs.bucket:
        return ()
    reason = logs.omitted_because if logs else None
    if reason is None and all(listener.protocol is not ListenerProtocol.TLS for listener in listeners):
        reason = _NOTHING_TO_LOG
    return without_logs(reason) if reason else ()


def without_logs(reason: str) -> tuple[Acknowledgement, ...]:
    """Return the rules that want access logs of a load balancer, with the `reason` that it writes none."""
    rules = ("AwsSolutions-ELB2", "NIST.800.53.R5-ELBLoggingEnabled")
    return tuple(Acknowledgement(rule, reason) for rule in rules)


def _security_group(spec: ServiceSpec, network: Network, name: str) -> Json:
    return security_group(
        description="Traffic of the Network Load Balancer of an endpoint service",
        name=name,
        vpc_id=network.vpc_id,
        ingress=[_rule(each, "From clients") for each in inbound(spec)],
        egress=[_rule(each, "To targets") for each in outbound(spec, network)],
    )


def _rule(traffic: Traffic, description: str) -> Json:
    if traffic.is_prefix_list:
        return prefix_list_rule(traffic.protocol, traffic.port, traffic.block, description)
    return cidr_rule(traffic.protocol, traffic.port, traffic.port, traffic.block, description)
