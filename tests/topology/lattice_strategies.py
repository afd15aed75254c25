"""Service networks and services of VPC Lattice that no rule refuses."""

from .drawing import ACCOUNTS, Wish, World
from .record_strategies import zone_names
from .service_strategies import principals

METHODS = ("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE")
_CERTIFICATE = "01234567-89ab-cdef-0123-456789abcdef"


def lattice(world: World, cells: Wish) -> Wish:
    """The service networks and services of a topology."""
    networks: Wish = {}
    joined: set[str] = set()
    for index in range(world.one(3, 2, 2, 0)):
        key = world.one(*cells)
        networks[f"network-{index}"] = _network(world, key, cells[key], key not in joined)
        joined.add(key)
    services = {f"lattice-{index}": _service(world, cells, networks) for index in range(world.one(2, 2, 1, 0))}
    return {
        **({"service_networks": networks} if networks else {}),
        **({"lattice_services": services} if services else {}),
    }


def _network(world: World, key: str, cell: Wish, may_join: bool) -> Wish:
    joins = may_join and world.chance(80)
    association = _association(world, cell) if joins else {"joined": False}
    if world.chance():
        place = f"arn:{world.partition}:vpc-lattice:{cell['region']}:444444444444"
        arn = world.one(
            f"{place}:servicenetwork/{world.id('sn')}",
            {"stack_parameter": f"Sn{world.serial()}"},
            {"ssm_parameter": f"/networks/{world.serial()}"},
        )
        return {"cell": key, "arn": arn, **association}
    others = [account for account in ACCOUNTS if account != cell["account"]]
    shared = {"share_with": world.some(others, least=1), **world.maybe(60, outside_organization=True)}
    return {
        "cell": key,
        **association,
        **_callers(world),
        **(shared if world.chance(50) else {}),
        **world.maybe(log_retention_days=30, publish_to=lambda: f"/networks/{world.serial()}"),
    }


def _association(world: World, cell: Wish) -> Wish:
    known = "cidr" in cell["network"]
    groups = {"security_group_ids": [world.id("sg")]}
    clients = {"ingress": [{"from_port": 443, "cidr": "10.0.0.0/8"}]}
    preference = world.one("verified", "all", "verified-and-specified", "specified")
    named = {"private_dns_specified_domains": ["db.example.com"]} if "specified" in preference else {}
    return {
        **world.one(groups, clients, {} if known else clients),
        **({"private_dns_preference": preference, **named} if world.chance(70) else {}),
    }


def _callers(world: World, *, signed: bool = True) -> Wish:
    if world.chance(20):
        return {"open_because": "it asks for nothing"}
    return world.maybe(80, allowed=lambda: [_caller(world, signed) for _ in range(world.number(1, 2))])


def _caller(world: World, signed: bool) -> Wish:
    limited: Wish = {"from_vpc_ids": [world.id("vpc")], **world.maybe(60, from_own_vpc=True)}
    if not signed:
        return limited
    return {
        **limited,
        **world.maybe(50, principals=lambda: principals(world), organization_id="o-0123456789"),
        **world.maybe(70, methods=lambda: world.some((*METHODS, "PATCH"), least=2)),
    }


def _service(world: World, cells: Wish, networks: Wish) -> Wish:
    key = world.one(*cells)
    cell = cells[key]
    own = [name for name, one in networks.items() if one["cell"] == key]
    through = world.chance()
    name = _name(world, cell) if through or world.chance(60) else {}
    return {
        "cell": key,
        **name,
        **(_passing(world) if through else _routing(world, cell)),
        **_callers(world, signed=not through),
        **({"service_networks": world.some(own, least=1)} if own else {}),
        **world.maybe(idle_timeout_seconds=120, log_retention_days=30),
    }


def _name(world: World, cell: Wish) -> Wish:
    zones = zone_names(cell)
    zone = world.one(*zones).rstrip(".") if zones and world.chance(80) else None
    certificate = f"arn:{world.partition}:acm:{cell['region']}:{cell['account']}:certificate/{_CERTIFICATE}"
    return {
        "custom_domain_name": f"called{world.serial()}.{zone or 'lattice.test'}",
        "certificate_arn": certificate,
        **(world.maybe(60, zone=zone) if zone else {}),
    }


def _passing(world: World) -> Wish:
    return {
        "target_groups": {"tls": {"ip_addresses": ["10.0.0.10"], "protocol": "TCP", **world.maybe(port=8443)}},
        "listeners": {"tls": {"protocol": "TLS_PASSTHROUGH", "forward": [{"targets": "tls"}]}},
    }


def _routing(world: World, cell: Wish) -> Wish:
    groups = {f"targets-{index}": _targets(world, cell) for index in range(3)}
    rules = {f"rule-{index}": _rule(world, index + 1, groups) for index in range(world.number(2, 5))}
    listener = {
        "protocol": world.one("HTTP", "HTTPS"),
        "forward": [{"targets": key, **world.maybe(60, weight=10)} for key in groups],
        "rules": rules,
        **world.maybe(port=8000),
    }
    return {"target_groups": groups, "listeners": {"first": listener}}


def _targets(world: World, cell: Wish) -> Wish:
    place = f"{cell['region']}:{cell['account']}"
    arn = f"arn:{world.partition}"
    kind = world.one("ip", "instance", "balancer", "function", "elsewhere")
    if kind == "function":
        return {"function_arn": f"{arn}:lambda:{place}:function:orders"}
    every: dict[str, Wish] = {
        "ip": {"ip_addresses": [f"10.0.0.{world.number(1, 100)}"]},
        "instance": {"instance_ids": [world.id("i")]},
        "balancer": {"load_balancer_arn": f"{arn}:elasticloadbalancing:{place}:loadbalancer/app/web/0123456789abcdef"},
        "elsewhere": {"registered_elsewhere": True},
    }
    return {
        **every[kind],
        **world.maybe(
            50, port=8080, protocol=world.one("HTTP", "HTTPS"), protocol_version=world.one("HTTP1", "HTTP2", "GRPC")
        ),
        **(world.maybe(60, health_check=lambda: _check(world)) if kind != "balancer" else {}),
    }


def _check(world: World) -> Wish:
    return world.maybe(
        40,
        enabled=False,
        protocol=world.one("HTTP", "HTTPS"),
        protocol_version=world.one("HTTP1", "HTTP2"),
        port=8081,
        path="/healthy",
        interval=10,
        timeout=3,
        healthy_threshold=3,
        unhealthy_threshold=3,
        success_codes="200-299",
    )


def _rule(world: World, priority: int, groups: Wish) -> Wish:
    text = world.one({"exact": "1"}, {"prefix": "1"}, {"contains": "1"})
    action: Wish = {"forward": [{"targets": world.one(*groups)}]} if world.chance(50) else {"respond": 404}
    if "respond" in action and world.chance(50):
        action = {"respond": 500}
    return {
        "priority": priority,
        **world.one({"path": f"/{priority}"}, {"path_prefix": "/api"}, {"method": world.one(*METHODS)}),
        **world.maybe(60, headers={"x-stage": text}),
        **world.maybe(40, method=world.one(*METHODS)),
        **action,
    }
