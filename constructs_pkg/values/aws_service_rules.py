"""What endpoints to AWS services and their policies must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from constructs_pkg.values.aws_service import (
    LONGEST_POLICY,
    EndpointPolicy,
    GatewayEndpoint,
    InterfaceEndpoint,
    policy_document,
    policy_length,
)
from constructs_pkg.values.aws_service_name_rules import check_names
from constructs_pkg.values.aws_service_names import GLOBAL_SERVICES, WITHOUT_POLICY, short_name, whole_name
from constructs_pkg.values.common_rules import other_partition, region_told, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.policy_document_rules import check_document
from constructs_pkg.values.policy_terms import PolicyTerms
from constructs_pkg.values.problem import Problem

# Adjustable: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
INTERFACE_ENDPOINTS_OF_A_VPC = 50


def check_gateway_endpoints(endpoints: Sequence[GatewayEndpoint], region: Region, path: str) -> list[Problem]:
    """Return the problems of the gateway endpoints in `region` at `path`."""
    return [*_repeats(path, [endpoint.service for endpoint in endpoints]), *_policies(path, endpoints, region)]


def check_interface_endpoints(endpoints: Sequence[InterfaceEndpoint], region: Region, path: str) -> list[Problem]:
    """Return the problems of the interface endpoints in `region` at `path`."""
    problems = [
        *_repeats(path, [short_name(endpoint.service, region) for endpoint in endpoints]),
        *_whole_names(path, [endpoint.service for endpoint in endpoints], region),
        *_regions(path, [endpoint.service for endpoint in endpoints], region),
        *_policies(path, endpoints, region),
        *(
            problem
            for place, endpoint in enumerate(endpoints)
            for problem in _one(endpoint, region, f"{path}[{place}]")
        ),
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


def _one(endpoint: InterfaceEndpoint, region: Region, path: str) -> Iterable[Problem]:
    yield from check_names(endpoint, region, path)
    if endpoint.security_group_ids is not None and not endpoint.security_group_ids:
        # SecurityGroupIds in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
        limit = "is empty: the endpoint would get the VPC's default group"
        fix = "name at least one, or leave the key out for the one of the cell's endpoints"
        yield Problem("no-security-groups", f"{path}.security_group_ids", "", limit, fix)


def _whole_names(path: str, services: list[str], region: Region) -> Iterable[Problem]:
    """Find short names where a partition names its services in more than one way.

    Source: https://docs.amazonaws.cn/en_us/vpc/latest/privatelink/aws-services-privatelink-support.html
    """
    for place, service in enumerate(services):
        if service in GLOBAL_SERVICES:
            limit, fix = "is short for a name without a Region", f"give the whole name, com.amazonaws.{service}"
            yield Problem("short-service-name", f"{path}[{place}].service", service, limit, fix)
    if region.partition in ("aws", "aws-us-gov"):
        return
    for place, service in enumerate(services):
        if whole_name(service, region) != service:
            limit = f"is short for a name that differs from service to service in {region.partition}"
            fix = f"give the whole name, such as com.amazonaws.{region}.ssm or cn.com.amazonaws.{region}.ec2"
            yield Problem("short-service-name", f"{path}[{place}].service", service, limit, fix)


def _regions(path: str, services: list[str], region: Region) -> Iterable[Problem]:
    """Find services of other Regions, which the endpoints made here cannot ask for (ServiceRegion).

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
    """
    for place, service in enumerate(services):
        home = region_told(service) or _only_region_of(service, region)
        if home is None or home == region:
            continue
        if home.partition != region.partition:
            yield from other_partition(f"{path}[{place}].service", service, home.partition, region)
        else:
            limit = f"is in {home}, not in {region}"
            fix = f"name one of {region}; an EndpointConsumer with service_region reaches another Region"
            yield Problem("endpoint-in-other-region", f"{path}[{place}].service", service, limit, fix)


def _only_region_of(service: str, region: Region) -> Region | None:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam_vpc_endpoint_create.html
    return Region("us-east-1") if service == "com.amazonaws.iam" and region.partition == "aws" else None


def _repeats(path: str, services: list[str]) -> Iterable[Problem]:
    for place, first in repeated(services):
        limit = f"is also {path}[{first}].service"
        yield Problem(
            "duplicate-endpoint", f"{path}[{place}].service", services[place], limit, "name each service once"
        )


def _policies(path: str, endpoints: Sequence[GatewayEndpoint | InterfaceEndpoint], region: Region) -> Iterable[Problem]:
    for place, endpoint in enumerate(endpoints):
        yield from check_policy(endpoint.policy, f"{path}[{place}].policy", endpoint.service, region)


def check_policy(policy: EndpointPolicy, path: str, service: str, region: Region) -> list[Problem]:
    """Return the problems of the `policy` at `path` on an endpoint to `service` in `region`."""
    if short_name(service, region) in WITHOUT_POLICY:
        return list(_without_effect(policy, path, service))
    if policy == "full-access" or _is_open(policy):
        refused = check_document(policy, path) if isinstance(policy, dict) else ()
        return [
            *refused,
            Problem(
                "full-access-policy",
                path,
                service,
                "is open to the principals of every account",
                "keep own-account, or write a policy, if the service takes one",
                "warning",
            ),
        ]
    if isinstance(policy, PolicyTerms) and (elsewhere := [*_of_other_partitions(policy, path, region)]):
        return elsewhere
    if isinstance(policy, PolicyTerms) and policy.is_empty:
        fix = "give at least one, or write own-account"
        return [Problem("policy-without-terms", path, service, "has no term that restricts anything", fix)]
    # Ids that are known at deployment are as long as these.
    written = policy_document(policy, service=service, account="0" * 12, vpc_id=f"vpc-{'0' * 17}", region=region)
    return list(_document(written, path)) if written is not None else []


def _of_other_partitions(policy: PolicyTerms, path: str, region: Region) -> Iterable[Problem]:
    """Find resources that nothing in the endpoint's partition is called by."""
    for place, arn in enumerate(policy.resources):
        if isinstance(arn, Late) or not arn.startswith("arn:"):
            continue
        partition = arn.split(":")[1]
        if "*" not in partition and "?" not in partition:
            yield from other_partition(f"{path}.resources[{place}]", arn, partition, region)


def _without_effect(policy: EndpointPolicy, path: str, service: str) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    if policy != "full-access":
        limit = "honours no endpoint policy: whoever reaches the endpoint has full access"
        fix = "write full-access, and restrict who reaches it with security groups"
        yield Problem("policy-without-effect", path, service, limit, fix, "warning")


def _is_open(policy: EndpointPolicy) -> bool:
    if isinstance(policy, PolicyTerms):
        return not policy.is_empty and not policy.restricts
    return isinstance(policy, dict) and _allows_everything(policy)


def _document(policy: Mapping[str, Any], path: str) -> Iterable[Problem]:
    if "Statement" not in policy:
        yield Problem("policy-without-statement", path, "", "has no Statement", "write a whole policy document")
    yield from check_document(policy, path)
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
