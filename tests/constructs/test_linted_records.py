"""cfn-lint over aliases of records of a zone that the same template makes."""

from __future__ import annotations

import copy
import json
from typing import Any

import aws_cdk as cdk
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.core import get_rules  # type: ignore[import-untyped]
from construct_cases import REGION, ZONE, Template, cell, template_of

from constructs_pkg import PublicRecords, PublicZone, TrafficTree

ALIAS = {"type": "A", "alias": {"to": "record", "dns_name": "web"}}
WEB = {"name": "web", "type": "A", "values": ["192.0.2.1"]}
INNER: dict[str, Any] = {"policy": "weighted", "branches": {"one": {"weight": 1, "values": ["192.0.2.1"]}}}
TREE: dict[str, Any] = {"policy": "weighted", "branches": {"in": {"weight": 1, "tree": INNER}}}
NEAR = {"policy": "geoproximity", "set_identifier": "near", "region": "us-east-1"}


def test_an_alias_of_a_record_of_its_zone_is_no_finding(stack: cdk.Stack) -> None:
    """Rule E1041 asks for the zone of an AWS resource; for a record of the same zone Route 53 asks for the zone's own.

    It is switched off at the records that it would find, and nowhere else.
    """
    private, public = cell(stack), PublicZone(stack, "Public", zone_name="example.com")
    private.add_record({"name": "www", **ALIAS})
    private.add_record({"name": "near", **ALIAS, "policy": NEAR})
    private.add_host("web", ["10.0.0.10"])
    TrafficTree(stack, "Inside", zone=private.zone, name="tree", tree=TREE)
    PublicRecords(stack, "Records", zone=public, records=[{"name": "www", **ALIAS}, WEB])
    TrafficTree(stack, "Tree", zone=public, name="tree", tree=TREE)
    TrafficTree(stack, "Elsewhere", zone=ZONE, name="tree", tree=TREE)
    template = template_of(stack)
    assert {} == _found(template)

    bare = copy.deepcopy(template)
    switched_off = {key for key, held in bare["Resources"].items() if "cfn-lint" in held.pop("Metadata", {})}
    assert 5 == len(switched_off)
    assert dict.fromkeys(switched_off, "E1041") == _found(bare)


def _found(template: Template) -> dict[str, str]:
    """The rule that cfn-lint finds broken at each record set or group of them."""
    records = {key for key, held in template["Resources"].items() if held["Type"].startswith("AWS::Route53::Record")}
    found = lint(json.dumps(template), get_rules([], [], []), [REGION])
    return {match.path[1]: match.rule.id for match in found if match.path[1] in records}
