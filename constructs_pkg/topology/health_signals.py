"""Health signals in their cells, and the records that they decide about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.health_signal_wish import EndpointOfLink, HostsOfService, SignalWish
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.link import Link
from constructs_pkg.topology.observed import is_measured, observed_service
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.recovery import check_recovery
from constructs_pkg.values.health_signal import KINDS, Calculated, HealthSignalSpec, signal_of_key
from constructs_pkg.values.health_signal_rules import check_health_signal, check_hosts, endpoint_not_measured
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service_alarms import host_parts

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def parts(layout: Layout, cell: PlacedCell) -> Iterator[PlannedPart]:
    """Yield the health signals of `cell`, in the order of their keys."""
    for key, wish in sorted(layout.topology.health_signals.items()):
        if wish.cell == cell.key:
            yield PlannedPart(key, canonical(spec_of(wish)))


def spec_of(wish: SignalWish) -> HealthSignalSpec:
    """Return the health signal as its construct takes it, but for what it names by key."""
    fields = {name: getattr(wish, name) for name in HealthSignalSpec.model_fields}
    if wish.calculated is not None:
        fields["calculated"] = Calculated(
            children=(*map(signal_of_key, sorted(wish.calculated.children)), *sorted(wish.calculated.checks)),
            healthy_at_least=wish.calculated.healthy_at_least,
        )
    return HealthSignalSpec(**fields)


def described(part: PlannedPart) -> Iterator[str]:
    """Yield the line that describes a health signal to people."""
    spec = part.spec
    assert isinstance(spec, HealthSignalSpec)
    kind = next(kind for kind in KINDS if getattr(spec, kind) is not None)
    told = [word for word, is_so in (("inverted", spec.inverted), ("disabled", spec.disabled)) if is_so]
    yield f"health signal {part.key} by {kind}{''.join(f', {word}' for word in told)}"


def check(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of the health signals, and of records that name them."""
    wishes = layout.topology.health_signals
    specs: dict[str, HealthSignalSpec] = {key: spec_of(wish) for key, wish in wishes.items()}
    for key, wish in sorted(wishes.items()):
        found = [*check_health_signal(specs[key]), *_children(wish, wishes)]
        found += [*_hosts(layout, wish), *_endpoint(layout, wish), *_alarm(layout, wish)]
        yield from (problem.under(f"health_signals.{key}") for problem in found)
    for cell in layout.cells.values():
        yield from _records(cell, wishes)
    for place, (_, link) in layout.wishes.items():
        yield from _fallbacks(f"links.{place}", link, wishes)
    yield from check_recovery(layout, specs)


def _children(wish: SignalWish, wishes: Mapping[Key, SignalWish]) -> Iterator[Problem]:
    for place, child in enumerate(wish.calculated.children if wish.calculated else ()):
        path = f"calculated.children[{place}]"
        if child not in wishes:
            yield _unknown(path, child, wishes)
        elif wishes[child].cell != wish.cell:
            yield _elsewhere(path, child, wishes[child].cell)
        elif wishes[child] is wish or _counts(child, wish, wishes):
            limit = "counts this one, by itself or through others"
            yield Problem("circular-health-signals", path, child, limit, "count only signals that do not count it")


def _alarm(layout: Layout, wish: SignalWish) -> Iterator[Problem]:
    # "An AWS partition is a group of AWS Regions. Each account is scoped to one partition":
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html
    home = layout.topology.cells.get(wish.cell)
    if wish.alarm is None or home is None or wish.alarm.region.partition == home.region.partition:
        return
    limit = f"is of partition {wish.alarm.region.partition}, and the cell is of {home.region.partition}"
    fix = "name an alarm of the cell's own partition"
    yield Problem("alarm-in-other-partition", "alarm.region", wish.alarm.region, limit, fix)


def _counts(key: Key, wanted: SignalWish, wishes: Mapping[Key, SignalWish]) -> bool:
    """Tell whether the signal `key` counts `wanted`, by itself or through others."""
    pending, seen = [key], set()
    while pending:
        here = pending.pop()
        if here in seen or here not in wishes:
            continue
        seen.add(here)
        if wishes[here] is wanted:
            return True
        counted = wishes[here].calculated
        pending += counted.children if counted else ()
    return False


def _hosts(layout: Layout, wish: SignalWish) -> Iterator[Problem]:
    hosts = wish.service_healthy_hosts
    if not isinstance(hosts, HostsOfService):
        return
    path = "service_healthy_hosts.service"
    asked = layout.topology.services.get(hosts.service)
    if asked is None:
        known = layout.topology.services
        yield Problem(
            "unknown-service", path, hosts.service, "is no service of this topology", suggestion(hosts.service, known)
        )
    elif asked.cell != wish.cell:
        yield _elsewhere(path, hosts.service, asked.cell)
    elif hosts.service in layout.services:
        yield from check_hosts(hosts, host_parts(observed_service(layout.services[hosts.service])))


def _endpoint(layout: Layout, wish: SignalWish) -> Iterator[Problem]:
    endpoint = wish.endpoint
    if not isinstance(endpoint, EndpointOfLink):
        return
    path = "endpoint.link"
    asked = layout.topology.links.get(endpoint.link)
    if asked is None:
        known = layout.topology.links
        yield Problem(
            "unknown-link", path, endpoint.link, "is no link of this topology", suggestion(endpoint.link, known)
        )
        return
    cells = [cell for _, cell in asked.paths_of_cells]
    if wish.cell not in cells:
        yield _elsewhere(path, endpoint.link, ", ".join(cells))
    for link in layout.links.values():
        if link.key == endpoint.link and link.cell.key == wish.cell and not is_measured(link):
            yield endpoint_not_measured(path, endpoint.link)


def _records(cell: PlacedCell, wishes: Mapping[Key, SignalWish]) -> Iterable[Problem]:
    for place, record in enumerate(cell.cell.records):
        key = record.health_signal
        if key is None:
            continue
        path = f"{cell.path}.records[{place}].health_signal"
        if record.health_check_id is not None:
            limit = "is given beside health_check_id"
            yield Problem("health-signal-and-check", path, key, limit, "leave one of them out")
        if key not in wishes:
            yield _unknown(path, key, wishes)
        elif wishes[key].cell != cell.key:
            yield _elsewhere(path, key, wishes[key].cell)


def _fallbacks(path: str, link: Link, wishes: Mapping[Key, SignalWish]) -> Iterator[Problem]:
    for name_path, name in link.every_name():
        key = name.fallback.health_signal if name.fallback else None
        if name.fallback is None or key is None:
            continue
        where = f"{path}.{name_path}.fallback.health_signal"
        if name.fallback.health_check_id is not None:
            limit = "is given beside health_check_id"
            yield Problem("health-signal-and-check", where, key, limit, "leave one of them out")
        if key not in wishes:
            yield _unknown(where, key, wishes)
        elif wishes[key].cell != link.cell:
            yield _elsewhere(where, key, wishes[key].cell)


def _unknown(path: str, key: Key, wishes: Mapping[Key, SignalWish]) -> Problem:
    return Problem("unknown-health-signal", path, key, "is no health signal of this topology", suggestion(key, wishes))


def _elsewhere(path: str, key: Key, cells: str) -> Problem:
    limit = f"is of cell {cells}, and no reference crosses cells"
    return Problem("health-signal-of-other-cell", path, key, limit, "make a health signal in this cell")
