"""CIDR collections and the IP-based records that go by them."""

from __future__ import annotations

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from construct_cases import ACCOUNT, REGION, refusal_of

from constructs_pkg import CidrCollection
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.values.record import IpBased, Record
from constructs_pkg.values.spec import parse


@pytest.fixture
def stack() -> cdk.Stack:
    """A stack of a literal account and Region."""
    return cdk.Stack(cdk.App(), "Stack", env=cdk.Environment(account=ACCOUNT, region=REGION))


def test_a_collection_has_its_locations(stack: cdk.Stack) -> None:
    """Locations and blocks are in an order of their own, so that writing them otherwise changes nothing."""
    CidrCollection(stack, "Clients", locations={"office": ["203.0.113.0/24", "198.51.100.0/24"], "home": ["2::/48"]})
    (made,) = assertions.Template.from_stack(stack).find_resources("AWS::Route53::CidrCollection").values()
    assert made["Properties"] == {
        "Name": "Clients",
        "Locations": [
            {"LocationName": "home", "CidrList": ["2::/48"]},
            {"LocationName": "office", "CidrList": ["198.51.100.0/24", "203.0.113.0/24"]},
        ],
    }


def test_an_ip_based_record_names_it(stack: cdk.Stack) -> None:
    """Its id reaches the record as an attribute of the collection."""
    collection = CidrCollection(stack, "Clients", name="clients", outputs=True)
    policy = parse(
        IpBased, {"set_identifier": "office", "collection_id": collection.collection_id, "location": "office"}
    )
    record = Record.model_validate({"name": "www", "type": "A", "values": ["192.0.2.1"], "policy": policy})
    (rendered,) = records_fragment("example.com", "Z1", [record]).template()["Resources"].values()
    config = rendered["Properties"]["CidrRoutingConfig"]
    template = assertions.Template.from_stack(stack).to_json()
    (logical_id,) = template["Resources"]
    (shown,) = template["Outputs"].values()
    expected = {"Fn::GetAtt": [logical_id, "Id"]}
    assert (expected, expected, "office") == (
        stack.resolve(config["CollectionId"]),
        shown["Value"],
        config["LocationName"],
    )


def test_an_illegal_collection_is_refused(stack: cdk.Stack) -> None:
    """Every problem is told at the keyword argument, and nothing is made."""
    problems = refusal_of(lambda: CidrCollection(stack, "Clients", name="a b", locations={"o": ["0.0.0.0/0"]}))
    assert {("malformed-collection-name", "name"), ("collection-block-size", "locations.o[0]")} == set(problems)
    assert [] == stack.node.children
