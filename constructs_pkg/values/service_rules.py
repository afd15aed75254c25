"""What an endpoint service must keep to beyond its single values."""

from __future__ import annotations

from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import ServiceSpec


def check_service(spec: ServiceSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return []
