"""Traffic policy documents are read as trees and written again as they were."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from constructs_pkg.values.traffic_policy import policy_document
from constructs_pkg.values.traffic_policy_document import read_traffic_policy
from constructs_pkg.values.traffic_tree_rules import check_traffic_tree

Document = dict[str, Any]

CHECK = "00000000-0000-0000-0000-000000000001"
ENDPOINTS: Document = {
    "plain": {"Type": "value", "Value": "192.0.2.1"},
    "other_value": {"Type": "value", "Value": "192.0.2.2"},
    "alb": {"Type": "application-load-balancer", "Value": "web-1.us-east-1.elb.amazonaws.com"},
    "nlb": {"Type": "network-load-balancer", "Value": "web-1.elb.eu-west-1.amazonaws.com"},
    "classic": {"Type": "elastic-load-balancer", "Value": "web-1.us-west-2.elb.amazonaws.com"},
    "Site": {"Type": "s3-website", "Region": "us-east-2", "Value": "www.example.com"},
    "edge": {"Type": "cloudfront", "Value": "d111111abcdef8.cloudfront.net"},
    "env": {"Type": "elastic-beanstalk", "Value": "web.us-east-1.elasticbeanstalk.com"},
}
PLACES: list[Document] = [
    {"IsDefault": "true"},
    {"Country": "GB"},
    {"Country": "US", "Subdivision": "CA"},
    {"Continent": "AS"},
]


@st.composite
def documents(draw: Callable[..., Any]) -> Document:
    """Documents in the form that AWS's examples have: text for numbers and truth values."""
    ids = draw(st.lists(st.sampled_from(("a", "B_2", "c-c", "rule_4")), unique=True))
    used: set[str] = set()
    rules: Document = {}
    for place, key in enumerate(ids):
        rules[key] = _rule(draw, ids[:place], used)
    if not ids:
        (endpoint,) = draw(st.lists(st.sampled_from(sorted(ENDPOINTS)), min_size=1, max_size=1))
        held = {"Endpoints": {endpoint: ENDPOINTS[endpoint]}, "StartEndpoint": endpoint}
        return {"AWSPolicyFormatVersion": "2015-10-01", "RecordType": "A", **held}
    reached = _reached(rules, ids[-1])
    return {
        "AWSPolicyFormatVersion": "2015-10-01",
        "RecordType": "A",
        "StartRule": ids[-1],
        "Endpoints": {key: ENDPOINTS[key] for key in sorted(_endpoints(rules, reached))},
        "Rules": {key: rules[key] for key in sorted(reached)},
    }


def _rule(draw: Callable[..., Any], earlier: list[str], used: set[str]) -> Document:
    kind = draw(st.sampled_from(("failover", "geo", "geoproximity", "latency", "multivalue", "weighted")))
    if kind == "failover":
        primary = {**_way(draw, earlier, used), "HealthCheck": CHECK}
        return {"RuleType": kind, "Primary": primary, "Secondary": _way(draw, earlier, used)}
    regions = draw(st.lists(st.sampled_from(("us-east-1", "eu-west-1", "sa-east-1")), min_size=1, unique=True))
    own: list[Document]
    match kind:
        case "geo":
            section, own = "Locations", draw(st.lists(st.sampled_from(PLACES), min_size=1, unique_by=str))
        case "geoproximity":
            section = "GeoproximityLocations"
            own = [{"Region": f"aws:route53:{one}", "Bias": str(draw(st.integers(-99, 99)))} for one in regions]
        case "latency":
            section, own = "Regions", [{"Region": one} for one in regions]
        case "multivalue":
            keys = draw(st.lists(st.sampled_from(("plain", "other_value")), min_size=1, unique=True))
            return {"RuleType": kind, "Items": [{"EndpointReference": key, **_check(draw)} for key in keys]}
        case _:
            section, own = "Items", [{"Weight": str(draw(st.integers(0, 255)))} for _ in range(len(regions))]
    return {"RuleType": kind, section: [{**_way(draw, earlier, used), **each} for each in own]}


def _check(draw: Callable[..., Any]) -> Document:
    return {"HealthCheck": CHECK} if draw(st.booleans()) else {}


def _way(draw: Callable[..., Any], earlier: list[str], used: set[str]) -> Document:
    flag = "true" if draw(st.booleans()) else "false"
    if earlier and draw(st.booleans()):
        return {"RuleReference": draw(st.sampled_from(earlier)), "EvaluateTargetHealth": flag, **_check(draw)}
    key = draw(st.sampled_from(sorted(ENDPOINTS)))
    health = {} if ENDPOINTS[key]["Type"] == "value" else {"EvaluateTargetHealth": flag}
    return {
        "EndpointReference": key,
        **(health if key != "edge" else {"EvaluateTargetHealth": "false"}),
        **_check(draw),
    }


def _ways(rule: Document) -> list[Document]:
    lists = [held for key, held in rule.items() if isinstance(held, list)]
    return lists[0] if lists else [rule["Primary"], rule["Secondary"]]


def _reached(rules: Document, start: str) -> set[str]:
    below = (way["RuleReference"] for way in _ways(rules[start]) if "RuleReference" in way)
    return {start}.union(*(_reached(rules, one) for one in below))


def _endpoints(rules: Document, reached: set[str]) -> set[str]:
    return {way["EndpointReference"] for key in reached for way in _ways(rules[key]) if "EndpointReference" in way}


def in_order(held: Any) -> Any:
    """Return a document with its lists sorted: their order means nothing."""
    if isinstance(held, dict):
        return {key: in_order(value) for key, value in sorted(held.items())}
    return sorted(map(in_order, held), key=str) if isinstance(held, list) else held


@settings(max_examples=200, deadline=None, suppress_health_check=[*HealthCheck])
@given(documents())
def test_a_document_is_written_as_it_was_read(document: Document) -> None:
    """Read as a tree that no rule refuses in a public zone, and written again, it is the same."""
    read = read_traffic_policy(document, "www")
    errors = [one for one in check_traffic_tree(read.spec, "example.com", "public") if one.severity == "error"]
    # A failover between two ends at CloudFront is drawn as any other, and Route 53 takes none.
    assume(all(one.rule != "cloudfront-beside-cloudfront" for one in errors))
    assert (errors, read.warnings) == ([], ())
    assert in_order(policy_document(read.spec)) == in_order(document)
