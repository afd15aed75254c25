"""Distributions before services: what the rules of this room refuse, and the neighbours that they let through."""

from .wishes import BASE, GONE, Wish

PREFIX_LIST = ["pl-0123456789abcdef0"]
REACHED: Wish = {
    "cells.data.network.internet_gateway": True,
    "services.db.load_balancer.client_prefix_list_ids": PREFIX_LIST,
}
INSIDE: Wish = {
    "kind": "load-balancer",
    "service": "db",
    "load_balancer_arn": {"stack_parameter": "DbArn"},
    "domain_name": {"stack_parameter": "DbName"},
    "https_port": 5432,
}
FRONT: Wish = {
    "account": "222222222222",
    "zone": {"name": "example.org", "id": "Z0000000000001"},
    "names": ["www"],
    "origins": {"db": INSIDE},
    "default_cache_behavior": {"origin": "db", "cache_policy": "CachingDisabled"},
}
SERVICE = BASE["services"]["db"]
CERTIFICATE = "arn:aws:acm:us-east-1:222222222222:certificate/01234567-89ab-cdef-0123-456789abcdef"
ORIGIN = "distributions.web.origins.db"


def _front(**changes: object) -> Wish:
    return {"distributions.web": FRONT | changes}


def _inside(**changes: object) -> Wish:
    return _front(origins={"db": INSIDE | changes})


def _service(**changes: object) -> Wish:
    return {"services.db": SERVICE | {"load_balancer": {"client_prefix_list_ids": PREFIX_LIST}} | changes}


def _balancer(**changes: object) -> Wish:
    return {"services.db": SERVICE | {"load_balancer": changes}}


GOOD = REACHED | _front()
HELD = REACHED | {"public_zones.web-site": {"account": "222222222222", "name": "example.org"}}

# What, the rule and path of every problem, the change that causes them, the change that does not.
DISTRIBUTION_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a distribution with names in a private zone",
        [("distribution-in-private-zone", "distributions.web.zone.id")],
        REACHED | _front(zone={"name": "old.test", "id": "Z1"}),
        GOOD,
    ),
    (
        "a distribution in a public zone that is not there",
        [("unknown-public-zone", "distributions.web.zone")],
        HELD | _front(zone="site"),
        HELD | _front(zone="web-site"),
    ),
    (
        "a distribution in a public zone of another account",
        [("zone-in-other-account", "distributions.web.zone")],
        HELD | _front(zone="web-site") | {"public_zones.web-site.account": "333333333333"},
        HELD | _front(zone="web-site"),
    ),
    (
        "a distribution whose own rules are broken",
        [("duplicate-name", "distributions.web.names[1]")],
        REACHED | _front(names=["www", "www.example.org"]),
        GOOD,
    ),
    (
        "a distribution with a tag of AWS",
        [("reserved-tag", "distributions.web.tags.aws:owner")],
        REACHED | _front(tags={"aws:owner": "web"}),
        REACHED | _front(tags={"owner": "web"}),
    ),
    (
        "an origin of a service that is not there",
        [("unknown-service", f"{ORIGIN}.service")],
        _inside(service="dbs"),
        GOOD,
    ),
    (
        "an origin of a service of an unknown cell",
        [("unknown-cell", "services.db.cell")],
        GOOD | {"services.db.cell": "date"},
        GOOD,
    ),
    (
        "an origin of a service with brought load balancers",
        [("origin-without-balancer", f"{ORIGIN}.service")],
        {
            "services.db": {
                "cell": "data",
                "load_balancer_arns": [
                    "arn:aws:elasticloadbalancing:us-east-1:222222222222:loadbalancer/net/db/0123456789abcdef"
                ],
            }
        }
        | _front()
        | {"cells.data.network.internet_gateway": True, "links.db": GONE},
        GOOD,
    ),
    (
        "an origin of a service in another account",
        [("vpc-origin-in-other-account", f"{ORIGIN}.service")],
        REACHED | _front(account="111111111111"),
        GOOD,
    ),
    (
        "an origin in a Region without VPC origins",
        [("vpc-origin-region", f"{ORIGIN}.service")],
        GOOD
        | {
            "cells.data.region": "ap-southeast-6",
            "cells.data.network.availability_zones": [{"slot": 0, "name": "ap-southeast-6a"}],
            "services.db.listeners[0].targets": {"ip_addresses": ["10.2.0.10"]},
            "links.db.service_region": "ap-southeast-6",
            "services.db.supported_regions": ["us-east-1", "ap-southeast-6"],
        },
        GOOD,
    ),
    (
        "an origin in a zone without VPC origins",
        [("vpc-origin-zone", f"{ORIGIN}.service")],
        GOOD | {"cells.data.network.availability_zones[0].id": "use1-az3", "links.db": GONE},
        GOOD,
    ),
    (
        "an origin in a VPC without an internet gateway",
        [("vpc-origin-without-internet-gateway", f"{ORIGIN}.service")],
        GOOD | {"cells.data.network.internet_gateway": False},
        GOOD
        | {
            "cells.data.network.internet_gateway": False,
            "cells.data.network.tiers": [
                {"slot": 0, "name": "isolated"},
                {"slot": 1, "name": "edge", "kind": "public"},
            ],
            "services.db.load_balancer.tier": "isolated",
        },
    ),
    (
        "an origin with a TLS listener",
        [("vpc-origin-with-tls-listener", f"{ORIGIN}.service")],
        REACHED
        | _service(
            listeners=[
                SERVICE["listeners"][0],
                {
                    "port": 443,
                    "protocol": "TLS",
                    "certificate_arn": CERTIFICATE,
                    "targets": {"ip_addresses": ["10.2.0.10"]},
                },
            ],
            load_balancer={"client_prefix_list_ids": PREFIX_LIST, "access_logs": {"bucket": "my-logs"}},
        )
        | _front(),
        GOOD,
    ),
    (
        "an origin with IPv6 addresses",
        [("vpc-origin-with-ipv6", f"{ORIGIN}.service")],
        GOOD | {"cells.data.network.ipv6": True, "services.db.ip_address_types": ["ipv4", "ipv6"]},
        GOOD | {"cells.data.network.ipv6": True},
    ),
    (
        "an origin without a security group",
        [("vpc-origin-without-security-group", f"{ORIGIN}.service")],
        REACHED | _balancer(security_group_ids=[]) | _front(),
        REACHED | _balancer(security_group_ids=["sg-0123456789abcdef0"]) | _front(),
    ),
    (
        "an origin on a port without a listener",
        [
            ("origin-port-without-listener", f"{ORIGIN}.http_port"),
            ("origin-port-without-listener", f"{ORIGIN}.https_port"),
        ],
        REACHED | _inside(protocol="match-viewer", https_port=443),
        REACHED | _inside(protocol="match-viewer", http_port=5432),
    ),
    (
        "a name outside the zone of its distribution",
        [("record-outside-zone", "distributions.web.names[0]")],
        REACHED | _front(names=["www.example.net."]),
        REACHED | _front(names=["www.example.org."]),
    ),
    (
        "one name of two distributions",
        [("name-of-two-distributions", "distributions.web.names[0]")],
        GOOD
        | {"distributions.other": FRONT | {"zone": None, "names": ["www.example.org"], "certificate_arn": CERTIFICATE}},
        GOOD
        | {"distributions.other": FRONT | {"zone": None, "names": ["*.example.org"], "certificate_arn": CERTIFICATE}},
    ),
]
