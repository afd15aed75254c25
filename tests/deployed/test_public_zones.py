"""A signed public zone, one that it delegates to in another account, and an entry over two accounts."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from emulator.server import ROOT

from .deployment import Deployment, Topology

pytestmark = pytest.mark.deployed

ORG, EU = "public-org-public-zone", "public-eu-public-zone"
US_LINKS, EU_LINKS = "public-us-links", "public-eu-links"


def topology() -> Topology:
    """Return the topology whose security is judged too, without what takes minutes to undo."""
    text = (ROOT / "tests" / "security" / "public.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text)
    org, eu = found["public_zones"]["org"], found["public_zones"]["eu"]
    # A signed zone with a parent stays signed until caches have forgotten its DS record.
    del eu["dnssec"], eu["alarms"], org["cidr_collections"]
    org["records"] = org["records"][:1]
    return found


def zone(emulated: Deployment, stack: str) -> str:
    """Return the id of the zone of a stack."""
    (found,) = [value for key, value in emulated.stack(stack).resources.items() if key.split("Zone")[-1][:-8] == ""]
    return found


def given(emulated: Deployment, *stacks: str, eu: bool = True) -> dict[str, str]:
    """Return the ids of the zones, as the other `stacks` are given them; that of the delegated one where it is made."""
    found = {f"{stack}:PublicZoneOrg": zone(emulated, ORG) for stack in stacks}
    return found | ({f"{EU_LINKS}:PublicZoneEu": zone(emulated, EU)} if eu else {})


def records(emulated: Deployment, stack: str) -> dict[tuple[str, str, str], Any]:
    """Return the records of the zone of a stack: their values, or None."""
    listed = emulated.client("route53", stack).list_resource_record_sets(HostedZoneId=zone(emulated, stack))
    return {
        (one["Name"], one["Type"], one.get("SetIdentifier", "")): [each["Value"] for each in one["ResourceRecords"]]
        for one in listed["ResourceRecordSets"]
        if one["Type"] != "SOA"
    }


class TestPublicZones:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_the_zone_is_signed_and_logged(self, emulated: Deployment) -> None:
        """Its DS record is an output, and the roles of its contributors wait."""
        emulated.deploy(emulated.synthesize(topology()), [ORG])
        stack, route53 = emulated.stack(ORG), emulated.client("route53", ORG)
        told = route53.get_dnssec(HostedZoneId=zone(emulated, ORG))
        assert "SIGNING" == told["Status"]["ServeSignature"]
        assert told["KeySigningKeys"][0]["DSRecord"] in stack.outputs.values()
        assert zone(emulated, ORG) in stack.outputs.values()
        groups = emulated.client("logs", ORG).describe_log_groups(logGroupNamePrefix="/aws/route53/")["logGroups"]
        assert ["/aws/route53/example.org"] == [group["logGroupName"] for group in groups]

    def test_the_other_account_delegates_and_contributes(self, emulated: Deployment) -> None:
        """By the roles of the zone's account its functions write, beside what the own account writes itself."""
        assembly = emulated.synthesize(topology())
        emulated.deploy(assembly, [EU], given(emulated, EU, eu=False))
        emulated.deploy(assembly, [US_LINKS, EU_LINKS], given(emulated, US_LINKS, EU_LINKS))
        found = records(emulated, ORG)
        servers = emulated.client("route53", EU).get_hosted_zone(Id=zone(emulated, EU))["DelegationSet"]["NameServers"]
        assert sorted(servers) == sorted(found["eu.example.org.", "NS", ""])
        assert [["192.0.2.1"], ["192.0.2.2"]] == [found["api.example.org.", "A", one] for one in ("us", "eu")]
        assert ["beta.eu.example.org"] == found["beta.example.org.", "CNAME", "eu"]
        assert ["192.0.2.3"] == records(emulated, EU)["beta.eu.example.org.", "A", ""]

    def test_everything_but_the_zones_is_destroyed(self, emulated: Deployment) -> None:
        """What another account contributed goes with its stacks, signing ends, and the zones are kept."""
        assembly = emulated.synthesize(topology())
        org = zone(emulated, ORG)
        emulated.cdk.destroy(assembly, [EU_LINKS, EU])
        left = {key for key in records(emulated, ORG) if key[0] in ("api.example.org.", "eu.example.org.")}
        assert {("api.example.org.", "A", "us")} == left
        emulated.cdk.destroy(assembly, [US_LINKS])
        emulated.cdk.destroy(assembly, [ORG])
        told = emulated.client("route53", ORG).get_dnssec(HostedZoneId=org)
        assert ("NOT_SIGNING", []) == (told["Status"]["ServeSignature"], told["KeySigningKeys"])
        assert ["eu.example.org.", "example.org."] == sorted(one.name for one in emulated.inventory().zones)
