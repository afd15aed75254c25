"""One listener of a Network Load Balancer with its target group."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, ref, resource
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.service import HealthCheck, Listener, ListenerProtocol, Targets

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"

_PASSED_THROUGH = Acknowledgement(
    "NIST.800.53.R5-ELBv2ACMCertificateRequired",
    "The listener passes bytes through: any encryption is between the consumer's client and the target.",
)


def listener_id(port: int) -> str:
    """Return the id of the listener on `port`."""
    return f"Listener-{port}"


def target_group_id(port: int) -> str:
    """Return the id of the target group behind the listener on `port`."""
    return f"TargetGroup-{port}"


def listener_fragment(listener: Listener, load_balancer_arn: Json, vpc_id: Json) -> Fragment:
    """Return `listener` on the given load balancer, forwarding to a target group of its own."""
    secure = listener.protocol is ListenerProtocol.TLS
    group = target_group_id(listener.port)
    made = resource(
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "LoadBalancerArn": load_balancer_arn,
            "Port": listener.port,
            "Protocol": str(listener.protocol),
            "Certificates": [{"CertificateArn": listener.certificate_arn}] if secure else None,
            "SslPolicy": TLS_POLICY if secure else None,
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref(group)}],
        },
    )
    return Fragment(
        {listener_id(listener.port): made, group: _target_group(listener, vpc_id)},
        acknowledgements={} if secure else {listener_id(listener.port): (_PASSED_THROUGH,)},
    )


def _target_group(listener: Listener, vpc_id: Json) -> Json:
    targets = listener.targets
    record_types = {address.record_type for address in targets.ip_addresses if isinstance(address, IpAddress)}
    return resource(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "VpcId": vpc_id,
            "Port": listener.forwarded_port,
            "Protocol": str(listener.protocol),
            "TargetType": targets.type,
            "IpAddressType": "ipv6" if "AAAA" in record_types else None,
            **_health_check(listener.health_check, targets),
            "Targets": _registered(targets, listener.forwarded_port) or None,
        },
    )


def _registered(targets: Targets, port: int) -> list[Json]:
    alb = [targets.application_load_balancer_arn] if targets.application_load_balancer_arn else []
    return [{"Id": target, "Port": port} for target in (*targets.instance_ids, *targets.ip_addresses, *alb)]


def _health_check(asked: HealthCheck | None, targets: Targets) -> dict[str, Json]:
    # An Application Load Balancer can be probed by HTTP and HTTPS only.
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    check = asked or HealthCheck(protocol="HTTP" if targets.type == "alb" else "TCP")
    over_http = check.protocol != "TCP"
    return {
        "HealthCheckProtocol": check.protocol,
        "HealthCheckPort": str(check.port) if check.port else "traffic-port",
        "HealthCheckPath": (check.path or "/") if over_http else None,
        "HealthCheckIntervalSeconds": check.interval,
        "HealthCheckTimeoutSeconds": check.timeout,
        "HealthyThresholdCount": check.healthy_threshold,
        "UnhealthyThresholdCount": check.unhealthy_threshold,
        "Matcher": {"HttpCode": check.success_codes} if over_http and check.success_codes else None,
    }
