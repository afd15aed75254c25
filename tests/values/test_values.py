"""Small values: what they answer about themselves."""

import pytest

from constructs_pkg.values.aws_service import GatewayEndpoint, own_account_policy, policy_length
from constructs_pkg.values.cell import CellSpec, MadeNetwork
from constructs_pkg.values.consumer import (
    ConsumerSpec,
    ServiceName,
    SsmParameter,
    StackParameter,
    service_name_start,
)
from constructs_pkg.values.export import subnet_export, vpc_export, zone_export
from constructs_pkg.values.late import Late, pseudo_parameter
from constructs_pkg.values.network import Network, slot_by_letter
from constructs_pkg.values.place import AvailabilityZoneId, Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.record import Record
from constructs_pkg.values.service import Listener, Targets
from constructs_pkg.values.spec import parse

from .examples import ACCOUNT, AZ_A, NETWORK, SERVICE, SUBNET_A, SUBNET_B, ZONE_ID, nlb, weighted


@pytest.mark.parametrize(
    ("tier", "zones", "expected"),
    [
        (None, None, ["a", "b", "c"]),
        ("default", None, ["a", "b"]),
        ("data", ("us-east-1a",), ["c"]),
        (None, ("use1-az2",), ["b"]),
        (None, (), []),
    ],
)
def test_subnets_are_chosen_by_tier_and_zone(
    tier: str | None, zones: tuple[str, ...] | None, expected: list[str]
) -> None:
    """A tier's name and the names or ids of zones choose; what is not given does not."""
    third = {**SUBNET_A, "id": "subnet-0000000000000000c", "tier": "data", "cidr": "10.0.32.0/20"}
    network = parse(Network, {**NETWORK, "subnets": [SUBNET_A, SUBNET_B, third]})
    assert expected == [str(subnet.id)[-1] for subnet in network.choose(tier, zones)]


def test_a_bare_zone_name_takes_the_slot_of_its_letter() -> None:
    """The slot does not depend on where the zone is listed."""
    expected = (0, 5)
    assert expected == (slot_by_letter("us-east-1a"), slot_by_letter("us-east-1f"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "ip"),
        ({"instance_ids": ["i-01234567"]}, "instance"),
        ({"ip_addresses": ["10.0.0.10"]}, "ip"),
        ({"application_load_balancer_arn": nlb(kind="app")}, "alb"),
    ],
)
def test_targets_know_their_type(given: dict[str, object], expected: str) -> None:
    """The kind that is given is the type of the target group."""
    assert expected == parse(Targets, given).type


def test_a_listener_forwards_to_its_own_port_unless_told() -> None:
    """The target port defaults to the listener's."""
    expected = (5432, 6432)
    assert expected == (Listener(port=5432).forwarded_port, Listener(port=5432, target_port=6432).forwarded_port)


def test_a_record_is_told_from_others_by_its_policy() -> None:
    """A simple record has no set identifier."""
    given = {"name": "db", "type": "A", "values": ["10.0.0.10"]}
    expected = ("", "blue")
    found = (parse(Record, given), parse(Record, {**given, "policy": weighted("blue")}))
    assert expected == tuple(record.set_identifier for record in found)


@pytest.mark.parametrize(
    ("principal", "arn", "partition"),
    [
        (ACCOUNT, f"arn:aws-cn:iam::{ACCOUNT}:root", None),
        (f"arn:aws:iam::{ACCOUNT}:user/a", f"arn:aws:iam::{ACCOUNT}:user/a", "aws"),
        ("*", "*", None),
    ],
)
def test_a_principal_is_written_as_an_arn(principal: str, arn: str, partition: str | None) -> None:
    """An account becomes its root in the partition; an ARN and everybody stay as they are."""
    expected = (arn, partition)
    assert expected == (Principal(principal).arn("aws-cn"), Principal(principal).partition)


def test_a_cell_network_is_made_or_exists() -> None:
    """A VPC's id tells that a network exists, in a mapping and in a value."""
    made = {"cidr": "10.0.0.0/16", "availability_zones": [AZ_A]}
    expected = (MadeNetwork, Network, Network, MadeNetwork)
    given = (made, NETWORK, parse(Network, NETWORK), parse(MadeNetwork, made))
    assert expected == tuple(type(parse(CellSpec, {"network": network}).network) for network in given)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"network": {"cidr": "10.0.0.0/16", "availability_zones": [AZ_A]}}, True),
        ({}, False),
        ({"zones": [{"name": "a.com", "id": ZONE_ID}]}, False),
        ({"zones": [{"name": "a.com"}]}, True),
        ({"interface_endpoints": [{"service": "ssm"}]}, True),
    ],
)
def test_a_cell_of_brought_things_makes_nothing(changes: dict[str, object], expected: bool) -> None:
    """A made VPC, a made zone or an interface endpoint is something to make."""
    assert expected == parse(CellSpec, {"network": NETWORK, **changes}).makes_anything


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (SERVICE, ServiceName(SERVICE)),
        (Late({"Ref": "Name"}), Late({"Ref": "Name"})),
        ("${Token[Name.1]}", Late("${Token[Name.1]}")),
        ({"ssm_parameter": "/db/name"}, SsmParameter(ssm_parameter="/db/name")),
        (SsmParameter(ssm_parameter="/db"), SsmParameter(ssm_parameter="/db")),
        ({}, StackParameter()),
    ],
)
def test_a_service_name_comes_from_one_of_four_places(given: object, expected: object) -> None:
    """Text, a deployment-time value, a Systems Manager parameter or a stack parameter."""
    assert expected == parse(ConsumerSpec, {"network": NETWORK, "service_name": given}).service_name


@pytest.mark.parametrize(
    ("region", "start"),
    [
        ("us-gov-west-1", "com.amazonaws.vpce.us-gov-west-1."),
        ("cn-north-1", "cn.com.amazonaws.vpce.cn-north-1."),
        ("eusc-de-east-1", "eu.amazonaws.vpce.eusc-de-east-1."),
        ("us-isof-east-1", "gov.ic.hci.csp.vpce.us-isof-east-1."),
    ],
)
def test_a_service_name_begins_as_its_partition_has_it(region: str, start: str) -> None:
    """A name made of the start and an id is one, and tells its Region."""
    expected = (start, region)
    assert expected == (service_name_start(Region(region)), ServiceName(f"{start}vpce-svc-0123456789abcdef0").region)


def test_an_aws_service_tells_no_region_of_its_own() -> None:
    """Only custom endpoint services carry their provider's Region."""
    assert ServiceName("com.amazonaws.us-east-1.ssm").region is None


def test_the_default_policy_lets_only_the_account_through() -> None:
    """The account may be known at deployment only; the length counts it as it is printed."""
    account = pseudo_parameter("AWS::AccountId")
    policy = own_account_policy("ssm", account, Region("us-east-1"))
    expected = {"StringEquals": {"aws:PrincipalAccount": account}}
    assert (expected, True) == (policy["Statement"][0]["Condition"], 0 < policy_length(policy) < 300)


def test_the_default_policy_for_s3_lets_image_layers_through() -> None:
    """Amazon ECR's layers lie in a bucket of the Region, in the partition's own ARN."""
    layers = own_account_policy("s3", "111111111111", Region("cn-north-1"))["Statement"][1]
    expected = ("s3:GetObject", "arn:aws-cn:s3:::prod-cn-north-1-starport-layer-bucket/*")
    assert expected == (layers["Action"], layers["Resource"])


def test_a_policy_may_hold_what_only_the_deployment_knows() -> None:
    """A deployment-time value inside a policy document becomes its expression."""
    account = pseudo_parameter("AWS::AccountId")
    endpoint = parse(GatewayEndpoint, {"service": "s3", "policy": {"Statement": [{"Principal": account}]}})
    assert {"Statement": [{"Principal": {"Ref": "AWS::AccountId"}}]} == endpoint.policy


def test_a_policy_is_as_long_as_its_characters() -> None:
    """A character outside ASCII is one character, and white space between the parts is none."""
    expected = len('{"a":"\u00e9"}')
    assert expected == policy_length({"a": "\u00e9"})


def test_no_two_exports_share_a_name() -> None:
    """Slots and zone names are told apart, in characters that CloudFormation allows."""
    expected = ["eu:VpcId", "eu:Subnet-T1-Z0", "eu:Zone:a:bU:com"]
    assert expected == [vpc_export("eu"), subnet_export("eu", 1, 0), zone_export("eu", "A.b_.com")]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("us-east-1", "use1-"),
        ("ap-southeast-2", "apse2-"),
        ("ap-south-1", "aps1-"),
        ("eu-central-2", "euc2-"),
        ("cn-northwest-1", "cnnw1-"),
        ("us-gov-west-1", "usgw1-"),
        ("eusc-de-east-1", None),
        ("us-middle-1", None),
    ],
)
def test_zone_ids_begin_with_their_region(region: str, expected: str | None) -> None:
    """What the ids of a Region's zones begin with is known from AWS's table of zones, and not guessed elsewhere."""
    assert expected == AvailabilityZoneId.start(Region(region))


def test_a_service_name_is_no_parameter_of_the_cdk() -> None:
    """The parameter that the CDK puts into every template is refused as a service name's."""
    with pytest.raises(InvalidInput) as refused:
        parse(ConsumerSpec, {"network": NETWORK, "service_name": {"stack_parameter": "BootstrapVersion"}})
    assert ["parameter-of-the-cdk"] == [problem.rule for problem in refused.value.problems]
