"""Health signals that no rule refuses, and the records that they decide about."""

from typing import Any

from .drawing import Wish, World

CHECKERS = ("ap-northeast-1", "ap-southeast-1", "eu-west-1", "us-east-1", "us-west-2")
WITHOUT_DATA = ("Healthy", "Unhealthy", "LastKnownStatus")
STATISTICS = ("Average", "Minimum", "Maximum", "Sum", "SampleCount")
# Longer than any signal drawn here and any TTL of records drawn take.
LONG = 1_000_000


def signals(world: World, cells: Wish, services: Wish, links: Wish) -> Wish:
    """The health signals of a topology that is drawn already; records of its cells are made to name some."""
    if not world.chance(92):
        return {}
    found: Wish = {}
    for cell in world.some(list(cells), least=1, most=2):
        own: Wish = {}
        for _ in range(world.number(4, 8)):
            own[f"signal-{world.serial()}"] = {"cell": cell, **_looking(world, cells[cell])}
        for make in (_hosts, _endpoint):
            if asked := make(world, cell, cells, services, links):
                own[f"signal-{world.serial()}"] = {"cell": cell, **asked}
        bounded = [key for key, one in own.items() if is_bounded(one)]
        own[f"signal-{world.serial()}"] = {"cell": cell, "calculated": _counted(world, sorted(own))}
        for signal in own.values():
            signal |= world.maybe(20, inverted=True, disabled=True)
        _decide(world, cells[cell], own, [key for key in bounded if "disabled" not in own[key]])
        found |= own
    return {"health_signals": found}


def _looking(world: World, cell: Wish) -> Wish:
    kind = world.one("http", "https", "tcp", "alarm", "metric", "metric")
    if kind == "alarm":
        alarm = {"name": "orders", "region": cell["region"]}
        return {"alarm": {**alarm, **world.maybe(50, goes_off_within=120, without_data=lambda: _silent(world))}}
    if kind == "metric":
        return {"metric": _metric(world)}
    return {kind: _probe(world, kind)}


def _probe(world: World, kind: str) -> Wish:
    found: Wish = {
        **world.one({"domain_name": "www.example.net"}, {"ip_address": world.one("52.95.110.1", "2600:9000::1")}),
        **({"port": 5432} if kind == "tcp" else world.maybe(50, port=8080, path="/health?deep=1", search="ok")),
        **({"enable_sni": False} if kind == "https" and world.chance(50) else {}),
        **world.maybe(50, interval=10, measure_latency=True),
        **world.maybe(50, failure_threshold=lambda: world.number(1, 10)),
        **world.maybe(50, checker_regions=lambda: world.some(CHECKERS, least=3)),
    }
    return found


def _window(world: World) -> Wish:
    return {
        **world.maybe(50, period=lambda: world.one(120, 300), periods=lambda: world.one(1, 2, 5)),
        **world.maybe(90, without_data=lambda: _silent(world)),
    }


def _silent(world: World) -> str:
    return world.one(*WITHOUT_DATA)


def _metric(world: World) -> Wish:
    return {
        "namespace": "Orders",
        "name": "Depth",
        "statistic": world.one(*STATISTICS),
        **world.one({"above": 100}, {"below": 0.5}),
        **world.maybe(50, dimensions={"Queue": "orders", "Host": "a"}),
        **_window(world),
    }


def _hosts(world: World, cell: str, cells: Wish, services: Wish, links: Wish) -> Wish | None:
    there = [(key, *part) for key, one in services.items() if one["cell"] == cell for part in _parts(one)]
    if not there:
        return None
    further = [one for one in there if one[1]]
    key, balancer, port = world.one(*(further if further and world.chance(60) else there))
    alone = len(_parts(services[key])) == 1
    named: Wish = {} if alone and world.chance(50) else {"port": port}
    if not named and world.chance():
        return {"service_healthy_hosts": key}
    named |= {"load_balancer": balancer} if balancer and named else {}
    return {"service_healthy_hosts": {"service": key, **named, **world.maybe(50, at_least=2), **_window(world)}}


def _parts(service: Wish) -> list[tuple[str, int]]:
    """The load balancers made for a service, and their listeners whose targets are counted."""
    if "listeners" not in service:
        return []
    balancers = {"": service["listeners"]}
    balancers |= {key: one["listeners"] for key, one in service.get("more_load_balancers", {}).items()}
    return [
        (key, listener["port"])
        for key, listeners in balancers.items()
        for listener in listeners
        if "application_load_balancer_arn" not in listener.get("targets", {})
    ]


def _endpoint(world: World, cell: str, cells: Wish, services: Wish, links: Wish) -> Wish | None:
    measured = [key for key, link in links.items() if link.get("cell") == cell and _is_measured(link, cells, services)]
    if not measured:
        return None
    key = world.one(*measured)
    if world.chance():
        return {"endpoint": key}
    alarm: Wish = world.one({"alarm": "resets-received", "threshold": 10}, world.maybe(50, threshold=5))
    return {"endpoint": {"link": key, **alarm, **_window(world)}}


def _is_measured(link: Wish, cells: Wish, services: Wish) -> bool:
    home = cells[link["cell"]]["region"]
    told = link.get("handoff", {}).get("region") or link.get("service_region", home)
    name: Any = link.get("service_name", "")
    if isinstance(name, str) and name and home not in name:
        return False
    here = "service" not in link or cells[services[link["service"]]["cell"]]["region"] == home
    return here and told == home and link.get("endpoint_type") != "Resource" and "vendor" not in link


def _counted(world: World, keys: list[str]) -> Wish:
    children = world.some(keys, least=2)
    checks = [f"00000000-0000-0000-0001-{world.serial():012x}"]
    return {"children": children, **world.maybe(50, checks=checks, healthy_at_least=1)}


def is_bounded(signal: Wish) -> bool:
    return "calculated" not in signal and ("alarm" not in signal or "goes_off_within" in signal["alarm"])


def _decide(world: World, cell: Wish, signals: Wish, bounded: list[str]) -> None:
    """Let signals decide about records, some of which are to recover in time."""
    for record in cell.get("records", []):
        if "policy" not in record or not world.chance(60):
            continue
        record.pop("health_check_id", None)
        if "values" in record and bounded and world.chance(60):
            key = world.one(*bounded)
            record |= {"health_signal": key, **world.maybe(50, recover_within=LONG)}
            if not any(other.get("health_signal") == key and "alias" in other for other in cell["records"]):
                signals[key] |= world.maybe(50, recover_within=LONG)
        else:
            free = [key for key, signal in signals.items() if "recover_within" not in signal]
            if free:
                record["health_signal"] = world.one(*free)
            elif record["policy"].get("role") == "PRIMARY" and not record.get("alias"):
                record["health_check_id"] = f"00000000-0000-0000-0002-{world.serial():012x}"
