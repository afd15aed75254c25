"""The wish for a tree of routing policies in a zone of a cell, or in a public zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from constructs_pkg.topology.key import Key
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.from_file import FROM_FILE
from constructs_pkg.values.network import Flag
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.traffic_tree import TrafficTreeSpec


class TrafficTreeWish(TrafficTreeSpec):
    """Routing policies behind each other at one name."""

    cell: Key | None = None
    """The key of the cell in whose zone it is. Default: it is in a public zone."""

    zone: ZoneName | None = None
    """The name of the cell's zone. Default: the most specific one that the name is below; for a relative name the
    cell's only zone."""

    public_zone: Key | None = None
    """The key of the public zone that it is in. Default: it is in a cell's."""

    type: RecordType | None = None  # type: ignore[assignment]
    """The record type of everything in it. Default: A; a document tells its own."""

    document: Annotated[dict[str, Any], FROM_FILE] | None = None
    """A traffic policy document of Route 53 instead of rules and endpoints: in a file the path of its JSON file,
    relative to the topology's. Default: none."""

    as_traffic_policy: Flag = False
    """Whether a traffic policy and its policy record are made, in a public zone, for a monthly fee. Default: record
    sets are."""

    @property
    def written(self) -> Mapping[str, Any]:
        """What is written of the tree itself."""
        own = ("tree", "start_rule", "start_endpoint", "rules", "endpoints")
        return {key: value for key in own if (value := getattr(self, key))}
