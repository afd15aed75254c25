"""Resolvers of cells and networks on premises: what the rules of this room refuse, and their nearest neighbours."""

from .wishes import BASE, Wish

OFFICE: Wish = {
    "cidrs": ["10.90.0.0/16"],
    "connected_by": "direct-connect",
    "reaches": ["app"],
    "name_servers": ["10.90.0.53"],
}
SERVERS = [f"10.90.0.{host}" for host in range(10, 17)]
IN: Wish = {"peers": ["10.90.0.0/16"]}
CORP: Wish = {"domain": "corp.test", "to": "office"}
HYBRID: Wish = {
    "on_premises.office": OFFICE,
    "cells.app.resolver": {"inbound": IN, "outbound": {}, "rules": {"corp": CORP}},
}
BACK = {"domain": "corp.test", "to": "app"}
ASKED = {"domain": "example.com", "to": "app"}
SHARED: Wish = {
    **HYBRID,
    "cells.app.resolver.rules.corp.share_with": ["222222222222"],
    "cells.data.resolver": {
        "shared_rules": {"corp": {"id": {"stack_parameter": "RuleId"}, "rule_of": {"cell": "app", "rule": "corp"}}}
    },
}
LITERAL = "rslvr-rr-0123456789abcdef0"
DATA = BASE["cells"]["data"]
FAR: Wish = {
    "account": "222222222222",
    "region": "eu-west-1",
    "network": {"cidr": "10.9.0.0/16", "availability_zones": [{"slot": 0, "name": "eu-west-1a"}]},
    "resolver": SHARED["cells.data.resolver"],
}
ALLOW = {"priority": 1, "action": "ALLOW", "domains": ["*.example.com"]}
BLOCK = {"priority": 2, "action": "BLOCK", "domains": ["*"]}
SECOND = "rslvr-frg-0123456789abcdef0"

BOTH: Wish = {**OFFICE, "cidrs": ["10.90.0.0/16", "fd00::/64"], "name_servers": ["10.90.0.53", "fd00::53"]}
DUAL: Wish = {"ip_address_type": "dualstack"}
OLD: Wish = {key: value for key, value in BASE["cells"]["old"].items() if key != "zones"}
KEPT: Wish = {"domain": "corp.test", "type": "SYSTEM"}
ORDERS: Wish = {
    "cell": "app",
    "target_groups": {"all": {"ip_addresses": ["10.1.0.20"]}},
    "listeners": {"http": {"protocol": "HTTP", "forward": [{"targets": "all"}]}},
}
ALL: Wish = {
    "cells__app__resolver__rules": {
        "corp": {"domain": ".", "to": "office"},
        "aws": {"domain": "amazonaws.com", "type": "SYSTEM"},
    }
}
WALL: Wish = {"rules": {"own": ALLOW, "rest": BLOCK}}


def _back(domain: str) -> Wish:
    forwards = [{"domain": domain, "to": "data"}]
    return {**OFFICE, "reaches": ["app", "data"], "forwards": forwards}


def _to(address: str) -> Wish:
    return {
        "cells.data.resolver.inbound": {**IN, "addresses": ["10.2.0.10", "10.2.16.10"]},
        "cells.app.resolver.rules.corp": {"domain": "corp.test", "targets": [address], "share_with": ["222222222222"]},
    }


def _circle(domain: str, **rules: Wish) -> Wish:
    """Return two cells: the one forwards corp.test to the other, which forwards `domain` back."""
    here = {**IN, "addresses": ["10.1.0.10", "10.1.16.10"]}
    there = {**IN, "addresses": ["10.2.0.10", "10.2.16.10"]}
    out = {"corp": {"domain": "corp.test", "targets": ["10.2.0.10"]}}
    back = {"back": {"domain": domain, "targets": ["10.1.16.10"]}, **rules}
    return {
        "cells.app.resolver": {"inbound": here, "outbound": {}, "rules": out},
        "cells.data.resolver": {"inbound": there, "outbound": {}, "rules": back},
    }


def with_(**changes: object) -> Wish:
    """Return the hybrid topology with changes, two underscores standing for a dot."""
    return {**HYBRID, **{key.replace("__", "."): value for key, value in changes.items()}}


# What, the rule and path of every problem, the change that causes them, the change that does not.
HYBRID_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "an endpoint in one zone alone",
        [("few-resolver-addresses", "cells.app.resolver.inbound.availability_zones")],
        with_(cells__app__resolver__inbound={**IN, "availability_zones": ["us-east-1b"]}),
        with_(cells__app__resolver__inbound={**IN, "availability_zones": ["us-east-1b", "us-east-1c"]}),
    ),
    (
        "an address that AWS keeps",
        [("reserved-address", "cells.app.resolver.inbound.addresses[0]")],
        with_(cells__app__resolver__inbound={**IN, "addresses": ["10.1.0.3", "10.1.16.10"]}),
        with_(cells__app__resolver__inbound={**IN, "addresses": ["10.1.0.4", "10.1.16.10"]}),
    ),
    (
        "an endpoint that nobody may ask",
        [("resolver-endpoint-without-peers", "cells.app.resolver.inbound_delegation.peers")],
        with_(cells__app__resolver={"inbound_delegation": {}}),
        with_(
            cells__app__resolver={"inbound_delegation": {}},
            on_premises__office={**OFFICE, "forwards": [ASKED]},
        ),
    ),
    (
        "a rule without a way out",
        [("rule-without-endpoint", "cells.app.resolver.rules.corp.type")],
        with_(cells__app__resolver={"rules": {"corp": CORP}}),
        with_(cells__app__resolver={"rules": {"corp": {"domain": "corp.test", "type": "SYSTEM"}}}),
    ),
    (
        "a rule to a network beside targets",
        [("network-beside-targets", "cells.app.resolver.rules.corp.to")],
        with_(cells__app__resolver__rules__corp={**CORP, "targets": ["10.90.0.53"]}),
        with_(cells__app__resolver__rules__corp={"domain": "corp.test", "targets": ["10.90.0.53"]}),
    ),
    (
        "a rule to an unknown network",
        [
            ("resolver-endpoint-without-peers", "cells.app.resolver.outbound.peers"),
            ("unknown-network", "cells.app.resolver.rules.corp.to"),
        ],
        with_(cells__app__resolver__rules__corp={**CORP, "to": "ofice"}),
        HYBRID,
    ),
    (
        "a rule to a network without name servers",
        [
            ("network-without-name-servers", "cells.app.resolver.rules.corp.to"),
            ("resolver-endpoint-without-peers", "cells.app.resolver.outbound.peers"),
        ],
        with_(on_premises__office={**OFFICE, "name_servers": []}),
        HYBRID,
    ),
    (
        "a rule to a network that does not reach the cell",
        [("network-not-reached", "cells.app.resolver.rules.corp.to")],
        with_(on_premises__office={**OFFICE, "reaches": ["data"]}),
        with_(on_premises__office={**OFFICE, "reaches": ["data", "app"]}),
    ),
    (
        "targets in a protocol that the endpoint does not speak",
        [("target-protocol", "cells.app.resolver.rules.corp.targets")],
        with_(
            cells__app__resolver__rules__corp={
                "domain": "corp.test",
                "targets": [{"address": "10.90.0.53", "protocol": "DoH"}],
            }
        ),
        with_(
            cells__app__resolver__outbound={"protocols": ["DoH"]},
            cells__app__resolver__rules__corp={
                "domain": "corp.test",
                "targets": [{"address": "10.90.0.53", "protocol": "DoH"}],
            },
        ),
    ),
    (
        "two rules of one domain",
        [("duplicate-rule-domain", "cells.app.resolver.rules.zone.domain")],
        with_(cells__app__resolver__rules={"corp": CORP, "zone": {"domain": "corp.test", "type": "SYSTEM"}}),
        with_(cells__app__resolver__rules={"corp": CORP, "zone": {"domain": "a.corp.test", "type": "SYSTEM"}}),
    ),
    (
        "a rule to a network with seven name servers",
        [("too-many-targets", "cells.app.resolver.rules.corp.to")],
        with_(on_premises__office={**OFFICE, "name_servers": SERVERS}),
        with_(on_premises__office={**OFFICE, "name_servers": SERVERS[1:]}),
    ),
    (
        "a rule with seven targets of its own",
        [("too-many-targets", "cells.app.resolver.rules.corp.targets")],
        with_(cells__app__resolver__rules__corp={"domain": "corp.test", "targets": SERVERS}),
        with_(cells__app__resolver__rules__corp={"domain": "corp.test", "targets": SERVERS[1:]}),
    ),
    (
        "a rule to a network with name servers of both families",
        [("mixed-target-addresses", "cells.app.resolver.rules.corp.to")],
        with_(on_premises__office=BOTH, cells__app__resolver__outbound=DUAL, cells__app__network__ipv6=True),
        with_(
            on_premises__office={**BOTH, "name_servers": ["fd00::53"]},
            cells__app__resolver__outbound=DUAL,
            cells__app__network__ipv6=True,
        ),
    ),
    (
        "a SYSTEM rule to a network",
        [("targets-of-other-rule", "cells.app.resolver.rules.corp.to")],
        with_(cells__app__resolver__rules__corp={**CORP, "type": "SYSTEM"}),
        HYBRID,
    ),
    (
        "a DELEGATE rule to a network",
        [("targets-of-other-rule", "cells.app.resolver.rules.corp.to")],
        with_(cells__app__resolver__rules__corp={**CORP, "type": "DELEGATE"}),
        HYBRID,
    ),
    (
        "an IPv6 target of an endpoint with IPv4 addresses alone",
        [("target-family", "cells.app.resolver.rules.corp.targets")],
        with_(cells__app__resolver__rules__corp={"domain": "corp.test", "targets": ["fd00::53"]}),
        with_(
            cells__app__resolver__rules__corp={"domain": "corp.test", "targets": ["fd00::53"]},
            cells__app__resolver__outbound=DUAL,
            cells__app__network__ipv6=True,
        ),
    ),
    (
        "a target on a port that the endpoint does not let out",
        [("target-port", "cells.app.resolver.rules.corp.targets")],
        with_(cells__app__resolver__outbound={"ports": [5353]}),
        with_(cells__app__resolver__outbound={"ports": [53, 5353]}),
    ),
    (
        "a shared rule of a domain that the cell has a rule for",
        [("duplicate-rule-domain", "cells.data.resolver.shared_rules.corp.rule_of.rule")],
        {**SHARED, "cells.data.resolver.rules": {"mine": {"domain": "corp.test", "type": "SYSTEM"}}},
        {**SHARED, "cells.data.resolver.rules": {"mine": {"domain": "a.corp.test", "type": "SYSTEM"}}},
    ),
    (
        "a rule that exists twice on a VPC",
        [("rule-associated-twice", "cells.data.resolver.shared_rules.more.id")],
        {**SHARED, "cells.data.resolver.shared_rules": {"corp": {"id": LITERAL}, "more": {"id": LITERAL}}},
        {
            **SHARED,
            "cells.data.resolver.shared_rules": {"corp": {"id": LITERAL}, "more": {"id": {"ssm_parameter": "/rule"}}},
        },
    ),
    (
        "two cells of one VPC with rules of one domain",
        [("duplicate-rule-domain", "cells.older.resolver.rules.corp.domain")],
        {"cells.old.resolver.rules.corp": KEPT, "cells.older": {**OLD, "resolver": {"rules": {"corp": KEPT}}}},
        {
            "cells.old.resolver.rules.corp": KEPT,
            "cells.older": {**OLD, "resolver": {"rules": {"corp": {**KEPT, "domain": "other.test"}}}},
        },
    ),
    (
        "two cells of one VPC with firewalls in one place",
        [("duplicate-association-priority", "cells.older.resolver.firewall.priority")],
        {"cells.old.resolver.firewall": WALL, "cells.older": {**OLD, "resolver": {"firewall": WALL}}},
        {
            "cells.old.resolver.firewall": WALL,
            "cells.older": {**OLD, "resolver": {"firewall": {**WALL, "priority": 102}}},
        },
    ),
    (
        "two cells that set what one VPC's Resolver does",
        [("resolver-settings-twice", "cells.older.resolver")],
        {
            "cells.old.resolver": {"dnssec_validation": True},
            "cells.older": {**OLD, "resolver": {"autodefined_reverse": False}},
        },
        {"cells.old.resolver": {"dnssec_validation": True}, "cells.older": {**OLD, "resolver": {}}},
    ),
    (
        "an address of two endpoints",
        [("duplicate-address", "cells.app.resolver.inbound_delegation.addresses[1]")],
        {
            "cells.app.resolver": {
                "inbound": {**IN, "addresses": ["10.1.0.10", "10.1.16.10"]},
                "inbound_delegation": {**IN, "addresses": ["10.1.0.11", "10.1.16.10"]},
            }
        },
        {
            "cells.app.resolver": {
                "inbound": {**IN, "addresses": ["10.1.0.10", "10.1.16.10"]},
                "inbound_delegation": {**IN, "addresses": ["10.1.0.11", "10.1.16.11"]},
            }
        },
    ),
    (
        "a shared rule whose domain goes round by a network",
        [("resolver-loop", "cells.data.resolver.shared_rules.corp.rule_of.rule")],
        {**SHARED, "cells.data.resolver.inbound": {}, "on_premises.office": _back("corp.test")},
        {**SHARED, "cells.data.resolver.inbound": {}, "on_premises.office": _back("data.test")},
    ),
    (
        "a shared rule to an endpoint of the VPC itself",
        [("resolver-loop", "cells.data.resolver.shared_rules.corp.rule_of.rule")],
        {**SHARED, **_to("10.2.0.10")},
        {**SHARED, **_to("10.2.0.11")},
    ),
    (
        "a Profile with a firewall in a place that there is not",
        [("firewall-priority", "profiles.shared.firewall_priority")],
        with_(
            profiles__shared={"cell": "app", "rules": ["corp"], "firewall_priority": 99},
            cells__app__resolver__firewall={"rules": {"own": ALLOW, "rest": BLOCK}},
        ),
        with_(
            profiles__shared={"cell": "app", "rules": ["corp"], "firewall_priority": 100},
            cells__app__resolver__firewall={"rules": {"own": ALLOW, "rest": BLOCK}},
        ),
    ),
    (
        "a firewall without rules",
        [("firewall-without-rules", "cells.app.resolver.firewall.rules")],
        {"cells.app.resolver": {"firewall": {}}},
        {"cells.app.resolver": {"firewall": {"rule_group_id": SECOND}}},
    ),
    (
        "a shared rule of no cell",
        [("unknown-cell", "cells.data.resolver.shared_rules.corp.rule_of.cell")],
        {**SHARED, "cells.data.resolver.shared_rules.corp.rule_of.cell": "ap"},
        SHARED,
    ),
    (
        "a shared rule that is none",
        [("unknown-rule", "cells.data.resolver.shared_rules.corp.rule_of.rule")],
        {**SHARED, "cells.data.resolver.shared_rules.corp.rule_of.rule": "corpo"},
        SHARED,
    ),
    (
        "a shared rule by a literal id",
        [("rule-not-handed-over", "cells.data.resolver.shared_rules.corp.rule_of")],
        {**SHARED, "cells.data.resolver.shared_rules.corp.id": LITERAL},
        {**SHARED, "cells.data.resolver.shared_rules.corp": {"id": LITERAL}},
    ),
    (
        "a rule that is not shared with the account",
        [("rule-not-shared", "cells.data.resolver.shared_rules.corp.rule_of.rule")],
        {**SHARED, "cells.app.resolver.rules.corp.share_with": ["333333333333"]},
        SHARED,
    ),
    (
        "a rule of another Region",
        [("rule-elsewhere", "cells.far.resolver.shared_rules.corp.rule_of.rule")],
        {**SHARED, "cells.far": FAR},
        SHARED,
    ),
    (
        "a Profile with an unknown rule",
        [("unknown-rule", "profiles.shared.rules[0]")],
        with_(profiles__shared={"cell": "app", "rules": ["corpo"]}),
        with_(profiles__shared={"cell": "app", "rules": ["corp"]}),
    ),
    (
        "a Profile with a firewall that is not made",
        [("no-firewall-for-profile", "profiles.shared.firewall_priority")],
        with_(profiles__shared={"cell": "app", "rules": ["corp"], "firewall_priority": 102}),
        with_(
            profiles__shared={"cell": "app", "rules": ["corp"], "firewall_priority": 102},
            cells__app__resolver__firewall={"rules": {"own": ALLOW, "rest": BLOCK}},
        ),
    ),
    (
        "a domain that goes round by a network",
        [("resolver-loop", "cells.app.resolver.rules.corp.domain")],
        with_(on_premises__office={**OFFICE, "forwards": [BACK]}),
        with_(
            on_premises__office={**OFFICE, "forwards": [BACK]},
            cells__app__resolver__rules__corp={**CORP, "on_own_vpc": False, "share_with": ["222222222222"]},
        ),
    ),
    (
        "every name goes round by a network",
        [("resolver-loop", "cells.app.resolver.rules.corp.domain")],
        with_(
            on_premises__office={**OFFICE, "forwards": [{"domain": ".", "to": "app"}]},
            cells__app__resolver__rules={
                "corp": {"domain": ".", "to": "office"},
                "aws": {"domain": "amazonaws.com", "type": "SYSTEM"},
            },
        ),
        with_(
            on_premises__office={**OFFICE, "forwards": [{"domain": ".", "to": "app"}], "zones": {"corp.test": {}}},
        ),
    ),
    (
        "a target that is the cell's own endpoint",
        [("resolver-loop", "cells.app.resolver.rules.corp.targets[0].address")],
        with_(
            cells__app__resolver__inbound={**IN, "addresses": ["10.1.0.10", "10.1.16.10"]},
            cells__app__resolver__rules__corp={"domain": "corp.test", "targets": ["10.1.0.10"]},
        ),
        with_(
            cells__app__resolver__inbound={**IN, "addresses": ["10.1.0.10", "10.1.16.10"]},
            cells__app__resolver__rules__corp={"domain": "corp.test", "targets": ["10.1.0.11"]},
        ),
    ),
    (
        "a domain that goes round by the endpoints of two cells",
        [
            ("resolver-loop", "cells.app.resolver.rules.corp.domain"),
            ("resolver-loop", "cells.data.resolver.rules.back.domain"),
        ],
        _circle("corp.test"),
        _circle("other.test"),
    ),
    (
        "a domain below, which a rule for all above it sends back",
        [("resolver-loop", "cells.app.resolver.rules.corp.domain")],
        _circle("test"),
        _circle("test", aws={"domain": "corp.test", "type": "SYSTEM"}),
    ),
]

# What, the rule and path of the warning, the change that causes it, the change that does not.
HYBRID_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    (
        "a rule for a zone of the cell",
        ("rule-before-zone", "cells.app.resolver.rules.corp.domain"),
        with_(
            cells__app__resolver__rules__corp={**CORP, "domain": "example.com"},
            cells__app__hosts={},
            links__db__names=[],
        ),
        with_(cells__app__hosts={}, links__db__names=[]),
    ),
    (
        "a rule for the dot alone",
        ("forwarded-aws-names", "cells.app.resolver.rules.corp.domain"),
        with_(cells__app__resolver__rules={"corp": {**CORP, "domain": "."}}),
        with_(
            cells__app__resolver__rules={
                "corp": {**CORP, "domain": "."},
                "aws": {"domain": "amazonaws.com", "type": "SYSTEM"},
            }
        ),
    ),
    (
        "a host below a rule that goes before its zone",
        ("masked-record", "cells.app.hosts.foo"),
        with_(cells__app__resolver__rules__corp={**CORP, "domain": "foo.example.com"}),
        with_(cells__app__resolver__rules__corp={**CORP, "domain": "bar.example.com"}),
    ),
    (
        "a domain that goes round below a rule for every name",
        ("resolver-loop", "on_premises.office.forwards[0].domain"),
        with_(on_premises__office={**OFFICE, "forwards": [{"domain": "orders.test", "to": "app"}]}, **ALL),
        with_(on_premises__office={**OFFICE, "forwards": [{"domain": "a.example.com", "to": "app"}]}, **ALL),
    ),
    (
        "a namespace of a rule's name",
        ("rule-before-zone", "cells.app.resolver.rules.corp.domain"),
        with_(
            namespaces__apps={"cell": "app", "name": "apps.test"},
            cells__app__resolver__rules__corp={**CORP, "domain": "apps.test"},
        ),
        with_(
            namespaces__apps={"cell": "app", "name": "apps.test", "type": "http"},
            cells__app__resolver__rules__corp={**CORP, "domain": "apps.test"},
        ),
    ),
    (
        "a name of VPC Lattice below a rule",
        ("masked-record", "lattice_services.orders.custom_domain_name"),
        with_(
            lattice_services__orders={**ORDERS, "custom_domain_name": "orders.example.com"},
            cells__app__resolver__rules__corp={**CORP, "domain": "orders.example.com"},
        ),
        with_(
            lattice_services__orders={**ORDERS, "custom_domain_name": "orders.example.com"},
            cells__app__resolver__rules__corp={**CORP, "domain": "other.example.com"},
        ),
    ),
    (
        "a network that reaches a cell of unknown block",
        ("unknown-block", "cells.old.network.cidr"),
        {
            "cells.old.network": {
                "vpc_id": "vpc-00000000000000001",
                "subnets": [{"id": "subnet-00000000000000001", "availability_zone": "us-east-1b"}],
            },
            "on_premises.office": {**OFFICE, "reaches": ["old"]},
        },
        {"on_premises.office": {**OFFICE, "reaches": ["old"]}},
    ),
]
