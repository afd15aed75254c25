"""Alarms, notifications, query logs and dashboards that no rule refuses."""

from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS, OF_LOAD_BALANCER, SERVICE_ALARMS, AlarmKind

from .drawing import Wish, World


def observe(world: World, cells: Wish, services: Wish, links: Wish) -> None:
    """Give the parts of a topology, once they are drawn, what observes them."""
    for cell in cells.values():
        if world.chance():
            cell["alarms"] = _alarms(world, cell, [*SERVICE_ALARMS, *ENDPOINT_ALARMS])
        cell |= world.maybe(query_logs=lambda cell=cell: _query_logs(world, cell))
        cell |= world.maybe(20, notification_topic_arn=lambda cell=cell: _topic(world, cell))
    for service in services.values():
        cell = cells[service["cell"]]
        kinds = [kind for kind in SERVICE_ALARMS if "listeners" in service or kind.of not in OF_LOAD_BALANCER]
        _watch(world, service, cell, kinds)
    one_cell = [link for link in links.values() if "cell" in link]
    for link in one_cell:
        cell = cells[link["cell"]]
        told = link.get("handoff", {}).get("region") or link.get("service_region", cell["region"])
        near = told == cell["region"] and not _leads_away(link, cell, services, cells)
        _watch(world, link, cell, ENDPOINT_ALARMS if near else ())
    for key, cell in cells.items():
        if any(part["cell"] == key for part in (*services.values(), *one_cell)) and world.chance():
            cell["dashboard"] = True


def _leads_away(link: Wish, cell: Wish, services: Wish, cells: Wish) -> bool:
    """Whether the link's service in the topology is in another Region."""
    return "service" in link and cells[services[link["service"]]["cell"]]["region"] != cell["region"]


def _watch(world: World, part: Wish, cell: Wish, kinds: list[AlarmKind] | tuple[AlarmKind, ...]) -> None:
    if kinds and world.chance(50):
        part["alarms"] = _alarms(world, cell, kinds)
    part |= world.maybe(notifications=lambda: _notifications(world, cell))


def _alarms(world: World, cell: Wish, kinds: list[AlarmKind] | tuple[AlarmKind, ...]) -> Wish:
    return {
        **world.maybe(20, enabled=False),
        **world.maybe(30, topic_arn=lambda: _topic(world, cell), notify_ok=True),
        **world.maybe(
            80, tune=lambda: {kind.name: _tuning(world, kind) for kind in world.some(kinds, least=1, most=4)}
        ),
    }


def _tuning(world: World, kind: AlarmKind) -> Wish:
    if world.chance(20):
        return {"enabled": False}
    periods = world.number(1, 10)
    return {
        **({} if kind.threshold is not None and world.chance(50) else {"threshold": world.one(0, 10, 99.5)}),
        **world.maybe(40, period=lambda: world.one(300, 3600)),
        **world.maybe(60, periods=periods, missing_data=lambda: world.one(*_MISSING)),
        **world.maybe(20, datapoints=1),
        **(world.maybe(50, each_zone=True) if kind.zonal else {}),
    }


_MISSING = ("breaching", "notBreaching", "ignore", "missing")


def _notifications(world: World, cell: Wish) -> Wish:
    events = ["Accept", "Connect", "Delete", "Reject"]
    return world.maybe(50, events=lambda: world.some(events, least=1), topic_arn=lambda: _topic(world, cell))


def _query_logs(world: World, cell: Wish) -> Wish:
    home = f"{cell['region']}:{cell['account']}"
    return world.one(
        {},
        {"retention_days": 30},
        {"destination_arn": f"arn:{world.partition}:s3:::query-logs/cells"},
        {"destination_arn": f"arn:{world.partition}:logs:{home}:log-group:queries"},
        {"destination_arn": f"arn:{world.partition}:firehose:{home}:deliverystream/queries"},
    )


def _topic(world: World, cell: Wish) -> str:
    return f"arn:{world.partition}:sns:{cell['region']}:{cell['account']}:alarms-{world.serial()}"
