"""The example database-resource: a database shared without a load balancer, and a name read from the association."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from emulator.cdk import CdkFailed

from .agreement import check_agreement
from .deployment import Deployment, Topology, example

pytestmark = pytest.mark.deployed

DATABASES, APPLICATION = ("database-resource-databases", "database-resource-application")
PATH = "/private-cells/orders/resource-configuration"


def topology() -> Topology:
    """Return the example, without protection."""
    found = example("database-resource")
    for cell in found["cells"].values():
        cell["termination_protection"] = False
    return found


def association(emulated: Deployment) -> dict[str, Any]:
    ec2 = emulated.client("ec2", f"{APPLICATION}-links")
    (found,) = ec2.describe_vpc_endpoint_associations()["VpcEndpointAssociations"]
    told: dict[str, Any] = found
    return told


class TestDatabaseResource:
    """One life of the example: the tests run in their order, each on what the one before left."""

    def test_what_is_not_shared_is_refused(self, emulated: Deployment) -> None:
        """An ARN that exists, and is not shared with the application's account, is no way in."""
        given = topology()
        del given["links"]
        given["resource_configurations"]["orders"]["shared_with"] = ["333333333333"]
        emulated.deploy(emulated.synthesize(given), [f"{DATABASES}-network", f"{DATABASES}-links"])
        ssm = emulated.client("ssm", f"{DATABASES}-links")
        arn = ssm.get_parameter(Name=PATH)["Parameter"]["Value"]
        assembly = emulated.synthesize(topology())
        emulated.client("ssm", f"{APPLICATION}-links").put_parameter(Name=PATH, Value=arn, Type="String")
        emulated.deploy(assembly, [f"{APPLICATION}-network"])
        with pytest.raises(CdkFailed, match="does not exist"):
            emulated.deploy(assembly, [f"{APPLICATION}-links"])

    def test_the_name_leads_to_the_association(self, emulated: Deployment) -> None:
        """Once it is shared the endpoint is made, the function reads its name, and the record leads there."""
        assembly = emulated.synthesize(topology())
        emulated.deploy(assembly, [f"{DATABASES}-links"])
        emulated.deploy(assembly, [f"{APPLICATION}-links"])
        (zone,) = emulated.inventory().zones
        aliases = {record["Name"]: record["AliasTarget"] for record in zone.records if "AliasTarget" in record}
        entry = association(emulated)["DnsEntry"]
        target = aliases["orders.db.internal.example.com."]
        assert entry["DnsName"] == target["DNSName"].removesuffix(".")
        assert entry["HostedZoneId"] == target["HostedZoneId"]

    def test_the_witness_was_right(self, emulated: Deployment, tmp_path: Path) -> None:
        """What was said of every name before the deployment is what it answers."""
        check_agreement(emulated, emulated.synthesize(topology()), tmp_path)

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment) -> None:
        """A second deployment finds no changes in any stack."""
        done = emulated.deploy(emulated.synthesize(topology()))
        assert {"no changes"} == set(done.values())

    def test_it_ends_without_a_trace(self, emulated: Deployment) -> None:
        """Everything but the kept logs and keys is deleted, the consumer first."""
        assembly = emulated.synthesize(topology())
        emulated.cdk.destroy(assembly)
        assert not emulated.inventory().zones
