"""Services that no rule refuses."""

from typing import Any

from .connection_rule_strategies import connection_rules
from .drawing import ACCOUNTS, Wish, World
from .network_strategies import address, has_ipv6, tiers, zones_of


def service(world: World, key: str, cell: Wish) -> Wish:
    gateway, made = world.chance(35), world.chance(75)
    types = (
        world.one(["ipv4"], ["ipv4"], ["ipv4", "ipv6"], ["ipv6"]) if not made or has_ipv6(cell["network"]) else ["ipv4"]
    )
    dualstack = "ipv6" in types
    found: Wish = {
        "cell": key,
        **(_gateway(world, cell, made, dualstack) if gateway else _network(world, cell, made, dualstack)),
        **({} if types == ["ipv4"] else {"ip_address_types": types}),
        **world.maybe(
            supported_regions=lambda: world.some(world.regions, least=1),
            publish_to=lambda: f"/services/{world.serial()}/name",
            publish_handoff_to=lambda: f"/services/{world.serial()}/handoff",
            acceptance_role=lambda: {"name": f"accepts-{world.serial()}", "trusted_accounts": world.some(ACCOUNTS, 1)},
        ),
        **({} if gateway else world.maybe(60, private_dns_name=lambda: private_dns_name(world))),
    }
    if world.chance(20):
        return {**found, "allowed_principals": ["*"], "public_because": "everybody may read it"}
    return {
        **found,
        **(
            {"connection_rules": connection_rules(world, cell["region"], cell["account"])}
            if world.chance(65)
            else world.maybe(60, acceptance_required=False)
        ),
        **world.maybe(70, allowed_principals=lambda: world.one("consumers", principals(world), principals(world))),
    }


def private_dns_name(world: World) -> Any:
    name = f"{world.one('', '*.')}service{world.serial()}.vendor.test"
    role = {"zone_role_arn": f"arn:{world.partition}:iam::{world.one(*ACCOUNTS)}:role/dns/verifies"}
    zone = {"zone_id": world.zone_id(), **world.maybe(70, **role)}
    return world.one(name, {"name": name, **zone}, {"name": name, **zone}, {"name": name, **zone})


def _network(world: World, cell: Wish, made: bool, dualstack: bool) -> Wish:
    return _made(world, cell, dualstack) if made else {"load_balancer_arns": _brought(world, cell, "net")}


def _gateway(world: World, cell: Wish, made: bool, dualstack: bool) -> Wish:
    if not made:
        return {"gateway_load_balancer_arns": _brought(world, cell, "gwy")}
    several = len(tiers(cell["network"])) > 1
    tier = world.one(*tiers(cell["network"])) if several or world.chance(50) else None
    targets = world.one("none", "kind", "instances", "addresses")
    check = world.one("TCP", "HTTP", "HTTPS")
    return {
        "gateway_load_balancer": {
            **({"tier": tier} if tier else {}),
            **({} if targets == "none" else {"targets": _targets(world, cell, targets, dualstack)}),
            **world.maybe(
                50,
                availability_zones=lambda: _some_zones(world, cell, tier),
                name=lambda: f"gateway-{world.serial()}",
                deletion_protection=False,
                cross_zone=False,
                health_check=lambda: _health_check(world, check),
                rebalance=True,
            ),
        }
    }


def _some_zones(world: World, cell: Wish, tier: str | None) -> list[str]:
    return [
        world.one(zone["availability_zone"], zone.get("availability_zone_id") or zone["availability_zone"])
        for zone in world.some(zones_of(cell["network"], tier), least=1)
    ]


def principals(world: World) -> list[str]:
    accounts = world.some(ACCOUNTS, least=1)
    arn = f"arn:{world.partition}:iam::"
    return [
        world.one(account, account, f"{arn}{account}:root", f"{arn}{account}:role/deployer", f"{arn}{account}:user/ann")
        for account in accounts
    ]


def _arn(world: World, cell: Wish, service: str, resource: str) -> str:
    return f"arn:{world.partition}:{service}:{cell['region']}:{cell['account']}:{resource}"


def _brought(world: World, cell: Wish, kind: str) -> list[str]:
    names = [f"loadbalancer/{kind}/lb{world.serial()}/0123456789abcdef" for _ in range(world.number(1, 2))]
    return [_arn(world, cell, "elasticloadbalancing", name) for name in names]


def _made(world: World, cell: Wish, dualstack: bool) -> Wish:
    found = _balancer(world, cell, dualstack)
    proxy = _proxy(world, cell) if world.chance(85) else None
    if proxy:
        others = [each for each in found["listeners"] if each["port"] not in (6432, 6433)]
        found |= {"listeners": [*others, *_to_proxy(world, proxy)], "database_proxy": proxy}
    if not world.chance(50):
        return found
    keys = world.some(["a", "second-1", "zz"], least=1, most=2)
    further = {key: _balancer(world, cell, dualstack, further=True) for key in keys}
    return {
        **found,
        "more_load_balancers": {
            key: {**each.get("load_balancer", {}), "listeners": each["listeners"]} for key, each in further.items()
        },
    }


def _balancer(world: World, cell: Wish, dualstack: bool, *, further: bool = False) -> Wish:
    ports = world.some([22, 80, 443, 5432, 6379, 65535], least=1, most=3)
    listeners = [_listener(world, cell, port, dualstack, further) for port in ports]
    secure = any(listener.get("protocol") == "TLS" for listener in listeners)
    asked = _load_balancer(world, cell, secure)
    return {"listeners": listeners, **({"load_balancer": asked} if asked else {})}


def _proxy(world: World, cell: Wish) -> Wish | None:
    """An RDS Proxy, where the cell has a tier of two zones."""
    network = cell["network"]
    several = [tier for tier in tiers(network) if len(zones_of(network, tier)) > 1]
    if not several:
        return None
    tier = world.one(*several)
    zones = [zone["availability_zone"] for zone in zones_of(network, tier)]
    family = world.one("POSTGRESQL", "MYSQL", "SQLSERVER")
    cluster = family != "SQLSERVER" and world.chance(70)
    group = {"database_security_group_id": world.id("sg")} if "cidr" not in network or world.chance(40) else {}
    arn = f"secret:user{world.serial()}-AbCdEf"
    return {
        "name": f"proxy{world.serial()}",
        "engine_family": family,
        "user_name": world.one("app", "app_user"),
        "cluster_identifier" if cluster else "instance_identifier": "orders",
        **group,
        **({"tier": tier} if len(tiers(network)) > 1 or world.chance() else {}),
        **({"read_only_name": f"reader{world.serial()}"} if cluster and world.chance(75) else {}),
        **world.maybe(
            65,
            secret_arn=lambda: _arn(world, cell, "secretsmanager", arn),
            secret_key_arn=lambda: _arn(world, cell, "kms", "key/abc"),
            database_port=lambda: world.number(1024, 9999),
            availability_zones=lambda: world.some(zones, least=2),
            idle_client_timeout=lambda: world.number(1, 28_800),
            debug_logging=True,
            client_principals=lambda: principals(world),
        ),
        **world.maybe(90, connection_pool=lambda: _pool(world)),
    }


def _pool(world: World) -> Wish:
    most = {"max_connections_percent": world.number(20, 90)}
    idle = world.maybe(90, max_idle_connections_percent=lambda: world.number(1, 20))
    return {**most, **idle, **world.maybe(70, borrow_timeout=lambda: world.number(0, 119))}


def _to_proxy(world: World, proxy: Wish) -> list[Wish]:
    port = {"POSTGRESQL": 5432, "MYSQL": 3306, "SQLSERVER": 1433}[proxy["engine_family"]]
    roles = ["read_write", *(["read_only"] if "read_only_name" in proxy else [])]
    return [
        {"port": 6432 + place, "target_port": port, "targets": {"database_proxy": role, **_refreshed(world)}}
        for place, role in enumerate(roles)
    ]


def _refreshed(world: World) -> Wish:
    return world.maybe(40, refresh_minutes=lambda: world.number(2, 60))


def _listener(world: World, cell: Wish, port: int, dualstack: bool, further: bool) -> Wish:
    looked_up = () if further else ("name", "endpoint")
    targets = world.one("none", *(2 * ("kind", "instances", "addresses", "alb", *looked_up)))
    protocols = ["TCP", "TLS", "TLS"] if dualstack else ["TCP", "UDP", "TCP_UDP", "TLS", "TLS"]
    protocol = "TCP" if targets == "alb" else world.one(*protocols)
    check = world.one("HTTP", "HTTPS") if targets == "alb" else world.one("TCP", "HTTP", "HTTPS")
    return {
        "port": port,
        **({} if protocol == "TCP" else {"protocol": protocol}),
        **(_tls(world, cell) if protocol == "TLS" else {}),
        **world.maybe(50, target_settings=lambda: _target_settings(world, protocol)),
        **world.maybe(
            50, target_port=lambda: world.number(1024, 9999), health_check=lambda: _health_check(world, check)
        ),
        **({} if targets == "none" else {"targets": _targets(world, cell, targets, dualstack)}),
    }


def _tls(world: World, cell: Wish) -> Wish:
    return {
        "certificate_arn": _arn(world, cell, "acm", "certificate/abc"),
        **world.maybe(
            more_certificate_arns=lambda: {
                key: _arn(world, cell, "acm", f"certificate/{key}") for key in world.some(["api", "web-2"], least=1)
            },
            ssl_policy=lambda: world.one("ELBSecurityPolicy-TLS13-1-3-2021-06", "ELBSecurityPolicy-TLS13-1-1-2021-06"),
        ),
        **world.maybe(
            90,
            alpn_policy=lambda: world.one("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"),
            target_protocol=lambda: world.one("TCP", "TLS"),
        ),
    }


def _target_settings(world: World, protocol: str) -> Wish:
    with_udp = "UDP" in protocol
    cut = world.maybe(50, unhealthy_connection_termination=False)
    return {
        **world.maybe(
            proxy_protocol_v2=True,
            preserve_client_ip=True if with_udp else world.one(True, False),
            deregistration_delay=lambda: world.number(0, 3600),
            connection_termination=lambda: world.one(True, False),
            **({} if protocol == "TLS" else {"stickiness": True}),
        ),
        **cut,
        **(world.maybe(50, unhealthy_draining_interval=60) if cut or with_udp else {}),
    }


def _targets(world: World, cell: Wish, kind: str, dualstack: bool) -> Wish:
    if kind == "kind":
        return {"kind": world.one("ip", "instance")}
    if kind == "name":
        return {"dns_name": world.one("db.example.net", "orders.abc.us-east-1.rds.amazonaws.com"), **_refreshed(world)}
    if kind == "endpoint":
        return {"endpoint_id": world.id("vpce"), **_refreshed(world)}
    if kind == "instances":
        return {"instance_ids": [world.id("i") for _ in range(world.number(1, 2))]}
    if kind == "alb":
        name = f"loadbalancer/app/web{world.serial()}/0123456789abcdef"
        return {"application_load_balancer_arn": _arn(world, cell, "elasticloadbalancing", name)}
    if dualstack and world.chance(50):
        return {"ip_addresses": ["fd00::20", "fd00::21"]}
    return {"ip_addresses": sorted({address(world, cell["network"]) for _ in range(2)})}


def _health_check(world: World, protocol: str) -> Wish:
    return {
        **({} if protocol == "TCP" else {"protocol": protocol}),
        **({} if protocol == "TCP" else world.maybe(50, path="/healthy", success_codes="200-299")),
        **world.maybe(
            50,
            port=lambda: world.number(1, 65535),
            interval=lambda: world.number(10, 300),
            timeout=lambda: world.number(2, 10),
            healthy_threshold=lambda: world.number(2, 10),
            unhealthy_threshold=lambda: world.number(2, 10),
        ),
    }


def _load_balancer(world: World, cell: Wish, secure: bool) -> Wish:
    network = cell["network"]
    several = len(tiers(network)) > 1
    tier = world.one(*tiers(network)) if several or world.chance() else None
    standing = zones_of(network, tier)
    groups = world.chance(35)
    asked: Wish = {
        **({"tier": tier} if tier else {}),
        **world.maybe(
            availability_zones=lambda: [
                world.one(zone["availability_zone"], zone.get("availability_zone_id") or zone["availability_zone"])
                for zone in world.some(standing, least=1)
            ],
            name=lambda: f"balancer-{world.serial()}",
            deletion_protection=False,
            cross_zone=False,
        ),
    }
    if secure or world.chance(35):
        bucket = {"bucket": f"logs-{world.serial()}", **world.maybe(80, prefix="nlb/logs")}
        asked["access_logs"] = world.one(bucket, {"omitted_because": "no requests worth keeping"})
    if groups:
        asked["security_group_ids"] = [world.id("sg") for _ in range(world.number(1, 2))]
        return {**asked, **world.maybe(enforce_inbound_rules_on_private_link_traffic=lambda: world.one(True, False))}
    if world.chance(50):
        asked["client_cidrs"] = world.one(["10.0.0.0/8"], ["10.0.0.0/8", "192.168.0.0/16"])
        asked |= world.maybe(60, enforce_inbound_rules_on_private_link_traffic=lambda: world.one(True, False))
    asked |= world.maybe(50, client_prefix_list_ids=lambda: [world.id("pl")])
    if "cidr" not in network or world.chance(40):
        asked["target_cidrs"] = ["10.0.0.0/8", "172.16.0.0/12"]
    return asked
