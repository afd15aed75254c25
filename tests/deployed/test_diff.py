"""What `private-cells diff` says beforehand, and what the emulator's CloudFormation then really does."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from constructs_pkg.audit.changes.compare import compare
from constructs_pkg.audit.changes.fate import Fate
from constructs_pkg.audit.changes.pairing import read_pair
from constructs_pkg.audit.value import in_words
from emulator.cdk import CdkFailed, places_of

from .deployment import OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

# What a function of a custom resource answers decides whether it is another one: templates do not tell.
CUSTOM = "CellClosedDefaultSecurityGroupB28622C9"


def zones(*slots: int) -> list[dict[str, object]]:
    """Return Availability Zones of the Region by their slots."""
    return [{"slot": slot, "name": f"us-east-1{'abc'[slot]}"} for slot in slots]


def topology() -> Topology:
    """Return a provider with two services, its consumer, and a cell that nothing refers to."""
    here: dict[str, Any] = {"account": OPERATOR, "region": "us-east-1", "termination_protection": False}
    ways_out = [{"slot": 0, "name": "front", "kind": "public"}, {"slot": 1, "name": "back", "kind": "isolated"}]
    balancer = {"tier": "back", "deletion_protection": False}
    return {
        "name": "diff",
        "cells": {
            "provider": {
                **here,
                "network": {"cidr": "10.0.0.0/16", "availability_zones": zones(0, 1), "tiers": ways_out},
            },
            "consumer": {
                **here,
                "network": {"cidr": "10.1.0.0/16", "availability_zones": zones(0, 1)},
                "zones": ["example.com"],
                "hosts": {"one": ["10.1.0.10"]},
            },
            "alone": {
                **here,
                "network": {"cidr": "10.2.0.0/16", "availability_zones": zones(0)},
                "zones": ["example.org"],
            },
        },
        "services": {
            key: {
                "cell": "provider",
                "load_balancer": balancer,
                "listeners": [{"port": 443, "targets": {"ip_addresses": ["10.0.64.10"]}}],
                "allowed_principals": [OPERATOR],
                "acceptance_required": False,
            }
            for key in ("first", "second")
        },
        "links": {},
    }


def foretold(old: Path, new: Path, fates: Collection[Fate]) -> set[str]:
    """Return the resources of these fates, such as ``STACK/LOGICALID``."""
    changes = compare(read_pair(old, new))
    return {in_words(one.resource) for stack in changes.stacks for one in stack.resources if one.fate in fates}


class Watched:
    """The topology as it stands, deployed change by change."""

    def __init__(self, emulated: Deployment, start: Topology) -> None:
        self.emulated = emulated
        self.topology = start
        self.assembly = emulated.synthesize(start)
        emulated.deploy(self.assembly)

    def ids(self, assembly: Path) -> dict[str, str]:
        """Return all physical ids, by ``STACK/LOGICALID``."""
        stacks = self.emulated.stacks(assembly)
        return {f"{name}/{key}": value for name, stack in stacks.items() for key, value in stack.resources.items()}

    def agrees(self) -> set[str]:
        """Deploy the topology as it has become, hold what happened against what was said, and return the replaced."""
        old, new = self.assembly, self.emulated.synthesize(self.topology)
        before = self.ids(old)
        self.emulated.deploy(new)
        after = self.ids(new)
        self.assembly = new
        replaced = {name for name in before.keys() & after.keys() if before[name] != after[name]}
        assert foretold(old, new, {Fate.REPLACED}) == {name for name in replaced if not name.endswith(CUSTOM)}
        assert foretold(old, new, {Fate.CREATED}) == after.keys() - before.keys()
        assert foretold(old, new, {Fate.DELETED, Fate.RENAMED, Fate.LEFT}) == before.keys() - after.keys()
        assert set() == foretold(old, new, {Fate.REFUSED, Fate.PERHAPS_REPLACED})
        assert foretold(old, new, {Fate.NOT_KNOWN}) == {name for name in replaced if name.endswith(CUSTOM)}
        return {name.split("/")[1] for name in replaced}


@pytest.fixture(scope="module")
def watched(emulated: Deployment) -> Watched:
    """The topology, deployed with a link to the first service."""
    start = topology()
    emulated.deploy(emulated.synthesize(start))
    start["links"]["api"] = {
        "cell": "consumer",
        "service_name": service_names(emulated)[0],
        "ingress": [{"from_port": 443, "cidr": "10.1.0.0/16"}],
        "names": ["api"],
    }
    return Watched(emulated, start)


def service_names(emulated: Deployment) -> list[str]:
    """Return the names of the services by the names in their tags, the first service first."""
    ec2 = emulated.client("ec2", "diff-provider-links")
    found = ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    named = {tag["Value"]: one["ServiceName"] for one in found for tag in one["Tags"] if tag["Key"] == "Name"}
    return [named[name] for name in sorted(named)]


class TestDiff:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_what_is_shown_replaces_nothing(self, watched: Watched) -> None:
        """Display names, tags, principals, acceptance, ingress, health checks, TTL and values change in place."""
        for cell in watched.topology["cells"].values():
            cell["display_name"], cell["tags"] = "Renamed", {"team": "network"}
        first, link = watched.topology["services"]["first"], watched.topology["links"]["api"]
        first["allowed_principals"] = [OPERATOR, "222222222222"]
        first["acceptance_required"] = True
        first["listeners"][0]["health_check"] = {"protocol": "HTTP", "path": "/", "port": 8080, "interval": 10}
        link["ingress"] = [{"from_port": 8443, "cidr": "10.1.0.0/16"}]
        link["names"] = ["api", {"name": "alias", "kind": "cname", "ttl": 30}]
        watched.topology["cells"]["consumer"]["hosts"]["one"] = ["10.1.0.11"]
        watched.topology["cells"]["consumer"]["records"] = [
            {"name": "two", "type": "A", "values": ["10.1.0.12"], "ttl": 5}
        ]
        assert set() == watched.agrees()
        watched.topology["cells"]["consumer"]["records"][0]["ttl"] = 900
        assert set() == watched.agrees()

    def test_a_free_slot_replaces_nothing(self, watched: Watched) -> None:
        """A zone and a tier more are made beside what is there."""
        network = watched.topology["cells"]["provider"]["network"]
        network["availability_zones"] = zones(0, 1, 2)
        network["tiers"] = [*network["tiers"], {"slot": 2, "name": "data", "kind": "isolated"}]
        assert set() == watched.agrees()

    def test_another_target_port_replaces_the_target_group(self, watched: Watched) -> None:
        """And nothing else: its listener leads to the new one."""
        watched.topology["services"]["first"]["listeners"][0]["target_port"] = 8443
        (group,) = watched.agrees()
        assert "TargetGroup" in group

    def test_another_service_replaces_the_endpoint(self, watched: Watched) -> None:
        """And nothing else: its names follow."""
        watched.topology["links"]["api"]["service_name"] = service_names(watched.emulated)[1]
        (endpoint,) = watched.agrees()
        assert endpoint.startswith("Linkapi")

    def test_another_kind_of_flow_log_replaces_it(self, watched: Watched) -> None:
        """And nothing else."""
        watched.topology["cells"]["alone"]["network"]["flow_logs"] = {"traffic": "REJECT"}
        (log,) = watched.agrees()
        assert "FlowLog" in log

    def test_an_export_in_use_is_refused(self, watched: Watched) -> None:
        """A zone that a links stack still imports cannot go: said beforehand, and nothing is lost."""
        network = watched.topology["cells"]["consumer"]["network"]
        network["availability_zones"] = zones(0)
        new = watched.emulated.synthesize(watched.topology)
        changes = compare(read_pair(watched.assembly, new))
        assert ["diff-consumer-network"] == [stack.id for stack in changes.stacks if stack.refusals]
        before = watched.emulated.stack("diff-consumer-network").resources
        with pytest.raises(CdkFailed, match="cannot be deleted as it is in use by diff-consumer-links"):
            watched.emulated.deploy(new, ["diff-consumer-network"])
        assert before == watched.emulated.stack("diff-consumer-network").resources
        network["availability_zones"] = zones(0, 1)

    def test_another_block_replaces_the_network(self, watched: Watched) -> None:
        """Everything of the cell's network, and the function runs for the new VPC's default group."""
        watched.topology["cells"]["alone"]["network"]["cidr"] = "10.3.0.0/16"
        assert {"CellF69BA0FA", CUSTOM} < watched.agrees()
        ec2 = watched.emulated.client("ec2", "diff-alone-network")
        groups = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"]
        vpc = watched.emulated.stack("diff-alone-network").resources["CellF69BA0FA"]
        assert [([], [])] == [
            (one["IpPermissions"], one["IpPermissionsEgress"]) for one in groups if one["VpcId"] == vpc
        ]

    def test_the_function_ran_for_every_request(self, watched: Watched) -> None:
        """Made, changed, the old one deleted, and on destruction once more: four runs, as its log tells."""
        log_group = watched.emulated.stack("diff-alone-network").resources["CellDefaultSecurityGroupLogGroup47C5E966"]
        watched.emulated.cdk.destroy(watched.assembly, ["diff-alone-network"])
        logs = watched.emulated.client("logs", "diff-alone-network")
        events = logs.filter_log_events(logGroupName=log_group)["events"]
        assert 4 == sum(event["message"].startswith("START") for event in events)
        assert "diff-alone-network" in places_of(watched.assembly)
