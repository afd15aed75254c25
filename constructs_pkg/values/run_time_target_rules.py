"""What targets that are looked up must keep to."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import out_of_range
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import Listener, ListenerProtocol, ServiceSpec, Targets

# A schedule of EventBridge has whole minutes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
# An hour is a limit of this library: addresses that are older lead nowhere for too long.
MOST_MINUTES = 60


def check_run_time_targets(listener: Listener, proxy: DatabaseProxySpec | None) -> list[Problem]:
    """Return the problems of what `listener` looks up, in a service with `proxy`."""
    targets = listener.targets
    problems = [
        *_name(targets.dns_name),
        *out_of_range("refresh-out-of-range", "refresh_minutes", targets.refresh_minutes, 1, MOST_MINUTES),
    ]
    if targets.interface_endpoint is not None:
        limit = "is no interface endpoint of the service's cell"
        fix = "add it to the cell's interface_endpoints, or give endpoint_id; a construct takes endpoint_id alone"
        problems.append(
            Problem("no-such-interface-endpoint", "interface_endpoint", targets.interface_endpoint, limit, fix)
        )
    if targets.refresh_minutes is not None and not targets.looked_up:
        limit = "is given, and nothing is looked up"
        fix = "leave it out, or give dns_name, endpoint_id or database_proxy"
        problems.append(Problem("refresh-without-lookup", "refresh_minutes", str(targets.refresh_minutes), limit, fix))
    return [*(problem.under("targets") for problem in problems), *_to_proxy(listener, proxy)]


def _name(name: object) -> Iterable[Problem]:
    if isinstance(name, DnsName) and name.startswith("*"):
        yield Problem("wildcard-target", "dns_name", name, "is a wildcard, which nobody can look up", "name one host")
    elif isinstance(name, DnsName) and name.labels[-1].isdigit():
        fix = f"give ip_addresses: [{name}]"
        yield Problem("address-looked-up", "dns_name", name, "is an address and no name to look up", fix)


def _to_proxy(listener: Listener, proxy: DatabaseProxySpec | None) -> Iterable[Problem]:
    asked = listener.targets.database_proxy
    if asked is None:
        return
    path = "targets.database_proxy"
    if proxy is None:
        limit, fix = "has no database_proxy to lead to", "give the service one"
        yield Problem("no-database-proxy", path, asked, limit, fix)
        return
    if asked == "read_only" and proxy.read_only_name is None:
        limit, fix = "has no endpoint to lead to", "give database_proxy.read_only_name"
        yield Problem("no-read-only-endpoint", path, asked, limit, fix)
    if listener.forwarded_port != proxy.engine_family.port:
        port = proxy.engine_family.port
        limit = f"is not the port of a {proxy.engine_family} proxy"
        key = "target_port" if listener.target_port else "port"
        yield Problem("database-proxy-port", key, str(listener.forwarded_port), limit, f"set target_port: {port}")
    if listener.protocol is not ListenerProtocol.TCP:
        # Databases' clients ask for TLS inside a plain connection, which a TLS listener does not take.
        yield Problem("database-proxy-protocol", "protocol", listener.protocol, "is not spoken by a proxy", "use TCP")
    if listener.health_check is not None and listener.health_check.protocol != "TCP":
        limit, fix = "is not answered by a proxy, which would never be healthy", "probe it by TCP"
        yield Problem(
            "database-proxy-health-check", "health_check.protocol", listener.health_check.protocol, limit, fix
        )


def check_not_looked_up(targets: Iterable[tuple[str, Targets]]) -> list[Problem]:
    """Return the problems of targets that are looked up where only a service's first load balancer may have such."""
    limit = "are looked up, as only those of a service's first Network Load Balancer are"
    fix = "give their addresses, or a service of its own"
    return [
        Problem("lookup-of-other-load-balancer", f"{path}.targets".lstrip("."), "", limit, fix)
        for path, each in targets
        if each.looked_up
    ]


def check_proxy_use(spec: ServiceSpec) -> Iterable[Problem]:
    """Yield a warning if nothing leads to the proxy of `spec`."""
    proxy = spec.database_proxy
    if proxy is not None and not any(listener.targets.database_proxy for listener in spec.listeners):
        fix = "give a listener targets: {database_proxy: read_write}"
        yield Problem("database-proxy-unused", "database_proxy", proxy.name, "is behind no listener", fix, "warning")
