"""What CIDR collections, and the IP-based records that name them, must keep to.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CidrCollectionChange.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.cidr_collection import EVERYWHERE_ELSE, CidrCollectionSpec, CollectionOfKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.private_use import is_private_block
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import IpBased, Record

# CollectionName, CidrLocationNameDefaultNotAllowed and UUID in the Route 53 API.
LONGEST_COLLECTION_NAME = 64
LONGEST_LOCATION_NAME = 16
_NAME = re.compile(r"[0-9A-Za-z_-]+")
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

# CidrList in the Route 53 API.
MOST_BLOCKS = 1_000

# By the version of the addresses, "between 1 and 24 bits" and "between 1 and 48 bits of length, inclusive".
LONGEST_PREFIX = {4: 24, 6: 48}


def check_cidr_collection(spec: CidrCollectionSpec) -> list[Problem]:
    """Return the problems of `spec`; empty means good."""
    return [
        *_named("collection", "name", spec.name),
        *(problem for name, blocks in spec.locations.items() for problem in _location(name, blocks)),
        *_once(spec.locations),
    ]


def check_location(policy: IpBased) -> Iterator[Problem]:
    """Yield the problems of what an IP-based record of a public zone names, with paths below the record."""
    collection = policy.collection_id
    if not isinstance(collection, Late) and not _ID.fullmatch(collection):
        fix = "write it as 01234567-89ab-cdef-0123-456789abcdef"
        limit = "is no id of a CIDR collection"
        yield Problem("malformed-collection-id", "policy.collection_id", collection, limit, fix)
    if policy.location != EVERYWHERE_ELSE:
        yield from _named("location", "policy.location", policy.location)


def check_locations(
    records: Iterable[tuple[str, Record]], collections: Mapping[str, CidrCollectionSpec]
) -> list[Problem]:
    """Return the problems of IP-based records, each given with its path, that name collections of one topology."""
    found = []
    for path, record in records:
        policy = record.policy
        if not isinstance(policy, IpBased) or not isinstance(policy.collection_id, CollectionOfKey):
            continue
        key = policy.collection_id.key
        if key not in collections:
            known = ", ".join(sorted(collections)) or "none"
            limit, fix = "is no CIDR collection of this topology", f"known collections: {known}"
            found.append(Problem("unknown-cidr-collection", f"{path}.policy.collection_id", key, limit, fix))
        elif policy.location != EVERYWHERE_ELSE and policy.location not in collections[key].locations:
            known = ", ".join([*collections[key].locations, EVERYWHERE_ELSE])
            limit, fix = f"is no location of CIDR collection {key}", f"known locations: {known}"
            found.append(Problem("unknown-cidr-location", f"{path}.policy.location", policy.location, limit, fix))
    return found


def _named(named: Literal["collection", "location"], path: str, name: str) -> Iterator[Problem]:
    is_collection = named == "collection"
    most = LONGEST_COLLECTION_NAME if is_collection else LONGEST_LOCATION_NAME
    if len(name) > most:
        rule = "collection-name-too-long" if is_collection else "location-name-too-long"
        yield Problem(rule, path, name, f"is over {most} characters ({len(name)})", "shorten it")
    elif not _NAME.fullmatch(name):
        rule = "malformed-collection-name" if is_collection else "malformed-location-name"
        yield Problem(rule, path, name, f"is no name of a CIDR {named}", "use letters, digits, hyphens and underscores")


def _location(name: str, blocks: Sequence[Cidr]) -> Iterator[Problem]:
    path = f"locations.{name}"
    if name == EVERYWHERE_ELSE:
        limit = "holds every client that is in no block, and has none itself"
        fix = f"leave it out here, and give a record the location {EVERYWHERE_ELSE!r}"
        yield Problem("default-location-with-blocks", path, name, limit, fix)
    else:
        yield from _named("location", path, name)
    if not blocks:
        yield Problem("location-without-blocks", path, name, "has no blocks", "name some, or leave it out")
    if len(blocks) > MOST_BLOCKS:
        limit = f"are {len(blocks) - MOST_BLOCKS} more than the {MOST_BLOCKS:,} of a location"
        yield Problem("too-many-blocks", path, f"{len(blocks):,} blocks", limit, "merge adjacent blocks")
    for place, block in enumerate(blocks):
        longest = LONGEST_PREFIX[block.network.version]
        if not 1 <= block.prefix <= longest:
            fix = "choose a wider block: a resolver tells no more of its client"
            if block.prefix == 0:
                fix = f"leave it out, and give a record the location {EVERYWHERE_ELSE!r}"
            limit = f"is outside /1 to /{longest}"
            yield Problem("collection-block-size", f"{path}[{place}]", block, limit, fix)
        elif is_private_block(block):
            # "The client's IP address" as a public zone's name servers see it, or that of its resolver.
            limit = "is of private use: a public zone is never asked from there"
            fix = "give the public addresses that the network's resolvers, or its clients, ask from"
            yield Problem("private-block-in-collection", f"{path}[{place}]", block, limit, fix, "warning")


def _once(locations: Mapping[str, Sequence[Cidr]]) -> Iterator[Problem]:
    # CidrBlockInUse in the Route 53 API. Nested blocks of different lengths are no error: the longest answers.
    first: dict[Cidr, str] = {}
    for name, blocks in locations.items():
        for place, block in enumerate(blocks):
            path = f"locations.{name}[{place}]"
            if block in first:
                limit = f"is also {first[block]}: one client has one location"
                yield Problem("block-in-use", path, block, limit, "name each block once")
            first.setdefault(block, path)
