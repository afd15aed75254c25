"""What a change of a topology leaves alone: every resource but those it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from .synthesis import EXAMPLES, Template, planned_wish, synthesize, template_texts, wish

Wish = dict[str, Any]


@pytest.mark.parametrize("example", EXAMPLES)
def test_order_of_declarations_means_nothing(example: str, assembly: Callable[[str], Path], tmp_path: Path) -> None:
    """Whatever order everything of a topology is declared in, its templates are the same byte for byte."""
    synthesize(planned_wish(_backwards(wish(example))), tmp_path)
    assert template_texts(assembly(example)) == template_texts(tmp_path)


def test_another_region_leaves_the_others_as_they_are(assembly: Callable[[str], Path], tmp_path: Path) -> None:
    """A third Region adds stacks of its own; the templates of the other two stay the same byte for byte."""
    asked = wish("two-regions")
    frankfurt = {**asked["cells"]["us-west"], "display_name": "Frankfurt", "region": "eu-central-1"}
    zones = [{"slot": 0, "name": "eu-central-1a"}, {"slot": 1, "name": "eu-central-1b"}]
    frankfurt["network"] = {**frankfurt["network"], "availability_zones": zones}
    asked["cells"] = {"eu-central": frankfurt, **asked["cells"]}
    synthesize(planned_wish(asked), tmp_path)
    before, after = template_texts(assembly("two-regions")), template_texts(tmp_path)
    assert before == {stack: after[stack] for stack in before}
    assert {"two-regions-eu-central-links", "two-regions-eu-central-network"} == after.keys() - before.keys()


def _add_record(asked: Wish) -> None:
    asked["cells"]["us-east"]["records"] = [{"name": "alpha", "type": "TXT", "values": ['"one"']}]


def _add_host(asked: Wish) -> None:
    cell = asked["cells"]["us-east"]
    cell["hosts"] = {"alpha": ["10.0.0.12"], **cell["hosts"]}


def _add_zone_of_availability(asked: Wish) -> None:
    asked["cells"]["us-east"]["network"]["availability_zones"].insert(0, {"slot": 2, "name": "us-east-1c"})


def _add_tier(asked: Wish) -> None:
    asked["cells"]["us-east"]["network"]["tiers"].insert(0, {"slot": 1, "name": "alpha", "kind": "isolated"})


def _add_zone_of_availability_under_a_service(asked: Wish) -> None:
    zone = {"slot": 2, "name": "us-east-1c", "id": "use1-az3"}
    asked["cells"]["provider"]["network"]["availability_zones"].insert(0, zone)


def _add_zone_of_availability_under_an_endpoint(asked: Wish) -> None:
    zone = {"slot": 2, "name": "eu-west-1c", "id": "euw1-az3"}
    asked["cells"]["globex"]["network"]["availability_zones"].insert(0, zone)


def _add_cell(asked: Wish) -> None:
    asked["cells"] = {"aaa": {**asked["cells"]["acme"], "zones": ["aaa.example.com"]}, **asked["cells"]}


def _add_service(asked: Wish) -> None:
    asked["services"] = {
        "aaa": {"cell": "provider", "listeners": [{"port": 22, "targets": {"ip_addresses": ["10.0.0.9"]}}]},
        **asked["services"],
    }


def _add_link(asked: Wish) -> None:
    name = "com.amazonaws.vpce.us-east-1.vpce-svc-0fedcba9876543210"
    ingress = [{"from_port": 443, "cidr": "10.0.0.0/16"}]
    asked["links"] = {"aaa": {"cell": "acme", "service_name": name, "ingress": ingress}, **asked["links"]}


def _add_name(asked: Wish) -> None:
    asked["links"]["acme-api"]["names"].insert(0, "aaa")


def _add_listener(asked: Wish) -> None:
    listener = {"port": 80, "targets": {"ip_addresses": ["10.0.0.10"]}}
    asked["services"]["api"]["listeners"].insert(0, listener)


_SUBNET = ["AWS::EC2::RouteTable", "AWS::EC2::Subnet", "AWS::EC2::SubnetRouteTableAssociation", "Output"]
_ROUTED = {"CellGatewayEndpointdynamodb3ACE1453": ["RouteTableIds"], "CellGatewayEndpoints343ACB4B6": ["RouteTableIds"]}
_LISTENER = ["AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::TargetGroup"]


ADDITIONS: list[tuple[str, Callable[[Wish], None], dict[str, list[str]], dict[str, dict[str, list[str]]]]] = [
    ("two-regions", _add_record, {"two-regions-us-east-links": ["AWS::Route53::RecordSet"]}, {}),
    ("two-regions", _add_host, {"two-regions-us-east-links": ["AWS::Route53::RecordSet"]}, {}),
    (
        "two-regions",
        _add_zone_of_availability,
        {"two-regions-us-east-network": _SUBNET},
        {"two-regions-us-east-network": _ROUTED},
    ),
    (
        "two-regions",
        _add_tier,
        {"two-regions-us-east-network": sorted(2 * _SUBNET)},
        {"two-regions-us-east-network": _ROUTED},
    ),
    (
        "saas",
        _add_zone_of_availability_under_a_service,
        {"saas-provider-network": _SUBNET},
        {
            "saas-provider-network": _ROUTED,
            "saas-provider-links": {"ServiceapiLoadBalancer49B7016E": ["Subnets"]},
        },
    ),
    (
        "saas",
        _add_zone_of_availability_under_an_endpoint,
        {"saas-globex-network": _SUBNET},
        {"saas-globex-network": _ROUTED, "saas-globex-links": {"Linkglobexapi8BC15FF2": ["SubnetIds"]}},
    ),
    ("saas", _add_cell, {"saas-aaa-network": ["the whole stack"]}, {}),
    (
        "saas",
        _add_service,
        {
            "saas-provider-links": [
                "AWS::EC2::SecurityGroup",
                "AWS::EC2::VPCEndpointService",
                "AWS::ElasticLoadBalancingV2::Listener",
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "AWS::ElasticLoadBalancingV2::TargetGroup",
                "Output",
            ]
        },
        {},
    ),
    ("saas", _add_link, {"saas-acme-links": ["AWS::EC2::SecurityGroup", "AWS::EC2::VPCEndpoint", "Output"]}, {}),
    ("saas", _add_name, {"saas-acme-links": ["AWS::Route53::RecordSet"]}, {}),
    (
        "saas",
        _add_listener,
        {"saas-provider-links": _LISTENER},
        {
            # Both sides of the link let the new port through.
            "saas-provider-links": {"ServiceapiSecurityGroupD1D224D0": ["SecurityGroupEgress"]},
            "saas-acme-links": {"LinkacmeapiSecurityGroup5C0A185C": ["SecurityGroupIngress"]},
            "saas-globex-links": {"LinkglobexapiSecurityGroupE79F2963": ["SecurityGroupIngress"]},
        },
    ),
]


@pytest.mark.parametrize(
    ("example", "change", "added", "changed"), ADDITIONS, ids=[change.__name__[1:] for _, change, _, _ in ADDITIONS]
)
def test_an_addition_is_all_that_changes(
    example: str,
    change: Callable[[Wish], None],
    added: dict[str, list[str]],
    changed: dict[str, dict[str, list[str]]],
    synthesized: Callable[[str], dict[str, Template]],
    tmp_path: Path,
) -> None:
    """Adding something adds its resources, removes none, and changes only properties that list it."""
    asked = wish(example)
    change(asked)
    before, after = synthesized(example), synthesize(planned_wish(asked), tmp_path)
    assert {} == _added(after, before)
    assert added == _added(before, after)
    assert changed == _changed(before, after)


def _backwards(value: Any) -> Any:
    if isinstance(value, dict):
        # Of rules about connections the first decides, and CloudFront tries path patterns in their order.
        ordered = ("rules", "cache_behaviors")
        return {key: inner if key in ordered else _backwards(inner) for key, inner in reversed(value.items())}
    return [_backwards(inner) for inner in reversed(value)] if isinstance(value, list) else value


def _added(before: Mapping[str, Template], after: Mapping[str, Template]) -> dict[str, list[str]]:
    """The kinds of what only `after` has, by stack."""
    found = {stack: sorted(_new(before.get(stack), template)) for stack, template in after.items()}
    return {stack: kinds for stack, kinds in found.items() if kinds}


def _new(before: Template | None, after: Template) -> Iterator[str]:
    if before is None:
        yield "the whole stack"
        return
    for section, kind in {"Resources": None, "Outputs": "Output", "Parameters": "Parameter"}.items():
        for name, held in after.get(section, {}).items():
            if name not in before.get(section, {}):
                yield kind or held["Type"]


def _changed(before: Mapping[str, Template], after: Mapping[str, Template]) -> dict[str, dict[str, list[str]]]:
    """The properties that differ of what both have, by stack and logical id."""
    found = {stack: _altered(before[stack], after[stack]) for stack in before.keys() & after.keys()}
    return {stack: altered for stack, altered in found.items() if altered}


def _altered(before: Template, after: Template) -> dict[str, list[str]]:
    altered = {}
    for section in before.keys() | after.keys():
        if section == "Description":
            assert before[section] == after[section]
            continue
        for name in before.get(section, {}).keys() & after.get(section, {}).keys():
            old, new = before[section][name], after[section][name]
            if old != new:
                assert {**old, "Properties": {}} == {**new, "Properties": {}}
                keys = old["Properties"].keys() | new["Properties"].keys()
                altered[name] = sorted(key for key in keys if old["Properties"].get(key) != new["Properties"].get(key))
    return altered
