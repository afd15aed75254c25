"""One listener of a Network Load Balancer with its target group."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, ref, resource
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.network import Network
from constructs_pkg.values.service import HealthCheck, Listener, ListenerProtocol, Targets
from constructs_pkg.values.target_rules import stands_outside

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"

_PASSED_THROUGH = Acknowledgement(
    "NIST.800.53.R5-ELBv2ACMCertificateRequired",
    "The listener passes bytes through: any encryption is between the consumer's client and the target.",
)


def listener_id(port: int, load_balancer: str = "") -> str:
    """Return the id of the listener on `port` of the load balancer under that key, by default the first."""
    return _of("Listener", load_balancer, port)


def target_group_id(port: int, load_balancer: str = "") -> str:
    """Return the id of the target group behind the listener on `port` of that load balancer."""
    return _of("TargetGroup", load_balancer, port)


def _of(*parts: object) -> str:
    return "-".join(str(part) for part in parts if part)


def listener_fragment(
    listener: Listener, load_balancer_arn: Json, network: Network, load_balancer: str = ""
) -> Fragment:
    """Return `listener` on the given load balancer, forwarding to a target group of its own.

    Args:
        listener: The listener.
        load_balancer_arn: The load balancer's ARN.
        network: The network of the targets.
        load_balancer: The load balancer's key, which is part of the ids. Default: the first one, which has none.
    """
    secure = listener.protocol is ListenerProtocol.TLS
    group, own_id = target_group_id(listener.port, load_balancer), listener_id(listener.port, load_balancer)
    made = resource(
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "LoadBalancerArn": load_balancer_arn,
            "Port": listener.port,
            "Protocol": str(listener.protocol),
            "Certificates": [{"CertificateArn": listener.certificate_arn}] if secure else None,
            "SslPolicy": (listener.ssl_policy or TLS_POLICY) if secure else None,
            "AlpnPolicy": [listener.alpn_policy] if listener.alpn_policy else None,
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref(group)}],
        },
    )
    return Fragment(
        {own_id: made, group: _target_group(listener, network), **_more_certificates(listener, own_id)},
        acknowledgements={} if secure else {own_id: (_PASSED_THROUGH,)},
    )


def _more_certificates(listener: Listener, own_id: str) -> dict[str, Json]:
    """Return the certificates beside the first: CloudFormation takes one a resource.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenercertificate.html
    """
    return {
        f"Certificate-{own_id.removeprefix('Listener-')}-{key}": resource(
            "AWS::ElasticLoadBalancingV2::ListenerCertificate",
            {"ListenerArn": ref(own_id), "Certificates": [{"CertificateArn": arn}]},
        )
        for key, arn in listener.more_certificate_arns.items()
    }


def _target_group(listener: Listener, network: Network) -> Json:
    targets = listener.targets
    record_types = {address.record_type for address in targets.ip_addresses if isinstance(address, IpAddress)}
    return resource(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "VpcId": network.vpc_id,
            "Port": listener.forwarded_port,
            "Protocol": listener.forwarded_protocol,
            "TargetType": targets.type,
            "IpAddressType": "ipv6" if "AAAA" in record_types else None,
            **_health_check(listener.health_check, targets),
            "TargetGroupAttributes": _attributes(listener) or None,
            "Targets": registered(targets, listener.forwarded_port, network) or None,
        },
    )


def _attributes(listener: Listener) -> list[Json]:
    return [{"Key": key, "Value": value} for key, value in listener.target_settings.attributes.items()]


def registered(targets: Targets, port: int, network: Network) -> list[Json]:
    """Return `targets` as a target group of `network` lists them.

    AWS finds the zone of an address in the VPC, and must be told ``all`` for any other, and for no other.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
    """
    alb = [targets.application_load_balancer_arn] if targets.application_load_balancer_arn else []
    return [
        {"Id": target, "Port": port, **({"AvailabilityZone": "all"} if stands_outside(target, network) else {})}
        for target in (*targets.instance_ids, *targets.ip_addresses, *alb)
    ]


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
