"""The constructs that share private zones: associations, authorities and Profiles."""

from __future__ import annotations

import aws_cdk as cdk
import pytest
from aws_cdk import aws_route53 as route53
from construct_cases import NETWORK, ZONE, cell, every, kinds, only, refusal_of, stack_in, template_of

from constructs_pkg import PrivateCell, ZoneAssociation, ZoneAuthority, ZoneProfile

ROLE = "arn:aws:iam::222222222222:role/zone-authority"
ARN = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"


def test_association_of_a_foreign_zone(stack: cdk.Stack) -> None:
    """The custom resource gets zone, VPC and role; a function, its role, log and key come with it."""
    ZoneAssociation(stack, "Join", vpc=NETWORK, zone=ZONE, authorised_by=ROLE, external_id="private-cells")
    template = template_of(stack)
    made = only(template, "Custom::ZoneAssociation")
    del made["ServiceToken"]
    assert {
        "ServiceTimeout": 360,
        "ZoneId": "Z0123456789ABCDEFGHIJ",
        "ZoneName": "example.internal",
        "VpcId": "vpc-0123456789abcdef0",
        "VpcRegion": "us-east-1",
        "RoleArn": ROLE,
        "ExternalId": "private-cells",
    } == made
    assert [
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Key",
        "AWS::Lambda::Function",
        "AWS::Logs::LogGroup",
        "Custom::ZoneAssociation",
    ] == kinds(template)


def test_authority_is_over_one_zone(stack: cdk.Stack) -> None:
    """The role is for those named, may authorise for the zone, and tells its ARN."""
    made = ZoneAuthority(stack, "Authority", zone=ZONE, principals=["222222222222"], external_id="private-cells")
    assert cdk.Token.is_unresolved(made.role_arn)
    role = only(template_of(stack), "AWS::IAM::Role")
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert {
        "Effect": "Allow",
        "Principal": {"AWS": ["arn:aws:iam::222222222222:root"]},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": "private-cells"}},
    } == trust
    ((allowed,),) = (policy["PolicyDocument"]["Statement"] for policy in role["Policies"])
    assert {
        "Effect": "Allow",
        "Action": ["route53:CreateVPCAssociationAuthorization", "route53:DeleteVPCAssociationAuthorization"],
        "Resource": ARN,
    } == allowed


def test_profile_holds_zones_and_is_shared(stack: cdk.Stack) -> None:
    """A Profile, one association for each zone, and one share that stays inside the organization."""
    made = ZoneProfile(stack, "Names", zones=[ZONE], share_with=["333333333333", "222222222222"])
    assert cdk.Token.is_unresolved(made.profile_id)
    template = template_of(stack)
    assert {"Name": "Names"} == only(template, "AWS::Route53Profiles::Profile")
    association = only(template, "AWS::Route53Profiles::ProfileResourceAssociation")
    assert ("zone-example-internal", ARN) == (association["Name"], association["ResourceArn"])
    share = only(template, "AWS::RAM::ResourceShare")
    assert (["222222222222", "333333333333"], False) == (share["Principals"], share["AllowExternalPrincipals"])


def test_cell_joins_zones_and_a_profile_by_parameters(stack: cdk.Stack) -> None:
    """Ids that are handed over are parameters of the stack, and a handle of the zone refers to one."""
    made = cell(
        stack,
        zones=[{"name": "example.com", "id": {"ssm_parameter": "/zone-id"}, "associate": True}],
        profile={"stack_parameter": "ProfileId"},
    )
    assert cdk.Token.is_unresolved(made.zone.hosted_zone_id)
    template = template_of(stack)
    (zone, profile) = (
        next(key for key in template["Parameters"] if key.startswith(start))
        for start in ("CellZoneId", "CellProfileId")
    )
    assert {"Ref": zone} == only(template, "Custom::ZoneAssociation")["ZoneId"]
    assert {"Ref": profile} == only(template, "AWS::Route53Profiles::ProfileAssociation")["ProfileId"]
    assert {} == every(template, "AWS::Route53::HostedZone")


def test_made_zone_is_seen_by_further_vpcs(stack: cdk.Stack) -> None:
    """The zone lists the cell's VPC and those named, with their Regions."""
    further = {"vpc_id": "vpc-0123456789abcdef1", "region": "eu-west-1"}
    cell(stack, zones=[{"name": "example.com", "also_seen_by": [further]}])
    vpcs = only(template_of(stack), "AWS::Route53::HostedZone")["VPCs"]
    assert ["us-east-1", "eu-west-1"] == [vpc["VPCRegion"] for vpc in vpcs]


def test_zone_imported_by_id_alone_is_refused(stack: cdk.Stack) -> None:
    """The zone's name must be known: it decides what meets on the VPC."""
    zone = route53.HostedZone.from_hosted_zone_id(stack, "Imported", "Z0123456789ABCDEFGHIJ")
    assert {("zone-name-unknown", "zone")} == refusal_of(lambda: ZoneAssociation(stack, "Join", vpc=NETWORK, zone=zone))


@pytest.mark.parametrize(
    ("zone", "problem"),
    [
        ({"name": "a.com", "associate": True}, ("associated-zone-made", "zones[0].associate")),
        (
            {"name": "a.com", "id": "Z1", "associate": {"authorised_by": ROLE.replace("2", "1")}},
            ("authority-in-own-account", "zones[0].associate.authorised_by"),
        ),
    ],
)
def test_cell_refuses_what_cannot_be_shared(app: cdk.App, zone: dict[str, object], problem: tuple[str, str]) -> None:
    """The rules of sharing are asked before anything is made."""
    assert {problem} == refusal_of(lambda: PrivateCell(stack_in(app, "Stack"), "Cell", vpc=NETWORK, zones=[zone]))
