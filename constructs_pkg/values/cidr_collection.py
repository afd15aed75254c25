"""CIDR collections: the blocks of addresses by which IP-based routing tells clients apart.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CidrCollectionChange.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.spec import Spec

EVERYWHERE_ELSE = "*"
"""The location of a record that answers clients which no block of its collection holds."""


class CidrCollectionSpec(Spec):
    """Locations and the blocks of clients' addresses in each."""

    name: str
    """Its name, 1 to 64 letters, digits, hyphens and underscores, unique in its account. Changing it replaces it."""

    locations: dict[str, tuple[Cidr, ...]] = Field(default={})
    """The blocks of each location, by the location's name of at most 16 letters, digits, hyphens and underscores:
    IPv4 blocks of /1 to /24 and IPv6 blocks of /1 to /48. Of nested blocks the longest answers. Default: none."""


@dataclass(frozen=True)
class CollectionOfKey(Late):
    """The id of a CIDR collection that stands beside what refers to it.

    Attributes:
        key: Its key in the topology.
    """

    key: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"{self.key} of this topology"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept one, or a mapping of the one key that names it."""
        return core_schema.no_info_plain_validator_function(cls._parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the mapping."""
        return {
            "type": "object",
            "description": "A CIDR collection of the same topology, by its key.",
            "properties": {"cidr_collection": {"type": "string"}},
            "required": ["cidr_collection"],
            "additionalProperties": False,
        }

    @classmethod
    def _parse(cls, value: object) -> CollectionOfKey:
        if isinstance(value, CollectionOfKey):
            return value
        if isinstance(value, Mapping) and set(value) == {"cidr_collection"}:
            key = value["cidr_collection"]
            if isinstance(key, str) and key:
                return cls({}, key)
            raise Refused("malformed-collection-key", key, "is no key of a CIDR collection", "write its key as text")
        raise ValueError("not a deployment-time value")
