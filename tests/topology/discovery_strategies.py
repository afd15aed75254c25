"""Namespaces, and clusters of services that call each other in them, that no rule refuses."""

from typing import Any

from .drawing import Wish, World
from .network_strategies import tiers, zones_of
from .record_strategies import zone_names

# CPU units of a task, with some memory that goes with them.
SIZES = ((256, 512), (512, 4096), (1024, 3072), (4096, 30720), (16384, 122880))


def discovery(world: World, cells: Wish) -> Wish:
    """The namespaces and clusters of a topology."""
    namespaces = {f"names-{index}": _namespace(world, cells) for index in range(world.one(3, 3, 2, 0))}
    homes = sorted(key for key, one in namespaces.items())
    clusters: Wish = {}
    for index in range(world.one(2, 1, 1) if homes else 0):
        namespace = world.one(*homes)
        clusters[f"cluster-{index}"] = _cluster(world, cells, namespace, namespaces[namespace])
    return {
        **({"namespaces": namespaces} if namespaces else {}),
        **({"connected_clusters": clusters} if clusters else {}),
    }


def _namespace(world: World, cells: Wish) -> Wish:
    key = world.one(*cells)
    kind = world.one("private", "private", "public", "http")
    zones = zone_names(cells[key])
    above = world.one(*zones) if zones and world.chance() else "names.test"
    services = {
        f"found-{world.serial()}": _discovered(world, kind, cells[key]["region"]) for _ in range(world.number(1, 4))
    }
    return {
        "cell": key,
        "name": f"names{world.serial()}.{above.rstrip('.')}",
        "services": services,
        **({"type": kind} if kind != "private" or world.chance() else {}),
        **(world.maybe(50, negative_ttl=60) if kind != "http" else {}),
    }


def _discovered(world: World, kind: str, region: str) -> Wish:
    types = world.one(*([[]] if kind == "http" else [["A"], ["A", "AAAA"], ["AAAA"], ["SRV"], ["CNAME"], []]))
    weighted = types == ["CNAME"] or world.chance(40)
    probed = kind != "private" and types != ["CNAME"] and world.chance(70)
    custom = not probed and world.chance(60)
    instances = {f"i{world.serial()}": _instance(world, kind, types, probed, custom) for _ in range(world.number(0, 2))}
    govcloud = region.startswith("us-gov")
    if weighted and types and set(types) <= {"A", "AAAA"} and not govcloud and world.chance(60):
        instances["balancer"] = {"alias_dns_name": "internal-web.elb.amazonaws.com"}
    return {
        **({"record_types": types} if types else {}),
        **({"routing": "WEIGHTED"} if weighted else {}),
        **({"health_check": _probe(world)} if probed else {}),
        **({"custom_health_check": True} if custom else {}),
        **world.maybe(name=f"by-name-{world.serial()}", ttl=10),
        **({"instances": instances} if instances else {}),
    }


def _probe(world: World) -> Wish:
    kind = world.one("HTTP", "HTTPS", "TCP")
    return {
        "type": kind,
        **world.maybe(50, failure_threshold=3),
        **(world.maybe(60, path="/healthy") if kind != "TCP" else {}),
    }


def _instance(world: World, kind: str, types: list[str], probed: bool, custom: bool) -> Wish:
    health = world.maybe(70, initial_health=world.one("HEALTHY", "UNHEALTHY")) if custom else {}
    if kind == "http" and not probed and world.chance(40):
        return {"instance_id": world.id("i"), **health}
    v4 = not types or "A" in types or (types == ["SRV"] and world.chance(60))
    return {
        **({"ipv4": f"8.8.{world.number(0, 255)}.{world.number(1, 254)}"} if v4 else {}),
        **({"ipv6": f"2600::{world.serial():x}"} if "AAAA" in types or not v4 else {}),
        **({"port": 8080} if probed or types == ["SRV"] or world.chance() else {}),
        **({"cname": "elsewhere.test"} if types == ["CNAME"] else {}),
        **world.maybe(attributes={"stage": "live"}),
        **health,
    }


def _cluster(world: World, cells: Wish, namespace: str, named: Wish) -> Wish:
    cell = cells[named["cell"]]
    network = cell["network"]
    tier = world.one(*tiers(network)) if len(tiers(network)) > 1 or world.chance() else None
    free = [key for key, one in named["services"].items() if _can_register(one)]
    services = {f"task-{world.serial()}": _tasks(world, cell, free) for _ in range(world.number(1, 3))}
    servers = [key for key, one in services.items() if "ports" in one]
    for key, one in services.items():
        others = [other for other in servers if other > key]
        if others and world.chance(70):
            one["calls"] = world.some(others, least=1)
    standing = zones_of(network, tier)
    return {
        "cell": named["cell"],
        "namespace": namespace,
        "services": services,
        **({"tier": tier} if tier else {}),
        **world.maybe(
            availability_zones=lambda: [zone["availability_zone"] for zone in world.some(standing, least=1)],
            log_retention_days=30,
        ),
        **world.maybe(70, access_logs=world.one("JSON", "TEXT", "TEXT")),
        **world.maybe(70, container_insights=world.one("enabled", "enhanced", "disabled")),
    }


def _can_register(service: Wish) -> bool:
    types = set(service.get("record_types", []))
    return bool(types) and types <= {"A", "AAAA"} and "custom_health_check" in service


def _tasks(world: World, cell: Wish, free: list[str]) -> Wish:
    cpu, memory = world.one(*SIZES)
    registers = {"registers_as": free.pop()} if free and world.chance(80) else {}
    ports = {f"port-{world.serial()}": _port(world, cell, 8080 + index) for index in range(world.one(2, 1, 0))}
    known = "cidr" in cell["network"]
    return {
        "image": world.one("public.ecr.aws/nginx/nginx:1", f"111111111111.dkr.ecr.{cell['region']}.amazonaws.com/a:1"),
        "cpu": cpu,
        "memory": memory,
        **({"ports": ports} if ports else {}),
        **registers,
        **world.maybe(
            architecture=world.one("ARM64", "X86_64"),
            desired_count=2,
            environment={"STAGE": "live"},
            ingress=lambda: _traffic(world),
            writable_root=True,
        ),
        **({"egress": _traffic(world)} if not known or world.chance(60) else {}),
    }


def _port(world: World, cell: Wish, container_port: int) -> Wish:
    protocol = world.one("http", "http2", "grpc", "tcp")
    place = f"{cell['region']}:{cell['account']}"
    arn = f"arn:{world.partition}"
    key = {"key_arn": f"{arn}:kms:{place}:key/0123"}
    tls: Any = {
        "authority_arn": f"{arn}:acm-pca:{place}:certificate-authority/01234567-89ab-cdef-0123-456789abcdef",
        "role_arn": f"{arn}:iam::{cell['account']}:role/sign",
        **(key if world.chance(60) else {}),
    }
    return {
        "container_port": container_port,
        **({"protocol": protocol} if protocol != "http" or world.chance() else {}),
        **world.maybe(
            client_port=80,
            name=f"called-{world.serial()}",
            discovery_name=f"known-{world.serial()}",
            idle_timeout_seconds=600,
            ingress_port=container_port + 1000,
            tls=tls,
        ),
        **(world.maybe(50, request_timeout_seconds=30) if protocol != "tcp" else {}),
    }


def _traffic(world: World) -> list[Wish]:
    return [
        {
            "from_port": port,
            **world.maybe(50, to_port=port + 1, protocol="udp"),
            **world.one(
                {"cidr": "10.0.0.0/8"},
                {"ipv6_cidr": "fd00::/8"},
                {"security_group_id": world.id("sg")},
                {"prefix_list_id": world.id("pl")},
            ),
        }
        for port in world.some([443, 6379], least=1)
    ]
