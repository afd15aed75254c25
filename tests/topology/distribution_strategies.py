"""Distributions of CloudFront that no rule refuses."""

from constructs_pkg.values.distribution_origin_rules import ZONES_WITHOUT_VPC_ORIGINS

from .drawing import ACCOUNTS, Wish, World
from .network_strategies import zones_of
from .vendor_strategies import zone_id

CERTIFICATE = "01234567-89ab-cdef-0123-456789abcdef"
METHODS = ("get-head", "get-head-options", "all")


def distributions(world: World, cells: Wish, services: Wish) -> Wish:
    """What a topology has of them: nothing outside the one partition; cells are changed to be reached."""
    if world.partition != "aws":
        return {}
    able = {key: one for key, one in services.items() if _is_able(world, cells[one["cell"]], one)}
    count = world.one(1, 2, 2)
    return {"distributions": {f"front-{index}": _distribution(world, cells, able) for index in range(count)}}


def _distribution(world: World, cells: Wish, services: Wish) -> Wish:
    service = world.one(*services) if services and world.chance(95) else None
    account = cells[services[service]["cell"]]["account"] if service else world.one(*ACCOUNTS)
    found: Wish = {
        "account": account,
        **_names(world, account),
        **_origins(world, cells, services, service, account),
        **world.maybe(
            ipv6=False,
            default_root_object="index.html",
            display_name="Front",
            termination_protection=False,
            tags={"owner": "web"},
            price_class=world.one("PriceClass_100", "PriceClass_200"),
            logs=lambda: _logs(world, account),
        ),
        **world.maybe(
            75,
            minimum_protocol_version=world.one("TLSv1.2_2025", "TLSv1.3_2025"),
            http_version=world.one("http1.1", "http2", "http3", "http2and3"),
        ),
    }
    if world.chance(60):
        field = world.one("allowed_countries", "denied_countries")
        found[field] = world.some(["AT", "CH", "DE", "JP"], least=1)
    acl = f"arn:aws:wafv2:us-east-1:{account}:global/webacl/front/{CERTIFICATE}"
    return found | world.one({}, {"web_acl_arn": acl}, {"no_web_acl_because": "what it serves is public"})


def _names(world: World, account: str) -> Wish:
    certificate: Wish = {"certificate_arn": f"arn:aws:acm:us-east-1:{account}:certificate/{CERTIFICATE}"}
    serial = world.serial()
    where = world.one("zone", "zone", "zone", "elsewhere", "nowhere")
    if where == "nowhere":
        return {}
    if where == "elsewhere":
        return {"names": [f"www{serial}.example.net"], **certificate}
    by = world.one(world.zone_id(), {"stack_parameter": f"Zone{serial}"}, {"ssm_parameter": f"/zones/{serial}"})
    return {
        "zone": {"name": f"site{serial}.example.org", "id": by},
        "names": world.one(["@"], ["www", "*.preview"], [f"cdn.site{serial}.example.org"]),
        **world.maybe(50, https_records=True),
        **world.maybe(**certificate),
    }


def _logs(world: World, account: str) -> Wish | None:
    group = f"arn:aws:logs:us-east-1:{account}:log-group:edge"
    return world.one(None, {"retention_days": 30}, {"destination_arn": group}, {"destination_arn": "arn:aws:s3:::edge"})


def _origins(world: World, cells: Wish, services: Wish, service: str | None, account: str) -> Wish:
    bucket = {"bucket": {"name": f"site-{world.serial()}", "region": "eu-west-1"}}
    origins: Wish = {
        "site": {"kind": "s3", **world.maybe(50, **bucket), **_common(world)},
        "server": {
            "kind": "custom",
            "domain_name": world.one("server.example.org", {"stack_parameter": f"Server{world.serial()}"}),
            "ip_address_type": world.one("ipv4", "ipv6", "dualstack"),
            **_asked(world),
            **_common(world),
        },
        "inside": {"kind": "load-balancer", **_inside(world, cells, services, service, account), **_common(world)},
    }
    pair = {"primary": "site", "secondary": "server", **world.maybe(50, status_codes=[403, 500])}
    groups = {"origin_groups": {"both": pair}} if world.chance(60) else {}
    reading = [*origins, *groups.get("origin_groups", {})]
    behaviors = [
        {"path_pattern": f"/p{index}/*", **_behavior(world, world.one(*reading))} for index in range(world.one(2, 3))
    ]
    return {
        "origins": origins,
        **groups,
        "default_cache_behavior": _behavior(world, world.one(*reading)),
        "cache_behaviors": behaviors,
    }


def _behavior(world: World, origin: str) -> Wish:
    files = origin in ("site", "both")
    methods = world.one("get-head", "get-head-options") if origin == "both" else world.one(*METHODS)
    policies = ("CORS-S3Origin", "AllViewerExceptHostHeader") if files else ("AllViewer", "CORS-CustomOrigin")
    return {
        "origin": origin,
        "allowed_methods": methods,
        **world.maybe(
            viewer_protocol="https-only",
            compress=world.chance(50),
            cache_policy=world.one("CachingDisabled", "658327ea-f89d-4fab-a63d-7e88639e58f6"),
            origin_request_policy=world.one(*policies),
            response_headers_policy=world.one("none", "CORS-With-Preflight"),
        ),
    }


def _common(world: World) -> Wish:
    return world.maybe(
        origin_path="/production",
        custom_headers=lambda: [{"name": "X-From", "value": "edge"}],
        connection_attempts=2,
        connection_timeout=5,
    )


def _asked(world: World) -> Wish:
    return world.maybe(
        protocol=world.one("http-only", "match-viewer"),
        http_port=8080,
        https_port=8443,
        read_timeout=60,
        keepalive_timeout=60,
    )


def _inside(world: World, cells: Wish, services: Wish, service: str | None, account: str) -> Wish:
    serial = world.serial()
    name = {"domain_name": world.one("inside.example.org", {"stack_parameter": f"InsideName{serial}"})}
    if service is None or world.chance(5):
        brought = {"vpc_origin_id": world.one("vo_AbCdEf", {"stack_parameter": f"VpcOrigin{serial}"})}
        arn = f"arn:aws:elasticloadbalancing:eu-west-1:{account}:loadbalancer/app/web/0123456789abcdef"
        shared = {**brought, **world.maybe(60, owner_account="999999999999")}
        return {**world.one(shared, {"load_balancer_arn": arn}), **name, **_asked(world)}
    wish = services[service]
    cells[wish["cell"]]["network"]["internet_gateway"] = True
    port = world.one(*_ports(wish))
    protocol = world.one("https-only", "http-only", "match-viewer")
    return {
        "service": service,
        "load_balancer_arn": {"stack_parameter": f"InsideArn{serial}"},
        **name,
        "protocol": protocol,
        **({} if protocol == "http-only" else {"https_port": port}),
        **({} if protocol == "https-only" else {"http_port": port}),
        **world.maybe(read_timeout=60, keepalive_timeout=60),
    }


def _ports(service: Wish) -> list[int]:
    tcp = [one for one in service["listeners"] if one.get("protocol", "TCP") in ("TCP", "TCP_UDP")]
    return [one["port"] for one in tcp if one["port"] in (80, 443) or one["port"] >= 1024]


def _is_able(world: World, cell: Wish, service: Wish) -> bool:
    """Tell whether CloudFront could reach the service's load balancer, were there an internet gateway."""
    if "listeners" not in service or "vpc_id" in cell["network"] or "ipv6" in service.get("ip_address_types", []):
        return False
    balancer = service.get("load_balancer", {})
    protocols = {listener.get("protocol", "TCP") for listener in service["listeners"]}
    standing = zones_of(cell["network"], balancer.get("tier"))
    ids = {zone.get("availability_zone_id") for zone in standing}
    ids |= {
        zone_id(world, cell["account"], zone["availability_zone"]) for zone in standing if "availability_zone" in zone
    }
    closed = balancer.get("security_group_ids") == [] or ids & ZONES_WITHOUT_VPC_ORIGINS
    return not closed and "TLS" not in protocols and bool(_ports(service))
