"""Each rule of this room refuses its example, at its path, and lets the neighbour through."""

import pytest

from constructs_pkg.topology import TopologyError
from constructs_pkg.topology.key import suggestion
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.problem import Problem

from .customer_cases import CUSTOMER_CASES, CUSTOMER_WARNINGS
from .distribution_cases import DISTRIBUTION_CASES, GOOD
from .entry_cases import ENTRY_CASES, ENTRY_WARNINGS
from .global_resolver_cases import GLOBAL_RESOLVER_CASES
from .hybrid_cases import HYBRID_CASES, HYBRID_WARNINGS
from .mechanism_cases import MECHANISM_CASES, MECHANISM_WARNINGS
from .mesh_cases import MESH_CASES, MESH_WARNINGS
from .on_premises_cases import ON_PREMISES_CASES
from .public_zone_cases import PUBLIC_ZONE_CASES, PUBLIC_ZONE_WARNINGS
from .resource_link_cases import RESOURCE_LINK_CASES
from .sharing_cases import SHARING_CASES
from .signal_cases import SIGNAL_CASES
from .traffic_tree_cases import TRAFFIC_TREE_CASES, TRAFFIC_TREE_WARNINGS
from .vendor_table import TABLE_CASES
from .wishes import BASE, GONE, Wish, planned, problems

ONE_ZONE = {"availability_zones": [{"slot": 0, "name": "us-east-1b", "id": "use1-az1"}]}
SMALL: Wish = {
    "cidr": "10.1.0.0/28",
    "address_grid": {"tiers": 1, "availability_zones": 1},
    **ONE_ZONE,
}
APP_LINKS = {f"links.l{index}": BASE["links"]["db"] | {"names": []} for index in range(12)}
PROXIED: Wish = {
    "database_proxy": {
        "name": "orders",
        "engine_family": "POSTGRESQL",
        "user_name": "app",
        "instance_identifier": "orders",
    },
    "listeners": [{"port": 5432, "targets": {"database_proxy": "read_write"}}],
}
BROUGHT = {
    "cell": "data",
    "load_balancer_arns": ["arn:aws:elasticloadbalancing:us-east-1:222222222222:loadbalancer/net/db/0123456789abcdef"],
    "allowed_principals": ["111111111111"],
}
AMERICAN_GOVERNMENT = {
    "account": "333333333333",
    "region": "us-gov-west-1",
    "network": {"cidr": "10.9.0.0/16", "availability_zones": [{"slot": 0, "name": "us-gov-west-1a"}]},
}
EUROPE = {
    "account": "111111111111",
    "region": "eu-west-1",
    "network": {"cidr": "10.3.0.0/16", "availability_zones": [{"slot": 0, "name": "eu-west-1a"}]},
}
VENDOR = BASE["links"]["vendor"]
SSM = VENDOR | {"service_name": "com.amazonaws.us-east-1.ssm", "private_dns": True}
EUROPEAN_NAME = "com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001"
ENDPOINTS = {"cell": "old", "service_name": {}, "security_group_ids": ["sg-00000000000000001"]}

API: Wish = {
    "cell": "app",
    "domain_name": "orders.api.test",
    "certificate_arn": "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef",
    "rest_api_id": "a1b2c3d4e5",
    "stage": "live",
    "endpoint_ids": {"cell": "vpce-0123456789abcdef0"},
}
GROUP: Wish = {"cell": "app", "ingress": [{"from_port": 5432, "cidr": "10.1.0.0/16"}]}
TABLE = "rtb-0123456789abcdef0"
PUBLIC = [{"slot": 0, "name": "isolated", "kind": "public"}]
TO_API = [{"port": 443, "targets": {"interface_endpoint": "execute-api"}}]


def gate(**route: str) -> Wish:
    """A Gateway Load Balancer endpoint of the made cell with one route."""
    return {
        "cell": "app",
        "endpoint_type": "GatewayLoadBalancer",
        "availability_zones": ["us-east-1b"],
        "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000009",
        "routes": {"out": route},
    }


HOST: Wish = {"cell": "data", "host": {"domain_name": "db.vendor.test"}, "ports": [5432]}
OPEN = {"security_group_ids": ["sg-00000000000000001"]}
SELF = OPEN | {"cell": "data", "service_name": {"ssm_parameter": "/db/name"}}
NEIGHBOUR = {
    "cells.near": BASE["cells"]["data"],
    "services.near": BASE["services"]["db"] | {"cell": "near", "publish_to": "/near/name"},
}
THERE = OPEN | {"cell": "near", "service_name": {"ssm_parameter": "/db/name"}}
BACK = OPEN | {"cell": "data", "service_name": {"ssm_parameter": "/near/name"}}

SIX = {
    "cells.data.account": "111111111111",
    "cells.data.network.availability_zones": BASE["cells"]["app"]["network"]["availability_zones"],
    "cells.data.network.ipv6": True,
    "services.db.ip_address_types": ["ipv4", "ipv6"],
    "links.db": BASE["links"]["db"] | {"cell": "old", "names": [], "ip_address_type": "dualstack"},
}

# What, the rule and path of every problem, the change that causes them, the change that does not.
NAMED: Wish = {"name": "db.vendor.test", "zone_id": "Z9"}
LENT: Wish = {"name": "lent", "trusted_accounts": ["111111111111"]}
ZONE_IDS: Wish = {
    "cells.old.network.subnets[0].availability_zone_id": "use1-az1",
    "cells.old.network.subnets[1].availability_zone_id": "use1-az2",
}
INGRESS_5432: Wish = {
    "links.vendor.security_group_ids": GONE,
    "links.vendor.ingress": [{"from_port": 5432, "cidr": "172.16.0.0/16"}],
}


def handed(**told: object) -> Wish:
    """Return the changes that hand the vendor's service over, with what is `told` of it."""
    document = {
        "version": 1,
        "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000001",
        "region": "us-east-1",
        **told,
    }
    return {"links.vendor.service_name": GONE, "links.vendor.handoff": document}


CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a topology without cells",
        [("no-cells", "cells")],
        {"cells": {}, "services": GONE, "links": GONE},
        {"services": GONE, "links": GONE},
    ),
    (
        "a cell routed to one that is not there",
        [("unknown-cell", "cells.app.routed_to[1]")],
        {"cells.app.routed_to": ["data", "dat"]},
        {"cells.app.routed_to": ["data"]},
    ),
    (
        "a cell routed to itself",
        [("routed-to-itself", "cells.app.routed_to[0]")],
        {"cells.app.routed_to": ["app"]},
        {"cells.app.routed_to": ["old"]},
    ),
    (
        "a service of an unknown cell",
        [("unknown-cell", "services.db.cell")],
        {"services.db.cell": "date"},
        {},
    ),
    ("a link from an unknown cell", [("unknown-cell", "links.db.cell")], {"links.db.cell": "ap"}, {}),
    (
        "a link to an unknown service",
        [("unknown-service", "links.db.service")],
        {"links.db.service": "dbs"},
        {},
    ),
    (
        "routed cells that overlap",
        [("overlapping-cidr", "cells.data.network.cidr")],
        {"cells.app.routed_to": ["data"], "cells.data.network.cidr": "10.1.0.0/18", "services": GONE, "links": GONE},
        {"cells.data.network.cidr": "10.1.0.0/18", "services": GONE, "links": GONE},
    ),
    (
        "a routed cell that overlaps a subnet of another",
        [("overlapping-cidr", "cells.old.network.subnets[1].cidr")],
        {
            "cells.old.routed_to": ["app"],
            "cells.old.network.cidr": GONE,
            "cells.old.network.subnets[1].cidr": "10.1.9.0/24",
        },
        {"cells.old.routed_to": ["app"], "cells.old.network.cidr": GONE},
    ),
    (
        "a zone of one name by two cells of one VPC",
        [("duplicate-zone", "cells.older.zones[0].name")],
        {"cells.older": BASE["cells"]["old"] | {"zones": [{"name": "old.test", "id": "Z2"}]}},
        {"cells.older": BASE["cells"]["old"] | {"zones": [{"name": "older.test", "id": "Z2"}]}},
    ),
    (
        "a private DNS name that is a zone of the VPC",
        [("duplicate-zone", "links.vendor.private_dns_name")],
        {"links.vendor.private_dns": True, "links.vendor.private_dns_name": "old.test"},
        {"links.vendor.private_dns": True, "links.vendor.private_dns_name": "api.old.test"},
    ),
    (
        "a private DNS name twice on a VPC",
        [("duplicate-zone", "links.vendor2.private_dns_name")],
        {
            "links.vendor": VENDOR | {"private_dns": True, "private_dns_name": "api.test"},
            "links.vendor2": VENDOR | {"private_dns": True, "private_dns_name": "api.test"},
        },
        {
            "links.vendor": VENDOR | {"private_dns": True, "private_dns_name": "api.test"},
            "links.vendor2": VENDOR | {"private_dns": True, "private_dns_name": "web.test"},
        },
    ),
    (
        "a service of AWS with private DNS twice on a VPC",
        [("duplicate-private-dns", "links.ssm2.private_dns")],
        {"links.ssm": SSM, "links.ssm2": SSM},
        {"links.ssm": SSM, "links.ssm2": SSM | {"private_dns": False}},
    ),
    (
        "a service of AWS with private DNS beside the cell's own endpoint",
        [("duplicate-private-dns", "links.ssm.private_dns")],
        {"links.ssm": SSM, "cells.old.interface_endpoints": ["logs", "ssm"]},
        {"links.ssm": SSM, "cells.old.interface_endpoints": ["logs"]},
    ),
    (
        "endpoints of two cells to one service of AWS on a VPC",
        [("duplicate-private-dns", "cells.older.interface_endpoints[0].service")],
        {
            "cells.old.interface_endpoints": ["ssm"],
            "cells.older": BASE["cells"]["old"]
            | {"zones": [], "interface_endpoints": ["com.amazonaws.us-east-1.ssm", "logs"]},
        },
        {
            "cells.old.interface_endpoints": ["ssm"],
            "cells.older": BASE["cells"]["old"] | {"zones": [], "interface_endpoints": ["logs"]},
        },
    ),
    (
        "endpoints of one cell to one service of AWS",
        [("duplicate-endpoint", "cells.app.interface_endpoints[1].service")],
        {"cells.app.interface_endpoints": ["ssm", "ssm"]},
        {"cells.app.interface_endpoints": ["ssm"], "cells.data.interface_endpoints": ["ssm"]},
    ),
    (
        "one existing zone in two cells",
        [("shared-zone", "cells.older.zones[0].id")],
        {
            "cells.older": BASE["cells"]["old"] | {"zones": [{"name": "older.test", "id": "Z1"}]},
            "cells.older.network.vpc_id": "vpc-00000000000000002",
        },
        {
            "cells.older": BASE["cells"]["old"] | {"zones": [{"name": "older.test", "id": "Z2"}]},
            "cells.older.network.vpc_id": "vpc-00000000000000002",
        },
    ),
    *SHARING_CASES,
    *DISTRIBUTION_CASES,
    *TRAFFIC_TREE_CASES,
    *MECHANISM_CASES,
    *CUSTOMER_CASES,
    *PUBLIC_ZONE_CASES,
    *ENTRY_CASES,
    *HYBRID_CASES,
    *ON_PREMISES_CASES,
    *GLOBAL_RESOLVER_CASES,
    *SIGNAL_CASES,
    *RESOURCE_LINK_CASES,
    *MESH_CASES,
    (
        "an alias to a name in another private zone",
        [("alias-in-other-zone", "cells.app.records[0].alias.zone_id")],
        {"cells.app.records": [{"name": "x", "type": "A", "alias": {"dns_name": "y.old.test", "zone_id": "Z1"}}]},
        {"cells.old.records": [{"name": "x", "type": "A", "alias": {"dns_name": "y.old.test", "zone_id": "Z1"}}]},
    ),
    (
        "an Availability Zone with two ids in one account",
        [("inconsistent-az-id", "cells.old.network.subnets[1].availability_zone_id")],
        {"cells.old.network.subnets[1].availability_zone_id": "use1-az1"},
        {"cells.old.network.subnets[1].availability_zone_id": "use1-az2"},
    ),
    (
        "an Availability Zone with two ids in made cells",
        [("inconsistent-az-id", "cells.data.network.availability_zones[1].id"), ("no-common-az", "links.db.cell")],
        {
            "cells.data.account": "111111111111",
            "cells.data.network.availability_zones": [
                {"slot": 0, "name": "us-east-1a", "id": "use1-az4"},
                {"slot": 1, "name": "us-east-1c", "id": "use1-az6"},
            ],
            "links.db.availability_zones": ["us-east-1b"],
        },
        {
            "cells.data.account": "111111111111",
            "cells.data.network.availability_zones": BASE["cells"]["app"]["network"]["availability_zones"],
        },
    ),
    (
        "two services under one parameter",
        [("duplicate-parameter", "services.web.publish_to")],
        {"services.db.publish_to": "/a/b", "services.web": BASE["services"]["db"] | {"publish_to": "/a/b"}},
        {"services.db.publish_to": "/a/b", "services.web": BASE["services"]["db"] | {"publish_to": "/a/c"}},
    ),
    (
        "a parameter in the handoff of another service",
        [("parameter-of-handoff", "services.web.publish_to")],
        {
            "services.db.publish_handoff_to": "/a/b",
            "services.web": BASE["services"]["db"] | {"publish_to": "/a/b/service-name"},
        },
        {"services.db.publish_handoff_to": "/a/b", "services.web": BASE["services"]["db"] | {"publish_to": "/a/b/c"}},
    ),
    (
        "a shared host's parameter in the handoff of a service",
        [("parameter-of-handoff", "resource_configurations.host.publish_to")],
        {"services.db.publish_handoff_to": "/a/b", "resource_configurations.host": HOST | {"publish_to": "/a/b/ports"}},
        {"services.db.publish_handoff_to": "/a/b", "resource_configurations.host": HOST | {"publish_to": "/a/c/ports"}},
    ),
    (
        "a private API in a cell that is not there",
        [("unknown-cell", "private_apis.orders.cell")],
        {"private_apis.orders": API | {"cell": "nowhere"}},
        {"private_apis.orders": API},
    ),
    (
        "the key of a cell's own endpoint",
        [("reserved-key", "private_apis.orders.endpoint_ids.cell")],
        {"cells.app.interface_endpoints": ["execute-api"], "private_apis.orders": API},
        {"private_apis.orders": API},
    ),
    (
        "a private API without endpoints",
        [("api-without-endpoints", "private_apis.orders.endpoint_ids")],
        {"private_apis.orders": API | {"endpoint_ids": {}}},
        {"private_apis.orders": API | {"endpoint_ids": {}}, "cells.app.interface_endpoints": ["execute-api"]},
    ),
    (
        "two private APIs under one name",
        [("duplicate-api-name", "private_apis.two.domain_name")],
        {"private_apis.one": API, "private_apis.two": API},
        {"private_apis.one": API, "private_apis.two": API | {"domain_name": "two.api.test"}},
    ),
    (
        "a private API under the name of a host",
        [("duplicate-record", "private_apis.orders.domain_name")],
        {
            "cells.app.interface_endpoints": ["execute-api"],
            "private_apis.orders": API | {"endpoint_ids": {}, "domain_name": "foo.example.com"},
        },
        {"private_apis.orders": API | {"domain_name": "foo.example.com"}},
    ),
    (
        "a VPC link to a port that is none",
        [("port-out-of-range", "http_vpc_links.web.ports[0]")],
        {"http_vpc_links.web": {"cell": "app", "ports": [0]}},
        {"http_vpc_links.web": {"cell": "app", "ports": [443]}},
    ),
    (
        "a VPC link to no service",
        [("unknown-service", "rest_vpc_links.web.service")],
        {"rest_vpc_links.web": {"service": "web"}},
        {"rest_vpc_links.web": {"service": "db"}},
    ),
    (
        "a VPC link to a service without a load balancer of its own",
        [("rest-link-without-balancer", "rest_vpc_links.web.service")],
        {"services.db": BROUGHT, "links.db.ingress": GROUP["ingress"], "rest_vpc_links.web": {"service": "db"}},
        {"rest_vpc_links.web": {"service": "db"}},
    ),
    (
        "a group that is not there",
        [("unknown-security-group", "links.db.security_groups[0]")],
        {"links.db.security_groups": ["clients"]},
        {"links.db.security_groups": ["clients"], "security_groups.clients": GROUP},
    ),
    (
        "a group of another cell",
        [("security-group-elsewhere", "links.db.security_groups[0]")],
        {"links.db.security_groups": ["clients"], "security_groups.clients": GROUP | {"cell": "data"}},
        {"links.db.security_groups": ["clients"], "security_groups.clients": GROUP},
    ),
    (
        "a shared group with a rule twice",
        [("duplicate-ingress", "security_groups.clients.ingress[1]")],
        {"security_groups.clients": GROUP | {"ingress": GROUP["ingress"] * 2}},
        {"security_groups.clients": GROUP},
    ),
    (
        "a route without a table",
        [("route-table-of-route", "links.gate.routes.out")],
        {"links.gate": gate(cidr="0.0.0.0/0")},
        {"links.gate": gate(cidr="0.0.0.0/0", tier="isolated")},
    ),
    (
        "a route of a tier that is not there",
        [("no-such-route-table", "links.gate.routes.out.tier")],
        {"links.gate": gate(cidr="0.0.0.0/0", tier="edge")},
        {"links.gate": gate(cidr="0.0.0.0/0", tier="isolated")},
    ),
    (
        "a zone beside a route table",
        [("zone-of-route-table", "links.gate.routes.out.availability_zone")],
        {"links.gate": gate(cidr="0.0.0.0/0", route_table_id=TABLE, availability_zone="us-east-1b")},
        {"links.gate": gate(cidr="0.0.0.0/0", tier="isolated", availability_zone="us-east-1b")},
    ),
    (
        "a default route of a tier that has one",
        [("route-taken", "links.gate.routes.out.cidr")],
        {"cells.app.network.tiers": PUBLIC, "links.gate": gate(cidr="0.0.0.0/0", tier="isolated")},
        {"cells.app.network.tiers": PUBLIC, "links.gate": gate(cidr="192.0.2.0/24", tier="isolated")},
    ),
    (
        "an endpoint that the service's cell does not make",
        [("no-such-interface-endpoint", "services.db.listeners[0].targets.interface_endpoint")],
        {"services.db.listeners": TO_API},
        {"services.db.listeners": TO_API, "cells.data.interface_endpoints": ["execute-api"]},
    ),
    (
        "a parameter that its own stack writes",
        [("parameter-read-where-written", "links.self.service_name")],
        {"services.db.publish_to": "/db/name", "links.self": SELF},
        {"services.db.publish_to": "/db/other", "links.self": SELF},
    ),
    (
        "parameters that two stacks hand to each other",
        [
            ("parameters-read-in-a-circle", "links.back.service_name"),
            ("parameters-read-in-a-circle", "links.there.service_name"),
        ],
        {"services.db.publish_to": "/db/name", **NEIGHBOUR, "links.there": THERE, "links.back": BACK},
        {"services.db.publish_to": "/db/name", **NEIGHBOUR, "links.there": THERE},
    ),
    (
        "two load balancers of one name",
        [("duplicate-load-balancer-name", "services.web.load_balancer.name")],
        {
            "services.db.load_balancer.name": "db",
            "services.web": BASE["services"]["db"] | {"load_balancer": {"name": "db"}},
        },
        {
            "services.db.load_balancer.name": "db",
            "services.web": BASE["services"]["db"] | {"load_balancer": {"name": "web"}},
        },
    ),
    (
        "two database proxies of one name",
        [("duplicate-database-proxy", "services.web.database_proxy.name")],
        {
            "services.db": BASE["services"]["db"] | PROXIED,
            "services.web": BASE["services"]["db"] | PROXIED,
        },
        {
            "services.db": BASE["services"]["db"] | PROXIED,
            "services.web": BASE["services"]["db"]
            | PROXIED
            | {"database_proxy": PROXIED["database_proxy"] | {"name": "invoices"}},
        },
    ),
    (
        "targets by a name of the cell's own zone",
        [("private-target-name", "services.db.listeners[0].targets.dns_name")],
        {"cells.data.zones": ["example.com"], "services.db.listeners[0].targets": {"dns_name": "db.example.com"}},
        {"cells.data.zones": ["example.com"], "services.db.listeners[0].targets": {"dns_name": "db.example.net"}},
    ),
    (
        "a load balancer of another account",
        [("load-balancer-in-other-account", "services.db.load_balancer_arns[0]")],
        {"services.db": BROUGHT | {"cell": "old"}, "links.db.ingress": [{"from_port": 1, "cidr": "10.0.0.0/8"}]},
        {"services.db": BROUGHT, "links.db.ingress": [{"from_port": 1, "cidr": "10.0.0.0/8"}]},
    ),
    (
        "a consumer whose account is not allowed",
        [("consumer-not-allowed", "links.db.cell")],
        {"services.db.allowed_principals": ["333333333333", "arn:aws:iam::222222222222:root"]},
        {"services.db.allowed_principals": ["333333333333", "arn:aws:iam::111111111111:role/deployer"]},
    ),
    (
        "nobody allowed",
        [("consumer-not-allowed", "links.db.cell")],
        {"services.db.allowed_principals": GONE},
        {"services.db.allowed_principals": ["*"], "services.db.public_because": "open data for everybody"},
    ),
    (
        "a consumer in a Region that is not supported",
        [("region-not-supported", "links.eu.cell")],
        {"cells.eu": EUROPE, "links.eu": BASE["links"]["db"] | {"cell": "eu", "names": []}},
        {
            "cells.eu": EUROPE,
            "links.eu": BASE["links"]["db"] | {"cell": "eu", "names": []},
            "services.db.supported_regions": ["us-east-1", "eu-west-1"],
        },
    ),
    (
        "a service Region that is not the service's",
        [("service-region-differs", "links.db.service_region")],
        {"links.db.service_region": "eu-west-1"},
        {"links.db.service_region": "us-east-1"},
    ),
    (
        "a service name in another Region than the service",
        [("service-region-differs", "links.db.service_name")],
        {"links.db.service_name": EUROPEAN_NAME},
        {"links.db.service_name": VENDOR["service_name"]},
    ),
    (
        "a service in another partition",
        [
            ("consumer-not-allowed", "links.gov.cell"),
            ("mixed-partition", "links.gov.service_region"),
            ("region-not-supported", "links.gov.cell"),
        ],
        {"cells.gov": AMERICAN_GOVERNMENT, "links.gov": BASE["links"]["db"] | {"cell": "gov", "names": []}},
        {"cells.gov": AMERICAN_GOVERNMENT},
    ),
    (
        "a route to another partition",
        [("mixed-partition", "cells.gov.region")],
        {"cells.gov": AMERICAN_GOVERNMENT | {"routed_to": ["app"]}},
        {"cells.gov": AMERICAN_GOVERNMENT},
    ),
    (
        "an address type that is not offered",
        [("address-type-not-offered", "links.db.ip_address_type")],
        {"cells.app.network.ipv6": True, "links.db.ip_address_type": "ipv6"},
        {
            "cells.app.network.ipv6": True,
            "cells.data.network.ipv6": True,
            "services.db.ip_address_types": ["ipv6"],
            "links.db.ip_address_type": "ipv6",
        },
    ),
    (
        "dual stack where one half is offered",
        [("address-type-not-offered", "links.db.ip_address_type")],
        {"cells.app.network.ipv6": True, "links.db.ip_address_type": "dualstack"},
        {
            "cells.app.network.ipv6": True,
            "cells.data.network.ipv6": True,
            "services.db.ip_address_types": ["ipv4", "ipv6"],
            "links.db.ip_address_type": "dualstack",
        },
    ),
    (
        "no Availability Zone in common",
        [("no-common-az", "links.db.cell")],
        {
            "cells.data.network.availability_zones[0].id": "use1-az5",
            "cells.data.network.availability_zones[1].id": "use1-az6",
        },
        {
            "cells.data.network.availability_zones[0].id": "use1-az2",
            "cells.data.network.availability_zones[1].id": "use1-az1",
        },
    ),
    (
        "an endpoint in a zone where the service is not",
        [("az-not-offered", "links.db.availability_zones")],
        {"cells.data.network.availability_zones[1].id": "use1-az6"},
        {"cells.data.network.availability_zones[1].id": "use1-az6", "links.db.availability_zones": ["use1-az1"]},
    ),
    (
        "an endpoint outside the load balancer's own zones",
        [("az-not-offered", "links.db.availability_zones")],
        {"services.db.load_balancer.availability_zones": ["use1-az2"]},
        {"services.db.load_balancer.availability_zones": ["us-east-1a", "us-east-1b"]},
    ),
    (
        "a provider's zones by name alone across accounts",
        [("az-ids-unknown", "links.db.cell")],
        {"cells.data.network.availability_zones[0].id": GONE},
        {
            "cells.data.network.availability_zones[0].id": GONE,
            "services.db": BROUGHT,
            "links.db.security_group_ids": ["sg-00000000000000001"],
        },
    ),
    (
        "a consumer's zones by name alone across accounts",
        [("az-ids-unknown", "links.db.cell")],
        {"links.db": BASE["links"]["db"] | {"cell": "old", "names": []}},
        {
            "links.db": BASE["links"]["db"] | {"cell": "old", "names": []},
            "cells.old.network.subnets[0].availability_zone_id": "use1-az1",
            "cells.old.network.subnets[1].availability_zone_id": "use1-az2",
        },
    ),
    (
        "an endpoint that nobody reaches, to a service elsewhere",
        [("no-ingress", "links.vendor.ingress")],
        {"links.vendor.security_group_ids": GONE},
        {"links.vendor.security_group_ids": GONE, "links.vendor.ingress": [{"from_port": 443, "cidr": "10.0.0.0/8"}]},
    ),
    (
        "an endpoint that nobody reaches, to a load balancer that exists",
        [("no-ingress", "links.db.ingress")],
        {"services.db": BROUGHT},
        {"services.db": BROUGHT, "links.db.security_group_ids": ["sg-00000000000000001"]},
    ),
    (
        "an endpoint that nobody reaches, in a VPC of unknown block",
        [("no-ingress", "links.db.ingress")],
        {
            "cells.data.account": "111111111111",
            "cells.data.network.availability_zones": BASE["cells"]["app"]["network"]["availability_zones"],
            "cells.old.network.cidr": GONE,
            "links.db": BASE["links"]["db"] | {"cell": "old", "names": []},
        },
        {
            "cells.data.account": "111111111111",
            "cells.data.network.availability_zones": BASE["cells"]["app"]["network"]["availability_zones"],
            "links.db": BASE["links"]["db"] | {"cell": "old", "names": []},
        },
    ),
    (
        "an endpoint that nobody reaches, in a VPC of unknown IPv6 block",
        [("no-ingress", "links.db.ingress")],
        SIX,
        {**SIX, "cells.old.network.ipv6_cidr": "2001:db8::/56"},
    ),
    (
        "private DNS for a service of this topology that has no name",
        [("private-dns-not-verified", "links.db.private_dns")],
        {"links.db.private_dns": True},
        {"links.db.private_dns": True, "services.db.private_dns_name": NAMED},
    ),
    (
        "another private DNS name than the service of this topology has",
        [("private-dns-name-differs", "links.db.private_dns_name")],
        {"links.db.private_dns": True, "links.db.private_dns_name": "x.test", "services.db.private_dns_name": NAMED},
        {"links.db.private_dns": True, "services.db.private_dns_name": NAMED},
    ),
    (
        "one domain on a VPC by the cell's zone and by private DNS",
        [("duplicate-zone", "links.db.private_dns_name")],
        {"links.db.private_dns": True, "services.db.private_dns_name": {**NAMED, "name": "*.example.com"}},
        {"links.db.private_dns": True, "services.db.private_dns_name": {**NAMED, "name": "*.db.example.com"}},
    ),
    (
        "a TXT record in a private zone",
        [("private-zone", "services.db.private_dns_name.zone_id")],
        {"services.db.private_dns_name": {"name": "db.old.test", "zone_id": "Z1"}},
        {"services.db.private_dns_name": {"name": "db.old.test", "zone_id": "Z2"}},
    ),
    (
        "acceptance in its own account of a service in another",
        [("acceptance-in-other-account", "links.db.accept")],
        {"links.db.accept": "own-account"},
        {"links.db.accept": {"role_arn": "arn:aws:iam::222222222222:role/lent"}},
    ),
    (
        "acceptance by a role of a third account",
        [("acceptance-in-other-account", "links.db.accept.role_arn")],
        {"links.db.accept": {"role_arn": "arn:aws:iam::333333333333:role/lent"}},
        {"links.db.accept": {"role_arn": "arn:aws:iam::222222222222:role/lent"}},
    ),
    (
        "acceptance by a role that does not trust the cell's account",
        [("acceptance-role-not-trusting", "links.db.accept.role_arn")],
        {
            "links.db.accept": {"role_arn": "arn:aws:iam::222222222222:role/lent"},
            "services.db.acceptance_role": {"name": "lent", "trusted_accounts": ["333333333333"]},
        },
        {
            "links.db.accept": {"role_arn": "arn:aws:iam::222222222222:role/lent"},
            "services.db.acceptance_role": {"name": "lent", "trusted_accounts": ["111111111111"]},
        },
    ),
    (
        "two roles of one name in an account and Region",
        [("duplicate-role-name", "services.more.acceptance_role.name")],
        {"services.db.acceptance_role": LENT, "services.more": {**BASE["services"]["db"], "acceptance_role": LENT}},
        {"services.db.acceptance_role": LENT, "services.more": BASE["services"]["db"]},
    ),
    (
        "a handoff from a Region that does not serve the cell's",
        [("region-not-supported", "links.vendor.cell")],
        handed(region="eu-west-1", service_name="com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001"),
        handed(
            region="eu-west-1",
            service_name="com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001",
            supported_regions=["us-east-1"],
        ),
    ),
    (
        "a handoff of another address type",
        [("address-type-not-offered", "links.vendor.ip_address_type")],
        handed(ip_address_types=["ipv6"]),
        handed(ip_address_types=["ipv6", "ipv4"]),
    ),
    (
        "a handoff without a common zone",
        [("no-common-az", "links.vendor.cell")],
        {**handed(availability_zone_ids=["use1-az4"]), **ZONE_IDS},
        {**handed(availability_zone_ids=["use1-az4", "use1-az1", "use1-az2"]), **ZONE_IDS},
    ),
    (
        "a handoff that lacks one of the cell's zones",
        [("az-not-offered", "links.vendor.availability_zones")],
        {**handed(availability_zone_ids=["use1-az1"]), **ZONE_IDS},
        {
            **handed(availability_zone_ids=["use1-az1"]),
            **ZONE_IDS,
            "links.vendor.availability_zones": ["use1-az1"],
        },
    ),
    (
        "private DNS where the handoff tells no name",
        [("private-dns-not-verified", "links.vendor.private_dns")],
        {**handed(), "links.vendor.private_dns": True},
        {**handed(private_dns_name="api.vendor.test"), "links.vendor.private_dns": True},
    ),
    (
        "another private DNS name than the handoff tells",
        [("private-dns-name-differs", "links.vendor.private_dns_name")],
        {**handed(), "links.vendor.private_dns": True, "links.vendor.private_dns_name": "api.vendor.test"},
        {**handed(private_dns_name="api.vendor.test"), "links.vendor.private_dns": True},
    ),
    (
        "another service Region than the handoff tells",
        [
            ("service-region-differs", "links.vendor.service_region"),
        ],
        {**handed(supported_regions=["us-east-1"]), "links.vendor.service_region": "us-west-2"},
        {**handed(supported_regions=["us-east-1"]), "links.vendor.service_region": "us-east-1"},
    ),
    (
        "a handoff that tells no ports, and no ingress",
        [("no-ingress", "links.vendor.ingress")],
        {**handed(), "links.vendor.security_group_ids": GONE},
        {**handed(ports=[{"port": 443}]), "links.vendor.security_group_ids": GONE},
    ),
    (
        "private DNS for a service elsewhere that declares no name",
        [("private-dns-not-verified", "links.vendor.private_dns")],
        {"links.vendor.private_dns": True},
        {"links.vendor.private_dns": True, "links.vendor.private_dns_name": "api.vendor.test"},
    ),
    (
        "private DNS for a service whose name is not known yet",
        [("private-dns-not-verified", "links.vendor.private_dns")],
        {"links.vendor.private_dns": True, "links.vendor.service_name": {"ssm_parameter": "/a/b"}},
        {"links.vendor.private_dns": True, "links.vendor.service_name": "com.amazonaws.us-east-1.ssm"},
    ),
    (
        "a private DNS name that is off",
        [("private-dns-off", "links.vendor.private_dns_name")],
        {"links.vendor.private_dns_name": "api.vendor.test"},
        {"links.vendor.private_dns": True, "links.vendor.private_dns_name": "api.vendor.test"},
    ),
    (
        "a host in no zone",
        [("no-zone", "cells.data.hosts.foo")],
        {"cells.data.hosts": {"foo": ["10.2.0.10"]}},
        {"cells.data.hosts": {"foo": ["10.2.0.10"]}, "cells.data.zones": ["example.com"]},
    ),
    (
        "a relative host with several zones",
        [("ambiguous-zone", "cells.app.hosts.foo"), ("ambiguous-zone", "links.db.names[0].name")],
        {"cells.app.zones": ["example.com", "example.net"]},
        {
            "cells.app.zones": ["example.com", "example.net"],
            "cells.app.hosts": {"foo.example.net": ["10.1.0.10"]},
            "links.db.names": [{"name": "db", "zone": "example.net"}],
        },
    ),
    (
        "the apex of several zones",
        [("ambiguous-zone", "links.db.names[0].name")],
        {
            "cells.app.zones": ["example.com", "example.net"],
            "cells.app.hosts": GONE,
            "links.db.names": ["@"],
        },
        {"links.db.names": ["@"]},
    ),
    (
        "a record in an unknown zone",
        [("unknown-zone", "cells.app.records[0].zone")],
        {"cells.app.records": [{"name": "x", "zone": "exampel.com", "type": "A", "values": ["10.1.0.9"]}]},
        {"cells.app.records": [{"name": "x", "zone": "example.com", "type": "A", "values": ["10.1.0.9"]}]},
    ),
    (
        "a record outside its zone",
        [("record-outside-zone", "cells.app.records[0].name")],
        {"cells.app.records": [{"name": "x.example.net.", "type": "A", "values": ["10.1.0.9"]}]},
        {"cells.app.records": [{"name": "x.example.com.", "type": "A", "values": ["10.1.0.9"]}]},
    ),
    (
        "a link's name in an unknown zone",
        [("unknown-zone", "links.db.names[0].zone")],
        {"links.db.names": [{"name": "db", "zone": "example.net"}]},
        {"links.db.names": [{"name": "db", "zone": "example.com"}]},
    ),
    (
        "a link's name that is a host",
        [("duplicate-record", "links.db.names[0].name")],
        {"links.db.names": ["foo.example.com"]},
        {"links.db.names": ["foo2.example.com"]},
    ),
    (
        "a link's CNAME beside a host",
        [("cname-beside-other", "links.db.names[0].kind")],
        {"links.db.names": [{"name": "foo", "kind": "cname"}]},
        {"links.db.names": [{"name": "foo2", "kind": "cname"}]},
    ),
    (
        "a link's CNAME at the apex",
        [("cname-at-apex", "links.db.names[0].name")],
        {"links.db.names": [{"name": "@", "kind": "cname"}]},
        {"links.db.names": [{"name": "@", "kind": "alias"}]},
    ),
    (
        "an alias with a TTL",
        [("alias-with-ttl", "links.db.names[0].ttl")],
        {"links.db.names": [{"name": "db", "ttl": 60}]},
        {"links.db.names": [{"name": "db", "ttl": 60, "kind": "cname"}]},
    ),
    (
        "target health on a CNAME",
        [("cname-with-target-health", "links.db.names[0].evaluate_target_health")],
        {"links.db.names": [{"name": "db", "kind": "cname", "evaluate_target_health": True}]},
        {"links.db.names": [{"name": "db", "evaluate_target_health": True}]},
    ),
    (
        "one name by two links",
        [("duplicate-record", "links.db2.names[0].name")],
        {"links.db2": BASE["links"]["db"] | {"names": ["db.example.com."]}},
        {"links.db2": BASE["links"]["db"] | {"names": ["db2.example.com."]}},
    ),
    (
        "a host under two names",
        [("duplicate-record", "cells.app.hosts.foo.example.com")],
        {"cells.app.hosts": {"foo": ["10.1.0.10"], "foo.example.com": ["10.1.0.11"]}},
        {"cells.app.hosts": {"foo": ["10.1.0.10"], "foo2.example.com": ["10.1.0.11"]}},
    ),
    (
        "a host with an address twice",
        [("duplicate-value", "cells.app.hosts.foo")],
        {"cells.app.hosts": {"foo": ["10.1.0.10", "10.1.0.10"]}},
        {"cells.app.hosts": {"foo": ["10.1.0.10", "10.1.0.11"]}},
    ),
    (
        "a host on an address that AWS keeps",
        [("reserved-address", "cells.app.hosts.foo")],
        {"cells.app.hosts": {"foo": ["10.1.0.3"]}},
        {"cells.app.hosts": {"foo": ["10.1.0.4"]}},
    ),
    (
        "a host on the router of a subnet that is not the resolver",
        [("reserved-address", "cells.app.hosts.foo")],
        {"cells.app.hosts": {"foo": ["10.1.0.1"]}},
        {"cells.app.hosts": {"dns": ["10.1.0.2"]}},
    ),
    (
        "a host two above the base of a later subnet",
        [("reserved-address", "cells.app.hosts.foo")],
        {"cells.app.hosts": {"foo": ["10.1.16.2"]}},
        {"cells.app.records": [{"name": "dns", "type": "A", "values": ["10.1.0.2"]}]},
    ),
    (
        "a name of an address in no subnet that is not the resolver's",
        [("address-outside-subnets", "cells.app.hosts.dns")],
        {"cells.app.hosts": {"dns": ["10.1.0.4"]}, "cells.app.network.tiers": [{"slot": 1, "name": "isolated"}]},
        {"cells.app.hosts": {"dns": ["10.1.0.2"]}, "cells.app.network.tiers": [{"slot": 1, "name": "isolated"}]},
    ),
    (
        "a target that is the resolver",
        [("reserved-address", "services.db.listeners[0].targets.ip_addresses[0]")],
        {"services.db.listeners[0].targets.ip_addresses": ["10.2.0.2"]},
        {"services.db.listeners[0].targets.ip_addresses": ["10.2.0.4"]},
    ),
    (
        "a host on the last address of a subnet",
        [("reserved-address", "cells.old.hosts.foo")],
        {"cells.old.hosts": {"foo": ["172.16.0.255"]}},
        {"cells.old.hosts": {"foo": ["172.16.0.254"]}},
    ),
    (
        "a record on an address in no subnet",
        [("address-outside-subnets", "cells.app.records[0].values[0]")],
        {"cells.app.records": [{"name": "x", "type": "A", "values": ["10.1.200.9"]}]},
        {"cells.app.records": [{"name": "x", "type": "A", "values": ["10.200.0.9"]}]},
    ),
    (
        "a record with a value that is no address",
        [("value-not-of-type", "cells.app.records[0].values[0]")],
        {"cells.app.records": [{"name": "x", "type": "A", "values": ["here"]}]},
        {"cells.app.records": [{"name": "x", "type": "A", "values": ["10.1.0.9"]}]},
    ),
    (
        "a target on an address that AWS keeps",
        [("reserved-address", "services.db.listeners[0].targets.ip_addresses[0]")],
        {"services.db.listeners[0].targets.ip_addresses": ["10.2.0.0"]},
        {"services.db.listeners[0].targets.ip_addresses": ["172.16.2.0"]},
    ),
    (
        "more endpoints than a subnet has addresses",
        [("too-few-addresses", "cells.app.network.tiers[0]")],
        {"cells.app.network": SMALL | {"tiers": [{"slot": 0, "name": "only"}]}, **APP_LINKS},
        {"cells.app.network": SMALL | {"tiers": [{"slot": 0, "name": "only"}]}},
    ),
    (
        "a load balancer beside more than its subnet has room for",
        [("too-few-addresses", "cells.old.network.subnets[0].cidr")],
        {
            "cells.old.network.subnets[0].cidr": "172.16.0.0/28",
            "services.old": BASE["services"]["db"] | {"cell": "old"},
            "cells.old.hosts": {"a": ["172.16.0.4", "172.16.0.5", "172.16.0.6"]},
        },
        {
            "cells.old.network.subnets[0].cidr": "172.16.0.0/28",
            "services.old": BASE["services"]["db"] | {"cell": "old"},
            "cells.old.hosts": {"a": ["172.16.0.4", "172.16.0.5"]},
        },
    ),
    (
        "endpoints to AWS services and NAT gateways in small subnets",
        [("too-few-addresses", "cells.nat.network.tiers[1]")],
        {
            "cells.nat": {},
            **{f"cells.nat.{key}": value for key, value in EUROPE.items()},
            "cells.nat.network": {
                "cidr": "10.3.0.0/26",
                "address_grid": {"tiers": 2, "availability_zones": 2},
                "availability_zones": [{"slot": 0, "name": "eu-west-1a"}, {"slot": 1, "name": "eu-west-1b"}],
                "tiers": [
                    {"slot": 0, "name": "out", "kind": "egress"},
                    {"slot": 1, "name": "public", "kind": "public"},
                ],
                "nat_gateways": 1,
            },
            "cells.nat.interface_endpoint_tier": "public",
            "cells.nat.interface_endpoints": [f"service{index}" for index in range(11)],
        },
        {"cells.nat": EUROPE},
    ),
    (
        "a zone whose export has too long a name",
        [("export-too-long", "cells.data.zones[0].name")],
        {"cells.data.zones": [f"{'a.' * 117}example.com"]},
        {"cells.data.zones": [f"{'a.' * 110}example.com"]},
    ),
    *TABLE_CASES,
    (
        "a tag that AWS keeps",
        [("reserved-tag", "tags.AWS:owner")],
        {"tags": {"AWS:owner": "x"}},
        {"tags": {"owner": "x"}},
    ),
    (
        "a tag key with a character that no tag has",
        [("malformed-tag", "cells.app.tags.a*b")],
        {"cells.app.tags": {"a*b": "x"}},
        {"cells.app.tags": {"a/b": "x"}},
    ),
    (
        "a tag value that is too long",
        [("malformed-tag", "cells.app.tags.a")],
        {"cells.app.tags": {"a": "x" * 257}},
        {"cells.app.tags": {"a": "x" * 256}},
    ),
    (
        "a tag without a value",
        [("empty-tag", "cells.app.tags.a")],
        {"cells.app.tags": {"a": ""}},
        {"cells.app.tags": {"a": "-"}},
    ),
    (
        "more tags than a resource takes",
        [("too-many-tags", "cells.app.tags")],
        {
            "tags": dict.fromkeys(map(str, range(30)), "x"),
            "cells.app.tags": dict.fromkeys(map(str, range(30, 50)), "x"),
        },
        {
            "tags": dict.fromkeys(map(str, range(30)), "x"),
            "cells.app.tags": dict.fromkeys(map(str, range(30, 49)), "x"),
        },
    ),
]

# What, the rule and path of the warning, the change that causes it, the change that does not.
WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    *MECHANISM_WARNINGS,
    *CUSTOMER_WARNINGS,
    *HYBRID_WARNINGS,
    *MESH_WARNINGS,
    (
        "private DNS before the connection is accepted",
        ("private-dns-before-acceptance", "links.db.private_dns"),
        {"links.db.private_dns": True, "services.db.private_dns_name": NAMED},
        {
            "links.db.private_dns": True,
            "services.db.private_dns_name": NAMED,
            "links.db.accept": {"role_arn": "arn:aws:iam::222222222222:role/lent"},
        },
    ),
    (
        "an origin whose load balancer does not let CloudFront in",
        ("vpc-origin-shut-out", "distributions.web.origins.db.service"),
        GOOD | {"services.db.load_balancer.client_prefix_list_ids": []},
        GOOD,
    ),
    (
        "private DNS by a name whose verification nothing awaits",
        ("private-dns-unverified", "links.db.private_dns"),
        {
            "links.db.private_dns": True,
            "services.db.private_dns_name": "db.vendor.test",
            "services.db.acceptance_required": False,
        },
        {
            "links.db.private_dns": True,
            "services.db.private_dns_name": NAMED,
            "services.db.acceptance_required": False,
        },
    ),
    (
        "acceptance where none is required",
        ("acceptance-not-required", "links.vendor.accept"),
        {**handed(acceptance_required=False), "links.vendor.accept": "own-account"},
        {**handed(), "links.vendor.accept": "own-account"},
    ),
    (
        "a handoff's zones beside zones of unknown ids",
        ("az-ids-unknown", "links.vendor.cell"),
        handed(availability_zone_ids=["use1-az1"]),
        handed(),
    ),
    (
        "rules that let in no port of the handoff",
        ("ingress-misses-ports", "links.vendor.ingress"),
        {**handed(ports=[{"port": 443}]), **INGRESS_5432},
        {**handed(ports=[{"port": 5432}]), **INGRESS_5432},
    ),
    (
        "a routed cell of unknown block",
        ("unknown-block", "cells.old.network.cidr"),
        {
            "cells.old.routed_to": ["data"],
            "cells.old.network.cidr": GONE,
            "cells.old.network.subnets[0].cidr": GONE,
            "cells.old.network.subnets[1].cidr": GONE,
        },
        {"cells.old.routed_to": ["data"]},
    ),
    (
        "an existing zone on a VPC made here",
        ("zone-not-associated", "cells.app.zones[0].id"),
        {"cells.app.zones": [{"name": "example.com", "id": "Z9"}]},
        {},
    ),
    (
        "a record that a closer zone masks",
        ("masked-record", "cells.app.records[0]"),
        {
            "cells.app.zones": ["example.com", "in.example.com"],
            "cells.app.hosts": GONE,
            "cells.app.records": [{"name": "x.in", "zone": "example.com", "type": "TXT", "values": ['"x"']}],
            "links.db.names": GONE,
        },
        {
            "cells.app.zones": ["example.com", "in.example.com"],
            "cells.app.hosts": GONE,
            "cells.app.records": [{"name": "x.in.example.com", "type": "TXT", "values": ['"x"']}],
            "links.db.names": GONE,
        },
    ),
    (
        "more interface endpoints than the quota",
        ("many-interface-endpoints", "cells.old"),
        {f"links.e{index}": ENDPOINTS for index in range(50)},
        {f"links.e{index}": ENDPOINTS for index in range(49)},
    ),
    *PUBLIC_ZONE_WARNINGS,
    *TRAFFIC_TREE_WARNINGS,
    *ENTRY_WARNINGS,
]


def errors(found: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.path) for problem in found if problem.severity == "error"]


def test_base_is_planned_without_a_word() -> None:
    """The topology that the cases change has no problem of its own."""
    assert planned({}).warnings == ()


@pytest.mark.parametrize(("expected", "bad"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_refused(expected: list[tuple[str, str]], bad: Wish) -> None:
    """A bad topology is refused by exactly the expected rules, at exactly the expected paths."""
    assert expected == errors(problems(bad))


@pytest.mark.parametrize("good", [case[3] for case in CASES], ids=[case[0] for case in CASES])
def test_neighbour_of_a_refused_one_is_planned(good: Wish) -> None:
    """The smallest change that keeps to the rule is enough."""
    assert errors(problems(good)) == []


@pytest.mark.parametrize(
    ("expected", "doubtful", "good"), [case[1:] for case in WARNINGS], ids=[case[0] for case in WARNINGS]
)
def test_warned(expected: tuple[str, str], doubtful: Wish, good: Wish) -> None:
    """What is doubtful is planned with a warning, and its neighbour without."""
    assert [expected] == [(warning.rule, warning.path) for warning in planned(doubtful).warnings]
    assert planned(good).warnings == ()


def test_everything_wrong_is_said_at_once() -> None:
    """One error carries the problems of every part, and says each with value, limit and fix."""
    with pytest.raises(TopologyError) as caught:
        planned({"cells.app.routed_to": ["data"], "cells.data.network.cidr": "10.1.0.0/20", "links.db.cell": "ap"})
    assert [str(problem) for problem in caught.value.problems] == [
        "overlapping-cidr: cells.data.network.cidr 10.1.0.0/20 overlaps cells.app.network.cidr 10.1.0.0/16; "
        "routed cells need disjoint ranges",
        "unknown-cell: links.db.cell ap is no cell of this topology; did you mean 'app'?",
    ]


def test_cells_of_one_vpc_may_be_routed_to_each_other() -> None:
    """Two cells of one VPC share its block, and that is no overlap."""
    shared = BASE["cells"]["old"] | {"zones": [], "routed_to": ["old"]}
    assert planned({"cells.older": shared}).warnings == ()


def test_a_refused_network_is_said_once() -> None:
    """What stands on a refused network is not judged by it."""
    bad = {
        "cells.data.network.availability_zones": [],
        "cells.data.interface_endpoints": ["ssm"],
        "cells.data.zones": ["example.com"],
        "cells.data.hosts": {"foo": ["10.2.0.1"]},
    }
    assert errors(problems(bad)) == [("no-availability-zones", "cells.data.network.availability_zones")]


def test_nothing_at_all_to_suggest() -> None:
    """A key without any known one says what to do first."""
    assert suggestion("x", []) == "there is none yet: add it first"


def test_deployment_time_values_are_not_judged() -> None:
    """Values known only at deployment, given in Python, pass where no rule can know them."""
    network = Network(
        vpc_id=Late("vpc"), cidr=Late("block"), subnets=(Subnet(id=Late("subnet"), availability_zone=Late("zone")),)
    )
    found = problems(
        {
            "cells.late": BASE["cells"]["data"] | {"network": network, "zones": ["example.net"]},
            "cells.late.records": [{"name": "x", "type": "A", "values": [Late("address")]}],
            "services.db.listeners[0].targets": {"ip_addresses": [Late("address")]},
            "services.db.allowed_principals": ["*"],
            "services.db.public_because": "open data for everybody",
            "services.late": BROUGHT | {"load_balancer_arns": [Late("balancer")]},
            "links.late": ENDPOINTS | {"service": "db", "cell": "late"},
            "cells.later": BASE["cells"]["app"] | {"network": network, "zones": [], "hosts": {}},
            "links.later": ENDPOINTS | {"service": "db", "cell": "later"},
        }
    )
    expected = [("az-ids-unknown", f"links.{key}.cell", "warning") for key in ("late", "later")]
    assert expected == [(problem.rule, problem.path, problem.severity) for problem in found]
