"""Delegation by DELEGATE rules, and to inbound endpoints, where the table of cases does not reach."""

from typing import Any

import pytest

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Resource
from constructs_pkg.audit.vantage import vantage_named
from constructs_pkg.audit.world import World

from .asking import ask, decided
from .templates import (
    Json,
    one_cell,
    record,
    ref,
    rule,
    rule_in,
    zone,
)

V, Z = ref("Vpc"), ref("Zone")
WEST = {"Ip": "192.168.0.53"}

INBOUND = {
    "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": V}},
    "In": {
        "Type": "AWS::Route53Resolver::ResolverEndpoint",
        "Properties": {"Direction": "INBOUND_DELEGATION", "IpAddresses": [{"SubnetId": ref("Subnet")}]},
    },
}


def test_a_delegation_inbound_endpoint_is_for_private_zones() -> None:
    """What it answers for names that were not delegated to it is not documented, rules and public DNS included."""
    resources = {
        **INBOUND,
        "Rule": rule("corp.test", WEST),
        "InVpc": rule_in(V, ref("Rule")),
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.org"}},
        "Www": record(ref("Public"), "www.example.org", "A", "203.0.113.1"),
        "Db": record(Z, "db.example.com", "A", "10.0.0.5"),
    }
    facts = one_cell(resources)
    names = ("db.example.com", "db.corp.test", "www.example.org")
    expected = [Status.NOERROR, Status.UNRESOLVED, Status.UNRESOLVED]
    assert expected == [ask(facts, name, origin="on-premises:us/In").outcome for name in names]


def delegation(servers: list[str], **resources: Json) -> Facts:
    """Return a zone that delegates eu.example.com to some name servers, and a DELEGATE rule for example.com."""
    cut = {"Cut": record(Z, "eu.example.com", "NS", *servers)}
    rules = {"Rule": rule("example.com", kind="DELEGATE"), "InVpc": rule_in(V, ref("Rule"))}
    return one_cell({**cut, **rules, **resources})


def test_delegates_to_all_name_servers_with_glue_in_both_families() -> None:
    """The addresses of the name servers stand in the zone as A and AAAA records."""
    facts = delegation(
        ["ns1.eu.example.com.", "ns2.eu.example.com."],
        Ns1=record(Z, "ns1.eu.example.com", "A", "10.50.0.30"),
        Ns2=record(Z, "ns2.eu.example.com", "AAAA", "2001:db8::30"),
    )
    answer = ask(facts, "www.eu.example.com")
    expected = ((Status.FORWARDED, "us/Rule"), ["10.50.0.30", "2001:db8::30"])
    assert expected == (decided(answer), [target.text for target in answer.to])


def test_looks_up_a_name_server_of_another_domain() -> None:
    """Where the VPC has a private zone for the name server's domain, its address is known."""
    facts = delegation(
        ["ns.corp.test"],
        Wide=rule("corp.test", kind="DELEGATE"),
        InWide=rule_in(V, ref("Wide")),
        Corp=zone("corp.test", V),
        Ns=record(ref("Corp"), "ns.corp.test", "A", "10.60.0.53"),
    )
    answer = ask(facts, "www.eu.example.com")
    expected = ((Status.FORWARDED, "us/Wide"), ["10.60.0.53"])
    assert expected == (decided(answer), [target.text for target in answer.to])


def test_name_servers_that_wait_for_each_other_end() -> None:
    """Two domains whose name servers are in each other's domain lead nowhere, and to no endless search."""
    facts = delegation(
        ["ns.eu.corp.test"],
        Corp=zone("corp.test", V),
        Back=record(ref("Corp"), "eu.corp.test", "NS", "ns.eu.example.com"),
        Wide=rule("corp.test", kind="DELEGATE"),
        InWide=rule_in(V, ref("Wide")),
    )
    answer = ask(facts, "www.eu.example.com")
    assert ((Status.FORWARDED, "us/Wide"), ()) == (decided(answer), answer.to)


@pytest.mark.parametrize("servers", [["ns.eu.example.com", "ns.corp.test"], [""], [{"Ref": "AWS::StackName"}]])
def test_a_delegation_that_no_one_rule_covers_is_not_told(servers: list[str]) -> None:
    """Which name server the Resolver takes, and what it does without a rule for it, is not documented."""
    assert Status.UNRESOLVED is ask(delegation(servers), "www.eu.example.com").outcome


def test_a_delegated_name_is_not_answered_while_its_outbound_endpoint_is_down() -> None:
    """Queries of a DELEGATE rule leave by its endpoint, as those of a FORWARD rule do."""
    made: Any = rule("example.com", kind="DELEGATE")
    made["Properties"]["ResolverEndpointId"] = ref("Out")
    out = {"Type": "AWS::Route53Resolver::ResolverEndpoint", "Properties": {"Direction": "OUTBOUND"}}
    facts = delegation(
        ["ns1.eu.example.com."], Rule=made, Out=out, Ns1=record(Z, "ns1.eu.example.com", "A", "10.50.0.30")
    )
    vantage = vantage_named(facts, "us")
    assert vantage is not None
    world = World(down=frozenset({Resource("us", "Out")}))
    answers = [resolve(facts, "www.eu.example.com", "A", vantage, one) for one in (World(), world)]
    assert [Status.FORWARDED, Status.SERVFAIL] == [answer.outcome for answer in answers]
