"""Resolver endpoints, rules, DNS Firewall and Global Resolvers in any stack, without a topology."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk.assertions import Template

from constructs_pkg import (
    DnsFirewall,
    GlobalResolver,
    PrivateCell,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    ResolverSettings,
    ZoneProfile,
)
from constructs_pkg.values.problem import InvalidInput

OUTBOUND = "rslvr-out-0123456789abcdef0"
VPC = "vpc-0123456789abcdef0"


@pytest.fixture
def stack() -> cdk.Stack:
    return cdk.Stack(cdk.App(), "App", env=cdk.Environment(account="111111111111", region="us-east-1"))


def properties(stack: cdk.Stack, kind: str) -> list[dict[str, Any]]:
    found = Template.from_stack(stack).find_resources(kind)
    return [held["Properties"] for held in found.values()]


def cell(stack: cdk.Stack) -> PrivateCell:
    zones = ["us-east-1a", "us-east-1b"]
    return PrivateCell(stack, "Cell", cidr="10.0.0.0/16", availability_zones=zones, zones=["example.com"])


def test_an_endpoint_stands_in_a_vpc_of_the_cdk(stack: cdk.Stack) -> None:
    """Subnets are the CDK's choice, and `connections` opens what more is asked for."""
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2)
    made = ResolverEndpoint(stack, "In", vpc=vpc, direction="inbound", peers=["10.9.0.0/16"])
    made.connections.allow_from(ec2.Peer.ipv4("10.8.0.0/16"), ec2.Port.udp(53), "A branch")
    (endpoint,) = properties(stack, "AWS::Route53Resolver::ResolverEndpoint")
    assert ("INBOUND", 2) == (endpoint["Direction"], len(endpoint["IpAddresses"]))
    (further,) = properties(stack, "AWS::EC2::SecurityGroupIngress")
    assert "10.8.0.0/16" == further["CidrIp"]


def test_brought_groups_are_exactly_those_of_the_endpoint(stack: cdk.Stack) -> None:
    """No group is made beside groups that are given, and `connections` opens those."""
    group = "sg-00000000000000001"
    made = ResolverEndpoint(stack, "Out", vpc=cell(stack).network, direction="outbound", security_groups=[group])
    (endpoint,) = properties(stack, "AWS::Route53Resolver::ResolverEndpoint")
    assert [group] == endpoint["SecurityGroupIds"]
    assert [] == properties(stack, "AWS::EC2::SecurityGroup")
    assert [group] == [one.security_group_id for one in made.connections.security_groups]
    assert () == made.addresses


def test_a_rule_leaves_by_an_endpoint_of_the_stack(stack: cdk.Stack) -> None:
    """The rule refers to the endpoint, its associations and its share to the rule."""
    network = cell(stack).network
    out = ResolverEndpoint(stack, "Out", vpc=network, direction="outbound", peers=["10.9.0.53/32"])
    target = {"address": "10.9.0.53", "protocol": "Do53", "port": 5353}
    vpcs: dict[str, Any] = {"own": network, "other": VPC}
    rule = ResolverRule(
        stack, "Corp", domain="corp.test", targets=[target], endpoint=out, vpcs=vpcs, share_with=["222222222222"]
    )
    (made,) = properties(stack, "AWS::Route53Resolver::ResolverRule")
    assert [{"Ip": "10.9.0.53", "Port": "5353", "Protocol": "Do53"}] == made["TargetIps"]
    assert stack.resolve(out.resolver_endpoint_id) == made["ResolverEndpointId"]
    held = properties(stack, "AWS::Route53Resolver::ResolverRuleAssociation")
    assert [stack.resolve(rule.resolver_rule_id)] * 2 == [one["ResolverRuleId"] for one in held]
    (share,) = properties(stack, "AWS::RAM::ResourceShare")
    assert (["222222222222"], False) == (share["Principals"], share["AllowExternalPrincipals"])


def test_other_kinds_of_rules(stack: cdk.Stack) -> None:
    """A SYSTEM rule has a domain alone, a DELEGATE rule the domain of name servers and a way out."""
    ResolverRule(stack, "Kept", domain="a.test", type="SYSTEM", vpcs={"own": VPC})
    ResolverRule(stack, "Down", domain="ns.test", type="DELEGATE", endpoint=OUTBOUND)
    assert [
        {"Name": "Down", "RuleType": "DELEGATE", "DelegationRecord": "ns.test", "ResolverEndpointId": OUTBOUND},
        {"Name": "Kept", "RuleType": "SYSTEM", "DomainName": "a.test"},
    ] == sorted(properties(stack, "AWS::Route53Resolver::ResolverRule"), key=lambda one: one["Name"])


def test_what_exists_is_brought_by_its_id(stack: cdk.Stack) -> None:
    """A rule and a rule group of another account are associated, and nothing of them is made."""
    ResolverRuleAssociation(stack, "Theirs", rule_id="rslvr-rr-0123456789abcdef0", vpc=VPC)
    group = DnsFirewall(stack, "Firewall", rule_group_id="rslvr-frg-0123456789abcdef0", vpcs={"own": VPC})
    assert "rslvr-frg-0123456789abcdef0" == group.rule_group_id
    (held,) = properties(stack, "AWS::Route53Resolver::ResolverRuleAssociation")
    assert {"ResolverRuleId": "rslvr-rr-0123456789abcdef0", "VPCId": VPC} == held
    (filtered,) = properties(stack, "AWS::Route53Resolver::FirewallRuleGroupAssociation")
    assert (101, "DISABLED") == (filtered["Priority"], filtered["MutationProtection"])
    assert [] == properties(stack, "AWS::Route53Resolver::FirewallRuleGroup")


def test_settings_are_made_where_they_are_not_awss_own(stack: cdk.Stack) -> None:
    """Each of the two is a resource of its own."""
    ResolverSettings(stack, "Plain", vpc=VPC)
    ResolverSettings(stack, "Settings", vpc=VPC, dnssec_validation=True, autodefined_reverse=False)
    assert [{"ResourceId": VPC}] == properties(stack, "AWS::Route53Resolver::ResolverDNSSECConfig")
    (config,) = properties(stack, "AWS::Route53Resolver::ResolverConfig")
    assert {"ResourceId": VPC, "AutodefinedReverseFlag": "DISABLE"} == config


def test_a_profile_holds_a_rule_and_a_rule_group(stack: cdk.Stack) -> None:
    """A rule group comes with its priority, as JSON."""
    rule = ResolverRule(stack, "Corp", domain="corp.test", targets=["10.9.0.53"], endpoint=OUTBOUND)
    group = DnsFirewall(stack, "Firewall", rules={"rest": {"priority": 1, "action": "BLOCK", "domains": ["*"]}})
    firewalls = {"all": {"rule_group_arn": group.rule_group_arn, "priority": 150}}
    ZoneProfile(stack, "Profile", resolver_rules={"corp": rule.resolver_rule_arn}, firewalls=firewalls)
    held = properties(stack, "AWS::Route53Profiles::ProfileResourceAssociation")
    assert {"rule-corp": None, "firewall-all": '{"priority":150}'} == {
        one["Name"]: one.get("ResourceProperties") for one in held
    }


def test_a_global_resolver_is_made_in_its_own_region(stack: cdk.Stack) -> None:
    """In any other Region it is refused before anything is made."""
    views = {"staff": {"access_tokens": {"laptops": "2027-06-30T00:00:00Z"}}}
    regions = ["us-east-1", "eu-west-1"]
    with pytest.raises(InvalidInput, match="global-resolver-region"):
        GlobalResolver(stack, "Staff", regions=regions, views=views)
    ohio = cdk.Stack(cdk.App(), "Ohio", env=cdk.Environment(account="111111111111", region="us-east-2"))
    made = GlobalResolver(ohio, "Staff", regions=regions, views=views, outputs=True)
    (token,) = properties(ohio, "AWS::Route53GlobalResolver::AccessToken")
    assert ohio.resolve(made.view_id("staff")) == token["DnsViewId"]
    # The token itself is in no output.
    assert [ohio.resolve(made.dns_name)] == [
        one["Value"] for one in Template.from_stack(ohio).find_outputs("*").values()
    ]


def test_everything_wrong_is_said_at_once_by_its_keyword(stack: cdk.Stack) -> None:
    """Problems stand at the arguments that they came by."""
    with pytest.raises(InvalidInput) as refused:
        ResolverEndpoint(
            stack, "In", vpc=cell(stack).network, direction="inbound", ports=[5353], protocols=["DoH-FIPS"]
        )
    assert ["peers", "ports"] == sorted(problem.path for problem in refused.value.problems)
