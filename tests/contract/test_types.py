"""The resource types: all that the library writes are known, and what replaces them is what AWS says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from ministack.services.cloudformation import provisioners

from emulator import ipv6, network, query_logging, zones
from emulator.privatelink import types
from emulator.server import ROOT

ADDED = {**types.TYPES, **network.TYPES, **ipv6.TYPES, **zones.TYPES, **query_logging.TYPES}
# From cfn-lint's schemas of CloudFormation; "?" marks what replaces only at times.
SCHEMAS = json.loads((ROOT / "constructs_pkg" / "audit" / "changes" / "create_only.json").read_text(encoding="utf-8"))


def written_by_the_library() -> Iterator[str]:
    """Yield every type in the library's fragments."""
    for file in sorted((ROOT / "constructs_pkg" / "fragments").glob("*.py")):
        yield from re.findall(r'"(AWS::\w+::\w+)"', file.read_text(encoding="utf-8"))


def test_fragments_are_found() -> None:
    """The search below sees what every cell has."""
    assert {"AWS::EC2::VPC", "AWS::EC2::VPCCidrBlock", "AWS::Route53::RecordSetGroup"} < set(written_by_the_library())


@pytest.mark.parametrize("kind", sorted(set(written_by_the_library())))
def test_a_type_of_the_library_is_known(kind: str) -> None:
    """The emulator makes and deletes it, by itself or with the overlay."""
    known = {**provisioners._RESOURCE_HANDLERS, **ADDED}
    assert kind in known


@pytest.mark.parametrize("kind", sorted(ADDED))
def test_what_replaces_an_added_type_is_what_its_schema_says(kind: str) -> None:
    """A create-only property replaces, another does not: the library's own diff says the same."""
    schema = {name for name in SCHEMAS[kind].split() if "/" not in name}
    # Of a record set the schema does not say that its name, which is its identity, cannot change.
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
    documented = schema | ({"Name"} if kind == "AWS::Route53::RecordSet" else set())
    assert documented == set(ADDED[kind].create_only)
