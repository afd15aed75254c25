"""Which answers of clones are alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.vantage import every_vantage

from .templates import (
    Json,
    cell,
    endpoint,
    endpoint_alias,
    get_att,
    import_value,
    of_endpoint,
    record,
    ref,
    rule,
    rule_in,
    stack,
    vpc,
    zone,
)

REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-2")
Resources = dict[str, Json]


def odd(*links: Callable[[object, str], Resources]) -> list[list[str]]:
    """Return the odd vantages of each name, where each cell's resources are made from its zone and Region."""
    stacks: list[StackFact] = []
    for index, make in enumerate(links):
        region = REGIONS[index]
        stacks += cell(f"c{index}", region, make(import_value(f"c{index}-network:ZoneId"), region))
    matrix = read_matrix(read(stacks))
    named = [
        [(vantage.name, one) for vantage, one in zip(matrix.vantages, row.cells, strict=True)] for row in matrix.rows
    ]
    return [[name for name, one in row if one.odd] for row in named]


def host(*addresses: str) -> Callable[[object, str], Resources]:
    return lambda zone_id, _: {"A": record(zone_id, "a.example.com", "A", *addresses)}


def in_region(text: str, kind: str = "CNAME") -> Callable[[object, str], Resources]:
    return lambda zone_id, region: {"A": record(zone_id, "a.example.com", kind, text.format(region=region))}


def own_endpoint(zonal: str | None = None) -> Callable[[object, str], Resources]:
    def made(zone_id: object, region: str) -> Resources:
        network = {"us-east-1": "c0", "eu-west-1": "c1", "ap-southeast-2": "c2"}[region]
        there = {"Ep": endpoint(import_value(f"{network}-network:VpcId"))}
        if zonal is None:
            return {**there, "A": record(zone_id, "a.example.com", "A", AliasTarget=endpoint_alias("Ep"))}
        name = {"Fn::Join": ["", [of_endpoint("Ep", 1), f"-{region}{zonal}"]]}
        return {**there, "A": record(zone_id, "a.example.com", "CNAME", name)}

    return made


def nothing(zone_id: object, _: str) -> Resources:
    return {"B": record(zone_id, "a.example.com", "TXT", '"here"')}


@pytest.mark.parametrize(
    "links",
    [
        pytest.param((host("10.0.0.1"), host("10.0.9.9"), host("10.0.0.1")), id="addresses in the own VPC"),
        pytest.param((host("192.0.2.1"),) * 3, id="one address elsewhere"),
        pytest.param((own_endpoint(),) * 3, id="an endpoint in the own VPC"),
        pytest.param((own_endpoint("a"), own_endpoint("b"), own_endpoint("a")), id="a zonal name of an own endpoint"),
        pytest.param((in_region("db.{region}.example.net"),) * 3, id="a target of the own Region"),
        pytest.param((in_region('"{region}"', "TXT"),) * 3, id="a text with the own Region"),
    ],
)
def test_clones_are_alike_where_each_answers_with_its_own(
    links: tuple[Callable[[object, str], Resources], ...],
) -> None:
    """An answer of what is the clone's own is no difference."""
    assert [[]] == odd(*links)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(host("192.0.2.1"), [["c2"]], id="an address elsewhere"),
        pytest.param(host("10.0.0.1", "10.0.0.2"), [["c2"]], id="one address more"),
        pytest.param(own_endpoint(), [["c2"]], id="an endpoint instead of a host"),
        pytest.param(nothing, [["c2"], ["c2"]], id="no such record, and another type"),
    ],
)
def test_the_clone_that_is_not_like_most_is_odd(
    last: Callable[[object, str], Resources], expected: list[list[str]]
) -> None:
    """Of three clones the one that answers in another way is marked."""
    assert expected == odd(host("10.0.0.1"), host("10.0.0.2"), last)


def test_an_endpoint_in_another_vpc_is_not_like_one_in_the_own() -> None:
    """A name that leaves the cell is marked."""

    def borrowed(zone_id: object, _: str) -> Resources:
        there = {"Ep": endpoint(import_value("elsewhere:VpcId"))}
        return {**there, "A": record(zone_id, "a.example.com", "A", AliasTarget=endpoint_alias("Ep"))}

    assert [["c2"]] == odd(own_endpoint(), own_endpoint(), borrowed)


def test_a_resource_is_known_by_its_logical_id_and_whether_it_is_near() -> None:
    """Load balancers that clones made under one logical id, each in its Region, are alike."""

    def balancer(zone_id: object, _: str) -> Resources:
        target = {"DNSName": get_att("Nlb", "DNSName"), "HostedZoneId": get_att("Nlb", "CanonicalHostedZoneID")}
        made: Json = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"}
        return {"Nlb": made, "A": record(zone_id, "a.example.com", "A", AliasTarget=target)}

    assert [[]] == odd(balancer, balancer, balancer)


def test_where_as_many_answer_as_do_not_those_that_answer_are_usual() -> None:
    """Of two clones the one without the name is odd."""
    assert [["c1"], ["c0"]] == odd(host("10.0.0.1"), nothing)


def test_without_a_largest_group_all_are_odd() -> None:
    """Of two clones that answer differently both are marked, as nobody can tell which is meant."""
    assert [["c0", "c1"]] == odd(host("10.0.0.1"), host("192.0.2.1"))


def test_a_network_behind_an_inbound_endpoint_is_compared_and_does_not_count() -> None:
    """Asking twice through one VPC makes it no majority."""
    subnet = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": import_value("c1-network:VpcId")}}
    inbound = {
        "Type": "AWS::Route53Resolver::ResolverEndpoint",
        "Properties": {"Direction": "INBOUND", "IpAddresses": [{"SubnetId": ref("Subnet")}]},
    }

    def links(index: int, address: str) -> Resources:
        return {"A": record(import_value(f"c{index}-network:ZoneId"), "a.example.com", "A", address)}

    stacks = [
        *cell("c0", "us-east-1", links(0, "10.0.0.1")),
        *cell("c1", "us-east-1", {**links(1, "192.0.2.1"), "Subnet": subnet, "In": inbound}),
    ]
    facts = read(stacks)
    matrix = read_matrix(facts, every_vantage(facts))
    expected = [("c0", True), ("c1", True), ("on-premises:c1-links/In", True)]
    cells = matrix.rows[0].cells
    assert expected == [(vantage.name, one.odd) for vantage, one in zip(matrix.vantages, cells, strict=True)]


def test_a_vpc_without_a_zone_for_the_name_is_no_clone() -> None:
    """A rule for everything, or no Resolver at all, says nothing about a name whose zone the VPC does not have."""
    zone_id = import_value("c0-network:ZoneId")
    stacks = [
        *cell("c0", "us-east-1", {"A": record(zone_id, "a.example.com", "A", "10.0.0.1")}),
        stack("dark", {"Vpc": vpc("dark", EnableDnsSupport=False)}),
        stack("spoke", {"Vpc": vpc("spoke"), "Rule": rule("."), "In": rule_in(ref("Vpc"), ref("Rule"))}),
    ]
    cells = read_matrix(read(stacks)).rows[0].cells
    expected = [("10.0.0.1", False), ("NO-ANSWER", None), ("forwarded by rule spoke/Rule", None)]
    assert expected == [(one.text, one.odd) for one in cells]


def test_public_answers_are_not_compared() -> None:
    """The internet, and a VPC that no private zone covers the name for, have no part in it."""
    resources = {
        "Vpc": vpc("us"),
        "Zone": zone("example.com", ref("Vpc")),
        "A": record(ref("Zone"), "a.example.com", "A", "10.0.0.1"),
        "Other": vpc("other"),
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}},
    }
    facts = read([stack("s", resources)])
    expected = [False, None, None]
    assert expected == [one.odd for one in read_matrix(facts, every_vantage(facts)).rows[0].cells]
