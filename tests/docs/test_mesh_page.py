"""What docs/mesh.md says of App Mesh: every object has a successor, and the successor is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import pytest

import constructs_pkg
from constructs_pkg.topology.mesh_wish import ClusterWish, LatticeServiceWish, NamespaceWish, ServiceNetworkWish
from constructs_pkg.values.connected_cluster import ConnectedService
from constructs_pkg.values.lattice_service import LatticeListener, LatticeRule, WeightedTargets
from constructs_pkg.values.lattice_targets import LatticeTargetGroup
from constructs_pkg.values.service_connect import ConnectedPort

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mesh.md"

# What guides to App Mesh name: https://docs.aws.amazon.com/app-mesh/latest/userguide/concepts.html and
# https://docs.aws.amazon.com/app-mesh/latest/userguide/getting-started-ecs.html.
OBJECTS = (
    *("Mesh", "Egress filter", "Virtual service", "Virtual node", "Listener of a virtual node"),
    *("Health check of a virtual node", "Service discovery of a virtual node", "Backends"),
    *("Access log of a virtual node", "Virtual router", "Route with weights", "Retry policy", "Timeouts"),
    *("Outlier detection and circuit breaking", "Mutual TLS", "Virtual gateway", "Envoy sidecar", "Mesh controller"),
    "Proxy configuration of a task (`APPMESH`, UID 1337, `AppPorts`, `EgressIgnoredIPs`)",
    "`APPMESH_VIRTUAL_NODE_NAME` and `dependsOn` of the container",
)
MODELS = (
    *(NamespaceWish, ClusterWish, ServiceNetworkWish, LatticeServiceWish, ConnectedService, ConnectedPort),
    *(LatticeListener, LatticeRule, LatticeTargetGroup, WeightedTargets),
)
KNOWN = {*constructs_pkg.__all__, *(field for model in MODELS for field in model.model_fields)}


def rows() -> Iterator[list[str]]:
    """Yield the cells of the table's rows."""
    text = PAGE.read_text(encoding="utf-8")
    table = text.split("## Every object of App Mesh", 1)[1].split("## ", 1)[0]
    for line in table.splitlines():
        if line.startswith("| ") and not line.startswith("| Object"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def test_the_end_of_app_mesh_is_told() -> None:
    """The first paragraph says that App Mesh ended, and when."""
    assert "AWS App Mesh [ended on 2026-09-30]" in PAGE.read_text(encoding="utf-8").split("\n\n")[1]


@pytest.mark.parametrize("thing", OBJECTS)
def test_every_object_of_app_mesh_has_a_row(thing: str) -> None:
    """Nobody looks for the successor of something in vain."""
    assert 1 == sum(row[0] == thing for row in rows())


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: str(row[0]))
def test_a_successor_is_there(row: list[str]) -> None:
    """A row names constructs and keys of this library, or says that nothing is needed any longer."""
    named = re.findall(r"`([^`]+)`", row[1])
    assert named or row[1] == "no longer needed"
    assert set(named) <= KNOWN


def test_vpc_lattice_has_no_retries() -> None:
    """Its API has no setting for retries, as the page says, and one for a timeout of connections."""
    model = botocore.session.Session().get_service_model("vpc-lattice")
    members = {name for shape in model.shape_names for name in getattr(model.shape_for(shape), "members", {})}
    # When a client of the API itself may ask again.
    members -= {"retryAfterSeconds"}
    assert [] == [name for name in members if "retr" in name.lower()]
    timeouts = {name for name in members if "timeout" in name.lower()}
    assert {"idleTimeoutSeconds", "healthCheckTimeoutSeconds"} == timeouts


def test_service_connect_has_timeouts_and_no_retries_to_set() -> None:
    """The settings of a port are those that the page says."""
    model = botocore.session.Session().get_service_model("ecs")
    service = model.shape_for("ServiceConnectService")
    members = {*service.members, *model.shape_for("TimeoutConfiguration").members}
    assert {"idleTimeoutSeconds", "perRequestTimeoutSeconds"} == {name for name in members if name.endswith("Seconds")}
    assert [] == [name for name in members if "retr" in name.lower()]


def test_pages_are_found() -> None:
    """The other pages lead here."""
    assert all("mesh.md" in (ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "docs/discovery.md"))
