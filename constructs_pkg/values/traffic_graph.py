"""A traffic tree with every rule and endpoint under one key of its own, however it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.values.health_signal import SignalOfKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import (
    Failover,
    Geolocation,
    Geoproximity,
    Latency,
    Multivalue,
    RoutingPolicy,
    Weighted,
)
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.traffic_tree import (
    Branch,
    FailoverRule,
    GeolocationBranch,
    GeoproximityBranch,
    LatencyBranch,
    Rule,
    TrafficTreeSpec,
    TreeEndpoint,
    WeightedBranch,
)

START = "start"
"""The key of the rule that a tree begins with, where that is written in its place."""


@dataclass(frozen=True)
class Way:
    """One branch of a rule.

    Attributes:
        path: Where it was written.
        branch: What was written.
        policy: What its rule chooses it by; its set identifier is the branch's key.
        rule: The key of the rule it leads to, if it does.
        endpoint: The key of the endpoint it leads to, if it does.
    """

    path: str
    branch: Branch
    policy: RoutingPolicy
    rule: str | None = None
    endpoint: str | None = None

    @property
    def health_check_id(self) -> Late | HealthCheckId | None:
        """The health check that it has."""
        signal = self.branch.health_signal
        return SignalOfKey({"Ref": signal}, key=signal) if signal is not None else self.branch.health_check_id


@dataclass(frozen=True)
class Part:
    """A rule under its key.

    Attributes:
        key: Its key; the part of its records' name that tells it from the other rules.
        path: Where it was written.
        ways: Its branches in the order of their keys.
    """

    key: str
    path: str
    ways: tuple[Way, ...]

    @property
    def policy(self) -> str:
        """Its routing policy."""
        return self.ways[0].policy.policy


@dataclass(frozen=True)
class TrafficGraph:
    """Every rule and endpoint of a tree.

    Attributes:
        start_rule: The key of the rule that everything begins with, unless an endpoint alone answers.
        start_endpoint: The key of that endpoint.
        rules: The rules, by key; of two under one key the first.
        endpoints: The endpoints with where they were written, by key; of two under one key the first.
        taken: Keys that several rules, or several endpoints, have: each with the kind and where the second is.
    """

    start_rule: str | None
    start_endpoint: str | None
    rules: Mapping[str, Part]
    endpoints: Mapping[str, tuple[str, TreeEndpoint]]
    taken: tuple[tuple[str, str], ...]


def graph_of(spec: TrafficTreeSpec) -> TrafficGraph:
    """Return `spec` with a key for every rule and endpoint: its own, or those of the branches that lead to it."""
    flattening = _Flattening()
    for key, rule in spec.rules.items():
        flattening.rule(key, rule, f"rules.{key}", key)
    for key, endpoint in spec.endpoints.items():
        flattening.endpoint(key, endpoint, f"endpoints.{key}")
    if spec.tree is not None:
        flattening.rule(START, spec.tree, "tree", "")
    start = START if spec.tree is not None else spec.start_rule
    return TrafficGraph(
        start_rule=start,
        start_endpoint=spec.start_endpoint if start is None else None,
        rules=flattening.rules,
        endpoints=flattening.endpoints,
        taken=tuple(flattening.taken),
    )


class _Flattening:
    def __init__(self) -> None:
        self.rules: dict[str, Part] = {}
        self.endpoints: dict[str, tuple[str, TreeEndpoint]] = {}
        self.taken: list[tuple[str, str]] = []
        # Names of records are alike in upper and lower case.
        self._rule_keys: set[str] = set()
        self._endpoint_keys: set[str] = set()

    def rule(self, key: str, rule: Rule, path: str, prefix: str) -> None:
        if key.lower() in self._rule_keys:
            self.taken.append((path, key))
        self._rule_keys.add(key.lower())
        ways = tuple(self._way(*each, prefix) for each in _branches(rule, path))
        self.rules.setdefault(key, Part(key, path, ways))

    def endpoint(self, key: str, endpoint: TreeEndpoint, path: str) -> None:
        if key.lower() in self._endpoint_keys:
            self.taken.append((path, key))
        self._endpoint_keys.add(key.lower())
        self.endpoints.setdefault(key, (path, endpoint))

    def _way(self, key: str, branch: Branch, policy: RoutingPolicy, path: str, prefix: str) -> Way:
        inner = f"{prefix}_{key}" if prefix else key
        if branch.tree is not None:
            self.rule(inner, branch.tree, f"{path}.tree", inner)
            return Way(path, branch, policy, rule=inner)
        if branch.rule is not None:
            return Way(path, branch, policy, rule=branch.rule)
        if branch.endpoint is None:
            self.endpoint(inner, TreeEndpoint(values=branch.values, alias=branch.alias, aws=branch.aws), path)
        return Way(path, branch, policy, endpoint=branch.endpoint or inner)


def _branches(rule: Rule, path: str) -> Iterator[tuple[str, Branch, RoutingPolicy, str]]:
    if isinstance(rule, FailoverRule):
        yield "primary", rule.primary, Failover(set_identifier="primary", role="PRIMARY"), f"{path}.primary"
        yield "secondary", rule.secondary, Failover(set_identifier="secondary", role="SECONDARY"), f"{path}.secondary"
        return
    for key, branch in rule.branches.items():
        yield key, branch, _policy(key, branch), f"{path}.branches.{key}"


def _policy(key: str, branch: Branch) -> RoutingPolicy:
    match branch:
        case WeightedBranch():
            return Weighted(set_identifier=key, weight=branch.weight)
        case LatencyBranch():
            return Latency(set_identifier=key, region=branch.region)
        case GeolocationBranch():
            return Geolocation(
                set_identifier=key,
                continent=branch.continent,
                country=branch.country,
                subdivision=branch.subdivision,
            )
        case GeoproximityBranch():
            return Geoproximity(set_identifier=key, region=branch.region, bias=branch.bias)
    return Multivalue(set_identifier=key)
