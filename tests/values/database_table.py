"""The rules of database proxies and of targets that are looked up: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.problem import Problem

from .case import Case
from .examples import ACCOUNT, CERTIFICATE, NETWORK, brought, listener, service

_SECRET = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:orders-AbCdEf"
_KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/01234567-89ab-cdef-0123-456789abcdef"
_PROXY: dict[str, Any] = {
    "name": "orders",
    "engine_family": "POSTGRESQL",
    "user_name": "app",
    "instance_identifier": "orders",
}
_CLUSTER: dict[str, Any] = {"instance_identifier": None, "cluster_identifier": "orders"}
_TO_PROXY: dict[str, Any] = {"port": 5432, "targets": {"database_proxy": "read_write"}}


def proxy(**changes: Any) -> list[Problem]:
    """Return the problems of a service with a proxy of which some fields are changed."""
    return service(database_proxy={**_PROXY, **changes}, listeners=[_TO_PROXY])


def to_proxy(**changes: Any) -> list[Problem]:
    """Return the problems of a service whose listener to the proxy has some fields changed."""
    return service(database_proxy=_PROXY, listeners=[{**_TO_PROXY, **changes}])


def targets(**given: Any) -> list[Problem]:
    """Return the problems of a listener with these targets."""
    return listener(targets=given)


def _further(**changes: Any) -> dict[str, Any]:
    return {"listeners": [{"port": 5432, **changes}]}


def pool(**given: Any) -> list[Problem]:
    """Return the problems of a proxy with this connection pool."""
    return proxy(connection_pool=given)


LOOKED_UP = [
    Case(
        "only a service's first load balancer looks targets up",
        "lookup-of-other-load-balancer",
        "more_load_balancers.second.listeners[0].targets",
        lambda: service(more_load_balancers={"second": _further(targets={"dns_name": "db.example.com"})}),
        lambda: service(more_load_balancers={"second": _further(targets={"ip_addresses": ["10.0.0.10"]})}),
    ),
    Case(
        "looked-up targets are of one kind",
        "mixed-targets",
        "listeners[0].targets",
        lambda: targets(dns_name="db.example.com", ip_addresses=["10.0.0.10"]),
        lambda: targets(dns_name="db.example.com"),
    ),
    Case(
        "what is looked up registers addresses",
        "target-kind-differs",
        "listeners[0].targets.kind",
        lambda: targets(dns_name="db.example.com", kind="instance"),
        lambda: targets(dns_name="db.example.com", kind="ip"),
    ),
    Case(
        "a name that is looked up is no wildcard",
        "wildcard-target",
        "listeners[0].targets.dns_name",
        lambda: targets(dns_name="*.example.com"),
        lambda: targets(dns_name="db.example.com"),
    ),
    Case(
        "an address is not looked up",
        "address-looked-up",
        "listeners[0].targets.dns_name",
        lambda: targets(dns_name="10.0.0.10"),
        lambda: targets(ip_addresses=["10.0.0.10"]),
    ),
    Case(
        "an endpoint is named by its id",
        "malformed-id",
        "listeners[0].targets.endpoint_id",
        lambda: targets(endpoint_id="vpce-svc-0123456789abcdef0"),
        lambda: targets(endpoint_id="vpce-0123456789abcdef0"),
    ),
    Case(
        "targets are looked up once a minute to once an hour",
        "refresh-out-of-range",
        "listeners[0].targets.refresh_minutes",
        lambda: targets(dns_name="db.example.com", refresh_minutes=61),
        lambda: targets(dns_name="db.example.com", refresh_minutes=60),
    ),
    Case(
        "only what is looked up is looked up again",
        "refresh-without-lookup",
        "listeners[0].targets.refresh_minutes",
        lambda: targets(ip_addresses=["10.0.0.10"], refresh_minutes=5),
        lambda: targets(ip_addresses=["10.0.0.10"]),
    ),
    Case(
        "a listener leads to a proxy that there is",
        "no-database-proxy",
        "listeners[0].targets.database_proxy",
        lambda: service(listeners=[_TO_PROXY]),
        lambda: proxy(),
    ),
    Case(
        "a listener leads to readers by an endpoint that there is",
        "no-read-only-endpoint",
        "listeners[0].targets.database_proxy",
        lambda: to_proxy(targets={"database_proxy": "read_only"}),
        lambda: service(
            database_proxy={**_PROXY, **_CLUSTER, "read_only_name": "orders-readers"},
            listeners=[{"port": 5432, "targets": {"database_proxy": "read_only"}}],
        ),
    ),
    Case(
        "a proxy listens on its engine's port",
        "database-proxy-port",
        "listeners[0].port",
        lambda: to_proxy(port=6432),
        lambda: to_proxy(port=6432, target_port=5432),
    ),
    Case(
        "a proxy speaks TCP",
        "database-proxy-protocol",
        "listeners[0].protocol",
        lambda: to_proxy(protocol="TCP_UDP"),
        lambda: to_proxy(protocol="TCP"),
    ),
    Case(
        "clients of databases ask for TLS themselves, inside a plain connection",
        "database-proxy-protocol",
        "listeners[0].protocol",
        lambda: to_proxy(protocol="TLS", certificate_arn=CERTIFICATE),
        lambda: to_proxy(protocol="TCP"),
    ),
    Case(
        "a proxy answers no HTTP",
        "database-proxy-health-check",
        "listeners[0].health_check.protocol",
        lambda: to_proxy(health_check={"protocol": "HTTP"}),
        lambda: to_proxy(health_check={"protocol": "TCP", "interval": 10}),
    ),
    Case(
        "a proxy is behind a listener",
        "database-proxy-unused",
        "database_proxy",
        lambda: service(database_proxy=_PROXY),
        lambda: proxy(),
        "warning",
    ),
]

PROXIES = [
    Case(
        "a proxy stands beside a load balancer made here",
        "database-proxy-without-network",
        "database_proxy",
        lambda: brought(database_proxy=_PROXY),
        lambda: brought(),
    ),
    Case(
        "a proxy stands in two zones",
        "database-proxy-zones",
        "database_proxy.availability_zones",
        lambda: proxy(availability_zones=["use1-az1"]),
        lambda: proxy(availability_zones=["use1-az1", "use1-az2"]),
    ),
    Case(
        "a proxy's tier exists",
        "no-such-tier",
        "database_proxy.tier",
        lambda: proxy(tier="data"),
        lambda: proxy(tier="default"),
    ),
    Case(
        "a proxy has a database",
        "database-proxy-target",
        "database_proxy",
        lambda: proxy(instance_identifier=None),
        lambda: proxy(),
    ),
    Case(
        "a proxy has one database",
        "database-proxy-target",
        "database_proxy",
        lambda: proxy(cluster_identifier="orders"),
        lambda: proxy(**_CLUSTER),
    ),
    Case(
        "a proxy's engine family is one that there is",
        "wrong-type",
        "database_proxy.engine_family",
        lambda: proxy(engine_family="ORACLE"),
        lambda: service(database_proxy={**_PROXY, "engine_family": "MYSQL"}, listeners=[{**_TO_PROXY, "port": 3306}]),
    ),
    Case(
        "SQL Server has no clusters",
        "database-proxy-family",
        "database_proxy.cluster_identifier",
        lambda: proxy(engine_family="SQLSERVER", **_CLUSTER),
        lambda: proxy(**_CLUSTER),
    ),
    Case(
        "TLS cannot be turned off",
        "unknown-key",
        "database_proxy.require_tls",
        lambda: proxy(require_tls=False),
        lambda: proxy(),
    ),
    Case(
        "a proxy signs in as a user",
        "missing-key",
        "database_proxy.user_name",
        lambda: service(database_proxy={key: value for key, value in _PROXY.items() if key != "user_name"}),
        lambda: proxy(),
    ),
    Case(
        "a proxy's name begins with a letter",
        "malformed-id",
        "database_proxy.name",
        lambda: proxy(name="1orders"),
        lambda: proxy(name="orders1"),
    ),
    Case(
        "a proxy's name has no two hyphens in a row",
        "malformed-id",
        "database_proxy.name",
        lambda: proxy(name="orders--proxy"),
        lambda: proxy(name="orders-proxy"),
    ),
    Case(
        "a proxy's name has 63 characters",
        "malformed-id",
        "database_proxy.name",
        lambda: proxy(name="a" * 64),
        lambda: proxy(name="a" * 63),
    ),
    Case(
        "a proxy can be let out to its database",
        "database-proxy-way-out",
        "database_proxy.database_security_group_id",
        lambda: service(
            network={**NETWORK, "cidr": None},
            load_balancer={"target_cidrs": ["10.0.0.0/16"]},
            database_proxy=_PROXY,
            listeners=[_TO_PROXY],
        ),
        lambda: service(
            network={**NETWORK, "cidr": None},
            load_balancer={"target_cidrs": ["10.0.0.0/16"]},
            database_proxy={**_PROXY, "database_security_group_id": "sg-0123456789abcdef0"},
            listeners=[_TO_PROXY],
        ),
    ),
    Case(
        "a secret is named whole",
        "malformed-id",
        "database_proxy.secret_arn",
        lambda: proxy(secret_arn=_SECRET.removesuffix("-AbCdEf")),
        lambda: proxy(secret_arn=_SECRET),
    ),
    Case(
        "a secret is in the service's Region",
        "secret-in-other-region",
        "database_proxy.secret_arn",
        lambda: proxy(secret_arn=_SECRET.replace("us-east-1", "us-west-2")),
        lambda: proxy(secret_arn=_SECRET),
    ),
    Case(
        "a secret's key is in the service's Region",
        "secret-key-in-other-region",
        "database_proxy.secret_key_arn",
        lambda: proxy(secret_key_arn=_KEY.replace("us-east-1", "us-west-2")),
        lambda: proxy(secret_key_arn=_KEY),
    ),
    Case(
        "only a cluster has readers",
        "read-only-without-cluster",
        "database_proxy.read_only_name",
        lambda: proxy(read_only_name="orders-readers"),
        lambda: proxy(**_CLUSTER, read_only_name="orders-readers"),
    ),
    Case(
        "a proxy's endpoints have different names",
        "duplicate-proxy-endpoint",
        "database_proxy.read_only_name",
        lambda: proxy(**_CLUSTER, read_only_name="orders"),
        lambda: proxy(**_CLUSTER, read_only_name="orders-readers"),
    ),
    Case(
        "a database's port is a port",
        "port-out-of-range",
        "database_proxy.database_port",
        lambda: proxy(database_port=65_536),
        lambda: proxy(database_port=65_535),
    ),
    Case(
        "an idle client stays at most eight hours",
        "idle-timeout-out-of-range",
        "database_proxy.idle_client_timeout",
        lambda: proxy(idle_client_timeout=28_801),
        lambda: proxy(idle_client_timeout=28_800),
    ),
    Case(
        "a client waits at most five minutes for a connection",
        "borrow-timeout-out-of-range",
        "database_proxy.connection_pool.borrow_timeout",
        lambda: pool(borrow_timeout=301),
        lambda: pool(borrow_timeout=300),
    ),
    Case(
        "a pool uses some of the connections",
        "connections-out-of-range",
        "database_proxy.connection_pool.max_connections_percent",
        lambda: pool(max_connections_percent=0),
        lambda: pool(max_connections_percent=1),
    ),
    Case(
        "no more connections are idle than there are",
        "idle-connections-out-of-range",
        "database_proxy.connection_pool.max_idle_connections_percent",
        lambda: pool(max_connections_percent=50, max_idle_connections_percent=51),
        lambda: pool(max_connections_percent=50, max_idle_connections_percent=50),
    ),
    Case(
        "idle connections are told beside all of them",
        "idle-connections-alone",
        "database_proxy.connection_pool.max_idle_connections_percent",
        lambda: pool(max_idle_connections_percent=50),
        lambda: pool(max_connections_percent=100, max_idle_connections_percent=50),
    ),
    Case(
        "not everybody signs in",
        "database-role-public",
        "database_proxy.client_principals[0]",
        lambda: proxy(client_principals=["*"]),
        lambda: proxy(client_principals=[ACCOUNT]),
    ),
    Case(
        "a client is of the service's partition",
        "mixed-partition",
        "database_proxy.client_principals[0]",
        lambda: proxy(client_principals=[f"arn:aws-cn:iam::{ACCOUNT}:role/app"]),
        lambda: proxy(client_principals=[f"arn:aws:iam::{ACCOUNT}:role/app"]),
    ),
    Case(
        "a client is named once",
        "duplicate-principal",
        "database_proxy.client_principals[1]",
        lambda: proxy(client_principals=[ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root"]),
        lambda: proxy(client_principals=[ACCOUNT, "222222222222"]),
    ),
]

DATABASE_RULES = [*LOOKED_UP, *PROXIES]
