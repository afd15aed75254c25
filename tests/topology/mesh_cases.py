"""What namespaces, clusters and services of VPC Lattice demand of the rest: refused wishes and their neighbours."""

from typing import Any

from .wishes import Wish

Case = tuple[str, list[tuple[str, str]], Wish, Wish]

_ARN = "arn:aws:vpc-lattice:us-east-1:222222222222:servicenetwork/sn-0123456789abcdef0"
_CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"
_FOUND: Wish = {"record_types": ["A"], "custom_health_check": True}
_PORT: Wish = {"container_port": 8080}


_FOREIGN: Wish = {
    "cells.app.zones": [
        "example.com",
        {"name": "foreign.test", "id": "Z77", "associate": {"authorised_by": "arn:aws:iam::444444444444:role/zones"}},
    ],
    "cells.app.hosts": {"foo.example.com": ["10.1.0.10"]},
    "links.db.names": ["db.example.com"],
}


def named(name: str = "apps.example.com", **namespace: Any) -> Wish:
    """Return the change that makes a namespace in `app`."""
    return {"namespaces.apps": {"cell": "app", "name": name, **namespace}}


def clustered(service: Wish | None = None, **cluster: Any) -> Wish:
    """Return the changes that make a cluster in a namespace with one service in `app`."""
    tasks = {"image": "nginx", "ports": {"web": _PORT}, **(service or {})}
    made = {"cell": "app", "namespace": "apps", "services": {"api": tasks}, **cluster}
    return {**named(services={"found": _FOUND}), "connected_clusters.shop": made}


def served(name: str = "orders.example.com", **service: Any) -> Wish:
    """Return the changes that make a service of VPC Lattice in `app`, and a service network."""
    return {
        "service_networks.shop": {"cell": "app"},
        "lattice_services.orders": {
            "cell": "app",
            "target_groups": {"web": {"ip_addresses": ["10.1.0.20"]}},
            "listeners": {"https": {"forward": [{"targets": "web"}]}},
            "custom_domain_name": name,
            "certificate_arn": _CERTIFICATE,
            **service,
        },
    }


def _case(says: str, rule: str, path: str, refused: Wish, accepted: Wish) -> Case:
    return says, [(rule, path)], refused, accepted


MESH_CASES: list[Case] = [
    _case(
        "a namespace of an unknown cell",
        "unknown-cell",
        "namespaces.apps.cell",
        {"namespaces.apps": {"cell": "ap", "name": "apps.example.com"}},
        named(),
    ),
    _case(
        "a namespace with the name of its cell's zone",
        "namespace-clashes-with-zone",
        "namespaces.apps.name",
        named("example.com"),
        named("apps.example.com"),
    ),
    _case(
        "a namespace with the name of its cell's zone in other letters",
        "namespace-clashes-with-zone",
        "namespaces.apps.name",
        named("Example.COM."),
        named("com"),
    ),
    _case(
        "two namespaces of one name on one VPC",
        "namespace-clashes-with-zone",
        "namespaces.more.name",
        {**named(), "namespaces.more": {"cell": "app", "name": "apps.example.com"}},
        {**named(), "namespaces.more": {"cell": "data", "name": "apps.example.com"}},
    ),
    _case(
        "a namespace with the name of the zone made for an AWS service",
        "namespace-clashes-with-zone",
        "namespaces.apps.name",
        {
            **named("ssm.us-east-1.amazonaws.com"),
            "cells.app.interface_endpoints": [{"service": "ssm", "names": "own-zones"}],
        },
        {**named("ssm.us-east-1.amazonaws.com"), "cells.app.interface_endpoints": []},
    ),
    _case(
        "two HTTP namespaces of one name in an account and Region",
        "duplicate-namespace",
        "namespaces.more.name",
        {**named("tools", type="http"), "namespaces.more": {"cell": "old", "name": "tools", "type": "http"}},
        {**named("tools", type="http"), "namespaces.more": {"cell": "data", "name": "tools", "type": "http"}},
    ),
    _case(
        "a public namespace is no zone of the VPC",
        "negative-ttl-without-zone",
        "namespaces.apps.negative_ttl",
        named("example.com", type="http", negative_ttl=60),
        named("example.com", type="public", negative_ttl=60),
    ),
    _case(
        "a cluster of an unknown namespace",
        "unknown-namespace",
        "connected_clusters.shop.namespace",
        clustered(namespace="app"),
        clustered(),
    ),
    _case(
        "a cluster of another cell's namespace",
        "namespace-elsewhere",
        "connected_clusters.shop.namespace",
        clustered(cell="old"),
        clustered(),
    ),
    _case(
        "tasks that register with an unknown service",
        "unknown-discovery-service",
        "connected_clusters.shop.services.api.registers_as",
        clustered({"registers_as": "lost"}),
        clustered({"registers_as": "found"}),
    ),
    _case(
        "tasks that register without addresses",
        "registration-without-addresses",
        "connected_clusters.shop.services.api.registers_as",
        clustered({"registers_as": "found"}) | named(services={"found": {"record_types": ["SRV"]}}),
        clustered({"registers_as": "found"}),
    ),
    _case(
        "tasks that register without health",
        "registration-without-health",
        "connected_clusters.shop.services.api.registers_as",
        clustered({"registers_as": "found"}) | named(services={"found": {"record_types": ["A"]}}),
        clustered({"registers_as": "found"}),
    ),
    _case(
        "two services that register as one",
        "registered-twice",
        "connected_clusters.shop.services.web.registers_as",
        clustered(
            services={
                "api": {"image": "nginx", "registers_as": "found"},
                "web": {"image": "nginx", "registers_as": "found"},
            }
        ),
        clustered(services={"api": {"image": "nginx", "registers_as": "found"}, "web": {"image": "nginx"}}),
    ),
    _case(
        "a port with the name of a service of the namespace",
        "discovery-name-taken",
        "connected_clusters.shop.services.api.ports.found.discovery_name",
        clustered({"ports": {"found": _PORT}}),
        clustered({"ports": {"found": {**_PORT, "discovery_name": "other"}}}),
    ),
    _case(
        "a port with the name of another cluster's",
        "discovery-name-taken",
        "connected_clusters.tools.services.web.ports.web.discovery_name",
        {
            **clustered(),
            "connected_clusters.tools": {
                "cell": "app",
                "namespace": "apps",
                "services": {"web": {"image": "nginx", "ports": {"web": _PORT}}},
            },
        },
        {
            **clustered(),
            "connected_clusters.tools": {
                "cell": "app",
                "namespace": "apps",
                "services": {"web": {"image": "nginx", "ports": {"other": _PORT}}},
            },
        },
    ),
    _case(
        "a service network of an unknown cell",
        "unknown-cell",
        "service_networks.shop.cell",
        {"service_networks.shop": {"cell": "ap"}},
        {"service_networks.shop": {"cell": "app"}},
    ),
    _case(
        "a service of VPC Lattice of an unknown cell",
        "unknown-cell",
        "lattice_services.orders.cell",
        served(cell="ap"),
        served(cell="app"),
    ),
    _case(
        "a service in a service network twice",
        "duplicate-service-network",
        "lattice_services.orders.service_networks[1]",
        served(service_networks=["shop", "shop"]),
        served(service_networks=["shop"]),
    ),
    _case(
        "a service in an unknown service network",
        "unknown-service-network",
        "lattice_services.orders.service_networks[0]",
        served(service_networks=["shops"]),
        served(service_networks=["shop"]),
    ),
    _case(
        "a service in another cell's service network",
        "service-network-elsewhere",
        "lattice_services.orders.service_networks[0]",
        {**served(service_networks=["shop"]), "service_networks.shop": {"cell": "data"}},
        {**served(service_networks=["shop"]), "service_networks.more": {"cell": "data", "arn": _ARN}},
    ),
    _case(
        "a VPC that joins two service networks",
        "second-service-network",
        "service_networks.tools.joined",
        {"service_networks.shop": {"cell": "app"}, "service_networks.tools": {"cell": "app"}},
        {"service_networks.shop": {"cell": "app"}, "service_networks.tools": {"cell": "app", "joined": False}},
    ),
    _case(
        "two services of one name in a service network",
        "duplicate-service-name",
        "lattice_services.other.custom_domain_name",
        {
            **served("orders.test", service_networks=["shop"]),
            "lattice_services.other": served("orders.test", service_networks=["shop"])["lattice_services.orders"],
        },
        {
            **served("orders.test", service_networks=["shop"]),
            "lattice_services.other": served("other.test", service_networks=["shop"])["lattice_services.orders"],
        },
    ),
    _case(
        "a service in a zone that is not there",
        "unknown-zone",
        "lattice_services.orders.zone",
        served(zone="example.org"),
        served(zone="example.com"),
    ),
    _case(
        "a service published to a parameter that is taken",
        "duplicate-parameter",
        "service_networks.shop.publish_to",
        {"service_networks.shop": {"cell": "data", "publish_to": "/db/name"}, "services.db.publish_to": "/db/name"},
        {"service_networks.shop": {"cell": "data", "publish_to": "/net/arn"}, "services.db.publish_to": "/db/name"},
    ),
    (
        "a service with the name of a host",
        [("duplicate-record", "lattice_services.orders.custom_domain_name")],
        served("foo.example.com"),
        served("food.example.com"),
    ),
    _case(
        "a service with a name in another account's zone",
        "record-in-foreign-zone",
        "lattice_services.orders.custom_domain_name",
        {**served("orders.foreign.test"), **_FOREIGN},
        {**served("orders.example.com"), **_FOREIGN},
    ),
]

MESH_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    (
        "a host that a namespace masks",
        ("masked-record", "cells.app.hosts.foo.apps"),
        {**named(), "cells.app.hosts": {"foo.apps": ["10.1.0.10"]}},
        {**named(), "cells.app.hosts": {"apps2": ["10.1.0.10"]}},
    ),
    (
        "a name of VPC Lattice that a namespace masks",
        ("masked-record", "lattice_services.orders.custom_domain_name"),
        {**named(), **served("orders.apps.example.com")},
        {**named(), **served("orders.example.com")},
    ),
]
