"""Resolver rules where the table of cases does not reach."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.document import as_document
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.rule_facts import TargetFact
from constructs_pkg.audit.value import DeployTime, Literal
from constructs_pkg.commands import main

from .asking import ask, decided
from .templates import (
    Json,
    brought_by,
    get_att,
    one_cell,
    record,
    ref,
    rule,
    rule_in,
    stack,
    vpc,
    write_assembly,
    zone,
)

V, Z = ref("Vpc"), ref("Zone")
WEST = {"Ip": "192.168.0.53"}
EAST = {"Ip": "192.168.1.53"}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (TargetFact(Literal("10.0.0.1")), "10.0.0.1"),
        (TargetFact(Literal("10.0.0.1"), Literal(53)), "10.0.0.1"),
        (TargetFact(Literal("10.0.0.1"), Literal("5353")), "10.0.0.1:5353"),
        (TargetFact(Literal("2001:db8::1"), Literal("53")), "2001:db8::1"),
        (TargetFact(Literal("2001:db8::1"), Literal("5353")), "[2001:db8::1]:5353"),
        (TargetFact(DeployTime("parameter Dns")), "known at deployment (parameter Dns)"),
    ],
)
def test_writes_a_target_with_its_port_where_that_is_not_53(target: TargetFact, expected: str) -> None:
    """Port 53 goes without saying, and the colons of an IPv6 address stand apart from that of the port."""
    assert expected == target.text


def test_two_rules_of_one_domain_on_one_vpc_tell_nothing() -> None:
    """The Resolver refuses the second association, so neither of them is taken."""
    two = {"A": rule("corp.test", WEST), "B": rule("corp.test", EAST), "InA": rule_in(V, ref("A"))}
    answer = ask(one_cell({**two, "InB": rule_in(V, ref("B"))}), "db.corp.test")
    expected = "Rules us/A and us/B are for one domain, corp.test; which of them counts is not told."
    assert (Status.UNRESOLVED, expected) == (answer.outcome, answer.trace[-1])


def test_a_rule_known_by_its_id_only_leaves_the_answer_and_casts_doubt_on_it() -> None:
    """Another account shares a rule by its id, and the template does not tell its domain."""
    facts = one_cell({"Db": record(Z, "db.example.com", "A", "10.0.0.5"), "In": rule_in(V, "rslvr-rr-0123")})
    answer = ask(facts, "db.example.com")
    caveat = "Rule rslvr-rr-0123 is associated with us, and its domain is not known: it may forward db.example.com."
    note = "rule rslvr-rr-0123 is known by its id only; the names that it forwards are not told"
    assert ((Status.NOERROR, "us/Zone"), True, (note,)) == (decided(answer), caveat in answer.trace, facts.unread)


def test_takes_a_rule_of_another_account_in_the_assembly_by_its_export() -> None:
    """A rule that one stack shares is followed to its template where the assembly has that."""
    hub = stack(
        "hub",
        {"Rule": rule("corp.test.", WEST)},
        Outputs={"Rule": {"Value": get_att("Rule", "ResolverRuleId"), "Export": {"Name": "rule"}}},
    )
    spoke = stack("us", {"Vpc": vpc("us"), "In": rule_in(V, {"Fn::ImportValue": "rule"})})
    assert (Status.FORWARDED, "hub/Rule") == decided(ask(read([hub, spoke]), "db.corp.test"))


def test_a_vpc_that_only_a_rule_names_is_a_vantage() -> None:
    """A brought VPC may have rules and neither zone nor endpoint."""
    facts = read([stack("us", {"Rule": rule("corp.test", WEST), "In": rule_in("vpc-0123", ref("Rule"))})])
    assert (Status.FORWARDED, "us/Rule") == decided(ask(facts, "db.corp.test", origin="vpc-0123"))


@pytest.mark.parametrize(("kind", "expected"), [("forward", Status.FORWARDED), ("system", Status.NOERROR)])
def test_takes_the_type_of_a_rule_in_any_case(kind: str, expected: Status) -> None:
    """CloudFormation's schema of a rule takes its type in lower case as well."""
    resources = {"Rule": rule("example.com", WEST, kind=kind), "In": rule_in(V, ref("Rule"))}
    facts = one_cell({**resources, "Db": record(Z, "db.example.com", "A", "10.0.0.5")})
    assert expected is ask(facts, "db.example.com").outcome


def test_a_rule_of_an_unknown_type_tells_nothing_for_its_domain() -> None:
    """Whether it forwards is not known, and so neither is what the zone below it answers."""
    typed = rule("example.com", WEST, kind=ref("Type"))
    network = {"Vpc": vpc("us"), "Zone": zone("example.com", V), "Rule": typed, "In": rule_in(V, ref("Rule"))}
    answer = ask(read([stack("us", network, Parameters={"Type": {"Type": "String"}})]), "db.example.com")
    assert (Status.UNRESOLVED, "The type of rule us/Rule (example.com) is not known.") == (
        answer.outcome,
        answer.trace[-1],
    )


@pytest.mark.parametrize(
    "properties",
    [
        {"RuleType": "BACKWARD"},
        {"RuleType": ["FORWARD"]},
        {"RuleType": "FORWARD", "DomainName": {"a": "b"}},
        {"RuleType": "FORWARD", "DomainName": "corp.test", "TargetIps": "192.168.0.53"},
        {"RuleType": "FORWARD", "DomainName": "corp.test", "TargetIps": [{"Port": "53"}, "192.168.0.53"]},
    ],
)
def test_notes_what_it_cannot_read_of_a_rule(properties: Json) -> None:
    """A malformed rule is a note, never a traceback."""
    broken = {"Type": "AWS::Route53Resolver::ResolverRule", "Properties": properties}
    facts = one_cell({"Rule": broken, "In": rule_in(V, ref("Rule")), "Odd": brought_by([], {"a": []})})
    assert any("us/Rule" in note for note in facts.unread)
    assert Status.NOERROR is not ask(facts, "db.corp.test").outcome


def test_rules_forward_where_dns_hostnames_are_off_and_not_where_dns_support_is() -> None:
    """The VPC's Resolver is there without DNS hostnames, and is not without DNS support."""
    corp = {"Rule": rule("corp.test", WEST), "In": rule_in(V, ref("Rule"))}
    without = [
        read([stack("us", {"Vpc": vpc("us", **off), **corp})])
        for off in ({"EnableDnsHostnames": False}, {"EnableDnsSupport": False})
    ]
    expected = [True, False]
    assert expected == [ask(facts, "db.corp.test").outcome is Status.FORWARDED for facts in without]


@pytest.mark.parametrize(
    ("name", "forwarded"),
    [
        ("ip-10-0-1-5.ec2.internal", False),
        ("ip-10-0-1-5.eu-west-1.compute.internal", True),
        ("ec2-192-0-2-44.compute-1.amazonaws.com", False),
        ("sqs.us-east-1.amazonaws.com", True),
        ("5.1.9.10.in-addr.arpa", False),
        ("5.1.20.172.in-addr.arpa", False),
        ("5.1.32.172.in-addr.arpa", True),
        ("5.1.80.100.in-addr.arpa", False),
        ("5.16.81.100.in-addr.arpa", True),
        ("localhost", False),
        ("corp.test", True),
    ],
)
def test_a_rule_for_the_dot_leaves_the_resolvers_own_domains_alone(name: str, forwarded: bool) -> None:
    """Names of EC2, reverse lookups of private addresses and of the VPC's block, and localhost stay."""
    network = {"Vpc": vpc("us", CidrBlock="100.80.0.0/20"), "Rule": rule(".", WEST), "In": rule_in(V, ref("Rule"))}
    answer = ask(read([stack("us", network)]), name, "PTR")
    assert forwarded is (answer.outcome is Status.FORWARDED)


def test_reverse_lookups_can_be_given_away() -> None:
    """Where the Resolver's own rules for reverse lookups are off a rule for the dot takes them too."""
    off = {"ResourceId": V, "AutodefinedReverseFlag": "DISABLE"}
    dot = {"Rule": rule(".", WEST), "In": rule_in(V, ref("Rule"))}
    facts = one_cell({**dot, "Off": {"Type": "AWS::Route53Resolver::ResolverConfig", "Properties": off}})
    expected = [Status.FORWARDED, False]
    names = ("5.1.0.10.in-addr.arpa", "localhost")
    first, second = (ask(facts, name, "PTR").outcome for name in names)
    assert expected == [first, second is Status.FORWARDED]


def test_the_vpcs_block_is_more_specific_than_a_rule_for_all_private_addresses() -> None:
    """For 10.0.0.0/16 the Resolver has 0.10.in-addr.arpa, which a rule for 10.in-addr.arpa does not override."""
    facts = one_cell({"Rule": rule("10.in-addr.arpa", WEST), "In": rule_in(V, ref("Rule"))})
    outcomes = [ask(facts, name, "PTR").outcome for name in ("5.1.0.10.in-addr.arpa", "5.1.9.10.in-addr.arpa")]
    assert [False, True] == [outcome is Status.FORWARDED for outcome in outcomes]


FORWARDING = {
    "Rule": rule("corp.example.com", WEST, {"Ip": "10.1.0.10", "Port": "5353"}),
    "In": rule_in(V, ref("Rule")),
    "Db": record(Z, "db.corp.example.com", "A", "10.0.0.5"),
    "Ad": record(Z, "ad.example.com", "CNAME", "dc.corp.example.com"),
}


def test_the_matrix_says_where_a_rule_forwards_to() -> None:
    """A name that a rule takes away from its zone shows in the cell, behind a CNAME as well."""
    rows = {row.name: row.cells[0].text for row in read_matrix(one_cell(FORWARDING)).rows}
    forwarded = "forwarded to 192.168.0.53, 10.1.0.10:5353 by rule us/Rule"
    expected = {"db.corp.example.com": forwarded, "ad.example.com": f"CNAME dc.corp.example.com → {forwarded}"}
    assert expected == rows


def test_programs_get_the_rule_and_its_targets() -> None:
    """The document has the rule's id, and the targets in the template's order."""
    facts = one_cell(FORWARDING)
    document = json.loads(json.dumps(as_document(facts, read_matrix(facts))))
    answers = {row["name"]: row["answers"]["us"] for row in document["names"]}
    told = answers["db.corp.example.com"]
    expected = ("FORWARDED", "us/Rule", ["192.168.0.53", "10.1.0.10:5353"])
    assert expected == (told["status"], told["rule"], told["to"])
    assert "us/Rule" == answers["ad.example.com"]["records"][0]["leads_to"]["rule"]


def test_dig_shows_the_rule_and_the_way_to_it(tmp_path: Path) -> None:
    """A forwarded answer has the CNAMEs on the way, the rule with its targets, and in the trace what it masks."""
    folder = write_assembly(tmp_path, [stack("us", {"Vpc": vpc("us"), "Zone": zone("example.com", V), **FORWARDING})])
    arguments = ["dig", "ad.example.com", "--from", "us", "--trace", "--assembly", str(folder)]
    expected = (
        "; <<>> private-cells <<>> ad.example.com A from us\n"
        ";; ->>HEADER<<- opcode: QUERY, status: FORWARDED\n"
        ";; QUERY: 1, ANSWER: 1\n"
        "\n"
        ";; QUESTION SECTION:\n"
        ";ad.example.com.\t\tIN\tA\n"
        "\n"
        ";; ANSWER SECTION:\n"
        "ad.example.com.\t60\tIN\tCNAME\tdc.corp.example.com.\n"
        "\n"
        ";; FORWARDED: to 192.168.0.53, 10.1.0.10:5353, by rule us/Rule (corp.example.com)\n"
        ";; TRACE:\n"
        ";;   Private zone example.com (us/Zone) is the most specific one associated with us that covers "
        "ad.example.com.\n"
        ";;   ad.example.com exists and has a CNAME record.\n"
        ";;   ad.example.com has CNAME dc.corp.example.com.\n"
        ";;   Rule us/Rule (corp.example.com) is the most specific one associated with us that matches "
        "dc.corp.example.com. It forwards to 192.168.0.53, 10.1.0.10:5353.\n"
    )
    assert expected == CliRunner().invoke(main, arguments).stdout
