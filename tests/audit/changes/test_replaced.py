"""What CloudFormation makes anew, and what follows from it."""

import pytest

from constructs_pkg.audit.changes.fate import Fate, Reason
from constructs_pkg.audit.value import Literal, Resource

from ..templates import Json, get_att, import_value, output, ref, stack, vpc
from .pairs import changes, fates, in_one_stack, of, resource


def subnet(vpc_id: object, cidr: str = "10.0.0.0/24", **properties: object) -> Json:
    return resource("AWS::EC2::Subnet", VpcId=vpc_id, CidrBlock=cidr, **properties)


def test_a_create_only_property_replaces_its_resource() -> None:
    """A VPC with another range is another VPC; the reason has both."""
    found = in_one_stack({"Vpc": vpc()}, {"Vpc": vpc(CidrBlock="10.1.0.0/16")})
    expected = (Reason("CidrBlock", Literal("10.0.0.0/16"), Literal("10.1.0.0/16")),)
    assert (Fate.REPLACED, expected) == (of(found, "App/Vpc").fate, of(found, "App/Vpc").reasons)


def test_any_other_property_changes_in_place() -> None:
    """DNS settings of a VPC change without replacing it."""
    found = in_one_stack({"Vpc": vpc()}, {"Vpc": vpc(EnableDnsSupport=False)})
    assert (Fate.UPDATED, ("EnableDnsSupport",)) == (of(found, "App/Vpc").fate, of(found, "App/Vpc").changed)


def test_a_reference_to_a_replaced_resource_replaces_in_turn() -> None:
    """VPC, subnet, association: each refers to the one before in a create-only property, and goes with it."""
    association = resource("AWS::EC2::SubnetRouteTableAssociation", SubnetId=ref("Subnet"), RouteTableId="rtb-1")
    old = {"Association": association, "Subnet": subnet(ref("Vpc")), "Vpc": vpc()}
    found = in_one_stack(old, {**old, "Vpc": vpc(CidrBlock="10.1.0.0/16")})
    expected = dict.fromkeys(("App/Vpc", "App/Subnet", "App/Association"), Fate.REPLACED)
    assert expected == dict(fates(found))
    because = Resource("App", "Subnet")
    assert [because] == [reason.because for reason in of(found, "App/Association").reasons]


def test_a_reference_in_any_other_property_is_updated() -> None:
    """A zone takes the new VPC in place."""
    zone = resource("AWS::Route53::HostedZone", Name="example.com", VPCs=[{"VPCId": ref("Vpc"), "VPCRegion": "eu"}])
    found = in_one_stack({"Vpc": vpc(), "Zone": zone}, {"Vpc": vpc(CidrBlock="10.1.0.0/16"), "Zone": zone})
    assert (Fate.UPDATED, ("VPCs",)) == (of(found, "App/Zone").fate, of(found, "App/Zone").changed)


def test_the_cascade_crosses_stacks() -> None:
    """What imports the id of a replaced VPC is replaced in its own stack."""
    group = resource("AWS::EC2::SecurityGroup", GroupDescription="x", VpcId=import_value("net:Vpc"))
    outputs = {"VpcId": output(ref("Vpc"), "net:Vpc")}
    links = stack("links", {"Group": group})
    found = changes(
        [stack("net", {"Vpc": vpc()}, Outputs=outputs), links],
        [stack("net", {"Vpc": vpc(CidrBlock="10.1.0.0/16")}, Outputs=outputs), links],
    )
    assert Fate.REPLACED is of(found, "links/Group").fate


def test_an_imported_value_is_followed_on_both_sides() -> None:
    """An importer whose template stays the same is replaced where the exported value is another."""
    links = stack("links", {"Group": resource("AWS::EC2::SecurityGroup", VpcId=import_value("net:Vpc"))})
    old, new = ([stack("net", Outputs={"VpcId": output(one, "net:Vpc")}), links] for one in ("vpc-1", "vpc-2"))
    expected = (Reason("VpcId", Literal("vpc-1"), Literal("vpc-2")),)
    assert expected == of(changes(old, new), "links/Group").reasons


def test_an_attribute_that_the_template_states_outlives_the_resource() -> None:
    """The range of a VPC that is replaced for another reason stays as it is, and so does what takes it."""
    group = resource("AWS::EC2::SecurityGroup", GroupDescription=get_att("Vpc", "CidrBlock"))
    old = {"Vpc": vpc(Ipv4IpamPoolId="ipam-pool-1"), "Group": group}
    found = in_one_stack(old, {**old, "Vpc": vpc(Ipv4IpamPoolId="ipam-pool-2")})
    assert {"App/Vpc": Fate.REPLACED} == dict(fates(found))


def test_a_reference_by_another_way_to_the_same_thing_is_no_change() -> None:
    """``Ref`` of a VPC and its ``VpcId`` are one value."""
    found = in_one_stack(
        {"Vpc": vpc(), "Subnet": subnet(ref("Vpc"))}, {"Vpc": vpc(), "Subnet": subnet(get_att("Vpc", "VpcId"))}
    )
    assert not found.any


@pytest.mark.parametrize(("old", "new"), [(443, "443"), (True, "true"), ("${AWS::Region}", "us-east-1")])
def test_values_are_compared_as_what_they_come_to(old: object, new: object) -> None:
    """Numbers, booleans and substitutions are no change where CloudFormation reads the same text."""
    before = {"Fn::Sub": old} if isinstance(old, str) else old
    kind = "AWS::ElasticLoadBalancingV2::TargetGroup"
    found = in_one_stack({"Group": resource(kind, Port=before)}, {"Group": resource(kind, Port=new)})
    assert not found.any


def test_a_parameter_decides_by_its_value() -> None:
    """Another default of a parameter replaces what takes it in a create-only property."""
    old, new = ({"Cidr": {"Type": "String", "Default": cidr}} for cidr in ("10.0.0.0/16", "10.1.0.0/16"))
    made = {"Vpc": vpc(CidrBlock=ref("Cidr"))}
    found = changes([stack("App", made, Parameters=old)], [stack("App", made, Parameters=new)])
    assert Fate.REPLACED is of(found, "App/Vpc").fate


def test_a_conditional_property_perhaps_replaces() -> None:
    """The tenancy of a VPC replaces it in one direction only, which the schemas do not tell."""
    old, new = ({"Vpc": vpc(InstanceTenancy=one), "Subnet": subnet(ref("Vpc"))} for one in ("dedicated", "default"))
    expected = {"App/Vpc": Fate.PERHAPS_REPLACED, "App/Subnet": Fate.PERHAPS_REPLACED}
    assert expected == dict(fates(in_one_stack(old, new)))


def test_what_cannot_be_followed_perhaps_replaces_where_its_expression_changes() -> None:
    """``Fn::If`` on what only a deployment tells: the same expression is no change, and another one may be."""
    old, new = (
        {"Vpc": vpc(CidrBlock={"Fn::If": ["Big", one, "10.0.0.0/24"]})} for one in ("10.0.0.0/16", "10.1.0.0/16")
    )
    sections = {"Parameters": {"Size": {"Type": "String"}}, "Conditions": {"Big": {"Fn::Equals": [ref("Size"), "a"]}}}
    assert not in_one_stack(old, old, **sections).any
    assert Fate.PERHAPS_REPLACED is of(in_one_stack(old, new, **sections), "App/Vpc").fate


def test_another_condition_chooses_otherwise() -> None:
    """The same ``Fn::If`` comes to something else under another condition."""
    made = {"Vpc": vpc(CidrBlock={"Fn::If": ["Big", "10.0.0.0/16", "10.0.0.0/24"]})}
    old, new = ({"Big": {"Fn::Equals": ["a", one]}} for one in "ab")
    found = changes([stack("App", made, Conditions=old)], [stack("App", made, Conditions=new)])
    assert Fate.REPLACED is of(found, "App/Vpc").fate


def test_the_cascade_sees_through_what_cannot_be_followed() -> None:
    """A reference inside ``Fn::If`` perhaps replaces with what it refers to."""
    made = subnet({"Fn::If": ["Ours", ref("Vpc"), "vpc-1"]})
    found = in_one_stack({"Vpc": vpc(), "Subnet": made}, {"Vpc": vpc(CidrBlock="10.1.0.0/16"), "Subnet": made})
    assert Fate.PERHAPS_REPLACED is of(found, "App/Subnet").fate


def test_a_domain_name_written_otherwise_perhaps_replaces() -> None:
    """Route 53 takes a name with and without its last dot for one; what CloudFormation makes of it is not told."""
    old, new = (
        {"Record": resource("AWS::Route53::RecordSet", HostedZoneId="Z1", Name=name, Type="A")}
        for name in ("a.example.com", "A.example.com.")
    )
    assert Fate.PERHAPS_REPLACED is of(in_one_stack(old, new), "App/Record").fate


@pytest.mark.parametrize("kind", ["Custom::Thing", "AWS::CloudFormation::CustomResource", "Ours::Own::Thing"])
def test_what_has_no_schema_is_not_known(kind: str) -> None:
    """Whether a changed custom resource is replaced depends on its handler."""
    found = in_one_stack({"It": resource(kind, Size=1)}, {"It": resource(kind, Size=2)})
    assert (Fate.NOT_KNOWN, ("Size",)) == (of(found, "App/It").fate, of(found, "App/It").changed)


def test_a_custom_resource_keeps_its_service_token() -> None:
    """CloudFormation refuses another ServiceToken, also where it is of a function that is replaced."""
    thing = resource("Custom::Thing", ServiceToken=get_att("Function", "Arn"))
    old, new = (
        {"Function": resource("AWS::Lambda::Function", FunctionName=name), "It": thing} for name in ("one", "two")
    )
    found = in_one_stack(old, new)
    assert (Fate.REFUSED, True) == (of(found, "App/It").fate, found.replacement)


def test_the_type_of_a_resource_cannot_change() -> None:
    """CloudFormation refuses another type under the same logical id."""
    found = in_one_stack({"It": resource("AWS::SNS::Topic")}, {"It": resource("AWS::SQS::Queue")})
    assert (Fate.REFUSED, True) == (of(found, "App/It").fate, found.replacement)


def test_another_condition_is_not_known() -> None:
    """Whether a resource exists under another condition is not told."""
    old, new = ({"Vpc": {**vpc(), "Condition": name}} for name in ("A", "B"))
    assert Fate.NOT_KNOWN is of(in_one_stack(old, new), "App/Vpc").fate


def test_a_property_inside_another_replaces() -> None:
    """A health check's Type replaces it, and its Port beside that does not."""
    old, port, kind = (
        {"Check": resource("AWS::Route53::HealthCheck", HealthCheckConfig=config)}
        for config in ({"Type": "TCP", "Port": 1}, {"Type": "TCP", "Port": 2}, {"Type": "HTTP", "Port": 1})
    )
    assert Fate.UPDATED is of(in_one_stack(old, port), "App/Check").fate
    assert Fate.REPLACED is of(in_one_stack(old, kind), "App/Check").fate


def test_a_property_inside_the_items_of_a_list_replaces() -> None:
    """``*`` in a schema's pointer stands for every item."""
    kind = "AWS::SSMQuickSetup::ConfigurationManager"
    old, new = ({"It": resource(kind, ConfigurationDefinitions=[{"Type": one}])} for one in "xy")
    assert Fate.REPLACED is of(in_one_stack(old, new), "App/It").fate


def test_what_the_cdk_adds_for_its_own_count_is_nothing() -> None:
    """``AWS::CDK::Metadata`` changes with every version and makes nothing."""
    old, new = ({"CDKMetadata": resource("AWS::CDK::Metadata", Analytics=one)} for one in "ab")
    assert not in_one_stack(old, new).any
