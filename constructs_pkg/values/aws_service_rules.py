"""What endpoints to AWS services and their policies must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from constructs_pkg.values.aws_service import (
    LONGEST_POLICY,
    EndpointPolicy,
    GatewayEndpoint,
    InterfaceEndpoint,
    policy_length,
    short_name,
)
from constructs_pkg.values.common_rules import other_partition, region_told, repeated
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem

# Adjustable: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
INTERFACE_ENDPOINTS_OF_A_VPC = 50


def check_gateway_endpoints(endpoints: Sequence[GatewayEndpoint], path: str) -> list[Problem]:
    """Return the problems of the gateway endpoints at `path`."""
    return [*_repeats(path, [endpoint.service for endpoint in endpoints]), *_policies(path, endpoints)]


def check_interface_endpoints(endpoints: Sequence[InterfaceEndpoint], region: Region, path: str) -> list[Problem]:
    """Return the problems of the interface endpoints in `region` at `path`."""
    problems = [
        *_repeats(path, [short_name(endpoint.service, region) for endpoint in endpoints]),
        *_whole_names(path, [endpoint.service for endpoint in endpoints], region),
        *_regions(path, [endpoint.service for endpoint in endpoints], region),
        *_policies(path, endpoints),
    ]
    if len(endpoints) > INTERFACE_ENDPOINTS_OF_A_VPC:
        problems.append(
            Problem(
                "many-interface-endpoints",
                path,
                str(len(endpoints)),
                f"is more than the {INTERFACE_ENDPOINTS_OF_A_VPC} of a VPC's default quota",
                "have the quota raised first",
                "warning",
            )
        )
    return problems


def _whole_names(path: str, services: list[str], region: Region) -> Iterable[Problem]:
    """Find short names where a partition names its services in more than one way.

    Source: https://docs.amazonaws.cn/en_us/vpc/latest/privatelink/aws-services-privatelink-support.html
    """
    if region.partition in ("aws", "aws-us-gov"):
        return
    for place, service in enumerate(services):
        if "amazonaws." not in service:
            limit = f"is short for a name that differs from service to service in {region.partition}"
            fix = f"give the whole name, such as com.amazonaws.{region}.ssm or cn.com.amazonaws.{region}.ec2"
            yield Problem("short-service-name", f"{path}[{place}].service", service, limit, fix)


def _regions(path: str, services: list[str], region: Region) -> Iterable[Problem]:
    """Find services of other Regions, which the endpoints made here cannot ask for (ServiceRegion).

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
    """
    for place, service in enumerate(services):
        home = region_told(service)
        if home is None or home == region:
            continue
        if home.partition != region.partition:
            yield from other_partition(f"{path}[{place}].service", service, home.partition, region)
        else:
            limit = f"is in {home}, not in {region}"
            fix = f"name one of {region}; an EndpointConsumer with service_region reaches another Region"
            yield Problem("endpoint-in-other-region", f"{path}[{place}].service", service, limit, fix)


def _repeats(path: str, services: list[str]) -> Iterable[Problem]:
    for place, first in repeated(services):
        limit = f"is also {path}[{first}].service"
        yield Problem(
            "duplicate-endpoint", f"{path}[{place}].service", services[place], limit, "name each service once"
        )


def _policies(path: str, endpoints: Sequence[GatewayEndpoint | InterfaceEndpoint]) -> Iterable[Problem]:
    for place, endpoint in enumerate(endpoints):
        yield from check_policy(endpoint.policy, f"{path}[{place}].policy", endpoint.service)


def check_policy(policy: EndpointPolicy, path: str, service: str) -> list[Problem]:
    """Return the problems of the `policy` at `path` on an endpoint to `service`."""
    if policy == "full-access" or (isinstance(policy, dict) and _allows_everything(policy)):
        return [
            Problem(
                "full-access-policy",
                path,
                service,
                "is open to the principals of every account",
                "keep own-account, or write a policy, if the service takes one",
                "warning",
            )
        ]
    return list(_document(policy, path)) if isinstance(policy, dict) else []


def _document(policy: Mapping[str, Any], path: str) -> Iterable[Problem]:
    if "Statement" not in policy:
        yield Problem("policy-without-statement", path, "", "has no Statement", "write a whole policy document")
    if (length := policy_length(policy)) > LONGEST_POLICY:
        yield Problem(
            "policy-too-long",
            path,
            f"{length} characters",
            f"is over {LONGEST_POLICY} characters",
            "shorten it: group actions, and match with wildcards or aws:PrincipalOrgID",
        )


def _allows_everything(policy: Mapping[str, Any]) -> bool:
    statements = policy.get("Statement", [])
    return any(
        isinstance(statement, Mapping)
        and statement.get("Effect") == "Allow"
        and "Condition" not in statement
        and all(statement.get(key) in ("*", ["*"], {"AWS": "*"}) for key in ("Principal", "Action", "Resource"))
        for statement in ([statements] if isinstance(statements, Mapping) else statements)
    )
