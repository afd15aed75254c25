"""How traffic policies of a plan are described to people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.traffic_graph import graph_of
from constructs_pkg.values.traffic_policy import TrafficPolicySpec


def _policy(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, TrafficPolicySpec)
    yield f"traffic policy {spec.name}: {spec.tree.name} {spec.tree.type} in public zone {spec.zone.name}"
    for rule in graph_of(spec.tree).rules.values():
        ways = (f"{way.policy.set_identifier} -> {way.rule or way.endpoint}" for way in rule.ways)
        yield f"  {rule.key} ({rule.policy}): {', '.join(ways)}"


TRAFFIC_TREE_OUTLINE: Mapping[type[Spec], Callable[[PlannedPart], Iterable[str]]] = {TrafficPolicySpec: _policy}
