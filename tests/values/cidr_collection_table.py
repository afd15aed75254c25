"""The rules of CIDR collections, and of the records that name them."""

from typing import Any

from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.cidr_collection_rules import check_cidr_collection, check_locations
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ZONE

_ID = "01234567-89ab-cdef-0123-456789abcdef"
_OTHER_ID = "11234567-89ab-cdef-0123-456789abcdef"
_OFFICE = "203.0.113.0/24"


def _collection(**changes: Any) -> list[Problem]:
    try:
        spec = parse(CidrCollectionSpec, {"name": "clients", "locations": {"office": [_OFFICE]}, **changes})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_cidr_collection(spec)


def _at(location: str, blocks: list[str]) -> list[Problem]:
    return _collection(locations={location: blocks})


def _blocks(count: int) -> list[str]:
    return [f"{10 + place // 256}.{place % 256}.0.0/16" for place in range(count)]


def _record(identifier: str = "a", location: str = "*", collection_id: Any = _ID) -> dict[str, Any]:
    policy = {
        "policy": "ip-based",
        "set_identifier": identifier,
        "collection_id": collection_id,
        "location": location,
    }
    return {"name": "www", "type": "A", "values": ["192.0.2.1"], "policy": policy}


def _records(*given: dict[str, Any]) -> list[Problem]:
    try:
        return check_records([parse(Record, each) for each in given], ZONE, visibility="public")
    except InvalidInput as invalid:
        return list(invalid.problems)


def _named(key: Any, location: str) -> list[Problem]:
    known = parse(CidrCollectionSpec, {"name": "clients", "locations": {"office": [_OFFICE]}})
    try:
        record = parse(Record, _record(location=location, collection_id={"cidr_collection": key}))
    except InvalidInput as invalid:
        return list(invalid.problems)
    plain = parse(Record, {"name": "db", "type": "A", "values": ["192.0.2.2"]})
    return check_locations([("records[0]", record), ("records[1]", plain)], {"clients": known})


CIDR_COLLECTION_RULES = [
    Case(
        "clients of a public zone have public addresses",
        "private-block-in-collection",
        "locations.office[0]",
        lambda: _at("office", ["10.0.0.0/24"]),
        lambda: _at("office", ["203.0.113.0/24"]),
        "warning",
    ),
    Case(
        "a block that holds private and public addresses has clients",
        "private-block-in-collection",
        "locations.office[1]",
        lambda: _at("office", ["2001:db8::/48", "fd00:1::/48"]),
        lambda: _at("office", ["2001:db8::/48", "172.0.0.0/8", "192.168.0.0/15"]),
        "warning",
    ),
    Case(
        "a collection name over 64",
        "collection-name-too-long",
        "name",
        lambda: _collection(name="c" * 65),
        lambda: _collection(name="c" * 64),
    ),
    Case(
        "a collection's name has letters, digits, hyphens and underscores",
        "malformed-collection-name",
        "name",
        lambda: _collection(name="our clients"),
        lambda: _collection(name="our_clients-2"),
    ),
    Case(
        "a location name over 16 characters",
        "location-name-too-long",
        "locations.lllllllllllllllll",
        lambda: _at("l" * 17, [_OFFICE]),
        lambda: _at("l" * 16, [_OFFICE]),
    ),
    Case(
        "a location's name has letters, digits, hyphens and underscores",
        "malformed-location-name",
        "locations.the office",
        lambda: _at("the office", [_OFFICE]),
        lambda: _at("the-office", [_OFFICE]),
    ),
    Case(
        "the default location has no blocks",
        "default-location-with-blocks",
        "locations.*",
        lambda: _at("*", [_OFFICE]),
        lambda: _collection(locations={}),
    ),
    Case(
        "a location has blocks",
        "location-without-blocks",
        "locations.office",
        lambda: _at("office", []),
        lambda: _at("office", [_OFFICE]),
    ),
    Case(
        "over 1,000 blocks a list",
        "too-many-blocks",
        "locations.office",
        lambda: _at("office", _blocks(1_001)),
        lambda: _at("office", _blocks(1_000)),
    ),
    Case(
        "an IPv4 block of a collection is at most /24",
        "collection-block-size",
        "locations.office[0]",
        lambda: _at("office", ["203.0.113.0/25"]),
        lambda: _at("office", ["203.0.113.0/24"]),
    ),
    Case(
        "an IPv6 block of a collection is at most /48",
        "collection-block-size",
        "locations.office[0]",
        lambda: _at("office", ["2001:db8::/49"]),
        lambda: _at("office", ["2001:db8::/48"]),
    ),
    Case(
        "everything is no block of a collection",
        "collection-block-size",
        "locations.office[0]",
        lambda: _at("office", ["0.0.0.0/0"]),
        lambda: _at("office", ["0.0.0.0/1"]),
    ),
    Case(
        "a block is in one location",
        "block-in-use",
        "locations.partner[0]",
        lambda: _collection(locations={"office": [_OFFICE], "partner": [_OFFICE]}),
        lambda: _collection(locations={"office": [_OFFICE], "partner": ["203.0.0.0/16"]}),
    ),
    Case(
        "an IP-based record names a collection by its id",
        "malformed-collection-id",
        "records[0].policy.collection_id",
        lambda: _records(_record(collection_id="clients")),
        lambda: _records(_record()),
    ),
    Case(
        "a location name over 16 characters, in a record",
        "location-name-too-long",
        "records[0].policy.location",
        lambda: _records(_record(location="l" * 17), _record("b")),
        lambda: _records(_record(location="l" * 16), _record("b")),
    ),
    Case(
        "a location's name has letters, digits, hyphens and underscores, in a record",
        "malformed-location-name",
        "records[0].policy.location",
        lambda: _records(_record(location="*.*")),
        lambda: _records(_record(location="*")),
    ),
    Case(
        "two IP-based records of one location",
        "duplicate-location",
        "records[1].policy",
        lambda: _records(_record(), _record("b")),
        lambda: _records(_record(), _record("b", "office")),
    ),
    Case(
        "IP-based records of one name and type go by one collection",
        "several-cidr-collections",
        "records[1].policy.collection_id",
        lambda: _records(_record(), _record("b", "office", _OTHER_ID)),
        lambda: _records(_record(), _record("b", "office")),
    ),
    Case(
        "IP-based records have one for everywhere else",
        "ip-based-without-default",
        "records[0].policy",
        lambda: _records(_record(location="office")),
        lambda: _records(_record(location="office"), _record("b")),
        severity="warning",
    ),
    Case(
        "a collection of a topology is named by its key",
        "malformed-collection-key",
        "policy.collection_id",
        lambda: _named(7, "*"),
        lambda: _named("clients", "*"),
    ),
    Case(
        "a record names a collection that there is",
        "unknown-cidr-collection",
        "records[0].policy.collection_id",
        lambda: _named("client", "*"),
        lambda: _named("clients", "*"),
    ),
    Case(
        "a record names a location that there is",
        "unknown-cidr-location",
        "records[0].policy.location",
        lambda: _named("clients", "offices"),
        lambda: _named("clients", "office"),
    ),
]
