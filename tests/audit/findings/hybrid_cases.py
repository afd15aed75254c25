"""Cases of rules on Resolver endpoints and rules, DNS Firewall, and networks on premises."""

from constructs_pkg.audit.facts import StackFact

from ..templates import Json, get_att, ref, rule, rule_in, stack, vpc, zone
from .case import Case, cell, subnet

OUT = {"Ip": "10.90.0.53"}
IN = {"Type": "AWS::Route53Resolver::ResolverEndpoint"}


def endpoint(direction: str, *subnets: str) -> Json:
    addresses = [{"SubnetId": ref(one)} for one in subnets]
    return {**IN, "Properties": {"Direction": direction, "IpAddresses": addresses, "SecurityGroupIds": []}}


def firewall(*rules: Json) -> Json:
    return {
        "List": {"Type": "AWS::Route53Resolver::FirewallDomainList", "Properties": {"Domains": ["*.example.com"]}},
        "Group": {"Type": "AWS::Route53Resolver::FirewallRuleGroup", "Properties": {"FirewallRules": list(rules)}},
        "On": {
            "Type": "AWS::Route53Resolver::FirewallRuleGroupAssociation",
            "Properties": {"FirewallRuleGroupId": get_att("Group", "Id"), "VpcId": ref("Vpc"), "Priority": 101},
        },
    }


ALLOW = {"Priority": 1, "Action": "ALLOW", "FirewallDomainListId": ref("List")}
BLOCK = {"Priority": 2, "Action": "BLOCK", "BlockResponse": "NODATA", "FirewallDomainListId": get_att("List", "Id")}

SUBNETS = {"A": subnet("us-east-1a"), "B": subnet("us-east-1b"), "C": subnet("us-east-1a")}


def office(*forwards: str, cidr: str = "10.90.0.0/16", domain: str = "corp.example.com") -> list[StackFact]:
    """Return VPC ``us`` with a rule to the head office, which forwards some domains back to it."""
    resources: Json = {
        "Vpc": vpc("us"),
        "Zone": zone("example.com", ref("Vpc")),
        **SUBNETS,
        "Inbound": endpoint("INBOUND", "A", "B"),
        "Rule": rule(domain, OUT),
        "InRule": rule_in(ref("Vpc"), ref("Rule")),
    }
    declared = {
        "name": "Head office",
        "connected_by": "vpn",
        "cidrs": [cidr],
        "name_servers": ["10.90.0.53"],
        "zones": {},
        "forwards": [{"domain": domain, "endpoint": "Inbound"} for domain in forwards],
    }
    return [stack("us", resources, Metadata={"PrivateCells": {"on_premises": {"head-office": declared}}})]


def dot(kind: str) -> Json:
    kept = {"Kept": rule("amazonaws.com", kind=kind), "InKept": rule_in(ref("Vpc"), ref("Kept"))}
    return {"Rule": rule(".", OUT), "InRule": rule_in(ref("Vpc"), ref("Rule")), **(kept if kind else {})}


CASES = (
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoints.html.
    Case(
        "forwarding-loop",
        "a domain above the rule's comes back",
        office("example.com"),
        {"us/Rule": "Queries of us for corp.example.com come back to it"},
    ),
    Case(
        "forwarding-loop",
        "a domain below the rule's comes back, and no zone of the VPC has it",
        office("orders.test", domain="."),
        {"us/Rule": "Queries of us for orders.test come back to it"},
    ),
    Case("forwarding-loop", "a domain below the rule's that a zone has", office("example.com", domain=".")),
    Case("forwarding-loop", "another domain comes in", office("aws.example.com")),
    # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html.
    Case(
        "network-overlaps-vpc",
        "a block around that of the VPC",
        office("aws.example.com", cidr="10.0.0.0/8"),
        {"us/Vpc": "Head office has 10.0.0.0/8, which overlaps 10.0.0.0/16 of VPC us"},
    ),
    Case("network-overlaps-vpc", "a block beside it", office("aws.example.com", cidr="10.1.0.0/16")),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-high-availability.html.
    Case(
        "resolver-endpoint-in-one-zone",
        "two subnets of one zone",
        cell({**SUBNETS, "Endpoint": endpoint("OUTBOUND", "A", "C")}),
        {"us/Endpoint": "stands in one Availability Zone"},
    ),
    Case(
        "resolver-endpoint-in-one-zone",
        "subnets of two zones",
        cell({**SUBNETS, "Endpoint": endpoint("OUTBOUND", "A", "B")}),
    ),
    # .../DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html.
    Case("aws-names-forwarded", "the dot alone", cell(dot("")), {"us/Rule": "forwards the names of AWS's services"}),
    Case("aws-names-forwarded", "the dot beside a SYSTEM rule", cell(dot("SYSTEM"))),
    # .../DeveloperGuide/resolver-dns-firewall-rule-actions.html.
    Case(
        "firewall-blocks-nothing",
        "a rule that allows",
        cell(firewall(ALLOW)),
        {"us/Group": "DNS Firewall blocks nothing in us"},
    ),
    Case("firewall-blocks-nothing", "and one that blocks", cell(firewall(ALLOW, BLOCK))),
)
