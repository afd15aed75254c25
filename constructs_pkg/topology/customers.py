"""The records and CIDR collections of public zones that services' public names and customers stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from constructs_pkg.topology.customer_wish import Customer, PublicName
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.model import Service, Topology
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.cidr_collection import EVERYWHERE_ELSE, CollectionOfKey
from constructs_pkg.values.dns import DnsName, RecordName
from constructs_pkg.values.private_use import is_private_use
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.public_answer_rules import PRIVATE_ANSWERS
from constructs_pkg.values.record import IpBased, Record, RecordType

# The set identifier of the record for all networks that are no customer's.
_EVERYBODY = "everybody"

_RECORD = re.compile(r"public_zones\.(?P<zone>[^.]+)\.records\[(?P<place>\d+)\]")
_BLOCKS = re.compile(r"public_zones\.[^.]+\.cidr_collections\.(?P<service>.+)-customers\.(?P<customer>[^.\[]+)")


@dataclass
class _Kept:
    """What goes into one public zone: records, each with where it was wished for, and collections."""

    records: list[tuple[str, Record]] = field(default_factory=list)
    collections: dict[Key, dict[str, tuple[Cidr, ...]]] = field(default_factory=dict)


def with_customers(topology: Topology) -> tuple[Topology, dict[str, str]]:
    """Return `topology` with what services keep in its public zones, and where those records were wished for.

    The second is by the records' paths.
    """
    kept: dict[Key, _Kept] = {}
    for key, service in sorted(topology.services.items()):
        if service.public_name is not None:
            _keep(key, service, service.public_name, topology, kept)
    places = {
        f"public_zones.{zone}.records[{len(topology.public_zones[zone].records) + place}]": path
        for zone, one in kept.items()
        for place, (path, _) in enumerate(one.records)
    }
    zones = {
        key: zone.model_copy(
            update={
                "records": (*zone.records, *(record for _, record in kept[key].records)),
                "cidr_collections": {**zone.cidr_collections, **kept[key].collections},
            }
        )
        if key in kept
        else zone
        for key, zone in topology.public_zones.items()
    }
    return (topology.model_copy(update={"public_zones": zones}) if kept else topology), places


def as_wished(problem: Problem, places: Mapping[str, str]) -> Problem:
    """Return `problem` of a record or collection that a service keeps at the service's own key."""
    record = _RECORD.match(problem.path)
    if record is not None and record[0] in places:
        return replace(problem, path=places[record[0]])
    blocks = _BLOCKS.match(problem.path)
    if blocks is not None:
        inside = problem.path[blocks.end() :]
        return replace(problem, path=f"services.{blocks['service']}.customers.{blocks['customer']}.blocks{inside}")
    return problem


def is_intended(problem: Problem, places: Mapping[str, str]) -> bool:
    """Tell whether `problem` is what a record that a service keeps is for: ways to endpoints in a public zone."""
    record = _RECORD.match(problem.path)
    return problem.rule in PRIVATE_ANSWERS and record is not None and record[0] in places


def check_customers(topology: Topology) -> Iterator[Problem]:
    """Yield the problems of services' public names and customers that their records do not show."""
    for key, service in sorted(topology.services.items()):
        path, public = f"services.{key}", service.public_name
        if public is None:
            if service.customers:
                limit = "are given, and the service has no public name"
                yield Problem("customers-without-public-name", f"{path}.customers", "", limit, "give public_name")
            continue
        known = topology.public_zones
        if public.zone not in known:
            yield _unknown(f"{path}.public_name.zone", public.zone, known)
        for place, address in enumerate(public.addresses):
            if is_private_use(address):
                where = f"{path}.public_name.addresses[{place}]"
                limit = "is no public address: nobody on the internet reaches it"
                yield Problem("fallback-not-public", where, address, limit, "give a public address")
        for name, customer in sorted(service.customers.items()):
            yield from _customer(customer, public, topology, f"{path}.customers.{name}")


def _customer(customer: Customer, public: PublicName, topology: Topology, path: str) -> Iterator[Problem]:
    zone, known = customer.hostname_zone, topology.public_zones
    if zone is not None and zone not in known:
        yield _unknown(f"{path}.hostname_zone", zone, known)
    if customer.blocks and public.routing != "cidr":
        limit = "are given, and the public name is answered alike everywhere"
        fix = "set the public name's routing to cidr"
        yield Problem("blocks-of-simple-name", f"{path}.blocks", ", ".join(customer.blocks), limit, fix)
    if customer.blocks and not customer.endpoint_addresses:
        limit = "are given, and what mixes with the public addresses are addresses too"
        where, fix = f"{path}.blocks", "give endpoint_addresses"
        yield Problem("blocks-without-addresses", where, ", ".join(customer.blocks), limit, fix)
    for place, address in enumerate(customer.endpoint_addresses):
        if not is_private_use(address):
            limit = "is no private address, which those of an endpoint are: clients tell the two by it"
            where, fix = (
                f"{path}.endpoint_addresses[{place}]",
                "give the addresses of the endpoint's network interfaces",
            )
            yield Problem("endpoint-address-not-private", where, address, limit, fix, "warning")


def _unknown(path: str, zone: Key, known: Mapping[Key, object]) -> Problem:
    return Problem("unknown-public-zone", path, zone, "is no public zone of this topology", suggestion(zone, known))


def _keep(key: Key, service: Service, public: PublicName, topology: Topology, kept: dict[Key, _Kept]) -> None:
    path = f"services.{key}"
    if public.zone in topology.public_zones:
        home = kept.setdefault(public.zone, _Kept())
        name = public.name or DnsName(topology.public_zones[public.zone].name)
        home.records += _public(key, service, public, name)
        if public.routing == "cidr":
            blocks = {str(name): one.blocks for name, one in sorted(service.customers.items()) if one.blocks}
            home.collections[Key(f"{key}-customers")] = blocks
    for customer, one in sorted(service.customers.items()):
        zone = one.hostname_zone or public.zone
        if one.hostname is not None and zone in topology.public_zones:
            where = f"{path}.customers.{customer}.hostname"
            records = kept.setdefault(zone, _Kept()).records
            records += ((where, each) for each in _hostname(one, one.hostname, public.ttl))


def _public(key: Key, service: Service, public: PublicName, name: DnsName) -> Iterator[tuple[str, Record]]:
    path = f"services.{key}"
    if public.routing == "simple":
        yield from ((f"{path}.public_name", one) for one in _records(name, public.addresses, public.ttl))
        return
    collection = CollectionOfKey({}, f"{key}-customers")
    everybody = IpBased(set_identifier=_EVERYBODY, collection_id=collection, location=EVERYWHERE_ELSE)
    for record in _records(name, public.addresses, public.ttl):
        yield f"{path}.public_name", record.model_copy(update={"policy": everybody})
    for customer, one in sorted(service.customers.items()):
        if one.blocks:
            policy = IpBased(set_identifier=customer, collection_id=collection, location=customer)
            for record in _records(name, (*one.endpoint_addresses, *public.addresses), public.ttl):
                yield f"{path}.customers.{customer}.blocks", record.model_copy(update={"policy": policy})


def _hostname(customer: Customer, name: DnsName, ttl: int) -> Iterator[Record]:
    if customer.endpoint_dns_name is None:
        yield from _records(name, customer.endpoint_addresses, ttl)
        return
    values = (str(customer.endpoint_dns_name),)
    yield Record(name=RecordName(f"{name}."), type=RecordType.CNAME, values=values, ttl=ttl)


def _records(name: DnsName, addresses: tuple[IpAddress, ...], ttl: int) -> Iterator[Record]:
    for kind in sorted({address.record_type for address in addresses}):
        values = tuple(str(address) for address in addresses if address.record_type == kind)
        yield Record(name=RecordName(f"{name}."), type=RecordType(kind), values=values, ttl=ttl)
