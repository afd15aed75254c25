"""What the witness is timed on: clones that share fifty names, as an assembly that needed no CDK."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.cells import SERVICE_NAME, ZONE, block, cell, key, targets
from constructs_pkg.preview import preview
from constructs_pkg.topology import Plan, Topology, plan
from constructs_pkg.values.spec import parse

HOSTS = 44
LINKS = 5
ALIAS = "db"
NAMES = HOSTS + LINKS + 1

# The clone whose names are not all those of the others, as a matrix is looked at to find it.
ODD = 7


def topology(cells: int) -> dict[str, Any]:
    """Return `cells` clones: hosts, endpoints and a CNAME under fifty names; one clone lacks a host."""
    return {
        "name": "witness",
        "cells": {key(place): _cell(place) for place in range(cells)},
        "links": {f"{key(place)}-{link}": _link(place, link) for place in range(cells) for link in range(LINKS)},
    }


def _cell(place: int) -> dict[str, Any]:
    hosts = {f"host-{host:02}": targets(place, host + 10) for host in range(HOSTS)}
    if place == ODD:
        del hosts["host-03"]
    alias = {"name": ALIAS, "type": "CNAME", "values": [f"host-00.{ZONE}"]}
    return {**cell(place), "hosts": hosts, "records": [alias]}


def _link(place: int, link: int) -> dict[str, Any]:
    ingress = [{"from_port": 443, "cidr": block(place)}]
    return {"cell": key(place), "service_name": SERVICE_NAME, "names": [f"api-{link}"], "ingress": ingress}


def write_assembly(cells: int, folder: Path) -> Path:
    """Write the assembly that a synthesis of `cells` clones would, without the CDK."""
    planned = plan(parse(Topology, topology(cells)))
    folder.mkdir(parents=True, exist_ok=True)
    artifacts, environments = {}, _environments(planned)
    for stack, template in preview(planned).items():
        file = f"{stack}.template.json"
        (folder / file).write_text(json.dumps(template, indent=1), encoding="utf-8")
        artifacts[stack] = {
            "type": "aws:cloudformation:stack",
            "environment": environments[stack],
            "properties": {"templateFile": file},
        }
    manifest = {"version": "48.0.0", "artifacts": artifacts}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _environments(planned: Plan) -> dict[str, str]:
    return {
        stack: f"aws://{cell.account}/{cell.region}"
        for cell in planned.cells
        for stack in (cell.network_stack, cell.links_stack)
        if stack
    }
