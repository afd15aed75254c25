"""A private DNS name verified, connections accepted by their own deployments, and a handoff read by a consumer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_pkg.values.handoff import Handoff
from constructs_pkg.values.spec import parse
from emulator.cdk import CdkFailed
from emulator.clients import client

from .deployment import CUSTOMER, OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

PROVIDER, COLLEAGUE, CUSTOMERS = (f"handover-{cell}-links" for cell in ("provider", "colleague", "customer"))
NETWORKS = [f"handover-{cell}-network" for cell in ("provider", "colleague", "customer")]
NAME = "api.vendor.test"
REGION = "us-east-1"


@pytest.fixture(scope="module")
def public_zone(emulated: Deployment) -> str:
    """The public zone of the vendor's domain, made by hand."""
    made = client(emulated.cdk.url, "route53", OPERATOR, REGION).create_hosted_zone(
        Name="vendor.test", CallerReference="handover"
    )
    identifier: str = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    return identifier


@pytest.fixture(scope="module")
def customers_zone(emulated: Deployment) -> str:
    """A public zone of another account, which that account's role changes."""
    made = client(emulated.cdk.url, "route53", CUSTOMER, REGION).create_hosted_zone(
        Name="customer.test", CallerReference="handover"
    )
    identifier: str = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    return identifier


def texts(emulated: Deployment, account: str, zone: str) -> dict[str, str]:
    """Return the text of each TXT record of a zone by its name."""
    route53 = client(emulated.cdk.url, "route53", account, REGION)
    records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {one["Name"]: one["ResourceRecords"][0]["Value"] for one in records if one["Type"] == "TXT"}


def cell(account: str, zone: str | None = None) -> Topology:
    """Return a cell of one Availability Zone."""
    return {
        "account": account,
        "region": REGION,
        "network": {
            "cidr": "10.0.0.0/16",
            "availability_zones": [{"slot": 0, "name": "us-east-1a", "id": "use1-az1"}],
        },
        "termination_protection": False,
        **({"zones": [zone]} if zone else {}),
    }


def provider(public_zone: str) -> Topology:
    """Return the topology with the provider's services, and the consumers' cells without links."""
    service = {
        "cell": "provider",
        "load_balancer": {"deletion_protection": False},
        "allowed_principals": [OPERATOR, CUSTOMER],
    }
    api = {
        **service,
        "listeners": [{"port": 443, "targets": {"ip_addresses": ["10.0.0.10"]}}],
        "private_dns_name": {"name": NAME, "zone_id": public_zone},
        "acceptance_role": {"name": "accepts-api", "trusted_accounts": [CUSTOMER]},
        "publish_to": "/handover/api",
        "publish_handoff_to": "/handover/api-handoff",
    }
    archive = {
        **service,
        "listeners": [{"port": 443, "targets": {"ip_addresses": ["10.0.0.11"]}}],
        "acceptance_required": False,
        "private_dns_name": "archive.elsewhere.test",
        "publish_to": "/handover/archive",
    }
    return {
        "name": "handover",
        "cells": {
            "provider": cell(OPERATOR),
            "colleague": cell(OPERATOR, "colleague.test"),
            "customer": cell(CUSTOMER, "customer.test"),
        },
        "services": {"api": api, "archive": archive},
    }


def linked(public_zone: str) -> Topology:
    """Return the topology with both consumers' links to the verified service."""
    role = {"role_arn": f"arn:aws:iam::{OPERATOR}:role/accepts-api"}
    return {
        **provider(public_zone),
        "links": {
            "colleague-api": {
                "cell": "colleague",
                "service": "api",
                "service_name": {"ssm_parameter": "/handover/api"},
                "private_dns": True,
                "accept": "own-account",
                "names": ["api"],
            },
            "customer-api": {
                "cell": "customer",
                "handoff": "api.json",
                "private_dns": True,
                "accept": role,
                "names": ["api"],
            },
        },
    }


def services(emulated: Deployment) -> dict[str, dict[str, Any]]:
    """Return the provider's services by their private DNS names."""
    ec2 = emulated.client("ec2", PROVIDER)
    found = ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    return {one["PrivateDnsName"]: one for one in found}


def endpoint(emulated: Deployment, stack: str) -> tuple[str, bool]:
    """Return the state of a stack's interface endpoint, and whether its private DNS is on."""
    endpoints = emulated.client("ec2", stack).describe_vpc_endpoints()["VpcEndpoints"]
    made = emulated.stack(stack).resources.values()
    (found,) = (one for one in endpoints if one["VpcEndpointId"] in made)
    return found["State"], found["PrivateDnsEnabled"]


class TestHandover:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_the_deployment_verifies_the_name(self, emulated: Deployment, public_zone: str) -> None:
        """The provider's stack is complete once AWS has found the record that it made in the public zone."""
        emulated.deploy(emulated.synthesize(provider(public_zone)), [*NETWORKS, PROVIDER])
        proof = services(emulated)[NAME]["PrivateDnsNameConfiguration"]
        assert "verified" == proof["State"]
        assert {f"{proof['Name']}.{NAME}.": f'"{proof["Value"]}"'} == texts(emulated, OPERATOR, public_zone)

    def test_a_domain_held_elsewhere_is_told(self, emulated: Deployment) -> None:
        """A name without a zone is not verified; the stack's outputs hold the record."""
        proof = services(emulated)["archive.elsewhere.test"]["PrivateDnsNameConfiguration"]
        assert "pendingVerification" == proof["State"]
        record = {f"{proof['Name']}.archive.elsewhere.test", proof["Value"]}
        assert record <= set(emulated.stack(PROVIDER).outputs.values())

    def test_the_handoff_is_written(self, emulated: Deployment) -> None:
        """The output and the parameter hold one document, which says what was deployed."""
        ssm = emulated.client("ssm", PROVIDER)
        text = ssm.get_parameter(Name="/handover/api-handoff/handoff")["Parameter"]["Value"]
        assert text in emulated.stack(PROVIDER).outputs.values()
        expected = {
            "version": 1,
            "service_name": services(emulated)[NAME]["ServiceName"],
            "region": REGION,
            "account": OPERATOR,
            "availability_zone_ids": ["use1-az1"],
            "ports": [{"port": 443, "protocol": "tcp"}],
            "private_dns_name": NAME,
            "acceptance_required": True,
            "ip_address_types": ["ipv4"],
            "acceptance_role_arn": f"arn:aws:iam::{OPERATOR}:role/accepts-api",
        }
        assert expected == json.loads(text)
        assert expected["service_name"] == parse(Handoff, expected).service_name
        parts = ssm.get_parameters_by_path(Path="/handover/api-handoff")["Parameters"]
        assert expected["service_name"] in {one["Value"] for one in parts}
        (emulated.folder / "api.json").write_text(text, encoding="utf-8")

    def test_connections_are_accepted_by_their_own_deployments(self, emulated: Deployment, public_zone: str) -> None:
        """In the provider's account and, by the role it lends, in the customer's; private DNS is on at the end."""
        emulated.deploy(emulated.synthesize(linked(public_zone)), [COLLEAGUE, CUSTOMERS])
        assert [("available", True)] * 2 == [endpoint(emulated, stack) for stack in (COLLEAGUE, CUSTOMERS)]

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment, public_zone: str) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(linked(public_zone))).values())

    def test_another_name_is_verified_anew(self, emulated: Deployment, public_zone: str) -> None:
        """A name that changes is verified by a record of its own, and the service stays."""
        before = services(emulated)[NAME]["ServiceId"]
        topology = provider(public_zone)
        topology["services"]["api"]["private_dns_name"]["name"] = "v2.vendor.test"
        emulated.deploy(emulated.synthesize(topology), [PROVIDER])
        after = services(emulated)["v2.vendor.test"]
        assert (before, "verified") == (after["ServiceId"], after["PrivateDnsNameConfiguration"]["State"])

    def test_a_domain_of_another_account_is_verified_by_its_role(
        self, emulated: Deployment, public_zone: str, customers_zone: str
    ) -> None:
        """The record is made in the other account's zone, and goes with the name."""
        topology = provider(public_zone)
        topology["services"]["archive"]["private_dns_name"] = {
            "name": "*.archive.customer.test",
            "zone_id": customers_zone,
            "zone_role_arn": f"arn:aws:iam::{CUSTOMER}:role/verifies",
        }
        emulated.deploy(emulated.synthesize(topology), [PROVIDER])
        proof = services(emulated)["*.archive.customer.test"]["PrivateDnsNameConfiguration"]
        expected = {f"{proof['Name']}.archive.customer.test.": f'"{proof["Value"]}"'}
        assert ("verified", expected) == (proof["State"], texts(emulated, CUSTOMER, customers_zone))
        emulated.deploy(emulated.synthesize(provider(public_zone)), [PROVIDER])
        assert {} == texts(emulated, CUSTOMER, customers_zone)

    def test_an_unverified_name_is_refused_to_consumers(self, emulated: Deployment, public_zone: str) -> None:
        """Private DNS for a name that nobody has verified fails the consumer's deployment."""
        topology = linked(public_zone)
        topology["links"]["colleague-archive"] = {
            "cell": "colleague",
            "service": "archive",
            "service_name": {"ssm_parameter": "/handover/archive"},
            "private_dns": True,
        }
        with pytest.raises(CdkFailed, match="is not verified"):
            emulated.deploy(emulated.synthesize(topology), [COLLEAGUE])
        assert ("available", True) == endpoint(emulated, COLLEAGUE)

    def test_everything_goes(self, emulated: Deployment, public_zone: str) -> None:
        """Consumers go first, then the provider; the public zone has no record left but its own."""
        assembly = emulated.synthesize(linked(public_zone))
        emulated.cdk.destroy(assembly, [COLLEAGUE, CUSTOMERS])
        emulated.cdk.destroy(assembly, [PROVIDER])
        inventory = emulated.inventory()
        assert ({}, {}) == (inventory.services, inventory.connections)
        assert {} == texts(emulated, OPERATOR, public_zone)
