"""The internal Network Load Balancer of a provider: its security group, listeners and target groups."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, join, named, ref, resource
from constructs_pkg.fragments.listener import listener_fragment
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.service import AccessLogs, Listener, ListenerProtocol, LoadBalancer, ServiceSpec

LOAD_BALANCER = "LoadBalancer"
SECURITY_GROUP = "SecurityGroup"

_Rule = tuple[str, int, Late | str]

_NOTHING_TO_LOG = (
    "A Network Load Balancer writes access logs for TLS listeners only "
    "(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html), "
    "and this one has none."
)


def load_balancer_fragment(spec: ServiceSpec, name: str) -> Fragment:
    """Return the load balancer of `spec`, which has a network; `name` is shown in tags."""
    network, asked = spec.network, spec.load_balancer
    assert network is not None
    subnets = network.choose(asked.tier, asked.availability_zones)
    resources = {LOAD_BALANCER: _load_balancer(spec, subnets, name)}
    if asked.security_group_ids is None:
        resources[SECURITY_GROUP] = _security_group(spec, network, name)
    return join(
        Fragment(resources, acknowledgements=_logging_reasons(asked.access_logs, spec.listeners)),
        *(listener_fragment(listener, ref(LOAD_BALANCER), network.vpc_id) for listener in spec.listeners),
    )


def _load_balancer(spec: ServiceSpec, subnets: tuple[Subnet, ...], name: str) -> Json:
    asked = spec.load_balancer
    own_group = asked.security_group_ids is None
    groups: list[Json] = [ref(SECURITY_GROUP)] if own_group else list(asked.security_group_ids or ())
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


def _logging_reasons(
    logs: AccessLogs | None, listeners: tuple[Listener, ...]
) -> dict[str, tuple[Acknowledgement, ...]]:
    if logs and logs.bucket:
        return {}
    reason = logs.omitted_because if logs else None
    if reason is None and all(listener.protocol is not ListenerProtocol.TLS for listener in listeners):
        reason = _NOTHING_TO_LOG
    if reason is None:
        return {}
    rules = ("AwsSolutions-ELB2", "NIST.800.53.R5-ELBLoggingEnabled")
    return {LOAD_BALANCER: tuple(Acknowledgement(rule, reason) for rule in rules)}


def _security_group(spec: ServiceSpec, network: Network, name: str) -> Json:
    inbound: set[_Rule] = {
        (transport, listener.port, block)
        for listener in spec.listeners
        for transport in listener.protocol.transports
        for block in spec.load_balancer.client_cidrs or ()
    }
    outbound = {rule for listener in spec.listeners for rule in _outbound(listener, spec, network)}
    return security_group(
        description="Traffic of the Network Load Balancer of an endpoint service",
        name=name,
        vpc_id=network.vpc_id,
        ingress=[cidr_rule(protocol, port, port, block, "From clients") for protocol, port, block in _ordered(inbound)],
        egress=[cidr_rule(protocol, port, port, block, "To targets") for protocol, port, block in _ordered(outbound)],
    )


def _ordered(rules: set[_Rule]) -> list[_Rule]:
    return sorted(rules, key=lambda rule: (rule[1], rule[0], str(rule[2])))


def _outbound(listener: Listener, spec: ServiceSpec, network: Network) -> set[_Rule]:
    ports = {(transport, listener.forwarded_port) for transport in listener.protocol.transports}
    probed = listener.health_check.port if listener.health_check else None
    ports.add(("tcp", probed or listener.forwarded_port))
    return {(transport, port, block) for transport, port in ports for block in _target_blocks(listener, spec, network)}


def _target_blocks(listener: Listener, spec: ServiceSpec, network: Network) -> list[Late | str]:
    if spec.load_balancer.target_cidrs is not None:
        return list(spec.load_balancer.target_cidrs)
    addresses = listener.targets.ip_addresses
    literal = [f"{address}/{128 if ':' in address else 32}" for address in addresses if isinstance(address, str)]
    if literal and len(literal) == len(addresses):
        return [*literal]
    return [*literal, *([network.cidr] if network.cidr else [])]
