"""What a traffic tree must keep to: its keys and references, and the records it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from constructs_pkg.values.aws_endpoint_alias import alias_of
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import Visibility
from constructs_pkg.values.record_rules import check_records_at
from constructs_pkg.values.traffic_graph import TrafficGraph, Way, graph_of
from constructs_pkg.values.traffic_records import rule_name, traffic_records
from constructs_pkg.values.traffic_tree import Branch, TrafficTreeSpec, TreeEndpoint

# A bound of this library: aliases are followed that far when answers are read back from templates.
MOST_RULES_ON_A_WAY = 30

_TARGETS = ("values", "alias", "aws", "endpoint", "rule", "tree")


def check_traffic_tree(spec: TrafficTreeSpec, zone: str, visibility: Visibility = "private") -> list[Problem]:
    """Return the problems of the tree `spec` in the zone called `zone`; empty means good.

    Each path is that of the value within the tree.
    """
    found = check_tree_itself(spec, zone)
    if any(problem.severity == "error" for problem in found):
        return found
    placed = traffic_records(spec, PrivateZone(name=ZoneName(zone), id=Late("the zone")))
    return [*found, *map(as_written, check_records_at(placed, zone, visibility))]


def check_tree_itself(spec: TrafficTreeSpec, zone: str) -> list[Problem]:
    """Return the problems of the tree `spec` that its records in the zone called `zone` do not show."""
    graph = graph_of(spec)
    found = [*_start(spec, graph), *_keys(graph), *_targets(graph), *_references(graph)]
    if any(problem.severity == "error" for problem in found):
        return found
    found += [*_loops(graph), *_unused(spec, graph)]
    if any(problem.severity == "error" for problem in found):
        return found
    return [*found, *_names(spec, graph, zone), *_aws(spec, graph), *_target_health(graph)]


def check_without_topology(spec: TrafficTreeSpec) -> Iterator[Problem]:
    """Yield the problems of health signals by key in a tree of no topology."""
    for way in _ways(graph_of(spec)):
        if way.branch.health_signal is not None:
            fix = "give health_check_id"
            limit = "is a key of a topology, and there is none"
            yield Problem("signal-without-topology", f"{way.path}.health_signal", way.branch.health_signal, limit, fix)


def _ways(graph: TrafficGraph) -> Iterator[Way]:
    for part in graph.rules.values():
        yield from part.ways


def _start(spec: TrafficTreeSpec, graph: TrafficGraph) -> Iterator[Problem]:
    given = [key for key in ("tree", "start_rule", "start_endpoint") if getattr(spec, key) is not None]
    if len(given) != 1:
        limit = "is missing" if not given else f"is given beside {' and '.join(given[1:])}"
        fix = "give one of tree, start_rule and start_endpoint"
        yield Problem("traffic-tree-start", given[0] if given else "tree", "", limit, fix)
    elif graph.start_rule is not None and graph.start_rule not in graph.rules:
        yield _unknown("unknown-rule", "start_rule", graph.start_rule, graph.rules, graph.endpoints)
    elif graph.start_endpoint is not None and graph.start_endpoint not in graph.endpoints:
        yield _unknown("unknown-endpoint", "start_endpoint", graph.start_endpoint, graph.endpoints, graph.rules)


def _keys(graph: TrafficGraph) -> Iterator[Problem]:
    for path, key in graph.taken:
        limit = "is the key of two rules, or of two endpoints; upper and lower case are one"
        fix = "choose other keys: a rule in its place has those of the branches that lead to it, joined by _"
        yield Problem("duplicate-tree-key", path, key, limit, fix)


def _targets(graph: TrafficGraph) -> Iterator[Problem]:
    for way in _ways(graph):
        given = _given(way.branch)
        if len(given) != 1:
            yield _no_single_target(way.path, given, _TARGETS)
        if way.branch.health_signal is not None and way.branch.health_check_id is not None:
            limit, fix = "is given beside a health check", "leave one of them out"
            yield Problem("two-health-signals", f"{way.path}.health_signal", way.branch.health_signal, limit, fix)
    written = {way.path for way in _ways(graph)}
    for path, endpoint in graph.endpoints.values():
        given = _given(endpoint)
        if path not in written and len(given) != 1:
            yield _no_single_target(path, given, _TARGETS[:3])


def _given(held: TreeEndpoint) -> list[str]:
    keys = _TARGETS if isinstance(held, Branch) else _TARGETS[:3]
    return [key for key in keys if getattr(held, key) not in (None, ())]


def _no_single_target(path: str, given: list[str], possible: Iterable[str]) -> Problem:
    limit = f"leads to {' and '.join(given)}" if given else "leads nowhere"
    return Problem("branch-target", path, "", limit, f"give one of {', '.join(possible)}")


def _references(graph: TrafficGraph) -> Iterator[Problem]:
    for way in _ways(graph):
        if way.rule is not None and way.rule not in graph.rules:
            yield _unknown("unknown-rule", f"{way.path}.rule", way.rule, graph.rules, graph.endpoints)
        if way.endpoint is not None and way.endpoint not in graph.endpoints:
            yield _unknown("unknown-endpoint", f"{way.path}.endpoint", way.endpoint, graph.endpoints, graph.rules)


def _unknown(rule: str, path: str, key: str, known: Mapping[str, object], others: Mapping[str, object]) -> Problem:
    kinds = ("rule", "endpoint") if rule == "unknown-rule" else ("endpoint", "rule")
    close = get_close_matches(key, known, n=1)
    if key in others:
        fix = f"name it as {kinds[1]}: it is one"
    elif close:
        fix = f"did you mean {close[0]!r}?"
    else:
        fix = f"name one of: {', '.join(sorted(known))}" if known else f"add the {kinds[0]}"
    return Problem(rule, path, key, f"is no {kinds[0]} of the tree", fix)


def _loops(graph: TrafficGraph) -> Iterator[Problem]:
    deepest: dict[str, int] = {}
    open_rules: list[str] = []

    def depth(key: str) -> Iterator[Problem]:
        open_rules.append(key)
        below = 0
        for way in graph.rules[key].ways:
            if way.rule is None:
                continue
            if way.rule in open_rules:
                limit = f"leads back to rule {way.rule}: {' -> '.join([*open_rules, way.rule])}"
                yield Problem("traffic-tree-loop", way.path, "", limit, "let every way end at an endpoint")
                continue
            if way.rule not in deepest:
                yield from depth(way.rule)
            below = max(below, deepest[way.rule])
        open_rules.pop()
        deepest[key] = below + 1

    for key in graph.rules:
        if key not in deepest:
            yield from depth(key)
    most = deepest.get(graph.start_rule or "", 0)
    if most > MOST_RULES_ON_A_WAY:
        limit = f"has {most} rules on one way, over {MOST_RULES_ON_A_WAY}"
        yield Problem("traffic-tree-too-deep", "tree", "", limit, "put fewer rules behind each other")


def _unused(spec: TrafficTreeSpec, graph: TrafficGraph) -> Iterator[Problem]:
    rules, endpoints = {graph.start_rule}, {graph.start_endpoint}
    pending = [graph.start_rule] if graph.start_rule is not None else []
    while pending:
        for way in graph.rules[pending.pop()].ways:
            endpoints.add(way.endpoint)
            if way.rule is not None and way.rule not in rules:
                rules.add(way.rule)
                pending.append(way.rule)
    unused = [f"rules.{key}" for key in spec.rules if key not in rules]
    unused += [f"endpoints.{key}" for key in spec.endpoints if key not in endpoints]
    for path in unused:
        yield Problem("unused-tree-part", path, "", "is reached by no way", "lead to it, or leave it out", "warning")


def _names(spec: TrafficTreeSpec, graph: TrafficGraph, zone: str) -> Iterator[Problem]:
    try:
        name = spec.name.placed_in(ZoneName(zone))
    except Refused as refused:
        yield refused.at("name")
        return
    for part in graph.rules.values():
        try:
            rule_name(name, part.key)
        except Refused as refused:
            fix = "shorten the keys that lead to it, or put the rule under a key of its own in rules"
            yield replace(refused.at(part.path), fix=fix)


def _aws(spec: TrafficTreeSpec, graph: TrafficGraph) -> Iterator[Problem]:
    for path, endpoint in graph.endpoints.values():
        if endpoint.aws is None:
            continue
        # RecordType in https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html
        possible = ("A",) if endpoint.aws.type == "s3-website" else ("A", "AAAA")
        if spec.type not in possible:
            limit = f"is reached by {' and '.join(possible)} records, and the tree is of type {spec.type}"
            fix = "write the tree for that type"
            yield Problem("aws-endpoint-type", f"{path}.aws", endpoint.aws.type, limit, fix)
        try:
            alias_of(endpoint.aws, evaluate_target_health=False)
        except Refused as refused:
            yield refused.at(f"{path}.aws.value")


def _target_health(graph: TrafficGraph) -> Iterator[Problem]:
    for way in _ways(graph):
        if not way.branch.evaluate_target_health or way.endpoint is None:
            continue
        endpoint, path = graph.endpoints[way.endpoint][1], f"{way.path}.evaluate_target_health"
        if endpoint.values:
            limit, fix = "is asked for values, which have no health of their own", "give a health check"
            yield Problem("target-health-of-values", path, "true", limit, fix, "warning")
        elif endpoint.aws is not None and endpoint.aws.type == "cloudfront":
            # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
            limit, fix = "is asked for a CloudFront distribution, which has none", "leave it out"
            yield Problem("target-health-of-cloudfront", path, "true", limit, fix)


def as_written(problem: Problem) -> Problem:
    """Return `problem` of a record at what was written: a branch has its policy's fields itself."""
    before, dot, field = problem.path.rpartition(".policy.")
    if not dot:
        return problem
    return replace(problem, path=before if field in ("role", "set_identifier") else f"{before}.{field}")
