"""The shipped table is what CloudFormation's schemas and pages say."""

import runpy
from pathlib import Path

import pytest

from constructs_pkg.audit.changes import create_only as module
from constructs_pkg.audit.changes.create_only import create_only

from .schemas import pointers, schemas

ROOT = Path(__file__).parents[3]
SHIPPED = Path(module.__file__).with_name("create_only.json")

# "Update requires: Replacement" on the types' pages under
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/, for what private cells are made of.
DOCUMENTED = {
    "AWS::EC2::SecurityGroup": "GroupDescription GroupName VpcId",
    "AWS::EC2::VPCEndpointService": "",
    "AWS::EC2::VPCEndpointServicePermissions": "ServiceId",
    "AWS::ElasticLoadBalancingV2::Listener": "LoadBalancerArn",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name Scheme Type",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "IpAddressType Name Port Protocol ProtocolVersion TargetType VpcId",
    "AWS::Route53::RecordSet": "HostedZoneId HostedZoneName Name",
}
AMONG_OTHERS = {
    "AWS::EC2::Subnet": "AvailabilityZone AvailabilityZoneId CidrBlock Ipv6Native OutpostArn VpcId",
    "AWS::EC2::VPC": "CidrBlock Ipv4IpamPoolId Ipv4NetmaskLength",
    "AWS::EC2::VPCEndpoint": "ServiceName VpcEndpointType VpcId",
    "AWS::Route53::HostedZone": "Name",
}


def always(kind: str) -> set[str]:
    return {".".join(one.path) for one in create_only(kind) or () if not one.conditional}


def test_the_table_agrees_with_the_schemas_of_every_type() -> None:
    """``make properties`` writes the table anew when cfn-lint brings other schemas."""
    expected = {
        kind: (
            pointers(kind, "createOnlyProperties"),
            pointers(kind, "conditionalCreateOnlyProperties") - pointers(kind, "createOnlyProperties"),
        )
        for kind in schemas()
    }
    written = {kind: module._table()[kind].split() for kind in module._table()}
    actual = {
        kind: (
            {tuple(path.split("/")) for path in paths if not path.startswith("?")},
            {tuple(path[1:].split("/")) for path in paths if path.startswith("?")},
        )
        for kind, paths in written.items()
    }
    assert expected == actual


def test_the_tool_writes_the_shipped_file(capsys: pytest.CaptureFixture[str]) -> None:
    """The table in the repository is what the tool prints, byte for byte."""
    runpy.run_path(str(ROOT / "tools" / "create_only.py"), run_name="__main__")
    assert SHIPPED.read_text(encoding="utf-8") == capsys.readouterr().out


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_what_the_pages_say_replaces_a_resource(kind: str) -> None:
    """For these types the pages list exactly what replaces them."""
    assert set(DOCUMENTED[kind].split()) == always(kind)


@pytest.mark.parametrize("kind", AMONG_OTHERS)
def test_what_the_pages_say_replaces_a_resource_among_other_things(kind: str) -> None:
    """For these types the schemas know of more than the pages list."""
    assert set() == set(AMONG_OTHERS[kind].split()) - always(kind)


@pytest.mark.parametrize("kind", ["Custom::Thing", "AWS::CloudFormation::CustomResource", "Ours::Own::Thing"])
def test_what_has_no_schema_is_not_known(kind: str) -> None:
    """Nothing is guessed of custom resources and of types of others."""
    assert None is create_only(kind)
