"""Target groups of VPC Lattice, and the permission by which it invokes a function."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.fragment import Json, Resource, attribute, named, resource
from constructs_pkg.values.lattice_targets import LatticeHealthCheck, LatticeTargetGroup
from constructs_pkg.values.network import Network


def target_group_id(key: str) -> str:
    """Return the id of the target group `key`."""
    return f"Targets {key}"


def target_group(key: str, group: LatticeTargetGroup, network: Network, name: str) -> Iterator[tuple[str, Resource]]:
    """Yield the target group `key` of targets in `network`, and what it needs; `name` is shown in tags.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-vpclattice-targetgroup.html
    """
    yield (
        target_group_id(key),
        resource(
            "AWS::VpcLattice::TargetGroup",
            {
                "Type": group.kind,
                "Config": _config(group, network) if group.kind != "LAMBDA" else None,
                "Targets": _targets(group) or None,
                "Tags": named(name),
            },
        ),
    )
    if group.function_arn is not None:
        yield (
            f"Invoke {key}",
            resource(
                "AWS::Lambda::Permission",
                {
                    "FunctionName": group.function_arn,
                    "Action": "lambda:InvokeFunction",
                    "Principal": "vpc-lattice.amazonaws.com",
                    "SourceArn": attribute(target_group_id(key), "Arn"),
                },
            ),
        )


def _config(group: LatticeTargetGroup, network: Network) -> Json:
    ipv6 = any(":" in str(address) for address in group.ip_addresses)
    return {
        "VpcIdentifier": network.vpc_id,
        "Protocol": group.asked_by,
        "Port": group.asked_port,
        **({"ProtocolVersion": group.protocol_version or "HTTP1"} if group.asked_by != "TCP" else {}),
        **({"IpAddressType": "IPV6" if ipv6 else "IPV4"} if group.kind == "IP" else {}),
        **({"HealthCheck": _health_check(group.health_check)} if group.health_check is not None else {}),
    }


def _health_check(check: LatticeHealthCheck) -> Json:
    if not check.enabled:
        return {"Enabled": False}
    return {
        "Enabled": True,
        "Protocol": check.protocol,
        "ProtocolVersion": check.protocol_version,
        **({"Port": check.port} if check.port is not None else {}),
        "Path": check.path,
        "HealthCheckIntervalSeconds": check.interval,
        "HealthCheckTimeoutSeconds": check.timeout,
        "HealthyThresholdCount": check.healthy_threshold,
        "UnhealthyThresholdCount": check.unhealthy_threshold,
        "Matcher": {"HttpCode": check.success_codes},
    }


def _targets(group: LatticeTargetGroup) -> list[Json]:
    if group.function_arn is not None:
        return [{"Id": group.function_arn}]
    ids: list[Json] = [group.load_balancer_arn] if group.load_balancer_arn is not None else []
    return [{"Id": each, "Port": group.asked_port} for each in (*ids, *group.ip_addresses, *group.instance_ids)]
