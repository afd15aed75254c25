"""What every measured program builds: cells that differ in their numbers only."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "bench" / ".cache"

ACCOUNT = "111111111111"
REGION = "us-east-1"
AVAILABILITY_ZONES = ("us-east-1a", "us-east-1b")
ZONE = "example.com"
NAME = "api"
SERVICE_NAME = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"

# Port of the listener, port of its targets, and the last byte of their addresses.
LISTENERS = ((443, 8443, 10), (5432, 5432, 11))


def key(place: int) -> str:
    """Return the key of the cell at `place`."""
    return f"c{place:03}"


def block(place: int) -> str:
    """Return the cell's block; the cells are not routed to each other, so blocks may come again."""
    return f"10.{place % 256}.0.0/16"


def targets(place: int, last_byte: int) -> list[str]:
    """Return one address in each Availability Zone of the cell."""
    return [f"10.{place % 256}.{zone * 16}.{last_byte}" for zone in range(len(AVAILABILITY_ZONES))]


def topology(cells: int) -> dict[str, Any]:
    """Return `cells` cells, each with a service, and with a link to the next one's."""
    places = range(cells)
    return {
        "name": "bench",
        "cells": {key(place): cell(place) for place in places},
        "services": {key(place): _service(place) for place in places},
        "links": {
            key(place): {
                "cell": key(place),
                "service": key((place + 1) % cells),
                "service_name": SERVICE_NAME,
                "names": [NAME],
            }
            for place in places
        },
    }


def cell(place: int) -> dict[str, Any]:
    """Return a cell with one isolated tier in two Availability Zones and a private zone."""
    zones = [{"slot": slot, "name": name} for slot, name in enumerate(AVAILABILITY_ZONES)]
    return {
        "account": ACCOUNT,
        "region": REGION,
        "network": {
            "cidr": block(place),
            "availability_zones": zones,
            "tiers": [{"slot": 0, "name": "isolated", "kind": "isolated"}],
        },
        "zones": [ZONE],
    }


def _service(place: int) -> dict[str, Any]:
    return {
        "cell": key(place),
        "listeners": [
            {"port": port, "target_port": target_port, "targets": {"ip_addresses": targets(place, last_byte)}}
            for port, target_port, last_byte in LISTENERS
        ],
        "allowed_principals": [ACCOUNT],
        "acceptance_required": True,
    }


def topology_file(cells: int) -> Path:
    """Return where the topology of `cells` cells is written before anything is measured."""
    return CACHE / f"topology-{cells}.yaml"


def write_topology(cells: int) -> None:
    """Write the file of `topology_file`, whole or not at all."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=CACHE, delete=False, encoding="utf-8") as file:
        yaml.dump(topology(cells), file, Dumper=_PlainDumper, sort_keys=False)
    Path(file.name).replace(topology_file(cells))


class _PlainDumper(yaml.SafeDumper):
    """A dumper that writes every value out, as the library asks for it."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that no value is ever written as an alias."""
        return True


def context() -> dict[str, Any]:
    """Return the project's own context: feature flags change what is built."""
    flags: dict[str, Any] = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    return flags
