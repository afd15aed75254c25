"""The rules of Resolver endpoints and rules, DNS Firewall and Global Resolvers: refused, and the nearest neighbour."""

from typing import Any

from constructs_pkg.values.dns_firewall import DnsFirewallSpec, FirewallDomain
from constructs_pkg.values.dns_firewall_rules import check_dns_firewall
from constructs_pkg.values.global_resolver import GlobalResolverSpec
from constructs_pkg.values.global_resolver_rules import check_global_resolver
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec
from constructs_pkg.values.resolver_endpoint_rules import check_resolver_endpoint
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, RuleDomain
from constructs_pkg.values.resolver_rule_rules import check_resolver_rule
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, NETWORK, REGION, SUBNET_A, ZONE_ID, group, value
from .sharing_table import profile

OHIO = Region("us-east-2")
OUTBOUND = "rslvr-out-0123456789abcdef0"
LIST = "rslvr-fdl-0123456789abcdef0"
GROUP = "rslvr-frg-0123456789abcdef0"


def endpoint(direction: str = "inbound", **fields: object) -> list[Problem]:
    """Return the problems of an endpoint that one block may use, but for `fields`."""
    given = {"network": NETWORK, "direction": direction, "peers": ["10.9.0.0/16"], **fields}
    return check_resolver_endpoint(parse(ResolverEndpointSpec, given))


def outbound(**fields: object) -> list[Problem]:
    """Return the problems of an outbound endpoint."""
    return endpoint("outbound", **fields)


def wide(subnets: int) -> dict[str, Any]:
    """Return a network with so many subnets, each in a zone of its own."""
    zones = "abcdefghijklmnopqrstuvwxyz"
    made = [
        {**SUBNET_A, "id": f"subnet-{index:017x}", "availability_zone": f"us-east-1{zones[index]}", "cidr": None}
        for index in range(subnets)
    ]
    return {**NETWORK, "subnets": [{**each, "availability_zone_id": None} for each in made]}


def rule(region: Region = REGION, **fields: object) -> list[Problem]:
    """Return the problems of a rule that forwards a domain, but for `fields`; None takes a field away."""
    given = {"domain": "corp.test", "targets": [{"address": "10.9.0.53"}], "endpoint_id": OUTBOUND, **fields}
    spec = parse(ResolverRuleSpec, {key: one for key, one in given.items() if one is not None})
    return check_resolver_rule(spec, region, AccountId(ACCOUNT))


def targets(*addresses: str) -> list[dict[str, str]]:
    """Return targets at `addresses`."""
    return [{"address": one} for one in addresses]


def firewall(rules: dict[str, Any] | None = None, **fields: object) -> list[Problem]:
    """Return the problems of a firewall of `rules`."""
    blocking = {"rest": filtering()} if rules is None else rules
    return check_dns_firewall(parse(DnsFirewallSpec, {"rules": blocking, **fields}), REGION, AccountId(ACCOUNT))


def filtering(**fields: object) -> dict[str, Any]:
    """Return a rule that blocks a domain, but for `fields`; None takes a field away."""
    given = {"priority": 1, "action": "BLOCK", "domains": ["bad.test"], **fields}
    return {key: one for key, one in given.items() if one is not None}


def blocking(**fields: object) -> list[Problem]:
    """Return the problems of a firewall with one rule."""
    return firewall({"rest": filtering(**fields)})


def allowing(**fields: object) -> list[Problem]:
    """Return the problems of a firewall with a rule that lets through, and one that blocks the rest."""
    return firewall({"own": filtering(action="ALLOW", **fields), "rest": filtering(priority=9, domains=["*"])})


ADVANCED = {"domains": None, "threat_protection": "DGA", "confidence_threshold": "HIGH"}


def resolver(region: Region = OHIO, views: dict[str, Any] | None = None, **fields: object) -> list[Problem]:
    """Return the problems of a Global Resolver, but for `fields`."""
    given = {"name": "staff", "regions": ["us-east-1", "eu-west-1"], "views": views or {"staff": view()}, **fields}
    return check_global_resolver(parse(GlobalResolverSpec, given), region)


def view(**fields: object) -> dict[str, Any]:
    """Return a view that an office may ask, but for `fields`."""
    return {"access_sources": {"office": source()}, **fields}


def source(cidr: str = "198.51.100.0/24", protocol: str = "DOH") -> dict[str, str]:
    """Return an access source."""
    return {"cidr": cidr, "protocol": protocol}


def seen(**fields: object) -> list[Problem]:
    """Return the problems of a Global Resolver with one view of `fields`."""
    return resolver(views={"staff": view(**fields)})


ENDPOINTS = [
    Case(
        "an endpoint is in zones of its network",
        "no-such-availability-zone",
        "availability_zones[1]",
        lambda: endpoint(availability_zones=["us-east-1a", "us-east-1z"]),
        lambda: endpoint(availability_zones=["us-east-1a", "us-east-1b"]),
    ),
    Case(
        "an outbound endpoint does not speak DoH-FIPS",
        "resolver-protocols",
        "protocols",
        lambda: outbound(protocols=["Do53", "DoH-FIPS"]),
        lambda: outbound(protocols=["Do53", "DoH"]),
    ),
    Case(
        "an inbound endpoint speaks one kind of DoH",
        "resolver-protocols",
        "protocols",
        lambda: endpoint(protocols=["DoH", "DoH-FIPS"]),
        lambda: endpoint(protocols=["DoH-FIPS", "Do53"]),
    ),
    Case(
        "domains are delegated by Do53",
        "resolver-protocols",
        "protocols",
        lambda: endpoint("inbound-delegation", protocols=["DoH"]),
        lambda: endpoint("inbound-delegation"),
    ),
    Case(
        "a port that is asked is one",
        "port-out-of-range",
        "ports[0]",
        lambda: outbound(ports=[65_536]),
        lambda: outbound(ports=[65_535]),
    ),
    Case(
        "a port is let out once",
        "duplicate-port",
        "ports[1]",
        lambda: outbound(ports=[53, 53]),
        lambda: outbound(ports=[53, 54]),
    ),
    Case(
        "an inbound endpoint hears on port 53",
        "ports-of-inbound",
        "ports",
        lambda: endpoint(ports=[5353]),
        lambda: outbound(ports=[5353]),
    ),
    Case(
        "name servers are those that an outbound endpoint asks",
        "resolver-flag-direction",
        "target_name_server_metrics",
        lambda: endpoint(target_name_server_metrics=True),
        lambda: outbound(target_name_server_metrics=True),
    ),
    Case(
        "an outbound endpoint synthesizes no records",
        "resolver-flag-direction",
        "dns64",
        lambda: outbound(dns64=True),
        lambda: endpoint(dns64=True),
    ),
    Case(
        "IPv6 needs blocks",
        "no-ipv6-in-network",
        "ip_address_type",
        lambda: endpoint(network=NETWORK | {"ipv6": False}, ip_address_type="dualstack"),
        lambda: endpoint(network=NETWORK | {"ipv6": True}, ip_address_type="dualstack"),
    ),
    Case(
        "fixed addresses differ",
        "duplicate-address",
        "addresses[2]",
        lambda: endpoint(addresses=["10.0.0.10", "10.0.16.10", "10.0.0.10"]),
        lambda: endpoint(addresses=["10.0.0.10", "10.0.16.10", "10.0.0.11"]),
    ),
    Case(
        "fixed addresses are IPv4",
        "fixed-address-not-ipv4",
        "addresses[1]",
        lambda: endpoint(addresses=["10.0.0.10", "fd00::1"]),
        lambda: endpoint(addresses=["10.0.0.10", "10.0.16.10"]),
    ),
    Case(
        "an endpoint with IPv6 alone has no fixed addresses",
        "fixed-address-not-ipv4",
        "addresses",
        lambda: endpoint(addresses=["10.0.0.10", "10.0.16.10"], ip_address_type="ipv6"),
        lambda: endpoint(addresses=["10.0.0.10", "10.0.16.10"], ip_address_type="dualstack"),
    ),
    Case(
        "a fixed address is in a subnet",
        "address-outside-subnets",
        "addresses[1]",
        lambda: endpoint(addresses=["10.0.0.10", "10.0.32.0"]),
        lambda: endpoint(addresses=["10.0.0.10", "10.0.31.254"]),
    ),
    Case(
        "AWS keeps the first four addresses",
        "reserved-address",
        "addresses[0]",
        lambda: endpoint(addresses=["10.0.0.3", "10.0.16.10"]),
        lambda: endpoint(addresses=["10.0.0.4", "10.0.16.10"]),
    ),
    Case(
        "AWS keeps the last address",
        "reserved-address",
        "addresses[0]",
        lambda: endpoint(addresses=["10.0.15.255", "10.0.16.10"]),
        lambda: endpoint(addresses=["10.0.15.254", "10.0.16.10"]),
    ),
    Case(
        "an endpoint has two addresses",
        "few-resolver-addresses",
        "availability_zones",
        lambda: endpoint(availability_zones=["us-east-1a"]),
        lambda: endpoint(availability_zones=["us-east-1a", "us-east-1b"]),
    ),
    Case(
        "an endpoint has at most 20 addresses",
        "too-many-resolver-addresses",
        "availability_zones",
        lambda: endpoint(network=wide(21)),
        lambda: endpoint(network=wide(20)),
    ),
    Case(
        "more than six addresses need a higher quota",
        "many-resolver-addresses",
        "availability_zones",
        lambda: endpoint(network=wide(7)),
        lambda: endpoint(network=wide(6)),
        "warning",
    ),
    Case(
        "an endpoint in one zone fails with it",
        "resolver-endpoint-in-one-az",
        "addresses",
        lambda: endpoint(addresses=["10.0.0.10", "10.0.0.11"]),
        lambda: endpoint(addresses=["10.0.0.10", "10.0.16.11"]),
        "warning",
    ),
    Case(
        "peers differ",
        "duplicate-peer",
        "peers[1]",
        lambda: endpoint(peers=["10.9.0.0/16", "10.9.0.0/16"]),
        lambda: endpoint(peers=["10.9.0.0/16", "10.8.0.0/16"]),
    ),
    Case(
        "peers are those of the group made here",
        "peers-with-own-groups",
        "peers",
        lambda: endpoint(security_group_ids=[group(1)]),
        lambda: endpoint(security_group_ids=[group(1)], peers=[]),
    ),
    Case(
        "somebody uses an endpoint",
        "resolver-endpoint-without-peers",
        "peers",
        lambda: outbound(peers=[]),
        lambda: outbound(peers=["10.9.0.53/32"]),
    ),
]

RULES = [
    Case(
        "a rule is for a domain, not for a wildcard",
        "wildcard-rule",
        "",
        lambda: value(RuleDomain, "*.corp.test"),
        lambda: value(RuleDomain, "."),
    ),
    Case(
        "a FORWARD rule forwards to something",
        "rule-without-targets",
        "targets",
        lambda: rule(targets=[]),
        lambda: rule(),
    ),
    Case(
        "a SYSTEM rule forwards to nothing",
        "targets-of-other-rule",
        "targets",
        lambda: rule(type="SYSTEM", endpoint_id=None),
        lambda: rule(type="SYSTEM", endpoint_id=None, targets=None),
    ),
    Case(
        "a DELEGATE rule finds its targets by itself",
        "targets-of-other-rule",
        "targets",
        lambda: rule(type="DELEGATE"),
        lambda: rule(type="DELEGATE", targets=None),
    ),
    Case(
        "a SYSTEM rule needs no way out",
        "endpoint-of-system-rule",
        "endpoint_id",
        lambda: rule(type="SYSTEM", targets=None),
        lambda: rule(type="SYSTEM", targets=None, endpoint_id=None),
    ),
    Case(
        "what is forwarded leaves by an endpoint",
        "rule-without-endpoint",
        "endpoint_id",
        lambda: rule(endpoint_id=None),
        lambda: rule(),
    ),
    Case(
        "a rule has at most six targets",
        "too-many-targets",
        "targets",
        lambda: rule(targets=targets(*(f"10.9.0.{number}" for number in range(1, 8)))),
        lambda: rule(targets=targets(*(f"10.9.0.{number}" for number in range(1, 7)))),
    ),
    Case(
        "targets are of one kind",
        "mixed-target-addresses",
        "targets",
        lambda: rule(targets=targets("10.9.0.53", "fd00::53")),
        lambda: rule(targets=targets("fd00::52", "fd00::53")),
    ),
    Case(
        "targets differ",
        "duplicate-target",
        "targets[1].address",
        lambda: rule(targets=[{"address": "10.9.0.53"}, {"address": "10.9.0.53", "port": 53}]),
        lambda: rule(targets=[{"address": "10.9.0.53"}, {"address": "10.9.0.53", "port": 54}]),
    ),
    Case(
        "queries go to one host",
        "unreachable-target",
        "targets[0].address",
        lambda: rule(targets=[{"address": "127.0.0.1"}]),
        lambda: rule(targets=[{"address": "10.9.0.53"}]),
    ),
    Case(
        "queries go to no group and stay on no link",
        "unreachable-target",
        "targets[1].address",
        lambda: rule(targets=[{"address": "10.9.0.53"}, {"address": "169.254.169.253"}]),
        lambda: rule(targets=[{"address": "10.9.0.53"}, {"address": "10.9.0.54"}]),
    ),
    Case(
        "a target's port is one",
        "port-out-of-range",
        "targets[0].port",
        lambda: rule(targets=[{"address": "10.9.0.53", "port": 65_536}]),
        lambda: rule(targets=[{"address": "10.9.0.53", "port": 65_535}]),
    ),
    Case(
        "a server's name is for DoH",
        "name-indication-without-doh",
        "targets[0].server_name_indication",
        lambda: rule(targets=[{"address": "10.9.0.53", "server_name_indication": "dns.test"}]),
        lambda: rule(targets=[{"address": "10.9.0.53", "server_name_indication": "dns.test", "protocol": "DoH"}]),
    ),
    Case(
        "GovCloud delegates nothing",
        "delegation-in-govcloud",
        "type",
        lambda: rule(Region("us-gov-west-1"), type="DELEGATE", targets=None),
        lambda: rule(type="DELEGATE", targets=None),
    ),
]

FIREWALL = [
    Case(
        "a list has domains",
        "malformed-firewall-domain",
        "",
        lambda: value(FirewallDomain, "*bad.test"),
        lambda: value(FirewallDomain, "*.Bad.test."),
    ),
    Case("a firewall filters", "firewall-without-rules", "rules", lambda: firewall({}), lambda: firewall()),
    Case(
        "a group that exists has its own rules",
        "rules-of-brought-group",
        "rules",
        lambda: firewall(rule_group_id=GROUP),
        lambda: firewall({}, rule_group_id=GROUP),
    ),
    Case(
        "a group that exists is shared by its owner",
        "rules-of-brought-group",
        "share_with",
        lambda: firewall({}, rule_group_id=GROUP, share_with=["222222222222"]),
        lambda: firewall(share_with=["222222222222"]),
    ),
    Case(
        "more than 100 rules need a higher quota",
        "many-firewall-rules",
        "rules",
        lambda: firewall({f"r{number}": filtering(priority=number) for number in range(1, 102)}),
        lambda: firewall({f"r{number}": filtering(priority=number) for number in range(1, 101)}),
        "warning",
    ),
    Case(
        "a group's place is one for customers",
        "firewall-priority",
        "priority",
        lambda: firewall(priority=99),
        lambda: firewall(priority=100),
    ),
    Case(
        "a group's place is not the Firewall Manager's",
        "firewall-priority",
        "priority",
        lambda: firewall(priority=9901),
        lambda: firewall(priority=9900),
    ),
    Case(
        "each rule has its own place",
        "duplicate-firewall-priority",
        "rules.two.priority",
        lambda: firewall({"one": filtering(), "two": filtering()}),
        lambda: firewall({"one": filtering(), "two": filtering(priority=2)}),
    ),
    Case(
        "a rule matches something",
        "firewall-rule-object",
        "rules.rest",
        lambda: blocking(domains=None),
        lambda: blocking(domains=None, domain_list_id=LIST),
    ),
    Case(
        "a rule matches one thing",
        "firewall-rule-object",
        "rules.rest",
        lambda: blocking(domain_list_id=LIST),
        lambda: blocking(),
    ),
    Case(
        "domains of a list differ",
        "duplicate-firewall-domain",
        "rules.rest.domains[1]",
        lambda: blocking(domains=["bad.test", "BAD.test"]),
        lambda: blocking(domains=["bad.test", "*.bad.test"]),
    ),
    Case(
        "no threat is allowed",
        "allowed-threat",
        "rules.rest.action",
        lambda: blocking(**ADVANCED, action="ALLOW"),
        lambda: blocking(**ADVANCED, action="ALERT"),
    ),
    Case(
        "a threat is told with confidence",
        "threat-without-confidence",
        "rules.rest.confidence_threshold",
        lambda: blocking(**(ADVANCED | {"confidence_threshold": None})),
        lambda: blocking(**ADVANCED),
    ),
    Case(
        "threats are led nowhere",
        "redirection-of-threat",
        "rules.rest.trust_redirection",
        lambda: blocking(**ADVANCED, trust_redirection=True),
        lambda: blocking(trust_redirection=True),
    ),
    Case(
        "what is let through gets its own answer",
        "response-of-other-action",
        "rules.own.block_response",
        lambda: allowing(block_response="NODATA"),
        lambda: blocking(block_response="NODATA"),
    ),
    Case(
        "what is blocked gets one answer",
        "two-block-responses",
        "rules.rest.block_response",
        lambda: blocking(block_response="NODATA", block_override={"domain": "stop.test"}),
        lambda: blocking(block_override={"domain": "stop.test"}),
    ),
    Case(
        "an override is kept a week at most",
        "block-override-ttl",
        "rules.rest.block_override.ttl",
        lambda: blocking(block_override={"domain": "stop.test", "ttl": 604_801}),
        lambda: blocking(block_override={"domain": "stop.test", "ttl": 604_800}),
    ),
    Case(
        "no rule stands behind one for every name",
        "unreached-firewall-rule",
        "rules.late.priority",
        lambda: firewall({"rest": filtering(domains=["*"]), "late": filtering(priority=2)}),
        lambda: firewall({"rest": filtering(domains=["*"], priority=3), "late": filtering(priority=2)}),
        "warning",
    ),
    Case(
        "an allow-list blocks the rest",
        "allow-list-without-block",
        "rules",
        lambda: firewall({"own": filtering(action="ALLOW")}),
        lambda: allowing(),
        "warning",
    ),
    Case(
        "a Profile holds something",
        "empty-profile",
        "zones",
        lambda: profile(zones=[]),
        lambda: profile(
            zones=[],
            resolver_rules={
                "corp": f"arn:aws:route53resolver:us-east-1:{ACCOUNT}:resolver-rule/rslvr-rr-0123456789abcdef0"
            },
        ),
    ),
]

GLOBAL = [
    Case(
        "a Global Resolver is made in Ohio",
        "global-resolver-region",
        "region",
        lambda: resolver(REGION),
        lambda: resolver(OHIO),
    ),
    Case(
        "a Region answers once",
        "duplicate-region",
        "regions[2]",
        lambda: resolver(regions=["us-east-1", "eu-west-1", "us-east-1"]),
        lambda: resolver(regions=["us-east-1", "eu-west-1", "us-west-2"]),
    ),
    Case(
        "what is made in Ohio is of its partition",
        "global-resolver-partition",
        "regions[1]",
        lambda: resolver(regions=["us-east-1", "cn-north-1"]),
        lambda: resolver(regions=["us-east-1", "ap-east-1"]),
    ),
    Case(
        "two Regions answer",
        "one-region-resolver",
        "regions",
        lambda: resolver(regions=["us-east-1"]),
        lambda: resolver(regions=["us-east-1", "us-west-2"]),
    ),
    Case(
        "somebody may ask",
        "view-without-clients",
        "views.staff",
        lambda: seen(access_sources={}),
        lambda: seen(access_sources={}, access_tokens={"laptops": "2027-06-30T00:00:00Z"}),
        "warning",
    ),
    Case(
        "who asks by IPv6 needs a dual-stack resolver",
        "ipv6-access-source",
        "views.staff.access_sources.office.cidr",
        lambda: seen(access_sources={"office": source("2600:1f18::/32")}),
        lambda: resolver(
            views={"staff": view(access_sources={"office": source("2600:1f18::/32")})}, ip_address_type="dualstack"
        ),
    ),
    Case(
        "who asks is known by public addresses",
        "private-access-source",
        "views.staff.access_sources.office.cidr",
        lambda: seen(access_sources={"office": source("10.0.0.0/8")}),
        lambda: seen(access_sources={"office": source("8.8.8.0/24")}),
        "warning",
    ),
    Case(
        "a view's zone exists",
        "zone-without-id",
        "views.staff.zones[0]",
        lambda: seen(zones=[{"name": "example.com"}]),
        lambda: seen(zones=[{"name": "example.com", "id": ZONE_ID}]),
    ),
    Case(
        "a view has each zone once",
        "duplicate-zone",
        "views.staff.zones[1].name",
        lambda: seen(zones=[{"name": "example.com", "id": ZONE_ID}, {"name": "example.com", "id": f"{ZONE_ID}K"}]),
        lambda: seen(zones=[{"name": "example.com", "id": ZONE_ID}, {"name": "example.org", "id": f"{ZONE_ID}K"}]),
    ),
    Case(
        "each rule of a view has its own place",
        "duplicate-firewall-priority",
        "views.staff.firewall.two.priority",
        lambda: seen(firewall={"one": filtering(), "two": filtering()}),
        lambda: seen(firewall={"one": filtering(), "two": filtering(priority=2)}),
    ),
    Case(
        "a place in a view is at most 10000",
        "global-firewall-priority",
        "views.staff.firewall.one.priority",
        lambda: seen(firewall={"one": filtering(priority=10_001)}),
        lambda: seen(firewall={"one": filtering(priority=10_000)}),
    ),
    Case(
        "nobody sees two views",
        "overlapping-access-sources",
        "views.two.access_sources.office.cidr",
        lambda: resolver(views={"one": view(), "two": view(access_sources={"office": source("198.51.100.128/25")})}),
        lambda: resolver(views={"one": view(), "two": view(access_sources={"office": source("198.51.101.0/25")})}),
    ),
]

HYBRID_RULES = [*ENDPOINTS, *RULES, *FIREWALL, *GLOBAL]
