from typing import Any

import pytest
from pydantic import TypeAdapter

from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late, holds_token, import_value, pseudo_parameter
from constructs_pkg.values.place import AccountId, AvailabilityZoneName, Region
from constructs_pkg.values.record import Record
from constructs_pkg.values.resource_id import VpcId
from constructs_pkg.values.spec import parse

TOKEN = "${Token[TOKEN.42]}"


def test_a_value_is_its_text() -> None:
    """A parsed value goes into templates and files as plain text."""
    expected = ("example.com", '"example.com"')
    value = ZoneName("Example.COM.")
    assert expected == (value, TypeAdapter(ZoneName).dump_json(value).decode())


def test_a_value_is_not_parsed_twice() -> None:
    """Making a value of itself gives the same object."""
    value = Region("us-east-1")
    assert value is Region(value)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (AccountId, {"type": "string", "description": AccountId.description, "pattern": r"^\d{12}$"}),
        (VpcId, {"type": "string", "pattern": VpcId.pattern}),
        (Region, {"type": "string", "description": Region.description}),
    ],
)
def test_a_value_describes_itself_to_editors(kind: Any, expected: dict[str, str]) -> None:
    """The JSON schema of a value has its description and its pattern, if it has them."""
    assert expected == TypeAdapter(kind).json_schema()


def test_the_schema_of_a_topology_file_has_no_deployment_time_values() -> None:
    """A file holds literals only, so its schema does not offer what only code can give."""
    schema = CellSpec.model_json_schema()
    expected = {"$ref": "#/$defs/Tier"}
    assert (expected, False) == (schema["$defs"]["MadeNetwork"]["properties"]["tiers"]["items"], "Late" in str(schema))


@pytest.mark.parametrize("given", [TOKEN, Late({"Ref": "HealthCheck"})])
def test_a_deployment_time_value_passes_where_it_may_stand(given: object) -> None:
    """A CDK token and a CloudFormation expression are both taken, and left untouched."""
    record = parse(Record, {"name": "db", "type": "A", "values": ["10.0.0.10"], "health_check_id": given})
    expected = Late(TOKEN) if given == TOKEN else given
    assert expected == record.health_check_id


def test_equal_deployment_time_values_are_one() -> None:
    """Expressions are compared and hashed by what they say, and print as it."""
    expected = {Late({"Ref": "AWS::Region"}): "{'Ref': 'AWS::Region'}"}
    found = pseudo_parameter("AWS::Region")
    assert expected == {found: str(found)}


def test_an_import_names_its_export() -> None:
    """A value of another stack is read by the export's name."""
    expected = {"Fn::ImportValue": "eu:VpcId"}
    assert expected == import_value("eu:VpcId").expression


@pytest.mark.parametrize(("given", "token"), [(TOKEN, True), ("#{Token[1]}", True), ("token", False), (1, False)])
def test_tokens_are_told_from_text(given: object, token: bool) -> None:
    """Only the CDK's own markers make a token of text."""
    assert token == holds_token(given)


def test_an_availability_zone_knows_its_region() -> None:
    """A Local Zone belongs to its parent Region."""
    expected = ("us-east-1", "us-west-2")
    assert expected == (AvailabilityZoneName("us-east-1a").region, AvailabilityZoneName("us-west-2-lax-1a").region)


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("us-east-1", "aws"),
        ("mx-central-1", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-iso-east-1", "aws-iso"),
        ("us-isob-east-1", "aws-iso-b"),
        ("eu-isoe-west-1", "aws-iso-e"),
        ("us-isof-south-1", "aws-iso-f"),
        ("eusc-de-east-1", "aws-eusc"),
    ],
)
def test_a_region_knows_its_partition(region: str, partition: str) -> None:
    """Every partition has its own beginning of Region codes."""
    assert partition == Region(region).partition
