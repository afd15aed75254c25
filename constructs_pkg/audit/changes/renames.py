"""Resources that CloudFormation deletes and makes anew because their logical id or stack changed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Computed, ListOf, Literal, MapOf, Resource, Value, literal_text

# How far a resource's likeness looks into the resources that it refers to.
_ROUNDS = 4

_TAGS = ("Tags", "HostedZoneTags")

# What CloudFormation's schema has for the primary identifier of a record set.
_RECORD_IDENTITY = ("HostedZoneId", "HostedZoneName", "Name", "Type", "SetIdentifier")

_Place: TypeAlias = tuple[str | None, str | None]
_Likeness: TypeAlias = Callable[[Side, Resource], "object | None"]


def renamed(pair: Pair) -> dict[Resource, Resource]:
    """Return the new resource for each old one that goes and comes again elsewhere in its account and Region.

    Both have the same type and properties, where references among such resources count as equal. Failing
    that, tags are let differ; and two record sets are one where zone, name, type and set identifier agree.
    """
    gone = [one for one in pair.old.entries if one not in pair.new.entries]
    come = [one for one in pair.new.entries if one not in pair.old.entries]
    if not gone or not come:
        return {}
    alike = _Alike(pair, gone, come)
    found: dict[Resource, Resource] = {}
    for likeness in (alike.all, alike.but_tags, _record_identity):
        taken = set(found.values())
        left = [one for one in gone if one not in found]
        right = [one for one in come if one not in taken]
        found |= _paired(pair, left, right, likeness)
    return found


def _paired(
    pair: Pair, gone: Iterable[Resource], come: Iterable[Resource], likeness: _Likeness
) -> dict[Resource, Resource]:
    candidates: dict[object, list[Resource]] = {}
    for one in come:
        key = likeness(pair.new, one)
        if key is not None:
            candidates.setdefault((_place(pair.new, one), key), []).append(one)
    found: dict[Resource, Resource] = {}
    for one in gone:
        key = likeness(pair.old, one)
        there = candidates.get((_place(pair.old, one), key), [])
        if there:
            chosen = next((other for other in there if other.stack == one.stack), there[0])
            there.remove(chosen)
            found[one] = chosen
    return found


def _place(side: Side, resource: Resource) -> _Place:
    stack = side.stack(resource.stack)
    return (stack.account, stack.region) if stack is not None else (None, None)


class _Alike:
    """Numbers for resources that go or come: equal where type and properties are."""

    def __init__(self, pair: Pair, gone: Iterable[Resource], come: Iterable[Resource]) -> None:
        moving = [(pair.old, one) for one in gone] + [(pair.new, one) for one in come]
        self.all = _number(moving, without=())
        self.but_tags = _number(moving, without=_TAGS)


def _number(moving: list[tuple[Side, Resource]], without: tuple[str, ...]) -> _Likeness:
    numbers: dict[tuple[int, Resource], object] = {(id(side), one): side.type_of(one) for side, one in moving}
    for _ in range(_ROUNDS):
        known: dict[object, int] = {}
        following: dict[tuple[int, Resource], object] = {}
        for side, one in moving:
            held = side.properties(one)
            shape = (
                side.type_of(one),
                *(
                    (name, held[name].untold or _with_numbers(held[name].value, numbers, id(side)))
                    for name in sorted(held)
                    if name not in without
                ),
            )
            following[id(side), one] = known.setdefault(shape, len(known))
        numbers = following
    return lambda side, one: numbers[id(side), one]


def _with_numbers(value: Value, numbers: Mapping[tuple[int, Resource], object], side: int) -> Value:
    """Return `value` with the resources that go or come replaced by their numbers."""
    match value:
        case Resource(stack, logical_id, attribute):
            number = numbers.get((side, Resource(stack, logical_id)))
            return value if number is None else Literal(f"{number}.{attribute}")
        case ListOf(items):
            return ListOf(tuple(_with_numbers(item, numbers, side) for item in items))
        case MapOf(pairs):
            return MapOf(tuple((key, _with_numbers(item, numbers, side)) for key, item in pairs))
        case Computed(function, arguments):
            return Computed(function, tuple(_with_numbers(item, numbers, side) for item in arguments))
        case _:
            return value


def _record_identity(side: Side, resource: Resource) -> object | None:
    """Return what makes a record set the same to Route 53; None for anything else."""
    if side.type_of(resource) != "AWS::Route53::RecordSet":
        return None
    values = [side.value(resource, name) for name in _RECORD_IDENTITY]
    text = literal_text(values[2])
    values[2] = Literal(normal_name(text)) if text is not None else values[2]
    return tuple(values)
