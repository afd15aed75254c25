"""What cells demand of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from constructs_pkg.topology.domains import Domain, brought_domains
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.aws_service_names import short_name
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.consumer import is_of_aws
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record_rules import check_alias_zones


def check_routed_cells(cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    """Yield the problems between cells that are routed to each other, whichever of them says so."""
    pairs = {
        (min(key, other), max(key, other))
        for key, placed in cells.items()
        for other in placed.cell.routed_to
        if other in cells and other != key
    }
    for first, second in sorted(pairs):
        yield from _partitions(cells[first], cells[second])
        if cells[first].vpc != cells[second].vpc:
            yield from _overlap(cells[first], cells[second])


def check_shared_vpcs(cells: Mapping[Key, PlacedCell], links: Iterable[PlacedLink]) -> Iterator[Problem]:
    """Yield a problem for each domain that one VPC would get twice (ConflictingDomainExists in the Route 53 API)."""
    zones = (
        Domain(placed, f"{placed.path}.zones[{index}].name", zone.name)
        for placed in cells.values()
        for index, zone in enumerate(placed.cell.zones)
    )
    seen: dict[object, Domain] = {}
    for claim in (*zones, *brought_domains(cells, links)):
        first = seen.setdefault((claim.cell.vpc, claim.name), claim)
        if first is claim or (first.service is not None and first.service == claim.service):
            continue
        # Twice in one cell is told by that cell's own rules.
        if not (first.cell is claim.cell and claim.path.startswith("cells.")):
            limit = f"is on this VPC already, by {first.path}"
            yield Problem(
                "duplicate-zone", claim.path, claim.name, limit, "a VPC sees one zone of a name: keep one of them"
            )


def check_private_dns(cells: Mapping[Key, PlacedCell], links: Iterable[PlacedLink]) -> Iterator[Problem]:
    """Yield a problem for each service of AWS whose domain two endpoints would bring to one VPC.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    claims = [
        *(
            (placed, f"{placed.path}.interface_endpoints[{index}].service", endpoint.service)
            for placed in cells.values()
            for index, endpoint in enumerate(placed.cell.interface_endpoints)
            if endpoint.names != "none"
        ),
        *(
            (placed.cell, f"{placed.path}.private_dns", str(placed.link.service_name))
            for placed in links
            if placed.link.private_dns and is_of_aws(placed.link.service_name)
        ),
    ]
    seen: dict[object, tuple[PlacedCell, str]] = {}
    for placed, path, service in claims:
        name = short_name(service, placed.cell.region)
        owner, first = seen.setdefault((placed.vpc, name), (placed, path))
        # Twice in one cell's list is told by that cell's own rules.
        if first != path and not (owner is placed and path.startswith("cells.")):
            limit = f"brings a domain that is on this VPC already, by {first}"
            fix = "let one endpoint answer for it: leave the other out, or its private_dns"
            yield Problem("duplicate-private-dns", path, service, limit, fix)


def check_zone_ids(cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    """Yield a problem for each Availability Zone that two cells of one account give different ids.

    Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
    """
    seen: dict[object, tuple[Key, str, str]] = {}
    for key, placed in cells.items():
        for path, name, zone_id in _zone_ids(placed):
            owner, first, known = seen.setdefault((placed.cell.account, name), (key, path, zone_id))
            if known != zone_id and owner != key:
                limit = f"is given for {name}, which is {known} by {first} in the same account"
                yield Problem("inconsistent-az-id", path, zone_id, limit, "give the id the zone has in this account")


def _zone_ids(placed: PlacedCell) -> Iterator[tuple[str, str, str]]:
    network = placed.cell.network
    if isinstance(network, MadeNetwork):
        for index, zone in enumerate(network.availability_zones):
            if zone.id:
                yield f"{placed.path}.network.availability_zones[{index}].id", zone.name, zone.id
    else:
        for index, subnet in enumerate(network.subnets):
            if subnet.availability_zone_id:
                path = f"{placed.path}.network.subnets[{index}].availability_zone_id"
                yield path, str(subnet.availability_zone), subnet.availability_zone_id


def check_alias_targets(cells: Mapping[Key, PlacedCell], records: Iterable[PlacedRecord]) -> Iterator[Problem]:
    """Yield the problems of aliases among `records` whose target is in another private zone of the topology."""
    known = {
        str(zone.id): f"{placed.path}.zones[{index}]"
        for placed in cells.values()
        for index, zone in enumerate(placed.cell.zones)
        if zone.id is not None
    }
    for each in records:
        others = {zone_id: path for zone_id, path in known.items() if zone_id != str(each.zone.id)}
        yield from check_alias_zones([(each.path, each.record)], others)


def _partitions(first: PlacedCell, second: PlacedCell) -> Iterator[Problem]:
    here, there = second.cell.region, first.cell.region
    if here.partition != there.partition:
        limit = f"is in partition {here.partition}, and {first.path}, routed to it, in {there.partition}"
        yield Problem(
            "mixed-partition", f"{second.path}.region", here, limit, "no route crosses partitions: leave it out"
        )


def _overlap(first: PlacedCell, second: PlacedCell) -> Iterator[Problem]:
    blocks = [list(_blocks(first)), list(_blocks(second))]
    for placed, known, other in ((first, blocks[0], second), (second, blocks[1], first)):
        if not known:
            limit = f"is not known, so overlap with {other.path}, routed to it, cannot be told"
            yield Problem("unknown-block", f"{placed.path}.network.cidr", "", limit, "give it", "warning")
    for (there, block), (path, inner) in product(*blocks):
        if inner.overlaps(block):
            fix = "routed cells need disjoint ranges"
            yield Problem("overlapping-cidr", path, inner, f"overlaps {there} {block}", fix)
            return


def _blocks(placed: PlacedCell) -> Iterator[tuple[str, Cidr]]:
    network = placed.cell.network
    if isinstance(network.cidr, Cidr):
        yield f"{placed.path}.network.cidr", network.cidr
    if not isinstance(network, MadeNetwork):
        for index, subnet in enumerate(network.subnets):
            if subnet.cidr:
                yield f"{placed.path}.network.subnets[{index}].cidr", subnet.cidr
