"""Security groups as the fragments render them."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.security_group import cidr_rule, ingress_rule, security_group
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.late import Late
from constructs_pkg.values.spec import parse


def test_group_without_egress_rules_lets_nothing_out() -> None:
    """A group with no rule outward gets one that leads nowhere, since CloudFormation opens one without any."""
    made = security_group(description="A group", name="x", vpc_id="vpc-0123456789abcdef0")
    (rule,) = made["Properties"]["SecurityGroupEgress"]
    assert ("255.255.255.255/32", "icmp") == (rule["CidrIp"], rule["IpProtocol"])
    assert "SecurityGroupIngress" not in made["Properties"]


def test_group_has_exactly_its_rules() -> None:
    """Rules that are given are the only ones, in both directions."""
    inward = cidr_rule("tcp", 443, 443, "10.0.0.0/16", "in")
    outward = cidr_rule("udp", 53, 54, "fd00::/8", "out")
    made = security_group(description="A group", name="x", vpc_id="vpc-1", ingress=[inward], egress=[outward])
    assert ([inward], [outward]) == (
        made["Properties"]["SecurityGroupIngress"],
        made["Properties"]["SecurityGroupEgress"],
    )


@pytest.mark.parametrize(
    ("block", "key"),
    [("10.0.0.0/16", "CidrIp"), ("fd00::/8", "CidrIpv6"), (Late({"Ref": "Block"}), "CidrIp")],
    ids=str,
)
def test_block_stands_under_its_kind(block: str | Late, key: str) -> None:
    """IPv4 and IPv6 blocks stand under keys of their own; one known only at deployment is a VPC's, so IPv4."""
    rule = cidr_rule("tcp", 1, 2, block, "text")
    assert {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, key: block, "Description": "text"} == rule


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"from_port": 443, "cidr": "10.0.0.0/16"}, (443, 443, "CidrIp", "10.0.0.0/16", "tcp 443")),
        (
            {"from_port": 8000, "to_port": 8010, "protocol": "udp", "security_group_id": "sg-0123456789abcdef0"},
            (8000, 8010, "SourceSecurityGroupId", "sg-0123456789abcdef0", "udp 8000-8010"),
        ),
        (
            {"from_port": 443, "to_port": 443, "prefix_list_id": "pl-0123456789abcdef0"},
            (443, 443, "SourcePrefixListId", "pl-0123456789abcdef0", "tcp 443"),
        ),
    ],
    ids=["block", "group", "prefix list"],
)
def test_ingress_names_its_source(asked: dict[str, Any], expected: tuple[int, int, str, str, str]) -> None:
    """A rule lets in its one source on its ports, and its description says which ports."""
    first, last, key, source, description = expected
    rule = ingress_rule(parse(Ingress, asked))
    assert (first, last, source, description) == (rule["FromPort"], rule["ToPort"], rule[key], rule["Description"])
    assert {"IpProtocol", "FromPort", "ToPort", "Description", key} == rule.keys()
