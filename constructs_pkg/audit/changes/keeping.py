"""What becomes of the old one: deleted, kept, saved as a snapshot, or undeletable.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html,
.../TemplateReference/aws-attribute-updatereplacepolicy.html and, for what cannot be deleted,
.../UserGuide/using-cfn-updating-stacks-update-behaviors.html.
"""

from __future__ import annotations

from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.value import ListOf, MapOf, Resource, literal_text

_RETAIN = ("Retain", "RetainExceptOnCreate")

# The types whose DeletionPolicy is Snapshot by default.
_SNAPSHOT = ("AWS::RDS::DBCluster", "AWS::RDS::DBInstance")

# Properties that keep whatever they are set on from being deleted, and the values that do.
_PROTECTIONS = ("DeletionProtection", "DeletionProtectionEnabled", "DisableApiTermination")
_ON = ("true", "ACTIVE", "ENABLED")

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
_OF_LOAD_BALANCERS = "deletion_protection.enabled"


def is_retained(side: Side, resource: Resource) -> bool:
    """Tell whether a resource outlives its entry in the template, and its stack."""
    return side.entries[resource].get("DeletionPolicy") in _RETAIN


def stays_when_deleted(side: Side, resource: Resource) -> str:
    """Return what becomes of a resource that leaves its template; empty where it is simply deleted."""
    policy = side.entries[resource].get("DeletionPolicy")
    if policy in _RETAIN:
        return f"it stays, outside of the stack: DeletionPolicy {policy}"
    kind = side.type_of(resource)
    by_default = policy is None and kind in _SNAPSHOT and "DBClusterIdentifier" not in side.properties(resource)
    snapshot = "a snapshot of it is taken first" if policy == "Snapshot" or by_default else ""
    return "; ".join(part for part in (snapshot, _protection(side, resource)) if part)


def stays_when_replaced(pair: Pair, resource: Resource) -> str:
    """Return what becomes of the old one of a resource that is replaced; empty where it is simply deleted."""
    before, after = (side.entries[resource].get("UpdateReplacePolicy") for side in (pair.old, pair.new))
    if before != after:
        told = " to ".join(str(policy or "none") for policy in (before, after))
        return f"whether the old one stays is not told: its UpdateReplacePolicy changes at the same time, from {told}"
    if after in _RETAIN:
        return f"the old one stays, outside of the stack: UpdateReplacePolicy {after}"
    snapshot = "a snapshot of the old one is taken first" if after == "Snapshot" else ""
    return "; ".join(part for part in (snapshot, _protection(pair.old, resource)) if part)


def _protection(side: Side, resource: Resource) -> str:
    name = next((one for one in _PROTECTIONS if literal_text(side.value(resource, one)) in _ON), None)
    name = name or (_OF_LOAD_BALANCERS if _is_protected_balancer(side, resource) else None)
    if name is None:
        return ""
    return f"{name} is on, so its deletion fails and it stays, outside of the stack"


def _is_protected_balancer(side: Side, resource: Resource) -> bool:
    attributes = side.value(resource, "LoadBalancerAttributes")
    return any(
        (literal_text(one.get("Key")), literal_text(one.get("Value"))) == (_OF_LOAD_BALANCERS, "true")
        for one in (attributes.items if isinstance(attributes, ListOf) else ())
        if isinstance(one, MapOf)
    )
