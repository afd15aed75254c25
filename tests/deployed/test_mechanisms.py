"""Names that fall back to a public address, and what servers on premises are told: deployed and read back."""

from __future__ import annotations

from typing import Any

import pytest

from .deployment import Deployment, Topology

pytestmark = pytest.mark.deployed

NETWORK, LINKS = "ways-customer-network", "ways-customer-links"


def topology() -> Topology:
    """A customer who finds endpoints to two services, here of AWS, by two mechanisms."""
    zones = [{"slot": slot, "name": f"us-east-1{letter}"} for slot, letter in enumerate("ab")]
    split = {
        "public_name": "example-api.com",
        "fallback": {"values": ["203.0.113.12"]},
        "on_premises": {"forward_to": ["10.24.0.53"]},
    }
    second = {"name": "example-api-pl.com", "on_premises": "record"}
    return {
        "name": "ways",
        "cells": {
            "customer": {
                "account": "111111111111",
                "region": "us-east-1",
                "termination_protection": False,
                "network": {"cidr": "10.24.0.0/16", "availability_zones": zones, "gateway_endpoints": []},
                "zones": ["example-api.com", "example-api-pl.com"],
            },
        },
        "links": {
            "split": _link("execute-api", split_horizon=split),
            "second": _link("sqs", private_hostname=second),
        },
    }


def _link(service: str, **mechanism: Any) -> dict[str, Any]:
    return {
        "cell": "customer",
        "service_name": f"com.amazonaws.us-east-1.{service}",
        "ingress": [{"from_port": 443, "cidr": "10.24.0.0/16"}],
        "policy": "own-account",
        "mechanism": mechanism,
    }


def test_mechanisms_live(emulated: Deployment) -> None:
    """The public name is two records, and the line for a server on premises names the endpoint that was made."""
    emulated.deploy(emulated.synthesize(topology()))

    found = records(emulated, "example-api.com.")
    assert [("PRIMARY", "endpoint", True), ("SECONDARY", "public", ["203.0.113.12"])] == [
        (one["Failover"], one["SetIdentifier"], _answer(one)) for one in sorted(found, key=lambda one: one["Failover"])
    ]
    (second,) = records(emulated, "example-api-pl.com.")
    target = second["AliasTarget"]["DNSName"].rstrip(".")
    outputs = emulated.stack(LINKS).outputs
    assert f"example-api-pl.com 60 IN CNAME {target}." in outputs.values()
    assert 'zone "example-api.com" { type forward; forward first; forwarders { 10.24.0.53; }; };' in outputs.values()


def _answer(record: dict[str, Any]) -> Any:
    if "AliasTarget" in record:
        return record["AliasTarget"]["EvaluateTargetHealth"]
    return [one["Value"] for one in record["ResourceRecords"]]


def records(emulated: Deployment, name: str) -> list[dict[str, Any]]:
    """Return the address records of a zone."""
    client = emulated.client("route53", NETWORK)
    (zone,) = [one["Id"] for one in client.list_hosted_zones()["HostedZones"] if one["Name"] == name]
    found = client.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return [one for one in found if one["Type"] == "A"]
