"""Policies in terms, as documents."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from constructs_pkg.values.aws_service import GatewayEndpoint, policy_document
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse

ACCOUNT, VPC = "111111111111", {"Ref": "Vpc"}
LAYERS = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
}


def document(service: str = "dynamodb", **terms: Any) -> Any:
    """Return the document of the terms on an endpoint to `service`."""
    endpoint = parse(GatewayEndpoint, {"service": "s3", "policy": terms})
    return policy_document(endpoint.policy, service=service, account=ACCOUNT, vpc_id=VPC, region=Region("us-east-1"))


def test_all_terms_stand_in_one_statement() -> None:
    """Terms are combined: each is a further condition, action or resource of the one statement that allows."""
    written = document(
        own_account=True,
        accounts=["222222222222"],
        organization="o-a1b2c3d4e5",
        own_vpc=True,
        resource_accounts=["333333333333"],
        resource_organization="o-b1b2c3d4e5",
        until="2030-01-31",
        actions=["dynamodb:GetItem"],
        resources=["arn:aws:dynamodb:us-east-1:333333333333:table/t"],
    )
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    expected = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["dynamodb:GetItem"],
        "Resource": ["arn:aws:dynamodb:us-east-1:333333333333:table/t"],
        "Condition": {
            "StringEquals": {
                "aws:PrincipalAccount": ["111111111111", "222222222222"],
                "aws:PrincipalOrgID": "o-a1b2c3d4e5",
                "aws:SourceVpc": {"Ref": "Vpc"},
                "aws:ResourceAccount": ["333333333333"],
                "aws:ResourceOrgID": "o-b1b2c3d4e5",
            },
            "DateLessThan": {"aws:CurrentTime": "2030-01-31T00:00:00Z"},
        },
    }
    assert {"Version": "2012-10-17", "Statement": [expected]} == written


def test_images_can_be_pulled_through_s3_until_the_end() -> None:
    """Layers of images are no resource of the account; the end holds for them as well."""
    ends = {"Condition": {"DateLessThan": {"aws:CurrentTime": "2030-01-31T12:00:00Z"}}}
    assert LAYERS == document("s3", own_account=True)["Statement"][1]
    assert {**LAYERS, **ends} == document("s3", own_account=True, until="2030-01-31T12:00:00Z")["Statement"][1]
    assert 1 == len(document("s3", own_account=True, image_layers=False)["Statement"])


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (date(2030, 1, 31), "2030-01-31T00:00:00Z"),
        (datetime(2030, 1, 31, 12, tzinfo=UTC), "2030-01-31T12:00:00Z"),
        ("2030-01-31T12:00:00Z", "2030-01-31T12:00:00Z"),
    ],
)
def test_a_time_may_stand_without_quotes(given: object, written: str) -> None:
    """YAML and TOML read a date or time without quotes as one."""
    (statement,) = document(own_account=True, until=given)["Statement"]
    assert {"aws:CurrentTime": written} == statement["Condition"]["DateLessThan"]


def test_what_is_known_at_deployment_passes() -> None:
    """The id of an organization may be a parameter."""
    late = Late({"Ref": "Organization"})
    (statement,) = document(organization=late)["Statement"]
    assert {"aws:PrincipalOrgID": late} == statement["Condition"]["StringEquals"]
