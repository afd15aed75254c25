"""What a link must keep to of what the provider hands over."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.handoff import Handoff, HandoffPort
from constructs_pkg.values.problem import Problem


def check_handoff(placed: PlacedLink) -> Iterator[Problem]:
    """Yield the problems of a link beside its handoff, if it has one."""
    handoff = placed.link.handoff
    if handoff is None:
        return
    yield from _region(placed, handoff)
    yield from _address_type(placed, handoff)
    yield from _availability_zones(placed, handoff)
    yield from _ports(placed, handoff)
    yield from _private_name(placed, handoff)


def _region(placed: PlacedLink, handoff: Handoff) -> Iterator[Problem]:
    link, consumer = placed.link, placed.cell.cell.region
    if consumer not in (handoff.region, *handoff.supported_regions):
        limit = f"is in {consumer}, and the handoff's supported_regions do not hold it"
        fix = "ask the provider to add it, and for a new handoff"
        yield Problem("region-not-supported", f"{placed.path}.cell", link.cell, limit, fix)


def _address_type(placed: PlacedLink, handoff: Handoff) -> Iterator[Problem]:
    wished, offered = placed.link.ip_address_type, handoff.ip_address_types
    needed = ("ipv4", "ipv6") if wished == "dualstack" else (wished,)
    if not set(needed).issubset(offered):
        limit = f"is not among the handoff's ip_address_types ({', '.join(offered)})"
        path = f"{placed.path}.ip_address_type"
        yield Problem("address-type-not-offered", path, wished, limit, "choose an offered type")


def _availability_zones(placed: PlacedLink, handoff: Handoff) -> Iterator[Problem]:
    """Match zones in one Region by their ids; across Regions an endpoint may stand anywhere.

    Source: https://repost.aws/knowledge-center/interface-endpoint-availability-zone
    """
    offered = handoff.availability_zone_ids
    if placed.cell.cell.region != handoff.region or not offered or not placed.subnets:
        return
    ids = [subnet.availability_zone_id for subnet in placed.subnets]
    there = ", ".join(sorted(offered))
    if None in ids:
        limit = f"cannot be matched with the handoff's zones ({there}): the id of some Availability Zone is not known"
        fix = "give the id of each zone of the cell"
        yield Problem("az-ids-unknown", f"{placed.path}.cell", placed.link.cell, limit, fix, "warning")
        return
    mine = [str(zone) for zone in ids]
    common = sorted({zone for zone in mine if zone in offered})
    if not common:
        limit = f"stands in {', '.join(sorted(mine))}, and the service in {there}"
        fix = "give the cell a zone with the same id"
        yield Problem("no-common-az", f"{placed.path}.cell", placed.link.cell, limit, fix)
    elif len(common) < len(set(mine)):
        missing = ", ".join(sorted(set(mine) - set(offered)))
        limit, fix = f"is not among the handoff's zones ({there})", f"set availability_zones: [{', '.join(common)}]"
        yield Problem("az-not-offered", f"{placed.path}.availability_zones", missing, limit, fix)


def _ports(placed: PlacedLink, handoff: Handoff) -> Iterator[Problem]:
    """Warn of rules that let nothing through to any port of the service."""
    wished = placed.link.ingress
    if wished and handoff.ports and not any(_covers(rule, port) for rule in wished for port in handoff.ports):
        ports = ", ".join(f"{one.port}/{one.protocol}" for one in handoff.ports)
        limit, fix = f"lets in no port of the service ({ports})", "let one of them in"
        yield Problem("ingress-misses-ports", f"{placed.path}.ingress", "", limit, fix, "warning")


def _covers(rule: Ingress, port: HandoffPort) -> bool:
    last = rule.from_port if rule.to_port is None else rule.to_port
    return rule.protocol == port.protocol and rule.from_port <= port.port <= last


def _private_name(placed: PlacedLink, handoff: Handoff) -> Iterator[Problem]:
    wished, told = placed.link.private_dns_name, handoff.private_dns_name
    if wished is not None and wished != told:
        limit = f"is not {told}, which the handoff tells" if told else "is given, and the handoff tells none"
        yield Problem("private-dns-name-differs", f"{placed.path}.private_dns_name", wished, limit, "leave it out")
