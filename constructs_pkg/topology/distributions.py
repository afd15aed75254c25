"""Distributions of CloudFront and the services before which they stand: placed, judged and described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.distribution_origins import check_cell_origin
from constructs_pkg.topology.distribution_wish import CellOrigin, Distribution
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.parts import PlannedPart, PlannedStack, ZoneSource
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.public_zones import PlacedZone, place_public_zones
from constructs_pkg.values.distribution import DistributionSpec, NamesZone
from constructs_pkg.values.distribution_origin import LoadBalancerOrigin, Origin
from constructs_pkg.values.distribution_rules import HOME, check_distribution
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.service_as_origin import ServiceAsOrigin
from constructs_pkg.values.tag_rules import check_tag_count, check_tags

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


@dataclass(frozen=True)
class PlacedDistribution:
    """A distribution under its key.

    Attributes:
        key: Its key.
        wish: The wish.
        held: The public zone of the topology that its names are in; None for one that exists, or none.
    """

    key: Key
    wish: Distribution
    held: PlacedZone | None = None

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"distributions.{self.key}"

    @property
    def zone(self) -> NamesZone | None:
        """The public zone of its names, as its stack knows it."""
        if self.held is not None:
            return NamesZone(name=self.held.wish.name, id=self.held.id_for_others)
        return self.wish.zone if isinstance(self.wish.zone, NamesZone) else None

    @property
    def sources(self) -> tuple[ZoneSource, ...]:
        """What the stack parameter of its zone is given, where it has one."""
        source = self.held.source if self.held is not None else None
        return () if source is None else (source,)

    @property
    def spec(self) -> DistributionSpec:
        """The distribution as its construct takes it."""
        fields = {name: getattr(self.wish, name) for name in DistributionSpec.model_fields}
        fields["origins"] = Frozen({key: _as_origin(one) for key, one in self.wish.origins.items()})
        return DistributionSpec(**{**fields, "zone": self.zone})


def distributions(layout: Layout) -> list[PlacedDistribution]:
    """Return the distributions of a topology in the order of their keys."""
    zones = place_public_zones(layout.topology.name, layout.topology.public_zones)
    return [
        PlacedDistribution(key, wish, zones.get(wish.zone) if isinstance(wish.zone, Key) else None)
        for key, wish in sorted(layout.topology.distributions.items())
    ]


def distribution_stacks(layout: Layout) -> Iterator[PlannedStack]:
    """Yield the stack of each distribution, in us-east-1."""
    for placed in distributions(layout):
        wish, spec = placed.wish, canonical(placed.spec, but="cache_behaviors")
        shown = wish.display_name or placed.key
        yield PlannedStack(
            name=f"{layout.topology.name}-{placed.key}-edge",
            display_name=shown,
            description=f"CloudFront distribution {shown}",
            account=wish.account,
            region=HOME,
            parts=(PlannedPart(placed.key, spec, spec.stack_parameters, placed.sources),),
            tags=tuple(sorted({**layout.topology.tags, **wish.tags}.items())),
            termination_protection=wish.termination_protection,
        )


def origin_parts(layout: Layout, cell: PlacedCell) -> Iterator[PlannedPart]:
    """Yield what the links stack of `cell` shows of its services that are origins, each once."""
    named = {
        origin.service
        for placed in distributions(layout)
        for origin in placed.wish.origins.values()
        if isinstance(origin, CellOrigin) and origin.service is not None
    }
    for key, service in layout.services.items():
        if key in named and service.cell is cell:
            yield PlannedPart(key, ServiceAsOrigin(service=key))


def check_distributions(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of the distributions of a topology."""
    taken: dict[DnsName, str] = {}
    for placed in distributions(layout):
        wish, path = placed.wish, placed.path
        zone_problems = list(_zone(placed, layout))
        yield from zone_problems
        if not zone_problems:
            yield from (found.under(path) for found in check_distribution(placed.spec, HOME, wish.account))
        yield from check_tags(wish.tags, f"{path}.tags")
        yield from check_tag_count(len({**layout.topology.tags, **wish.tags}), f"{path}.tags")
        for key, origin in wish.origins.items():
            if isinstance(origin, CellOrigin):
                found = check_cell_origin(origin, layout, wish.account)
                yield from (one.under(f"{path}.origins.{key}") for one in found)
        for place, name in _known_names(placed):
            first = taken.setdefault(name, place)
            if not first.startswith(f"{path}."):
                # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
                limit = f"is taken by {first}, and CloudFront takes a name for one distribution only"
                yield Problem("name-of-two-distributions", place, name, limit, "choose another name")


def outline_distribution(part: PlannedPart) -> Iterator[str]:
    """Describe a distribution, a line a fact."""
    spec = part.spec
    assert isinstance(spec, DistributionSpec)
    yield f"distribution {part.key}: {', '.join(spec.aliases) or 'by the name that CloudFront gives'}"
    if spec.zone is not None:
        yield f"  records in public zone {spec.zone.name} ({spec.zone.id})"
    for key, origin in spec.origins.items():
        yield f"  origin {key}: {_kind(origin)}"
    for key, group in spec.origin_groups.items():
        yield f"  origin group {key}: {group.primary}, else {group.secondary}"
    yield f"  everything from {spec.default_cache_behavior.origin}"
    for behavior in spec.cache_behaviors:
        yield f"  {behavior.path_pattern} from {behavior.origin}"


def outline_origin(part: PlannedPart) -> Iterator[str]:
    """Describe a service whose load balancer is an origin."""
    yield f"the load balancer of service {part.key} is shown for distributions"


def _as_origin(origin: Origin) -> Origin:
    if not isinstance(origin, CellOrigin):
        return origin
    return LoadBalancerOrigin(**{name: getattr(origin, name) for name in LoadBalancerOrigin.model_fields})


def _known_names(placed: PlacedDistribution) -> Iterator[tuple[str, DnsName]]:
    zone = placed.zone
    for place, name in enumerate(placed.wish.names):
        try:
            full = DnsName(name) if zone is None else name.placed_in(zone.name)
        except Refused:
            continue
        yield f"{placed.path}.names[{place}]", full


def _zone(placed: PlacedDistribution, layout: Layout) -> Iterator[Problem]:
    """Yield why nothing can be put into the zone that is asked for."""
    asked, path = placed.wish.zone, f"{placed.path}.zone"
    if isinstance(asked, Key):
        known = layout.topology.public_zones
        if asked not in known:
            yield Problem(
                "unknown-public-zone", path, asked, "is no public zone of this topology", suggestion(asked, known)
            )
        elif known[asked].account != placed.wish.account:
            limit = f"is in account {known[asked].account}, not in {placed.wish.account}, which could not write into it"
            fix = "make the distribution there, or delegate a zone to its account"
            yield Problem("zone-in-other-account", path, asked, limit, fix)
        return
    if asked is None or isinstance(asked.id, Late):
        return
    for cell in layout.cells.values():
        for place, private in enumerate(cell.cell.zones):
            if private.id == asked.id:
                limit = f"is the private zone {cell.path}.zones[{place}], which cannot alias CloudFront"
                where, fix = f"{path}.id", "name a public zone"
                yield Problem("distribution-in-private-zone", where, asked.id, limit, fix)


def _kind(origin: Origin) -> str:
    if isinstance(origin, LoadBalancerOrigin):
        return f"load balancer {origin.load_balancer_arn or origin.vpc_origin_id}"
    name = getattr(origin, "domain_name", None)
    if name is not None:
        return f"server {name}"
    bucket = getattr(origin, "bucket", None)
    return "a bucket made here" if bucket is None else f"bucket {bucket.name}"
