"""Resource types of CloudFormation added to the emulator."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]
Made = tuple[str, dict[str, Any]]
"""The physical id of a resource, and what ``Fn::GetAtt`` gives."""


@dataclass(frozen=True)
class ResourceType:
    """How CloudFormation makes, changes and deletes resources of one type.

    Attributes:
        create: Makes one from its properties.
        update: Changes the resource of that physical id from old to new properties.
        delete: Deletes the resource of that physical id, made with the properties; what it returns is not looked at.
        create_only: Properties whose change replaces the resource.
    """

    create: Callable[[Properties], Made]
    update: Callable[[str, Properties, Properties], Made]
    delete: Callable[[str, Properties], object]
    create_only: Collection[str] = ()


def add_types(types: Mapping[str, ResourceType]) -> None:
    """Have the emulator's CloudFormation know `types`, in place of its own where it has one."""
    for name, kind in types.items():
        provisioners._RESOURCE_HANDLERS[name] = {
            "create": lambda _logical_id, properties, _stack, kind=kind: kind.create(properties),
            "update": lambda identifier, old, new, _stack, kind=kind: kind.update(identifier, old, new),
            "delete": lambda identifier, properties, kind=kind: kind.delete(identifier, properties),
        }
        provisioners._REPLACING_PROPERTIES[name] = frozenset(kind.create_only)


def retag(identifier: str, properties: Properties) -> None:
    """Give a resource of EC2 the tags of its properties."""
    ec2._tags[identifier] = properties.get("Tags", [])


def flag(value: object, default: bool = False) -> bool:
    """Return a truth value as templates write it, also as text."""
    return default if value is None else str(value).lower() == "true"
