"""The construct ids that the stacks of a plan use: every logical id begins with one."""

from __future__ import annotations

CELL = "Cell"
RECORDS = "Records"


def service_construct_id(key: str) -> str:
    """Return the id of the construct of the service `key`."""
    return f"Service-{key}"


def link_construct_id(key: str) -> str:
    """Return the id of the construct of the link `key`."""
    return f"Link-{key}"
