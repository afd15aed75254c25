"""Names of endpoints by zone, from one table of Regions: deployed, deployed again, narrowed and destroyed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.naming import service_construct_id
from emulator.server import ROOT

from .deployment import OPERATOR, PROVIDER, Deployment, Topology

pytestmark = pytest.mark.deployed

REGIONS = {"us-east-1": "use1-az4", "eu-west-1": "euw1-az1"}
OFFER = {
    "load_balancer": {"deletion_protection": False},
    "listeners": [{"port": 9092, "targets": {"ip_addresses": ["10.90.0.10"]}}],
    "allowed_principals": [OPERATOR],
    "acceptance_required": False,
}
VIRGINIA, IRELAND = "names-virginia-links", "names-ireland-links"


def providers() -> Topology:
    """Return a provider in each Region: two services in one, one in the other."""
    return {
        "name": "vendors",
        "cells": {
            region: {
                "account": PROVIDER,
                "region": region,
                "termination_protection": False,
                "network": {
                    "cidr": "10.90.0.0/16",
                    "availability_zones": [{"slot": 0, "name": f"{region}a"}, {"slot": 1, "name": f"{region}b"}],
                    "flow_logs": None,
                },
            }
            for region in REGIONS
        },
        "services": {
            "kafka": {"cell": "us-east-1", **OFFER},
            "warehouse": {"cell": "us-east-1", **OFFER},
            "kafka-eu": {"cell": "eu-west-1", **OFFER},
        },
    }


def topology(services: dict[str, str]) -> Topology:
    """Return the topology of names, with the names that the services got, and an endpoint to S3."""
    found: Topology = yaml.safe_load((ROOT / "tests" / "security" / "names.yaml").read_text(encoding="utf-8"))
    for cell in found["cells"].values():
        cell["termination_protection"] = False
    regions = found["vendors"]["kafka"]["regions"]
    regions["us-east-1"]["service_name"] = services["kafka"]
    regions["eu-west-1"]["service_name"] = services["kafka-eu"]
    found["links"]["warehouse"]["service_name"] = services["warehouse"]
    found["links"]["buckets"] = {
        "cell": "ireland",
        "service_name": "com.amazonaws.eu-west-1.s3",
        "ingress": [{"from_port": 443, "cidr": "10.0.0.0/8"}],
        "private_dns": True,
        "dns_options": {"private_dns_only_for_inbound_resolver_endpoint": True},
    }
    return found


@pytest.fixture(scope="module")
def services(emulated: Deployment) -> dict[str, str]:
    """The names that the providers' services got."""
    emulated.deploy(emulated.synthesize(providers()))
    outputs = {
        key: value for region in REGIONS for key, value in emulated.stack(f"vendors-{region}-links").outputs.items()
    }
    return {
        key: outputs[logical_id(service_construct_id(key), "$Outputs", "ServiceName")]
        for key in providers()["services"]
    }


def entries(emulated: Deployment, stack: str, service: str) -> list[str]:
    """Return the DNS names of the endpoint to a service."""
    found = emulated.client("ec2", stack).describe_vpc_endpoints(
        Filters=[{"Name": "service-name", "Values": [service]}]
    )["VpcEndpoints"]
    return [entry["DnsName"] for entry in found[0]["DnsEntries"]]


def targets(emulated: Deployment) -> dict[str, str]:
    """Return where each record leads."""
    records: list[dict[str, Any]] = [record for zone in emulated.inventory().zones for record in zone.records]
    aliases = {one["Name"]: one["AliasTarget"]["DNSName"].rstrip(".") for one in records if "AliasTarget" in one}
    cnames = {one["Name"]: one["ResourceRecords"][0]["Value"] for one in records if one["Type"] == "CNAME"}
    return {name.replace("\\052", "*"): target for name, target in {**aliases, **cnames}.items()}


class TestNames:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_each_name_leads_to_its_zone(self, emulated: Deployment, services: dict[str, str]) -> None:
        """Every zonal record holds the name that the endpoint itself has in the zone that the record is called by."""
        emulated.deploy(emulated.synthesize(topology(services)))
        regional, in_a, in_b = entries(emulated, VIRGINIA, services["kafka"])
        warehouse, _, near = entries(emulated, VIRGINIA, services["warehouse"])
        ireland, ireland_b = entries(emulated, IRELAND, services["kafka-eu"])
        assert {
            "*.abc123.us-east-1.kafka.test.": regional,
            "*.use1-az4.abc123.us-east-1.kafka.test.": in_a,
            "*.use1-az6.abc123.us-east-1.kafka.test.": in_b,
            "*.abc123.eu-west-1.kafka.test.": ireland,
            "*.euw1-az1.abc123.eu-west-1.kafka.test.": ireland_b,
            "warehouse.example.com.": warehouse,
            "near.warehouse.example.com.": near,
        } == targets(emulated)
        assert ("us-east-1a" in in_a, "us-east-1b" in in_b, "eu-west-1b" in ireland_b) == (True, True, True)

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment, services: dict[str, str]) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology(services))).values())

    def test_a_zone_that_the_service_leaves_takes_one_record_along(
        self, emulated: Deployment, services: dict[str, str]
    ) -> None:
        """The endpoint stays and leaves the zone; of the records the zone's goes and the others stay."""
        narrowed = topology(services)
        narrowed["vendors"]["kafka"]["regions"]["us-east-1"]["availability_zone_ids"] = ["use1-az4"]
        before = emulated.stack(VIRGINIA).resources
        emulated.deploy(emulated.synthesize(narrowed), [VIRGINIA])
        after = emulated.stack(VIRGINIA).resources
        assert after.items() < before.items()
        assert 1 == len(before) - len(after)
        assert "*.use1-az6.abc123.us-east-1.kafka.test." not in targets(emulated)
        (endpoint,) = emulated.client("ec2", VIRGINIA).describe_vpc_endpoints(
            Filters=[{"Name": "service-name", "Values": [services["kafka"]]}]
        )["VpcEndpoints"]
        assert 1 == len(endpoint["SubnetIds"])

    def test_options_change_in_place(self, emulated: Deployment, services: dict[str, str]) -> None:
        """Without its options the endpoint to S3 is the same one, and its private name stays."""
        changed = topology(services)
        changed["links"]["buckets"]["dns_options"] = {"private_dns_only_for_inbound_resolver_endpoint": False}
        before = emulated.stack(IRELAND).resources
        emulated.deploy(emulated.synthesize(changed), [IRELAND])
        assert before == emulated.stack(IRELAND).resources
        (bucket,) = (
            one
            for one in emulated.client("ec2", IRELAND).describe_vpc_endpoints()["VpcEndpoints"]
            if one["ServiceName"].endswith(".s3") and one["VpcEndpointType"] == "Interface"
        )
        assert (True, False) == (
            bucket["PrivateDnsEnabled"],
            bucket["DnsOptions"]["PrivateDnsOnlyForInboundResolverEndpoint"],
        )

    def test_nothing_is_left_of_the_endpoints(self, emulated: Deployment, services: dict[str, str]) -> None:
        """The links' stacks go, and no record or endpoint of theirs is left."""
        emulated.cdk.destroy(emulated.synthesize(topology(services)), [VIRGINIA, IRELAND])
        assert {} == targets(emulated)
        left = [one for endpoints in emulated.inventory().endpoints.values() for one in endpoints]
        assert {"Gateway"} == {one["VpcEndpointType"] for one in left}
