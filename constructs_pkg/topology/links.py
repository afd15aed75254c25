"""Each link as the construct takes it, with the defaults that the two sides give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.exported import route_of
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.link import Link
from constructs_pkg.topology.link_wish import CellLink
from constructs_pkg.topology.names import PlacedName
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.topology.shared_resources import PlacedResource
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.consumer import ConsumerSpec, EndpointName, Ingress, ServiceName
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.handoff import HandoffPort
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.place import Region
from constructs_pkg.values.resource_configuration import PortRange
from constructs_pkg.values.resource_id import SecurityGroupId
from constructs_pkg.values.service import Listener
from constructs_pkg.values.shared_group import group_of_key

# The blocks of a network from which an endpoint is reached, by the endpoint's address type.
_BLOCKS = {"ipv4": ("cidr",), "ipv6": ("ipv6_cidr",), "dualstack": ("cidr", "ipv6_cidr")}


@dataclass(frozen=True)
class PlacedLink:
    """A link under its key, between its two sides.

    Attributes:
        key: Its key.
        place: Its key, and its cell where it is a link of several cells.
        link: The wish.
        cell: The consuming cell.
        network: That cell's network.
        service: The service of this topology behind it; None for one elsewhere.
        names: Its names, each in its zone.
        resource: The resource configuration of this topology behind it; None for one elsewhere.
    """

    key: Key
    place: str
    link: Link
    cell: PlacedCell
    network: Network
    service: PlacedService | None
    names: tuple[PlacedName, ...]
    resource: PlacedResource | None = None

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"links.{self.place}"

    @property
    def subnets(self) -> tuple[Subnet, ...]:
        """Where its endpoint stands."""
        return self.link.subnets_of(self.network)

    @property
    def provider_region(self) -> Region:
        """The provider's Region: the one that is told, else the consumer's own."""
        return self.told_region or self.cell.cell.region

    @property
    def told_region(self) -> Region | None:
        """The provider's Region, as the link, a literal service name or the service in this topology tells it."""
        if self.link.endpoint_type == "Resource":
            return self.link.service_region
        literal = self.link.service_name
        told = literal.region if isinstance(literal, ServiceName) else None
        other_side = self.service.cell.cell.region if self.service else None
        return self.link.service_region or told or other_side

    @property
    def ingress(self) -> tuple[Ingress, ...]:
        """What its security group lets in."""
        link, service = self.link, self.service
        if link.ingress or self.groups is not None or self.unknown_blocks:
            return link.ingress
        if link.endpoint_type == "GatewayLoadBalancer":
            return ()
        if link.endpoint_type == "Resource":
            return tuple(_of_ranges(self.resource.wish.ports, self._sources)) if self.resource else ()
        if service is not None:
            return tuple(_ingress(service.service.listeners, self._sources))
        return tuple(_of_ports(link.handoff.ports, self._sources)) if link.handoff else ()

    @property
    def groups(self) -> tuple[Late | SecurityGroupId, ...] | None:
        """Its security groups, those of the topology included; None for one made for it."""
        shared = tuple(group_of_key(key) for key in self.link.security_groups)
        return (*(self.link.security_group_ids or ()), *shared) if shared else self.link.security_group_ids

    @property
    def private_dns_name(self) -> DnsName | None:
        """The provider's own name, as the link, the handoff or the service of this topology tells it."""
        link, service = self.link, self.service
        told = link.private_dns_name or (link.handoff.private_dns_name if link.handoff else None)
        wish = service.service.private_dns_name if service else None
        return told or (wish.name if wish else None)

    @property
    def unknown_blocks(self) -> tuple[str, ...]:
        """What the cell does not tell of its blocks, of those that the endpoint is reached from by default."""
        return tuple(key for key, block in self._sources.items() if block is None)

    @property
    def _sources(self) -> dict[str, Late | Cidr | None]:
        blocks = {"cidr": self.network.cidr, "ipv6_cidr": self.network.ipv6_cidr}
        return {key: blocks[key] for key in _BLOCKS[self.link.ip_address_type]}

    @property
    def spec(self) -> ConsumerSpec:
        """The link as its construct takes it."""
        link = self.link
        return ConsumerSpec(
            network=self.network,
            service_name=link.service_name,
            resource_configuration_arn=link.resource_configuration_arn,
            service_region=self.told_region,
            endpoint_type=link.endpoint_type,
            routes={key: route_of(self.cell, route, self.subnets) for key, route in link.routes.items()},
            tier=link.tier,
            availability_zones=link.availability_zones,
            service_availability_zone_ids=link.service_availability_zone_ids,
            ingress=self.ingress,
            security_group_ids=self.groups,
            ip_address_type=link.ip_address_type,
            private_dns=link.private_dns,
            private_dns_name=self.private_dns_name if link.private_dns else None,
            dns_options=link.dns_options,
            accept=link.accept,
            names=tuple(self._endpoint_name(name) for name in self.names),
            on_premises=tuple(link.mechanism.on_premises()) if link.mechanism else (),
            policy=link.policy,
            regional_dns_name=link.regional_dns_name,
            alarms=link.alarms,
            notifications=link.notifications,
        )

    def _endpoint_name(self, placed: PlacedName) -> EndpointName:
        return EndpointName(
            name=placed.name,
            zone=self.cell.identified(placed.zone),
            kind=placed.wish.kind,
            ttl=placed.wish.ttl,
            evaluate_target_health=placed.wish.evaluate_target_health,
            availability_zone=placed.wish.availability_zone,
            fallback=placed.wish.fallback.watched if placed.wish.fallback else None,
        )


def place_links(
    links: Mapping[str, CellLink],
    cells: Mapping[Key, PlacedCell],
    services: Mapping[Key, PlacedService],
    names: Mapping[str, tuple[PlacedName, ...]],
    resources: Mapping[Key, PlacedResource],
) -> dict[str, PlacedLink]:
    """Return those `links` whose two sides are known, in their order."""
    return {
        place: PlacedLink(
            key,
            place,
            link,
            cells[link.cell],
            network,
            services[link.service] if link.service else None,
            names[place],
            resources[link.resource] if link.resource else None,
        )
        for place, (key, link) in links.items()
        if link.cell in cells
        and (network := cells[link.cell].network) is not None
        and (link.service is None or link.service in services)
        and (link.resource is None or link.resource in resources)
    }


def _ingress(listeners: tuple[Listener, ...], sources: Mapping[str, Late | Cidr | None]) -> Iterator[Ingress]:
    ports = [(listener.port, protocol) for listener in listeners for protocol in listener.protocol.transports]
    yield from _of_ports((HandoffPort(port=port, protocol=protocol) for port, protocol in ports), sources)


def _of_ranges(ports: Iterable[PortRange], sources: Mapping[str, Late | Cidr | None]) -> Iterator[Ingress]:
    for each in ports:
        for key, block in sources.items():
            yield Ingress(from_port=each.from_port, to_port=each.to_port).model_copy(update={key: block})


def _of_ports(ports: Iterable[HandoffPort], sources: Mapping[str, Late | Cidr | None]) -> Iterator[Ingress]:
    for each in ports:
        for key, block in sources.items():
            yield Ingress(from_port=each.port, protocol=each.protocol).model_copy(update={key: block})
