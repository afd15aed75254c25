"""Where records, trees and calculated health checks name health signals by key, and what stands there at last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from constructs_pkg.values.consumer import ConsumerSpec, EndpointName
from constructs_pkg.values.health_signal import HealthSignalSpec, SignalOfKey
from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import Record
from constructs_pkg.values.traffic_tree import Branch, FailoverRule, Rule, TrafficTreeSpec

_AnyRecord = TypeVar("_AnyRecord", bound=Record)
_OfBranch = Callable[[Branch], Branch]

IdOf = Callable[[str], Late]
"""Gives the id of the health check of a health signal by the signal's key."""


def records_with(records: Iterable[_AnyRecord], id_of: IdOf) -> tuple[_AnyRecord, ...]:
    """Return `records` with the ids of the health checks that they name by key."""
    return tuple(
        record.model_copy(update={"health_check_id": id_of(record.health_check_id.key)})
        if isinstance(record.health_check_id, SignalOfKey)
        else record
        for record in records
    )


def consumer_with(spec: ConsumerSpec, id_of: IdOf) -> ConsumerSpec:
    """Return `spec` with the ids of the health checks that its names' fallbacks have by key."""
    return spec.model_copy(update={"names": tuple(_name_with(name, id_of) for name in spec.names)})


def _name_with(name: EndpointName, id_of: IdOf) -> EndpointName:
    check = name.fallback.health_check_id if name.fallback else None
    if name.fallback is None or not isinstance(check, SignalOfKey):
        return name
    watched = name.fallback.model_copy(update={"health_check_id": id_of(check.key)})
    return name.model_copy(update={"fallback": watched})


def signal_with(spec: HealthSignalSpec, id_of: IdOf) -> HealthSignalSpec:
    """Return `spec` with the ids of the health checks that it counts by key."""
    if spec.calculated is None:
        return spec
    children = tuple(id_of(one.key) if isinstance(one, SignalOfKey) else one for one in spec.calculated.children)
    return spec.model_copy(update={"calculated": spec.calculated.model_copy(update={"children": children})})


def tree_with(spec: TrafficTreeSpec, id_of: IdOf) -> TrafficTreeSpec:
    """Return `spec` with the ids of the health checks that its branches name by key."""

    def with_id(branch: Branch) -> Branch:
        if branch.health_signal is None:
            return branch
        return branch.model_copy(update={"health_signal": None, "health_check_id": id_of(branch.health_signal)})

    return _tree_of(spec, with_id)


def known_tree(spec: TrafficTreeSpec, of: Callable[[Late], Late]) -> TrafficTreeSpec:
    """Return `spec` with what `of` gives in place of each health check that is known only at deployment."""

    def known(branch: Branch) -> Branch:
        check = branch.health_check_id
        return branch.model_copy(update={"health_check_id": of(check)}) if isinstance(check, Late) else branch

    return _tree_of(spec, known)


def _tree_of(spec: TrafficTreeSpec, of: _OfBranch) -> TrafficTreeSpec:
    tree = _rule_of(spec.tree, of) if spec.tree is not None else None
    rules = Frozen({key: _rule_of(rule, of) for key, rule in spec.rules.items()})
    return spec.model_copy(update={"tree": tree, "rules": rules})


def _rule_of(rule: Rule, of: _OfBranch) -> Rule:
    if isinstance(rule, FailoverRule):
        return rule.model_copy(
            update={"primary": _branch_of(rule.primary, of), "secondary": _branch_of(rule.secondary, of)}
        )
    branches = Frozen({key: _branch_of(branch, of) for key, branch in rule.branches.items()})
    return rule.model_copy(update={"branches": branches})


def _branch_of(branch: Branch, of: _OfBranch) -> Branch:
    inner = branch.model_copy(update={"tree": _rule_of(branch.tree, of)}) if branch.tree is not None else branch
    return of(inner)
