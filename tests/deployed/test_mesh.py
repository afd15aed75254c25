"""The example mesh: instances in a namespace, a cluster, and a service network of two accounts."""

from __future__ import annotations

from typing import Any

import pytest

from .deployment import Deployment, Topology, example

pytestmark = pytest.mark.deployed

SHOP, BILLING = "mesh-shop", "mesh-billing"


def topology() -> Topology:
    """The example without tasks that run, on bare networks."""
    found = example("mesh")
    bare: dict[str, Any] = {"flow_logs": None, "close_default_security_group": False, "gateway_endpoints": []}
    for cell in found["cells"].values():
        cell["network"] |= bare
        cell.pop("interface_endpoints", None)
    for service in found["connected_clusters"]["shop"]["services"].values():
        service["desired_count"] = 0
    return found


def test_a_mesh_is_deployed_and_joined(emulated: Deployment) -> None:
    """Instances are registered, the name leads to the service, and another account joins by the ARN it is given."""
    assembly = emulated.synthesize(topology())
    emulated.deploy(assembly, [f"{SHOP}-network", f"{SHOP}-links", f"{BILLING}-network"])
    outputs = emulated.stack(f"{SHOP}-links").outputs
    arn = next(value for key, value in outputs.items() if "ServiceNetworkArn" in key)
    parameters = {f"{BILLING}-links:ShopServiceNetworkArn": arn}
    emulated.deploy(assembly, [f"{BILLING}-links"], parameters)
    made = emulated.stack(f"{SHOP}-links").resources
    (ledger,) = (physical for logical, physical in made.items() if "Serviceledger" in logical)
    found = emulated.client("servicediscovery", f"{SHOP}-links").list_instances(ServiceId=ledger)["Instances"]
    assert {"10.0.0.20", "10.0.16.20"} == {each["Attributes"]["AWS_INSTANCE_IPV4"] for each in found}
    assert _aliases(emulated) == {"prices.shop.internal."}


def _aliases(emulated: Deployment) -> set[str]:
    records: list[dict[str, Any]] = [record for zone in emulated.inventory().zones for record in zone.records]
    return {one["Name"] for one in records if "vpc-lattice-svcs" in one.get("AliasTarget", {}).get("DNSName", "")}
