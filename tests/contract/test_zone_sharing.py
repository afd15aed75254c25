"""Zones on VPCs of several accounts, and Profiles, behave as Route 53 documents.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import CONSUMER, PROVIDER, STRANGER, Cloud, Resources, refused


@pytest.fixture
def zone(cloud: Cloud) -> str:
    """A private zone example.com of the provider."""
    return cloud.zone(cloud.vpc())


def in_zone(zone: str, vpc: str, region: str = "us-east-1") -> dict[str, Any]:
    return {"HostedZoneId": zone, "VPC": {"VPCRegion": region, "VPCId": vpc}}


def seen(cloud: Cloud, vpc: str, account: str = CONSUMER) -> list[tuple[str, str, str]]:
    """Return the zones that a VPC sees: id, name and owner."""
    found = cloud.client("route53", account).list_hosted_zones_by_vpc(VPCId=vpc, VPCRegion="us-east-1")
    return [(one["HostedZoneId"], one["Name"], one["Owner"]["OwningAccount"]) for one in found["HostedZoneSummaries"]]


def test_a_foreign_vpc_is_authorised_then_associated(cloud: Cloud, zone: str) -> None:
    """Without an authorisation it is refused, with one it is done, and the VPC's account takes it off."""
    owner, user, vpc = cloud.client("route53"), cloud.client("route53", CONSUMER), cloud.vpc(CONSUMER)
    with refused("NotAuthorizedException"):
        user.associate_vpc_with_hosted_zone(**in_zone(zone, vpc))
    owner.create_vpc_association_authorization(**in_zone(zone, vpc))
    assert [vpc] == [one["VPCId"] for one in owner.list_vpc_association_authorizations(HostedZoneId=zone)["VPCs"]]
    change = user.associate_vpc_with_hosted_zone(**in_zone(zone, vpc))["ChangeInfo"]
    owner.delete_vpc_association_authorization(**in_zone(zone, vpc))
    assert ["PENDING", "INSYNC"] == [user.get_change(Id=change["Id"])["ChangeInfo"]["Status"] for _ in range(2)]
    assert [(zone, "example.com.", PROVIDER)] == seen(cloud, vpc)
    user.disassociate_vpc_from_hosted_zone(**in_zone(zone, vpc))
    assert [] == seen(cloud, vpc)


def test_an_authorisation_is_the_owners_alone(cloud: Cloud, zone: str) -> None:
    """Another account does not know the zone; what was not authorised cannot be withdrawn."""
    vpc = cloud.vpc(CONSUMER)
    with refused("NoSuchHostedZone"):
        cloud.client("route53", CONSUMER).create_vpc_association_authorization(**in_zone(zone, vpc))
    with refused("VPCAssociationAuthorizationNotFound"):
        cloud.client("route53").delete_vpc_association_authorization(**in_zone(zone, vpc))


def test_a_vpc_is_associated_by_its_own_account(cloud: Cloud, zone: str) -> None:
    """The owner of a zone cannot associate somebody else's VPC, nor a third account take it off."""
    vpc = cloud.vpc(CONSUMER)
    with refused("InvalidVPCId"):
        cloud.client("route53").associate_vpc_with_hosted_zone(**in_zone(zone, vpc))
    with refused("InvalidVPCId"):
        cloud.client("route53", STRANGER).disassociate_vpc_from_hosted_zone(**in_zone(zone, vpc))


def test_zones_of_one_name_conflict_across_accounts(cloud: Cloud, zone: str) -> None:
    """A VPC with a zone of its own account sees no other of that name, and the same zone not twice."""
    vpc = cloud.vpc(CONSUMER)
    cloud.zone(vpc, account=CONSUMER)
    cloud.client("route53").create_vpc_association_authorization(**in_zone(zone, vpc))
    with refused("ConflictingDomainExists"):
        cloud.client("route53", CONSUMER).associate_vpc_with_hosted_zone(**in_zone(zone, vpc))


def profile(*accounts: str, zone: str | None = None) -> Resources:
    """Return a Profile shared with `accounts`."""
    made: Resources = {"Profile": {"Type": "AWS::Route53Profiles::Profile", "Properties": {"Name": "shared"}}}
    if zone:
        arn = f"arn:aws:route53:::hostedzone/{zone}"
        properties = {"Name": "zone", "ProfileId": {"Ref": "Profile"}, "ResourceArn": arn}
        made["Zone"] = {"Type": "AWS::Route53Profiles::ProfileResourceAssociation", "Properties": properties}
    if accounts:
        arns = [{"Fn::GetAtt": ["Profile", "Arn"]}]
        share = {"Name": "shared", "ResourceArns": arns, "Principals": list(accounts)}
        made["Share"] = {"Type": "AWS::RAM::ResourceShare", "Properties": share}
    return made


def joined(profile_id: str, *vpcs: str) -> Resources:
    """Return the associations of VPCs with a Profile."""
    return {
        f"Join{place}": {
            "Type": "AWS::Route53Profiles::ProfileAssociation",
            "Properties": {"Name": "in", "ProfileId": profile_id, "ResourceId": vpc},
        }
        for place, vpc in enumerate(vpcs)
    }


def test_a_profile_is_used_by_those_it_is_shared_with(cloud: Cloud, zone: str) -> None:
    """The consumer's VPC joins, a stranger's does not."""
    made = cloud.stack(profile(CONSUMER, zone=zone))
    assert "CREATE_COMPLETE" == made.status
    for account, status in ((CONSUMER, "CREATE_COMPLETE"), (STRANGER, "ROLLBACK_COMPLETE")):
        assert status == cloud.stack(joined(made.ids["Profile"], cloud.vpc(account)), account=account).status


def test_a_vpc_has_one_profile(cloud: Cloud) -> None:
    """A second association is refused."""
    first, second = cloud.stack(profile()), cloud.stack(profile())
    vpc = cloud.vpc()
    assert "CREATE_COMPLETE" == cloud.stack(joined(first.ids["Profile"], vpc)).status
    assert "ROLLBACK_COMPLETE" == cloud.stack(joined(second.ids["Profile"], vpc)).status
