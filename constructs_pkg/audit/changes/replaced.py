"""Which resources CloudFormation makes anew: by their own properties, and by those that they take from others.

A resource that refers to a replaced one in a create-only property is replaced in turn. Source:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from constructs_pkg.audit.changes.create_only import create_only
from constructs_pkg.audit.changes.fate import Reason
from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.paths import value_at
from constructs_pkg.audit.changes.side import Property
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Resource, Value, leaves, literal_text

# The attribute of a resource that decides whether it exists.
CONDITION = "Condition"

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
_DOMAIN_NAMES = {("AWS::Route53::RecordSet", "Name"), ("AWS::Route53::HostedZone", "Name")}


@dataclass(frozen=True)
class _Use:
    """A create-only property of `user` that takes something from another resource."""

    user: Resource
    used: Resource
    reason: Reason


def replaced(pair: Pair) -> dict[Resource, tuple[Reason, ...]]:
    """Return why each resource is or may be replaced, by the resource."""
    reasons: dict[Resource, dict[str, Reason]] = {}
    uses: dict[Resource, list[_Use]] = {}
    for resource in pair.new.entries:
        if resource not in pair.old.entries or pair.old.type_of(resource) != pair.new.type_of(resource):
            continue
        own, found = _read(pair, resource)
        for reason in own:
            reasons.setdefault(resource, {})[reason.property] = reason
        for use in found:
            uses.setdefault(Resource(use.used.stack, use.used.logical_id), []).append(use)
    waiting = deque(reasons)
    while waiting:
        source = waiting.popleft()
        certain = any(reason.certain for reason in reasons[source].values())
        for use in uses.get(source, ()):
            if keeps(pair, use.used):
                continue
            held = reasons.setdefault(use.user, {})
            known = held.get(use.reason.property)
            reason = replace(use.reason, certain=use.reason.certain and certain)
            if known is None or (reason.certain and not known.certain):
                held[reason.property] = reason
                waiting.append(use.user)
    return {resource: tuple(held.values()) for resource, held in reasons.items()}


def keeps(pair: Pair, used: Resource) -> bool:
    """Tell whether an attribute of a resource outlives its replacement: a property that is stated, and stays."""
    if used.attribute is None:
        return False
    sides = (pair.old, pair.new)
    stated = [side.value(Resource(used.stack, used.logical_id), used.attribute) for side in sides]
    return stated[0] is not None and stated[0] == stated[1] and not _resources_in(stated[0])


def _read(pair: Pair, resource: Resource) -> tuple[list[Reason], list[_Use]]:
    """Return the create-only properties of a resource that change, and those that refer to another resource."""
    kind = pair.new.type_of(resource)
    before, after = pair.old.properties(resource), pair.new.properties(resource)
    own: list[Reason] = []
    uses: list[_Use] = []
    for one in create_only(kind) or ():
        old, new = before.get(one.path[0]), after.get(one.path[0])
        if old is None and new is None:
            continue
        was, will = (value_at(held.value, one.path[1:]) if held is not None else None for held in (old, new))
        untold = bool((old and old.untold) or (new and new.untold))
        reason = Reason(".".join(one.path), was, will, certain=not (one.conditional or untold))
        if _differ(old, new, was, will):
            own.append(replace(reason, certain=reason.certain and not _one_name(kind, one.path, was, will)))
        elif new is not None and will is not None:
            used = new.uses if new.untold else _resources_in(will)
            uses += [_Use(resource, each, replace(reason, because=each)) for each in used]
    return own, uses


def _differ(old: Property | None, new: Property | None, was: Value | None, will: Value | None) -> bool:
    if (old is not None and old.untold) or (new is not None and new.untold):
        return old is None or new is None or old.untold != new.untold
    return was != will


def _one_name(kind: str, path: tuple[str, ...], was: Value | None, will: Value | None) -> bool:
    """Tell whether two domain names are one to Route 53, and differ in how they are written."""
    texts = [literal_text(value) for value in (was, will)]
    names = {normal_name(text) for text in texts if text is not None}
    return (kind, path[0]) in _DOMAIN_NAMES and None not in texts and len(names) == 1


def _resources_in(value: Value) -> tuple[Resource, ...]:
    return tuple(leaf for leaf in leaves(value) if isinstance(leaf, Resource))


def changed_in_place(pair: Pair, resource: Resource, anew: Mapping[Resource, tuple[Reason, ...]]) -> Iterator[str]:
    """Yield the properties and attributes of a resource of both sides that change, also by what they use."""
    before, after = pair.old.properties(resource), pair.new.properties(resource)
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        differ = old is None or new is None or (old.untold, old.value) != (new.untold, new.value)
        if differ or (new is not None and any(_changes(pair, used, anew) for used in new.uses)):
            yield name
    was, will = pair.old.entries[resource], pair.new.entries[resource]
    for name in ("DeletionPolicy", "UpdateReplacePolicy"):
        if was.get(name) != will.get(name):
            yield name
    if was.get(CONDITION) != will.get(CONDITION):
        yield CONDITION
    elif will.get(CONDITION) is not None:
        stack = resource.stack
        if pair.old.deciding(stack) != pair.new.deciding(stack):
            yield CONDITION


def _changes(pair: Pair, used: Resource, anew: Mapping[Resource, tuple[Reason, ...]]) -> bool:
    return Resource(used.stack, used.logical_id) in anew and not keeps(pair, used)
