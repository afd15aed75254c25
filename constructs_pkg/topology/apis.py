"""Private APIs, VPC links and shared security groups in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.api_wishes import HttpLink, PrivateApi, RestLink, SecurityGroup
from constructs_pkg.topology.exported import execute_api_of, imported_endpoint, imported_target
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.names import PlacedRecord, place
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.dns import RecordName
from constructs_pkg.values.network import Network
from constructs_pkg.values.private_api import PrivateApiDomainSpec, check_private_api_domain
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import ADDRESS_TYPES, Record
from constructs_pkg.values.security_group_rules import check_ingress
from constructs_pkg.values.shared_group import SharedGroupSpec
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec
from constructs_pkg.values.vpc_link_rules import check_http_vpc_link

OWN = "cell"
"""The key of the cell's own endpoint among those that may call an API."""


@dataclass(frozen=True)
class PlacedApi:
    """A private API under its key, in its cell."""

    key: Key
    wish: PrivateApi
    cell: PlacedCell

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"private_apis.{self.key}"

    @property
    def spec(self) -> PrivateApiDomainSpec:
        """The API's name as its construct takes it."""
        fields = {name: getattr(self.wish, name) for name in PrivateApiDomainSpec.model_fields}
        endpoint = execute_api_of(self.cell)
        if endpoint is not None:
            own = imported_endpoint(self.cell.network_stack, endpoint)
            fields["endpoint_ids"] = {OWN: own, **fields["endpoint_ids"]}
        return PrivateApiDomainSpec(**fields)

    @property
    def records(self) -> Iterator[PlacedRecord]:
        """The aliases that lead to the cell's own endpoint, where one of the cell's zones covers the name."""
        endpoint = execute_api_of(self.cell)
        if endpoint is None:
            return
        name = RecordName(f"{self.wish.domain_name}.")
        try:
            zone, full = place(name, None, self.cell.cell.zones)
        except Refused:
            return
        target = imported_target(self.cell.network_stack, endpoint)
        for kind in ADDRESS_TYPES[endpoint.record_ip_type]:
            record = Record(name=RecordName(full), type=kind, alias=target)
            yield PlacedRecord(zone, record, f"{self.path}.domain_name")


@dataclass(frozen=True)
class PlacedHttpLink:
    """A VPC link of HTTP APIs under its key, in its cell."""

    key: Key
    wish: HttpLink
    cell: PlacedCell
    network: Network

    @property
    def spec(self) -> HttpVpcLinkSpec:
        """The link as its construct takes it."""
        fields = {name: getattr(self.wish, name) for name in HttpVpcLinkSpec.model_fields}
        return HttpVpcLinkSpec(**{**fields, "network": self.network})


@dataclass(frozen=True)
class PlacedRestLink:
    """A VPC link of REST APIs under its key, before its service."""

    key: Key
    service: PlacedService


@dataclass(frozen=True)
class PlacedGroup:
    """A shared security group under its key, in its cell."""

    key: Key
    wish: SecurityGroup
    cell: PlacedCell
    network: Network

    @property
    def spec(self) -> SharedGroupSpec:
        """The group as its construct takes it."""
        return SharedGroupSpec(network=self.network, ingress=self.wish.ingress)


def place_apis(wishes: Mapping[Key, PrivateApi], cells: Mapping[Key, PlacedCell]) -> tuple[PlacedApi, ...]:
    """Return the private APIs whose cells are known, in the order of their keys."""
    return tuple(PlacedApi(key, wish, cells[wish.cell]) for key, wish in sorted(wishes.items()) if wish.cell in cells)


def place_http_links(wishes: Mapping[Key, HttpLink], cells: Mapping[Key, PlacedCell]) -> tuple[PlacedHttpLink, ...]:
    """Return the VPC links of HTTP APIs whose cells are known, with known networks, in the order of their keys."""
    return tuple(
        PlacedHttpLink(key, wish, cells[wish.cell], network)
        for key, wish in sorted(wishes.items())
        if wish.cell in cells and (network := cells[wish.cell].network) is not None
    )


def place_rest_links(
    wishes: Mapping[Key, RestLink], services: Mapping[Key, PlacedService]
) -> tuple[PlacedRestLink, ...]:
    """Return the VPC links of REST APIs whose services are known, in the order of their keys."""
    return tuple(
        PlacedRestLink(key, services[wish.service]) for key, wish in sorted(wishes.items()) if wish.service in services
    )


def place_groups(wishes: Mapping[Key, SecurityGroup], cells: Mapping[Key, PlacedCell]) -> tuple[PlacedGroup, ...]:
    """Return the shared groups whose cells are known, with known networks, in the order of their keys."""
    return tuple(
        PlacedGroup(key, wish, cells[wish.cell], network)
        for key, wish in sorted(wishes.items())
        if wish.cell in cells and (network := cells[wish.cell].network) is not None
    )


def check_apis(placed: Iterable[PlacedApi]) -> Iterator[Problem]:
    """Yield the problems of private APIs."""
    names: dict[object, str] = {}
    for each in placed:
        home, path = each.cell.cell, f"{each.path}.domain_name"
        if OWN in each.wish.endpoint_ids and execute_api_of(each.cell) is not None:
            limit = "is the key of the cell's own endpoint"
            yield Problem("reserved-key", f"{each.path}.endpoint_ids.{OWN}", OWN, limit, "choose another key")
            continue
        yield from (found.under(each.path) for found in check_private_api_domain(each.spec, home.region, home.account))
        first = names.setdefault((each.cell.vpc, each.wish.domain_name), path)
        if first != path:
            limit = f"is taken in this VPC by {first}"
            yield Problem("duplicate-api-name", path, each.wish.domain_name, limit, "choose another name")


def check_vpc_links(http: Iterable[PlacedHttpLink], rest: Iterable[PlacedRestLink]) -> Iterator[Problem]:
    """Yield the problems of VPC links."""
    for each in http:
        found = check_http_vpc_link(each.spec, each.cell.cell.region)
        # The network is the cell's, which is judged there.
        yield from (one.under(f"http_vpc_links.{each.key}") for one in found if not one.path.startswith("network."))
    for link in rest:
        service = link.service.service
        if service.is_brought or service.is_gateway:
            limit = f"is {link.service.path}, which makes no Network Load Balancer"
            fix = "name a service that makes one"
            yield Problem("rest-link-without-balancer", f"rest_vpc_links.{link.key}.service", "", limit, fix)


def check_shared_groups(placed: Iterable[PlacedGroup]) -> Iterator[Problem]:
    """Yield the problems of shared security groups."""
    for each in placed:
        yield from check_ingress(each.wish.ingress, f"security_groups.{each.key}.ingress")
