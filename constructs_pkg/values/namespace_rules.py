"""What a namespace of AWS Cloud Map and the services in it must keep to.

Sources: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html and
https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html; for instances see `instance_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from constructs_pkg.values.common_rules import out_of_range
from constructs_pkg.values.dns import LONGEST_NAME, ZoneName
from constructs_pkg.values.instance_rules import check_instance
from constructs_pkg.values.namespace import DiscoveryCheck, DiscoveryService, NamespaceSpec, discovery_name
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record_rules import LONGEST_TTL

# Name in https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html
_HTTP_NAME = re.compile(r"(?!arn:)[!-~]{1,1024}\Z")

# Name in https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html
_SERVICE_LABEL = r"([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])"
_SERVICE_NAME = re.compile(rf"{_SERVICE_LABEL}(\.{_SERVICE_LABEL})*\Z")
LONGEST_SERVICE_NAME = 127

# Type in https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
_TOGETHER = ({"A"}, {"AAAA"}, {"A", "AAAA"}, {"SRV"}, {"CNAME"})

# https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckConfig.html
THRESHOLD = (1, 10)
LONGEST_PATH = 255


def check_namespace(spec: NamespaceSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [*_name(spec), *_zone(spec), *_names(spec), *_services(spec, region)]


def _name(spec: NamespaceSpec) -> Iterator[Problem]:
    if spec.type != "http":
        try:
            ZoneName(spec.name)
        except Refused as refused:
            yield refused.at("name")
    elif not _HTTP_NAME.match(spec.name):
        limit = "is no name of a namespace: at most 1,024 printable characters, no space, and not an ARN"
        yield Problem("malformed-namespace-name", "name", spec.name, limit, "choose another name")


def _zone(spec: NamespaceSpec) -> Iterator[Problem]:
    if spec.type == "private" and spec.vpc_id is None:
        limit = "is missing, and a private namespace is the private zone of a VPC"
        yield Problem("namespace-without-vpc", "vpc_id", "", limit, "give the VPC")
    if spec.type != "private" and spec.vpc_id is not None:
        limit = f"is given for a namespace of type {spec.type}, which is of no VPC"
        yield Problem("vpc-of-namespace", "vpc_id", str(spec.vpc_id), limit, "leave it out, or make it private")
    if spec.type == "http" and spec.negative_ttl is not None:
        limit = "is given for an HTTP namespace, which has no zone"
        yield Problem("negative-ttl-without-zone", "negative_ttl", str(spec.negative_ttl), limit, "leave it out")
    yield from out_of_range("ttl-out-of-range", "negative_ttl", spec.negative_ttl, 0, LONGEST_TTL)


def _names(spec: NamespaceSpec) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for key, service in spec.services.items():
        name, path = discovery_name(key, service), f"services.{key}.name"
        if len(name) > LONGEST_SERVICE_NAME or not _SERVICE_NAME.match(name):
            limit = (
                f"is no name of a service: labels of letters, digits, - and _, at most {LONGEST_SERVICE_NAME} in all"
            )
            yield Problem("malformed-discovery-name", path, name, limit, "choose another name")
        whole = f"{name}.{spec.name.removesuffix('.')}"
        if spec.type != "http" and service.record_types and len(whole) > LONGEST_NAME:
            limit = f"makes a DNS name of {len(whole)} characters, over {LONGEST_NAME}"
            yield Problem("name-too-long", path, name, limit, "shorten it, or the namespace's")
        # Only the API tells names apart that differ in case.
        told = name if spec.type == "http" else name.lower()
        if (other := first.setdefault(told, key)) != key:
            limit = f"is the name of services.{other} as well"
            yield Problem("duplicate-discovery-name", path, name, limit, "choose another name")


def _services(spec: NamespaceSpec, region: Region) -> Iterator[Problem]:
    for key, service in spec.services.items():
        found = [*_records(spec, service), *_health(spec, service)]
        for name, instance in service.instances.items():
            problems = check_instance(instance, service, spec.type, region)
            found += (problem.under(f"instances.{name}") for problem in problems)
        yield from (problem.under(f"services.{key}") for problem in found)


def _records(spec: NamespaceSpec, service: DiscoveryService) -> Iterable[Problem]:
    asked = ", ".join(service.record_types)
    if spec.type == "http" and service.record_types:
        limit = "are asked for in an HTTP namespace, which has no DNS"
        yield Problem("records-in-http-namespace", "record_types", asked, limit, "leave them out, or use another type")
    elif service.record_types and (
        set(service.record_types) not in _TOGETHER or len(set(service.record_types)) < len(service.record_types)
    ):
        limit = "are no combination that Cloud Map makes"
        yield Problem(
            "record-type-combination", "record_types", asked, limit, "name A, AAAA, A and AAAA, SRV, or CNAME"
        )
    if "CNAME" in service.record_types and service.routing != "WEIGHTED":
        limit = "does not go with CNAME records"
        yield Problem("cname-not-weighted", "routing", service.routing, limit, "set WEIGHTED")
    yield from out_of_range("ttl-out-of-range", "ttl", service.ttl, 0, LONGEST_TTL)


def _health(spec: NamespaceSpec, service: DiscoveryService) -> Iterable[Problem]:
    check = service.health_check
    if check is None:
        return
    if service.custom_health_check:
        limit = "is given beside custom_health_check"
        yield Problem("two-discovery-checks", "health_check", check.type, limit, "leave one of them out")
    if spec.type == "private":
        limit = "is given in a private namespace, whose addresses the health checkers do not reach"
        yield Problem("health-check-in-private-namespace", "health_check", check.type, limit, "set custom_health_check")
    if "CNAME" in service.record_types:
        limit = "is given for CNAME records, which Cloud Map does not check"
        yield Problem("health-check-of-cname", "health_check", check.type, limit, "leave it out")
    yield from (problem.under("health_check") for problem in _probe(check))


def _probe(check: DiscoveryCheck) -> Iterable[Problem]:
    yield from out_of_range("failure-threshold", "failure_threshold", check.failure_threshold, *THRESHOLD)
    if check.path is None:
        return
    if check.type == "TCP":
        limit = "is given for a TCP check, which asks for no path"
        yield Problem("path-of-tcp-check", "path", check.path, limit, "leave it out")
    elif len(check.path) > LONGEST_PATH:
        limit = f"is over {LONGEST_PATH} characters"
        yield Problem("check-path-too-long", "path", f"{len(check.path)} characters", limit, "ask for a shorter one")
