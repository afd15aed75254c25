"""IP-based routing: the record of the block of addresses that the question comes from.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from constructs_pkg.audit.check_facts import CidrCollectionFact
from constructs_pkg.audit.choice import Asking, Choice, identifier
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.value import MapOf, Resource, Value, in_words, literal_text
from constructs_pkg.audit.world import NotTold

_DEFAULT = "*"


def by_network(records: Sequence[RecordFact], asking: Asking) -> Choice:
    """Choose the record of the longest block that holds the client's network, else the default.

    A query for a network larger than a block does not match the block. Private zones take such records
    and AWS does not support them there: .../DeveloperGuide/resource-record-sets-values-ipbased.html.
    """
    if asking.private:
        raise NotTold("IP-based routing is not supported in a private zone")
    client = asking.world.client.cidr if asking.world.client is not None else None
    if client is None:
        raise NotTold("IP-based routing depends on the client, whose network is not known")
    named = [_location(record) for record in records]
    if len({collection for collection, _ in named}) > 1:
        raise NotTold("the IP-based records name different collections")
    of_location = {location: record for (_, location), record in zip(named, records, strict=True)}
    collection = next((one for one in asking.facts.cidr_collections if one.id == named[0][0]), None)
    if collection is None or not collection.whole:
        raise NotTold(f"the blocks of CIDR collection {in_words(named[0][0])} are not known before deployment")
    found = _matching(collection, client)
    if found is not None and found[0] not in of_location:
        raise NotTold(f"{client} is in location {found[0]}, which has no record; what follows is not documented")
    chosen = of_location.get(found[0] if found is not None else _DEFAULT)
    if chosen is None:
        raise NotTold(f"no block has {client}, and there is no default location; what follows is not documented")
    if len(records) > 1 and asking.ill(chosen) is not None:
        raise NotTold(f"{identifier(chosen)} is unhealthy, and no page was found on what IP-based routing does then")
    where = f"location {found[0]} has {client} in its block {found[1]}" if found else f"no block has {client}"
    return Choice((chosen,), f"{identifier(chosen)} answers: {where}.")


def _location(record: RecordFact) -> tuple[Value, str]:
    config = record.field("CidrRoutingConfig")
    collection = config.get("CollectionId") if isinstance(config, MapOf) else None
    name = literal_text(config.get("LocationName")) if isinstance(config, MapOf) else None
    if collection is None or name is None:
        raise NotTold(f"the CIDR location of {identifier(record)} is not known before deployment")
    return _itself(collection), name


def _itself(collection: Value) -> Value:
    """Return a collection's id in one form: CloudFormation gives it by Ref and as the attribute Id."""
    if isinstance(collection, Resource) and collection.attribute == "Id":
        return Resource(collection.stack, collection.logical_id)
    return collection


def _matching(
    collection: CidrCollectionFact, client: IPv4Network | IPv6Network
) -> tuple[str, IPv4Network | IPv6Network] | None:
    """Return the location and block with the longest prefix that holds the client's network."""
    holding = [(name, block) for name, blocks in collection.locations for block in blocks if _holds(block, client)]
    return max(holding, key=lambda one: one[1].prefixlen, default=None)


def _holds(block: IPv4Network | IPv6Network, client: IPv4Network | IPv6Network) -> bool:
    if isinstance(block, IPv4Network) and isinstance(client, IPv4Network):
        return client.subnet_of(block)
    return isinstance(block, IPv6Network) and isinstance(client, IPv6Network) and client.subnet_of(block)
