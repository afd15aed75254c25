"""The example database-account: a handoff through Systems Manager between two accounts of one Region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from emulator.cdk import CdkFailed

from .agreement import check_agreement
from .deployment import Deployment, example

pytestmark = pytest.mark.deployed

DATABASES, APPLICATION = ("database-account-databases", "database-account-application")
PATH = "/private-cells/databases/service-name"


def service_name(emulated: Deployment) -> str:
    """Return what the provider's stack published in its own account."""
    found: dict[str, Any] = emulated.client("ssm", f"{DATABASES}-links").get_parameter(Name=PATH)["Parameter"]
    name: str = found["Value"]
    return name


class TestDatabaseAccount:
    """One life of the example: the tests run in their order, each on what the one before left."""

    def test_the_consumer_waits_for_the_handoff(self, emulated: Deployment) -> None:
        """Without the parameter in its own account the consumer's stack is not deployed."""
        assembly = emulated.synthesize(example("database-account"))
        emulated.deploy(assembly, [f"{DATABASES}-network", f"{APPLICATION}-network", f"{DATABASES}-links"])
        with pytest.raises(CdkFailed, match="/private-cells/databases/service-name"):
            emulated.deploy(assembly, [f"{APPLICATION}-links"])

    def test_the_handoff_is_one_copied_parameter(self, emulated: Deployment) -> None:
        """With it the consumer connects, and needs no acceptance."""
        assembly = emulated.synthesize(example("database-account"))
        ssm = emulated.client("ssm", f"{APPLICATION}-links")
        ssm.put_parameter(Name=PATH, Value=service_name(emulated), Type="String")
        emulated.deploy(assembly, [f"{APPLICATION}-links"])
        connections = emulated.client("ec2", f"{DATABASES}-links").describe_vpc_endpoint_connections()
        states = [one["VpcEndpointState"] for one in connections["VpcEndpointConnections"]]
        assert ["available"] == states

    def test_every_database_has_its_name(self, emulated: Deployment) -> None:
        """The apex and the three names are aliases of the one endpoint."""
        (zone,) = emulated.inventory().zones
        aliases = {
            record["Name"]: record["AliasTarget"]["DNSName"] for record in zone.records if "AliasTarget" in record
        }
        names = {f"{label}db.internal.example.com." for label in ("", "postgres.", "mysql.", "redis.")}
        assert names == set(aliases)
        assert 1 == len(set(aliases.values()))

    def test_the_witness_was_right(self, emulated: Deployment, tmp_path: Path) -> None:
        """What was said of every name before the deployment is what it answers."""
        check_agreement(emulated, emulated.synthesize(example("database-account")), tmp_path)

    def test_a_new_database_keeps_the_service(self, emulated: Deployment) -> None:
        """A further listener is added to the load balancer; the service and its name stay."""
        topology = example("database-account")
        before = emulated.stack(f"{DATABASES}-links").resources
        listener = {"port": 27017, "targets": {"ip_addresses": ["10.20.0.13"]}}
        topology["services"]["databases"]["listeners"].append(listener)
        emulated.deploy(emulated.synthesize(topology), [f"{DATABASES}-links"])
        assert before.items() < emulated.stack(f"{DATABASES}-links").resources.items()
