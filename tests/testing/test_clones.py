"""`assert_clones_agree`."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from audit.templates import cell, endpoint, endpoint_alias, get_att, import_value, record, stack

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.testing import assert_clones_agree

from .assemblies import clone


def disagreement(facts: Facts, zone: str = "example.com", except_: Iterable[str] = ()) -> list[str]:
    """Return the lines of the failure; none where the clones agree."""
    try:
        assert_clones_agree(facts, zone=zone, except_=except_)
    except AssertionError as failed:
        return str(failed).splitlines()
    return []


def three(last: list[StackFact]) -> Facts:
    return read([*clone("Virginia", foo="10.0.0.1"), *clone("Oregon", foo="10.0.0.2"), *last])


def test_clones_with_hosts_of_their_own_agree() -> None:
    """The same names with other addresses are agreement."""
    assert [] == disagreement(three(clone("Ireland", foo="10.0.0.3")))


def test_a_name_that_one_clone_lacks_is_told_of_that_clone() -> None:
    """The line has the clone, what it answers, and how many have the name."""
    expected = [
        "The 3 clones of example.com disagree on 1 name:",
        "  name             type  clone    answers   but",
        "  foo.example.com  A     Ireland  NXDOMAIN  2 of 3 clones have it",
    ]
    assert expected == disagreement(three(clone("Ireland")))


def test_a_name_that_one_clone_has_alone_is_told_of_that_clone() -> None:
    """Where most lack a name, the one that has it is told."""
    expected = [
        "The 3 clones of example.com disagree on 1 name:",
        "  name             type  clone    answers   but",
        "  own.example.com  A     Ireland  10.0.0.9  only 1 of 3 clones has it",
    ]
    assert expected == disagreement(three(clone("Ireland", foo="10.0.0.3", own="10.0.0.9")))


@pytest.mark.parametrize("except_", [["own.example.com"], ["own.*"], {"OWN.example.com.": "since it is a trial"}])
def test_names_that_may_differ_are_left_out(except_: Iterable[str]) -> None:
    """An exception is a name or a pattern, and a mapping may say why."""
    assert [] == disagreement(three(clone("Ireland", foo="10.0.0.3", own="10.0.0.9")), except_=except_)


def test_an_exception_for_no_name_fails() -> None:
    """An exception that has become needless is told, so that it does not hide the next name."""
    expected = ["except_ old.*: no clone of example.com has such a name"]
    assert expected == disagreement(three(clone("Ireland", foo="10.0.0.3")), except_=["old.*"])


def test_a_zone_that_nobody_has_fails() -> None:
    """A misspelt zone is no agreement."""
    expected = ["exmaple.com: no VPC has a private zone of that name; there are example.com"]
    assert expected == disagreement(three([]), "exmaple.com")


def test_an_address_in_another_regions_vpc_is_elsewhere() -> None:
    """A host in a block that only another Region's VPC has is told with that Region."""
    stacks = [*clone("Virginia", foo="10.0.0.1"), *clone("Ireland", foo="10.0.0.1")]
    blocks = iter(("10.0.0.0/16", "10.1.0.0/16"))
    for one in stacks:
        for resource in one.section("Resources").values():
            if isinstance(resource, dict) and resource["Type"] == "AWS::EC2::VPC":
                resource["Properties"]["CidrBlock"] = next(blocks)
    assert "  foo.example.com  A     Ireland  10.0.0.1  10.0.0.1 is in us-east-1" in disagreement(read(stacks))


def test_an_endpoint_or_service_of_another_region_is_elsewhere() -> None:
    """An endpoint in another Region's VPC, and one to a service in another Region, leave the Region."""
    virginia, ireland = (import_value(f"{name}-network:ZoneId") for name in ("Virginia", "Ireland"))
    to_virginia = {
        "Ep": endpoint(import_value("Ireland-network:VpcId"), ServiceRegion="us-east-1"),
        "A": record(ireland, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
        "Far": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"},
        "Site": record(ireland, "c.example.com", "CNAME", "site.us-east-1.example.net"),
    }
    own = {
        "Ep": endpoint(import_value("Virginia-network:VpcId")),
        "A": record(virginia, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
        "Site": record(virginia, "c.example.com", "CNAME", "site.us-east-1.example.net"),
    }
    expected = [
        "The 2 clones of example.com disagree on 2 names:",
        "  name           type  clone    answers                           but",
        "  a.example.com  A     Ireland  endpoint Ireland-links/Ep         the endpoint's service is in us-east-1",
        "  c.example.com  A     Ireland  CNAME site.us-east-1.example.net → public DNS  us-east-1 is another Region",
    ]
    found = disagreement(read([*cell("Virginia", "us-east-1", own), *cell("Ireland", "eu-west-1", to_virginia)]))
    assert [line.split() for line in expected] == [line.split() for line in found]


def test_a_resource_of_another_region_is_elsewhere() -> None:
    """An alias of a load balancer is where the stack of the load balancer is."""

    def far(name: str) -> list[StackFact]:
        target = {"DNSName": get_att("Nlb", "DNSName"), "HostedZoneId": get_att("Nlb", "CanonicalHostedZoneID")}
        zone_id = import_value(f"{name}-network:ZoneId")
        there = {
            "Nlb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"},
            "A": record(zone_id, "a.example.com", "A", AliasTarget=target),
        }
        return [*cell(name, "us-east-1", {}), stack(f"{name}-far", there, "us-east-1")]

    stacks = far("Virginia")
    alone = read([*stacks[:1], *stacks[2:]])
    assert [] == disagreement(alone)
    network = stacks[0]
    moved = StackFact("here", "here", network.account, "eu-west-1", network.template)
    zone_id = {"Fn::GetStackOutput": {"StackName": "here", "OutputName": "ZoneId", "Region": "eu-west-1"}}
    nlb = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"}
    target = {"DNSName": get_att("Nlb", "DNSName"), "HostedZoneId": get_att("Nlb", "CanonicalHostedZoneID")}
    there = stack("far", {"Nlb": nlb, "A": record(zone_id, "a.example.com", "A", AliasTarget=target)}, "us-east-1")
    (line,) = disagreement(read([moved, there]))[2:]
    assert line.endswith("  far/Nlb is in us-east-1")


def test_a_region_that_is_not_known_is_told() -> None:
    """Clones whose stacks have no Region cannot be held to one."""
    made = [StackFact(one.id, one.name, None, None, one.template) for one in clone("Virginia", foo="10.0.0.1")]
    (line,) = disagreement(read(made))[2:]
    assert line.endswith("its Region is not known: give its stack an environment")


def test_names_of_other_zones_are_not_compared() -> None:
    """What the cells have beside the zone is their own business."""
    other = cell(
        "Other",
        "us-east-1",
        {"A": record(import_value("Other-network:ZoneId"), "a.other.test", "A", "10.0.0.1")},
        "other.test",
    )
    assert [] == disagreement(three(other))


def test_a_long_table_is_cut() -> None:
    """The first forty lines are shown and the others counted."""
    many = {f"h{number:02}": "10.0.0.9" for number in range(42)}
    lines = disagreement(three(clone("Ireland", foo="10.0.0.3", **many)))
    assert (43, "  and 2 more") == (len(lines), lines[-1])
