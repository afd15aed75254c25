"""Links made of wishes: one for each of its cells, with what the vendor tells for the cell's Region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.link import Link
from constructs_pkg.topology.link_name import LinkName
from constructs_pkg.topology.link_wish import CellLink, LinkWish
from constructs_pkg.topology.model import Topology
from constructs_pkg.topology.vendor import Vendor
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service_table import check_service_table


def expand(topology: Topology) -> tuple[dict[str, CellLink], list[Problem]]:
    """Return each link of one cell by where it stands, and why others cannot be made.

    It stands under its key, or under its key and its cell's where the wish is of several cells.
    """
    links: dict[str, CellLink] = {}
    problems: list[Problem] = []
    for key, wish in sorted(topology.links.items()):
        problems += _repeated(key, wish)
        for path, cell in sorted(wish.paths_of_cells, key=lambda place: place[1]):
            found = _link(topology, f"links.{key}.{path}", wish, cell)
            if isinstance(found, Problem):
                problems.append(found)
            elif found is not None:
                links[key if wish.cell is not None else f"{key}@{cell}"] = CellLink(key, found)
    return links, problems


def check_vendors(topology: Topology) -> Iterator[Problem]:
    """Yield the problems of what vendors are said to offer."""
    for key, vendor in topology.vendors.items():
        yield from (problem.under(f"vendors.{key}") for problem in check_service_table(vendor))


def _link(topology: Topology, path: str, wish: LinkWish, cell: Key) -> Link | Problem | None:
    """Return the link of `wish` in `cell`, why there cannot be one, or None where there need not be one."""
    if wish.vendor is None:
        # What is of one cell already is a link as it stands.
        return wish if wish.cell is not None else _of_cell(wish, cell)
    if cell not in topology.cells or wish.vendor not in topology.vendors:
        return None
    vendor, region = topology.vendors[wish.vendor], topology.cells[cell].region
    if vendor.find(region) is not None:
        return _of_cell(wish, cell, **_told(wish, vendor, region))
    if wish.skip_missing_regions:
        return None
    held = ", ".join(sorted(vendor.regions))
    limit = f"is in {region}, which vendors.{wish.vendor}.regions does not hold ({held})"
    return Problem("region-not-in-table", path, cell, limit, f"add {region} there, or set skip_missing_regions")


def _of_cell(wish: LinkWish, cell: Key, **told: Any) -> Link:
    fields = {name: getattr(wish, name) for name in Link.model_fields}
    return Link(**{**fields, **told, "cell": cell})


def _told(wish: LinkWish, vendor: Vendor, region: Region) -> dict[str, Any]:
    """Return the fields that the vendor tells where the wish does not."""
    entry = vendor.at(region)
    zones = wish.service_availability_zone_ids
    groups = wish.security_group_ids is not None
    return {
        "service_name": entry.service_name,
        "service_region": wish.service_region or entry.service_region,
        "service_availability_zone_ids": entry.availability_zone_ids if zones is None else zones,
        "private_dns_name": wish.private_dns_name or (entry.private_dns_name if wish.private_dns else None),
        "ingress": wish.ingress or (() if groups else vendor.ingress),
        "names": tuple(_named(name, entry.zone) for name in wish.names or vendor.names),
    }


def _named(name: LinkName, zone: ZoneName | None) -> LinkName:
    return name if zone is None or name.zone is not None else name.model_copy(update={"zone": zone})


def _repeated(key: Key, wish: LinkWish) -> Iterator[Problem]:
    for place, first in repeated(wish.cells):
        limit = f"is also cells[{first}]"
        yield Problem("duplicate-cell", f"links.{key}.cells[{place}]", wish.cells[place], limit, "name each cell once")
