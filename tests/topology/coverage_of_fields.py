"""Which optional fields and which alternatives a topology uses."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

from constructs_pkg.topology.api_wishes import HttpLink
from constructs_pkg.topology.mesh_wish import ClusterWish, LatticeServiceWish, NamespaceWish, ServiceNetworkWish
from constructs_pkg.topology.model import Service, SharedResource, Topology
from constructs_pkg.values.spec import Spec

_OF_CELLS = (
    *(Service, SharedResource, HttpLink),
    *(NamespaceWish, ClusterWish, ServiceNetworkWish, LatticeServiceWish),
)
_GIVEN_BY_CELLS = ("network", "vpc_id", "namespace_arn")


def uses(spec: Spec) -> Iterator[str]:
    """Yield each field of `spec` and of what it holds that differs from its default, and each choice taken."""
    kind = type(spec)
    for name, field in kind.model_fields.items():
        value = getattr(spec, name)
        if not field.is_required() and value != field.get_default(call_default_factory=True):
            yield f"{kind.__name__}.{name}"
        for choice in _choices(field.annotation):
            if value == choice or (isinstance(value, tuple) and choice in value):
                yield f"{kind.__name__}.{name}={choice}"
        for each in _held(value):
            yield type(each).__name__
            yield from uses(each)


def usable(kind: type[Spec] = Topology) -> set[str]:
    """Return everything that `uses` can yield for a topology read from a file."""
    found: set[str] = set()
    pending: list[type[Spec]] = [kind]
    seen: set[type[Spec]] = set()
    while pending:
        model = pending.pop()
        if model in seen:
            continue
        seen.add(model)
        found.add(model.__name__)
        for name, field in model.model_fields.items():
            choices = list(_choices(field.annotation))
            # Never given: a service's network; nothing but its default: a routing policy's own name.
            if not field.is_required() and not (model in _OF_CELLS and name in _GIVEN_BY_CELLS) and len(choices) != 1:
                found.add(f"{model.__name__}.{name}")
            found |= {f"{model.__name__}.{name}={choice}" for choice in choices}
            pending += _models(field.annotation)
    # A private zone has no alias to CloudFront, and the networks on premises that are drawn are of IPv4.
    return found - {"Topology", "AliasTarget.to=cloudfront", "Outbound.ip_address_type=ipv6"}


def _choices(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from annotation
    else:
        for argument in get_args(annotation):
            yield from _choices(argument)


def _models(annotation: Any) -> Iterator[type[Spec]]:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _held(value: object) -> Iterator[Spec]:
    if isinstance(value, Spec):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _held(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _held(item)
