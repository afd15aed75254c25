"""The construct ids that the stacks of a plan use: every logical id begins with one."""

from __future__ import annotations

CELL = "Cell"
RECORDS = "Records"
NOTIFICATIONS = "Notifications"
DASHBOARD = "Dashboard"

SERVICE_NAME_GIVEN = "The name of an endpoint service"
"""What the parameter is for by which a stack is given a service name."""


def service_construct_id(key: str) -> str:
    """Return the id of the construct of the service `key`."""
    return f"Service-{key}"


def link_construct_id(key: str) -> str:
    """Return the id of the construct of the link `key`."""
    return f"Link-{key}"
