"""Every rule, over the whole topology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from constructs_pkg.topology.acceptance_rules import check_link_acceptance, check_verification_zones
from constructs_pkg.topology.address_rules import cell_addresses, check_address, service_addresses
from constructs_pkg.topology.apis import check_apis, check_shared_groups, check_vpc_links
from constructs_pkg.topology.capacity import check_endpoint_quota, check_room
from constructs_pkg.topology.cross_cell_rules import (
    check_alias_targets,
    check_private_dns,
    check_routed_cells,
    check_shared_vpcs,
    check_zone_ids,
)
from constructs_pkg.topology.customer_places import check_customer_places
from constructs_pkg.topology.customers import as_wished, is_intended
from constructs_pkg.topology.domains import brought_domains, check_masked_by_endpoints
from constructs_pkg.topology.exported import with_endpoint_targets
from constructs_pkg.topology.handoff_rules import check_handoff
from constructs_pkg.topology.handoffs import check_handoffs
from constructs_pkg.topology.layout import Layout
from constructs_pkg.topology.link_rules import check_link
from constructs_pkg.topology.names import check_zones
from constructs_pkg.topology.observed import check_observed
from constructs_pkg.topology.placed import COUNTED_OVER_ALL
from constructs_pkg.topology.profile_rules import check_profiles_handed_over
from constructs_pkg.topology.references import check_references
from constructs_pkg.topology.service_rules import check_services
from constructs_pkg.topology.shared_resources import check_parameters, check_resources
from constructs_pkg.topology.subjects import SUBJECTS
from constructs_pkg.topology.vendors import check_vendors
from constructs_pkg.topology.zone_sharing_rules import (
    check_brought_zones,
    check_further_vpcs,
    check_profiles,
    check_role_names,
)
from constructs_pkg.values.consumer_rules import check_consumer
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service_rules import check_service
from constructs_pkg.values.tag_rules import check_tag_count, check_tags


def check(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of the topology in `layout`."""
    kept = layout.kept_records
    return (as_wished(problem, kept) for problem in _check(layout) if not is_intended(problem, kept))


def _check(layout: Layout) -> Iterator[Problem]:
    yield from check_references(layout.topology)
    yield from check_vendors(layout.topology)
    yield from _tags(layout)
    yield from layout.problems
    yield from _cells(layout)
    yield from _services(layout)
    yield from _links(layout)
    yield from check_routed_cells(layout.cells)
    yield from check_shared_vpcs(layout.cells, layout.links.values())
    yield from check_private_dns(layout.cells, layout.links.values())
    yield from _sharing(layout)
    yield from check_zone_ids(layout.cells)
    yield from check_alias_targets(layout.cells, chain.from_iterable(layout.records.values()))
    yield from check_services(layout.services.values())
    yield from check_resources(layout.resources.values())
    yield from check_parameters(layout.services.values(), layout.resources.values())
    yield from check_apis(layout.apis)
    yield from check_vpc_links(layout.http_links, layout.rest_links)
    yield from check_shared_groups(layout.groups)
    yield from check_handoffs(layout.handoffs)
    yield from check_verification_zones(layout.services.values(), layout.cells)
    yield from check_customer_places(layout.services.values(), layout.cells, layout.topology.public_zones)
    yield from check_observed(layout.cells.values(), [*layout.services.values()], [*layout.links.values()])
    yield from _addresses(layout)
    yield from check_endpoint_quota(layout.cells, layout.links.values())
    yield from chain.from_iterable(subject.check(layout) for subject in SUBJECTS)


def _tags(layout: Layout) -> Iterator[Problem]:
    common = layout.topology.tags
    yield from check_tags(common, "tags")
    for placed in layout.cells.values():
        yield from check_tags(placed.cell.tags, f"{placed.path}.tags")
        yield from check_tag_count(len({**common, **placed.cell.tags}), f"{placed.path}.tags")


def _cells(layout: Layout) -> Iterator[Problem]:
    domains = [*brought_domains(layout.cells, layout.links.values())]
    for placed in layout.cells.values():
        yield from placed.problems
        records = layout.records_seen_in(placed)
        yield from check_zones(placed.cell.zones, records)
        yield from check_masked_by_endpoints(records, [one for one in domains if one.cell.vpc == placed.vpc])


def _sharing(layout: Layout) -> Iterator[Problem]:
    written = {key: layout.records_seen_in(placed) for key, placed in layout.cells.items()}
    yield from check_brought_zones(layout.cells, written)
    yield from check_further_vpcs(layout.cells)
    yield from check_role_names(layout.cells)
    yield from check_profiles(layout.cells, layout.topology.profiles)
    yield from check_profiles_handed_over(layout.cells, layout.topology.profiles)


def _services(layout: Layout) -> Iterator[Problem]:
    for placed in layout.services.values():
        home = placed.cell.cell
        found = check_service(with_endpoint_targets(placed, placed.spec), home.region, home.account)
        yield from (problem.under(placed.path) for problem in found if problem.rule not in COUNTED_OVER_ALL)


def _links(layout: Layout) -> Iterator[Problem]:
    for placed in layout.links.values():
        yield from check_link(placed)
        yield from check_handoff(placed)
        yield from check_link_acceptance(placed)
        # Its names are judged with everything else in their zones, by `_cells`.
        found = check_consumer(placed.spec, placed.cell.cell.region)
        for problem in found:
            of_name = _NAME.match(problem.path)
            if problem.path.startswith(_ON_PREMISES) and placed.link.mechanism is not None:
                inside = problem.path.removeprefix(_ON_PREMISES)
                yield replace(problem, path=f"{placed.path}.mechanism.{placed.link.mechanism.kind}.on_premises{inside}")
            elif of_name is None:
                yield problem.under(placed.path)
            elif problem.rule in _OF_NAMES_ALONE:
                name = placed.names[int(of_name[1])]
                yield replace(problem, path=f"{name.path}{problem.path[of_name.end() :]}")


# What is wrong with a link's name whatever else is in its zone.
_OF_NAMES_ALONE = (
    "cname-with-target-health",
    "zonal-name-across-regions",
    "zonal-name-of-aws-service",
    "name-in-other-az",
    "az-ids-unknown",
    "fallback-of-cname",
    "fallback-not-public",
    "fallback-lacks-type",
    "fallback-unwatched",
)

_ON_PREMISES = "on_premises[0]"
_NAME = re.compile(r"names\[(\d+)\]")


def _addresses(layout: Layout) -> Iterator[Problem]:
    addresses = [
        *(each for placed in layout.cells.values() for each in cell_addresses(placed)),
        *(each for placed in layout.services.values() for each in service_addresses(placed)),
    ]
    for each in addresses:
        yield from check_address(each)
    interfaces = chain.from_iterable(subject.interfaces(layout) for subject in SUBJECTS)
    yield from check_room(
        layout.cells, layout.services.values(), layout.resources.values(), layout.links.values(), addresses, interfaces
    )
