"""The code that associates a VPC with a zone, run against Route 53 of two accounts, and what its role may do."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.zone_association import ZoneToJoin, zone_association_id, zone_associations_fragment
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.resource_id import RoleArn
from constructs_pkg.values.zone_sharing import Associate

from .handling import Answer, Context, event, run_handler
from .route53_accounts import ELSEWHERE, HOME, VPC, Cloud, Zone

ID, ROLE = "Z0123", "arn:aws:iam::222222222222:role/zone-authority"
HERE = {"ZoneId": ID, "ZoneName": "example.com", "VpcId": VPC["VPCId"], "VpcRegion": VPC["VPCRegion"]}
THERE = {**HERE, "RoleArn": ROLE, "ExternalId": "handshake"}
PHYSICAL = f"{VPC['VPCId']}/{ID}"
DONE = [Answer("SUCCESS", PHYSICAL)]


def run(cloud: Cloud, request: str, asked: dict[str, Any], context: Context | None = None, **more: Any) -> list[Answer]:
    return run_handler("zone_association", cloud.clients(), event(request, asked, **more), context)


def own(**zone: Any) -> Cloud:
    """An account with one zone."""
    return Cloud({ID: Zone("example.com", **zone)})


def foreign(**zone: Any) -> Cloud:
    """Two accounts, the zone in the other."""
    return own(owner=ELSEWHERE, **zone)


def test_own_zone_is_associated() -> None:
    """In one account the VPC is associated, and nothing is authorised."""
    cloud = own()
    assert DONE == run(cloud, "Create", HERE)
    assert (True, [(HOME, "associate_vpc_with_hosted_zone")]) == (VPC["VPCId"] in cloud.zones[ID].vpcs, cloud.done())


def test_foreign_zone_is_authorised_associated_and_no_longer_authorised() -> None:
    """The zone's account authorises, the VPC's associates, and the authorisation does not stay."""
    cloud = foreign()
    assert DONE == run(cloud, "Create", THERE)
    assert [
        (HOME, "assume_role"),
        (ELSEWHERE, "create_vpc_association_authorization"),
        (HOME, "associate_vpc_with_hosted_zone"),
        (ELSEWHERE, "delete_vpc_association_authorization"),
    ] == cloud.done()
    assert (True, set()) == (VPC["VPCId"] in cloud.zones[ID].vpcs, cloud.zones[ID].authorised)
    assert [
        {"RoleArn": ROLE, "RoleSessionName": f"associate-{VPC['VPCId']}", "ExternalId": "handshake"}
    ] == cloud.assumed


def test_role_without_external_id_is_asked_without_one() -> None:
    """Where no external id is given, none is sent."""
    cloud = foreign()
    run(cloud, "Create", {key: value for key, value in THERE.items() if key != "ExternalId"})
    assert [["RoleArn", "RoleSessionName"]] == [sorted(asked) for asked in cloud.assumed]


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_what_is_associated_already_is_left_alone(request_type: str) -> None:
    """Asked again, it looks, over all pages, and changes nothing."""
    cloud = foreign(vpcs=[VPC["VPCId"]])
    cloud.zones |= {f"Z{number}": Zone(f"{number}.test", vpcs=[VPC["VPCId"]]) for number in "ABC"}
    cloud.page = 1
    assert DONE == run(cloud, request_type, THERE, physical_id=PHYSICAL)
    assert [] == cloud.done()


def test_another_zone_of_that_name_is_a_failure() -> None:
    """A conflict with a zone that is not this one is answered with its reason, and nothing stays authorised."""
    cloud = foreign()
    cloud.zones["Z9"] = Zone("example.com", vpcs=[VPC["VPCId"]])
    (answer,) = run(cloud, "Create", THERE)
    assert ("FAILED", True) == (answer.status, "ConflictingDomainExists" in str(answer.reason))
    assert set() == cloud.zones[ID].authorised


def test_update_to_another_zone_of_that_name_takes_its_place() -> None:
    """Since a VPC sees one zone of a name, the old association goes first; the physical id tells that it is new."""
    cloud = own()
    cloud.zones["Z9"] = Zone("example.com", vpcs=["vpc-1", VPC["VPCId"]])
    answers = run(cloud, "Update", HERE, old={**HERE, "ZoneId": "Z9"}, physical_id=f"{VPC['VPCId']}/Z9")
    assert DONE == answers
    assert (["vpc-1"], True) == (cloud.zones["Z9"].vpcs, VPC["VPCId"] in cloud.zones[ID].vpcs)


def test_update_to_a_zone_of_another_name_leaves_the_old_one_to_cloudformation() -> None:
    """Where the two do not meet, CloudFormation deletes the old association last, as it does with any resource."""
    cloud = own()
    cloud.zones["Z9"] = Zone("other.test", vpcs=["vpc-1", VPC["VPCId"]])
    assert DONE == run(cloud, "Update", HERE, old={**HERE, "ZoneId": "Z9"}, physical_id=f"{VPC['VPCId']}/Z9")
    assert [(HOME, "associate_vpc_with_hosted_zone")] == cloud.done()


def test_deletion_takes_the_vpc_off() -> None:
    """The VPC's own account takes it off, also of a foreign zone."""
    cloud = foreign(vpcs=["vpc-1", VPC["VPCId"]])
    assert DONE == run(cloud, "Delete", THERE, physical_id=PHYSICAL)
    assert (["vpc-1"], [(HOME, "disassociate_vpc_from_hosted_zone")]) == (cloud.zones[ID].vpcs, cloud.done())


@pytest.mark.parametrize("code", ["NoSuchHostedZone", "VPCAssociationNotFound", "InvalidVPCId"])
def test_deletion_of_what_is_gone_is_done(code: str) -> None:
    """Where zone, VPC or association is gone, nothing is left to do."""
    cloud = own()
    cloud.failing["disassociate_vpc_from_hosted_zone"] = [code]
    assert DONE == run(cloud, "Delete", HERE, physical_id=PHYSICAL)


def test_deletion_of_a_creation_that_failed_is_done() -> None:
    """A rollback asks for the deletion of what never was, under the id that the failure was answered with."""
    assert [Answer("SUCCESS", "Made")] == run(own(), "Delete", HERE, physical_id="Made")


def test_last_vpc_of_a_zone_stays_and_is_told() -> None:
    """A zone has one VPC at least: the answer says what to do."""
    (answer,) = run(own(vpcs=[VPC["VPCId"]]), "Delete", HERE, physical_id=PHYSICAL)
    assert ("FAILED", True) == (answer.status, "associate another with it" in str(answer.reason))


@pytest.mark.parametrize("code", ["PriorRequestNotComplete", "ConcurrentModification", "Throttling"])
@pytest.mark.parametrize(
    "operation", ["associate_vpc_with_hosted_zone", "create_vpc_association_authorization", "get_change"]
)
def test_busy_route_53_is_asked_again(operation: str, code: str) -> None:
    """What passes by itself is waited for."""
    cloud = foreign()
    cloud.failing[operation] = [code] * 12
    assert DONE == run(cloud, "Create", THERE)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("assume_role", "AccessDenied"),
        ("list_hosted_zones_by_vpc", "AccessDenied"),
        ("associate_vpc_with_hosted_zone", "NotAuthorizedException"),
    ],
)
@pytest.mark.parametrize(("times", "status"), [(7, "SUCCESS"), (8, "FAILED")])
def test_new_permission_is_waited_for_and_a_missing_one_told(
    operation: str, code: str, times: int, status: str
) -> None:
    """What is not known everywhere yet is asked for eight times; then it is a refusal."""
    cloud = foreign()
    cloud.failing[operation] = [code] * times
    (answer,) = run(cloud, "Create", THERE)
    assert (status, set()) == (answer.status, cloud.zones[ID].authorised)


@pytest.mark.parametrize("code", ["InvalidVPCId", "PublicZoneVPCAssociation", "LimitsExceeded", "NoSuchHostedZone"])
def test_refusal_is_a_failure_with_its_reason(code: str) -> None:
    """What Route 53 refuses for good is told, once, and nothing stays authorised."""
    cloud = foreign()
    cloud.failing["associate_vpc_with_hosted_zone"] = [code]
    (answer,) = run(cloud, "Create", THERE)
    assert ("FAILED", True, set()) == (answer.status, code in str(answer.reason), cloud.zones[ID].authorised)


def test_change_that_is_never_known_ends_in_time() -> None:
    """The function answers before it is ended, with what it waited for."""
    cloud = own()
    cloud.pending = 10_000
    (answer,) = run(cloud, "Create", HERE, Context(seconds=300, seconds_a_look=5))
    assert ("FAILED", True) == (answer.status, "change C0123 of zone Z0123" in str(answer.reason))


def test_authorisation_that_somebody_else_withdrew_is_no_failure() -> None:
    """The association outlives it."""
    cloud = foreign()
    cloud.failing["delete_vpc_association_authorization"] = ["VPCAssociationAuthorizationNotFound"]
    assert DONE == run(cloud, "Create", THERE)


def fragment(*names: str, role: str | None = None) -> dict[str, Any]:
    asked = Associate(authorised_by=RoleArn(role) if role else None)
    zones = [ZoneToJoin(ZoneName(name), f"Z{place}", asked) for place, name in enumerate(names)]
    made = zone_associations_fragment(zones, vpc_id=Late({"Ref": "Vpc"}), region=Region("eu-west-1"))
    resources: dict[str, Any] = made.template()["Resources"]
    return resources


def test_role_may_do_what_the_code_does_and_no_more() -> None:
    """Its own log, looking at VPCs, this VPC's zones and changes; of each zone its association with this VPC alone."""
    vpc = {"Fn::Join": ["", ["VPCId=", {"Ref": "Vpc"}, ",VPCRegion=eu-west-1"]]}
    only_vpc = {"ForAllValues:StringEquals": {"route53:VPCs": [vpc]}}
    made = fragment("example.com", role=ROLE)
    (policy,) = made["ZoneAssociationRole"]["Properties"]["Policies"]
    assert [
        {"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"},
        {"Effect": "Allow", "Action": "route53:ListHostedZonesByVPC", "Resource": "*", "Condition": only_vpc},
        {"Effect": "Allow", "Action": "route53:GetChange", "Resource": "arn:aws:route53:::change/*"},
        {
            "Effect": "Allow",
            "Action": "route53:DisassociateVPCFromHostedZone",
            "Resource": "arn:aws:route53:::hostedzone/*",
            "Condition": only_vpc,
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": ["ZoneAssociationLogGroup", "Arn"]},
        },
    ] == policy["PolicyDocument"]["Statement"]
    assert [
        {
            "Effect": "Allow",
            "Action": "route53:AssociateVPCWithHostedZone",
            "Resource": "arn:aws:route53:::hostedzone/Z0",
            "Condition": only_vpc,
        },
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE},
    ] == made["ZoneAssociationPolicy example.com"]["Properties"]["PolicyDocument"]["Statement"]


def test_leaving_a_zone_is_allowed_after_the_template_names_another() -> None:
    """A template with another zone of the name still lets the VPC leave the former: no statement of it changes."""
    before, after = (
        zone_associations_fragment(
            [ZoneToJoin(ZoneName("example.com"), zone, Associate())],
            vpc_id=Late({"Ref": "Vpc"}),
            region=Region("eu-west-1"),
        ).template()["Resources"]["ZoneAssociationRole"]
        for zone in ("Z0", "Z1")
    )
    (leaving,) = (
        statement
        for statement in after["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        if "route53:DisassociateVPCFromHostedZone" in statement["Action"]
    )
    assert "Z1" not in str(leaving["Resource"])
    assert before == after


def test_association_waits_for_its_permission() -> None:
    """The policy is there before the association is made, and until it is gone."""
    assert ["ZoneAssociationPolicy example.com"] == fragment("example.com")[zone_association_id("example.com")][
        "DependsOn"
    ]


def test_another_zone_changes_nothing_of_the_first() -> None:
    """A zone brings its policy and its association, and everything else stays as it is."""
    one, two = fragment("example.com"), fragment("example.com", "corp.test")
    assert one == {key: two[key] for key in one}
    assert {"ZoneAssociationPolicy corp.test", "ZoneAssociation corp.test"} == two.keys() - one.keys()


def test_no_zone_makes_nothing() -> None:
    """Without a zone to join there is no function either."""
    assert {} == fragment()
