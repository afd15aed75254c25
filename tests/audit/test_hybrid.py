"""Names between cells and networks on premises: answered, forwarded, filtered, and with something down."""

from typing import Any

import pytest

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.asked_world import NotUnderstood, asked_world
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import every_vantage, vantage_named

from .templates import Json, get_att, record, ref, rule, rule_in, stack, vpc, zone

OUT = {"Type": "AWS::Route53Resolver::ResolverEndpoint"}


def endpoint(direction: str, *addresses: str) -> Json:
    entries = [{"SubnetId": ref("Subnet"), "Ip": one} for one in addresses or ("10.0.0.4", "10.0.0.5")]
    return {**OUT, "Properties": {"Direction": direction, "IpAddresses": entries, "SecurityGroupIds": []}}


SUBNET: Json = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), "CidrBlock": "10.0.0.0/20"}}


def declared(**fields: object) -> dict[str, Any]:
    return {
        "name": "Head office",
        "connected_by": "direct-connect",
        "cidrs": ["10.90.0.0/16"],
        "name_servers": ["10.90.0.53", "10.90.1.53"],
        "zones": {"corp.test": {"erp.corp.test": ["10.90.4.20"]}},
        "forwards": [{"domain": "example.com", "endpoint": "In"}],
        **fields,
    }


def hub(resources: Json | None = None, networks: Json | None = None) -> Facts:
    """Return VPC ``us`` with zone example.com and endpoints both ways, and a rule to the head office."""
    made: Json = {
        "Vpc": vpc("us"),
        "Subnet": SUBNET,
        "Zone": zone("example.com", ref("Vpc")),
        "Www": record(ref("Zone"), "www.example.com", "A", "10.0.0.10"),
        "Erp": record(ref("Zone"), "erp.example.com", "CNAME", "erp.corp.test"),
        "In": endpoint("INBOUND", "10.0.0.10", "10.0.0.11"),
        "Out": endpoint("OUTBOUND"),
        "Corp": rule("corp.test", {"Ip": "10.90.0.53"}, {"Ip": "10.90.1.53"}, ResolverEndpointId=ref("Out")),
        "InCorp": rule_in(ref("Vpc"), ref("Corp")),
    }
    said = {"head-office": declared()} if networks is None else networks
    return read([stack("us", {**made, **(resources or {})}, Metadata={"PrivateCells": {"on_premises": said}})])


def ask(facts: Facts, name: str, origin: str, *down: str, kind: str = "A") -> Answer:
    vantage = vantage_named(facts, origin)
    assert vantage is not None
    return resolve(facts, name, kind, vantage, asked_world(facts, down, ()))


def values(answer: Answer) -> list[str]:
    return [in_words(one.value) for one in answer.final]


HEAD_OFFICE = "on-premises:head-office"


# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html: names go both ways, and what a network does
# not forward is public DNS's.
@pytest.mark.parametrize(
    ("name", "origin", "down", "expected"),
    [
        ("erp.corp.test", "us", (), ["10.90.4.20"]),
        ("erp.example.com", "us", (), ["10.90.4.20"]),
        ("erp.corp.test", HEAD_OFFICE, (), ["10.90.4.20"]),
        ("erp.corp.test", "Head office", (), ["10.90.4.20"]),
        ("www.example.com", HEAD_OFFICE, (), ["10.0.0.10"]),
        ("erp.example.com", HEAD_OFFICE, (), ["10.90.4.20"]),
        ("nobody.example.com", HEAD_OFFICE, (), Status.NXDOMAIN),
        ("www.example.org", HEAD_OFFICE, (), Status.UNRESOLVED),
        ("hr.corp.test", HEAD_OFFICE, (), Status.UNRESOLVED),
        ("hr.corp.test", "us", (), Status.FORWARDED),
        # With the link cut each side has its own names and no others.
        ("erp.corp.test", "us", (HEAD_OFFICE,), Status.SERVFAIL),
        ("www.example.com", "us", (HEAD_OFFICE,), ["10.0.0.10"]),
        ("www.example.com", HEAD_OFFICE, (HEAD_OFFICE,), Status.SERVFAIL),
        ("erp.corp.test", HEAD_OFFICE, (HEAD_OFFICE,), ["10.90.4.20"]),
        # An endpoint that is down is one way only.
        ("erp.corp.test", "us", ("us/Out",), Status.SERVFAIL),
        ("www.example.com", HEAD_OFFICE, ("us/Out",), ["10.0.0.10"]),
        ("erp.corp.test", "us", ("us/In",), ["10.90.4.20"]),
        ("www.example.com", HEAD_OFFICE, ("us/In",), Status.SERVFAIL),
    ],
)
def test_names_go_both_ways_while_what_carries_them_is_up(
    name: str, origin: str, down: tuple[str, ...], expected: list[str] | Status
) -> None:
    """A forwarded name is answered by whom it is forwarded to, and by nobody where that is not reached."""
    answer = ask(hub(), name, origin, *down)
    assert expected == (values(answer) if isinstance(expected, list) else answer.outcome)


def test_a_second_network_that_is_up_answers_for_one_that_is_down() -> None:
    """The Resolver tries another target where one does not answer."""
    branch = declared(
        name="Branch", name_servers=["10.91.0.53"], zones={"corp.test": {"erp.corp.test": ["10.91.4.20"]}}
    )
    both = {"Corp": rule("corp.test", {"Ip": "10.90.0.53"}, {"Ip": "10.91.0.53"})}
    facts = hub(both, {"head-office": declared(), "branch": branch})
    assert Status.FORWARDED is ask(facts, "erp.corp.test", "us").outcome
    assert ["10.91.4.20"] == values(ask(facts, "erp.corp.test", "us", HEAD_OFFICE))
    assert Status.SERVFAIL is ask(facts, "erp.corp.test", "us", HEAD_OFFICE, "on-premises:branch").outcome


def test_a_network_that_nobody_declares_leaves_the_answer_forwarded() -> None:
    """What resolvers answer that no template knows is not told."""
    answer = ask(hub({}, {}), "erp.corp.test", "us")
    assert (Status.FORWARDED, "10.90.0.53") == (answer.outcome, answer.to[0].text)


def test_a_question_that_comes_back_ends() -> None:
    """https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoints.html."""
    looping = declared(zones={}, forwards=[{"domain": ".", "endpoint": "In"}])
    answer = ask(hub({}, {"head-office": looping}), "erp.corp.test", "us")
    assert (Status.SERVFAIL, True) == (answer.outcome, answer.goes_round)


def test_a_rule_may_lead_to_another_vpc() -> None:
    """A target that is a fixed address of an inbound endpoint is answered as from there."""
    other: Json = {
        "Spoke": vpc("spoke", CidrBlock="10.1.0.0/16"),
        "ToHub": rule("example.com", {"Ip": "10.0.0.11", "Port": "53"}),
        "InSpoke": rule_in(ref("Spoke"), ref("ToHub")),
    }
    facts = hub(other)
    assert ["10.0.0.10"] == values(ask(facts, "www.example.com", "spoke"))
    assert ["10.90.4.20"] == values(ask(facts, "erp.example.com", "spoke"))
    assert Status.SERVFAIL is ask(facts, "www.example.com", "spoke", "us/In").outcome


def test_what_is_declared_badly_is_left_out() -> None:
    """Metadata is what anybody wrote: what has no form is not taken, and breaks nothing."""
    strange = {
        "one": [],
        "two": {
            "zones": {"corp.test": {"x.corp.test": ["no address"]}, "..": {}},
            "forwards": [7, {"domain": "a.test"}],
        },
        "three": {"name_servers": 3, "cidrs": None, "forwards": "x", "zones": ["y"]},
    }
    facts = hub({}, strange)
    assert ["one", "two", "three"] == [network.key for network in facts.on_premises]
    assert not any(network.forwards or network.name_servers for network in facts.on_premises)
    assert Status.UNRESOLVED is ask(facts, "x.corp.test", "on-premises:two").outcome


def test_the_matrix_has_networks_and_their_names() -> None:
    """A declared network stands for the inbound endpoint that it asks, and its names are asked for everywhere."""
    facts = hub()
    assert ["us", HEAD_OFFICE] == [one.name for one in every_vantage(facts)]
    rows = {
        (row.name, row.type): [cell.text for cell in row.cells] for row in read_matrix(facts, every_vantage(facts)).rows
    }
    assert ["10.90.4.20 (Head office)"] * 2 == rows["erp.corp.test", "A"]


def test_a_link_is_called_as_its_network() -> None:
    """Who is to be down is named as the vantage is; other words name nothing."""
    facts = hub()
    assert asked_world(facts, [HEAD_OFFICE], ()) == asked_world(facts, ["Head office"], ())
    with pytest.raises(NotUnderstood):
        asked_world(facts, ["on-premises:nowhere"], ())


def firewall(*rules: Json, priority: int = 101, key: str = "", **more: object) -> dict[str, Any]:
    return {
        f"Own{key}": domains("*.example.com", "corp.test"),
        f"Bad{key}": domains("bad.test", "*.bad.test"),
        f"All{key}": domains("*"),
        f"Group{key}": {
            "Type": "AWS::Route53Resolver::FirewallRuleGroup",
            "Properties": {"FirewallRules": list(rules)},
        },
        f"On{key}": {
            "Type": "AWS::Route53Resolver::FirewallRuleGroupAssociation",
            "Properties": {"FirewallRuleGroupId": ref(f"Group{key}"), "VpcId": ref("Vpc"), "Priority": priority},
        },
        **more,
    }


def domains(*names: str) -> Json:
    return {"Type": "AWS::Route53Resolver::FirewallDomainList", "Properties": {"Domains": list(names)}}


def filters(priority: int, action: str, domain_list: object, response: str = "NXDOMAIN", **fields: object) -> Json:
    answer = {"BlockResponse": response} if action == "BLOCK" else {}
    return {"Priority": priority, "Action": action, "FirewallDomainListId": domain_list, **answer, **fields}


ALLOW, BLOCK = filters(1, "ALLOW", ref("Own")), filters(9, "BLOCK", ref("All"))
SINK = {"BlockOverrideDomain": "stop.test", "BlockOverrideDnsType": "CNAME", "BlockOverrideTtl": 60}


# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html and
# .../resolver-dns-firewall-rule-actions.html.
@pytest.mark.parametrize(
    ("rules", "name", "expected"),
    [
        ((ALLOW, BLOCK), "www.example.com", ["10.0.0.10"]),
        ((BLOCK, ALLOW), "www.example.com", ["10.0.0.10"]),
        ((ALLOW, BLOCK), "example.com", Status.NXDOMAIN),
        ((ALLOW, BLOCK), "www.example.org", Status.NXDOMAIN),
        ((filters(1, "ALERT", ref("All")), BLOCK), "www.example.com", ["10.0.0.10"]),
        ((filters(1, "BLOCK", ref("Own"), "NODATA"),), "www.example.com", Status.NODATA),
        ((filters(1, "BLOCK", ref("Own"), "OVERRIDE", **SINK),), "www.example.com", ["stop.test"]),
        ((filters(1, "BLOCK", ref("Bad")),), "www.example.com", ["10.0.0.10"]),
        # A CNAME's target is looked at as well, unless the rule trusts it.
        ((ALLOW, BLOCK), "erp.example.com", Status.NXDOMAIN),
        (
            (
                filters(1, "ALLOW", ref("Own"), FirewallDomainRedirectionAction="TRUST_REDIRECTION_DOMAIN"),
                BLOCK,
            ),
            "erp.example.com",
            ["10.90.4.20"],
        ),
        ((filters(1, "BLOCK", ref("Own"), Qtype="AAAA"),), "www.example.com", ["10.0.0.10"]),
        ((filters(1, "BLOCK", ref("Own"), Qtype="A"),), "www.example.com", Status.NXDOMAIN),
        # What AWS's own lists hold no template tells: a name is answered with that doubt, unless it may be allowed.
        ((filters(1, "BLOCK", "rslvr-fdl-0123456789abcdef0"),), "www.example.com", ["10.0.0.10"]),
        ((filters(1, "ALLOW", "rslvr-fdl-0123456789abcdef0"), BLOCK), "www.example.com", Status.UNRESOLVED),
    ],
)
def test_dns_firewall_decides_by_the_first_rule_that_matches(
    rules: tuple[Json, ...], name: str, expected: list[str] | Status
) -> None:
    """The rule with the lowest priority that matches decides, and what none matches is let through."""
    answer = ask(hub(firewall(*rules)), name, "us")
    assert expected == (values(answer) if isinstance(expected, list) else answer.outcome)


def test_questions_through_an_inbound_endpoint_are_filtered_as_well() -> None:
    """AWS filters what passes through endpoints into a VPC with the VPC's rule groups."""
    facts = hub(firewall(filters(1, "BLOCK", ref("Own"))))
    answer = ask(facts, "www.example.com", HEAD_OFFICE)
    assert (Status.NXDOMAIN, True) == (answer.outcome, answer.blocked)
    assert any("us/Group of DNS Firewall blocks www.example.com" in sentence for sentence in answer.trace)


def test_rule_groups_stand_in_the_order_of_their_associations() -> None:
    """The group with the lowest priority is looked at first, whatever the priorities of its rules."""
    first = firewall(filters(50, "ALLOW", ref("Own")), priority=101)
    later = firewall(filters(1, "BLOCK", ref("AllB")), priority=102, key="B")
    assert ["10.0.0.10"] == values(ask(hub(first | later), "www.example.com", "us"))
    sooner = firewall(filters(1, "BLOCK", ref("AllB")), priority=100, key="B")
    assert Status.NXDOMAIN is ask(hub(first | sooner), "www.example.com", "us").outcome


def test_a_profile_brings_its_rule_group() -> None:
    """The Profile's association tells the priority, in JSON."""
    resources = firewall(filters(1, "BLOCK", ref("Own")))
    del resources["On"]
    held = {"ProfileId": ref("Shared"), "ResourceArn": get_att("Group", "Arn"), "Name": "f"}
    resources |= {
        "Shared": {"Type": "AWS::Route53Profiles::Profile", "Properties": {"Name": "shared"}},
        "Held": {
            "Type": "AWS::Route53Profiles::ProfileResourceAssociation",
            "Properties": {**held, "ResourceProperties": '{"priority":102}'},
        },
    }
    assert ["10.0.0.10"] == values(ask(hub(resources), "www.example.com", "us"))
    resources["InShared"] = {
        "Type": "AWS::Route53Profiles::ProfileAssociation",
        "Properties": {"Name": "p", "ProfileId": ref("Shared"), "ResourceId": ref("Vpc")},
    }
    facts = hub(resources)
    assert Status.NXDOMAIN is ask(facts, "www.example.com", "us").outcome
    assert [[102]] == [[priority for priority, _ in groups] for groups in facts.firewalls_of_vpc.values()]


def test_a_rule_group_of_somebody_else_leaves_a_doubt() -> None:
    """What a brought group blocks no template tells."""
    association = {"FirewallRuleGroupId": "rslvr-frg-0123456789abcdef0", "VpcId": ref("Vpc"), "Priority": 101}
    on = {"Type": "AWS::Route53Resolver::FirewallRuleGroupAssociation", "Properties": association}
    facts = hub({"On": on})
    answer = ask(facts, "www.example.com", "us")
    assert ["10.0.0.10"] == values(answer)
    assert (
        "Rule group rslvr-frg-0123456789abcdef0 is not in the assembly: it may match www.example.com." in answer.trace
    )


GLOBAL = "AWS::Route53GlobalResolver"


def view(*rules: Json, zone_target: object = None) -> Facts:
    """Return a view of a Global Resolver with zone example.com, filtered by `rules`."""
    target = zone_target or get_att("View", "Arn")
    resources: dict[str, Any] = {
        "Resolver": {"Type": f"{GLOBAL}::GlobalResolver", "Properties": {"Name": "g", "Regions": ["us-east-1"]}},
        "View": {"Type": f"{GLOBAL}::DnsView", "Properties": {"GlobalResolverId": ref("Resolver"), "Name": "staff"}},
        "HasZone": {
            "Type": f"{GLOBAL}::HostedZoneAssociation",
            "Properties": {"Name": "z", "HostedZoneId": ref("Zone"), "ResourceArn": target},
        },
        "Bad": {
            "Type": f"{GLOBAL}::FirewallDomainList",
            "Properties": {"GlobalResolverId": ref("Resolver"), "Name": "bad", "Domains": ["www.example.com"]},
        },
    }
    for number, properties in enumerate(rules):
        resources[f"Rule{number}"] = {"Type": f"{GLOBAL}::FirewallRule", "Properties": properties}
    return hub(resources)


def blocking(**fields: object) -> Json:
    given = {"Name": "b", "DnsViewId": ref("View"), "Priority": 1, "Action": "BLOCK", "BlockResponse": "NODATA"}
    return {**given, "FirewallDomainListId": ref("Bad"), **fields}


@pytest.mark.parametrize("target", [get_att("View", "Arn"), get_att("Resolver", "Arn")])
def test_a_view_of_a_global_resolver_answers_from_its_zones(target: Json) -> None:
    """Private zones answer beside public DNS (gr-how-it-works.html of the Route 53 developer guide)."""
    facts = view(zone_target=target)
    origin = "global-resolver:us/View"
    assert ["10.0.0.10"] == values(ask(facts, "www.example.com", origin))
    assert Status.NOT_PRIVATE is ask(facts, "www.example.org", "view staff").status
    # What it answers where the zone does not have the name is not documented.
    assert Status.UNRESOLVED is ask(facts, "nobody.example.com", origin).outcome


def test_a_view_is_filtered_before_it_answers() -> None:
    """Policies are evaluated before the name is resolved, the lowest priority first."""
    assert Status.NODATA is ask(view(blocking()), "www.example.com", "view staff").outcome
    spared = blocking(Action="ALLOW", Priority=1, BlockResponse=None)
    later = blocking(Priority=2)
    facts = view({key: value for key, value in spared.items() if value is not None}, later)
    assert ["10.0.0.10"] == values(ask(facts, "www.example.com", "view staff"))
