"""Global Resolvers of a topology: placed, judged and described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.global_resolver_wish import GlobalResolverWish, ViewZone
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.parts import CellZoneSource, PlannedPart, PlannedStack
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cell import CellZone, PrivateZone
from constructs_pkg.values.global_resolver import CONTROL_REGION, DnsView, GlobalResolverSpec
from constructs_pkg.values.global_resolver_rules import check_global_resolver
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.tag_rules import check_tag_count, check_tags

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


@dataclass(frozen=True)
class PlacedGlobalResolver:
    """A Global Resolver under its key.

    Attributes:
        key: Its key.
        wish: The wish.
        cells: The cells of the topology, by their keys.
    """

    key: Key
    wish: GlobalResolverWish
    cells: Mapping[Key, PlacedCell]

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"global_resolvers.{self.key}"

    @property
    def zones(self) -> Iterator[tuple[str, ViewZone]]:
        """The zones of its views, each with where it stands below the resolver."""
        for key, view in self.wish.views.items():
            yield from ((f"views.{key}.zones[{place}]", zone) for place, zone in enumerate(view.zones))

    @property
    def spec(self) -> GlobalResolverSpec:
        """It as its construct takes it."""
        fields = {name: getattr(self.wish, name) for name in GlobalResolverSpec.model_fields}
        views = {}
        for key, view in self.wish.views.items():
            own = {name: getattr(view, name) for name in DnsView.model_fields}
            zones = tuple(PrivateZone(name=zone.name, id=self.id_of(zone)) for zone in view.zones)
            views[key] = DnsView(**{**own, "zones": zones})
        return GlobalResolverSpec(**{**fields, "name": self.wish.name or self.key, "views": Frozen(views)})

    def id_of(self, zone: ViewZone) -> Late | HostedZoneId | None:
        """Return the id of the zone of a view; None where nobody tells it."""
        if zone.id is not None or zone.cell is None:
            return zone.id
        held = self.held(zone)
        if held is not None and isinstance(held.id, HostedZoneId):
            return held.id
        words = [word.capitalize() for name in (zone.cell, zone.name) for word in name.replace(".", "-").split("-")]
        parameter = f"Zone{''.join(words)}"
        return HandedOver({"Ref": parameter}, stack_parameter=parameter)

    def held(self, zone: ViewZone) -> CellZone | None:
        """Return the zone as its cell has it; None where no cell does."""
        cell = self.cells.get(zone.cell) if zone.cell is not None else None
        found = (one for one in cell.cell.zones if one.name == zone.name) if cell is not None else iter(())
        return next(found, None)

    @property
    def sources(self) -> Iterator[CellZoneSource]:
        """What its stack parameters are given that stand for zones which cells make."""
        for _, zone in self.zones:
            given, held = self.id_of(zone), self.held(zone)
            if held is None or held.id is not None or zone.cell is None:
                continue
            if isinstance(given, HandedOver) and given.stack_parameter is not None:
                cell = self.cells[zone.cell]
                yield CellZoneSource(
                    given.stack_parameter, cell.cell.account, cell.cell.region, cell.network_stack, zone.name
                )


def global_resolver_stacks(layout: Layout) -> Iterator[PlannedStack]:
    """Yield the stack of each Global Resolver, in us-east-2."""
    for placed in _placed(layout):
        wish, shown = placed.wish, placed.wish.display_name or placed.key
        given = (placed.id_of(zone) for _, zone in placed.zones)
        names = {one.stack_parameter for one in given if isinstance(one, HandedOver) and one.stack_parameter}
        sources = tuple(sorted(set(placed.sources), key=lambda one: one.parameter))
        yield PlannedStack(
            name=f"{layout.topology.name}-{placed.key}-global-resolver",
            display_name=shown,
            description=f"Global Resolver {shown}",
            account=wish.account,
            region=CONTROL_REGION,
            parts=(PlannedPart(placed.key, canonical(placed.spec), tuple(sorted(names)), sources),),
            tags=tuple(sorted({**layout.topology.tags, **wish.tags}.items())),
            termination_protection=wish.termination_protection,
        )


def check_global_resolvers(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of the Global Resolvers of a topology."""
    for placed in _placed(layout):
        wish, path = placed.wish, placed.path
        yield from (found.under(path) for found in check_global_resolver(placed.spec, CONTROL_REGION))
        yield from check_tags(wish.tags, f"{path}.tags")
        yield from check_tag_count(len({**layout.topology.tags, **wish.tags}), f"{path}.tags")
        parameters: dict[str, str] = {}
        for place, zone in placed.zones:
            yield from _zone(placed, zone, f"{path}.{place}")
            given, whose = placed.id_of(zone), f"{zone.name} of {zone.cell}"
            if isinstance(given, HandedOver) and parameters.setdefault(str(given), whose) != whose:
                limit = f"is given by {given}, as is {parameters[str(given)]}"
                yield Problem(
                    "parameter-of-two-zones", f"{path}.{place}", zone.name, limit, "give each an id of its own"
                )


def _zone(placed: PlacedGlobalResolver, zone: ViewZone, path: str) -> Iterator[Problem]:
    if zone.cell is None:
        return
    cell = placed.cells.get(zone.cell)
    if cell is None:
        fix = suggestion(zone.cell, placed.cells)
        yield Problem("unknown-cell", f"{path}.cell", zone.cell, "is no cell of this topology", fix)
    elif placed.held(zone) is None:
        fix = suggestion(zone.name, (one.name for one in cell.cell.zones))
        yield Problem("unknown-zone", f"{path}.name", zone.name, f"is no private zone of {cell.path}", fix)
    elif cell.cell.account != placed.wish.account:
        # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/gr-sharing-dns-views.html
        limit = f"is of account {cell.cell.account}, which alone could associate it, once the view is shared with it"
        yield Problem("zone-of-other-account", f"{path}.cell", zone.cell, limit, "make the resolver in that account")


def outline(part: PlannedPart) -> Iterator[str]:
    """Describe a Global Resolver, a line a fact."""
    spec = part.spec
    assert isinstance(spec, GlobalResolverSpec)
    yield f"Global Resolver {spec.name} in {', '.join(sorted(spec.regions))}"
    for key, view in spec.views.items():
        blocks = [f"{source.cidr} ({source.protocol})" for source in view.access_sources.values()]
        asked = [*blocks, *(f"token {name}" for name in view.access_tokens)]
        yield f"  view {key} for {', '.join(asked) or 'nobody'}"
        for zone in view.zones:
            yield f"    private zone {zone.name}: {zone.id}"
        for name, rule in sorted(view.firewall.items(), key=lambda item: item[1].priority):
            matched = ", ".join(rule.domains) or rule.domain_list_id or rule.threat_protection
            yield f"    firewall rule {name} ({rule.priority}): {rule.action} {matched}"


def _placed(layout: Layout) -> Iterator[PlacedGlobalResolver]:
    for key, wish in sorted(layout.topology.global_resolvers.items()):
        yield PlacedGlobalResolver(key, wish, layout.cells)
