"""The Gateway Load Balancer of a provider, its listener and its appliances.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/getting-started-cli.html
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, named, ref, resource
from constructs_pkg.fragments.listener import registered
from constructs_pkg.fragments.load_balancer import without_logs
from constructs_pkg.values.gateway_rules import GENEVE_PORT
from constructs_pkg.values.network import Network
from constructs_pkg.values.service import GatewayLoadBalancer, HealthCheck, ServiceSpec

GATEWAY = "GatewayLoadBalancer"
LISTENER = "GatewayListener"
TARGET_GROUP = "GatewayTargetGroup"

# HealthCheckPort in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
_PROBED_PORT = 80

# https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/edit-load-balancer-attributes.html
_NO_LOGS = without_logs("A Gateway Load Balancer writes no access logs.")
_NO_CERTIFICATE = Acknowledgement(
    "NIST.800.53.R5-ELBv2ACMCertificateRequired",
    "The listener of a Gateway Load Balancer passes whole packets on and takes no certificate.",
)


def gateway_fragment(spec: ServiceSpec, name: str) -> Fragment:
    """Return the Gateway Load Balancer that `spec`, which has a network, makes; `name` is shown in tags."""
    made, network = spec.gateway_load_balancer, spec.network
    assert made is not None
    assert network is not None
    return Fragment(
        {
            GATEWAY: _load_balancer(spec, made, network, name),
            LISTENER: resource(
                "AWS::ElasticLoadBalancingV2::Listener",
                {
                    "LoadBalancerArn": ref(GATEWAY),
                    "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref(TARGET_GROUP)}],
                },
            ),
            TARGET_GROUP: _target_group(made, network),
        },
        acknowledgements={GATEWAY: _NO_LOGS, LISTENER: (_NO_CERTIFICATE,)},
    )


def _load_balancer(spec: ServiceSpec, made: GatewayLoadBalancer, network: Network, name: str) -> Json:
    attributes = {
        "deletion_protection.enabled": str(made.deletion_protection).lower(),
        "load_balancing.cross_zone.enabled": str(made.cross_zone).lower(),
    }
    return resource(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        {
            "Name": made.name,
            "Type": "gateway",
            "IpAddressType": "dualstack" if "ipv6" in spec.ip_address_types else "ipv4",
            "Subnets": [subnet.id for subnet in network.choose(made.tier, made.availability_zones)],
            "LoadBalancerAttributes": [{"Key": key, "Value": value} for key, value in attributes.items()],
            "Tags": named(name),
        },
    )


def _target_group(made: GatewayLoadBalancer, network: Network) -> Json:
    check = made.health_check or HealthCheck()
    over_http = check.protocol != "TCP"
    moved = "rebalance" if made.rebalance else "no_rebalance"
    return resource(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "VpcId": network.vpc_id,
            "Port": GENEVE_PORT,
            "Protocol": "GENEVE",
            "TargetType": made.targets.type,
            "HealthCheckProtocol": check.protocol,
            "HealthCheckPort": str(check.port or _PROBED_PORT),
            "HealthCheckPath": (check.path or "/") if over_http else None,
            "HealthCheckIntervalSeconds": check.interval,
            "HealthCheckTimeoutSeconds": check.timeout,
            "HealthyThresholdCount": check.healthy_threshold,
            "UnhealthyThresholdCount": check.unhealthy_threshold,
            "Matcher": {"HttpCode": check.success_codes} if over_http and check.success_codes else None,
            # The two cannot be set apart.
            "TargetGroupAttributes": [
                {"Key": "target_failover.on_deregistration", "Value": moved},
                {"Key": "target_failover.on_unhealthy", "Value": moved},
            ],
            "Targets": registered(made.targets, GENEVE_PORT, network) or None,
        },
    )
