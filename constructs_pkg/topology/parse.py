"""A topology from a mapping, such as a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_pkg.topology.error import TopologyError
from constructs_pkg.topology.model import Topology
from constructs_pkg.values import spec
from constructs_pkg.values.problem import InvalidInput


def parse(given: Mapping[str, Any]) -> Topology:
    """Return the topology that `given` holds, as a topology file does.

    Raises:
        TopologyError: with every value in it that is refused.
    """
    try:
        return spec.parse(Topology, given)
    except InvalidInput as error:
        raise TopologyError(error.problems) from None
