"""A service's private DNS name, the role it lends and the acceptance of a connection, by the constructs."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_route53 as route53
from construct_cases import (
    NETWORK,
    SERVICE_NAME,
    ZONE,
    Template,
    every,
    only,
    refusal_of,
    stack_in,
    template_of,
)

from constructs_pkg import EndpointConsumer, EndpointService

LISTENER = {"port": 443, "targets": {"ip_addresses": ["10.0.0.10"]}}
NAME, ROLE = "api.vendor.test", "arn:aws:iam::222222222222:role/lent"


@pytest.fixture
def stack() -> cdk.Stack:
    """A stack of its own."""
    return stack_in(cdk.App(), "Stack")


def service(stack: cdk.Stack, **given: Any) -> EndpointService:
    return EndpointService(stack, "Service", vpc=NETWORK, listeners=[LISTENER], **given)


def consumer(stack: cdk.Stack, **given: Any) -> EndpointConsumer:
    return EndpointConsumer(
        stack, "Consumer", vpc=NETWORK, service_name=SERVICE_NAME, names=["api"], zone=ZONE, **given
    )


def differences(before: Template, after: Template) -> dict[str, list[str]]:
    """Return the resources that were added, and those that are not as they were."""
    old, new = before["Resources"], after["Resources"]
    assert set(old) <= set(new)
    return {
        "added": sorted(new[name]["Type"] for name in set(new) - set(old)),
        "changed": sorted(new[name]["Type"] for name in old if old[name] != new[name]),
    }


FUNCTION = ["AWS::IAM::Role", "AWS::KMS::Key", "AWS::Lambda::Function", "AWS::Logs::LogGroup"]


def test_a_name_adds_its_verification_and_changes_the_service_alone(stack: cdk.Stack) -> None:
    """The record, the function and the custom resource are added; every other resource stays as it was."""
    other = stack_in(cdk.App(), "Stack")
    service(other)
    service(stack, private_dns_name=NAME, private_dns_zone="Z0123456789PUBLIC")
    expected = {
        "added": sorted(["AWS::Route53::RecordSet", "Custom::PrivateDnsVerification", *FUNCTION]),
        "changed": ["AWS::EC2::VPCEndpointService"],
    }
    assert expected == differences(template_of(other), template_of(stack))


def test_acceptance_adds_its_function_and_lets_names_wait(stack: cdk.Stack) -> None:
    """The endpoint and its group stay as they were; the names are made after the connection is available."""
    other = stack_in(cdk.App(), "Stack")
    consumer(other)
    consumer(stack, accept="own-account")
    expected = {"added": sorted(["Custom::ConnectionAcceptance", *FUNCTION]), "changed": ["AWS::Route53::RecordSet"]}
    assert expected == differences(template_of(other), template_of(stack))


def test_names_are_made_after_acceptance(stack: cdk.Stack) -> None:
    """Each record set depends on the acceptance."""
    consumer(stack, accept={"role_arn": ROLE})
    template = template_of(stack)
    (acceptance,) = every(template, "Custom::ConnectionAcceptance")
    records = [held for held in template["Resources"].values() if held["Type"] == "AWS::Route53::RecordSet"]
    assert [[acceptance]] == [held["DependsOn"] for held in records]
    assert ROLE == only(template, "Custom::ConnectionAcceptance")["RoleArn"]


@pytest.mark.parametrize(("accept", "enabled", "switched"), [(None, True, None), ("own-account", None, "true")])
def test_private_dns_waits_for_acceptance(
    stack: cdk.Stack, accept: str | None, enabled: bool | None, switched: str | None
) -> None:
    """With acceptance the endpoint is made without private DNS, which is switched on afterwards."""
    consumer(stack, private_dns=True, accept=accept)
    template = template_of(stack)
    assert enabled == only(template, "AWS::EC2::VPCEndpoint").get("PrivateDnsEnabled")
    found = every(template, "Custom::ConnectionAcceptance").values()
    assert [switched] * len(found) == [held.get("PrivateDns") for held in found]


def test_a_public_zone_of_the_stack_takes_the_record(stack: cdk.Stack) -> None:
    """A zone made beside the service is referred to; its id passes untouched."""
    zone = route53.PublicHostedZone(stack, "Zone", zone_name="vendor.test")
    service(stack, private_dns_name=f"*.{NAME}", private_dns_zone=zone)
    template = template_of(stack)
    (zone_id,) = every(template, "AWS::Route53::HostedZone")
    (record,) = (one for one in every(template, "AWS::Route53::RecordSet").values() if one["Type"] == "TXT")
    assert {"Ref": zone_id} == record["HostedZoneId"]
    assert f".{NAME}" == record["Name"]["Fn::Join"][1][1]


@pytest.mark.parametrize("kind", ["made", "imported", "value"])
def test_a_private_zone_is_refused(stack: cdk.Stack, kind: str) -> None:
    """AWS does not see a record in it."""
    zone: Any = ZONE
    if kind == "made":
        vpc = cdk.aws_ec2.Vpc(stack, "Vpc")
        zone = route53.PrivateHostedZone(stack, "Zone", zone_name="vendor.test", vpc=vpc)
    if kind == "imported":
        zone = route53.PrivateHostedZone.from_private_hosted_zone_id(stack, "Zone", "Z1")
    found = refusal_of(lambda: service(stack, private_dns_name=NAME, private_dns_zone=zone))
    assert {("private-zone", "private_dns_zone")} == found


def test_a_domain_held_elsewhere_tells_its_record(stack: cdk.Stack) -> None:
    """Nothing is verified; the properties hold the record's name and text."""
    made = service(stack, private_dns_name=NAME)
    cdk.CfnOutput(stack, "Name", value=made.private_dns_record_name)
    cdk.CfnOutput(stack, "Text", value=made.private_dns_record_value)
    template = template_of(stack)
    assert {} == every(template, "Custom::PrivateDnsVerification")
    (own,) = every(template, "AWS::EC2::VPCEndpointService")
    label = {"Fn::GetAtt": [own, "PrivateDnsNameConfiguration.Name"]}
    assert {"Fn::Join": ["", [label, f".{NAME}"]]} == template["Outputs"]["Name"]["Value"]
    assert {"Fn::GetAtt": [own, "PrivateDnsNameConfiguration.Value"]} == template["Outputs"]["Text"]["Value"]


def test_a_service_without_a_name_has_no_record(stack: cdk.Stack) -> None:
    """The error says what to give."""
    made = service(stack)
    for name in ("private_dns_record_name", "private_dns_record_value"):
        with pytest.raises(LookupError, match="give private_dns_name"):
            getattr(made, name)


@pytest.mark.parametrize(("regions", "expected"), [(None, None), ([], None), (["us-east-1"], ["us-east-1"])])
def test_supported_regions_are_there_or_not_and_never_empty(
    stack: cdk.Stack, regions: list[str] | None, expected: list[str] | None
) -> None:
    """An empty list is as none: the property is left out."""
    service(stack, supported_regions=regions)
    assert expected == only(template_of(stack), "AWS::EC2::VPCEndpointService").get("SupportedRegions")


@pytest.mark.parametrize(("region", "expected"), [(None, None), ("us-east-1", None), ("eu-west-1", "eu-west-1")])
def test_the_service_region_is_told_where_it_is_another(
    stack: cdk.Stack, region: str | None, expected: str | None
) -> None:
    """A consumer of its own Region has no ServiceRegion, and its acceptance asks where the service is."""
    name = SERVICE_NAME.replace("us-east-1", region or "us-east-1")
    EndpointConsumer(stack, "C", vpc=NETWORK, service_name=name, service_region=region, accept="own-account")
    template = template_of(stack)
    assert expected == only(template, "AWS::EC2::VPCEndpoint").get("ServiceRegion")
    assert (region or "us-east-1") == only(template, "Custom::ConnectionAcceptance")["ServiceRegion"]


def test_a_token_is_a_role_and_no_name(stack: cdk.Stack) -> None:
    """A role known only at deployment passes untouched; a private DNS name must be literal."""
    late = cdk.Token.as_string({"Ref": "Role"})
    consumer(stack, accept={"role_arn": late})
    assert {"Ref": "Role"} == only(template_of(stack), "Custom::ConnectionAcceptance")["RoleArn"]
    other = stack_in(cdk.App(), "Stack")
    assert [place for _, place in refusal_of(lambda: service(other, private_dns_name=late))]


def test_a_listener_is_not_added_to_what_is_handed_over(stack: cdk.Stack) -> None:
    """The handoff names the ports that were known when it was written."""
    made = service(stack, publish_handoff_to="/vendor/api")
    added = {"port": 8443, "targets": {"ip_addresses": ["10.0.0.11"]}}
    assert {("handoff-written", "listeners")} == refusal_of(lambda: made.add_listener(added))


def test_a_handoff_of_any_length_fits_its_parameter(stack: cdk.Stack) -> None:
    """A standard parameter ends at 4 KB; Systems Manager takes an advanced one where that is passed."""
    service(stack, publish_handoff_to="/vendor/api")
    tiers = {parameter["Tier"] for parameter in every(template_of(stack), "AWS::SSM::Parameter").values()}
    assert {"Intelligent-Tiering"} == tiers
