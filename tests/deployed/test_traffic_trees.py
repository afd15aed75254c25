"""Traffic trees: deployed as alias records and as a policy, changed and destroyed."""

from __future__ import annotations

from typing import Any

import pytest

from .deployment import OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

LINKS, PUBLIC = "trees-home-links", "trees-main-public-zone"


def topology(secondary: str = "192.0.2.3") -> Topology:
    """Return a cell and a public zone with a tree each, and a policy."""
    weighted: Any = {"policy": "weighted", "branches": {"a": {"weight": 1, "values": ["192.0.2.1"]}}}
    tree = {"policy": "failover", "primary": {"tree": weighted}, "secondary": {"values": [secondary]}}
    zones = [{"slot": 0, "name": "us-east-1a"}]
    return {
        "name": "trees",
        "cells": {
            "home": {
                "account": OPERATOR,
                "region": "us-east-1",
                "termination_protection": False,
                "network": {"cidr": "10.90.0.0/16", "availability_zones": zones, "flow_logs": None},
                "zones": ["example.com"],
            }
        },
        "public_zones": {"main": {"name": "example.net", "account": OPERATOR, "termination_protection": False}},
        "traffic_trees": {
            "inside": {"cell": "home", "name": "shop", "tree": tree},
            "outside": {"public_zone": "main", "name": "www", "tree": tree},
            "policy": {"public_zone": "main", "name": "api", "tree": tree, "as_traffic_policy": True},
        },
    }


class TestTrafficTrees:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_aliases_are_made_after_what_they_lead_to(self, emulated: Deployment) -> None:
        """Each tree stands; an alias of a record that is not there yet would have been refused."""
        emulated.deploy(emulated.synthesize(topology()))
        names = {
            (record["Name"], record.get("SetIdentifier"))
            for zone in emulated.inventory().zones
            for record in zone.records
            if record["Type"] == "A"
        }
        expected = {
            ("shop.example.com.", "primary"),
            ("_primary.shop.example.com.", "a"),
            ("www.example.net.", "primary"),
        }
        assert expected <= names
        assert not any(name.startswith("api.") for name, _ in names)

    def test_another_document_replaces_the_policy_under_its_record(self, emulated: Deployment) -> None:
        """The new policy stands beside the old one until the policy record is changed, and so has another name."""
        before = emulated.stack(PUBLIC).resources
        emulated.deploy(emulated.synthesize(topology("192.0.2.4")))
        after = emulated.stack(PUBLIC).resources
        changed = {key for key in before if key in after and before[key] != after[key]}
        assert [key for key in changed if "Policy" in key and "Instance" not in key] == sorted(changed)
        assert len(changed) == 1

    def test_nothing_is_left(self, emulated: Deployment) -> None:
        """Aliases go before what they lead to."""
        emulated.cdk.destroy(emulated.synthesize(topology("192.0.2.4")), [LINKS])
        zones = {zone.name: zone.records for zone in emulated.inventory().zones}
        assert [record for record in zones["example.com."] if record["Type"] == "A"] == []
