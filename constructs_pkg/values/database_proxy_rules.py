"""What an RDS Proxy must keep to.

Sources: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html, .../API_DBProxy.html and
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_partition, other_region, out_of_range, repeated
from constructs_pkg.values.database_proxy import ConnectionPool, DatabaseProxySpec, EngineFamily, SecretArn
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import KeyArn

LONGEST_BORROWING = 300
LONGEST_IDLENESS = 28_800
HIGHEST_PORT = 65_535
FEWEST_ZONES = 2
"""https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-network-prereqs.html"""


def check_database_proxy(spec: DatabaseProxySpec, network: Network | None, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `network` of `region`; None is a service without a network of its own."""
    if network is None:
        limit, fix = "has no network to stand in", "make the load balancer here, or use a DatabaseProxy of its own"
        return [Problem("database-proxy-without-network", "", "", limit, fix)]
    return [
        *check_placement(network, spec.tier, spec.availability_zones),
        *_zones(spec, network),
        *_database(spec),
        *_egress(spec, network),
        *_secret(spec, region),
        *_read_only(spec),
        *_numbers(spec),
        *(problem.under("connection_pool") for problem in _pool(spec.connection_pool)),
        *_clients(spec, region),
    ]


def _zones(spec: DatabaseProxySpec, network: Network) -> Iterable[Problem]:
    zones = {subnet.availability_zone for subnet in network.choose(spec.tier, spec.availability_zones)}
    if len(zones) == 1:
        limit = f"is the only zone: a proxy stands in at least {FEWEST_ZONES}"
        yield Problem("database-proxy-zones", "availability_zones", str(*zones), limit, "add a zone")


def _database(spec: DatabaseProxySpec) -> Iterable[Problem]:
    given = [key for key in ("instance_identifier", "cluster_identifier") if getattr(spec, key) is not None]
    if len(given) != 1:
        limit = "are both given" if given else "are both missing"
        fix = "give the one database behind the proxy"
        yield Problem("database-proxy-target", "", "instance_identifier and cluster_identifier", limit, fix)
    if spec.engine_family is EngineFamily.SQLSERVER and spec.cluster_identifier is not None:
        limit = "is a cluster, and SQL Server has none"
        yield Problem(
            "database-proxy-family", "cluster_identifier", str(spec.cluster_identifier), limit, "name the DB instance"
        )


def _egress(spec: DatabaseProxySpec, network: Network) -> Iterable[Problem]:
    if network.cidr is None and spec.database_security_group_id is None:
        limit = "is missing, and so is network.cidr: the proxy's security group cannot let it out to the database"
        yield Problem("database-proxy-way-out", "database_security_group_id", "", limit, "give one of them")


def _secret(spec: DatabaseProxySpec, region: Region) -> Iterable[Problem]:
    if isinstance(spec.secret_arn, SecretArn):
        yield from other_region("secret-in-other-region", "secret_arn", spec.secret_arn, region)
    if isinstance(spec.secret_key_arn, KeyArn):
        yield from other_region("secret-key-in-other-region", "secret_key_arn", spec.secret_key_arn, region)


def _read_only(spec: DatabaseProxySpec) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-endpoints.html
    if spec.read_only_name is None:
        return
    if spec.cluster_identifier is None:
        limit = "needs a cluster: a DB instance has no readers that a proxy leads to"
        yield Problem("read-only-without-cluster", "read_only_name", spec.read_only_name, limit, "leave it out")
    if spec.read_only_name.lower() == spec.name.lower():
        limit = "is the name of the proxy, which its first endpoint has"
        yield Problem("duplicate-proxy-endpoint", "read_only_name", spec.read_only_name, limit, "choose another")


def _numbers(spec: DatabaseProxySpec) -> Iterable[Problem]:
    yield from out_of_range("port-out-of-range", "database_port", spec.database_port, 1, HIGHEST_PORT)
    idle = spec.idle_client_timeout
    yield from out_of_range("idle-timeout-out-of-range", "idle_client_timeout", idle, 1, LONGEST_IDLENESS)


def _pool(pool: ConnectionPool) -> Iterable[Problem]:
    most, idle = pool.max_connections_percent, pool.max_idle_connections_percent
    yield from out_of_range("connections-out-of-range", "max_connections_percent", most, 1, 100)
    yield from out_of_range("borrow-timeout-out-of-range", "borrow_timeout", pool.borrow_timeout, 0, LONGEST_BORROWING)
    if idle is None:
        return
    if most is None:
        limit, fix = "needs max_connections_percent beside it", "give both"
        yield Problem("idle-connections-alone", "max_idle_connections_percent", str(idle), limit, fix)
    yield from out_of_range("idle-connections-out-of-range", "max_idle_connections_percent", idle, 0, most or 100)


def _clients(spec: DatabaseProxySpec, region: Region) -> Iterable[Problem]:
    principals = spec.client_principals
    for place, principal in enumerate(principals):
        path = f"client_principals[{place}]"
        if principal == EVERYONE:
            fix = "name accounts, users or roles"
            yield Problem("database-role-public", path, EVERYONE, "lets every AWS account sign in", fix)
        elif isinstance(principal, Principal):
            yield from other_partition(path, principal, principal.partition, region)
    for place, first in repeated(each if isinstance(each, Late) else each.arn(region.partition) for each in principals):
        limit, fix = f"is the same as client_principals[{first}]", "name each one once"
        yield Problem("duplicate-principal", f"client_principals[{place}]", str(principals[place]), limit, fix)
