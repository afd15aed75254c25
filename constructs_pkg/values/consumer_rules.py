"""What an endpoint must keep to beyond its single values."""

from __future__ import annotations

from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem


def check_consumer(spec: ConsumerSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return []
