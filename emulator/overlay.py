"""Adds to the emulator, before it starts, what the library's templates need and it lacks."""

from __future__ import annotations

from importlib.metadata import version

from emulator import balancers, exports, geoproximity, ipv6, network, query_logging, route53, use, vpcs, zones
from emulator.ec2 import add_actions
from emulator.privatelink import connections, endpoints, notifications, services, types
from emulator.resources import add_types

MADE_FOR = "1.5.33"
"""The release of ministack whose private structures this knows."""


def install() -> None:
    """Add everything; another release of the emulator than the pinned one is an error."""
    found = version("ministack")
    if found != MADE_FOR:
        raise RuntimeError(f"the overlay is made for ministack {MADE_FOR}, not {found}: run its contract tests")
    for actions in (services.ACTIONS, endpoints.ACTIONS, connections.ACTIONS, notifications.ACTIONS, ipv6.ACTIONS):
        add_actions(actions)
    for each in (types.TYPES, network.TYPES, ipv6.TYPES, zones.TYPES, query_logging.TYPES):
        add_types(each)
    for room in (balancers, exports, vpcs, ipv6, use, geoproximity, route53, query_logging):
        room.install()
