"""Traffic trees as traffic policy documents of Route 53, and what such a policy must keep to.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.public_records import PublicZoneRef
from constructs_pkg.values.record import (
    Failover,
    Geolocation,
    Geoproximity,
    Latency,
    RoutingPolicy,
    Visibility,
    Weighted,
)
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.traffic_graph import Part, TrafficGraph, Way, graph_of
from constructs_pkg.values.traffic_policy_document import FORMATS
from constructs_pkg.values.traffic_policy_ways import REGION_PREFIX
from constructs_pkg.values.traffic_records import evaluates
from constructs_pkg.values.traffic_tree import TrafficTreeSpec, TreeEndpoint

# Document and Name in https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateTrafficPolicy.html. The end of
# a name tells one document from the next: see the fragment.
LONGEST_DOCUMENT = 102_400
LONGEST_POLICY_NAME = 512 - 9
# The name has the first part of each health check's id that is known only at deployment: 8 characters, and a space.
_PART_OF_A_CHECK = 9

_SECTIONS = {
    "geolocation": ("geo", "Locations"),
    "geoproximity": ("geoproximity", "GeoproximityLocations"),
    "latency": ("latency", "Regions"),
    "multivalue": ("multivalue", "Items"),
    "weighted": ("weighted", "Items"),
}

_Object = dict[str, Any]


class TrafficPolicySpec(Spec):
    """A tree that is a traffic policy of Route 53 and its policy record."""

    zone: PublicZoneRef
    """The public zone."""

    tree: TrafficTreeSpec
    """The tree."""

    name: str
    """What the policy's name begins with."""


def policy_document(spec: TrafficTreeSpec) -> _Object:
    """Return `spec`, in which nothing is wrong, as a traffic policy document of the format 2015-10-01.

    Numbers and truth values are text there, as in AWS's own examples. What no way reaches is left out.
    """
    graph = graph_of(spec)
    rules, endpoints = _reached(graph)
    start = {"StartRule": graph.start_rule} if graph.start_rule is not None else {"StartEndpoint": graph.start_endpoint}
    return {
        "AWSPolicyFormatVersion": FORMATS[0],
        "RecordType": str(spec.type),
        **start,
        "Endpoints": {key: _endpoint(graph.endpoints[key][1]) for key in sorted(endpoints)},
        **({"Rules": {key: _rule(graph, graph.rules[key]) for key in sorted(rules)}} if rules else {}),
    }


def check_traffic_policy(spec: TrafficTreeSpec, name: str, visibility: Visibility) -> list[Problem]:
    """Return what keeps `spec`, in which nothing else is wrong, from being a traffic policy called `name`."""
    found = list(_endpoints(graph_of(spec)))
    if visibility == "private":
        # HostedZoneId in https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-trafficpolicyinstance.html
        # and https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/traffic-flow.html
        limit, fix = "is private, and Route 53 has traffic policies in public zones", "leave as_traffic_policy out"
        found.append(Problem("traffic-policy-in-private-zone", "zone", "", limit, fix))
    most = LONGEST_POLICY_NAME - _PART_OF_A_CHECK * _late_checks(graph_of(spec))
    if len(name) > most:
        limit = f"is over {most} characters ({len(name)})"
        found.append(Problem("policy-name-too-long", "policy_name", f"{name[:40]}...", limit, "shorten it"))
    if found:
        return found
    size = len(str(policy_document(spec)))
    if size > LONGEST_DOCUMENT:
        limit, fix = f"are over {LONGEST_DOCUMENT} characters of a document", "split the tree over several names"
        found.append(Problem("policy-document-too-long", "", f"{size} characters", limit, fix))
    return found


def _late_checks(graph: TrafficGraph) -> int:
    """Return how many health checks are known only at deployment."""
    checks = [way.health_check_id for part in graph.rules.values() for way in part.ways]
    return len({str(check) for check in checks if isinstance(check, Late)})


def _reached(graph: TrafficGraph) -> tuple[set[str], set[str]]:
    rules = {graph.start_rule} if graph.start_rule is not None else set()
    endpoints = {graph.start_endpoint} if graph.start_endpoint is not None else set()
    pending = list(rules)
    while pending:
        for way in graph.rules[pending.pop()].ways:
            if way.endpoint is not None:
                endpoints.add(way.endpoint)
            if way.rule is not None and way.rule not in rules:
                rules.add(way.rule)
                pending.append(way.rule)
    return rules, endpoints


def _endpoints(graph: TrafficGraph) -> Iterator[Problem]:
    for path, endpoint in graph.endpoints.values():
        if endpoint.alias is not None:
            limit, fix = "is an alias, which a policy document knows for some resources of AWS only", "write it as aws"
            yield Problem("endpoint-not-in-policy", f"{path}.alias", "", limit, fix)
        elif len(endpoint.values) > 1:
            limit = "are one endpoint, which has one value in a policy document"
            fix = "give each an endpoint of its own in a multivalue rule"
            yield Problem("endpoint-not-in-policy", f"{path}.values", f"{len(endpoint.values)} values", limit, fix)


def _endpoint(endpoint: TreeEndpoint) -> _Object:
    if endpoint.aws is None:
        return {"Type": "value", "Value": endpoint.values[0]}
    region = {"Region": str(endpoint.aws.region)} if endpoint.aws.region is not None else {}
    return {"Type": endpoint.aws.type, **region, "Value": endpoint.aws.value}


def _rule(graph: TrafficGraph, part: Part) -> _Object:
    if part.policy == "failover":
        primary, secondary = (_way(graph, way) for way in part.ways)
        return {"RuleType": "failover", "Primary": primary, "Secondary": secondary}
    kind, section = _SECTIONS[part.policy]
    return {"RuleType": kind, section: [_way(graph, way) for way in part.ways]}


def _way(graph: TrafficGraph, way: Way) -> _Object:
    reference = {"RuleReference": way.rule} if way.rule is not None else {"EndpointReference": way.endpoint}
    endpoint = graph.endpoints[way.endpoint][1] if way.endpoint is not None else None
    evaluated = endpoint is None or not endpoint.values
    health: Late | str | None = way.health_check_id
    return {
        **reference,
        **_choice(way.policy),
        **({"EvaluateTargetHealth": _text(evaluates(way, endpoint))} if evaluated else {}),
        **({"HealthCheck": health} if health is not None else {}),
    }


def _text(flag: bool) -> str:
    return "true" if flag else "false"


def _choice(policy: RoutingPolicy) -> _Object:
    match policy:
        case Weighted():
            return {"Weight": str(policy.weight)}
        case Latency():
            return {"Region": str(policy.region)}
        case Geoproximity():
            return {"Region": f"{REGION_PREFIX}{policy.region}", "Bias": str(policy.bias)}
        case Geolocation() if policy.country == "*":
            return {"IsDefault": "true"}
        case Geolocation():
            named = {
                "Continent": policy.continent,
                "Country": policy.country,
                "Subdivision": policy.subdivision,
            }
            return {key: value for key, value in named.items() if value is not None}
        case Failover():
            return {}
    return {}
