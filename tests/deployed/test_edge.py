"""The example edge: a distribution in front of a bucket and of a cell's load balancer, in another Region."""

from __future__ import annotations

import pytest

from emulator.clients import client

from .deployment import Deployment, Topology, example

pytestmark = pytest.mark.deployed

CELL, FRONT = "edge-shop", "edge-shop-edge"


def topology(zone: str) -> Topology:
    """Return the example, without protection, with the names in that zone."""
    found = example("edge")
    found["cells"]["shop"]["termination_protection"] = False
    found["services"]["api"]["load_balancer"]["deletion_protection"] = False
    front = found["distributions"]["shop"]
    front["termination_protection"] = False
    front["zone"]["id"] = zone
    # The emulator's Route 53 knows no HTTPS records.
    front["https_records"] = False
    return found


class TestEdge:
    """One life of the example: the tests run in their order, each on what the one before left."""

    def test_names_lead_to_the_distribution(self, emulated: Deployment) -> None:
        """What the cell's stack shows makes the VPC origin, and the names are aliases of CloudFront."""
        route53 = client(emulated.cdk.url, "route53", "111111111111", "us-east-1")
        zone = route53.create_hosted_zone(Name="example.com", CallerReference="edge")["HostedZone"]["Id"]
        assembly = emulated.synthesize(topology(zone.removeprefix("/hostedzone/")))
        emulated.deploy(assembly, [f"{CELL}-network", f"{CELL}-links"])
        shown = emulated.stack(f"{CELL}-links").outputs
        arn, name = (next(value for key, value in shown.items() if part in key) for part in ("BalancerArn", "DnsName"))
        emulated.deploy(assembly, [FRONT], {"ApiLoadBalancerArn": arn, "ApiLoadBalancerDnsName": name})
        domain = next(value for key, value in emulated.stack(FRONT).outputs.items() if "DomainName" in key)
        sets = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        aliases = {(one["Name"], one["Type"]): one["AliasTarget"] for one in sets if "AliasTarget" in one}
        names = {(f"{host}example.com.", kind) for host in ("", "cdn.") for kind in ("A", "AAAA")}
        assert names == aliases.keys()
        assert {(domain, "Z2FDTNDATAQYW2", False)} == {
            (one["DNSName"].removesuffix("."), one["HostedZoneId"], one["EvaluateTargetHealth"])
            for one in aliases.values()
        }

    def test_the_distribution_has_its_origins(self, emulated: Deployment) -> None:
        """CloudFront knows each origin, and the path that leads to the load balancer."""
        cloudfront = client(emulated.cdk.url, "cloudfront", "111111111111", "us-east-1")
        (found,) = cloudfront.list_distributions()["DistributionList"]["Items"]
        config = cloudfront.get_distribution_config(Id=found["Id"])["DistributionConfig"]
        assert {"website", "fallback", "api", "legacy"} == {one["Id"] for one in config["Origins"]["Items"]}
        paths = {one["PathPattern"]: one["TargetOriginId"] for one in config["CacheBehaviors"]["Items"]}
        assert {"/api/*": "api", "/old/*": "legacy"} == paths
