"""The rules of traffic trees, and of the policies they become."""

from collections.abc import Callable
from typing import Any

from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.record import Visibility
from constructs_pkg.values.spec import parse
from constructs_pkg.values.traffic_policy import LONGEST_POLICY_NAME, check_traffic_policy
from constructs_pkg.values.traffic_tree import TrafficTreeSpec
from constructs_pkg.values.traffic_tree_rules import check_traffic_tree, check_without_topology

from .case import Case

Find = Callable[[], list[Problem]]

CHECK = "00000000-0000-0000-0000-000000000001"
ONE = {"values": ["192.0.2.1"]}
TWO = {"values": ["192.0.2.2"]}
ALB = {"type": "application-load-balancer", "value": "web-1.us-east-1.elb.amazonaws.com"}
EDGE = {"type": "cloudfront", "value": "d111111abcdef8.cloudfront.net"}
ALIAS = {"dns_name": "web.example.net", "zone_id": "Z0123456789ABCDEFGHIJ"}


def weighted(*ways: Any) -> Any:
    """A rule by weight whose branches are called a, b, c ..."""
    branches = {key: {"weight": 1, **way} for key, way in zip("abcdefgh", ways, strict=False)}
    return {"policy": "weighted", "branches": branches}


def tree(zone: str = "example.com", visibility: Visibility = "public", **fields: Any) -> Find:
    """What is wrong with a tree."""

    def find() -> list[Problem]:
        try:
            spec = parse(TrafficTreeSpec, {"name": "www", "type": "A", **fields})
        except InvalidInput as invalid:
            return list(invalid.problems)
        return check_traffic_tree(spec, zone, visibility)

    return find


def alone(way: Any) -> Find:
    """What is wrong with a tree that belongs to no topology."""
    spec = parse(TrafficTreeSpec, {"name": "www", "type": "A", "tree": weighted(way)})
    return lambda: list(check_without_topology(spec))


def policy(way: Any, name: str = "www", visibility: Visibility = "public", more: Any = None) -> Find:
    """What keeps a tree from being a traffic policy."""
    fields = {"name": "www", "type": "A", **(more or {"tree": weighted(way)})}
    return lambda: check_traffic_policy(parse(TrafficTreeSpec, fields), name, visibility)


def long_key(length: int) -> Any:
    """A rule with a rule of its own behind a branch whose key is so long."""
    return {"policy": "weighted", "branches": {"b" * length: {"weight": 1, "tree": weighted(ONE)}}}


def named_chain(length: int) -> Any:
    """A tree of rules under keys of their own, each behind the one before."""
    ways = [{"rule": f"r{number + 1}"} for number in range(length - 1)]
    rules = {f"r{number}": weighted(way) for number, way in enumerate([*ways, ONE])}
    return {"start_rule": "r0", "rules": rules}


TRAFFIC_TREE_RULES = [
    Case("a tree begins somewhere", "traffic-tree-start", "tree", tree(), tree(tree=weighted(ONE))),
    Case(
        "a tree begins in one place",
        "traffic-tree-start",
        "tree",
        tree(tree=weighted(ONE), start_rule="a", rules={"a": weighted(ONE)}),
        tree(start_rule="a", rules={"a": weighted(ONE)}),
    ),
    Case(
        "a branch leads somewhere",
        "branch-target",
        "tree.branches.a",
        tree(tree=weighted({})),
        tree(tree=weighted(ONE)),
    ),
    Case(
        "a branch leads to one place",
        "branch-target",
        "tree.branches.a",
        tree(tree=weighted({**ONE, "alias": ALIAS})),
        tree(tree=weighted({"alias": ALIAS})),
    ),
    Case(
        "an endpoint answers with something",
        "branch-target",
        "endpoints.one",
        tree(tree=weighted({"endpoint": "one"}), endpoints={"one": {}}),
        tree(tree=weighted({"endpoint": "one"}), endpoints={"one": ONE}),
    ),
    Case(
        "a rule that is named is there",
        "unknown-rule",
        "tree.branches.a.rule",
        tree(tree=weighted({"rule": "far"}), rules={"fat": weighted(ONE)}),
        tree(tree=weighted({"rule": "fat"}), rules={"fat": weighted(ONE)}),
    ),
    Case(
        "the rule that a tree begins with is there",
        "unknown-rule",
        "start_rule",
        tree(start_rule="far", rules={"fat": weighted(ONE)}),
        tree(start_rule="fat", rules={"fat": weighted(ONE)}),
    ),
    Case(
        "the endpoint that a branch names is there",
        "unknown-endpoint",
        "tree.branches.a.endpoint",
        tree(tree=weighted({"endpoint": "two"}), endpoints={"one": ONE}),
        tree(tree=weighted({"endpoint": "one"}), endpoints={"one": ONE}),
    ),
    Case(
        "an endpoint that is named is there",
        "unknown-endpoint",
        "start_endpoint",
        tree(start_endpoint="two", endpoints={"one": ONE}),
        tree(start_endpoint="one", endpoints={"one": ONE}),
    ),
    Case(
        "keys differ in more than case",
        "duplicate-tree-key",
        "rules.aa",
        tree(start_rule="AA", rules={"AA": weighted({"rule": "aa"}), "aa": weighted(ONE)}),
        tree(start_rule="AA", rules={"AA": weighted({"rule": "ab"}), "ab": weighted(ONE)}),
    ),
    Case(
        "a rule in its place has a key of its own",
        "duplicate-tree-key",
        "tree.branches.a.tree",
        tree(tree=weighted({"tree": weighted(ONE)}, {"rule": "a"}), rules={"a": weighted(ONE)}),
        tree(tree=weighted({"tree": weighted(ONE)}, {"rule": "x"}), rules={"x": weighted(ONE)}),
    ),
    Case(
        "a branch has one signal",
        "two-health-signals",
        "tree.branches.a.health_signal",
        tree(tree=weighted({**ONE, "health_check_id": CHECK, "health_signal": "eu"})),
        tree(tree=weighted({**ONE, "health_signal": "eu"})),
    ),
    Case(
        "a signal by key is one of a topology",
        "signal-without-topology",
        "tree.branches.a.health_signal",
        alone({**ONE, "health_signal": "eu"}),
        alone({**ONE, "health_check_id": CHECK}),
    ),
    Case(
        "no way leads back",
        "traffic-tree-loop",
        "rules.b.branches.a",
        tree(start_rule="a", rules={"a": weighted({"rule": "b"}), "b": weighted({"rule": "a"})}),
        tree(start_rule="a", rules={"a": weighted({"rule": "b"}), "b": weighted(ONE)}),
    ),
    Case(
        "a way is followed to its end",
        "traffic-tree-too-deep",
        "tree",
        tree(**named_chain(31)),
        tree(**named_chain(30)),
    ),
    Case(
        "names fit into labels",
        "label-too-long",
        f"tree.branches.a.tree.branches.{'b' * 61}.tree",
        tree(tree=weighted({"tree": long_key(61)})),
        tree(tree=weighted({"tree": long_key(60)})),
    ),
    Case(
        "what is written is reached",
        "unused-tree-part",
        "endpoints.two",
        tree(start_endpoint="one", endpoints={"one": ONE, "two": TWO}),
        tree(start_endpoint="one", endpoints={"one": ONE}),
        "warning",
    ),
    Case(
        "resources of AWS have addresses",
        "aws-endpoint-type",
        "tree.branches.a.aws",
        tree(type="TXT", tree=weighted({"aws": ALB})),
        tree(type="AAAA", tree=weighted({"aws": ALB})),
    ),
    Case(
        "websites in S3 have IPv4 addresses",
        "aws-endpoint-type",
        "tree.branches.a.aws",
        tree(type="AAAA", tree=weighted({"aws": {"type": "s3-website", "value": "www", "region": "us-east-1"}})),
        tree(tree=weighted({"aws": {"type": "s3-website", "value": "www", "region": "us-east-1"}})),
    ),
    Case(
        "a distribution has a name of CloudFront's",
        "malformed-aws-endpoint",
        "tree.branches.a.aws.value",
        tree(tree=weighted({"aws": {**EDGE, "value": "www.example.net"}})),
        tree(tree=weighted({"aws": EDGE})),
    ),
    Case(
        "a name of AWS has the form of its type",
        "malformed-aws-endpoint",
        "tree.branches.a.aws.value",
        tree(tree=weighted({"aws": {**ALB, "type": "network-load-balancer"}})),
        tree(tree=weighted({"aws": {**ALB, "type": "elastic-load-balancer"}})),
    ),
    Case(
        "the zone of an alias is known",
        "alias-zone-unknown",
        "tree.branches.a.aws.value",
        tree(tree=weighted({"aws": {**ALB, "value": "web-1.zz-east-9.elb.amazonaws.com"}})),
        tree(tree=weighted({"aws": {**ALB, "value": "web-1.eu-west-3.elb.amazonaws.com"}})),
    ),
    Case(
        "the Region of a website in S3 is given",
        "alias-zone-unknown",
        "tree.branches.a.aws.value",
        tree(tree=weighted({"aws": {"type": "s3-website", "value": "www"}})),
        tree(tree=weighted({"aws": {"type": "s3-website", "value": "www", "region": "eu-west-1"}})),
    ),
    Case(
        "the Region of a name that is known at deployment is given",
        "alias-zone-unknown",
        "tree.branches.a.aws.value",
        tree(tree=weighted({"aws": {**ALB, "value": Late("name")}})),
        tree(tree=weighted({"aws": {**ALB, "value": Late("name"), "region": "eu-west-1"}})),
    ),
    Case(
        "values have no health of their own",
        "target-health-of-values",
        "tree.branches.a.evaluate_target_health",
        tree(tree=weighted({**ONE, "evaluate_target_health": True})),
        tree(tree=weighted({**ONE, "evaluate_target_health": False})),
        "warning",
    ),
    Case(
        "CloudFront distributions have no health",
        "target-health-of-cloudfront",
        "tree.branches.a.evaluate_target_health",
        tree(tree=weighted({"aws": EDGE, "evaluate_target_health": True})),
        tree(tree=weighted({"aws": EDGE})),
    ),
    Case(
        "a branch keeps to the rules of its policy",
        "weight-out-of-range",
        "tree.branches.a.weight",
        tree(tree=weighted({**ONE, "weight": 256})),
        tree(tree=weighted({**ONE, "weight": 255})),
    ),
    Case(
        "a multivalue branch leads to values",
        "multivalue-alias",
        "tree.branches.a.alias",
        tree(tree={"policy": "multivalue", "branches": {"a": {"tree": weighted(ONE)}}}),
        tree(tree={"policy": "multivalue", "branches": {"a": ONE}}),
    ),
    Case(
        "a primary has a signal",
        "primary-without-health-signal",
        "tree.primary",
        tree(tree={"policy": "failover", "primary": ONE, "secondary": TWO}),
        tree(tree={"policy": "failover", "primary": {"tree": weighted(ONE)}, "secondary": TWO}),
    ),
    Case(
        "a tree is inside its zone",
        "record-outside-zone",
        "name",
        tree(name="www.example.org.", tree=weighted(ONE)),
        tree(name="www.example.com.", tree=weighted(ONE)),
    ),
    Case(
        "traffic policies are in public zones",
        "traffic-policy-in-private-zone",
        "zone",
        policy(ONE, visibility="private"),
        policy(ONE),
    ),
    Case(
        "a policy's name is not too long",
        "policy-name-too-long",
        "policy_name",
        policy(ONE, "n" * (LONGEST_POLICY_NAME + 1)),
        policy(ONE, "n" * LONGEST_POLICY_NAME),
    ),
    Case(
        "a policy's name has 9 characters more for each health check that is known only at deployment",
        "policy-name-too-long",
        "policy_name",
        policy({**ONE, "health_signal": "up"}, "n" * (LONGEST_POLICY_NAME - 8)),
        policy({**ONE, "health_signal": "up"}, "n" * (LONGEST_POLICY_NAME - 9)),
    ),
    Case(
        "a policy's document is not too long",
        "policy-document-too-long",
        "",
        policy(None, more={"type": "TXT", "tree": weighted(*({"values": [f'"{"x" * 20_000}"']} for _ in range(6)))}),
        policy(None, more={"type": "TXT", "tree": weighted(*({"values": [f'"{"x" * 20_000}"']} for _ in range(5)))}),
    ),
    Case(
        "a policy has no alias by zone id",
        "endpoint-not-in-policy",
        "tree.branches.a.alias",
        policy({"alias": ALIAS}),
        policy({"aws": ALB}),
    ),
    Case(
        "an endpoint of a policy has one value",
        "endpoint-not-in-policy",
        "tree.branches.a.values",
        policy({"values": ["192.0.2.1", "192.0.2.2"]}),
        policy(ONE),
    ),
]
